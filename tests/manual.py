"""Plays docs/handleiding.md: every command in it, in order, in one empty folder.

A block that shows a command (`> nhnorm ...`) is run, and what it says is compared with what stands
below it. Between the blocks stand marks that a reader does not see: `<!-- dag 2026-04-20 -->` is
the day from there on, and `<!-- gebeurt: contacten -->` names what happened meanwhile (`EVENTS`).
`python -m tests.manual MAP` plays it in that folder and shows what each command really says.
"""

from __future__ import annotations

import csv
import io
import re
import shlex
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from nhnorm_xlsx import policy
from nhnorm_xlsx.answers import Answer
from nhnorm_xlsx.cli import nhnorm
from nhnorm_xlsx.commands import answers, figures, mail, round  # noqa: A004 - the subject
from nhnorm_xlsx.commands.showing import COULD_NOT_RUN
from nhnorm_xlsx.contract.fields import STATUS, Value
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.definition import load_definition
from nhnorm_xlsx.form.plan import plan_form
from nhnorm_xlsx.form.writer import write_form
from nhnorm_xlsx.organisations import load_organisations
from nhnorm_xlsx.tasks.made_up import METINGEN, replies
from tests.rounds import flat, saved_on

MANUAL: Final = Path(__file__).resolve().parent.parent / "docs" / "handleiding.md"
_PART: Final = re.compile(
    r"^<!-- (?P<mark>dag|gebeurt:) (?P<what>\S+) -->$|^> nhnorm (?P<shown>.*?)(?=^```$|^> )",
    re.M | re.S,
)
WORKBOOKS: Final = Path("output/werkboeken")
RETURNED: Final = Path("retour")
MOMENTS: Final = METINGEN[-1]
ANSWERS: Final = {"vaststellen": "ja", "opruimen": MOMENTS.meting}
KEPT: Final = Path("../bewaard")
NEW_EDITION: Final = MANUAL.parent.parent / "samples" / "norm_definition-2028-verzonnen.csv"
# What the program decides on, whatever the tests set instead.
SMALLEST: Final = policy.SMALLEST
# Who has not answered by the deadline, and who answers only after a reminder.
SILENT: Final = ("Opmeer", "Oostzaan")
FIRST: Final = ("Heiloo", "Velsen", "Hoorn", "Medemblik")


@dataclass(frozen=True)
class Step:
    """One command of the manual: the day, its words, and what is said to be shown."""

    day: date
    words: tuple[str, ...]
    shown: str


# --- what happens in between ----------------------------------------------------------------


