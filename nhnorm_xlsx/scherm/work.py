"""The work that the page asks for: one job at a time, in the background, with a queue.

Nothing here is about the browser: closing the page changes nothing to what runs.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeVar

from nhnorm_xlsx import __version__
from nhnorm_xlsx.errors import NhnormError, UsageError, why
from nhnorm_xlsx.fault_log import note_fault
from nhnorm_xlsx.scherm.jobs.model import Errand, Job, Outcome, Question
from nhnorm_xlsx.scherm.jobs.wording import said_on_page
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.texts import scherm as texts

Item = TypeVar("Item")
# So much of what is done stays on the page.
KEPT: Final = 30
# More in the queue than this is somebody who keeps clicking.
MOST_WAITING: Final = 20


class State(Enum):
    """How it is with a piece of work."""

    WAITING = "wacht"
    RUNNING = "loopt"
    ASKING = "vraagt"
    DONE = "klaar"
    REFUSED = "bezwaar"  # done, but something was refused or contradicts
    FAILED = "mislukt"
    CANCELLED = "afgebroken"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens."""
        return self not in (State.WAITING, State.RUNNING, State.ASKING)


class CancelledError(BaseException):
    """Somebody cancelled this work. As with Ctrl-C nothing that handles errors may swallow it."""


@dataclass
class Work:
    """One piece of work: what was asked, how far it is, and what it came to.

    `skipped` says of files that were chosen why they did not come along.
    """

    job: Job
    values: Mapping[str, Any]
    files: tuple[Path, ...]
    tidy: Callable[[], None]
    hide: Path | None = None
    skipped: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: secrets.token_hex(6))
    state: State = State.WAITING
    label: str = ""
    done: int = 0
    total: int = 0
    outcome: Outcome = field(default_factory=Outcome)
    began: datetime | None = None
    ended: datetime | None = None
    go_on: Callable[[Errand], Outcome] | None = None
    cancel: threading.Event = field(default_factory=threading.Event)

    @property
    def question(self) -> Question | None:
        """What it asks before it goes on."""
        return self.outcome.question if self.state is State.ASKING else None


