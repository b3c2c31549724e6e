"""Whatever a sentence counts, its words agree with the number: of one, of two, and of none."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, get_type_hints

import pytest

from nhnorm_xlsx import texts
from nhnorm_xlsx.answers import Answer
from nhnorm_xlsx.intake.answering import still_open
from nhnorm_xlsx.texts.words import GEMEENTEN, Who, agreeing, counted

# One and several, of what is counted.
_NOUNS: Final = {
    "norm": "normen",
    "gemeente": "gemeenten",
    "organisatie": "organisaties",
    "actie": "acties",
    "antwoord": "antwoorden",
    "werkboek": "werkboeken",
    "terugkoppeling": "terugkoppelingen",
    "bestand": "bestanden",
    "regel": "regels",
    "dag": "dagen",
    "thema": "thema's",
    "origineel": "originelen",
    "plan": "plannen",
    "punt": "punten",
}
_VERBS: Final = {
    "is": "zijn",
    "heeft": "hebben",
    "voldoet": "voldoen",
    "telt": "tellen",
    "vulde": "vulden",
    "staat": "staan",
    "gaf": "gaven",
    "kan": "kunnen",
    "vraagt": "vragen",
    "ging": "gingen",
    "antwoordde": "antwoordden",
}
_ANY = "|".join
# A number with the word that it counts: `1 norm`, `2 andere bestanden`.
_COUNTED: Final = r"(?<![\w.,-]){number} (?:(?:ander|beoordeeld|ingevuld)e? )?(?:{nouns})(?![\w'’])"
# And what it does, also where it is of more: `1 van de 44 gemeenten heeft`.
_DOES: Final = r"(?<![\w.,-]){number}(?: van (?:de )?[\d.]+)?(?: \w+)? (?:{verbs})\b"
_DONE_BY: Final = r"\b(?:{verbs}) (?:er )?{number}(?= (?:{nouns})(?![\w'’]))"
OTHER: Final = 44
# More of something than there is: nobody says that.
_TOO_MANY: Final = r"(?<!\d){other}(?: \w+)? van de {number}(?!\d)"


def wrong(said: str, number: int) -> list[str]:
    """What does not agree with this number in a sentence."""
    if number < OTHER and re.search(_TOO_MANY.format(other=OTHER, number=number), said):
        return []
    side = 1 if number == 1 else 0
    bad_nouns = _ANY(re.escape(pair[side]) for pair in _NOUNS.items())
    bad_verbs = _ANY(pair[side] for pair in _VERBS.items())
    every = _ANY(re.escape(word) for pair in _NOUNS.items() for word in pair)
    found = [
        *re.finditer(_COUNTED.format(number=number, nouns=bad_nouns), said),
        *re.finditer(_DONE_BY.format(number=number, verbs=bad_verbs, nouns=every), said),
        *(
            match
            for match in re.finditer(_DOES.format(number=number, verbs=bad_verbs), said)
            # "In 1 werkboek staan de antwoorden": those, and not the one, are what stands there.
            if not _PREPOSITION.search(said[: match.start()])
        ),
    ]
    return [match[0] for match in found]


_PREPOSITION: Final = re.compile(
    r"\b(?:bij|in|van|aan|over|op|voor)(?: de)?(?: andere)?(?: nog)? $", re.IGNORECASE
)


def sentence_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function in any room of texts, by name."""
    for module in pkgutil.walk_packages(texts.__path__, f"{texts.__name__}."):
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if not name.startswith("_") and function.__module__ == module.name:
                yield f"{module.name.removeprefix('nhnorm_xlsx.texts.')}.{name}", function


