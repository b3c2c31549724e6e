"""What still comes in of a meting that was closed: it is taken in, and that is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from nhnorm_xlsx.submissions import AANVAARD
from nhnorm_xlsx.texts import round as texts

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.received import Received


def about_closed(
    received: Iterable[Received], new: Collection[str], closed: Collection[str]
) -> list[str]:
    """A line for each closed meting of which an answer came in that now counts.

    `new` are the contents (`SeenFile.content`) that were not there before.
    """
    late: dict[str, dict[str, None]] = {}
    for item in received:
        stamp, who = item.submission.stamp, item.submission.organisation
        counts = item.outcome == AANVAARD and item.seen.content in new
        if counts and stamp and who and stamp.meting in closed:
            late.setdefault(stamp.meting, {})[who.name] = None
    return [texts.came_in_late(meting, list(names)) for meting, names in sorted(late.items())]
