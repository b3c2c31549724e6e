"""The addresses with which one looks: the page, its parts, and what was made. Nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from flask import Response, abort, jsonify, render_template, request

from nhnorm_xlsx.errors import NhnormError
from nhnorm_xlsx.scherm import guards, results, view
from nhnorm_xlsx.scherm.desk import Desk
from nhnorm_xlsx.scherm.jobs import JOBS
from nhnorm_xlsx.scherm.jobs.adjusting import ADJUST
from nhnorm_xlsx.scherm.jobs.model import Job
from nhnorm_xlsx.scherm.uploads import MOST_BYTES
from nhnorm_xlsx.scherm.work import Work
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.texts import scherm as texts

_FOLDER: Final = Path(__file__).parent
_COMPARISON: Final = _FOLDER.parent / "compare" / "writer" / "page"
_COLOURS: Final = "colours.css"
# The look is that of the comparison: these are its own style sheets, then ours.
STYLES: Final = {
    **{f"{name}.css": _COMPARISON / "css" / f"{name}.css" for name in ("base", "head", "lists")},
    **{f"{name}.css": _FOLDER / "css" / f"{name}.css" for name in ("page", "jobs", "small")},
}
# The tabs as well behave as those of the comparison.
SCRIPTS: Final = {
    "tabs.js": _COMPARISON / "js" / "tabs.js",
    **{
        f"{name}.js": _FOLDER / "js" / f"{name}.js"
        for name in ("core", "parts", "drop", "forms", "decide", "work", "start")
    },
}
# Windows says what a `.js` is from its registry, and is often wrong; here nobody is asked.
_CSS: Final = "text/css; charset=utf-8"
_SCRIPT: Final = "text/javascript; charset=utf-8"


def _fits(job: Job, now: view.RoundNow) -> bool:
    """Whether a job makes sense here: one begins a round, or goes on with one."""
    return (
        job.now is None
        and (now.unsettled or not job.starts_round)
        and (now.begun or not job.goes_on)
    )


def page(desk: Desk) -> str:
    """The page itself: the tabs, the forms of the jobs, and places for what is fetched."""
    now = view.round_now()
    return render_template(
        "page.html.j2",
        jobs=[job for job in JOBS if job.shown and _fits(job, now)],
        choices=view.choices(now.round),
        begun=now.begun,
        shape=now.shape,
        trouble=now.trouble,
        folder=Path.cwd(),
        token=desk.session.token,
        sayings={**texts.SAYINGS, "most": MOST_BYTES},
        styles=(_COLOURS, *STYLES),
        scripts=SCRIPTS,
    )


def own_file(desk: Desk, name: str) -> Response:  # noqa: ARG001 - one form for all addresses
    """A style sheet or a script of ours."""
    if name == _COLOURS:
        return Response(render_template(f"{_COLOURS}.j2"), content_type=_CSS)
    path = {**STYLES, **SCRIPTS}.get(name)
    if path is None:
        abort(404)
    return Response(path.read_bytes(), content_type=_CSS if name in STYLES else _SCRIPT)


def standing(desk: Desk) -> str:
    """The round at a glance."""
    return render_template("standing.html.j2", glance=desk.glance())


def work(desk: Desk) -> str:
    """What runs, waits and is done."""
    links = partial(_made, view.round_now().round)
    return render_template("work.html.j2", all=desk.bench.all(), made=links)


def taken(desk: Desk) -> str:
    """What became of the files of the last time."""
    last = (item for item in desk.bench.all() if item.outcome.files and item.job.shown)
    return render_template("taken.html.j2", work=next(last, None))


def deciding(desk: Desk) -> str:
    """About which files can be decided."""
    here = view.round_now().round
    found = None if desk.bench.busy else view.files_to_decide(here)
    return render_template("deciding.html.j2", found=found, choices=view.choices(here))


def settings(desk: Desk) -> str:  # noqa: ARG001 - one form for all addresses
    """The form with the settings of the round, as they are now; nothing where there are none."""
    here = view.round_now().round
    job = ADJUST if here.settings else None
    filled = ADJUST.now(here) if job and ADJUST.now else {}
    return render_template(
        "settings.html.j2",
        job=job,
        now=filled,
        fields=ADJUST.asks(here),
        choices=view.Choices(),
    )


def shelves(desk: Desk) -> str:  # noqa: ARG001 - one form for all addresses
    """What was made."""
    return render_template("shelves.html.j2", shelves=results.shelves(view.round_now().round))


def state(desk: Desk) -> Response:
    """Whether anything changed, and how far what runs is: asked about once a second."""
    running = [item for item in desk.bench.all() if not item.state.is_over]
    now = view.round_now()
    told = [_told(item) for item in running]
    return jsonify(
        versie=desk.bench.version, ronde=view.mark(now.round), vorm=now.shape, bezig=told
    )


def _told(item: Work) -> dict[str, Any]:
    return {
        "id": item.id,
        "stand": item.state.value,
        "stap": item.label,
        "klaar": item.done,
        "totaal": item.total,
    }


def result(desk: Desk, address: str) -> Response:  # noqa: ARG001 - one form for all addresses
    """A file that the round made: to keep, or a page to look at, shut in by itself."""
    path = results.find(view.round_now().round, address)
    response = Response(path.read_bytes(), content_type=results.TYPES[path.suffix.lower()])
    if "bekijk" in request.args and path.suffix.lower() == results.PAGE:
        response.headers["Content-Security-Policy"] = guards.SANDBOX
    else:
        response.headers.set("Content-Disposition", "attachment", filename=path.name)
    return response


def _made(here: Round, path: Path) -> results.Made | None:
    """How something that was made is reached from the page; None when it cannot be."""
    try:
        results.find(here, results.address(here, path), folders=True)
    except (NhnormError, ValueError):
        return None
    return results.made(here, path)


ROUTES: Final[tuple[tuple[str, Callable[..., Any]], ...]] = (
    ("/", page),
    ("/eigen/<name>", own_file),
    ("/deel/stand", standing),
    ("/deel/werk", work),
    ("/deel/inlezen", taken),
    ("/deel/ronde", settings),
    ("/deel/beslissen", deciding),
    ("/deel/bestanden", shelves),
    ("/werk.json", state),
    ("/bestand/<path:address>", result),
)