# What counts, and how so many of it are given.
COUNTS: Final[Mapping[object, Callable[[int], object]]] = {
    int: int,
    float: float,
    Sequence[str]: lambda number: [f"{at}.1" for at in range(number)],
    list[str]: lambda number: [f"{at}.1" for at in range(number)],
    Sequence[str] | int: int,
    Sequence[Path]: lambda number: [Path(f"{at}.xlsx") for at in range(number)],
}
PLAIN: Final[Mapping[object, object]] = {
    str: "Iets",
    str | None: "Iets",
    Who: GEMEENTEN,
    Path: Path("map"),
    Path | None: Path("map"),
    date: date(2026, 6, 1),
    date | None: date(2026, 6, 1),
    bool: None,
    tuple[int, int]: (OTHER, OTHER),
}


def calls(function: Callable[..., Any], number: int) -> Iterator[dict[str, object]]:
    """The arguments to say a sentence of this number: one thing that it counts, or all of them."""
    asked = get_type_hints(function)
    asked.pop("return", None)
    if not all(kind in COUNTS or kind in PLAIN for kind in asked.values()):
        return
    counting = [name for name, kind in asked.items() if kind in COUNTS]
    for focus in [[name] for name in counting] + [counting] * (len(counting) > 1):
        for flag in {True, bool not in asked.values()}:
            yield {
                name: COUNTS[kind](number if name in focus else OTHER)
                if kind in COUNTS
                else (flag if kind is bool else PLAIN[kind])
                for name, kind in asked.items()
            }


# Functions that take one of a few words, or are never asked about none.
ELSEWHERE: Final = {
    "edities.of_thema",
    "compare.bands.percentage",
    "compare.provincie.norms_at_step",
    "edities.counted",
    "mail.made",
    "mail.not_for",
    "mail.template_head",
}


def sayings(function: Callable[..., Any], number: int) -> Iterator[str]:
    """What it says of this number."""
    for given in calls(function, number):
        said = function(**given)
        if isinstance(said, str):
            yield said
        elif not isinstance(said, Mapping):
            yield from map(str, said)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_words_of_every_sentence_agree_with_the_number(number: int) -> None:
    said = [
        (name, sentence)
        for name, function in sentence_functions()
        if name not in ELSEWHERE
        for sentence in sayings(function, number)
    ]
    assert len({name for name, _ in said}) > 100
    faults = {name: wrong(sentence, number) for name, sentence in said if wrong(sentence, number)}
    assert faults == {}


@pytest.mark.parametrize(
    ("said", "number", "fault"),
    [
        ("1 van 44 organisaties hebben geantwoord.", 1, "1 van 44 organisaties hebben"),
        ("1 van de 44 gemeenten voldoen", 1, "1 van de 44 gemeenten voldoen"),
        ("Bij 1 acties is dat zo.", 1, "1 acties"),
        ("Er staan 1 actie open", 1, "staan 1"),
        ("2 normen is niet ingevuld", 2, "2 normen is"),
        ("0 norm", 0, "0 norm"),
        ("In 1 werkboek staan de antwoorden", 1, None),
        ("1 van de 44 gemeenten heeft geantwoord", 1, None),
    ],
)
def test_what_does_not_agree_is_seen(said: str, number: int, fault: str | None) -> None:
    assert wrong(said, number) == ([fault] if fault else [])


def test_a_number_and_its_word() -> None:
    assert [counted(number, "actie", "acties") for number in (0, 1, 2, 1316)] == [
        "0 acties",
        "1 actie",
        "2 acties",
        "1.316 acties",
    ]
    assert [agreeing(number, "heeft", "hebben") for number in (0, 1, 2)] == [
        "hebben",
        "heeft",
        "hebben",
    ]


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (1, "1 van 3 normen heeft nog geen status: 1.1."),
        (2, "2 van 3 normen hebben nog geen status: 1.1, 1.2."),
    ],
)
def test_how_many_norms_are_open_is_said_in_good_dutch(left: int, said: str) -> None:
    answers = [
        Answer(f"1.{at}", {} if at <= left else {"status": "voldoet"}, cell="D4")
        for at in range(1, 4)
    ]
    assert still_open(answers)[0].message.startswith(said)
