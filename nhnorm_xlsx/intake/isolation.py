"""Does work on files from outside in processes of their own, so that a crash is a finding.

A parser may abort its process, never end, or take all memory. Each file gets limited time and
memory; the other files go on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TooLateError
from functools import partial
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessFuture

from nhnorm_xlsx import __version__, processes
from nhnorm_xlsx.fault_log import note_fault
from nhnorm_xlsx.intake import limits, memory
from nhnorm_xlsx.intake.raw import UnreadableError

# The detail of a problem that no reader gave a name.
UNFORESEEN = "door een oorzaak die dit programma niet kent"

Job = TypeVar("Job")
Result = TypeVar("Result")


def in_isolation(
    work: Callable[[Job], Result], jobs: Iterable[Job]
) -> Iterator[Result | UnreadableError]:
    """For each job, in order, what `work` gave or the reason why it could not be done.

    What `work` carries along goes to each process once, not with every job.
    """
    waiting = list(jobs)
    if not waiting:
        return
    yield from processes.in_processes(
        _do,
        waiting,
        _result,
        workers=processes.workers_for(len(waiting)),
        prepare=partial(_prepare_worker, work),
        seconds=limits.MAX_SECONDS,
    )


# What this process, which does nothing else, is there for.
_work: Callable[[Any], Any] | None = None


def _do(job: Job) -> object:
    if _work is None:
        raise RuntimeError("not prepared")
    try:
        return _work(job)
    except UnreadableError as error:
        return error
    except MemoryError:
        pass
    # Only here is what took the memory let go of.
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


def _prepare_worker(work: Callable[[Any], Any]) -> None:
    global _work  # noqa: PLW0603 - set once, before the first job
    _work = work
    processes.settle_in()
    # A parser that breaks down writes its last words to the screen; the user gets a finding.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    memory.limit(limits.MAX_MEMORY_BYTES)
