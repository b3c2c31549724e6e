"""Compound files (OLE) as small as they can be: storages and streams with the names of your own."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from itertools import pairwise

_SECTOR = 512
# Smaller streams would need a file system within the file.
_SMALLEST = 4_096
_FREE, _END, _FAT, _NOBODY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def compound(streams: Mapping[tuple[str, ...], bytes]) -> bytes:
    """A compound file with these streams, each by the names on the way to it."""
    entries: list[tuple[str, int, bytes]] = [("Root Entry", _ROOT, b"")]
    children: dict[tuple[str, ...], list[int]] = {(): []}
    numbers: dict[tuple[str, ...], int] = {(): 0}
    for path, content in streams.items():
        for depth in range(1, len(path) + 1):
            here = path[:depth]
            if here in numbers:
                continue
            numbers[here] = len(entries)
            children[path[: depth - 1]].append(len(entries))
            children[here] = []
            is_stream = depth == len(path)
            kind = _STREAM if is_stream else _STORAGE
            entries.append((path[depth - 1], kind, content if is_stream else b""))
    return _written(entries, {numbers[path]: inside for path, inside in children.items()})


def _written(entries: list[tuple[str, int, bytes]], children: Mapping[int, list[int]]) -> bytes:
    beside = dict(pair for items in children.values() for pair in pairwise(items))
    fat: list[int] = []
    body, directory = b"", b""
    for number, (name, kind, content) in enumerate(entries):
        start, size = _END, 0
        if kind == _STREAM:
            padded = content.ljust(max(_SMALLEST, -(-len(content) // _SECTOR) * _SECTOR), b"\0")
            start = len(fat)
            count = len(padded) // _SECTOR
            fat += [*range(start + 1, start + count), _END]
            body, size = body + padded, len(padded)
        inside = children[number]
        coded = name.encode("utf-16-le") + b"\0\0"
        directory += struct.pack(
            "<64sHBBIII16sIQQIQ", coded, len(coded), kind, 1, _NOBODY, beside.get(number, _NOBODY),
            inside[0] if inside else _NOBODY, b"", 0, 0, 0, start, size,
        )  # fmt: skip
    directory = directory.ljust(-(-len(directory) // _SECTOR) * _SECTOR, b"\0")
    first, count = len(fat), len(directory) // _SECTOR
    fat += [*range(first + 1, first + count), _END]
    own = len(fat)
    assert own < _SECTOR // 4, "meer dan één sector met plaatsen"
    fat = [*fat, _FAT] + [_FREE] * (_SECTOR // 4 - own - 1)
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6,
        b"", 0, 1, first, 0, _SMALLEST, _END, 0, _END, 0,
    )  # fmt: skip
    head += struct.pack("<109I", own, *[_FREE] * 108)
    return head + body + directory + struct.pack("<128I", *fat)
