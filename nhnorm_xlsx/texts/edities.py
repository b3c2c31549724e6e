"""What is said of one editie of the norm, and of what changes from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from nhnorm_xlsx.texts.words import listed, normen

# --- norm controleer ----------------------------------------------------------------------


def good(path: Path) -> str:
    """That a definition has no faults."""
    return f"{path}: geen fouten gevonden."


def holds(editie: str, norm_naam: str, themas: int, norms: int) -> str:
    """What an editie in a definition holds."""
    whose = f" van '{norm_naam}'" if norm_naam else ""
    noun = "thema" if themas == 1 else "thema's"
    return f"Editie {editie}{whose}: {themas} {noun}, {normen(norms)}."


def of_thema(title: str, numbers: Sequence[str]) -> str:
    """What a thema holds."""
    return f"  {title}: {normen(len(numbers))} ({_span(numbers)})"


def _span(numbers: Sequence[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} tot en met {numbers[-1]}"


def replaced_unchecked(editie: str) -> str:
    """That nothing can be told of `vervangt`."""
    return (
        f"Er is geen eerdere editie dan {editie} bekend: of de normen in 'vervangt' bestonden, is "
        "niet nagegaan."
    )


# --- norm verschil ------------------------------------------------------------------------

KINDS: Mapping[str, str] = {
    "nieuw": "Nieuw",
    "vervallen": "Vervallen",
    "gesplitst": "Gesplitst",
    "samengevoegd": "Samengevoegd",
    "anders_verwoord": "Anders verwoord",
    "hernummerd": "Ander nummer",
    "anders_uitgelegd": "Andere toelichting",
    "gelijk": "Gelijk gebleven",
}
# What it means for who fills in the workbook.
MEANS: Mapping[str, str] = {
    "nieuw": "Deze norm is nieuw: u beantwoordt haar voor het eerst.",
    "vervallen": "Deze norm vervalt: u doet er niets meer voor. Uw antwoord blijft bewaard.",
    "gesplitst": (
        "Deze norm is gesplitst: kies bij elke nieuwe norm een status. Uw tekst van toen staat er "
        "als voorstel."
    ),
    "samengevoegd": (
        "Deze normen zijn samengevoegd: kies één status. Uw teksten van toen staan er samen als "
        "voorstel."
    ),
    "anders_verwoord": "De tekst is anders: kijk of uw antwoord nog klopt.",
    "hernummerd": "Alleen het nummer is anders: uw antwoord van toen staat ernaast.",
    "anders_uitgelegd": "De norm is gelijk, maar de toelichting is anders: lees die opnieuw.",
    "gelijk": "",
}
SUMMARY_SHEET, CHANGES_SHEET = "Samenvatting", "Verschillen"
COUNT_HEADINGS = ("Wat er verandert", "Aantal", "Welke normen")


def title(norm_naam: str, old: str, new: str) -> str:
    """The title of the workbook."""
    return f"{norm_naam or 'De norm'}: wat verandert er van editie {old} naar editie {new}?"


def change_headings(old: str, new: str) -> tuple[str, ...]:
    """The headings of the sheet with all changes."""
    return (
        COUNT_HEADINGS[0],
        f"Norm in {old}",
        f"Norm in {new}",
        f"Tekst in {old}",
        f"Tekst in {new}",
        "Wat betekent dat voor u?",
    )


def totals(old: str, before: int, new: str, now: int, same: int) -> str:
    """How many norms there were, there are, and stay as they are."""
    stays = "blijft er 1" if same == 1 else f"blijven er {same}"
    return (
        f"Editie {old} had {normen(before)}, editie {new} heeft er {now}. Daarvan {stays} gelijk."
    )


def nothing_changes(old: str, new: str) -> str:
    """That two edities are the same."""
    return f"Editie {new} is gelijk aan editie {old}."


def counted(kind: str, which: Sequence[str]) -> str:
    """How often something happened, and to which norms."""
    return f"  {KINDS[kind]}: {len(which)} ({listed(which, 15)})"


def became(old: Sequence[str], new: Sequence[str]) -> str:
    """Norms of then and what they became: `2.3 en 2.4 worden 2.3`."""
    if not old or not new or (list(old) == list(new) and len(old) == 1):
        return listed(list(new or old))
    verb = "wordt" if len(old) == 1 else "worden"
    return f"{listed(list(old))} {verb} {listed(list(new))}"


def doubtful(numbers: Sequence[str]) -> str:
    """Norms that are new and dropped at once."""
    one = len(numbers) == 1
    return (
        f"Let op: {'norm' if one else 'normen'} {listed(list(numbers), 15)} "
        f"{'heeft' if one else 'hebben'} hetzelfde nummer en een andere tekst, maar 'vervangt' is "
        f"leeg. {'Zij geldt' if one else 'Zij gelden'} als nieuw, en de oude als vervallen. Gaat "
        "de norm door, zet haar nummer dan in 'vervangt'."
    )


def written(path: Path) -> str:
    """Where the workbook is."""
    return f"Het werkboek om te mailen staat in {path}."


def unknown(given: str, known: Sequence[str]) -> str:
    """That there is no such file, and no such editie."""
    return (
        f"'{given}' is geen bestand en geen bekende editie; bekend zijn: "
        f"{', '.join(known) or 'geen'}. Geef een normdefinitie (CSV) op, of het label van een "
        "editie."
    )


def same_editie(editie: str) -> str:
    """That both are the same editie."""
    return f"Beide zijn editie {editie}; geef twee edities om te vergelijken."


def wrong_order(old: str, new: str) -> str:
    """That the older one was given as the new one."""
    return f"Editie {old} komt na editie {new}; noem eerst de oude editie en dan de nieuwe."


def other_norm(old: str, new: str) -> str:
    """That they are edities of two norms."""
    return f"Dit zijn twee verschillende normen, '{old}' en '{new}'; er is niets te vergelijken."


def not_a_workbook(path: Path) -> str:
    """That the name is not that of a workbook."""
    return f"{path} is geen naam voor een werkboek; laat de naam eindigen op .xlsx."


def report(lines: Iterator[str], path: Path) -> Iterator[str]:
    """The changes in short, and where the workbook is."""
    yield from lines
    yield written(path)
