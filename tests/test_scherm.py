"""The page on this machine, without a browser: who may talk to it, and what it hands out."""

from __future__ import annotations

import io
import json
import mimetypes
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from nhnorm_xlsx.errors import UsageError, why
from nhnorm_xlsx.organisations import dump_organisations, load_organisations
from nhnorm_xlsx.scherm import guards, looking, results, serving, uploads
from nhnorm_xlsx.scherm.app import create_app
from nhnorm_xlsx.scherm.desk import Desk
from nhnorm_xlsx.scherm.jobs import JOB_BY_NAME, JOBS
from nhnorm_xlsx.scherm.jobs.model import GOOD, Errand, FileSaid, Job, Outcome
from nhnorm_xlsx.scherm.jobs.reading import values_of
from nhnorm_xlsx.scherm.jobs.sending import MAILS
from nhnorm_xlsx.scherm.jobs.wording import on_page
from nhnorm_xlsx.scherm.serving import nobody_looks
from nhnorm_xlsx.scherm.work import Bench, State, Work
from nhnorm_xlsx.tasks.beginning import Sender, begin_round
from nhnorm_xlsx.tasks.round import Round, find_round
from nhnorm_xlsx.texts import entering
from nhnorm_xlsx.texts import scherm as texts
from tests import forms, rounds
from tests.screens import ROOT, Screen, begun, served

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A page with a round that has begun; one browser was let in."""
    folder = tmp_path_factory.mktemp("scherm") / "ronde"
    rounds.begin(folder)
    (folder / "geheim.xlsx").write_bytes(b"geheim")
    with served(folder) as here:
        here.enter()
        yield here


# --- who may talk to it -------------------------------------------------------------------


def test_it_listens_on_this_machine_only(screen: Screen) -> None:
    listed = Path("/proc/net/tcp")
    if not listed.exists():
        pytest.skip("this system does not tell")
    port = f":{screen.port:04X}"
    lines = [line.split() for line in listed.read_text().splitlines()[1:]]
    assert {line[1] for line in lines if line[1].endswith(port) and line[3] == "0A"} == {
        f"0100007F{port}"
    }


@pytest.mark.parametrize(
    "host",
    ["kwaad.example", "kwaad.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost:{port}",
     "127.0.0.1.kwaad.example:{port}", "[::1]:{port}", "127.0.0.1:{port}.kwaad.example"],
)  # fmt: skip
@pytest.mark.parametrize(("method", "where"), [("GET", ""), ("GET", "werk.json"), ("POST", "werk")])
def test_another_host_is_refused_with_everything_else_right(
    screen: Screen, host: str, method: str, where: str
) -> None:
    """A page elsewhere that lets its name point to this machine sends its own name."""
    named = host.format(port=screen.port)
    status, _, text = screen.ask(method, where, "{}", {"Host": named})
    assert status == 403
    assert screen.token not in text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://kwaad.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost:{port}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"X-Nhnorm-Token": "geraden"},
        {"X-Nhnorm-Token": ""},
        {"Cookie": ""},
        {"Cookie": "nhnorm-{port}=geraden"},
    ],
)
@pytest.mark.parametrize("where", ["werk", "aanbod", "open", "weg", "stoppen", "werk/x/afbreken"])
def test_a_change_from_elsewhere_is_refused(
    screen: Screen, headers: dict[str, str], where: str
) -> None:
    given = {name: value.format(port=screen.port) for name, value in headers.items()}
    status, _, text = screen.ask("POST", where, json.dumps({"taak": "genereer"}), given)
    assert status == 403
    assert json.loads(text)["fout"] == texts.REFUSED
    assert json.loads(screen.ask("GET", "werk.json")[2])["bezig"] == []


@pytest.mark.parametrize("where", ["", "werk.json", "deel/stand", "bestand/ronde.toml"])
@pytest.mark.parametrize("headers", [{"Cookie": ""}, {"Sec-Fetch-Site": "cross-site"}])
def test_without_being_let_in_nothing_is_to_be_read(
    screen: Screen, where: str, headers: dict[str, str]
) -> None:
    status, got, text = screen.ask("GET", where, None, headers)
    assert status == 403
    assert screen.token not in text
    assert "2026" not in text
    assert "Access-Control-Allow-Origin" not in got
    # Only in the place of the page itself one can type the code.
    assert (entering.NO_ENTRY in unescape(text)) == (where == "")
    assert (texts.REFUSED in text) == (where != "")


def test_our_own_page_may(screen: Screen) -> None:
    own = {"Sec-Fetch-Site": "same-origin"}
    assert screen.ask("POST", "aanbod", "{}", own)[0] == 200
    for site in ("same-origin", "none"):
        assert screen.ask("GET", "werk.json", None, {"Sec-Fetch-Site": site})[0] == 200


def test_another_place_and_another_way_of_asking_is_refused(screen: Screen) -> None:
    assert screen.ask("GET", "/")[0] == 404
    assert screen.ask("GET", "/werk.json")[0] == 404
    assert screen.ask("GET", "/geraden/werk.json")[0] == 404
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
        assert screen.ask(method, "werk.json")[0] in (403, 405), method


def test_what_every_answer_says(screen: Screen) -> None:
    for where in ("", "werk.json", "eigen/core.js", "bestaat-niet", "/"):
        _, got, _ = screen.ask("GET", where)
        assert "default-src 'none'" in got["Content-Security-Policy"]
        assert "unsafe" not in got["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in got["Content-Security-Policy"]
        assert got["X-Content-Type-Options"] == "nosniff"
        assert got["Referrer-Policy"] == "no-referrer"
        assert got["Cache-Control"] == "no-store"
        assert "Server" not in got


def test_the_secrets_are_in_no_list_of_processes_and_in_no_address(tmp_path: Path) -> None:
    with served(tmp_path / "ronde") as here:
        if not Path("/proc").exists():
            pytest.skip("this system does not tell")
        command = Path(f"/proc/{here.process.pid}/cmdline").read_bytes().decode()
        assert here.code not in command
        assert here.code not in here.path
        assert here.code not in here.start.as_uri()
        assert stat.S_IMODE(here.start.stat().st_mode) == 0o600
        assert stat.S_IMODE(here.start.parent.stat().st_mode) == 0o700
        here.enter()
        assert not here.start.exists()


def test_the_code_serves_once_and_cannot_be_guessed(tmp_path: Path) -> None:
    with served(tmp_path / "ronde") as here:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        here.enter()
        again = here.ask("POST", "start", f"code={here.code}", form, bare=True)
        assert again[0] == 403
        assert "Set-Cookie" not in again[1]
    guessed = guards.Session(1)
    assert not any(guessed.let_in(f"geraden{number}") for number in range(guards.MOST_TRIES))
    assert not guessed.let_in(guessed.code)


def test_the_cookie_is_shut_in(screen: Screen, tmp_path: Path) -> None:
    with served(tmp_path / "ronde") as here:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        _, got, _ = here.ask("POST", "start", f"code={here.code}", form, bare=True)
        parts = {part.strip() for part in got["Set-Cookie"].split(";")}
        assert {"HttpOnly", "SameSite=Strict", f"Path={here.path}"} <= parts
        # What one start gave opens no other.
        status, _, _ = here.ask("GET", "werk.json", None, {"Cookie": screen.cookie})
        assert status == 403


# --- what is dragged in -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Heiloo.xlsx", ("Heiloo.xlsx",)),
        ("retour/mei/Heiloo.xlsx", ("retour", "mei", "Heiloo.xlsx")),
        ("../../etc/passwd", ("etc", "passwd")),
        ("/etc/passwd", ("etc", "passwd")),
        ("..\\..\\Windows\\x.xlsx", ("Windows", "x.xlsx")),
        ("C:\\x.xlsx", ("C_", "x.xlsx")),
        ("a\0b\nc.xlsx", ("a_b_c.xlsx",)),
        ("NUL.xlsx", ("_NUL.xlsx",)),
        ("con", ("_con",)),
        ("x.xlsx. . ", ("x.xlsx",)),
        ("~/.ssh/x", ("~", ".ssh", "x")),
        ("a/./../b", ("a", "b")),
    ],
)
def test_a_name_never_leads_out_of_its_folder(name: str, parts: tuple[str, ...]) -> None:
    assert uploads.safe_parts(name) == parts


@pytest.mark.parametrize("name", ["", "..", "/", "...", "a/" * 30 + "b"])
def test_a_name_with_which_nothing_can_be_done(name: str) -> None:
    with pytest.raises(UsageError, match="geen naam voor een bestand"):
        uploads.safe_parts(name)


def test_a_long_name_keeps_its_kind() -> None:
    """And both ends of it; that something is left out is to be seen."""
    (name,) = uploads.safe_parts("Heiloo" + "x" * 400 + "GM0399.xlsx")
    assert len(name) <= 120
    assert name.startswith("Heiloo")
    assert name.endswith("GM0399.xlsx")
    assert "…" in name


def test_nothing_is_written_outside_and_nothing_over_another(screen: Screen) -> None:
    batch = json.loads(screen.ask("POST", "aanbod", "{}")[2])["id"]
    for name in ("..%2F..%2F..%2Fx.xlsx", "x.xlsx", "X.xlsx", "x.xlsx"):
        assert screen.ask("POST", f"aanbod/{batch}/1", b"1", {"X-Naam": name})[0] == 200
    work = screen.start.parent
    found = sorted(path.relative_to(work).parts[1:] for path in work.rglob("*.xlsx"))
    assert ("1", "x.xlsx") in found
    assert ("1", "x (2).xlsx") in found
    assert ("1", "x (3).xlsx") in found
    assert not list(screen.folder.rglob("x*.xlsx"))
    for wrong in ("../x", "geraden", f"{batch}/../.."):
        assert screen.ask("POST", f"aanbod/{wrong}/1", b"1", {"X-Naam": "y.xlsx"})[0] in (400, 404)


def test_a_file_of_nothing_says_so(screen: Screen) -> None:
    batch = json.loads(screen.ask("POST", "aanbod", "{}")[2])["id"]
    status, _, text = screen.ask("POST", f"aanbod/{batch}/1", b"", {"X-Naam": "Heiloo.xlsx"})
    assert status == 400
    assert "Heiloo.xlsx is leeg (0 bytes) en is overgeslagen" in json.loads(text)["fout"]
    asked = json.dumps({"taak": "importeer", "waarden": {}, "aanbod": batch})
    status, _, text = screen.ask("POST", "werk", asked)
    assert (status, json.loads(text)["fout"]) == (400, texts.GIVE_FILES)


def test_what_is_too_large_is_refused_before_it_is_sent(screen: Screen) -> None:
    batch = json.loads(screen.ask("POST", "aanbod", "{}")[2])["id"]
    status, _, _ = screen.ask(
        "POST", f"aanbod/{batch}/1", None, {"X-Naam": "x.xlsx", "Content-Length": str(10**13)}
    )
    assert status == 413
    assert screen.ask("GET", "werk.json")[0] == 200


@pytest.mark.parametrize(
    ("bound", "size"), [("MOST_FILES", 3), ("MOST_TOGETHER", 9), ("MOST_BYTES", 6)]
)
def test_too_much_at_once_says_so_and_what_was_taken_stays(
    monkeypatch: pytest.MonkeyPatch, bound: str, size: int
) -> None:
    monkeypatch.setattr(uploads, bound, {"MOST_FILES": 2, "MOST_TOGETHER": 12}.get(bound, 5))
    kept = uploads.Uploads()
    try:
        batch = kept.begin()
        for name in ("a.xlsx", "b.xlsx"):
            kept.take(batch.id, 1, name, io.BytesIO(b"123"), size=3, saved=0)
        with pytest.raises(UsageError, match=r"x\.xlsx is overgeslagen: het is te groot"):
            kept.take(batch.id, 1, "x.xlsx", io.BytesIO(b"1" * size), size=size, saved=0)
        assert [path.name for path in batch.paths] == ["a.xlsx", "b.xlsx"]
    finally:
        kept.close()


@pytest.mark.parametrize("content", [b"12", b"1234"])
def test_a_file_that_does_not_come_whole_is_not_there(content: bytes) -> None:
    kept = uploads.Uploads()
    try:
        batch = kept.begin()
        with pytest.raises(UsageError, match="kwam niet heel aan"):
            kept.take(batch.id, 1, "a.xlsx", io.BytesIO(content), size=3, saved=0)
        assert batch.paths == ()
    finally:
        kept.close()


def test_who_goes_away_leaves_no_more_than_so_much() -> None:
    kept = uploads.Uploads()
    try:
        batches = [kept.begin() for _ in range(30)]
        there = [batch for batch in batches if batch.folder.exists()]
        assert there == batches[-20:]
        with pytest.raises(UsageError, match="staan niet meer klaar"):
            kept.claim(batches[0].id)
    finally:
        kept.close()


def test_only_what_an_earlier_start_left_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, other, elsewhere = (tmp_path / f"{uploads.PREFIX}{n}" for n in ("a", "b", "c"))
    for folder in (left, other):
        folder.mkdir()
    (left / ".slot").touch()
    target = tmp_path / "van een ander"
    target.mkdir()
    (target / ".slot").touch()
    elsewhere.symlink_to(target, target_is_directory=True)
    running = uploads.Uploads()
    uploads.sweep()
    assert not left.exists()
    assert all(path.exists() for path in (other, target / ".slot", running.folder))
    running.close()


@pytest.mark.parametrize("where", ["start", "werk", "aanbod/x/1"])
@pytest.mark.parametrize("how", ["length", "chunked"])
def test_a_stranger_cannot_fill_the_disk(screen: Screen, where: str, how: str) -> None:
    """It is refused from what stands above it; nothing of it is waited for or kept."""
    head = "Transfer-Encoding: chunked" if how == "chunked" else "Content-Length: 90000000"
    sent = (
        f"POST {screen.path}{where} HTTP/1.1\r\nHost: 127.0.0.1:{screen.port}\r\n"
        f"Cookie: nhnorm-{screen.port}=geraden\r\n{head}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", screen.port), timeout=20) as line:
        line.sendall(sent.encode())
        if how == "chunked":
            line.sendall(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 413")


def test_when_a_file_was_saved_comes_along(screen: Screen) -> None:
    """It says which file is the newest, where the document itself does not."""
    batch = json.loads(screen.ask("POST", "aanbod", "{}")[2])["id"]
    moment = {"X-Naam": "tijd.xlsx", "X-Tijd": "1780000000000"}
    assert screen.ask("POST", f"aanbod/{batch}/1", b"1", moment)[0] == 200
    (path,) = screen.start.parent.rglob("tijd.xlsx")
    assert path.stat().st_mtime == 1_780_000_000


# --- what is handed out -------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["../geheim.xlsx", "%2e%2e/geheim.xlsx", "..%2fgeheim.xlsx", "..\\geheim.xlsx",
     "//etc/passwd", "%2fetc/passwd", "werkboeken/../../geheim.xlsx", "C:/geheim.xlsx",
     "dataset/archief/x.xlsx", "dataset/gebeurtenissen/x.csv", "bestaat-niet.xlsx",
     "werkboeken/weg.xlsx", "werkboeken/map.xlsx", "werkboeken/los.exe", "anders/x.xlsx"],
)  # fmt: skip
def test_only_what_the_round_made_is_handed_out(screen: Screen, address: str) -> None:
    here = screen.folder / "output"
    for name in ("dataset/archief", "dataset/gebeurtenissen", "werkboeken/map.xlsx", "anders"):
        (here / name).mkdir(parents=True, exist_ok=True)
    for name in ("dataset/archief/x.xlsx", "dataset/gebeurtenissen/x.csv", "anders/x.xlsx",
                 "werkboeken/los.exe"):  # fmt: skip
        (here / name).write_bytes(b"geheim")
    link = here / "werkboeken" / "weg.xlsx"
    if not link.is_symlink():
        link.symlink_to(screen.folder / "geheim.xlsx")
    status, _, text = screen.ask("GET", f"bestand/{address}")
    assert status in (400, 404)
    assert text != "geheim"
    plain = address.replace("%2e", ".").replace("%2f", "/")
    status, _, _ = screen.ask("POST", "open", json.dumps({"pad": plain}))
    assert status == 400


def test_what_the_round_made_is_handed_out_to_keep(screen: Screen) -> None:
    status, got, text = screen.ask("GET", "bestand/ronde.toml")
    assert status == 200
    assert 'meting = "2026"' in text
    assert got["Content-Disposition"].startswith("attachment")


def test_a_page_that_is_looked_at_is_shut_in(screen: Screen) -> None:
    """A comparison has scripts of its own: they must not be able to drive the round."""
    path = screen.folder / "output" / "vergelijking" / "x.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text("<script>1</script>")
    policy = screen.ask("GET", "bestand/vergelijking/x.html?bekijk")[1]["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "allow-same-origin" not in policy
    assert "connect-src" not in policy
    assert screen.ask("GET", "bestand/vergelijking/x.html")[1]["Content-Disposition"]


def test_on_the_shelves_stands_what_was_made_and_nothing_else(tmp_path: Path) -> None:
    here = Round(tmp_path)
    for name in ("werkboeken/a.xlsx", "werkboeken/~b.xlsx", "werkboeken/uitgifte.csv",
                 "mail/2026/uitnodiging/dag/Heiloo.eml", "mail/2026/x/.verborgen/y.eml",
                 "vergelijking/a.html", "mail/a.html", "dataset/antwoorden.csv",
                 "dataset/archief/b.xlsx", "dataset/gebeurtenissen/c.csv", "dataset/d.xlsx",
                 "werkboeken/los.exe", "contacten.csv"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = {shelf.title: sorted(item.path for item in shelf.files)
             for shelf in results.shelves(here)}  # fmt: skip
    assert found == {
        "Werkboeken": ["werkboeken/a.xlsx", "werkboeken/uitgifte.csv"],
        "Mails": ["mail/2026/uitnodiging/dag/Heiloo.eml", "mail/a.html"],
        "Vergelijkingen": ["vergelijking/a.html"],
        "Tabellen met alle antwoorden": ["dataset/antwoorden.csv"],
        "Van de ronde zelf": ["contacten.csv"],
    }
    # What is on a shelf can be had.
    for paths in found.values():
        for address in paths:
            assert results.find(here, address).is_file()
    looked_at = [item.path for shelf in results.shelves(here) for item in shelf.files if item.page]
    assert looked_at == ["vergelijking/a.html"]
    many = tmp_path / "terugkoppeling"
    many.mkdir()
    for number in range(results.MOST_SHOWN + 3):
        (many / f"{number}.xlsx").touch()
    assert [shelf.more for shelf in results.shelves(here) if shelf.more] == [3]


def test_a_file_is_opened_with_a_program_of_this_machine(tmp_path: Path) -> None:
    opened: list[Path] = []
    path = tmp_path / "x.xlsx"
    results.open_here(path, opened.append)
    assert opened == [path.resolve()]


def test_a_script_is_a_script_whatever_windows_says(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_: ("text/plain", None))
    mimetypes.add_type("text/plain", ".js")
    try:
        for name in looking.SCRIPTS:
            kind = screen.ask("GET", f"eigen/{name}")[1]["Content-Type"]
            assert kind == "text/javascript; charset=utf-8"
        for name in looking.STYLES:
            assert screen.ask("GET", f"eigen/{name}")[1]["Content-Type"].startswith("text/css")
    finally:
        mimetypes.init()


# --- what is asked --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("job", "given", "said"),
    [
        (
            "ronde-nieuw",
            {},
            "'Meting' is leeg; vul een jaar in, zoals 2026. 'Deadline' is leeg; "
            "vul een dag in, zoals 29-05-2026.",
        ),
        ("ronde-nieuw", {"meting": ["26"], "deadline": ["2026-05-29"]}, "geen meting"),
        ("ronde-nieuw", {"meting": ["2026"], "deadline": ["29-05-2026"]}, "geen datum"),
        ("uitstel", {"organisatie": ["x" * 600], "datum": ["2026-05-29"]}, "te lang"),
        ("genereer", {"anders": ["x"]}, "ouder dan het programma"),
        ("genereer", {"opnieuw": {"x": 1}}, "ouder dan het programma"),
        ("genereer", "tekst", "ouder dan het programma"),
    ],
)
def test_what_is_filled_in_wrongly_is_one_sentence(job: str, given: object, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        values_of(JOB_BY_NAME[job].fields, given)


@pytest.mark.parametrize(
    ("job", "line", "said"),
    [
        ("genereer", "geef dan --opnieuw.",
         "zet dan het vinkje 'Geef ook opnieuw uit wat er al staat' aan."),
        ("mail-herinnering", "Dat kan met: nhnorm mail herinnering NAAM --opnieuw",
         "Dat kan met 'Herinneren' (op het tabblad Mails), met het vinkje 'Ook voor wie deze mail "
         "al is opgesteld'"),
        ("vaststellen", "Doe dat met 'nhnorm vaststellen', of",
         "Doe dat met 'De stand vaststellen' (op het tabblad Vergelijken en delen), of"),
        ("vaststellen", "nhnorm vergelijk --niveau provincie, nhnorm doorgeven of",
         "'Rapport voor de provincie' (op het tabblad Vergelijken en delen), 'Doorgeven' (op"),
        ("importeer", "Kijk met 'nhnorm status' of", "Kijk op het tabblad Stand of"),
        ("importeer", "kies met --uit een andere map", "open het scherm in een andere map"),
        ("doorgeven", "Maak die met: nhnorm importeer PAD --uit output/dataset",
         "Maak die met 'Inlezen' (op het tabblad Inlezen)"),
    ],
)  # fmt: skip
def test_commands_are_called_as_they_are_on_the_page(job: str, line: str, said: str) -> None:
    assert said in on_page(line, JOB_BY_NAME[job])


def test_settings_with_a_fault_are_said_and_the_page_goes_on(tmp_path: Path) -> None:
    folder = rounds.begin(tmp_path / "ronde")
    file = folder / "output" / "ronde.toml"
    good = file.read_text("utf-8")
    file.write_text('versie = 1\nmetting = "2026"\n', encoding="utf-8")
    with served(folder) as here:
        here.enter()
        for where in ("", "deel/stand"):
            shown = unescape(here.ask("GET", where)[2])
            assert "onbekende naam 'metting'; bedoelt u meting?" in shown, where
        here.job("genereer")
        shown = unescape(here.settled())
        assert f"Werkboeken maken: {texts.STATES['mislukt']}" in shown
        assert "bedoelt u meting?" in shown
        file.write_text(good, encoding="utf-8")  # as somebody does in an editor beside it
        shown = re.sub("<[^>]+>", "", here.ask("GET", "deel/stand")[2])
        assert texts.NOTHING_ISSUED in unescape(shown)


def test_a_file_of_another_meting_asks_for_a_look_and_for_a_decision(tmp_path: Path) -> None:
    """It is named beside the work, with why; and can be said to belong elsewhere."""
    folder = rounds.begin(tmp_path / "ronde")
    book = forms.written(tmp_path, forms.plan({"1.1": {"status": "Voldoet"}}, meting="2025"))
    with served(folder) as here:
        here.enter()
        here.job("genereer", {"organisaties": ["GM0399"]})
        here.settled()
        here.job("importeer", batch=here.upload([("Heiloo oud.xlsx", book.read_bytes())]))
        said = unescape(here.settled())
        assert "Inlezen: klaar, maar kijk even" in said
        assert re.search(
            r"<b>Heiloo oud.xlsx</b>: Heiloo, meting 2025: .*staat niet als uitgegeven", said
        )
        # What is only unfinished has to be waited for.
        (book_now,) = (folder / "output" / "werkboeken").glob("*GM0399*.xlsx")
        number = re.search(r"GM0399;[^;]*;([0-9a-f]{12});", (book_now.parent / "uitgifte.csv")
                           .read_text("utf-8-sig"))  # fmt: skip
        assert number
        unfinished = forms.plan({"1.1": {"status": "Voldoet"}}, issue=number[1])
        now = forms.written(tmp_path, unfinished, "nu.xlsx").read_bytes()
        here.job("controleer", batch=here.upload([("nu.xlsx", now)]))
        assert "<b>nu.xlsx</b>" not in here.settled()
        taken = unescape(here.ask("GET", "deel/inlezen")[2])
        assert "nog geen status" in taken
        deciding = unescape(here.ask("GET", "deel/beslissen")[2])
        assert f"{texts.ASKS_DECISION} (1)" in deciding
        assert "staat niet als uitgegeven" in deciding
        assert texts.VERDICTS["meting"] in deciding
        chosen = re.findall(r"<option (?:selected)?>(\d+)</option>", deciding)
        assert chosen == ["2025", "2026"]
        line = {
            "bestand": "Heiloo oud.xlsx",
            "sha256": sha256(book.read_bytes()).hexdigest()[:12],
            "besluit": "meting",
            "reden": "het oude werkboek gebruikt",
        }
        for value, sentence in (
            ("2062", "Meting '2062' is hier niet bekend; bekend is: 2025 en 2026."),
            ("", "Kies bij welke meting het hoort; bekend is: 2025 en 2026."),
        ):
            here.job("besluit", {**line, "waarde": value})
            assert sentence in unescape(here.settled())
        here.job("besluit", {**line, "waarde": "2026"})
        assert "Besluit: klaar" in here.settled()
        deciding = unescape(here.ask("GET", "deel/beslissen")[2])
        assert f"{texts.ASKS_DECISION} (0)" in deciding
        assert "Heiloo, meting 2026" in deciding


def test_who_gets_no_mail_stands_in_a_list_that_can_be_opened(tmp_path: Path) -> None:
    """One cause, one line: and the names in it."""
    with served(rounds.begin(tmp_path / "ronde")) as here:
        here.enter()
        here.job("genereer", {"organisaties": ["GM0361"]})
        here.job("mail-uitnodiging")  # writes the list of addresses
        here.settled()
        here.job("mail-uitnodiging")
        said = unescape(here.settled())
        assert said.count("een adres; vul in contacten.csv") == 1
        cause = "<p>Geen adres; vul in contacten.csv de kolom 'aan' in. Dat geldt voor 45.</p>"
        names = said[said.index(cause) :].partition("</details>")[0]
        assert f"<summary>{texts.ABOUT_WHOM} (45)</summary>" in names
        listed = re.findall("<li>(.*)</li>", names)
        assert (len(listed), listed[:2]) == (45, ["Aalsmeer", "Alkmaar"])


def test_the_first_time_the_news_is_what_stands_on_the_page(tmp_path: Path) -> None:
    with served(rounds.begin(tmp_path / "ronde")) as here:
        here.enter()
        here.job("genereer", {"organisaties": ["GM0399"]})
        here.settled()
        for _ in range(2):
            here.job("status-nieuw")
            said = here.settled()
        assert said.count("hier voor het eerst") == 1
        assert "nog niet ontvangen" not in said


def test_another_list_of_organisations_serves_as_on_the_command_line(tmp_path: Path) -> None:
    with served(rounds.begin(tmp_path / "ronde")) as here:
        here.enter()
        here.job("importeer", batch=here.upload([("x.xlsx", b"geen werkboek")]))
        here.settled()
        mine = dump_organisations(list(load_organisations())[:3]).encode()
        here.job("bronnen", {"bron": ["organisaties"]}, here.upload([("lijst.csv", mine)]))
        assert "gelden: klaar" in here.settled()
        assert here.ask("GET", "")[2].count('name="organisaties"') == 3 * (1 + len(MAILS) + 1)


def test_every_job_says_what_it_does() -> None:
    assert len(JOB_BY_NAME) == len(JOBS)
    for job in JOBS:
        assert job.title, job.name
        assert job.button, job.name
        assert job.about.endswith(".") or not job.shown, job.name
        assert job.tab in texts.TABS, job.name


def test_what_a_new_round_says_is_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sender = Sender('RIEC "Noord" \\ Holland', mail="norm@riec.nl", back_to="post@riec.nl")
    begin_round("2026", date(2026, 5, 29), date(2026, 1, 1), sender=sender)
    settings = find_round().settings
    assert settings
    assert (settings.meting, settings.deadline) == ("2026", date(2026, 5, 29))
    assert settings.sends
    assert settings.sends.organisation == 'RIEC "Noord" \\ Holland'
    with pytest.raises(UsageError, match="staat er al"):
        begin_round("2026", date(2026, 5, 29), date(2026, 1, 1), sender=sender)
    wrong = Sender(mail="geen mail")
    with pytest.raises(UsageError, match=r"^'mail' is 'geen mail'; dit is geen mailadres"):
        begin_round("2026", date(2026, 5, 29), date(2026, 1, 1), folder=Path("x"), sender=wrong)
    assert not Path("x").exists()


@pytest.mark.parametrize(
    ("sender", "still"),
    [
        (Sender(), "vul bij [wie] in wie dit vraagt;"),
        (Sender("RIEC"), "vul bij [wie] in waar het werkboek naar terug moet (terug_naar);"),
        (Sender(back_to="post@riec.nl"), "vul bij [wie] in wie de werkboeken verstuurt;"),
        (Sender("RIEC", mail="norm@riec.nl"), ""),
        (Sender(role="accountmanager", back_to="post@riec.nl"), ""),
    ],
)
def test_a_new_round_only_asks_what_was_not_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sender: Sender, still: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = begin_round("2026", date(2026, 5, 29), date(2026, 1, 1), sender=sender)
    assert ("[wie]" in " ".join(said)) == bool(still)
    assert still in " ".join(said)


# --- the work -------------------------------------------------------------------------------


def test_the_page_says_what_a_task_says_and_escapes_it(screen: Screen) -> None:
    batch = screen.upload([("<img src=x onerror=alert(1)>.pdf", b"%PDF-1.4 niets")])
    screen.job("controleer", batch=batch)
    shown = screen.settled()
    assert "Alleen nakijken: klaar" in shown
    taken = screen.ask("GET", "deel/inlezen")[2]
    assert "<img" not in taken
    assert "img src=x onerror=alert(1)" in unescape(taken)
    assert str(screen.start.parent) not in unescape(shown + taken)


def test_a_second_tab_cancels_only_what_it_means(screen: Screen) -> None:
    for id_ in ("geraden", "x" * 200):
        status, _, text = screen.ask("POST", f"werk/{id_}/afbreken", "{}")
        assert (status, json.loads(text)["fout"]) == (400, texts.ALREADY_OVER)


def test_a_command_line_at_the_same_time_does_no_harm(tmp_path: Path) -> None:
    folder = rounds.begin(tmp_path / "ronde")
    book, other = _books(folder, "Heiloo", "Alkmaar")
    with served(folder) as here:
        here.enter()
        here.job("importeer", batch=here.upload([("Heiloo.xlsx", book)]))
        (folder / "Alkmaar.xlsx").write_bytes(other)
        done = subprocess.run(
            [sys.executable, "-m", "nhnorm_xlsx", "importeer", "Alkmaar.xlsx"],
            capture_output=True, text=True, check=False, cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert "Inlezen: klaar" in here.settled()
        assert "2 van 45" in here.ask("GET", "deel/stand")[2]


def test_a_second_copy_is_joined(tmp_path: Path) -> None:
    """The whole folder of a colleague, dragged in."""
    mine, theirs = rounds.begin(tmp_path / "ronde"), rounds.begin(tmp_path / "collega")
    (book,) = _books(theirs, "Heiloo")
    with served(theirs) as there:
        there.enter()
        there.job("importeer", batch=there.upload([("Heiloo.xlsx", book)]))
        there.settled()
    with served(mine) as here:
        here.enter()
        batch = json.loads(here.ask("POST", "aanbod", "{}")[2])["id"]
        for path in sorted((theirs / "output").rglob("*")):
            if path.is_file() and path.stat().st_size:
                name = path.relative_to(tmp_path).as_posix()
                sent = here.ask(
                    "POST", f"aanbod/{batch}/1", path.read_bytes(), {"X-Naam": quote(name)}
                )
                assert sent[0] == 200
        here.job("samenbrengen", batch=batch)
        shown = unescape(here.settled())
        assert "Een tweede kopie erbij nemen: klaar" in shown
        assert "tijdelijk" not in shown
        assert "1 van 45" in here.ask("GET", "deel/stand")[2]


def test_a_decision_that_cannot_be_is_one_sentence(tmp_path: Path) -> None:
    folder = rounds.begin(tmp_path / "ronde")
    (book,) = _books(folder, "Heiloo")
    with served(folder) as here:
        here.enter()
        here.job("importeer", batch=here.upload([("Heiloo.xlsx", book)]))
        here.settled()
        about = {"bestand": ["Heiloo.xlsx"], "sha256": [sha256(book).hexdigest()[:12]]}
        for more, said in (
            ({"besluit": ["organisatie"], "waarde": ["Nergens"]}, "is geen organisatie"),
            ({"besluit": ["meting"], "waarde": ["26"]}, "is hier niet bekend"),
            ({"besluit": ["opeten"]}, "is geen besluit"),
            ({"besluit": ["uitsluiten"], "sha256": ["0" * 12]}, "staat niet in inzendingen.csv"),
        ):
            here.job("besluit", {**about, "reden": ["toets"], **more})
            shown = unescape(here.settled())
            assert f"Besluit: {texts.STATES['mislukt']}" in shown
            assert said in shown
        assert "toets" not in (folder / "output/dataset/besluiten.csv").read_text("utf-8-sig")


def _books(folder: Path, *names: str) -> list[bytes]:
    """Workbooks that came back from these."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        return [rounds.came_back("2026-05-01", name).read_bytes() for name in names]
    finally:
        os.chdir(before)


