"""The addresses with which something is asked of the program: only from our own page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from urllib.parse import unquote

from flask import Response, abort, jsonify, request

from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.scherm import outside, results, view
from nhnorm_xlsx.scherm.desk import Desk
from nhnorm_xlsx.scherm.jobs import JOB_BY_NAME
from nhnorm_xlsx.scherm.jobs.model import Job, Takes
from nhnorm_xlsx.scherm.jobs.reading import values_of
from nhnorm_xlsx.scherm.work import Work
from nhnorm_xlsx.texts import scherm as texts
from nhnorm_xlsx.texts.entering import WRONG_CODE

# What is filled in on a form; files come by another way.
MOST_FORM: Final = 2_000_000
_MOST_CODE: Final = 1_000
# Sentences about files that did not come along.
_MOST_SKIPPED: Final = 100
_DONE: Final = {"goed": True}


def let_in(desk: Desk) -> Response:
    """Let a browser in that knows the code of this start, and give it its cookie."""
    if (request.content_length or 0) > _MOST_CODE:
        abort(413)
    if not desk.session.let_in(request.form.get("code", "").strip()):
        return outside.page("entry.html.j2", 403, wrong=WRONG_CODE)
    session = desk.session
    desk.let_in()
    # A page, and no redirect: only what our own page asks brings the cookie along.
    response = outside.page("let_in.html.j2", 200)
    response.set_cookie(
        session.cookie, session.secret, path=session.path, httponly=True, samesite="Strict"
    )
    return response


def offer(desk: Desk) -> Response:
    """Begin a batch of files that are dragged in."""
    return jsonify(id=desk.uploads.begin().id)


def take(desk: Desk, batch: str, number: int) -> Response:
    """Take one file of a batch; its name and when it was saved stand in headers."""
    name, size = unquote(request.headers.get("X-Naam", "")), request.content_length
    if size is None:
        abort(411)
    saved = _seconds(request.headers.get("X-Tijd", ""))
    desk.uploads.take(batch, number, name, request.stream, size=size, saved=saved)
    return jsonify(_DONE)


def ask(desk: Desk) -> Response:
    """Put a job on the bench, with what was filled in and dragged in."""
    given = _given()
    job = _job(given)
    values = values_of(job.asks(view.round_now().round), given.get("waarden", {}))
    batch, skipped = given.get("aanbod"), _sentences(given.get("overgeslagen", []))
    if job.files is Takes.MUST and not batch:
        raise UsageError(texts.GIVE_FILES)
    if job.files is Takes.NO or not batch:
        work = desk.bench.put(Work(job, values, (), lambda: None))
    else:
        work = _with_files(desk, job, values, str(batch), skipped)
    return jsonify(id=work.id)


def _sentences(given: object) -> tuple[str, ...]:
    """What the page said of files that could not come along."""
    listed = given if isinstance(given, list) else []
    return tuple(str(item)[:_MOST_CODE] for item in listed[:_MOST_SKIPPED])


def _with_files(
    desk: Desk, job: Job, values: dict[str, Any], id_: str, skipped: tuple[str, ...]
) -> Work:
    batch = desk.uploads.claim(id_)
    tidy = partial(desk.uploads.drop, batch)
    try:
        if not batch.paths:
            raise UsageError(texts.GIVE_FILES)
        return desk.bench.put(
            Work(job, values, batch.paths, tidy, hide=batch.folder, skipped=skipped)
        )
    except UsageError:
        tidy()
        raise


def cancel(desk: Desk, work: str) -> Response:
    """Cancel this piece of work, and no other."""
    desk.bench.cancel(work)
    return jsonify(_DONE)


def answer(desk: Desk, work: str) -> Response:
    """Answer what a piece of work asks."""
    desk.bench.answer(work, yes=_given().get("ja") is True)
    return jsonify(_DONE)


def open_(desk: Desk) -> Response:
    """Open a file or folder of the round with a program of this machine."""
    here = view.round_now().round
    path = results.find(here, str(_given().get("pad", "")), folders=True)
    results.open_here(path, desk.opener)
    return jsonify(_DONE)


def gone(desk: Desk) -> Response:
    """A tab was closed, or is loaded anew."""
    desk.left = True
    return jsonify(_DONE)


def stop(desk: Desk) -> Response:
    """End the program."""
    desk.stop()
    return jsonify(zin=texts.STOPPED)


def _seconds(milliseconds: str) -> float:
    """When a file was saved, as a browser says it; 0 when it does not."""
    try:
        return int(milliseconds) / 1000
    except ValueError:
        return 0.0


def _given() -> dict[str, Any]:
    if (request.content_length or 0) > MOST_FORM:
        abort(413)
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        raise UsageError(texts.NOT_UNDERSTOOD)
    return found


def _job(given: dict[str, Any]) -> Job:
    job = JOB_BY_NAME.get(str(given.get("taak", "")))
    if job is None:
        raise UsageError(texts.NOT_UNDERSTOOD)
    return job


ROUTES: Final[tuple[tuple[str, Callable[..., Any]], ...]] = (
    ("/start", let_in),
    ("/aanbod", offer),
    ("/aanbod/<batch>/<int:number>", take),
    ("/werk", ask),
    ("/werk/<work>/afbreken", cancel),
    ("/werk/<work>/antwoord", answer),
    ("/open", open_),
    ("/weg", gone),
    ("/stoppen", stop),
)
