"""How often Python looks for objects that only hold each other."""

from __future__ import annotations

import gc


def seldom() -> None:
    """Look for them less often; what nothing holds any more goes at once anyway.

    A workbook is made of tens of thousands of cells, all of them in use, and Python looks
    through them at every seven hundred. Fewer looks are some per cent of the time; far fewer
    are not, as then new memory is asked for instead of used again.
    """
    gc.set_threshold(5_000, 20, 100)
