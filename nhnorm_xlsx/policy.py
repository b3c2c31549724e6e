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
