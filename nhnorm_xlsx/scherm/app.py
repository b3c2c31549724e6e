"""The addresses of the page. Each says what is asked in terms of the other modules, and no more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, Final
from urllib.parse import unquote

from flask import Blueprint, Flask, Response, abort, jsonify, make_response, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from nhnorm_xlsx import style
from nhnorm_xlsx.errors import NhnormError, UsageError
from nhnorm_xlsx.scherm import guards, results, uploads, view
from nhnorm_xlsx.scherm.jobs import JOB_BY_NAME, JOBS
from nhnorm_xlsx.scherm.jobs.model import FieldKind, Files, Job
from nhnorm_xlsx.scherm.jobs.reading import values_of
from nhnorm_xlsx.scherm.work import Bench, Work
from nhnorm_xlsx.texts import scherm as texts

_FOLDER: Final = Path(__file__).parent
_LOOK: Final = _FOLDER.parent / "compare" / "writer" / "page" / "css"
_COLOURS: Final = "colours.css"
# The look is that of the comparison: these are its own style sheets, then ours.
STYLES: Final = {
    **{f"{name}.css": _LOOK / f"{name}.css" for name in ("base", "head", "lists")},
    **{f"{name}.css": _FOLDER / "css" / f"{name}.css" for name in ("page", "jobs", "small")},
}
SCRIPTS: Final = {
    f"{name}.js": _FOLDER / "js" / f"{name}.js"
    for name in ("core", "tabs", "drop", "forms", "decide", "work", "start")
}
# Windows says what a `.js` is from its registry, and is often wrong; here nobody is asked.
_CSS: Final = "text/css; charset=utf-8"
_SCRIPT: Final = "text/javascript; charset=utf-8"
# What is filled in on a form; files come by another way.
_MOST_FORM: Final = 2_000_000
_SERVER_ERROR: Final = 500


@dataclass
class Desk:
    """What all addresses share: the session, the work, what was dragged in, and who looks.

    `stop` ends the program, `opener` opens a file with a program of this machine.
    """

    session: guards.Session
    bench: Bench
    uploads: uploads.Uploads
    stop: Callable[[], None]
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

    def glance(self) -> view.Glance:
        """The round at a glance: read one at a time, and while a job writes as it was before."""
        if self._glance is not None and self.bench.busy:
            return self._glance
        if not self._reading.acquire(blocking=self._glance is None):
            return self._glance or view.Glance(trouble=texts.READING)
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


def create_app(desk: Desk) -> Flask:
    """The application: guards first, then the addresses."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = uploads.MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = _MOST_FORM
    app.jinja_env.autoescape = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {"words": texts, "style": style, "kinds": FieldKind, "files": Files}
    app.before_request(partial(_guard, desk))
    app.after_request(partial(_finish, desk))
    app.register_error_handler(NhnormError, _complaint)
    app.register_error_handler(HTTPException, _refusal)
    place = Blueprint("plaats", __name__, url_prefix=desk.session.path.rstrip("/"))
    _look(place, desk)
    _change(place, desk)
    app.register_blueprint(place)
    return app


# --- guards -------------------------------------------------------------------------------


def _guard(desk: Desk) -> Response | None:
    """Every request passes here, in this order: host, place, cookie, and for a change more."""
    session, headers = desk.session, request.headers
    if headers.get("Host", "") != session.host:
        abort(403)
    if request.method not in ("GET", "HEAD", "POST"):
        abort(405)
    if not request.path.startswith(session.path):
        abort(404)
    inside = request.path.removeprefix(session.path)
    if inside == "start" and request.method == "POST":
        return None  # the code itself is the proof
    known = session.knows(request.cookies.get(session.cookie, ""))
    if not known or not session.is_ours(headers):
        if inside == "" and request.method == "GET":
            return make_response(render_template("entry.html.j2", wrong=""), 403)
        abort(403)
    if request.method == "POST" and not session.may_change(headers):
        abort(403)
    desk.seen_at, desk.left = monotonic(), False
    return None


def _finish(desk: Desk, response: Response) -> Response:  # noqa: ARG001 - one form for both
    for name, value in guards.HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _complaint(error: NhnormError) -> tuple[Response, int]:
    return jsonify(fout=str(error)), 400


def _refusal(error: HTTPException) -> tuple[Response, int]:
    code = error.code or _SERVER_ERROR
    said = {403: texts.REFUSED, 413: texts.TOO_LARGE, _SERVER_ERROR: texts.own_fault("")}
    return jsonify(fout=said.get(code, texts.NOT_FOUND)), code


# --- looking ------------------------------------------------------------------------------


