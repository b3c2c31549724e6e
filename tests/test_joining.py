"""`samenbrengen`: two copies of a round become one, in any order, and nothing is guessed."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.delays import delays_of
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.dataset.reference import reference_of
from tests.before import as_before
from tests.rounds import DATASET, WORKBOOKS, begin, came_back, contents, copied, flat, run

TABLES = ("antwoorden", "bevindingen", "inzendingen", "startgegevens", "normen")
HEADING = "bestand;sha256;besluit;waarde;reden\n"


class Copy:
    """One person's copy of the round, to work in."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._monkeypatch = folder, monkeypatch

    def run(self, *words: str | Path) -> tuple[int, str]:
        self.go()
        code, said = run(*words)
        return code, flat(said)

    def takes(
        self, day: str, who: str, status: str = "Voldoet", *, name: str = "", issue: str = "test-1"
    ) -> tuple[int, str]:
        """Imports a workbook that was filled in on this day."""
        self.go()
        return self.run("importeer", came_back(day, who, {"1.1": status}, name=name, issue=issue))

    def go(self) -> None:
        self._monkeypatch.chdir(self.folder)

    def decides(self, *lines: str) -> None:
        text = HEADING + "".join(f"{line}\n" for line in lines)
        (self.dataset / "besluiten.csv").write_text(text, encoding="utf-8-sig")

    def joins(self, other: Path) -> tuple[int, str]:
        return self.run("samenbrengen", other)

    @property
    def dataset(self) -> Path:
        return self.folder / DATASET

    def tables(self) -> dict[str, bytes]:
        return {name: (self.dataset / f"{name}.csv").read_bytes() for name in TABLES}

    def facts(self) -> dict[str, bytes]:
        """The events, but for the sheets that were put before somebody on the way."""
        return {
            path.name: path.read_bytes()
            for path in (self.dataset / "gebeurtenissen").iterdir()
            if not path.name.startswith("blad")
        }

    def originals(self) -> set[str]:
        return {path.name for path in (self.dataset / "archief").iterdir()}

    def outcomes(self) -> dict[str, str]:
        rows = read_tables(self.dataset).inzendingen
        return dict(zip(rows["bestand"], rows["uitkomst"].astype(str), strict=True))