def test_work_is_done_one_at_a_time_and_can_be_cancelled() -> None:
    order: list[str] = []

    def slow(asked: Errand) -> Outcome:
        for _ in asked.progress(iter(int, 1), "Bezig", 0):
            order.append("slow")
            time.sleep(0.005)
        return Outcome()

    def quick(asked: Errand) -> Outcome:
        order.append("quick")
        return Outcome(["klaar"])

    bench = Bench(Round)
    job = JOB_BY_NAME["tabellen"]
    tidied: list[str] = []
    first = bench.put(
        Work(_does(slow), {"wachtwoorden": ("geheim",)}, (), lambda: tidied.append("first"))
    )
    second = bench.put(Work(_does(quick), {}, (), lambda: tidied.append("second")))
    waiting = bench.put(Work(job, {}, (), lambda: None))
    bench.cancel(waiting.id)
    _until(lambda: first.done > 1)
    assert (first.state, second.state, waiting.state) == (
        State.RUNNING, State.WAITING, State.CANCELLED,
    )  # fmt: skip
    assert (first.label, order[:1]) == ("Bezig", ["slow"])
    bench.cancel(first.id)
    _until(lambda: second.state is State.DONE)
    assert first.state is State.CANCELLED
    assert first.outcome.lines == [texts.CANCELLED]
    assert tidied == ["first", "second"]
    assert first.values == {}  # nothing that was filled in stays, such as a password
    assert bench.close(5)
    with pytest.raises(UsageError, match="stopt"):
        bench.put(Work(job, {}, (), lambda: None))


