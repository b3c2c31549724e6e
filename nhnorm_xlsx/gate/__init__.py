"""The gate: all that others than the RIEC are shown passes here. Pure, and decided by closed rules.

answers > `hand_over` per RIEC > `shown` for the provincie > `beside` for one organisation; and
`may_replace`, `replaced` when a new stand follows. The numbers are in `policy`, the sentences in
`texts`; `python -m tests.aanval` proves with a solver that nobody learns anything about one.
"""

from nhnorm_xlsx.gate.counting import Returned, Statuses
from nhnorm_xlsx.gate.figures import Beside, End, Percentage, Shown, Why, beside, may_combine, shown
from nhnorm_xlsx.gate.handover import Count, HandOver, hand_over, hand_overs
from nhnorm_xlsx.gate.rows import COLUMNS, FACTS, from_rows, to_rows
from nhnorm_xlsx.gate.rulings import Reason, Ruling
from nhnorm_xlsx.gate.stands import Difference, difference, may_replace, replaced

__all__ = [
    "COLUMNS",
    "FACTS",
    "Beside",
    "Count",
    "Difference",
    "End",
    "HandOver",
    "Percentage",
    "Reason",
    "Returned",
    "Ruling",
    "Shown",
    "Statuses",
    "Why",
    "beside",
    "difference",
    "from_rows",
    "hand_over",
    "hand_overs",
    "may_combine",
    "may_replace",
    "replaced",
    "shown",
    "to_rows",
]
