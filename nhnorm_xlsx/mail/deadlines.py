"""Until when an organisation can answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date


def deadline_of(
    code: str,
    meting: str,
    issued: Iterable[Mapping[str, str]],
    usual: date | None,
    delays: Mapping[str, date],
) -> date | None:
    """The deadline of an organisation (`code`) in a meting; None when nobody ever said one.

    `issued` are the rows of `uitgifte.csv`: what stands on its workbooks was said to it, of
    several the latest day, else the `usual` deadline of the round. A delay (by code) can only
    make it later.
    """
    told = [
        day
        for row in issued
        if (row["meting"], row["organisatie_code"]) == (meting, code)
        and (day := _day(row["deadline"]))
    ]
    asked = max(told) if told else usual
    days = [day for day in (asked, delays.get(code)) if day is not None]
    return max(days, default=None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
