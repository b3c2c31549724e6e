"""A round is begun, followed by the next year, moved, and continued: `ronde nieuw`, `volgend`."""

from __future__ import annotations

import csv
import shutil
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nhnorm_xlsx import files
from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX
from nhnorm_xlsx.definition import Definition, dump_definitions
from nhnorm_xlsx.errors import StorageError
from nhnorm_xlsx.organisations import dump_organisations
from nhnorm_xlsx.settings import FILE_VERSION
from tests import forms
from tests.returned import SMALL, norm
from tests.rounds import CODE, contents, flat, run

DEADLINE = ("--deadline", "2099-05-28")
LATER = ("--deadline", "2100-05-26")
HERE = Path("output/ronde.toml")
KEPT = Path("output/ronde-2098.toml")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def done(*words: str | Path) -> str:
    """What is said by a command that can do all that is asked."""
    code, said = run(*words)
    assert code == 0, said
    return flat(said)


def refused(*words: str | Path) -> str:
    """What is said by a command that could not begin."""
    code, said = run(*words)
    assert code == 2, said
    assert len(said.strip().splitlines()) == 1, said
    return flat(said)


def begun(meting: str = "2098", *more: str | Path) -> str:
    return done("ronde", "nieuw", meting, *DEADLINE, *more)


def returned(who: str, meting: str, definition: Definition = forms.NORM) -> Path:
    """The workbook that was issued to somebody, filled in."""
    with Path("output/werkboeken/uitgifte.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    (row,) = [r for r in rows if (r["organisatie"], r["meting"]) == (who, meting)]
    number = definition.norms[0].number
    plan = forms.plan(
        {number: {"status": "Voldoet", "onderbouwing": "zie intranet"}},
        definition=definition,
        organisation=forms.ORGANISATIONS[CODE[who]],
        meting=meting,
        issue=row["uitgifte_id"],
    )
    Path("in").mkdir(exist_ok=True)
    return forms.written(Path("in"), plan, row["bestand"])


# --- begin --------------------------------------------------------------------------------


def test_a_new_round_says_all_that_the_commands_need() -> None:
    said = begun()
    assert "meting 2098, in te leveren tot en met 28-05-2099" in said
    assert "nhnorm genereer" in said
    found = tomllib.loads(HERE.read_text(encoding="utf-8"))
    assert (found["meting"], found["deadline"]) == ("2098", date(2099, 5, 28))
    assert {"verstuurt", "voert_uit", "ontvangt"} <= set(found["wie"])
    for word in ("definitie", "organisaties", "terug_naar", "ondertekening", "sjablonen"):
        assert f"{word}" in HERE.read_text(encoding="utf-8")
    done("genereer", "Heiloo")
    assert list(Path("output/werkboeken").glob("NHNorm-2098-*Heiloo.xlsx"))


@pytest.mark.parametrize("place", ["ronde.toml", "output/ronde.toml"])
def test_settings_that_stand_there_are_never_overwritten(place: str) -> None:
    Path(place).parent.mkdir(exist_ok=True)
    Path(place).write_text('versie = 1\nmeting = "2097"\n', encoding="utf-8")
    before = contents(Path())
    said = refused("ronde", "nieuw", "2098", *DEADLINE)
    assert "staat er al, voor meting 2097" in said
    assert "ronde volgend" in said
    assert contents(Path()) == before


def test_a_round_can_be_in_any_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    said = begun("2098", "--map", "rondes/norm")
    assert "rondes/norm staan" in said.replace("\\", "/")
    monkeypatch.chdir("rondes/norm")
    done("genereer", "Heiloo")
    assert list(Path("werkboeken").glob("*.xlsx"))
    assert not Path("output").exists()


def test_a_round_is_not_begun_beside_the_work_that_belongs_to_it() -> None:
    done("genereer", "Heiloo", "--meting", "2098", *DEADLINE)
    assert "laat --map weg" in refused("ronde", "nieuw", "2098", *DEADLINE, "--map", ".")
    assert not Path("ronde.toml").exists()
    begun()
    assert "stond al in" in done("genereer", "Heiloo")


def own_files() -> tuple[str, ...]:
    Path("van elders").mkdir()
    Path("van elders/een norm.csv").write_text(dump_definitions([SMALL]), encoding="utf-8")
    two = [forms.ORGANISATIONS[CODE[name]] for name in ("Heiloo", "Alkmaar")]
    Path("van elders/wie.csv").write_text(dump_organisations(two), encoding="utf-8")
    return ("--definitie", "van elders/een norm.csv", "--organisaties", "van elders/wie.csv")


def test_own_files_come_in_the_folder_so_that_it_can_be_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun("2098", *own_files())
    shutil.rmtree("van elders")
    assert "2 werkboeken staan" in done("genereer")
    returned("Heiloo", "2098", SMALL)
    done("importeer", "in")
    Path("bij een collega").mkdir()
    shutil.move("output", "bij een collega/ronde")
    monkeypatch.chdir("bij een collega/ronde")
    assert "Meting 2098: 1 van 2 organisaties" in done("status")
    assert "2 werkboeken stonden al" in done("genereer")
    done("uitstel", "Alkmaar", "2099-06-12")
    assert "Heiloo" in Path("dataset/antwoorden.csv").read_text(encoding="utf-8-sig")
    done("vergelijk")
    assert list(Path("vergelijking").glob("NHNorm-vergelijking-2098-*.xlsx"))
    done("ronde", "volgend", "2099", *LATER)
    assert "2 werkboeken staan" in done("genereer")


def test_a_faulty_file_begins_nothing() -> None:
    Path("norm.csv").write_text("editie;norm\n", encoding="utf-8")
    code, said = run("ronde", "nieuw", "2098", *DEADLINE, "--definitie", "norm.csv")
    assert code == 2
    assert "norm.csv kan niet worden gebruikt" in said
    assert not Path("output").exists()


def test_settings_of_a_newer_program_are_refused_in_one_sentence() -> None:
    begun()
    text = HERE.read_text(encoding="utf-8")
    HERE.write_text(text.replace("versie = 1", f"versie = {FILE_VERSION + 1}"), encoding="utf-8")
    for words in (("status",), ("genereer",), ("ronde", "volgend", "2099")):
        assert "nieuwere versie van dit programma" in refused(*words)


def test_settings_from_the_beginning_still_open() -> None:
    HERE.parent.mkdir()
    HERE.write_text('versie = 1\nmeting = "2098"\ndeadline = 2099-05-28\n', encoding="utf-8")
    assert "1 werkboek staat" in done("genereer", "Heiloo")
    done("ronde", "volgend", "2099", *LATER)


def test_all_faults_are_said_at_once_with_their_lines() -> None:
    begun()
    lines = HERE.read_text(encoding="utf-8").splitlines()
    at = lines.index("deadline = 2099-05-28")
    lines[at] = "deadline = 28-05-2099"
    lines.append("ondertekning = 'x'")
    HERE.write_text("\n".join(lines), encoding="utf-8")
    code, said = run("status")
    assert code == 2
    assert f"regel {at + 1}: een datum schrijft u als jjjj-mm-dd" in said
    assert f"regel {len(lines)}: onbekende naam 'mail.ondertekning'" in said


# --- the next meting ------------------------------------------------------------------------


def test_the_next_meting_runs_and_the_old_settings_are_kept() -> None:
    begun()
    before = HERE.read_bytes().replace(
        b"[wie.verstuurt]", b"[wie.verstuurt]\norganisatie = 'RIEC' # ons"
    )
    HERE.write_bytes(before)
    said = done("ronde", "volgend", "2099", *LATER)
    assert "Meting 2099 loopt nu, tot en met 26-05-2100" in said
    assert "Meting 2098 is gesloten" in said
    assert KEPT.read_bytes() == before
    now = before.replace(b'"2098"', b'"2099"').replace(b"2099-05-28", b"2100-05-26")
    assert HERE.read_bytes() == now
    done("genereer", "Heiloo")
    assert list(Path("output/werkboeken").glob("NHNorm-2099-*"))


def test_twice_changes_nothing_and_says_so() -> None:
    begun()
    done("ronde", "volgend", "2099", *LATER)
    before = contents(Path())
    assert "loopt al" in done("ronde", "volgend", "2099", *LATER)
    assert "loopt al" in done("ronde", "volgend", "2099")
    done("genereer", "Heiloo")
    before = contents(Path())
    code, said = run("ronde", "volgend", "2099", "--deadline", "2100-06-01")
    assert code == 1
    assert "loopt al, met deadline 26-05-2100" in flat(said)
    for earlier in ("2098", "2097"):
        assert "komt niet na 2099" in refused("ronde", "volgend", earlier, *LATER)
    assert contents(Path()) == before


def test_a_deadline_with_which_nothing_went_out_can_still_be_changed() -> None:
    begun()
    assert "is al voorbij" in done("ronde", "volgend", "2099", "--deadline", "2001-05-26")
    said = done("ronde", "volgend", "2099", *LATER)
    assert "loopt nu tot en met 26-05-2100 (was 26-05-2001)" in said
    assert "deadline = 2100-05-26" in HERE.read_text(encoding="utf-8")


def test_who_is_gone_before_the_meting_gets_no_workbook_whatever_the_deadline() -> None:
    """Wijdemeren merges into Hilversum on 1 January 2027; a deadline may be a slip."""
    done("ronde", "nieuw", "2027", "--deadline", "2026-12-31")
    said = done("genereer")
    assert "Wijdemeren" in said
    assert len(list(Path("output/werkboeken").glob("NHNorm-2027-*"))) == 44


def test_the_deadline_can_be_given_later() -> None:
    begun()
    assert "nog de deadline van 2099" in done("ronde", "volgend", "2099")
    assert "--deadline" in refused("genereer")
    assert "tot en met 26-05-2100" in done("ronde", "volgend", "2099", *LATER)
    assert "1 werkboek staat" in done("genereer", "Heiloo")


def test_what_was_interrupted_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    begun()
    before = HERE.read_bytes()

    def full(path: Path, *_: object, **__: object) -> None:
        raise StorageError(f"{path} kan niet worden geschreven (de schijf is vol).")

    with monkeypatch.context() as context:
        context.setattr(files, "write_text", full)
        assert "de schijf is vol" in refused("ronde", "volgend", "2099", *LATER)
    assert (HERE.read_bytes(), KEPT.read_bytes()) == (before, before)
    assert "is gesloten" not in done("status")
    assert "Meting 2099 loopt nu" in done("ronde", "volgend", "2099", *LATER)


def test_other_settings_that_were_kept_are_not_overwritten() -> None:
    begun()
    KEPT.write_text("versie = 1\n", encoding="utf-8")
    before = contents(Path())
    assert "ronde-2098.toml staat er al en is anders" in refused("ronde", "volgend", "2099", *LATER)
    assert contents(Path()) == before


def test_settings_that_are_written_strangely_are_changed_as_well() -> None:
    HERE.parent.mkdir()
    HERE.write_text("versie = 1\nmeting = '''\n2098'''\n[wie] # wij\n", encoding="utf-8")
    done("ronde", "volgend", "2099", *LATER)
    now = HERE.read_text(encoding="utf-8")
    assert 'meting = "2099"\n' in now
    assert now.endswith("[wie] # wij\n")


def test_without_a_round_there_is_nothing_to_follow() -> None:
    assert "nhnorm ronde nieuw" in refused("ronde", "volgend", "2099", *LATER)


def test_what_comes_in_of_a_closed_meting_is_taken_in_and_said_once() -> None:
    begun()
    done("genereer", "Heiloo", "Alkmaar")
    done("importeer", returned("Heiloo", "2098"))
    assert "geen stand vastgesteld" in done("ronde", "volgend", "2099", *LATER)
    late = returned("Alkmaar", "2098")
    said = done("importeer", "in")
    assert "meting 2098 is al gesloten, en er kwam nog iets binnen van Alkmaar." in said
    assert "gesloten" not in done("importeer", "in", late)
    assert "Meting 2099: 0 van" in done("status")
    of_before = done("status", "--meting", "2098")
    assert "Meting 2098: 2 van" in of_before
    assert "Deadline 28-05-2099" in of_before
    assert "Meting 2098 is gesloten" in of_before


def test_a_closed_meting_keeps_its_own_deadline_and_another_is_asked() -> None:
    begun()
    done("ronde", "volgend", "2099", *LATER)
    assert "Meting 2098 is gesloten" in done("genereer", "Heiloo", "--meting", "2098")
    with Path("output/werkboeken/uitgifte.csv").open(encoding="utf-8-sig") as stream:
        (row,) = csv.DictReader(stream, delimiter=";")
    assert (row["meting"], row["deadline"]) == ("2098", "2099-05-28")
    assert "--deadline" in refused("genereer", "Heiloo", "--meting", "2097")


def test_a_mail_about_a_closed_meting_says_that_it_is_closed() -> None:
    begun()
    done("genereer", "Heiloo")
    done("ronde", "volgend", "2099", *LATER)
    assert "Meting 2098 is gesloten" in flat(run("mail", "uitnodiging", "--meting", "2098")[1])


def test_a_colleague_who_is_still_in_the_closed_meting_contradicts_nothing() -> None:
    begun()
    done("genereer", "Heiloo")
    done("importeer", returned("Heiloo", "2098"))
    shutil.copytree("output", "van een collega")
    done("uitstel", "Heiloo", "2099-06-12", "--dataset", "van een collega/dataset")
    done("ronde", "volgend", "2099", *LATER)
    said = done("samenbrengen", "van een collega")
    assert "1 keer uitstel" in said
    assert "ronde.toml" not in said


def test_what_was_answered_before_stands_beside_each_norm_without_asking() -> None:
    begun()
    done("genereer", "Heiloo")
    done("importeer", returned("Heiloo", "2098"))
    done("ronde", "volgend", "2099", *LATER)
    assert "wat in meting 2098 is geantwoord" in done("genereer", "Heiloo")


# --- edities in the folder ------------------------------------------------------------------


def edition(editie: str, *more: str) -> Definition:
    """An editie of the small norm, with more norms in its second thema."""
    first, second = SMALL.themas
    norms = (*second.norms, *(norm(number) for number in more))
    return replace(SMALL, editie=editie, themas=(first, replace(second, norms=norms)))


def put(definition: Definition, name: str) -> None:
    Path("output").mkdir(exist_ok=True)
    Path("output", name).write_text(dump_definitions([definition]), encoding="utf-8")


def test_edities_in_the_folder_are_found_and_asked_from_their_year_on() -> None:
    first, second = edition("2098"), edition("2099", "2.2")
    put(first, "norm_definition_2098.csv")
    put(second, "Norm_Definition_2099.CSV")
    begun()
    assert "vragen editie 2098" in done("genereer", "Heiloo")
    done("controleer", returned("Heiloo", "2098", first))
    done("importeer", "in")
    done("ronde", "volgend", "2099", *LATER)
    assert "vragen editie 2099" in done("genereer", "Heiloo")
    path = returned("Heiloo", "2099", second)
    done("controleer", path)
    done("importeer", path)
    table = Path("output/dataset/normen.csv").read_text(encoding="utf-8-sig")
    assert {line.split(";")[0] for line in table.splitlines()[1:]} == {"2098", "2099"}


def test_a_definition_that_is_named_serves_and_a_newer_one_is_remarked() -> None:
    put(edition("2098"), "norm_definition_2098.csv")
    begun("2098", "--definitie", "output/norm_definition_2098.csv")
    assert "norm_definition_2098.csv" in HERE.read_text(encoding="utf-8")
    put(edition("2099", "2.2"), "norm_definition_2099.csv")
    said = done("ronde", "volgend", "2099", *LATER)
    assert "in norm_definition_2099.csv staat editie 2099" in said


def test_two_files_with_one_editie_are_not_chosen_from() -> None:
    begun()
    put(edition("2098"), "norm_definition_a.csv")
    put(edition("2098", "2.2"), "norm_definition_b.csv")
    said = refused("genereer", "Heiloo")
    assert "norm_definition_a.csv en norm_definition_b.csv hebben allebei editie 2098" in said
    text = HERE.read_text(encoding="utf-8")
    named = text.replace(
        '# definitie = "norm_definition.csv"', "definitie = 'norm_definition_b.csv'"
    )
    HERE.write_text(named, encoding="utf-8")
    done("genereer", "Heiloo")


# --- without options -------------------------------------------------------------------------


def test_every_command_works_in_the_folder_without_options() -> None:
    begun()
    assert "Meting 2098: 0 van" in done("status")
    done("genereer", "Heiloo", "Alkmaar")
    done("importeer", returned("Heiloo", "2098"))
    assert "Nog niemand" not in done("vergelijk")
    assert [path.suffix for path in sorted(Path("output/vergelijking").iterdir())] == [
        ".docx",
        ".xlsx",
    ]
    done("vaststellen", "--ja")
    assert "provincie" in done("vergelijk")
    done("doorgeven")
    assert list(Path("output/doorgeven").glob("*Noord-Holland.xlsx"))
    done("terugkoppeling")
    done("importeer")
    done("uitstel", "Alkmaar", "2099-06-12")
    assert run("mail", "uitnodiging")[0] == 1  # the addresses are still to be given
    assert Path("output/contacten.csv").exists()


# --- made up and real --------------------------------------------------------------------------


def example_in(folder: Path) -> None:
    """A dataset of which is on record that its answers are those of the example."""
    from nhnorm_xlsx.dataset.facts import Facts

    facts = Facts(folder, datetime(2026, 3, 2, tzinfo=UTC))
    facts.is_example(example=True)


def test_a_real_round_begins_beside_the_example_and_not_in_it() -> None:
    example_in(Path("output/voorbeeld/dataset"))
    begun()
    done("genereer", "Heiloo")
    done("importeer", returned("Heiloo", "2098"))
    assert "1 van" in done("status")
    example_in(Path("elders/dataset"))
    said = refused("ronde", "nieuw", "2098", *DEADLINE, "--map", "elders")
    assert "verzonnen antwoorden" in said
    assert not Path("elders/ronde.toml").exists()


def test_made_up_answers_are_not_shown_as_those_of_before_in_a_real_round() -> None:
    made_up = forms.plan({"1.1": {"status": "Voldoet"}}, meting="2097", issue=f"{EXAMPLE_PREFIX}1")
    real = forms.plan({"1.1": {"status": "Voldoet"}}, meting="2097", issue="echt")
    for name, plan in (("verzonnen", made_up), ("echt", real)):
        Path(name).mkdir()
        forms.written(Path(name), plan)
        done("importeer", name, "--uit", f"{name}/dataset")
    begun()
    before = contents(Path())
    said = refused("genereer", "Heiloo", "--vorige", "verzonnen/dataset")
    assert "verzonnen antwoorden van het voorbeeld" in said
    assert contents(Path()) == before
    assert "1 werkboek staat" in done("genereer", "Heiloo", "--vorige", "echt/dataset")


def test_real_answers_are_not_shown_in_a_round_of_the_example() -> None:
    real = forms.plan({"1.1": {"status": "Voldoet"}}, meting="2097", issue="echt")
    Path("echt").mkdir()
    forms.written(Path("echt"), real)
    done("importeer", "echt", "--uit", "echt/dataset")
    begun()
    example_in(Path("output/dataset"))
    said = refused("genereer", "Heiloo", "--vorige", "echt/dataset")
    assert "echte antwoorden" in said


def test_made_up_answers_never_come_first_in_a_round_that_was_issued() -> None:
    begun()
    done("genereer", "Heiloo")
    made_up = forms.plan(
        {"1.1": {"status": "Voldoet", "onderbouwing": "x"}}, issue=f"{EXAMPLE_PREFIX}1"
    )
    Path("verzonnen").mkdir()
    forms.written(Path("verzonnen"), made_up)
    code, said = run("importeer", "verzonnen")
    assert (code, "1 afgewezen" in said, "voorbeeld" in said) == (1, True, True)
    assert "1 aanvaard" in done("importeer", returned("Heiloo", "2098"))


def test_a_round_of_the_example_goes_on_into_the_next_year_and_stays_one() -> None:
    """What is issued there carries its mark; nothing real counts there, and it nowhere else."""
    begun()
    made_up = forms.plan({"1.1": {"status": "Voldoet"}}, meting="2098", issue=f"{EXAMPLE_PREFIX}1")
    Path("verzonnen").mkdir()
    forms.written(Path("verzonnen"), made_up)
    done("importeer", "verzonnen")
    done("ronde", "volgend", "2099", *LATER)
    assert "Naast elke norm staat wat in meting 2098 is geantwoord" in done("genereer", "Heiloo")
    back = returned("Heiloo", "2099")
    assert "1 aanvaard" in done("importeer", back)
    assert "1 van" in done("status")
    # Issued anew, with the answers so far in it, it is still of the example.
    done("genereer", "Heiloo", "--opnieuw")
    with Path("output/werkboeken/uitgifte.csv").open(encoding="utf-8-sig") as stream:
        issued = [row["uitgifte_id"] for row in csv.DictReader(stream, delimiter=";")]
    assert all(number.startswith(EXAMPLE_PREFIX) for number in issued)
    real = forms.plan({"1.1": {"status": "Voldoet"}}, meting="2099", issue="echt")
    forms.written(Path("verzonnen"), real, "echt.xlsx")
    assert run("importeer", "verzonnen/echt.xlsx", "--uit", "ander")[0] == 0
    for answer, dataset in (("verzonnen/echt.xlsx", "output/dataset"), (back, "ander")):
        code, said = run("importeer", answer, "--uit", dataset)
        assert (code, "1 afgewezen" in said) == (1, True), said
