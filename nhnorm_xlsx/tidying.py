"""How often Python looks for objects that only hold each other."""

from __future__ import annotations

import gc


def seldom() -> None:
    """Look for them less often; what nothing holds any more goes at once anyway.

    A workbook is made of tens of thousands of cells, all of them in use: looking through them
    at every seven hundred took a tenth of the time.
    """
    gc.set_threshold(50_000, 20, 100)
