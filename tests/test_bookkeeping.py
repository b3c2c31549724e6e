"""The books of a dataset are honest: what they miss, or somebody changed, is said and kept."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from nhnorm_xlsx import load_dataset
from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.definition import Definition, Norm, Thema, dump_definitions
from nhnorm_xlsx.errors import NhnormError
from nhnorm_xlsx.organisations import Organisation, dump_organisations
from tests import forms
from tests.before import as_before, keep_books
from tests.returned import SMALL, norm

ALKMAAR, HEILOO, BERGEN = (forms.ORGANISATIONS[code] for code in ("GM0361", "GM0399", "GM0373"))


class Project:
    """A folder in which somebody works, with the commands that they give."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.dataset = folder / "output" / "dataset"
        monkeypatch.chdir(folder)
        self.definition("norm.csv", SMALL)
        self.participants("deelnemers.csv", HEILOO, ALKMAAR)

    def definition(self, name: str, *definitions: Definition) -> None:
        text = dump_definitions(definitions)
        (self.folder / name).write_text(text, encoding="utf-8-sig", newline="")

    def participants(self, name: str, *organisations: Organisation) -> None:
        text = dump_organisations(organisations)
        (self.folder / name).write_text(text, encoding="utf-8-sig", newline="")

    def sent_back(
        self,
        name: str,
        organisation: Organisation = HEILOO,
        answers: Mapping[str, Mapping[str, Value]] | None = None,
        *,
        definition: Definition = SMALL,
        meting: str = "2026",
        issue: str = "test-1",
    ) -> str:
        plan = forms.plan(
            answers or {"1.1": {"status": "Voldoet", "onderbouwing": "zie intranet"}},
            definition=definition, organisation=organisation, meting=meting, issue=issue,
        )  # fmt: skip
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        forms.written(path.parent, plan, path.name)
        return name

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit code and what stands on the screen, on one line."""
        result = CliRunner().invoke(nhnorm, arguments)
        if isinstance(result.exception, NhnormError):
            return 2, str(result.exception)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, " ".join(result.output.split())

    def start(self, *paths: str) -> tuple[int, str]:
        """The first import, which gives the dataset its definition and participants."""
        options = ("--definitie", "norm.csv", "--organisaties", "deelnemers.csv")
        return self.run("importeer", *paths, *options)

    def outcomes(self) -> dict[str, str]:
        rows = read_tables(self.dataset).inzendingen
        return dict(zip(rows["bestand"], rows["uitkomst"].astype(str), strict=True))

    def answered(self) -> set[str]:
        return set(load_dataset(self.dataset)["organisatie"].astype(str))

    def archive(self) -> list[Path]:
        return sorted((self.dataset / "archief").iterdir())

    def aside(self) -> list[Path]:
        return sorted((self.dataset / "opzij").glob("*"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    return Project(tmp_path, monkeypatch)


# --- every original is kept ---------------------------------------------------------------


def test_a_refused_original_is_kept_and_counts_once_its_organisation_is_known(
    project: Project,
) -> None:
    code, _ = project.start(project.sent_back("bergen.xlsx", BERGEN))
    assert code == 1
    assert project.outcomes() == {"bergen.xlsx": "afgewezen"}
    (kept,) = project.archive()
    assert kept.read_bytes() == Path("bergen.xlsx").read_bytes()
    Path("bergen.xlsx").unlink()
    project.participants("meer.csv", HEILOO, ALKMAAR, BERGEN)
    code, _ = project.run("importeer", "--organisaties", "meer.csv")
    assert code == 0
    assert project.outcomes() == {"bergen.xlsx": "aanvaard"}
    assert project.answered() == {BERGEN.name}


def test_a_refused_original_counts_once_its_editie_is_known(project: Project) -> None:
    later = Definition("2028", SMALL.themas)
    project.start(project.sent_back("a.xlsx", definition=later))
    assert project.outcomes() == {"a.xlsx": "afgewezen"}
    project.definition("later.csv", later)
    code, _ = project.run("importeer", "--definitie", "later.csv")
    assert code == 0
    assert project.outcomes() == {"a.xlsx": "aanvaard"}


def test_what_is_no_workbook_inside_is_kept_and_an_empty_file_stays_on_record(
    project: Project,
) -> None:
    Path("brief.xlsx").write_bytes(b"Geachte heer, mevrouw,")
    Path("leeg.xlsx").write_bytes(b"")
    project.start("brief.xlsx", "leeg.xlsx", project.sent_back("goed.xlsx"))
    assert {path.read_bytes()[:7] for path in project.archive()} == {
        b"Geachte",
        b"PK\x03\x04\x14\0\0",
    }
    code, screen = project.run("importeer")
    assert code == 1
    assert "Het bestand is leeg (0 bytes)." in screen
    assert project.outcomes() == {
        "brief.xlsx": "afgewezen",
        "leeg.xlsx": "afgewezen",
        "goed.xlsx": "aanvaard",
    }


def test_a_dataset_of_before_refused_files_were_kept_is_still_read(project: Project) -> None:
    Path("brief.xlsx").write_bytes(b"Geachte heer, mevrouw,")
    Path("leeg.xlsx").write_bytes(b"")
    project.start("brief.xlsx", "leeg.xlsx", project.sent_back("goed.xlsx"))
    # As an earlier version left it: no copy, and the judgement in the ledger.
    books = as_before(project.dataset)
    (brief,) = (item for item in project.archive() if item.read_bytes().startswith(b"Geachte"))
    record = dict(next(iter(books["afgewezen"].values())))
    record["file"], record["refusal"] = "brief.xlsx", "Dit is geen werkboek."
    books["afgewezen"][brief.stem] = record
    del books["voorbeeld"]
    keep_books(project.dataset, books)
    brief.unlink()
    code, screen = project.run("importeer", "goed.xlsx")
    assert (code, "archief" in screen) == (0, False)
    assert project.outcomes()["brief.xlsx"] == "afgewezen"
    reasons = read_tables(project.dataset).inzendingen.set_index("bestand")["reden"]
    assert reasons["brief.xlsx"] == "Dit is geen werkboek."


def test_a_copy_in_the_archive_is_as_old_as_the_file_that_was_offered(project: Project) -> None:
    moment = datetime(2026, 5, 4, 12, tzinfo=UTC).timestamp()
    os.utime(project.sent_back("heiloo.xlsx"), (moment, moment))
    project.start("heiloo.xlsx")
    assert [path.stat().st_mtime for path in project.archive()] == [moment]


# --- books and archive --------------------------------------------------------------------


def put_back(dataset: Path, older: Path) -> None:
    """As if a copy of the events from before was put back."""
    shutil.rmtree(dataset / "gebeurtenissen")
    shutil.copytree(older, dataset / "gebeurtenissen")


def copied(project: Project) -> Path:
    return Path(shutil.copytree(project.dataset / "gebeurtenissen", project.folder / "ouder"))


def test_older_events_put_back_make_nobody_vanish(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    older = copied(project)
    project.run("importeer", project.sent_back("post/alkmaar.xlsx", ALKMAAR))
    put_back(project.dataset, older)
    code, screen = project.run("importeer", "heiloo.xlsx")
    assert code == 1
    assert "zonder bericht van hoe het kwam (map gebeurtenissen): 1 bestand, van Alkmaar." in screen
    assert "weer opgenomen" in screen
    assert project.answered() == {"Heiloo", "Alkmaar"}
    # Under the name it had, which the last table still told.
    assert project.outcomes() == {"heiloo.xlsx": "aanvaard", "alkmaar.xlsx": "aanvaard"}
    code, screen = project.run("importeer")
    assert (code, "gebeurtenissen" in screen) == (0, False)


def test_without_its_tables_an_unknown_original_has_only_the_name_in_the_archive(
    project: Project,
) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    older = copied(project)
    project.run("importeer", project.sent_back("alkmaar.xlsx", ALKMAAR))
    put_back(project.dataset, older)
    for path in (project.dataset / "inzendingen.parquet").iterdir():
        path.write_bytes(b"kapot")
    code, _ = project.run("importeer")
    assert code == 1
    assert project.answered() == {"Heiloo", "Alkmaar"}
    assert len(project.outcomes()) == 2
    # Offered again it has its own name, and stands there once.
    project.run("importeer", "alkmaar.xlsx")
    assert project.outcomes() == {"heiloo.xlsx": "aanvaard", "alkmaar.xlsx": "aanvaard"}


def forget_what_was_offered(project: Project) -> None:
    for path in (project.dataset / "gebeurtenissen").glob("aangeboden-*.json"):
        path.unlink()


def test_without_a_word_of_what_was_offered_the_archive_tells(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"), project.sent_back("alkmaar.xlsx", ALKMAAR))
    forget_what_was_offered(project)
    code, screen = project.run("importeer")
    assert code == 1
    assert "2 bestanden, van Alkmaar, Heiloo." in screen
    assert project.answered() == {"Heiloo", "Alkmaar"}


def test_a_file_that_only_the_last_table_knows_is_named(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    older = copied(project)
    Path("leeg.xlsx").write_bytes(b"")
    project.run("importeer", "leeg.xlsx")
    put_back(project.dataset, older)
    code, screen = project.run("importeer")
    assert code == 1
    assert "wel in de vorige inzendingen: leeg.xlsx. Importeer deze bestanden opnieuw." in screen


def test_an_original_that_is_gone_is_said_at_every_import(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    (original,) = project.archive()
    original.unlink()
    project.sent_back("alkmaar.xlsx", ALKMAAR)
    for _ in range(2):
        code, screen = project.run("importeer", "alkmaar.xlsx")
        assert code == 1
        assert "verdwenen, of daar veranderd: 1 bestand (heiloo.xlsx)" in screen
    code, screen = project.run("importeer", "heiloo.xlsx")
    assert (code, "verdwenen" in screen) == (0, False)


def test_what_somebody_else_put_in_the_archive_is_named_and_stays(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    for name in ("antwoord Alkmaar.xlsx", "Thumbs.db"):
        (project.dataset / "archief" / name).write_bytes(b"iets")
    code, screen = project.run("importeer")
    assert code == 0
    assert "niet heeft bewaard: antwoord Alkmaar.xlsx. Haal het daar weg." in screen
    assert (project.dataset / "archief" / "antwoord Alkmaar.xlsx").exists()


def test_a_folder_with_an_archive_of_its_own_is_no_dataset(project: Project) -> None:
    (project.dataset / "archief").mkdir(parents=True)
    (project.dataset / "archief" / "vakantie.jpg").write_bytes(b"strand")
    code, screen = project.start(project.sent_back("heiloo.xlsx"))
    assert code == 2
    assert "bevat iets anders dan een dataset" in screen


# --- tables changed by hand ---------------------------------------------------------------


def change(path: Path, old: str, new: str) -> bytes:
    content = path.read_bytes()
    assert old.encode() in content
    path.write_bytes(content.replace(old.encode(), new.encode()))
    return path.read_bytes()


def test_a_table_changed_by_hand_is_kept_aside_before_it_is_made_anew(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    table = project.dataset / "antwoorden.csv"
    changed = change(table, "voldoet", "niet")
    moment = datetime(2026, 11, 24, 14, 30, tzinfo=UTC).timestamp()
    os.utime(table, (moment, moment))
    code, screen = project.run("importeer", "heiloo.xlsx")
    assert code == 1
    assert "Gewijzigd buiten het programma om: antwoorden.csv." in screen
    assert "besluiten.csv" in screen
    (kept,) = project.aside()
    assert kept.name == "antwoorden (gewijzigd 2026-11-24 1530).csv"
    assert str(kept.relative_to(project.dataset)) in screen
    assert kept.read_bytes() == changed
    assert "voldoet" in table.read_text(encoding="utf-8-sig")
    code, screen = project.run("importeer")
    assert (code, "Gewijzigd" in screen) == (0, False)
    # A second change at the same moment does not take the place of the first.
    change(table, "zie intranet", "zie archief")
    os.utime(table, (moment, moment))
    project.run("importeer")
    assert len(project.aside()) == 2


@pytest.mark.parametrize("name", ["bevindingen", "inzendingen", "startgegevens", "normen"])
def test_every_table_is_watched(project: Project, name: str) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    path = project.dataset / f"{name}.csv"
    with path.open("a", encoding="utf-8", newline="") as stream:
        stream.write("een regel van iemand anders\r\n")
    code, screen = project.run("importeer")
    assert code == 1
    assert f"om: {name}.csv." in screen


def test_a_note_beside_a_table_is_a_change(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    change(project.dataset / "antwoorden.csv", "heiloo.xlsx;1 Eerste thema;", "heiloo.xlsx;!;")
    assert project.run("importeer")[0] == 1
    rows = (project.dataset / "antwoorden.csv").read_bytes().split(b"\r\n")
    rows[1] += b";gebeld met de griffier"
    (project.dataset / "antwoorden.csv").write_bytes(b"\r\n".join(rows))
    assert project.run("importeer")[0] == 1


def test_a_parquet_changed_by_a_script_is_kept_aside(project: Project) -> None:
    import pandas as pd

    project.start(project.sent_back("heiloo.xlsx"))
    path = project.dataset / "antwoorden.parquet" / "2026.parquet"
    frame = pd.read_parquet(path)
    frame.to_parquet(path, index=False, compression="gzip")
    assert project.run("importeer")[0] == 0
    frame.assign(onderbouwing="anders").to_parquet(path, index=False)
    code, screen = project.run("importeer")
    assert (code, "om: antwoorden.parquet/2026.parquet." in screen) == (1, True)
    (kept,) = project.aside()
    assert kept.name.startswith("antwoorden 2026 (gewijzigd ")
    path.write_bytes(b"kapot")
    assert project.run("importeer")[0] == 1


def resaved(path: Path, *, encoding: str, lines: str, quoting: int, separator: str) -> None:
    """The same values as another program writes them, in another order of rows."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        heading, *rows = list(csv.reader(stream, delimiter=";"))
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=separator, lineterminator=lines, quoting=quoting)  # type: ignore[arg-type]
        writer.writerow(heading)
        for row in reversed(rows):
            values = dict(zip(heading, row, strict=True))
            for name in ("streefdatum", "ontvangen_op"):
                if values.get(name):
                    moment = datetime.fromisoformat(values[name])
                    time = f" {moment:%H:%M}" if name == "ontvangen_op" else ""
                    values[name] = f"{moment.day}-{moment.month}-{moment.year}{time}"
            if values.get("score"):
                values["score"] = values["score"].replace(".0", "").replace(".", ",")
            writer.writerow([*values.values(), ""])


