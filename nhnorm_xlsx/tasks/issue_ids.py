"""The uitgifte_id of each workbook that is issued; in a round of the example it says so."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX
from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.joining import holds_example
from nhnorm_xlsx.dataset.register import REGISTER, read_register


def new_issue_id() -> str:
    """A fresh uitgifte_id: twelve hexadecimal digits that nobody can guess."""
    return secrets.token_hex(6)


def new_example_id() -> str:
    """The same of a workbook of the example: its answers never count among real ones."""
    return EXAMPLE_PREFIX + new_issue_id()


def issue_ids_of(dataset: Path, workbooks: Path) -> Callable[[], str]:
    """What gives the ids of the workbooks of a round: those of the example go on as such.

    The answers in `dataset` tell, and before there are any the register beside the workbooks.
    Raises `StorageError`.
    """
    example = holds_example(events.read(dataset), read_register(workbooks / REGISTER))
    return new_example_id if example else new_issue_id
