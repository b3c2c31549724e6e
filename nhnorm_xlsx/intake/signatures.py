"""By what its first bytes say a file is."""

from __future__ import annotations

from typing import Final

# A zip: .xlsx, .xlsb, .ods, and archives.
ZIP: Final = b"PK\x03\x04"
# A compound document: .xls, .msg, and what Office locked with a password.
OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
