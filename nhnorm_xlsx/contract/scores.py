"""What follows from the score of a status: counted or not, met or not.

All keys of statuses, in the order they are declared in unless said otherwise. Who asks
"is this norm met?" asks here, so that a status that is added is nowhere forgotten.
"""

from __future__ import annotations

from typing import Final

from nhnorm_xlsx.contract.statuses import STATUSES

COUNTED: Final = tuple(item.key for item in STATUSES if item.score is not None)
UNCOUNTED: Final = tuple(item.key for item in STATUSES if item.score is None)
# With the full score.
MET: Final = tuple(item.key for item in STATUSES if item.score == 1)
# Not met yet, or not fully: worst first.
UNMET: Final = tuple(
    item.key
    for item in sorted(STATUSES, key=lambda status: status.score or 0.0)
    if item.score is not None and item.score < 1
)
# Nothing of the norm is there.
NOT_AT_ALL: Final = tuple(item.key for item in STATUSES if item.score == 0)