def test_a_mistake_of_the_program_is_one_sentence_and_the_next_job_goes_on() -> None:
    def broken(asked: Errand) -> Outcome:
        raise ValueError("een antwoord")

    bench = Bench(Round)
    first = bench.put(Work(_does(broken), {}, (), lambda: None))
    second = bench.put(Work(_does(lambda _: Outcome(["goed"])), {}, (), lambda: None))
    _until(lambda: second.state is State.DONE)
    assert first.state is State.FAILED
    assert "ging iets mis in het programma zelf" in first.outcome.lines[0]
    assert "antwoord" not in first.outcome.lines[0].replace("zonder antwoorden", "")
    bench.close(5)


def _does(run: Callable[[Errand], Outcome]) -> Job:
    return replace(JOB_BY_NAME["tabellen"], run=run)


def _until(there: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not there():
        assert time.monotonic() < until
        time.sleep(0.01)


# --- starting and stopping --------------------------------------------------------------------


@posix_only
def test_stopping_ends_it_and_leaves_nothing_behind(tmp_path: Path) -> None:
    here = begun(tmp_path / "ronde")
    here.enter()
    here.upload([("x.xlsx", b"gevoelig")])
    status, _, text = here.ask("POST", "stoppen", "{}")
    assert (status, json.loads(text)["zin"]) == (200, texts.STOPPED)
    assert here.process.wait(20) == 0
    assert here.process.stdout
    assert entering.ENDED in here.process.stdout.read()
    assert list((tmp_path / "tijdelijk").iterdir()) == []


@pytest.mark.parametrize("wrong", [OSError(9, "closed"), ValueError("closed")])
def test_a_socket_that_we_closed_ourselves_is_no_fault(wrong: Exception) -> None:
    closing = threading.Event()

    def waiting() -> None:
        raise wrong

    with pytest.raises(type(wrong)):  # nobody closed it
        serving._run(waiting, closing)
    closing.set()
    serving._run(waiting, closing)


@posix_only
def test_ctrl_c_is_one_sentence(tmp_path: Path) -> None:
    here = begun(tmp_path / "ronde")
    here.process.send_signal(signal.SIGINT)
    assert here.process.wait(20) == 2
    assert here.process.stdout
    said = here.process.stdout.read()
    assert "Afgebroken" in said
    assert "Traceback" not in said


@posix_only
def test_a_start_after_a_hard_stop_tidies_what_was_dragged_in(tmp_path: Path) -> None:
    here = begun(tmp_path / "ronde")
    here.enter()
    here.upload([("x.xlsx", b"gevoelig")])
    here.process.kill()
    here.process.wait(20)
    left = here.start.parent
    assert list(left.rglob("x.xlsx"))
    with served(tmp_path / "ronde") as other:
        assert not left.exists()
        assert other.start.exists()


@posix_only
def test_killed_in_the_middle_of_an_import_loses_nothing(tmp_path: Path) -> None:
    """What was there stays; what was dragged in can be dragged in again; the readers are gone."""
    folder = rounds.begin(tmp_path / "ronde")
    book, other = _books(folder, "Heiloo", "Alkmaar")
    with served(folder) as first:
        first.enter()
        first.job("importeer", batch=first.upload([("Heiloo.xlsx", book)]))
        assert "Inlezen: klaar" in first.settled()
    second = begun(folder)
    second.enter()
    second.job("importeer", batch=second.upload([("Alkmaar.xlsx", other)]))
    readers = _children(second.process.pid)
    second.process.kill()
    second.process.wait(20)
    _until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in readers))
    with served(folder) as third:
        third.enter()
        third.job("importeer", batch=third.upload([("Alkmaar.xlsx", other)]))
        third.settled()
        shown = unescape(third.ask("GET", "deel/stand")[2])
        assert "2 van 45" in shown


