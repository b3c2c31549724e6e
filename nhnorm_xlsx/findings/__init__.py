"""Findings: what is wrong, or worth knowing, about a returned file.

Every kind is declared once, in this room: its code, its severity, and its text, which says what
was found and what to do. The import, the correction workbook and the manual take it from
this declaration.
"""

from __future__ import annotations

from nhnorm_xlsx.findings import answers, bookkeeping, identity, several, shape, unreadable
from nhnorm_xlsx.findings.answers import *  # noqa: F403 - every kind that it declares
from nhnorm_xlsx.findings.bookkeeping import *  # noqa: F403 - every kind that it declares
from nhnorm_xlsx.findings.identity import *  # noqa: F403 - every kind that it declares
from nhnorm_xlsx.findings.model import Finding, FindingKind, Severity, finding
from nhnorm_xlsx.findings.several import *  # noqa: F403 - every kind that it declares
from nhnorm_xlsx.findings.shape import *  # noqa: F403 - every kind that it declares
from nhnorm_xlsx.findings.unreadable import *  # noqa: F403 - every kind that it declares

# In the order in which the manual shows them.
KINDS: tuple[FindingKind, ...] = tuple(
    item
    for subject in (unreadable, identity, shape, answers, several, bookkeeping)
    for item in vars(subject).values()
    if isinstance(item, FindingKind)
)
KIND_BY_CODE = {kind.code: kind for kind in KINDS}

__all__ = ["KINDS", "KIND_BY_CODE", "Finding", "FindingKind", "Severity", "finding"]
