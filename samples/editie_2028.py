"""An invented editie 2028 of the norm, for the example of three rounds: nobody decided on it.

One norm is split, two are merged, one is dropped, one is new, one is reworded, and three get
another number. All the rest is as in editie 2024.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from nhnorm_xlsx.definition import Definition, Norm, dump_definitions, load_definition
from nhnorm_xlsx.files import write_text

FILE = Path(__file__).resolve().parent / "norm_definition-2028-verzonnen.csv"
INVENTED = "Verzonnen voor het voorbeeld van drie rondes."

DROPPED = "3.9"
REWORDED = "2.6"
SPLIT = {
    "2.2": (
        ("2.2a", "Wij hebben een actuele gedragscode voor medewerkers en externen."),
        ("2.2b", "Wij hebben een actuele gedragscode voor politieke ambtsdragers."),
    )
}
MERGED = (
    ("4.3", "4.4"),
    (
        "4.3",
        "Wij hebben een centraal meldpunt voor signalen van ondermijnende criminaliteit, en "
        "verwerken die signalen volgens een vastgesteld werkproces.",
    ),
)
RENUMBERED = {"4.5": "4.4", "4.6": "4.5", "4.7": "4.6"}
NEW = ("6.3", "Wij oefenen ieder jaar wat wij zeggen als een bestuurder wordt bedreigd.")


def editie_2028() -> Definition:
    """The invented editie."""
    old = load_definition(editie="2024")
    themas = [replace(item, norms=tuple(_norms(item.norms))) for item in old.themas]
    last = themas[-1]
    themas[-1] = replace(last, norms=(*last.norms, _invented(last.norms[-1], *NEW)))
    return replace(old, editie="2028", themas=tuple(themas), complete_by=date(2029, 12, 31))


def _norms(norms: Iterable[Norm]) -> Iterator[Norm]:
    both, merged = MERGED
    for norm in norms:
        if norm.number in SPLIT:
            yield from (_invented(norm, *part, norm.number) for part in SPLIT[norm.number])
        elif norm.number == both[0]:
            yield _invented(norm, *merged, *both)
        elif norm.number == REWORDED:
            text = "Wij weten waar onze integriteit kwetsbaar is, en bespreken dat jaarlijks."
            yield _invented(norm, norm.number, text, norm.number)
        elif norm.number in RENUMBERED:
            yield replace(norm, number=RENUMBERED[norm.number], replaces=(norm.number,))
        elif norm.number not in (DROPPED, *both):
            yield norm


def _invented(like: Norm, number: str, text: str, *replaces: str) -> Norm:
    explanation = f"U voldoet als alles waar is wat de norm zegt. {INVENTED}"
    return replace(
        like, number=number, text=text, explanation=explanation, explanations=(), replaces=replaces
    )


def main() -> None:
    """Write the file."""
    write_text(FILE, dump_definitions([editie_2028()]), bom=True)


if __name__ == "__main__":
    main()