def _children(pid: int) -> list[int]:
    found: list[int] = []
    until = time.monotonic() + 3
    while time.monotonic() < until and not found:
        done = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
        )
        found = [int(line) for line in done.stdout.split()]
    return found


def test_a_closed_tab_stops_it_after_a_while_and_a_sleeping_one_does_not() -> None:
    assert not nobody_looks(60, left=True)  # the tab beside it may only ask once a minute
    assert nobody_looks(200, left=True)
    assert not nobody_looks(3600, left=False)
    assert nobody_looks(24 * 3600, left=False)


def test_a_tab_that_is_closed_says_so_and_another_that_asks_is_somebody() -> None:
    session = guards.Session(80)
    desk = Desk(session, Bench(Round), uploads.Uploads(), lambda: None)
    browser = create_app(desk).test_client()
    browser.set_cookie(session.cookie, session.secret, domain="127.0.0.1", path=session.path)
    own = {"Origin": session.origin, guards.TOKEN_HEADER: session.token, "Host": session.host}

    def asked(method: str, where: str) -> int:
        body: dict[str, object] | None = {} if method == "POST" else None
        place = f"{session.path}{where}"
        return browser.open(
            place, method=method, json=body, base_url=session.origin, headers=own
        ).status_code

    assert asked("GET", "werk.json") == 200
    seen = desk.seen_at
    assert asked("POST", "weg") == 200
    assert (desk.left, desk.seen_at) == (True, seen)
    assert asked("GET", "werk.json") == 200
    assert (desk.left, desk.seen_at > seen) == (False, True)
    desk.uploads.close()


