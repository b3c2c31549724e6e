"""What is asked, and of whom: the definition and the participants that serve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from nhnorm_xlsx.dataset.reference import (
    Reference,
    for_dataset,
    load_reference,
    named_reference,
    read_reference,
)
from nhnorm_xlsx.dataset.store import recover
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.organisations import Organisation, choose
from nhnorm_xlsx.texts import generating as texts


def what_serves(
    previous: Path | None, definition_path: Path | None, organisations_path: Path | None
) -> Reference:
    """What is asked (the newest of its definitions) of whom, and who took part before.

    They are those of the dataset `previous`, unless others are given. Raises as the loaders do,
    also when a definition that is given continues a norm that no earlier editie has.
    """
    program = load_reference()
    earlier = list(program.definitions.values())
    if previous is None:
        return load_reference(definition_path, organisations_path, earlier=earlier)
    recover(previous)
    kept = read_reference(previous)
    earlier = [*kept.definitions.values(), *earlier]
    named = named_reference(definition_path, organisations_path, earlier=earlier)
    serving = for_dataset(named, kept, program)
    asked = named.definitions or serving.definitions
    return replace(serving, definitions={item: serving.definitions[item] for item in asked})


def who_is_asked(
    organisations: Sequence[Organisation], wanted: Sequence[str], meting: str, deadline: date
) -> tuple[list[Organisation], list[str]]:
    """Who gets a workbook (all, when none is `wanted`), and what is said of who does not.

    Raises `UsageError` when one that is wanted is not known or not there any more on the
    deadline, and when nobody is.
    """
    chosen = choose(organisations, wanted) if wanted else list(organisations)
    there, gone = still_there(chosen, meting, deadline)
    remarks = [about_gone(item, organisations) for item in gone]
    if wanted and gone:
        raise UsageError(" ".join(remarks))
    if not there:
        raise UsageError(texts.NOBODY_LEFT)
    return there, remarks


def about_gone(item: Organisation, organisations: Sequence[Organisation]) -> str:
    """That an organisation does not exist any more on the deadline, and who goes on."""
    successor = next((other.name for other in organisations if other.code == item.successor), "")
    return texts.gone(item.title, item.valid_until, successor)


def still_there(
    organisations: Iterable[Organisation], meting: str, day: date
) -> tuple[list[Organisation], list[Organisation]]:
    """The organisations that take part in a meting and exist on its deadline, and those that don't.

    A deadline before the year of the meting makes nobody take part who is gone by then.
    """
    listed = list(organisations)
    there = [item for item in listed if item.exists_on(day) and item.takes_part_in(meting)]
    return there, [item for item in listed if item not in there]
