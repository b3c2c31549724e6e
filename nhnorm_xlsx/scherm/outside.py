"""The pages of who is not let in (yet): they bring their look along, as nothing else is theirs."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Final

from flask import Response, make_response, render_template

from nhnorm_xlsx.scherm import guards
from nhnorm_xlsx.texts import entering

_STYLE: Final = Path(__file__).parent / "css" / "outside.css"


def page(template: str, status: int, **more: str) -> Response:
    """One of these pages; only the style that stands in it may be used."""
    style = render_template("colours.css.j2") + _STYLE.read_text(encoding="utf-8")
    made = make_response(render_template(template, look=style, says=entering, **more), status)
    made.headers["Content-Security-Policy"] = _policy(style)
    return made


def _policy(style: str) -> str:
    mark = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return guards.POLICY.replace("style-src 'self'", f"style-src 'sha256-{mark}'")
