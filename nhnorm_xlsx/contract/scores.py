"""What follows from the score of a status: counted or not, met or not.

All keys of statuses, in the order they are declared in unless said otherwise. Who asks
"is this norm met?" asks here, so that a status that is added is nowhere forgotten.
"""

from __future__ import annotations

from typing import Final

from nhnorm_xlsx.contract.statuses import FULL_SCORE, STATUSES

COUNTED: Final = tuple(item.key for item in STATUSES if item.counted)
UNCOUNTED: Final = tuple(item.key for item in STATUSES if not item.counted)
# With the full score.
MET: Final = tuple(item.key for item in STATUSES if item.score == FULL_SCORE)
# Not met yet, or not fully: worst first.
UNMET: Final = tuple(
    item.key for item in sorted(STATUSES, key=lambda status: status.score or 0.0) if item.unmet
)
# Nothing of the norm is there.
NOT_AT_ALL: Final = tuple(item.key for item in STATUSES if item.score == 0)
