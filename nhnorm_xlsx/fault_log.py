"""A mistake of the program itself, written down for whoever maintains it.

Where it happened and of what kind it was, and nothing else: what an exception says may
quote an answer, and answers are sensitive.
"""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

_ENOUGH = 200  # lines
FILE_NAME = "nhnorm-fout.txt"


def note_fault(error: BaseException, version: str) -> Path | None:
    """Write down what went wrong; gives the file, or None when even that cannot be."""
    told: list[str] = []
    link: BaseException | None = error
    while link is not None and len(told) < _ENOUGH:
        told.append(f"{type(link).__module__}.{type(link).__qualname__}")
        told += [
            f"  {frame.f_code.co_filename}, {line}, {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(link.__traceback__)
        ]
        link = link.__cause__ or link.__context__
    command = next((word for word in sys.argv[1:] if word.isalpha()), "")
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    head = f"{moment} nhnorm {version} {command}, Python {platform.python_version()}"
    path = Path(tempfile.gettempdir()) / FILE_NAME
    try:
        path.write_text("\n".join([f"{head}, {platform.platform()}", *told]), encoding="utf-8")
    except OSError:
        return None
    return path
