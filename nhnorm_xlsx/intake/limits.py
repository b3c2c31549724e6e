"""What a file from outside may cost. Every limit has its reason here.

A filled-in workbook of this job is about 60 kB with some 2,000 cells; the limits leave a
hundredfold of room for whatever people paste into it.
"""

from __future__ import annotations

from typing import Final

# Larger than any workbook with pictures pasted in that mail servers let through.
MAX_FILE_BYTES: Final = 30_000_000
# All parts unpacked. A zip bomb of 5 MB unpacks to gigabytes.
MAX_UNPACKED_BYTES: Final = 400_000_000
# Parts in the package: a normal workbook has about 30.
MAX_PARTS: Final = 5_000
# Sheets: a workbook of ours has about ten.
MAX_SHEETS: Final = 500
# Cells with a value that we carry between processes.
MAX_CELLS: Final = 300_000
# The fast reader reserves memory for the whole rectangle around the cells: a single cell
# in XFD1048576 asks for 512 GiB. Above this many cells in the rectangle the slower reader
# takes over, which stores only cells that exist.
MAX_RECTANGLE: Final = 3_000_000
# One file in its own process: normal is 0.05 s, a file with a million formatted rows 10 s.
MAX_SECONDS: Final = 40.0
# Memory of that process, on systems that can limit it.
MAX_MEMORY_BYTES: Final = 3 * 1024**3
# A zip in a mail in a zip happens; deeper is a trap.
MAX_ARCHIVE_DEPTH: Final = 4
# Everything that comes out of archives and mails in one run: 450 workbooks are 30 MB.
MAX_ARCHIVES_BYTES: Final = 2_000_000_000
