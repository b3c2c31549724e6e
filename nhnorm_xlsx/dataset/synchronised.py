"""What a synchroniser does when two people change a file at once: it keeps a second version.

OneDrive puts the name of the computer behind it, Dropbox and Nextcloud say so between
brackets, Google Drive counts, Syncthing adds a moment.
"""

from __future__ import annotations

import re
from pathlib import Path

_SECOND = r"(-[^ .]+| \([^()]+\)|\.sync-conflict-[^ ]+)"


def second_versions(path: Path) -> list[Path]:
    """The second versions of this file that stand beside it, by name."""
    named = re.compile(rf"{re.escape(path.stem)}{_SECOND}{re.escape(path.suffix)}", re.IGNORECASE)
    beside = path.parent.glob(f"*{path.suffix}")
    return sorted(item for item in beside if named.fullmatch(item.name))
