"""How a task tells that it is getting on, without knowing of a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Progress(Protocol):
    """Passes items on and shows how many of `total` there have been."""

    def __call__(self, items: Iterable[Item], label: str, total: int) -> Iterator[Item]:
        """Yield every item of `items`."""
        ...


def silent(items: Iterable[Item], label: str, total: int) -> Iterator[Item]:  # noqa: ARG001
    """The progress that shows nothing."""
    yield from items