class Bench:
    """Does the work that is put on it, in the order in which it came.

    `find_round` gives the round as it is when a job starts, `clock` the user's own time.
    """

    def __init__(
        self, find_round: Callable[[], Round], clock: Callable[[], datetime] = datetime.now
    ) -> None:
        self._find_round, self._clock = find_round, clock
        self._all: list[Work] = []
        self._changed = threading.Condition()
        self._closed = False
        self.version = 0
        self._thread = threading.Thread(target=self._run, name="werk", daemon=True)
        self._thread.start()

    # --- what the page asks ---------------------------------------------------------------

    def put(self, work: Work) -> Work:
        """Put work in the queue. Raises `UsageError` when there is too much in it, or it closes."""
        with self._changed:
            waiting = sum(item.state is State.WAITING for item in self._all)
            if self._closed or waiting >= MOST_WAITING:
                raise UsageError(texts.STOPPING if self._closed else texts.QUEUE_FULL)
            self._all.append(work)
            self._tell()
        return work

    def all(self) -> list[Work]:
        """Everything, newest first; a copy."""
        with self._changed:
            return [replace(item) for item in reversed(self._all)]

    @property
    def busy(self) -> bool:
        """Whether something runs or waits."""
        with self._changed:
            return any(item.state in (State.WAITING, State.RUNNING) for item in self._all)

    def cancel(self, id_: str) -> None:
        """Cancel work that waits, runs or asks. Raises `UsageError` when there is none."""
        with self._changed:
            work = self._open(id_)
            work.cancel.set()
            if work.state is not State.RUNNING:
                self._end(work, State.CANCELLED)
            self._tell()

    def answer(self, id_: str, *, yes: bool) -> None:
        """Answer what it asks; with yes it goes on. Raises `UsageError` when it asks nothing."""
        with self._changed:
            work = self._open(id_)
            question = work.question
            if question is None:
                raise UsageError(texts.NOTHING_ASKED)
            if yes:
                work.go_on = question.go_on
                work.state = State.WAITING
            else:
                work.outcome = replace(work.outcome, question=None, lines=[question.no])
                self._end(work, State.CANCELLED)
            self._tell()

    def _open(self, id_: str) -> Work:
        found = next((item for item in self._all if item.id == id_), None)
        if found is None or found.state.is_over:
            raise UsageError(texts.ALREADY_OVER)
        return found

    def close(self, seconds: float) -> bool:
        """Take nothing more, cancel what there is; whether it ended within so many seconds."""
        with self._changed:
            self._closed = True
            for work in self._all:
                if not work.state.is_over:
                    work.cancel.set()
            self._tell()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    # --- doing it ---------------------------------------------------------------------------

    def _run(self) -> None:
        while (work := self._next()) is not None:
            outcome, state = self._do(work)
            with self._changed:
                work.outcome = outcome
                if state is State.ASKING:
                    work.state = state
                else:
                    self._end(work, state)
                self._tell()

    def _next(self) -> Work | None:
        with self._changed:
            while True:
                waiting = [item for item in self._all if item.state is State.WAITING]
                if self._closed:
                    for work in waiting:
                        self._end(work, State.CANCELLED)
                    return None
                if waiting:
                    waiting[0].state = State.RUNNING
                    waiting[0].began = waiting[0].began or self._clock()
                    self._tell()
                    return waiting[0]
                self._changed.wait()

    def _do(self, work: Work) -> tuple[Outcome, State]:
        run = work.go_on or work.job.run
        try:
            asked = Errand(
                self._find_round(),
                work.values,
                work.files,
                lambda items, label, total: self._progress(work, items, label, total),
                self._clock().astimezone(),
            )
            outcome = _seen(run(asked), work)
        except CancelledError:
            return Outcome([texts.CANCELLED]), State.CANCELLED
        except NhnormError as error:
            return _seen(Outcome(str(error).splitlines()), work), State.FAILED
        except OSError as error:
            return Outcome([texts.disk(why(error))]), State.FAILED
        except Exception as error:  # the last resort, as on the command line
            path = note_fault(error, __version__)
            return Outcome([texts.own_fault(str(path) if path else "")]), State.FAILED
        if outcome.question:
            return outcome, State.ASKING
        return outcome, State.REFUSED if outcome.failed else State.DONE

    def _progress(
        self, work: Work, items: Iterable[Item], label: str, total: int
    ) -> Iterator[Item]:
        with self._changed:
            work.label, work.done, work.total = label, 0, total
        source = iter(items)
        try:
            for item in source:
                if work.cancel.is_set():
                    raise CancelledError
                yield item
                with self._changed:
                    work.done += 1
        finally:
            # What still reads in other processes ends now, and not when somebody tidies up.
            with suppress(AttributeError):
                source.close()  # type: ignore[attr-defined]

    def _end(self, work: Work, state: State) -> None:
        if state is State.CANCELLED and not work.outcome.lines:
            work.outcome = Outcome([texts.CANCELLED])
        work.state, work.ended = state, self._clock()
        work.values = {}  # there may be passwords among them
        work.tidy()
        over = [item for item in self._all if item.state.is_over]
        for item in over[:-KEPT]:
            self._all.remove(item)

    def _tell(self) -> None:
        self.version += 1
        self._changed.notify_all()


def _seen(outcome: Outcome, work: Work) -> Outcome:
    """The same in the words of the page, without the place where dragged files stood."""
    said = said_on_page(outcome, work.job)
    if work.hide is None:
        return said
    lines = [*work.skipped, *(without(line, work.hide) for line in said.lines)]
    return replace(said, lines=lines, failed=said.failed or bool(work.skipped))


def without(line: str, hide: Path) -> str:
    """A line in which files are called as they were dragged in."""
    start = re.escape(str(hide)) + r"[/\\]\d+[/\\]"
    return re.sub(start, "", line)
