"""What is asked, and of whom: the definition and the participants that serve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from nhnorm_xlsx.dataset.reference import (
    for_dataset,
    load_reference,
    named_reference,
    read_reference,
)
from nhnorm_xlsx.dataset.store import recover
from nhnorm_xlsx.definition import Definition, load_definition
from nhnorm_xlsx.organisations import Organisation, load_organisations
from nhnorm_xlsx.texts import generating as texts


def what_serves(
    previous: Path | None, definition_path: Path | None, organisations_path: Path | None
) -> tuple[Definition, tuple[Organisation, ...]]:
    """The definition to ask and the participants to ask it of.

    They are those of the dataset `previous`, unless others are given. Raises as the loaders do.
    """
    if previous is None:
        return load_definition(definition_path), load_organisations(organisations_path)
    recover(previous)
    named = named_reference(definition_path, organisations_path)
    serving = for_dataset(named, read_reference(previous), load_reference())
    edities = named.definitions or serving.definitions
    return serving.definitions[max(edities)], tuple(serving.organisations.values())


def about_gone(item: Organisation, organisations: Sequence[Organisation]) -> str:
    """That an organisation does not exist any more on the deadline, and who goes on."""
    successor = next((other.name for other in organisations if other.code == item.successor), "")
    return texts.gone(item.title, item.valid_until, successor)


def still_there(
    organisations: Iterable[Organisation], day: date
) -> tuple[list[Organisation], list[Organisation]]:
    """The organisations that exist on this day, and those that no longer do."""
    listed = list(organisations)
    there = [item for item in listed if item.exists_on(day)]
    return there, [item for item in listed if not item.exists_on(day)]