@pytest.mark.parametrize(
    ("encoding", "lines", "quoting", "separator"),
    [
        ("utf-8-sig", "\r\n", csv.QUOTE_MINIMAL, ";"),
        ("utf-8", "\n", csv.QUOTE_ALL, ";"),
        ("cp1252", "\r\n", csv.QUOTE_MINIMAL, ","),
    ],
)
def test_saved_again_without_a_change_is_no_change(
    project: Project, encoding: str, lines: str, quoting: int, separator: str
) -> None:
    answers: dict[str, dict[str, Value]] = {
        "1.1": {"status": "Voldoet", "onderbouwing": 'één; twee\n"drie"'},
        "1.2": {"status": "Voldoet deels", "streefdatum": date(2027, 3, 1)},
        "2.1": {"status": "Voldoet niet", "actie": "=1+1"},
    }
    project.start(project.sent_back("heiloo.xlsx", answers=answers))
    for path in project.dataset.glob("*.csv"):
        if path.with_suffix(".parquet").exists():
            resaved(path, encoding=encoding, lines=lines, quoting=quoting, separator=separator)
    _, screen = project.run("importeer")
    assert "Gewijzigd" not in screen
    assert project.aside() == []


def test_a_change_in_a_dataset_of_before_changes_were_noticed(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    as_before(project.dataset)
    assert project.run("importeer")[0] == 0
    as_before(project.dataset)
    change(project.dataset / "antwoorden.csv", "zie intranet", "zie archief")
    code, screen = project.run("importeer")
    assert (code, "om: antwoorden.csv." in screen) == (1, True)


def test_a_table_that_was_thrown_away_is_made_again_without_a_word(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    (project.dataset / "antwoorden.csv").unlink()
    code, screen = project.run("importeer")
    assert (code, "Gewijzigd" in screen) == (0, False)
    assert (project.dataset / "antwoorden.csv").exists()


# --- participants and definition ----------------------------------------------------------


def test_participants_once_given_stay(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    project.run("importeer", project.sent_back("alkmaar.xlsx", ALKMAAR))
    assert "2 van 2 organisaties hebben geantwoord" in project.run("status")[1]
    code, screen = project.run("importeer", project.sent_back("bergen.xlsx", BERGEN))
    assert (code, "'GM0373' staat niet in de lijst" in screen) == (1, True)


def test_a_new_list_takes_the_place_of_the_old_and_loses_no_answer(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    project.participants("nieuw.csv", ALKMAAR, BERGEN)
    code, _ = project.run("importeer", "--organisaties", "nieuw.csv")
    assert code == 0
    assert project.answered() == {"Heiloo"}
    # Heiloo answered this meting and counts in it; it is not asked any more.
    assert "1 van 3 organisaties heeft geantwoord" in project.run("status")[1]
    project.run("importeer", project.sent_back("a27.xlsx", ALKMAAR, meting="2027"))
    screen = project.run("status", "--meting", "2027")[1]
    assert "1 van 2 organisaties heeft geantwoord" in screen
    assert "Heiloo" not in screen
    assert project.answered() == {"Heiloo", "Alkmaar"}


def test_who_left_the_list_without_an_answer_is_no_participant_any_more(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    project.participants("nieuw.csv", HEILOO)
    alkmaar = project.sent_back("alkmaar.xlsx", ALKMAAR)
    code, screen = project.run("importeer", alkmaar, "--organisaties", "nieuw.csv")
    assert (code, "'GM0361' staat niet in de lijst" in screen) == (1, True)
    assert "1 van 1 organisatie heeft geantwoord" in project.run("status")[1]


def test_a_definition_once_given_stays_and_serves_for_the_next_round(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    code, _ = project.run("importeer", project.sent_back("alkmaar.xlsx", ALKMAAR))
    assert code == 0
    asked = ("genereer", "--meting", "2027", "--deadline", "2027-05-28")
    code, screen = project.run(*asked, "--vorige", "output/dataset")
    assert (code, "2 werkboeken staan in" in screen) == (0, True)
    next_round = {path.name for path in Path("output/werkboeken").glob("*.xlsx")}
    assert next_round == {"NHNorm-2027-GM0361-Alkmaar.xlsx", "NHNorm-2027-GM0399-Heiloo.xlsx"}
    code, _ = project.run("importeer", *(f"output/werkboeken/{name}" for name in next_round))
    assert "onbekende_editie" not in read_tables(project.dataset).bevindingen["soort"].tolist()


def test_a_new_dataset_has_what_the_program_brings_along(project: Project) -> None:
    project.run("importeer", project.sent_back("a.xlsx", definition=forms.NORM))
    assert "1 van 45 organisaties heeft geantwoord" in project.run("status")[1]


def test_a_dataset_without_answers_can_still_be_given_its_norm(project: Project) -> None:
    """The definition was forgotten at first: everything was refused, and nothing is bound."""
    project.definition("rood.csv", replace(SMALL, norm_naam="Rode Norm"))
    path = project.sent_back("a.xlsx", definition=replace(SMALL, norm_naam="Rode Norm"))
    code, _ = project.run("importeer", path, "--organisaties", "deelnemers.csv")
    assert (code, project.outcomes()) == (1, {"a.xlsx": "afgewezen"})
    code, _ = project.run("importeer", "--definitie", "rood.csv")
    assert (code, project.outcomes()) == (0, {"a.xlsx": "aanvaard"})
    project.definition("groen.csv", replace(SMALL, norm_naam="Groene Norm"))
    code, shown = project.run("importeer", "--definitie", "groen.csv")
    assert code == 2
    assert "Rode Norm" in shown
    assert "Groene Norm" in shown


def named(definition: Definition, name: str) -> Definition:
    return Definition(definition.editie, definition.themas, name)


OTHER = Definition(
    "2024",
    (
        Thema(
            "1", "Een ander", "1 Een ander", (norm("1.1", "Wij wegen."), norm("1.2", "Wij meten."))
        ),
    ),
)


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        (named(SMALL, "Norm A"), named(SMALL, "Norm B"), ("'Norm A'", "'Norm B'")),
        (SMALL, OTHER, ("met 3 normen, die begint met 'Wij doen 1.1.'", "'Wij wegen.'")),
        (SMALL, Definition("2030", OTHER.themas), ("editie 2024", "editie 2030")),
        (named(SMALL, "Norm A"), OTHER, ("'Norm A'", "'Wij wegen.'")),
    ],
)
def test_a_dataset_belongs_to_one_norm(
    project: Project, own: Definition, other: Definition, said: tuple[str, ...]
) -> None:
    project.definition("norm.csv", own)
    project.start(project.sent_back("heiloo.xlsx", definition=own))
    before = {path: path.read_bytes() for path in project.dataset.iterdir() if path.is_file()}
    project.definition("andere.csv", other)
    name = project.sent_back("alkmaar.xlsx", ALKMAAR, definition=other)
    code, screen = project.run("importeer", name, "--definitie", "andere.csv")
    assert code == 2
    assert all(text in screen for text in said)
    assert {path: path.read_bytes() for path in before} == before
    asked = ("genereer", "--meting", "2027", "--deadline", "2027-05-28", "--vorige")
    code, screen = project.run(*asked, "output/dataset", "--definitie", "andere.csv")
    assert (code, all(text in screen for text in said)) == (2, True)


def explained(text: str, *, norm_text: str = "") -> Definition:
    def worded(item: Norm) -> Norm:
        wording = norm_text if norm_text and item.number == "2.1" else item.text
        return replace(item, text=wording, explanation=text)

    themas = [replace(item, norms=tuple(map(worded, item.norms))) for item in SMALL.themas]
    return Definition("2024", tuple(themas))


@pytest.mark.parametrize(
    "better",
    [explained("Beter uitgelegd."), explained("", norm_text="Wij doen 2.1, en goed.")],
)
def test_a_better_wording_is_the_same_norm(project: Project, better: Definition) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    project.definition("beter.csv", better)
    code, _ = project.run("importeer", "heiloo.xlsx", "--definitie", "beter.csv")
    assert code == 0
    texts = read_tables(project.dataset).normen.set_index("norm")["norm_tekst"]
    assert texts["2.1"] == better.norm_by_number["2.1"].text


def test_a_later_editie_of_the_same_norm_is_welcome(project: Project) -> None:
    project.definition("norm.csv", named(SMALL, "Norm A"))
    project.start(project.sent_back("heiloo.xlsx"))
    later = Definition("2028", OTHER.themas, "Norm A")
    project.definition("later.csv", later)
    name = project.sent_back("h28.xlsx", definition=later, meting="2028")
    code, _ = project.run("importeer", name, "--definitie", "later.csv")
    assert code == 0
    assert set(load_dataset(project.dataset)["editie"].astype(str)) == {"2024", "2028"}


# --- example among real -------------------------------------------------------------------


def test_one_example_workbook_among_real_ones_is_refused_by_name(project: Project) -> None:
    project.sent_back("in/voorbeeld.xlsx", ALKMAAR, issue="voorbeeld-1")
    project.sent_back("in/heiloo.xlsx")
    code, screen = project.start("in")
    assert code == 1
    assert "voorbeeld.xlsx: afgewezen" in screen
    assert "werkboek van het voorbeeld, met verzonnen antwoorden" in screen
    assert project.answered() == {"Heiloo"}
    assert project.run("importeer")[0] == 1
    assert project.answered() == {"Heiloo"}


def test_what_the_dataset_holds_already_decides(project: Project) -> None:
    project.start(project.sent_back("a.xlsx", ALKMAAR, issue="voorbeeld-1"))
    for _ in range(2):
        code, screen = project.run("importeer", project.sent_back("heiloo.xlsx"))
        assert code == 1
        assert "heiloo.xlsx: afgewezen" in screen
        assert "kies met --uit een andere map" in screen.lower()
        assert project.answered() == {"Alkmaar"}


def test_the_example_is_never_played_among_real_answers(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    before = sorted(project.folder.rglob("*"))
    code, screen = project.run("voorbeeld", "--uit", "output")
    assert (code, "staan echte antwoorden; kies voor het voorbeeld met --uit" in screen) == (
        2,
        True,
    )
    assert sorted(project.folder.rglob("*")) == before
    books = as_before(project.dataset)
    del books["voorbeeld"]  # as the first versions left it
    keep_books(project.dataset, books)
    assert project.run("voorbeeld", "--uit", "output")[0] == 2


def test_only_examples_make_a_dataset_of_the_example(project: Project) -> None:
    code, _ = project.start(project.sent_back("a.xlsx", issue="voorbeeld-1"))
    assert (code, project.answered()) == (0, {"Heiloo"})


def test_the_kind_of_dataset_is_known_again_from_what_is_in_it(project: Project) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    project.run("importeer", project.sent_back("v.xlsx", ALKMAAR, issue="voorbeeld-1"))
    forget_what_was_offered(project)
    (kind,) = (project.dataset / "gebeurtenissen").glob("soort-*.json")
    kind.unlink()
    project.run("importeer")
    assert project.answered() == {"Heiloo"}
    assert project.outcomes() == {"heiloo.xlsx": "aanvaard", "v.xlsx": "afgewezen"}


def test_a_copy_of_the_dataset_is_the_same_dataset(project: Project, tmp_path: Path) -> None:
    project.start(project.sent_back("heiloo.xlsx"))
    shutil.copytree(project.dataset, tmp_path / "kopie")
    code, screen = project.run("importeer", "heiloo.xlsx", "--uit", "kopie")
    assert (code, "LET OP" in screen) == (0, False)
