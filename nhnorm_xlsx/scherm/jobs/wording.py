"""What the tasks say names commands and options; here these are called as they are on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from nhnorm_xlsx.scherm.jobs import JOBS
from nhnorm_xlsx.scherm.jobs.model import Control, ControlKind, FileSaid, Job, Outcome
from nhnorm_xlsx.texts import scherm as texts
from nhnorm_xlsx.texts.on_page import PHRASES

_SHOWN: Final = tuple(job for job in JOBS if job.shown)
_BY_COMMAND: Final[Mapping[str, Job]] = {job.command: job for job in reversed(_SHOWN)}
_PLACES: Final = {
    "status": texts.on_tab(texts.TABS["stand"]),
    **{
        word: texts.job_on_tab(job.title, texts.TABS[job.tab])
        for job in _SHOWN
        for word in (job.name, job.command)
    },
}
_PHRASES: Final = tuple(
    (re.compile(pattern), re.sub("<([a-z-]+)>", lambda found: _PLACES[found[1]], said))
    for pattern, said in PHRASES
)
# The longest first: `mail correcties` is not `mail`.
_WORDS: Final = "|".join(
    re.escape(word) for word in sorted({"status", *_BY_COMMAND}, key=len, reverse=True)
)
# What a command is given: names in capitals, codes and days, and options with what they get.
_COMMAND: Final = re.compile(
    rf"'?nhnorm (?P<words>{_WORDS})\b"
    r"(?P<given>(?: (?:[A-Z]{3,}(?:-[A-Z]+)*|[A-Z]{2}\d+|\d{4}-\d\d-\d\d"
    r"|--[a-z]+(?: (?!--|of\b|en\b|op\b|uit\b)[^ ;,.']+)?))*)'?"
)
_GIVEN: Final = re.compile(r"--([a-z]+)(?: ([^ -]\S*))?")
_NO_VALUE: Final = re.compile(r"[A-Z-]+")
# What could be given instead: only said where it can.
_ALTERNATIVE: Final = re.compile(r", of geef --([a-z]+)\b[^.;]*")
# How a sentence asks for an option: with what is said of a box to tick, and of a field.
_ASKED: Final = tuple(
    (re.compile(pattern), tick, field)
    for pattern, tick, field in (
        (
            r"\b(?P<verb>[Gg]eef)(?P<then> dan| dan opnieuw)? --(?P<key>[a-z]+)"
            r"(?P<value> [^ .,;]*\d[^ .,;]*)?",
            "{zet}{then} {name} aan",
            "{vul}{then} bij {name}{value} in",
        ),
        (
            r"\b(?P<verb>[Gg]eef) met --(?P<key>[a-z]+) (?P<what>[^.,;]+?) op\b",
            "{zet} {name} aan",
            "{vul} bij {name} {what} in",
        ),
        (
            r"\b(?P<verb>[Gg]eef) met --(?P<key>[a-z]+) (?P<what>een andere)",
            "{zet} {name} aan",
            "{vul} bij {name} {what}",
        ),
        (
            r"\b(?P<verb>[Zz]eg) met --(?P<key>[a-z]+)",
            "{zet} {name} aan en zeg",
            "{vul} bij {name} in",
        ),
        (
            r"\b(?P<verb>[Kk]ies) met --(?P<key>[a-z]+)",
            "{zet} {name} aan en kies",
            "{verb} bij {name}",
        ),
        (r"\b(?P<verb>[Ll]aat) --(?P<key>[a-z]+) weg", "{zet} {name} uit", "{verb} {name} leeg"),
        (r"\bzonder --(?P<key>[a-z]+)", "zonder {name}", "zonder iets bij {name}"),
        (r"--(?P<key>[a-z]+)", "{name}", "{name}"),
    )
)


def on_page(line: str, job: Job | None = None) -> str:
    """A line as it is said on the page, of this job where it matters."""
    if job:
        line = _ALTERNATIVE.sub(lambda found: found[0] if _asks(job, found[1]) else "", line)
        line = line.replace(texts.COMMAND_AGAIN, texts.press_again(job.button))
    for pattern, said in _PHRASES:
        line = pattern.sub(said, line)
    # After a command to copy stands no full stop; here it is the end of a sentence.
    line = _COMMAND.sub(lambda found: _command(found) + "." * (found.end() == len(line)), line)
    for pattern, tick, field in _ASKED:
        line = pattern.sub(lambda found: _asked(found, tick, field, job), line)  # noqa: B023
    return _labels(line, job)


def _asks(job: Job, key: str) -> bool:
    return any(control.key == key for control in job.fields)


def said_on_page(outcome: Outcome, job: Job) -> Outcome:
    """The same for all that a job came to."""
    files = tuple(_file(item, job) for item in outcome.files)
    question = outcome.question and replace(
        outcome.question,
        text=on_page(outcome.question.text, job),
        no=on_page(outcome.question.no, job),
    )
    lines = [on_page(line, job) for line in outcome.lines]
    lists = [(on_page(line, job), names) for line, names in outcome.lists]
    return replace(outcome, lines=lines, files=files, lists=lists, question=question)


def _file(item: FileSaid, job: Job) -> FileSaid:
    found = tuple((severity, on_page(text, job)) for severity, text in item.found)
    attention = on_page(item.attention, job)
    return replace(item, line=on_page(item.line, job), found=found, attention=attention)


def _command(found: re.Match[str]) -> str:
    """A job and where it stands, with what is to be filled in or ticked there."""
    place, job = _PLACES[found["words"]], _BY_COMMAND.get(found["words"])
    for option in _GIVEN.finditer(found["given"] or ""):
        control = job and next((item for item in job.fields if item.key == option[1]), None)
        if control:  # where it goes is settled here: the folder of the round
            known = option[2] and not _NO_VALUE.fullmatch(option[2])
            called = _called(control)
            place += texts.and_option(texts.at_field(option[2], called) if known else called)
    return place


def _asked(found: re.Match[str], tick: str, field: str, job: Job | None) -> str:
    """How the page asks for an option; what it does not ask keeps its name."""
    own, control = _control(found["key"], job)
    if control is None:
        return found[0]
    name = _called(control)
    if own is not job and own is not None:
        name += texts.at_job(_PLACES[own.name])
    parts = {key: value or "" for key, value in found.groupdict().items()}
    verb = parts.get("verb", "")
    capital = verb[:1].isupper()
    words = {"zet": "Zet" if capital else "zet", "vul": "Vul" if capital else "vul", "name": name}
    return (tick if control.kind is ControlKind.CHECK else field).format(**{**parts, **words})


def _control(key: str, job: Job | None) -> tuple[Job | None, Control | None]:
    """The field that is called so: of this job, else of the first that has it."""
    for each in (*([job] if job else []), *_SHOWN):
        for control in each.fields:
            if control.key == key:
                return each, control
    return None, None


def _called(control: Control) -> str:
    check = control.kind is ControlKind.CHECK
    called = texts.tick(control.label) if check else f"'{control.label}'"
    return texts.under_more(called) if control.seldom else called


def _labels(line: str, job: Job | None) -> str:
    """The fields of this job by what they are called there: a task names them by its own words."""
    for control in job.fields if job else ():
        line = line.replace(f"'{control.key}' is ", f"'{control.label}' is ")
    return line
