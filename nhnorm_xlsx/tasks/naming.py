"""File names that every system takes, Windows first."""

from __future__ import annotations

import re

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def for_file_name(name: str) -> str:
    """A name as part of a file name: without what Windows forbids, no dot or space outside."""
    return _NOT_IN_FILE_NAMES.sub("-", name).strip(" .")
