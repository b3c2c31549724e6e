"""What a job on the page is: its title, what it asks, and the function of `tasks/` it calls.

A job is declared once, in one of the modules beside this one; the form on the page, the
reading of what was filled in, and running it follow from that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from nhnorm_xlsx.tasks.progress import Progress
from nhnorm_xlsx.tasks.round import Round


class ControlKind(Enum):
    """How a field is asked and read; the template has one control for each."""

    TEXT = "tekst"
    LINES = "regels"  # one thing a line
    DAY = "dag"
    METING = "meting"
    PIECE = "stuk"  # a text of more lines
    HIDDEN = "verborgen"  # what the page itself sends along
    CHECK = "vinkje"
    CHOICE = "keuze"
    ORGANISATION = "organisatie"
    ORGANISATIONS = "organisaties"  # none: all
    RIEC = "riec"


@dataclass(frozen=True)
class Control:
    """One thing that a job asks. `choices` are (value, words); `standard` is filled in before.

    What is needed `seldom` is folded away.
    """

    key: str
    label: str
    kind: ControlKind = ControlKind.TEXT
    help: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    standard: str = ""
    seldom: bool = False


@dataclass(frozen=True)
class Errand:
    """What a job gets: the round, what was filled in by field, and the files that were given.

    `progress` tells the page how far it is and hears a cancel; `now` is the user's own clock.
    """

    round: Round
    values: Mapping[str, Any]
    files: tuple[Path, ...]
    progress: Progress
    now: datetime

    @property
    def today(self) -> date:
        """The day on the user's own calendar."""
        return self.now.date()

    def text(self, key: str) -> str:
        """A text that was filled in; empty without."""
        return str(self.values.get(key) or "")

    def optional(self, key: str) -> str | None:
        """The same; None without, as a command without the option."""
        return self.text(key) or None

    def day(self, key: str) -> date | None:
        """A day that was filled in."""
        found = self.values.get(key)
        return found if isinstance(found, date) else None

    def flag(self, key: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.values.get(key))

    def many(self, key: str) -> tuple[str, ...]:
        """Several, such as organisations or lines."""
        return tuple(self.values.get(key) or ())


@dataclass(frozen=True)
class FileSaid:
    """One file that was given, and what became of it. `state`: one of `GOOD`, `MIND`, `WRONG`.

    `attention` is why somebody should look at it, empty where nobody has to.
    """

    name: str
    line: str
    state: str
    found: tuple[tuple[str, str], ...] = ()
    attention: str = ""


GOOD, MIND, WRONG = "goed", "letop", "fout"


@dataclass(frozen=True)
class Question:
    """What a job asks before it goes on, and what it does when the answer is yes."""

    text: str
    yes: str
    no: str
    go_on: Callable[[Errand], Outcome]


@dataclass(frozen=True)
class Outcome:
    """What a job came to: lines for people, per file what happened, and what was made.

    `lists` are sentences that hold for many, each with whom: that can be opened. `failed` as a
    command ends with code 1: done, but something was refused or contradicts.
    """

    lines: Sequence[str] = ()
    failed: bool = False
    files: Sequence[FileSaid] = ()
    made: Sequence[Path] = ()
    lists: Sequence[tuple[str, tuple[str, ...]]] = ()
    question: Question | None = None


class Takes(Enum):
    """Whether a job takes files that are dragged in."""

    NO = "geen"
    MAY = "mag"
    MUST = "moet"


@dataclass(frozen=True)
class Job:
    """One job on the page; `name` is that of the command, `tab` where it stands.

    `button` is what starts it, `about` one sentence. One that `starts_round` is shown where
    nobody wrote down yet what the round is about, one that `goes_on` only where there is something
    to go on with. `shown` is False for a job that another part
    of the page starts. `words` are those of the command, where they are not the name.
    One of `one_file` takes a single file, and no folder. `now` is
    what is filled in before, by field, where that is how the round is now: such a form is fetched;
    `more` are the fields that only the round itself can tell.
    """

    name: str
    tab: str
    title: str
    about: str
    button: str
    run: Callable[[Errand], Outcome]
    fields: tuple[Control, ...] = ()
    files: Takes = Takes.NO
    files_label: str = ""
    starts_round: bool = False
    goes_on: bool = False
    shown: bool = True
    words: str = ""
    one_file: bool = False
    now: Callable[[Round], Mapping[str, str]] | None = None
    more: Callable[[Round], tuple[Control, ...]] | None = None

    def asks(self, here: Round) -> tuple[Control, ...]:
        """All that it asks in this round."""
        return (*self.fields, *(self.more(here) if self.more else ()))

    @property
    def command(self) -> str:
        """How it is called on the command line, after `nhnorm`."""
        return self.words or self.name
