"""How much is received, before any address of ours is asked: from a stranger next to nothing.

The server writes what is sent to disk until it is whole. A page elsewhere cannot read what we
answer, but it could fill the disk with what it sends.
"""

from __future__ import annotations

from typing import Final

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from nhnorm_xlsx.scherm.guards import Session

# A form with a code.
MOST_OF_A_STRANGER: Final = 10_000


def channel_of(session: Session) -> type[HTTPChannel]:
    """How connections are read of which only those with our cookie may send much."""
    wary = Adjustments(max_request_body_size=MOST_OF_A_STRANGER)
    known = f"{session.cookie}={session.secret}"

    class Parser(HTTPRequestParser):
        """Knows the browser that was let in by what stands above the body."""

        def parse_header(self, header_plus: bytes) -> None:
            """Read what stands above the body, and settle how large that may be."""
            super().parse_header(header_plus)
            if known not in self.headers.get("COOKIE", ""):
                self.adj = wary

    class Channel(HTTPChannel):
        """A connection that is read so."""

        parser_class = Parser

    return Channel
