"""Ctrl-C: one sentence, whatever is going on, and never a traceback.

The first Ctrl-C ends the work in the ordinary way, so that what was begun is tidied up; more
of them during the tidying change nothing, until it takes too long: then everything stops at
once. Either way the data on disk is whole, because it is only ever replaced as a whole.

Imports nothing heavy: it has to be there before anything else is.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SENTENCE = "Afgebroken. Wat er was, is bewaard; geef de opdracht opnieuw."
EXIT_CODE = 2
# Whoever still presses Ctrl-C after this many seconds wants out, tidy or not.
PATIENCE = 5.0


@dataclass
class _State:
    first: float | None = None  # when Ctrl-C was first pressed
    deaf: bool = False  # not now: wait until the block ends
    pending: bool = False
    swallowed: bool = False  # it was raised where Python could do nothing with it


_state = _State()
_MAIN_THREAD = _thread.get_ident()


def listen() -> None:
    """From now on Ctrl-C (and Ctrl-Break on Windows) is handled as described here."""
    signal.signal(signal.SIGINT, _pressed)
    if sys.platform == "win32":
        signal.signal(signal.SIGBREAK, _pressed)
    sys.unraisablehook = _unraisable


def heard() -> bool:
    """Whether Ctrl-C was pressed since `listen`."""
    return _state.first is not None


def ignore() -> None:
    """From now on Ctrl-C does nothing: all that is left is leaving."""
    # When Ctrl-C falls inside an `exec` of some library, Python remembers it, and ends itself
    # with a signal in the place of our exit code. The next `exec` makes it forget.
    exec("", {})  # noqa: S102
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        signal.signal(signal.SIGBREAK, signal.SIG_IGN)


@contextmanager
def postponed() -> Iterator[None]:
    """Ctrl-C waits for this block to end; a process started in it does not hear it at all.

    Ctrl-C in a terminal goes to all processes there. One of ours that is just starting would
    answer with a traceback of its own, before any line of ours can prevent that.
    """
    # Only the main thread ever hears of it.
    in_charge = _thread.get_ident() == _MAIN_THREAD and not _state.deaf
    _state.deaf = _state.deaf or in_charge
    try:
        with _inherited_deafness():
            yield
    finally:
        if in_charge:
            _state.deaf = False
            if _state.pending:
                _state.pending = False
                raise KeyboardInterrupt


@contextmanager
def _inherited_deafness() -> Iterator[None]:
    if sys.platform == "win32":
        import ctypes

        # Inherited by the processes started now, and undone for this one right after.
        set_handler = ctypes.windll.kernel32.SetConsoleCtrlHandler
        set_handler(None, 1)
        try:
            yield
        finally:
            set_handler(None, 0)
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pressed(number: int, frame: object) -> None:  # noqa: ARG001 - what Python hands over
    now = time.monotonic()
    if _state.first is None:
        _state.first = now
        if _state.deaf:
            _state.pending = True
            return
        raise KeyboardInterrupt
    if _state.swallowed and not _state.deaf:
        _state.swallowed = False
        raise KeyboardInterrupt
    if now - _state.first > PATIENCE:
        _leave_at_once()


def _unraisable(problem: sys.UnraisableHookArgs) -> None:
    """Python could not pass this on: a Ctrl-C that fell in the tidying up of an object.

    Then the work would go on as if nothing had happened; so it is raised once more.
    """
    if not isinstance(problem.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(problem)
        return
    _state.swallowed = True
    _thread.start_new_thread(_once_more, ())


def _once_more() -> None:
    time.sleep(0.01)
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:  # this wakes the main thread from its sleep as well
        signal.pthread_kill(_MAIN_THREAD, signal.SIGINT)


def _leave_at_once() -> None:
    multiprocessing = sys.modules.get("multiprocessing")
    if multiprocessing is not None:
        for child in multiprocessing.active_children():
            child.kill()
    os.write(2, f"{SENTENCE}\n".encode())
    os._exit(EXIT_CODE)
