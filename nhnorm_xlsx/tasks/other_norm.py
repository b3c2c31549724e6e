"""Two norms can be sent out beside each other; neither takes the place of the other."""

from __future__ import annotations

import zipfile
from pathlib import Path

from nhnorm_xlsx.contract.stamp import PROPERTY_PREFIX
from nhnorm_xlsx.definition import plain_name
from nhnorm_xlsx.intake.package_parts import Package
from nhnorm_xlsx.intake.package_scan import scan_document
from nhnorm_xlsx.intake.raw import UnreadableError

_NAME = f"{PROPERTY_PREFIX}norm_naam"


def is_of_another_norm(path: Path, norm_naam: str) -> bool:
    """Whether the workbook that we wrote here is of a norm with another name.

    Without a name on either side there is nothing to tell them apart by.
    """
    there = _norm_naam_in(path) if norm_naam and path.exists() else ""
    return bool(there) and plain_name(there) != plain_name(norm_naam)


def _norm_naam_in(path: Path) -> str:
    try:
        with Package(path) as package:
            return scan_document(package).properties.get(_NAME, "")
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, UnreadableError):
        return ""
