"""Three rounds in one folder, 2026 to 2028, played through the command line.

Six gemeenten of one RIEC. Wijdemeren merges into Hilversum in 2027; Laren only answers from 2027
on, Huizen does not answer in 2027; in 2028 there is an invented editie of the norm. A step is a
function of the folder. In 2026 Huizen gets more time and a reminder, Blaricum puts right what it
filled in wrong, Gooise Meren answers in two parts, and a colleague takes over with a copy.
"""

from __future__ import annotations

import os
import re
import shutil
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from unittest import mock

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from nhnorm_xlsx.commands import answers, figures, mail, norm
from nhnorm_xlsx.commands import round as of_round
from nhnorm_xlsx.contract.keys import FIELD_KEY, NORM_KEY
from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX
from nhnorm_xlsx.tasks import importing, issue_ids
from tests.rounds import run, saved_on

ROOT = Path(__file__).resolve().parent.parent
EDITIE_2028 = ROOT / "samples" / "norm_definition-2028-verzonnen.csv"
SAMPLES = ROOT / "samples" / "drie-rondes"
RIEC = "RIEC Midden-Nederland"
CODES = {
    "Blaricum": "GM0376",
    "Gooise Meren": "GM1942",
    "Hilversum": "GM0402",
    "Huizen": "GM0406",
    "Laren": "GM0417",
    "Wijdemeren": "GM1696",
}
# Who answers in which meting.
ANSWERING = {
    "2026": ("Hilversum", "Wijdemeren"),  # the others in a way of their own
    "2027": ("Blaricum", "Gooise Meren", "Hilversum", "Laren"),
    "2028": ("Gooise Meren", "Hilversum", "Huizen", "Laren"),
}
MADE = {"2026": date(2026, 3, 2), "2027": date(2027, 3, 1), "2028": date(2028, 3, 6)}
DUE = {"2026": "2026-05-29", "2027": "2027-05-28", "2028": "2028-05-26"}
# Left open by one that answered the rest.
LEFT_OPEN = {("Gooise Meren", "2027"): "3.2"}
SETTINGS = """versie = 1
meting = "{meting}"
deadline = {due}
[wie]
terug_naar = "norm@riec.nl"
[wie.verstuurt]
organisatie = "RIEC Midden-Nederland"
functie = "accountmanager"
[mail]
ondertekening = "De accountmanager"
"""
STATUSES = ("Voldoet", "Voldoet deels", "Voldoet niet")
SAMPLE_FILES = (
    "werkboeken/NHNorm-2027-GM0402-Hilversum.xlsx",
    "werkboeken/NHNorm-2028-GM0402-Hilversum.xlsx",
    "NHNorm-verschil-2024-2028.xlsx",
)


@dataclass
class Played:
    """The folder that was played in, and what the screen said after each command."""

    folder: Path
    said: dict[str, str] = field(default_factory=dict)

    def run(self, name: str, *words: str | Path, code: int = 0) -> None:
        """One command, as somebody types it; what it said is kept under this name."""
        found, screen = run(*words)
        assert found == code, (name, found, screen)
        self.said[name] = screen

    def workbook(self, meting: str, who: str) -> Path:
        """The workbook that was given out."""
        code = CODES[who]
        return self.folder / "output" / "werkboeken" / f"NHNorm-{meting}-{code}-{who}.xlsx"


Step = Callable[[Played], None]


def play(folder: Path, steps: Sequence[Step] | None = None) -> Played:
    """Play the rounds in this folder, which becomes the current one meanwhile."""
    played, before = Played(folder), Path.cwd()
    numbers = (f"{EXAMPLE_PREFIX}{number:012x}" for number in range(1, 10_000))
    # From the first workbook on it is a round of the example.
    named = mock.patch.object(issue_ids, "new_example_id", issue_ids.new_issue_id)
    os.chdir(folder)
    try:
        with named, mock.patch("secrets.token_hex", side_effect=numbers):
            for step in STEPS if steps is None else steps:
                step(played)
    finally:
        os.chdir(before)
    return played


@contextmanager
def on(day: date) -> Iterator[None]:
    """As if it were this day, at noon."""
    noon = datetime.combine(day, time(12), UTC)

    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return noon.astimezone(tz)

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(importing, "datetime", Then))
        for module in (answers, figures, mail, norm, of_round):
            stack.enter_context(mock.patch.object(module, "today", return_value=day))
        yield


