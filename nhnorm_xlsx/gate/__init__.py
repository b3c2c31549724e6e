"""The gate: all that others than the RIEC are shown passes here. Pure, and decided by closed rules.

answers > `next_stand`, with a hand-over per RIEC > `shown` for the provincie > `beside` for one
organisation. The numbers are in `policy`, the sentences in
`texts`; `python -m tests.aanval` proves with a solver that nobody learns anything about one.
"""

from nhnorm_xlsx.gate.counting import Returned, Statuses
from nhnorm_xlsx.gate.figures import Beside, End, Percentage, Shown, Why, beside, may_combine, shown
from nhnorm_xlsx.gate.handover import HandOver, hand_over, hand_overs, stand_name
from nhnorm_xlsx.gate.helping import Offer, helpers
from nhnorm_xlsx.gate.rows import COLUMNS, FACTS, from_rows, to_rows
from nhnorm_xlsx.gate.rulings import Judgement, Reason
from nhnorm_xlsx.gate.stands import (
    Difference,
    Stand,
    difference,
    may_replace,
    next_stand,
    replaced,
)

__all__ = [
    "COLUMNS",
    "FACTS",
    "Beside",
    "Difference",
    "End",
    "HandOver",
    "Judgement",
    "Offer",
    "Percentage",
    "Reason",
    "Returned",
    "Shown",
    "Stand",
    "Statuses",
    "Why",
    "beside",
    "difference",
    "from_rows",
    "hand_over",
    "hand_overs",
    "helpers",
    "may_combine",
    "may_replace",
    "next_stand",
    "replaced",
    "shown",
    "stand_name",
    "to_rows",
]
