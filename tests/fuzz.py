"""Damages real workbooks at random and reads them: `python -m tests.fuzz [SECONDEN] [ZAAD]`.

Runs until the time is over and stops at the first file that is neither read nor refused
as it should; that file is kept and named. The tests do a few hundred of these.
"""

from __future__ import annotations

import io
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nhnorm_xlsx.intake.isolation import UNFORESEEN, in_isolation
from nhnorm_xlsx.intake.judging import judge, judge_unreadable
from nhnorm_xlsx.intake.opening import ReadJob, read
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.submissions import Submission
from tests import forms
from tests.programmas import FOLDER
from tests.returned import SMALL

OWN = "werkboek.xlsx"


def victims(folder: Path) -> list[tuple[str, bytes]]:
    """The workbooks to damage: our own, filled in, and those of other programs."""
    answers = forms.random_answers(1, 0.9, SMALL)
    own = forms.written(folder, forms.plan(answers, definition=SMALL), OWN)
    others = sorted(path for path in FOLDER.iterdir() if path.suffix in (".xlsx", ".ods", ".xls"))
    return [(path.name, path.read_bytes()) for path in (own, *others)]


def flipped(content: bytes, dice: random.Random) -> bytes:
    """Bytes changed at random, and sometimes the end cut off."""
    damaged = bytearray(content)
    for _ in range(dice.choice((1, 5, 50))):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    if dice.random() < 0.3:
        damaged = damaged[: dice.randrange(len(damaged))]
    return bytes(damaged)


def mangled(content: bytes, dice: random.Random) -> bytes:
    """One part inside a whole zip damaged; a file that is no zip gets its bytes flipped."""
    if not content.startswith(b"PK"):
        return flipped(content, dice)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        victim = dice.choice(source.namelist())
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, mangled_part(part, dice) if name == victim and part else part)
    return out.getvalue()


def mangled_part(part: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(part))
    end = min(len(part), at + dice.randrange(1, 200))
    return dice.choice(
        (
            part[:at],
            part[:at] + part[end:],
            part[:at] + part[at:end] * 3 + part[end:],
            part[:at] + bytes(dice.randrange(256) for _ in range(20)) + part[end:],
            part.replace(b"<row", b"<rij", 3),
            part.replace(b't="s"', b't="n"'),
            b"",
        )
    )


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (flipped, mangled)


@dataclass(frozen=True)
class Case:
    """One damaged file: the name of the file it was made of, and where it stands."""

    source: str
    path: Path


def damaged(folder: Path, dice: random.Random, number: int) -> list[Case]:
    """This many damaged files in a folder."""
    files = victims(folder)
    cases = []
    for count in range(number):
        name, content = dice.choice(files)
        path = folder / f"gek-{count}{Path(name).suffix}"
        path.write_bytes(dice.choice(DAMAGES)(content, dice))
        cases.append(Case(name, path))
    return cases


def judged(cases: Sequence[Case]) -> Iterator[tuple[Case, Submission]]:
    """What becomes of them, read as the program reads: a crash of a reader is contained.

    Raises `AssertionError` for a file that is neither read nor refused as it should.
    """
    jobs = [ReadJob(case.path) for case in cases]
    for case, result in zip(cases, in_isolation(read, jobs), strict=True):
        name = case.path.name
        if isinstance(result, UnreadableError):
            assert not result.detail.startswith(UNFORESEEN), (case, result.detail)
            yield case, judge_unreadable(name, result)
            continue
        norm = SMALL if case.source == OWN else forms.NORM
        submission = judge(name, result, {"2024": norm}, {"GM0399": forms.HEILOO})
        # Either every norm has its answer, be it an empty one, or there is a reason.
        assert submission.refusal or len(submission.answers) == len(norm.norms), case
        yield case, submission


def main(seconds: float = 60, seed: int = 0) -> int:
    """Damage and read until the time is over; 0 when everything was as it should be."""
    end = time.monotonic() + seconds
    dice = random.Random(seed)
    accepted = refused = 0
    while time.monotonic() < end:
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        try:
            for _, submission in judged(damaged(folder, dice, 100)):
                accepted += submission.accepted
                refused += not submission.accepted
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
            return 1
        shutil.rmtree(folder)
    print(f"{accepted + refused} bestanden: {accepted} gelezen, {refused} geweigerd, niets mis.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:3])))
