"""The uitgifte_id of each workbook that is issued; in a round of the example it says so.

What is made up never stands in the workbooks of a real round, nor what is real in the example.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX
from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.dataset.joining import holds_example
from nhnorm_xlsx.dataset.ledger import ledger_of
from nhnorm_xlsx.dataset.register import REGISTER, read_register
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.texts import previous as texts


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
    return new_example_id if _is_example(dataset, workbooks) else new_issue_id


def check_same_kind(previous: Path, dataset: Path, workbooks: Path) -> None:
    """That the answers shown from before are as real as the round itself, or as made up.

    A round of which nothing is known yet is real. Raises `UsageError` and `StorageError`.
    """
    shown = ledger_of(events.read(previous)).example
    if shown is not None and shown != bool(_is_example(dataset, workbooks)):
        raise UsageError(
            texts.previous_made_up(previous) if shown else texts.previous_real(previous)
        )


def _is_example(dataset: Path, workbooks: Path) -> bool | None:
    return holds_example(events.read(dataset), read_register(workbooks / REGISTER))
