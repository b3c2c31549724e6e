"""Work in processes of their own: fresh ones, deaf to Ctrl-C, gone when nobody wants them.

The same behaviour on every system: each process is a new interpreter that imports what it
needs. Ctrl-C is for this process alone; it ends the others.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import TYPE_CHECKING, Any, TypeVar

from nhnorm_xlsx import interruption, tidying

if TYPE_CHECKING:
    from pebble import ProcessFuture

MAX_WORKERS = 4
# So many jobs per process are handed out before the first has come back.
_AHEAD = 16
# So many seconds pass before it is seen that a process ended, and that nothing is left to do.
_LOOKS_AGAIN = 0.01

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")


def workers_for(jobs: int, worth_one: int = 1) -> int:
    """How many processes to start for so many jobs, when so many of them are worth one."""
    return max(1, min(MAX_WORKERS, os.cpu_count() or 1, jobs // worth_one))


def in_processes(
    work: Callable[[Job], object],
    jobs: Iterable[Job],
    outcome: Callable[[ProcessFuture[Any]], Outcome],
    *,
    workers: int,
    prepare: Callable[[], None] | None = None,
    seconds: float | None = None,
) -> Iterator[Outcome]:
    """For each job, in order, the outcome of what became of `work` on it.

    `prepare` is the first that each process does, else `settle_in`; a job that takes more than
    so many `seconds` is ended. Who asks for no more ends the processes.
    """
    from pebble import CONSTS, ProcessPool  # only here: most commands start no process

    CONSTS.sleep_unit = _LOOKS_AGAIN
    processes = _FreshProcesses()
    pool = ProcessPool(max_workers=workers, initializer=prepare or settle_in, context=processes)
    try:
        # Only some are on their way: what was done and not handed over yet would pile up
        # behind somebody who is slower, with thousands of files more than a machine holds.
        left = iter(jobs)
        waiting: deque[ProcessFuture[Any]] = deque()
        for job in islice(left, _AHEAD * workers):
            waiting.append(pool.schedule(work, args=[job], timeout=seconds))
        while waiting:
            yield outcome(waiting.popleft())
            for job in islice(left, 1):
                waiting.append(pool.schedule(work, args=[job], timeout=seconds))
    except BaseException:  # Ctrl-C, or nobody wants the rest
        pool.stop()  # type: ignore[no-untyped-call]
        processes.kill()
        raise
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def settle_in() -> None:
    """What a process of ours does first."""
    interruption.ignore()
    tidying.seldom()


class _FreshProcess(SpawnProcess):
    """A process that does not hear Ctrl-C, from before its first line: its parent ends it."""

    def start(self) -> None:
        """Start it, and know it before Ctrl-C can come in between."""
        with interruption.postponed():
            super().start()


class _FreshProcesses(SpawnContext):
    """A fresh interpreter on every system: the same behaviour on Windows and Linux."""

    def __init__(self) -> None:
        super().__init__()
        self._started: list[SpawnProcess] = []

    def Process(self, *args: Any, **named: Any) -> SpawnProcess:  # type: ignore[override] # noqa: ANN401, N802
        """A new process; the name and what it takes are those of the library."""
        process = _FreshProcess(*args, **named)
        self._started.append(process)
        return process

    def kill(self) -> None:
        """End all processes at once: one that is half started has no last words."""
        for process in self._started:
            with suppress(ValueError, OSError):  # it is gone already
                if process.is_alive():
                    process.kill()
