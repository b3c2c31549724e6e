"""Beginning a round: the first `ronde.toml`, from what is asked of whoever starts it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nhnorm_xlsx import files
from nhnorm_xlsx.errors import FaultySourceError, UsageError
from nhnorm_xlsx.settings import FILE_VERSION, parse_settings
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.texts import scherm as texts


@dataclass(frozen=True)
class NewRound:
    """What a new round is about: the meting, its deadline, who sends it, where it goes back to.

    `sender` is by the words of `ronde.toml`; what is not known is empty.
    """

    meting: str
    deadline: date
    sender: Mapping[str, str]
    back_to: str = ""


def begin_round(here: Round, new: NewRound, today: date) -> list[str]:
    """Write the settings of a round where there is none; what there is to say then.

    Raises `UsageError` when there is one already, the deadline is past, or with everything that
    is wrong with what was filled in; and `StorageError`.
    """
    if here.settings is not None or here.file.exists():
        raise UsageError(texts.round_there(str(here.file)))
    if new.deadline < today:
        raise UsageError(texts.PAST_DEADLINE)
    text = settings_text(new)
    try:
        parse_settings(text, here.file)
    except FaultySourceError as error:
        raise UsageError(" ".join(f"{said}." for _, said in error.faults)) from error
    files.write_text(here.file, text)
    return [texts.round_begun(new.meting, str(here.file))]


def settings_text(new: NewRound) -> str:
    """The text of a `ronde.toml`."""
    lines = [
        f"versie = {FILE_VERSION}",
        f"meting = {_quoted(new.meting)}",
        f"deadline = {new.deadline.isoformat()}",
    ]
    if new.back_to:
        lines += ["", "[wie]", f"terug_naar = {_quoted(new.back_to)}"]
    sender = {name: text for name, text in new.sender.items() if text}
    if sender:
        lines += ["", "[wie.verstuurt]", *(f"{key} = {_quoted(sender[key])}" for key in sender)]
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    """A text as TOML writes it: as JSON does, and on one line."""
    return json.dumps(text, ensure_ascii=False)
