"""Does work on files from outside in processes of their own, so that a crash is a finding.

A parser may abort its process, never end, or take all memory. Each file gets a limited
time and, on systems that can limit it, limited memory; the other files go on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TooLateError
from contextlib import suppress
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from nhnorm_xlsx import __version__, interruption
from nhnorm_xlsx.fault_log import note_fault
from nhnorm_xlsx.intake import limits
from nhnorm_xlsx.intake.raw import UnreadableError

MAX_WORKERS = 4
# The detail of a problem that no reader gave a name.
UNFORESEEN = "door een oorzaak die dit programma niet kent"

Job = TypeVar("Job")
Result = TypeVar("Result")


def in_isolation(
    work: Callable[[Job], Result], jobs: Iterable[Job]
) -> Iterator[Result | UnreadableError]:
    """For each job, in order, what `work` gave or the reason why it could not be done."""
    waiting = list(jobs)
    if not waiting:
        return
    workers = max(1, min(MAX_WORKERS, os.cpu_count() or 1, len(waiting)))
    processes = _FreshProcesses()
    pool = ProcessPool(max_workers=workers, initializer=_prepare_worker, context=processes)
    try:
        futures = [
            pool.schedule(_do, args=[work, job], timeout=limits.MAX_SECONDS) for job in waiting
        ]
        for future in futures:
            yield _result(future)
    except BaseException:  # Ctrl-C, or nobody wants the rest
        pool.stop()  # type: ignore[no-untyped-call]
        processes.kill()
        raise
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


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


def _do(work: Callable[[Job], Result], job: Job) -> Result | UnreadableError:
    try:
        return work(job)
    except UnreadableError as error:
        return error
    except MemoryError:
        return UnreadableError("te_groot", "te weinig geheugen")


def _result(future: ProcessFuture[Result | UnreadableError]) -> Result | UnreadableError:
    try:
        result = future.result()
    except TooLateError:
        return UnreadableError("te_groot", f"lezen duurde langer dan {limits.MAX_SECONDS:.0f} s")
    except ProcessExpired:
        return UnreadableError("lezer_gestopt")
    except Exception as error:  # whatever a parser raises is a finding
        note_fault(error, __version__)
        return UnreadableError("beschadigd", UNFORESEEN)
    return result


def _prepare_worker() -> None:
    interruption.ignore()
    # A parser that breaks down writes its last words to the screen; the user gets a finding.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    _limit_memory()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds.
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.MAX_MEMORY_BYTES, limits.MAX_MEMORY_BYTES))
