"""Starting and stopping: a port of our own, a start file for the browser, and until when."""

from __future__ import annotations

import html
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from nhnorm_xlsx import __version__, interruption
from nhnorm_xlsx.errors import NhnormError, StorageError, UsageError, why
from nhnorm_xlsx.fault_log import note_fault
from nhnorm_xlsx.scherm.guards import ADDRESS, Session
from nhnorm_xlsx.texts import entering
from nhnorm_xlsx.texts import scherm as texts

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

    from nhnorm_xlsx.scherm.desk import Desk

START_FILE: Final = "open-het-scherm.html"
# A tab that is closed says so, and a reload comes back at once; a tab that sleeps asks once a
# minute.
AFTER_LEAVING: Final = 150.0
# A laptop that was shut, a browser that broke down: nobody said so.
AFTER_SILENCE: Final = 4 * 3600.0
# So long a job that is cancelled may take to put everything in its place.
_PATIENCE: Final = 20.0
_THREADS: Final = 8
_TICK: Final = 0.3


def start(folder: Path, say: Callable[..., None], *, wait: bool) -> bool:
    """Serve the page of this folder; what goes wrong is said, and stays on the screen.

    `say` shows a line, with `err` as a complaint. With `wait` the window always waits for Enter,
    else only one that was opened for us alone. Gives whether it could be done.
    """
    trouble = ""
    try:
        serve(folder, say)
    except NhnormError as error:
        trouble = str(error)
    except OSError as error:
        trouble = texts.disk(why(error))
    except Exception as error:  # a window that closes at once tells nobody anything
        path = note_fault(error, __version__)
        trouble = texts.own_fault(str(path) if path else "")
    if trouble:
        say(trouble, err=True)
    if wait or (trouble and _own_window()):
        with suppress(EOFError, KeyboardInterrupt, OSError):
            input(entering.PRESS_ENTER)
    return not trouble


def serve(
    folder: Path,
    say: Callable[..., None],
    *,
    browse: Callable[[str], object] = webbrowser.open,
) -> None:
    """Serve the page of the round in this folder until somebody stops it.

    `browse` opens an address in the browser. Raises `UsageError` when the folder or this machine
    does not allow it.
    """
    _go_to(folder)
    from waitress.server import create_server

    from nhnorm_xlsx.scherm.app import create_app
    from nhnorm_xlsx.scherm.desk import Desk
    from nhnorm_xlsx.scherm.receiving import channel_of
    from nhnorm_xlsx.scherm.uploads import MOST_BYTES, Uploads
    from nhnorm_xlsx.scherm.work import Bench
    from nhnorm_xlsx.tasks.round import find_round

    listening = _listening()
    stopped = threading.Event()
    session = Session(listening.getsockname()[1])
    uploads = Uploads()
    bench = Bench(find_round, datetime.now)
    desk = Desk(session, bench, uploads, stopped.set)
    server = create_server(
        create_app(desk),
        sockets=[listening],
        threads=_THREADS,
        ident=None,
        max_request_body_size=MOST_BYTES + 1_000_000,
        clear_untrusted_proxy_headers=True,
    )
    # With one socket it is one server.
    cast("BaseWSGIServer", server).channel_class = channel_of(session)
    closing = threading.Event()
    thread = threading.Thread(
        target=_run, args=(server.run, closing), name="bladzijde", daemon=True
    )
    thread.start()
    try:
        page = _start_file(uploads.folder, session)
        desk.let_in = partial(page.unlink, missing_ok=True)
        for line in entering.listening(session.address, str(page), session.code):
            say(line)
        with suppress(webbrowser.Error, OSError):
            browse(page.as_uri())
        say(_until_stopped(desk, stopped))
    finally:
        if not bench.close(_PATIENCE):
            _end_children()
        closing.set()
        server.close()
        uploads.close()


def _run(work: Callable[[], None], closing: threading.Event) -> None:
    """Serve until the sockets are closed: whoever waits for them then hears that they are gone."""
    try:
        work()
    except (OSError, ValueError):
        if not closing.is_set():
            raise


def _go_to(folder: Path) -> None:
    """Work in this folder, as a command that was given there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.chdir(folder)
    except OSError as error:
        raise UsageError(entering.no_folder(str(folder), why(error))) from error


def _listening() -> socket.socket:
    """A socket on a free port of this machine alone."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # else another program may listen on the same port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        found.bind((ADDRESS, 0))
    except OSError as error:
        found.close()
        raise UsageError(entering.no_port(why(error))) from error
    return found


def _start_file(folder: Path, session: Session) -> Path:
    """A file that only this user can read, which hands the code to the page: once.

    So the code stands in no address and in no list of processes.
    """
    path = folder / START_FILE
    action = html.escape(f"{session.address}start", quote=True)
    content = (
        '<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8">'
        f"<title>{entering.START_PAGE}</title>"
        '<meta name="referrer" content="no-referrer"></head><body>'
        f'<form method="post" action="{action}">'
        f'<input type="hidden" name="code" value="{session.code}">'
        f"<button>{entering.ENTER}</button></form>"
        "<script>document.forms[0].submit()</script></body></html>"
    )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(content)
    except OSError as error:
        raise StorageError(texts.disk(why(error))) from error
    return path


def _until_stopped(desk: Desk, stopped: threading.Event) -> str:
    """Wait until somebody stops it, or nobody looks any more and nothing runs; says which."""
    while not stopped.wait(_TICK):
        if desk.bench.busy:
            desk.seen_at = time.monotonic()
        elif nobody_looks(time.monotonic() - desk.seen_at, left=desk.left):
            return entering.NO_ONE_LOOKS
    # The answer to who pressed the button is still on its way.
    time.sleep(_TICK)
    return entering.ENDED


def nobody_looks(silent: float, *, left: bool) -> bool:
    """Whether nobody looks any more: so many seconds of silence, after a tab was `left` or not."""
    return silent > (AFTER_LEAVING if left else AFTER_SILENCE)


def _end_children() -> None:
    """A job that does not end in time goes, with the processes it started; the data is whole."""
    multiprocessing = sys.modules.get("multiprocessing")
    for child in multiprocessing.active_children() if multiprocessing else ():
        child.kill()


def _own_window() -> bool:
    """Whether Windows opened this console for us alone: it goes when we do."""
    if sys.platform != "win32" or interruption.heard():
        return False
    import ctypes

    # Ourselves, and the small program that pip puts before it; who typed has a shell there too.
    list_ = (ctypes.c_uint * 4)()
    count = ctypes.windll.kernel32.GetConsoleProcessList(list_, 4)
    return 0 < count <= 2 and sys.stdin is not None and sys.stdin.isatty()  # noqa: PLR2004
