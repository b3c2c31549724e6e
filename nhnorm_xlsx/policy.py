"""Numbers that people decided on, each in one place; tables and texts read them from here.

Read them as `policy.SMALLEST`, when they are needed: what a text says and what a table does
can then never differ.
"""

from __future__ import annotations

from typing import Final

# A figure about fewer participants than this is not shown to others: what a gemeente does
# not have in order is sensitive. Also not when it can be computed from what is shown.
SMALLEST: Final = 5
# A region is on course when so large a share will comply: a judgement with a margin, for a plan
# or two that fails says nothing about a region.
ON_COURSE: Final = 0.9
# A theme of so few norms says how many they are: one norm then makes a large difference.
FEW_NORMS: Final = 3
# So many participants of one RIEC may put together what they know, and still learn nothing.
COLLUDERS: Final = 2
# From so many answers on, others are shown figures; of one RIEC, from so many in that RIEC.
ENOUGH: Final = 13
# A figure that was shown is only replaced when so many organisations differ: two may know
# their own part, and what is left must not be a small group.
DIFFERENT: Final = SMALLEST + COLLUDERS
# Percentages of a theme are rounded to this; outside the ends only "under" and "over" is said.
ROUNDED_TO: Final = 5
LOWEST: Final = 10
HIGHEST: Final = 90
# The share of a norm is told in so many equal steps.
STEPS: Final = 4
