"""Opens a workbook that is locked with a password. Runs in the reader's own process."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from nhnorm_xlsx.errors import StorageError, UsageError, why

# Excel itself locks with this one when only the structure of an .xls is protected.
_OF_EXCEL = "VelvetSweatshop"


def read_passwords(path: Path | None) -> tuple[str, ...]:
    """The passwords in a text file, one on each line; none without a file.

    Raises `UsageError` when the file is of no use or the part of the program that needs it
    is not installed, `StorageError` when it cannot be read.
    """
    if path is None:
        return ()
    if not can_decrypt():
        raise UsageError(
            "Bestanden met een wachtwoord openen kan pas na: python -m pip install msoffcrypto-tool"
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise StorageError(f"{path} kan niet worden gelezen ({why(error)}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path} is geen gewone tekst (UTF-8); zet er één wachtwoord per regel in."
        ) from error
    found = tuple(dict.fromkeys(line for line in text.splitlines() if line.strip()))
    if not found:
        raise UsageError(f"In {path} staat geen wachtwoord; zet er één per regel in.")
    return found


def can_decrypt() -> bool:
    """Whether the library for it is installed (the extra `wachtwoorden`)."""
    return importlib.util.find_spec("msoffcrypto") is not None


def decrypted(content: bytes, passwords: Iterable[str]) -> bytes | None:
    """The workbook inside, or None when none of these passwords opens it."""
    if not can_decrypt():
        return None
    import msoffcrypto

    for password in (*passwords, _OF_EXCEL):
        opened = BytesIO()
        # A damaged file, another way of encrypting and a wrong password all end in an
        # exception, of many kinds.
        try:
            office = msoffcrypto.OfficeFile(BytesIO(content))
            office.load_key(password=password)
            office.decrypt(opened)
        except Exception:  # noqa: S112
            continue
        if opened.getvalue():
            return opened.getvalue()
    return None