def _issued() -> dict[str, dict[str, str]]:
    with (WORKBOOKS / "uitgifte.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    return {row["organisatie"]: row for row in rows if row["meting"] == MOMENTS.meting}


def _values(answer: Answer) -> dict[str, Value]:
    values: dict[str, Value] = dict(answer.values)
    return values | {STATUS.key: STATUS_BY_KEY[str(values[STATUS.key])].label}


def _comes_back(
    who: str, day: date, folder: Path = RETURNED, changed: Mapping[str, Mapping[str, Value]] = {}
) -> Path:
    """The workbook that was issued, with made-up answers, saved on this day."""
    organisation = next(item for item in load_organisations() if item.name == who)
    row, definition = _issued()[who], load_definition()
    given = {
        number: _values(answer) | dict(changed.get(number, {}))
        for number, answer in replies(organisation, definition, MOMENTS).items()
    }
    start: dict[str, Value] = {"ingevuld_door": "Adviseur veiligheid", "ingevuld_op": day}
    plan = plan_form(
        definition, organisation, MOMENTS.meting, MOMENTS.deadline, row["uitgifte_id"],
        answers=given, start=start, created=MOMENTS.made,
    )  # fmt: skip
    folder.mkdir(exist_ok=True)
    write_form(plan, folder / row["bestand"])
    saved_on(folder / row["bestand"], datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    return folder / row["bestand"]


def _settings() -> None:
    """`ronde.toml` as the manual shows it."""
    (example,) = re.findall(r"^```toml\n(.*?)^```", MANUAL.read_text(encoding="utf-8"), re.M | re.S)
    Path("output/ronde.toml").write_text(example, encoding="utf-8")


def _addresses() -> None:
    path = Path("output/contacten.csv")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    filled = [lines[0]]
    for line in lines[1:]:
        code, name, *_ = line.split(";")
        address = "" if name == "Texel" else f"norm@{code.lower()}.example.nl"
        filled.append(f"{code};{name};{address};;;")
    path.write_text("\n".join(filled), encoding="utf-8-sig")


def _first_returns() -> None:
    for day, who in enumerate(FIRST, 13):
        wrong: dict[str, dict[str, Value]] = (
            {"3.1": {"status": "Voldoet niet", "streefdatum": "Q3"}} if who == "Velsen" else {}
        )
        _comes_back(who, date(2026, 4, day), changed=wrong)
    (RETURNED / "verslag.pdf").write_bytes(b"%PDF-1.7\n")
    (RETURNED / "leeg.xlsx").write_bytes(b"")


def _most_returns() -> None:
    for organisation in load_organisations():
        if organisation.name not in (*SILENT, *FIRST, "Zandvoort"):
            _comes_back(organisation.name, date(2026, 5, 20))


def _copy_of_a_colleague() -> None:
    """A colleague took a copy along, got a workbook there, and gave time to another gemeente."""
    copy = Path("kopie-van-collega")
    shutil.copytree("output", copy)
    path = _comes_back("Oostzaan", date(2026, 6, 9), Path("postvak"))
    for words in (("importeer", path, "--uit", copy / "dataset"),
                  ("uitstel", "Opmeer", "2026-06-26", "--dataset", copy / "dataset")):  # fmt: skip
        CliRunner().invoke(nhnorm, [str(word) for word in words])


def _damaged() -> None:
    """A workbook of which the end was lost on the way."""
    path = _comes_back("Opmeer", date(2026, 6, 9), Path("later"))
    path.write_bytes(path.read_bytes()[:-20_000])


def _partly_damaged() -> None:
    """A workbook of which one sheet was lost."""
    path = _comes_back("Opmeer", date(2026, 6, 9), Path("later"))
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        entry = whole.getinfo("xl/worksheets/sheet6.xml")
    at = entry.header_offset + 200
    path.write_bytes(content[:at] + bytes(100) + content[at + 100 :])


def _emptied() -> None:
    """A later copy in which norms are empty that were answered before."""
    _comes_back("Hoorn", date(2026, 6, 9), Path("nog-eens"), {"1.1": {"status": None}})


def _second_version() -> None:
    """What a synchroniser makes when two people save the same table."""
    table = Path("output/dataset/antwoorden.csv")
    table.with_stem("antwoorden-LAPTOP-12").write_bytes(table.read_bytes() + b"iets anders;\r\n")


def _new_edition() -> None:
    """The made-up edition of the samples."""
    shutil.copy(NEW_EDITION, "output/norm_definition_2028.csv")


def _keep() -> None:
    """Remember how all stands now, for another end of the story."""
    shutil.copytree(".", KEPT)


def _back() -> None:
    """As it was when it was kept."""
    shutil.rmtree("output")
    shutil.copytree(KEPT / "output", "output")


EVENTS: Final[Mapping[str, Callable[[], None]]] = {
    "instellingen": _settings,
    "contacten": _addresses,
    "eerste-antwoorden": _first_returns,
    "meeste-antwoorden": _most_returns,
    "kopie": _copy_of_a_colleague,
    "beschadigd": _damaged,
    "deels-beschadigd": _partly_damaged,
    "leger": _emptied,
    "conflictkopie": _second_version,
    "nieuwe-editie": _new_edition,
    "onthoud": _keep,
    "terug": _back,
}


# --- reading and playing --------------------------------------------------------------------


def steps(text: str) -> Iterator[Step | str]:
    """Every command of the manual, and the name of every event, in order."""
    day = date(2026, 1, 1)
    for part in _PART.finditer(text):
        if part["mark"] == "dag":
            day = date.fromisoformat(part["what"])
        elif part["mark"]:
            yield part["what"]
        else:
            command, _, shown = part["shown"].partition("\n")
            yield Step(day, tuple(shlex.split(command)), shown)


def said(step: Step, patched: pytest.MonkeyPatch) -> str:
    """What the command says on that day; a question is answered as the manual shows."""
    patched.setattr(policy, "SMALLEST", SMALLEST)
    for module in (answers, figures, mail, round):
        patched.setattr(module, "today", lambda: step.day)
    answer = ANSWERS.get(step.words[0], "")
    done = CliRunner().invoke(nhnorm, list(step.words), input=f"{answer}\n")
    return (done.output if done.exit_code == COULD_NOT_RUN else done.stdout).replace("\\", "/")


def missing(shown: str, real: str) -> str:
    """The first part of what the manual shows that is not really said; empty when all is.

    Lines may be folded otherwise; `...` stands for what was left out.
    """
    at, whole = 0, flat(real)
    pieces = [flat(piece) for piece in re.split(r"^ *\.\.\.$", shown, flags=re.M)]
    for number, piece in enumerate(pieces):
        found = whole.find(piece, at)
        if found < 0 or (number == 0 and found > 0):
            return piece or whole
        at = found + len(piece)
    return "" if not pieces[-1] or at == len(whole) else whole[at:]


def played(text: str) -> Iterator[tuple[Step, str, str]]:
    """Every command of the manual, played in the current folder: what it says, what is not so."""
    with pytest.MonkeyPatch.context() as patched:
        for step in steps(text):
            if isinstance(step, str):
                EVENTS[step]()
            else:
                real = said(step, patched)
                yield step, real, missing(step.shown, real)


def main() -> None:
    """Play it in a folder, and show what is really said."""
    folder = Path(sys.argv[1]) / "map"
    folder.mkdir(parents=True)
    with chdir(folder):
        for step, real, wrong in played(MANUAL.read_text(encoding="utf-8")):
            print(f"> nhnorm {shlex.join(step.words)}\n{real}{'!! ' + wrong if wrong else ''}\n")


if __name__ == "__main__":
    main()