def _look(place: Blueprint, desk: Desk) -> None:
    @place.get("/")
    def page() -> str:
        now = view.round_now()
        # With settings that cannot be read there is nothing to choose from, but a page.
        return render_template(
            "page.html.j2",
            jobs=[job for job in JOBS if job.shown and job.starts_round != now.begun],
            choices=view.choices(now.round),
            begun=now.begun,
            trouble=now.trouble,
            folder=str(Path.cwd()),
            token=desk.session.token,
            styles=(_COLOURS, *STYLES),
            scripts=SCRIPTS,
        )

    @place.get("/eigen/<name>")
    def own(name: str) -> Response:
        if name == _COLOURS:
            return Response(render_template(f"{_COLOURS}.j2"), content_type=_CSS)
        path = {**STYLES, **SCRIPTS}.get(name)
        if path is None:
            abort(404)
        return Response(path.read_bytes(), content_type=_CSS if name in STYLES else _SCRIPT)

    @place.get("/deel/stand")
    def standing() -> str:
        return render_template("standing.html.j2", glance=desk.glance())

    @place.get("/deel/werk")
    def work() -> str:
        here = view.round_now().round
        return render_template(
            "work.html.j2", all=desk.bench.all(), made=partial(_links, here), results=results
        )

    @place.get("/deel/beslissen")
    def deciding() -> str:
        here = view.round_now().round
        busy = desk.bench.busy
        found = view.Files(trouble=texts.BUSY_NOW) if busy else view.files_to_decide(here)
        return render_template("deciding.html.j2", found=found, choices=view.choices(here))

    @place.get("/deel/bestanden")
    def shelves() -> str:
        now = view.round_now()
        return render_template("shelves.html.j2", shelves=results.shelves(now.round))

    @place.get("/werk.json")
    def state() -> Response:
        running = [item for item in desk.bench.all() if not item.state.is_over]
        return jsonify(versie=desk.bench.version, bezig=[_told(item) for item in running])

    @place.get("/bestand/<path:address>")
    def file(address: str) -> Response:
        path = results.find(view.round_now().round, address)
        kind = results.TYPES[path.suffix.lower()]
        response = Response(path.read_bytes(), content_type=kind)
        if "bekijk" in request.args and path.suffix.lower() == results.PAGE:
            response.headers["Content-Security-Policy"] = guards.SANDBOX
        else:
            response.headers.set("Content-Disposition", "attachment", filename=path.name)
        return response


def _told(work: Work) -> dict[str, Any]:
    return {
        "id": work.id,
        "stand": work.state.value,
        "naam": work.job.title,
        "stap": work.label,
        "klaar": work.done,
        "totaal": work.total,
    }


def _links(here: view.Round, path: Path) -> results.Made | None:
    """How a file that was made is reached from the page; None when it cannot be."""
    try:
        address = results.address(here, path)
        results.find(here, address, folders=True)
    except (NhnormError, ValueError):
        return None
    return results.made(here, path)


# --- changing -----------------------------------------------------------------------------


def _change(place: Blueprint, desk: Desk) -> None:
    @place.post("/start")
    def let_in() -> Response:
        if not desk.session.let_in(request.form.get("code", "").strip()):
            return make_response(render_template("entry.html.j2", wrong=texts.WRONG_CODE), 403)
        session = desk.session
        # A page, and no redirect: only what our own page asks brings the cookie along.
        response = make_response(render_template("let_in.html.j2"))
        response.set_cookie(
            session.cookie, session.secret, path=session.path, httponly=True, samesite="Strict"
        )
        return response

    @place.post("/aanbod")
    def offer() -> Response:
        return jsonify(id=desk.uploads.begin().id)

    @place.post("/aanbod/<id_>/<int:number>")
    def take(id_: str, number: int) -> Response:
        name = unquote(request.headers.get("X-Naam", ""))
        size = request.content_length
        if size is None:
            abort(411)
        saved = _seconds(request.headers.get("X-Tijd", ""))
        desk.uploads.take(id_, number, name, request.stream, size=size, saved=saved)
        return jsonify(goed=True)

    @place.post("/werk")
    def ask() -> Response:
        return jsonify(id=_put(desk, _json()).id)

    @place.post("/werk/<id_>/afbreken")
    def cancel(id_: str) -> Response:
        desk.bench.cancel(id_)
        return jsonify(goed=True)

    @place.post("/werk/<id_>/antwoord")
    def answer(id_: str) -> Response:
        desk.bench.answer(id_, yes=_json().get("ja") is True)
        return jsonify(goed=True)

    @place.post("/open")
    def open_() -> Response:
        here = view.round_now().round
        path = results.find(here, str(_json().get("pad", "")), folders=True)
        results.open_here(path, desk.opener)
        return jsonify(goed=True)

    @place.post("/weg")
    def gone() -> Response:
        desk.left = True
        return jsonify(goed=True)

    @place.post("/stoppen")
    def stop() -> Response:
        desk.stop()
        return jsonify(zin=texts.STOPPED)


def _seconds(milliseconds: str) -> float:
    """When a file was saved, as a browser says it; 0 when it does not."""
    try:
        return int(milliseconds) / 1000
    except ValueError:
        return 0.0


def _json() -> dict[str, Any]:
    if (request.content_length or 0) > _MOST_FORM:
        abort(413)
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        raise UsageError(texts.NOT_UNDERSTOOD)
    return found


def _put(desk: Desk, given: dict[str, Any]) -> Work:
    """Put what was asked on the bench. Raises `UsageError`."""
    job = _job(given)
    values = values_of(job, given.get("waarden", {}))
    batch_id = given.get("aanbod")
    if job.files is Files.MUST and not batch_id:
        raise UsageError(texts.GIVE_FILES)
    if job.files is Files.NO or not batch_id:
        return desk.bench.put(Work(job, values, (), lambda: None))
    batch = desk.uploads.claim(str(batch_id))
    try:
        if not batch.paths:
            raise UsageError(texts.GIVE_FILES)
        tidy = partial(desk.uploads.drop, batch)
        return desk.bench.put(Work(job, values, batch.paths, tidy, hide=batch.folder))
    except UsageError:
        desk.uploads.drop(batch)
        raise


def _job(given: dict[str, Any]) -> Job:
    job = JOB_BY_NAME.get(str(given.get("taak", "")))
    if job is None:
        raise UsageError(texts.NOT_UNDERSTOOD)
    return job
