"""What is said of returns that are filled in for a part, wherever they count."""

from __future__ import annotations

from collections.abc import Sequence

from nhnorm_xlsx.texts.words import GEMEENTEN, Who, listed


def so_many_of(name: str, done: int, asked: int) -> str:
    """Who filled in part, with how much: `Landsmeer (23 van 47)`."""
    return f"{name} ({done} van {asked})"


def half_filled(half: Sequence[tuple[str, int, int]], who: Who = GEMEENTEN) -> str:
    """Who filled in part: name, norms answered, norms asked."""
    named = [so_many_of(*item) for item in half]
    verb = "vulde" if len(half) == 1 else "vulden"
    counts = "telt" if len(half) == 1 else "tellen"
    return (
        f"{who.count(len(half))} {verb} niet alle normen in en {counts} alleen daarvoor mee: "
        f"{listed(named)}."
    )


def part_in_short(count: int, who: Who = GEMEENTEN) -> str:
    """That some filled in part, where their names stand with how much that is."""
    return (
        f"{who.count(count)} {'vulde' if count == 1 else 'vulden'} niet alles in: achter de naam "
        "staat hoeveel normen wel."
    )


def part_counts(count: int, who: Who = GEMEENTEN) -> str:
    """That some filled in part, where neither names nor numbers per norm follow."""
    verb, counts = ("vulde", "telt") if count == 1 else ("vulden", "tellen")
    return f"{who.count(count)} {verb} niet alle normen in en {counts} alleen daarvoor mee."


def part_is_counted(count: int, who: Who = GEMEENTEN) -> str:
    """That some filled in part, where there are no names."""
    verb, counts = ("vulde", "telt") if count == 1 else ("vulden", "tellen")
    return (
        f"{who.count(count)} {verb} niet alle normen in en {counts} alleen mee bij de normen die "
        "wel zijn ingevuld; 'n' zegt bij elke norm hoeveel antwoorden er zijn geteld."
    )
