"""Numbers that people decided on, each in one place; tables and texts read them from here.

Read them as `policy.SMALLEST`, when they are needed: what a text says and what a table does
can then never differ.
"""

from __future__ import annotations

from datetime import date
from typing import Final

# A figure about fewer participants than this is not shown to others: what a gemeente does
# not have in order is sensitive. Also not when it can be computed from what is shown.
SMALLEST: Final = 5
# The day on which every organisation should comply.
HORIZON: Final = date(2027, 12, 31)
