"""What all addresses of the page share."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from time import monotonic

from nhnorm_xlsx.scherm import view
from nhnorm_xlsx.scherm.guards import Session
from nhnorm_xlsx.scherm.uploads import Uploads
from nhnorm_xlsx.scherm.work import Bench
from nhnorm_xlsx.texts import scherm as texts


@dataclass
class Desk:
    """The session, the work, what was dragged in, and when somebody looked last.

    `stop` ends the program, `let_in` is called when a browser was let in, `opener` opens a file
    with a program of this machine (None: as this system does that).
    """

    session: Session
    bench: Bench
    uploads: Uploads
    stop: Callable[[], None]
    let_in: Callable[[], object] = lambda: None
    opener: Callable[[Path], object] | None = None
    clock: Callable[[], datetime] = datetime.now
    seen_at: float = field(default_factory=monotonic)
    left: bool = False
    _reading: threading.Lock = field(default_factory=threading.Lock)
    _glance: view.Glance | None = None

    @property
    def today(self) -> date:
        """The day on the user's own calendar."""
        return self.clock().date()

    def looked(self) -> None:
        """Somebody looks."""
        self.seen_at, self.left = monotonic(), False

    def glance(self) -> view.Glance:
        """The round at a glance: read one at a time, and while a job writes as it was before."""
        if self._glance is not None and self.bench.busy:
            return self._glance
        if not self._reading.acquire(blocking=False):
            return self._glance or view.Glance(notice=texts.READING, reading=True)
        try:
            now = view.round_now()
            self._glance = (
                view.Glance(trouble=now.trouble)
                if now.trouble
                else view.glance(now.round, self.today)
            )
        finally:
            self._reading.release()
        return self._glance
