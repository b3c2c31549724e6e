"""Links in sentences: who reads of a tab or a job of the page can go there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup, escape

from nhnorm_xlsx.scherm.jobs import JOBS
from nhnorm_xlsx.texts import scherm as texts

_TAB_BY_NAME: Final = {name: key for key, name in texts.TABS.items()}
_JOB_BY_TITLE: Final = {(job.title, job.tab): job for job in JOBS if job.shown}
_NAMES: Final = "|".join(map(re.escape, sorted(_TAB_BY_NAME, key=len, reverse=True)))
# A job and where it stands, or a tab by itself.
_PLACE: Final = re.compile(rf"'(?P<job>[^']+)' \(op het tabblad (?P<at>{_NAMES})\)"
                           rf"|het tabblad (?P<tab>{_NAMES})\b")  # fmt: skip
_BUTTON: Final = Markup(
    '<button type="button" class="ga-naar als-link" data-tab="{tab}" data-taak="{job}">{name}'
    "</button>"
)


def with_links(line: str) -> Markup:
    """The line, in which every tab and every job that it names is a button that leads there."""
    return Markup("").join(_parts(line))


def _parts(line: str) -> Iterator[Markup]:
    end = 0
    for found in _PLACE.finditer(line):
        key = _TAB_BY_NAME[found["at"] or found["tab"]]
        job = _JOB_BY_TITLE.get((found["job"] or "", key))
        name = found["job"] if job else found["at"] or found["tab"]
        at = found.start("job") - 1 if job else found.start("at" if found["at"] else "tab")
        yield escape(line[end:at])
        yield _BUTTON.format(tab=key, job=job.name if job else "", name=name)
        end = found.end("job") + 1 if job else found.end("at" if found["at"] else "tab")
    yield escape(line[end:])
