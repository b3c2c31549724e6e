"""The application: the guards, in a fixed order, then the addresses."""

from __future__ import annotations

from functools import partial
from typing import Final

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    jsonify,
    request,
)
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from nhnorm_xlsx import __version__, style
from nhnorm_xlsx.errors import NhnormError, why
from nhnorm_xlsx.fault_log import note_fault
from nhnorm_xlsx.scherm import changing, guards, looking, outside, uploads
from nhnorm_xlsx.scherm.desk import Desk
from nhnorm_xlsx.scherm.jobs.model import ControlKind, Takes
from nhnorm_xlsx.scherm.jobs.wording import on_page
from nhnorm_xlsx.scherm.leading import with_links
from nhnorm_xlsx.texts import scherm as texts

_FORBIDDEN: Final = 403
_TOO_LARGE: Final = 413
# With more on a page a browser becomes slow; what asks for attention comes first.
_MOST_ROWS: Final = 500
# Beside the work stand so many; all are on the tab.
_MOST_NAMED: Final = 8
# Of one file so many of its findings, where there are more than the number above.
_FIRST_FOUND: Final = 4
_START: Final = "start"
_LEAVING: Final = "weg"


def create_app(desk: Desk) -> Flask:
    """The application of one start."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = uploads.MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = changing.MOST_FORM
    app.url_map.merge_slashes = False  # an address is an address, and nothing sends elsewhere
    _templates(app, desk)
    app.before_request(partial(_guard, desk))
    app.after_request(_finish)
    app.register_error_handler(NhnormError, _complaint)
    app.register_error_handler(HTTPException, _refusal)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(Exception, _own_fault)
    place = Blueprint("plaats", __name__, url_prefix=desk.session.path.rstrip("/"))
    for routes, method in ((looking.ROUTES, "GET"), (changing.ROUTES, "POST")):
        for rule, function in routes:
            place.add_url_rule(
                rule, function.__name__, partial(function, desk), methods=[method],
                provide_automatic_options=False,
            )  # fmt: skip
    app.register_blueprint(place)
    return app


def _templates(app: Flask, desk: Desk) -> None:
    """Everything that is filled in is escaped: by its own rule Flask would not, for these names."""
    app.jinja_env.autoescape = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    own = {"words": texts, "style": style, "place": desk.session.path, "most": _MOST_ROWS}
    own |= {"few": _MOST_NAMED, "some": _FIRST_FOUND}
    app.jinja_env.filters["with_links"] = with_links
    app.jinja_env.globals |= {**own, "kinds": ControlKind, "files": Takes}


def _guard(desk: Desk) -> Response | None:
    """Every request passes here, in this order: host, place, cookie, site; a change also more."""
    session, headers = desk.session, dict(request.headers)
    if headers.get("Host", "") != session.host:
        abort(_FORBIDDEN)
    if not request.path.startswith(session.path):
        return outside.page("gone.html.j2", 404)
    inside = request.path.removeprefix(session.path)
    if inside == _START and request.method == "POST":
        return None  # the code itself is the proof
    known = session.knows(request.cookies.get(session.cookie, ""))
    if not (known and session.is_ours(headers)):
        if inside == "" and request.method == "GET":
            return outside.page("entry.html.j2", _FORBIDDEN, wrong="")
        abort(_FORBIDDEN)
    if request.method == "POST" and not session.may_change(headers):
        abort(_FORBIDDEN)
    if inside != _LEAVING:
        desk.looked()
    return None


def _finish(response: Response) -> Response:
    for name, value in guards.HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _complaint(error: NhnormError) -> tuple[Response, int]:
    return jsonify(fout=on_page(str(error))), 400


def _refusal(error: HTTPException) -> tuple[Response, int]:
    said = {_FORBIDDEN: texts.REFUSED, _TOO_LARGE: texts.TOO_LARGE}
    code = error.code or 500
    return jsonify(fout=said.get(code, texts.NOT_FOUND)), code


def _disk(error: OSError) -> tuple[Response, int]:
    return jsonify(fout=texts.disk(why(error))), 500


def _own_fault(error: Exception) -> tuple[Response, int]:
    path = note_fault(error, __version__)
    return jsonify(fout=texts.own_fault(str(path) if path else "")), 500