Make = Callable[[str], Copy]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Gives a copy of what was there at first: a round with one answer."""
    first = Copy(begin(tmp_path / "eerst"), monkeypatch)
    first.run("genereer", "Heiloo", "Alkmaar", "Castricum")
    first.takes("2026-05-04", "Heiloo")

    def copy(name: str) -> Copy:
        return Copy(copied(first.folder, tmp_path / name), monkeypatch)

    return copy


def test_in_any_order_the_same_comes_of_it(make: Make, tmp_path: Path) -> None:
    one, two, three = make("a"), make("b"), make("c")
    one.takes("2026-05-06", "Alkmaar")
    one.decides("Heiloo.xlsx;;uitsluiten;;proef")
    one.run("importeer")
    one.run("uitstel", "Heiloo", "2026-06-12", "--reden", "ziekte")
    two.takes("2026-05-07", "Heiloo", "Voldoet niet", name="later.xlsx")
    two.run("genereer", "Heiloo", "--opnieuw")
    two.run("uitstel", "Alkmaar", "2026-06-19")
    three.takes("2026-05-08", "Castricum", "misschien")
    three.run("importeer", "in", "--correcties", "terug")
    three.decides("Castricum.xlsx;;uitsluiten;;dubbel")
    three.run("importeer")
    found = []
    for number, order in enumerate(permutations((one, two, three))):
        mine = Copy(copied(order[0].folder, tmp_path / f"samen{number}"), order[0]._monkeypatch)
        for other in order[1:]:
            mine.joins(other.folder)
        mine.run("status")
        register = sorted((mine.folder / WORKBOOKS / "uitgifte.csv").read_bytes().splitlines())
        found.append((mine.tables(), mine.facts(), register))
    for tables, facts, register in found[1:]:
        assert tables == found[0][0]
        assert sorted(facts) == sorted(found[0][1])
        assert register == found[0][2]
    assert mine.outcomes() == {
        "Heiloo.xlsx": "uitgesloten",
        "later.xlsx": "aanvaard",
        "Alkmaar.xlsx": "aanvaard",
        "Castricum.xlsx": "uitgesloten",
    }


def test_joining_again_or_with_itself_changes_nothing(make: Make) -> None:
    mine, other = make("a"), make("b")
    other.takes("2026-05-06", "Alkmaar")
    other.decides("Heiloo.xlsx;;uitsluiten;;proef")
    assert "2 bestanden" not in mine.joins(other.folder)[1]
    before = contents(mine.folder)
    code, said = mine.joins(other.folder)
    assert (code, "Niets nieuws" in said) == (0, True)
    code, said = mine.joins(mine.folder)
    assert (code, "deze ronde zelf" in said) == (0, True)
    assert contents(mine.folder) == before


def test_nothing_of_the_other_copy_is_changed(make: Make) -> None:
    mine, other = make("a"), make("b")
    other.takes("2026-05-06", "Alkmaar")
    other.decides("Heiloo.xlsx;;uitsluiten;;proef")
    before = contents(other.folder)
    code, said = mine.joins(other.folder)
    assert code == 0
    assert "1 bestand en 1 besluit. In de kopie is niets veranderd." in said.replace(",", " en", 1)
    assert contents(other.folder) == before


@pytest.mark.parametrize("way", ["ronde", "output", "dataset", "zip", "zip van dataset"])
def test_a_folder_of_a_round_or_a_dataset_or_a_zip_of_one(make: Make, way: str) -> None:
    mine, other = make("a"), make("b")
    other.takes("2026-05-06", "Alkmaar")
    given = {
        "ronde": other.folder,
        "output": other.folder / "output",
        "dataset": other.dataset,
        "zip": packed(other.folder),
        "zip van dataset": packed(other.dataset),
    }[way]
    assert mine.joins(given)[0] == 0
    assert mine.outcomes() == {"Heiloo.xlsx": "aanvaard", "Alkmaar.xlsx": "aanvaard"}


def packed(folder: Path) -> Path:
    return Path(shutil.make_archive(str(folder.parent / f"kopie-{folder.name}"), "zip", folder))


def test_a_round_that_only_issued_and_gave_delays_comes_along(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = make("a"), Copy(begin(tmp_path / "leeg"), monkeypatch)
    other.run("genereer", "Heiloo")
    other.run("uitstel", "Heiloo", "2026-06-12")
    code, said = mine.joins(other.folder)
    assert (code, "1 uitgegeven werkboek" in said, "1 keer uitstel" in said) == (0, True, True)
    assert "2 keer uitgegeven" in mine.run("status")[1]
    # The other way round it becomes a round with answers.
    assert other.joins(mine.folder)[0] == 0
    assert other.tables() == mine.tables()


def test_what_contradicts_is_asked_for_as_a_line(make: Make) -> None:
    mine, other = make("a"), make("b")
    mine.takes("2026-05-06", "Alkmaar", "Voldoet", name="a.xlsx")
    other.takes("2026-05-06", "Alkmaar", "Voldoet niet", name="b.xlsx")
    code, said = mine.joins(other.folder)
    assert code == 1
    assert "b.xlsx;" in said
    assert ";telt;" in said
    assert mine.outcomes()["a.xlsx"] == mine.outcomes()["b.xlsx"] == "afgewezen"


def test_opposite_decisions_are_both_shown_and_neither_counts(make: Make) -> None:
    mine, other = make("a"), make("b")
    mine.decides("Heiloo.xlsx;;uitsluiten;;proef")
    mine.run("importeer")
    other.decides("Heiloo.xlsx;;telt;;nagevraagd")
    other.run("importeer")
    code, said = mine.joins(other.folder)
    assert code == 1
    assert "proef" in said
    assert "nagevraagd" in said
    assert mine.outcomes() == {"Heiloo.xlsx": "aanvaard"}
    desk = (mine.dataset / "besluiten.csv").read_text(encoding="utf-8-sig")
    assert desk.count("Heiloo.xlsx") == 2


def test_two_delays_that_nobody_knew_of_are_said(make: Make) -> None:
    mine, other = make("a"), make("b")
    mine.run("uitstel", "Heiloo", "2026-06-12")
    other.run("uitstel", "Heiloo", "2026-06-26")
    code, said = mine.joins(other.folder)
    assert (code, "12-06-2026 en 26-06-2026" in said) == (1, True)
    assert delays_of(events.read(mine.dataset)).days["2026", "GM0399"] == date(2026, 6, 26)


def test_two_stands_with_one_name_are_said(make: Make) -> None:
    mine, other = make("a"), make("b")
    for copy, shown in ((mine, {"x": 1}), (other, {"x": 2})):
        fixed(copy, shown)
    code, said = mine.joins(other.folder)
    assert (code, "twee verschillende standen met de naam 2026-stand-1" in said) == (1, True)


def fixed(copy: Copy, answers: dict[str, int]) -> None:
    """A stand of which only what matters here is told."""
    facts = {
        "meting": "2026", "naam": "2026-stand-1", "dag": f"2026-06-0{answers['x']}",
        "editie": "2024", "andere_edities": [], "normen": [], "samen": [], "doorgeven": [],
    }  # fmt: skip
    events.record(copy.dataset, events.GEPUBLICEERD, facts)


def test_two_lists_and_two_definitions_are_said_and_the_last_serves(make: Make) -> None:
    from nhnorm_xlsx.definition import dump_definitions, load_definition
    from nhnorm_xlsx.organisations import default_path

    mine, other = make("a"), make("b")
    listed = default_path().read_text(encoding="utf-8-sig")
    for copy, old, new in ((mine, "24312", "24313"), (other, "24312", "24314")):
        assert old in listed
        (copy.folder / "o.csv").write_text(listed.replace(old, new), encoding="utf-8-sig")
        text = dump_definitions([load_definition()]).replace(" de ", f" de ({new}) ", 1)
        (copy.folder / "n.csv").write_text(text, encoding="utf-8-sig")
        copy.run("importeer", "--organisaties", "o.csv", "--definitie", "n.csv")
    code, said = mine.joins(other.folder)
    assert code == 1
    assert "De lijst van deelnemers verschilt" in said
    assert "De normdefinitie van editie 2024 verschilt" in said
    assert "Nu geldt die uit de kopie" in said
    serving = reference_of(events.read(mine.dataset))
    assert serving.organisations["GM0399"].inhabitants == 24314


def test_a_copy_of_another_norm_is_refused_and_nothing_is_changed(make: Make) -> None:
    from nhnorm_xlsx.definition import dump_definitions, load_definition

    mine, other = make("a"), make("b")
    text = dump_definitions([load_definition()])
    shutil.rmtree(other.dataset)
    own = other.folder / "rood.csv"
    own.write_text(text.replace(load_definition().norm_naam, "Rode Norm"), encoding="utf-8-sig")
    other.run("importeer", "in/Heiloo.xlsx", "--definitie", own)
    before = contents(mine.folder)
    code, said = mine.joins(other.folder)
    assert (code, "een andere norm" in said, "Rode Norm" in said) == (2, True, True)
    assert contents(mine.folder) == before


@pytest.mark.parametrize("into_made_up", [False, True])
def test_made_up_answers_and_real_ones_do_not_go_together(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, into_made_up: bool
) -> None:
    real, made_up = make("a"), Copy(begin(tmp_path / "voorbeeld"), monkeypatch)
    made_up.takes("2026-05-06", "Alkmaar", issue="voorbeeld-1")
    mine, other = (made_up, real) if into_made_up else (real, made_up)
    before = contents(mine.folder)
    code, said = mine.joins(other.folder)
    assert (code, "verzonnen antwoorden" in said) == (2, True)
    assert contents(mine.folder) == before


def test_a_damaged_event_is_named_and_the_rest_goes_on(make: Make) -> None:
    mine, other = make("a"), make("b")
    other.takes("2026-05-06", "Alkmaar")
    other.run("uitstel", "Heiloo", "2026-06-12")
    (broken,) = (other.dataset / "gebeurtenissen").glob("uitstel-*.json")
    broken.write_bytes(broken.read_bytes()[:-3])
    code, said = mine.joins(other.folder)
    assert (code, broken.name in said) == (1, True)
    assert mine.outcomes()["Alkmaar.xlsx"] == "aanvaard"
    assert not list((mine.dataset / "gebeurtenissen").glob("uitstel-*"))


def test_an_original_that_was_changed_is_named_and_the_rest_goes_on(make: Make) -> None:
    mine, other = make("a"), make("b")
    other.takes("2026-05-06", "Alkmaar")
    other.takes("2026-05-07", "Castricum")
    broken, sound = sorted(other.originals() - mine.originals())
    (other.dataset / "archief" / broken).write_bytes(b"kapot")
    code, said = mine.joins(other.folder)
    assert (code, broken in said) == (1, True)
    assert sound in mine.originals()
    assert broken not in mine.originals()


def test_an_original_that_is_lost_here_comes_back_from_a_copy(make: Make) -> None:
    mine, other = make("a"), make("b")
    (lost,) = (mine.dataset / "archief").iterdir()
    lost.unlink()
    code, _ = mine.joins(other.folder)
    assert (code, lost.exists()) == (0, True)
    assert mine.outcomes() == {"Heiloo.xlsx": "aanvaard"}


def test_what_a_newer_program_wrote_is_refused_in_one_sentence(make: Make) -> None:
    import hashlib
    import json

    mine, other = make("a"), make("b")
    text = json.dumps({"versie": 99, "soort": "nieuws", "op": "2026", "feiten": {}}).encode()
    name = f"nieuws-{hashlib.sha256(text).hexdigest()[:16]}.json"
    (other.dataset / "gebeurtenissen" / name).write_bytes(text)
    before = contents(mine.folder)
    code, said = mine.joins(other.folder)
    assert (code, "nieuwere versie van dit programma" in said) == (2, True)
    (other.dataset / "gebeurtenissen" / name).unlink()
    (other.folder / "output" / "ronde.toml").write_text("versie = 99\n")
    code, said = mine.joins(other.folder)
    assert (code, "nieuwere versie van dit programma" in said) == (2, True)
    assert contents(mine.folder) == before


def test_decisions_of_the_other_that_were_not_imported_yet_come_along_once(make: Make) -> None:
    mine, other = make("a"), make("b")
    other.decides("Heiloo.xlsx;;uitsluiten;;proef")
    before = contents(other.folder)
    assert mine.joins(other.folder)[0] == 0
    assert mine.outcomes() == {"Heiloo.xlsx": "uitgesloten"}
    assert "Niets nieuws" in mine.joins(other.folder)[1]
    assert contents(other.folder) == before
    # Who takes it back is not overruled by the sheet that still has it.
    mine.decides()
    mine.run("importeer")
    assert "Niets nieuws" in mine.joins(other.folder)[1]
    assert mine.outcomes() == {"Heiloo.xlsx": "aanvaard"}


def test_decisions_of_the_other_that_cannot_be_read_are_said(make: Make) -> None:
    mine, other = make("a"), make("b")
    other.takes("2026-05-06", "Alkmaar")
    other.decides("Heiloo.xlsx;;weggooien;;proef")
    code, said = mine.joins(other.folder)
    assert (code, "'weggooien' is geen besluit" in said) == (1, True)
    assert mine.outcomes()["Alkmaar.xlsx"] == "aanvaard"


def test_own_decisions_that_cannot_be_read_stop_it_before_anything_is_written(make: Make) -> None:
    mine, other = make("a"), make("b")
    other.takes("2026-05-06", "Alkmaar")
    mine.decides("Heiloo.xlsx;;weggooien;;proef")
    before = contents(mine.folder)
    assert mine.joins(other.folder)[0] == 2
    assert contents(mine.folder) == before


def test_a_copy_of_an_earlier_version_comes_along_and_stays_as_it_is(make: Make) -> None:
    mine, other = make("a"), make("b")
    other.takes("2026-05-06", "Alkmaar")
    as_before(other.dataset)
    before = contents(other.folder)
    code, said = mine.joins(other.folder)
    assert (code, "1 bestand" in said) == (0, True), said
    assert mine.outcomes()["Alkmaar.xlsx"] == "aanvaard"
    assert contents(other.folder) == before
    assert "Niets nieuws" in mine.joins(other.folder)[1]


def test_mails_keep_their_date(make: Make, tmp_path: Path) -> None:
    from tests.test_offered import mail

    mine, other = make("a"), make("b")
    other.go()
    path = came_back("2026-05-06", "Alkmaar")
    sent = mail(attachments={"Alkmaar.xlsx": path.read_bytes()})
    (other.folder / "m.eml").write_bytes(sent.as_bytes())
    other.run("importeer", "m.eml")
    assert mine.joins(other.folder)[0] in (0, 1)
    assert list(read_tables(mine.dataset).inzendingen["ontvangen_op"]) == list(
        read_tables(other.dataset).inzendingen["ontvangen_op"]
    )


def test_another_deadline_in_the_settings_is_said(make: Make) -> None:
    mine, other = make("a"), make("b")
    other.takes("2026-05-06", "Alkmaar")
    settings = other.folder / "output" / "ronde.toml"
    settings.write_text(settings.read_text().replace("2026-05-29", "2026-06-30"))
    code, said = mine.joins(other.folder)
    assert (code, "deadline 2026-05-29, in de kopie 2026-06-30" in said) == (1, True)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("nergens", None, "bestaat niet"),
        ("leeg", "", "geen ronde en geen dataset"),
        ("tekst.zip", b"geen zip", "geen ronde en geen dataset"),
        ("half.zip", b"PK\x03\x04kapot", "geen ronde en geen dataset"),
    ],
)
def test_what_is_no_copy_is_one_sentence(
    make: Make, name: str, content: bytes | str | None, why: str
) -> None:
    mine = make("a")
    path = mine.folder / name
    if content == "":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    before = contents(mine.folder)
    code, said = mine.joins(path)
    assert (code, why in said) == (2, True)
    assert contents(mine.folder) == before


def test_a_zip_cannot_write_outside_its_place(make: Make, tmp_path: Path) -> None:
    mine, other = make("a"), make("b")
    path = tmp_path / "kwaad.zip"
    shutil.copy(packed(other.folder), path)
    with zipfile.ZipFile(path, "a") as packed_:
        packed_.writestr("../../ontsnapt.txt", "x")
        packed_.writestr("/ontsnapt.txt", "x")
    assert mine.joins(path)[0] == 0
    assert not list(tmp_path.rglob("ontsnapt.txt"))
    assert not Path("/ontsnapt.txt").exists()


def test_two_datasets_in_what_is_given_are_named(make: Make, tmp_path: Path) -> None:
    mine = make("a")
    both = tmp_path / "beide"
    both.mkdir()
    copied(make("b").dataset, both / "een")
    copied(make("c").dataset, both / "twee")
    code, said = mine.joins(both)
    assert (code, "een en twee" in said) == (2, True)


def test_an_event_of_the_other_that_is_broken_here_is_put_right(make: Make) -> None:
    mine, other = make("a"), make("b")
    (broken, *_) = sorted((mine.dataset / "gebeurtenissen").glob("aangeboden-*.json"))
    whole = broken.read_bytes()
    broken.write_bytes(whole[:-5])
    mine.joins(other.folder)
    assert broken.read_bytes() == whole


def test_two_lists_of_issues_that_differ_are_said_and_come_to_the_same(make: Make) -> None:
    kept = []
    for first, second in (("a", "b"), ("c", "d")):
        mine, other = make(first), make(second)
        changed = (other if first == "a" else mine).folder / WORKBOOKS / "uitgifte.csv"
        text = changed.read_text(encoding="utf-8-sig").replace("2026-05-29", "2026-07-01", 1)
        changed.write_text(text, encoding="utf-8-sig")
        code, said = mine.joins(other.folder)
        assert (code, "zeggen de twee lijsten van uitgiftes iets anders" in said) == (1, True)
        kept.append(sorted((mine.folder / WORKBOOKS / "uitgifte.csv").read_bytes().splitlines()))
    assert kept[0] == kept[1]
