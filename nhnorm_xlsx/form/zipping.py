"""Packs files into a zip, harder where it would become large.

Of the 60 kB that a form may take, what `zlib` leaves lying about is 3 kB: `libdeflate` looks
further back for what it saw before. The module `zipfile` cannot take what is packed already,
so the few records of a zip are written here (APPNOTE 6.3, 4.3). Nothing in them depends on
the time or the system, so that the same parts always give the same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from deflate import deflate_compress

# How hard it looks, from 1 to 12. The hardest takes ten times as long for a thirtieth less: only
# what would become too large otherwise.
_LEVEL: Final = 8
_HARDEST: Final = 12
_LARGE: Final = 59_000
_DEFLATED, _NEEDS_VERSION, _UTF_8 = 8, 20, 0x0800
_RECORDS = (0x0403, 0x0201, 0x0605)
# The first of January 1980, the first day that a zip can name.
_TIME, _DATE = 0, (1 << 5) | 1
# How the three kinds of record begin.
_LOCAL, _CENTRAL, _END = (struct.pack("<L", 0x4B50 | kind << 16) for kind in _RECORDS)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip with these files, by their names, in this order."""
    quickly = _zipped(files, _LEVEL)
    return quickly if len(quickly) <= _LARGE else _zipped(files, _HARDEST)


def _zipped(files: Mapping[str, bytes], level: int) -> bytes:
    body, directory = bytearray(), bytearray()
    for name, content in files.items():
        packed, label = _deflated(content, level), name.encode()
        common = struct.pack(
            "<5H3L2H",
            *(_NEEDS_VERSION, 0 if name.isascii() else _UTF_8, _DEFLATED, _TIME, _DATE),
            *(zlib.crc32(content), len(packed), len(content)),
            *(len(label), 0),
        )
        directory += _CENTRAL + struct.pack("<H", _NEEDS_VERSION) + common
        directory += struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + label
        body += _LOCAL + common + label + packed
    count = len(files)
    end = struct.pack("<4H2LH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + _END + end)


@lru_cache(maxsize=60)  # a third of the parts is the same in every workbook
def _deflated(content: bytes, level: int) -> bytes:
    return bytes(deflate_compress(content, level))
