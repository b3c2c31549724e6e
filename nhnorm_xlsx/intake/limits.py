"""What a file from outside may cost. Every limit has its reason here.

A filled-in workbook of this job is about 60 kB with some 2,000 cells; the limits leave a
hundredfold of room for whatever people paste into it.
"""

from __future__ import annotations

from typing import Final

# Larger than any workbook with pictures pasted in that mail servers let through.
MAX_FILE_BYTES: Final = 30_000_000
# All parts, by what the package says of them: a zip bomb of 5 MB unpacks to gigabytes.
# Pictures are never unpacked, but there may be many.
MAX_UNPACKED_BYTES: Final = 400_000_000
# What is unpacked of it to be read: a workbook of ours has 0.3 MB, one with 300,000 filled
# cells 40.
MAX_READ_BYTES: Final = 100_000_000
# A part whose XML is taken apart: that takes up to fifty times as much memory.
MAX_TREE_BYTES: Final = 16_000_000
# Parts in the package: a normal workbook has about 30.
MAX_PARTS: Final = 5_000
# Sheets: a workbook of ours has about ten.
MAX_SHEETS: Final = 500
# One text: a cell of Excel holds 32,767 signs, and how they look.
MAX_TEXT_BYTES: Final = 1_000_000
# The text of all cells together: one text may be shown in many cells.
MAX_TEXTS_BYTES: Final = 200_000_000
# Cells with something in them, on all sheets together: ours have some 1,500.
MAX_CELLS: Final = 300_000
# The fast reader reserves memory for the whole rectangle around the cells: a single cell
# in XFD1048576 asks for 512 GiB. Above this many cells in the rectangles of all sheets the
# slower reader takes over, which stores only cells that exist.
MAX_RECTANGLE: Final = 3_000_000
# What the slower reader may store: it takes half a kilobyte for each cell or row that the file
# speaks of, be it empty.
MAX_WRITTEN: Final = 500_000
# One file in its own process: normal is 0.05 s, a file with a million formatted rows some
# seconds.
MAX_SECONDS: Final = 20.0
# Memory of that process. A normal file takes 0.1 GB, one at the limits above 0.6.
MAX_MEMORY_BYTES: Final = 1_000_000_000
# A zip in a mail in a zip happens; deeper is a trap.
MAX_ARCHIVE_DEPTH: Final = 4
# Everything that comes out of archives and mails in one run: 450 workbooks are 30 MB.
MAX_ARCHIVES_BYTES: Final = 2_000_000_000
