"""What the tasks say names commands and options; here these are called as they are on the page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from nhnorm_xlsx.scherm.jobs import JOBS
from nhnorm_xlsx.scherm.jobs.model import ControlKind, FileSaid, Job, Outcome
from nhnorm_xlsx.texts import scherm as texts

_PLACES: Final = {
    "status": texts.on_tab(texts.TABS["stand"]),
    **{job.command: texts.job_on_tab(job.title, texts.TABS[job.tab]) for job in JOBS if job.shown},
}
# The longest first: `mail correcties` is not `mail`.
_WORDS: Final = "|".join(re.escape(word) for word in sorted(_PLACES, key=len, reverse=True))
# Where it goes is settled here: the folder of the round.
_COMMAND: Final = re.compile(
    rf"'?nhnorm ({_WORDS})\b(?: (?:NAAM|PAD))*(?: --uit \S+)?( --(?!uit)[a-z]+)?'?"
)
_OPTION: Final = re.compile(r"--([a-z]+)\b")


def on_page(line: str, job: Job | None = None) -> str:
    """A line as it is said on the page, of this job where it matters."""
    options = _options(job)

    def command(found: re.Match[str]) -> str:
        asked = (found[2] or "").strip(" -")
        return _PLACES[found[1]] + (texts.and_option(options.get(asked, asked)) if asked else "")

    def option(found: re.Match[str]) -> str:
        return options.get(found[1], found[0])

    return _OPTION.sub(option, _COMMAND.sub(command, line))


def said_on_page(outcome: Outcome, job: Job) -> Outcome:
    """The same for all that a job came to."""
    files = tuple(_file(item, job) for item in outcome.files)
    return replace(outcome, lines=[on_page(line, job) for line in outcome.lines], files=files)


def _file(item: FileSaid, job: Job) -> FileSaid:
    found = tuple((severity, on_page(text, job)) for severity, text in item.found)
    return replace(item, line=on_page(item.line, job), found=found)


def _options(job: Job | None) -> dict[str, str]:
    """How each option is called; what the page does not ask keeps its name."""
    asked = [
        control for each in (*reversed(JOBS), *([job] if job else [])) for control in each.fields
    ]
    return {
        control.key: (
            texts.tick(control.label) if control.kind is ControlKind.CHECK else f"'{control.label}'"
        )
        for control in asked
    }
