"""Who may talk to the page: every guard, in the order in which they stand.

The page is on this machine only, but every program and every web page that runs here can send
it something. So a request must name us as its host, come from our own page, and bring a secret
that only the browser has that was let in.

- Host: a page elsewhere that lets its own name point to this machine is refused (DNS rebinding).
- Place: all addresses begin with a part that differs at each start, and so does the cookie: it
  is not sent to another program on another port, and an old tab finds no one.
- Cookie: given for a code that is used once. HttpOnly, SameSite=Strict.
- Changes: besides from our own origin, and with a token that only the page itself can read.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ADDRESS: Final = "127.0.0.1"
TOKEN_HEADER: Final = "X-Nhnorm-Token"  # noqa: S105 - the name of a header
# Letters and digits that nobody takes for another; 16 of them are 78 bits.
_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE_LENGTH: Final = 16
# Who guesses wrong so often does not know it.
MOST_TRIES: Final = 10
# What a browser says of where a request came from, when it was our own page or the user.
_OWN_SITES: Final = ("same-origin", "none")

# No page of ours runs, shows or asks anything that is not ours.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A comparison that is looked at: its own script and style are in it, and it gets an origin of
# its own, so that it can never ask us anything.
SANDBOX: Final = (
    "sandbox allow-scripts allow-downloads; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


@dataclass
class Session:
    """The secrets of one start. `port` is where we listen."""

    port: int
    place: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    code: str = field(
        default_factory=lambda: "".join(secrets.choice(_SIGNS) for _ in range(_CODE_LENGTH))
    )
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _tries: int = 0
    _used: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def host(self) -> str:
        """What every request must call us."""
        return f"{ADDRESS}:{self.port}"

    @property
    def origin(self) -> str:
        """Where our page comes from."""
        return f"http://{self.host}"

    @property
    def path(self) -> str:
        """With what every address of ours begins."""
        return f"/{self.place}/"

    @property
    def address(self) -> str:
        """The address of the page; without a secret in it."""
        return f"{self.origin}{self.path}"

    @property
    def cookie(self) -> str:
        """The name of our cookie: cookies do not know of ports."""
        return f"nhnorm-{self.port}"

    def let_in(self, code: str) -> bool:
        """Whether this is the code of this start; it serves once."""
        with self._lock:
            if self._used or self._tries >= MOST_TRIES:
                return False
            right = hmac.compare_digest(code.encode(), self.code.encode())
            self._tries += not right
            self._used = right
            return right

    def knows(self, secret: str) -> bool:
        """Whether this browser was let in."""
        return hmac.compare_digest(secret.encode(), self.secret.encode())

    def is_ours(self, headers: Mapping[str, str]) -> bool:
        """Whether a request comes from our own page, or was typed by the user."""
        return headers.get("Sec-Fetch-Site", "none") in _OWN_SITES

    def may_change(self, headers: Mapping[str, str]) -> bool:
        """Whether a change comes from our own page: its origin, and the token it carries."""
        token = headers.get(TOKEN_HEADER, "")
        return (
            headers.get("Origin", "") == self.origin
            and headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
            and hmac.compare_digest(token.encode(), self.token.encode())
        )