def test_with_very_many_files_what_asks_for_attention_is_shown() -> None:
    session = guards.Session(80)
    files = [FileSaid(f"bestand-{number}.xlsx", "goed", GOOD) for number in range(600)]
    desk = Desk(session, Bench(Round), uploads.Uploads(), lambda: None)
    work = desk.bench.put(Work(_does(lambda _: Outcome(files=files)), {}, (), lambda: None))
    _until(lambda: work.state is State.DONE)
    browser = create_app(desk).test_client()
    browser.set_cookie(session.cookie, session.secret, domain="127.0.0.1", path=session.path)
    shown = browser.get(f"{session.path}deel/inlezen", base_url=session.origin).text
    assert shown.count("<tr data-stand") == 500
    assert texts.more_taken(100) in shown
    desk.uploads.close()


def test_a_file_that_is_only_online_says_so_on_the_command_line_too() -> None:
    error = OSError(22, "Invalid argument")
    error.winerror = 389  # type: ignore[attr-defined]
    assert "alleen online" in why(error)
    assert "deze naam kan niet" in why(OSError(22, "Invalid argument"))


def test_a_folder_that_cannot_be_is_said_and_stays_on_the_screen(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    done = subprocess.run(
        [sys.executable, "-m", "nhnorm_xlsx", "scherm", "--wacht", "--map", tmp_path / "bestand"],
        capture_output=True, text=True, check=False, input="\n",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "kan niet worden gebruikt" in done.stderr
    assert entering.PRESS_ENTER in done.stdout


def test_help_does_not_load_the_server() -> None:
    source = (
        "import sys; from nhnorm_xlsx import cli\n"
        "try: cli.main(['scherm', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'flask', 'waitress', 'pandas', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"