# --- what they answer -----------------------------------------------------------------------


def given(who: str, number: str, meting: str) -> dict[str, object]:
    """The answer of a gemeente to a norm: made up, the same every time."""
    if LEFT_OPEN.get((who, meting)) == number:
        return dict.fromkeys(
            ("status", "onderbouwing", "verantwoordelijke", "actie", "streefdatum")
        )
    spread = sum(ord(letter) for letter in f"{who}{number}") + int(meting)
    status = STATUSES[spread % len(STATUSES)]
    values: dict[str, object] = {
        "status": status,
        "onderbouwing": f"Besproken in {meting}; zie het dossier van {who} bij norm {number}.",
        "verantwoordelijke": "Coördinator integriteit" if number < "3" else "Adviseur veiligheid",
    }
    if status != STATUSES[0]:
        values |= {
            "actie": f"{who} werkt norm {number} uit en legt het voor aan de driehoek.",
            "streefdatum": date(int(meting) + 2, 1 + spread % 12, 1),
        }
    return values


Of = Callable[[str], bool]


def fill_in(
    source: Path, target: Path, who: str, meting: str, of: Of = lambda _: True, *, day: int = 14
) -> None:
    """Fill in the norms `of` a workbook as a person does, and save it on a day in April."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(source)
    for sheet in book.worksheets:
        for row, columns, number in norm_rows(sheet):
            if not of(number):
                continue
            for key, value in given(who, number, meting).items():
                # What was carried over stays as it is where there is nothing to add.
                if value is None and key != "status":
                    continue
                sheet.cell(row, columns[key]).value = value  # type: ignore[assignment]
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    saved_on(target, datetime(int(meting), 4, day, 10, tzinfo=UTC))


def norm_rows(sheet: Worksheet) -> Iterator[tuple[int, Mapping[str, int], str]]:
    """Every row of a norm: its number on the sheet, the columns by key, and the norm."""
    columns = {
        str(cell.value).removeprefix(FIELD_KEY): number
        for number, cell in enumerate(sheet[1], start=1)
        if str(cell.value).startswith(FIELD_KEY)
    }
    for row in range(1, sheet.max_row + 1):
        key = str(sheet.cell(row, 1).value or "")
        if key.startswith(NORM_KEY):
            yield row, columns, key.removeprefix(NORM_KEY)


# --- the steps ------------------------------------------------------------------------------


def issue(meting: str, *more: str | Path) -> Step:
    """Give out the workbooks of a meting; who is no more is left out."""

    def step(played: Played) -> None:
        output = Path("output")
        output.mkdir(exist_ok=True)
        settings = SETTINGS.format(meting=meting, due=DUE[meting])
        (output / "ronde.toml").write_text(settings, encoding="utf-8")
        who = [name for name in CODES if name != "Wijdemeren" or meting == "2026"]
        with on(MADE[meting]):
            played.run(f"genereer {meting}", "genereer", *who, *more)

    return step


def returns(meting: str, *more: str | Path, code: int = 0) -> Step:
    """What came back of a meting is imported."""

    def step(played: Played) -> None:
        for who in ANSWERING[meting]:
            source = played.workbook(meting, who)
            fill_in(source, Path("retour") / meting / source.name, who, meting)
        with on(date(int(meting), 4, 20)):
            played.run(
                f"importeer {meting}", "importeer", Path("retour") / meting, *more, code=code
            )

    return step


def invite(played: Played) -> None:
    """Everybody is invited; Huizen asks for more time."""
    lines = [
        f"{code};{who};norm@{who.replace(' ', '').lower()}.nl;;;" for who, code in CODES.items()
    ]
    text = "\r\n".join(["organisatie_code;naam_organisatie;aan;cc;aanhef;klopt", *lines])
    Path("output/contacten.csv").write_text(text, encoding="utf-8-sig")
    with on(date(2026, 3, 3)):
        played.run("mail uitnodiging", "mail", "uitnodiging", *CODES)
    with on(date(2026, 4, 10)):
        played.run("uitstel", "uitstel", "Huizen", "2026-06-19", "--reden", "ziekte")


def answer_in_parts(played: Played) -> None:
    """Two departments of Gooise Meren fill in a part each; Blaricum writes its own statuses."""
    folder, source = Path("retour/2026"), played.workbook("2026", "Gooise Meren")
    first, second = folder / f"{source.stem}-P&O.xlsx", folder / f"{source.stem}-OOV.xlsx"
    fill_in(source, first, "Gooise Meren", "2026", lambda number: number < "3")
    fill_in(source, second, "Gooise Meren", "2026", lambda number: number >= "3", day=15)
    own = played.workbook("2026", "Blaricum")
    fill_in(own, folder / own.name, "Blaricum", "2026")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(folder / own.name)
    rows = [(sheet, row, columns) for sheet in book for row, columns, _ in norm_rows(sheet)]
    for sheet, row, columns in rows[:3]:
        sheet.cell(row, columns["status"]).value = "hier werken we aan"
    book.save(folder / own.name)
    saved_on(folder / own.name, datetime(2026, 4, 14, 10, tzinfo=UTC))


def declare_parts(played: Played) -> None:
    """The coordinator asked: both files of Gooise Meren hold; the line said so is filled in."""
    said = " ".join(played.said["importeer 2026"].split())
    found = re.search(r"\S+ Meren-OOV\.xlsx;[0-9a-f]{12};telt", said)
    assert found, said
    decision = found[0].removesuffix("telt") + "deel;;twee afdelingen, nagevraagd"
    with Path("output/dataset/besluiten.csv").open("a", encoding="utf-8") as decisions:
        decisions.write(f"{decision}\n")
    with on(date(2026, 4, 21)):
        played.run("importeer deel", "importeer", code=1)  # Blaricum still has mistakes


def remind_and_correct(played: Played) -> None:
    """A reminder for who did not answer; Blaricum gets its mistakes back and mends them."""
    with on(date(2026, 5, 20)):
        played.run("mail herinnering", "mail", "herinnering")
        played.run("mail correcties", "mail", "correcties")
        (back,) = Path("output/mail").rglob("*Blaricum*-correcties.xlsx")
        target = Path("retour/correcties") / back.name
        fill_in(back, target, "Blaricum", "2026", day=28)
        played.run("importeer correcties", "importeer", target)


def take_over(played: Played) -> None:
    """A colleague goes on with a copy, in which Huizen comes in; after that it is one again."""
    copy = Path("collega")
    shutil.copytree("output", copy / "output")
    source = played.workbook("2026", "Huizen")
    target = Path("retour/huizen").absolute() / source.name
    fill_in(source, target, "Huizen", "2026")
    with on(date(2026, 6, 12)):
        os.chdir(copy)
        try:
            played.run("importeer collega", "importeer", target)
        finally:
            os.chdir(played.folder)
        played.run("samenbrengen", "samenbrengen", copy)
        played.run("status 2026", "status")


def compare(meting: str) -> Step:
    """The comparison of the RIEC, also as a page."""

    def step(played: Played) -> None:
        asked = ("--niveau", "riec", "--riec", RIEC, "--html")
        with on(date(int(meting), 6, 15)):
            played.run(f"vergelijk {meting}", "vergelijk", *asked)

    return step


def tell_what_changes(played: Played) -> None:
    """The new editie is checked, and what it changes goes into a workbook to mail."""
    with on(MADE["2028"]):
        played.run("norm controleer", "norm", "controleer", EDITIE_2028)
        played.run("norm verschil", "norm", "verschil", "2024", EDITIE_2028)


_BEFORE = ("--vorige", "output/dataset")
_NEXT = ("--definitie", EDITIE_2028)
STEPS: tuple[Step, ...] = (
    issue("2026"),
    invite,
    answer_in_parts,
    returns("2026", code=1),
    declare_parts,
    remind_and_correct,
    take_over,
    compare("2026"),
    issue("2027", *_BEFORE),
    returns("2027"),
    compare("2027"),
    tell_what_changes,
    issue("2028", *_BEFORE, *_NEXT),
    returns("2028", *_NEXT),
    compare("2028"),
)


def copy_samples(played: Played, target: Path) -> None:
    """What there is to look at without playing."""
    target.mkdir(parents=True, exist_ok=True)
    for name in SAMPLE_FILES:
        shutil.copyfile(played.folder / "output" / name, target / Path(name).name)
