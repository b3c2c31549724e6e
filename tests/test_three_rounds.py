"""Three rounds, 2026 to 2028, played through the command line, and what everybody sees of it."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
import pytest

from nhnorm_xlsx.dataset.files import read_tables
from nhnorm_xlsx.definition import dump_definitions
from tests.rounds import flat
from tests.three_rounds import EDITIE_2028, RIEC, SAMPLE_FILES, SAMPLES, Played, norm_rows, play


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.mktemp("rondes"))


def said(played: Played, name: str) -> str:
    return flat(played.said[name])


def text_in(path: Path, *sheets: str) -> str:
    """All that stands in a workbook, or in these sheets of it, row by row."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(path)
    return "\n".join(
        " | ".join(str(value) for value in row if value is not None)
        for sheet in book.worksheets
        if not sheets or sheet.title in sheets
        for row in sheet.iter_rows(values_only=True)
    )


def compared(played: Played, meting: str, kind: str = "xlsx") -> Path:
    folder = played.folder / "output" / "vergelijking"
    return folder / f"NHNorm-vergelijking-{meting}-{RIEC}.{kind}"


# --- the first round ------------------------------------------------------------------------


def test_a_delay_reminders_parts_and_corrections_end_in_whole_answers(played: Played) -> None:
    assert "tot en met 19-06-2026" in said(played, "uitstel")
    assert "herinneringen staan klaar" in said(played, "mail herinnering")
    assert "1 mail met correcties" in said(played, "mail correcties")
    files = read_tables(played.folder / "output" / "dataset").inzendingen
    first = files[files["meting"].astype(str) == "2026"]
    parts = first[first["organisatie_code"] == "GM1942"]
    assert list(parts["uitkomst"].astype(str)) == ["aanvaard", "aanvaard"]
    answers = read_tables(played.folder / "output" / "dataset").antwoorden
    of_2026 = answers[(answers["meting"].astype(str) == "2026") & answers["status"].notna()]
    whole = of_2026.groupby("organisatie_code", observed=True).size()
    assert whole.to_dict() == dict.fromkeys(("GM0376", "GM1942", "GM0402", "GM0406", "GM1696"), 47)


def test_what_came_in_with_the_colleague_is_taken_over(played: Played) -> None:
    assert "Overgenomen uit collega: 1 bestand." in said(played, "samenbrengen")
    assert "5 van 6 ontvangen, 5 volledig ingevuld" in said(played, "status 2026")


# --- the merger -----------------------------------------------------------------------------


def test_hilversum_sees_the_answers_of_wijdemeren_as_such(played: Played) -> None:
    assert "Hilversum ziet naast de eigen antwoorden ook die van Wijdemeren" in said(
        played, "genereer 2027"
    )
    book = text_in(played.workbook("2027", "Hilversum"))
    assert "Wijdemeren werkt norm" in book
    rows = [line for line in book.splitlines() if "dossier van Wijdemeren" in line]
    assert rows
    assert all("Wijdemeren" in line.split("dossier van")[0] for line in rows)
    assert "Wijdemeren" not in text_in(played.workbook("2027", "Blaricum"))


def test_the_comparison_says_first_who_is_in_and_who_is_not(played: Played) -> None:
    top = "\n".join(text_in(compared(played, "2027"), "Samenvatting").splitlines()[:10])
    assert "Nog geen antwoord van Huizen" in top
    assert "Wijdemeren telt niet apart mee" in top
    assert "opgegaan in Hilversum" in top
    assert "Voor het eerst met antwoorden" in top
    page = compared(played, "2027", "html").read_text(encoding="utf-8")
    head = page[page.index('<header id="kop">') : page.index('id="kern-van-de-zaak"')]
    assert "Nog geen antwoord van Huizen" in head
    assert "Wijdemeren telt niet apart mee" in head
    details = page[page.index("<details>") : page.index("</details>")]
    assert "Wijdemeren telt niet" not in details  # said once


# --- everybody's own latest answers -----------------------------------------------------------


def test_who_answered_before_that_and_who_never_did_is_said(played: Played) -> None:
    assert "Zonder eerdere antwoorden: 1 organisatie (Laren)" in said(played, "genereer 2027")
    assert "Met antwoorden van 2026, want in 2027 antwoordde zij niet: 1 organisatie (Huizen)" in (
        said(played, "genereer 2028")
    )
    assert "Besproken in 2026; zie het dossier van Huizen" in text_in(
        played.workbook("2028", "Huizen")
    )


def status_of(book: Path, number: str) -> tuple[object, str]:
    """The status that stands in a workbook beside a norm, and all the rest of its row."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        opened = openpyxl.load_workbook(book)
    for sheet in opened.worksheets:
        for row, columns, norm in norm_rows(sheet):
            if norm == number:
                rest = " ".join(str(cell.value or "") for cell in sheet[row])
                return sheet.cell(row, columns["status"]).value, rest
    raise AssertionError(number)


# --- the next editie --------------------------------------------------------------------------


def test_a_merged_norm_carries_both_texts_and_leaves_the_status_open(played: Played) -> None:
    status, row = status_of(played.workbook("2028", "Hilversum"), "4.3")
    assert status is None
    assert "dossier van Hilversum bij norm 4.3" in row
    assert "dossier van Hilversum bij norm 4.4" in row


@pytest.mark.parametrize("part", ["2.2a", "2.2b"])
def test_both_parts_of_a_split_norm_carry_its_text(played: Played, part: str) -> None:
    status, row = status_of(played.workbook("2028", "Hilversum"), part)
    assert status is None
    assert "dossier van Hilversum bij norm 2.2." in row


def test_a_dropped_norm_is_said_and_its_texts_are_kept(played: Played) -> None:
    assert "vervalt 1 norm van editie 2024: 3.9" in said(played, "genereer 2028")
    assert "dossier van Hilversum bij norm 3.9" in text_in(played.workbook("2028", "Hilversum"))
    answers = read_tables(played.folder / "output" / "dataset").antwoorden
    assert "3.9" in set(answers[answers["meting"].astype(str) == "2027"]["norm"].astype(str))


@pytest.mark.parametrize(
    "line",
    ["Nieuw: 1 (6.3)", "Vervallen: 1 (3.9)", "Gesplitst: 1 (2.2 wordt 2.2a en 2.2b)",
     "Samengevoegd: 1 (4.3 en 4.4 worden 4.3)", "Anders verwoord: 1 (2.6)"],
)  # fmt: skip
def test_what_changes_is_told(played: Played, line: str) -> None:
    assert line in said(played, "norm verschil")
    assert line in said(played, "norm controleer")


def test_the_sheet_to_mail_holds_both_texts(played: Played) -> None:
    text = text_in(played.folder / "output" / "NHNorm-verschil-2024-2028.xlsx")
    assert "bespreken dat jaarlijks" in text
    assert "gedragscode voor politieke ambtsdragers" in text


# --- the samples ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLE_FILES)
def test_the_samples_are_of_this_example(played: Played, name: str) -> None:
    made = played.folder / "output" / name
    assert text_in(SAMPLES / Path(name).name) == text_in(made)


def test_the_invented_editie_is_as_it_is_made() -> None:
    from samples.editie_2028 import editie_2028

    made = dump_definitions([editie_2028()]).splitlines()
    assert made == EDITIE_2028.read_text(encoding="utf-8-sig").splitlines()
