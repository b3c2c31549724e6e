"""A logo as it travels in a workbook: the picture, without what a program noted beside it.

A drawing program leaves colour profiles, dates and a history in a picture, often more than the
picture itself. Nothing of what is seen changes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from deflate import zlib_compress

PNG: Final = b"\x89PNG\r\n\x1a\n"
JPG: Final = b"\xff\xd8\xff"
# What a PNG cannot do without, and how transparent it is.
_NEEDED: Final = (b"IHDR", b"PLTE", b"tRNS")
_DATA, _END = b"IDAT", b"IEND"
_LENGTH, _SUM = 4, 4
# The highest level: a logo is small, and packed once per run.
_LEVEL: Final = 12
# Segments of a JPG that only say something about it: APP1 to APP15, and a comment. Not APP14,
# that says how its colours were made.
_BESIDE: Final = (*range(0xE1, 0xEE), 0xEF, 0xFE)
_SCAN: Final = 0xDA
# No logo is larger, also when it is unpacked: a few bytes can say "a gigabyte of white".
_MOST_UNPACKED: Final = 20_000_000


@lru_cache(maxsize=4)  # the same in every workbook
def lean(raw: bytes) -> bytes:
    """The same picture in as few bytes as it takes; as it was where it cannot be taken apart."""
    try:
        if raw.startswith(PNG):
            found = _lean_png(raw)
        else:
            found = _lean_jpg(raw) if raw.startswith(JPG) else raw
    except (struct.error, zlib.error, ValueError):
        return raw
    return min(found, raw, key=len)


def _lean_png(raw: bytes) -> bytes:
    chunks = list(_chunks(raw))
    unpacking = zlib.decompressobj()
    packed = b"".join(content for kind, content in chunks if kind == _DATA)
    dots = unpacking.decompress(packed, _MOST_UNPACKED)
    if not unpacking.eof:
        raise ValueError("too large, or cut off")
    kept = [(kind, content) for kind, content in chunks if kind in _NEEDED]
    kept += [(_DATA, bytes(zlib_compress(dots, _LEVEL))), (_END, b"")]
    return PNG + b"".join(
        struct.pack(">L", len(content)) + kind + content
        + struct.pack(">L", zlib.crc32(kind + content))
        for kind, content in kept
    )  # fmt: skip


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, kind = len(PNG), b""
    while kind != _END:
        (length,) = struct.unpack_from(">L", raw, at)
        at += _LENGTH
        kind = raw[at : at + 4]
        content = raw[at + 4 : at + 4 + length]
        if len(content) < length:
            raise ValueError("cut off")
        yield kind, content
        at += 4 + length + _SUM


def _lean_jpg(raw: bytes) -> bytes:
    """Without the segments that only say something about the picture."""
    found, at = raw[:2], 2
    while True:
        start, kind, length = struct.unpack_from(">BBH", raw, at)
        if start != JPG[0]:
            raise ValueError("no segment")
        if kind == _SCAN:
            return found + raw[at:]
        if kind not in _BESIDE:
            found += raw[at : at + 2 + length]
        at += 2 + length
