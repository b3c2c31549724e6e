"""Which participants and metingen a text speaks of: a file name, a title. Pure.

A name counts whole (Haarlem is not in Haarlemmermeer), the longest first (Bergen is not in
Bergen op Zoom), and not as a part of the name of a RIEC or a veiligheidsregio. Capitals,
accents and what stands between words make no difference: `gemeente_Heiloo`, `DenHelder`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from nhnorm_xlsx.contract.text import MONTHS
from nhnorm_xlsx.organisations import Organisation

# Other places, in whose name that of a participant may stand.
_ELSEWHERE = ("Bergen op Zoom", "Bergen Limburg", "Nieuw-Bergen", "Hoorn op Terschelling")
# `Den Hoorn`, `Van der Laren`: part of another name.
_PART_OF_A_NAME = ("den", "der", "ter", "ten")
# A code that can be told from a word: letters and digits, and not too short.
_TELLING_CODE = re.compile(r"(?=.*[a-z])(?=.*\d)[a-z\d]{4,}")
_OFFICIAL_CODE = re.compile(r"gm\d{4}|pv\d{2}")

# A year that is not part of a date: `2026`, `2026-2`, not the one in `2026-05-29`.
_YEAR = re.compile(r"(?<!\d)20\d\d(?:-[1-9](?!\d))?(?!-?\d)")
_LABEL = r"(20\d\d)(?:([-_ ])([1-9])(?!\d))?"
_NO_DATE = r"(?![-_./]?\d)(?![\s_./-]*\d{1,2}[\s_./-]+\d{1,2}(?!\d))"
# `NHNorm-2026-GM0399-Heiloo`, also when a program put something else in between.
_OURS = re.compile(rf"(?<![^\W_])nhnorm[\s_.\-]+{_LABEL}[\s_.\-]+([^\W\d_][^\W_]*)", re.IGNORECASE)
_METING = re.compile(
    rf"(?<![^\W_])meting[\s_.\-]*(?:van[\s_.\-]+)?{_LABEL}{_NO_DATE}", re.IGNORECASE
)
# `met de vorige meting 2025` speaks of another meting than its own.
_EARLIER = re.compile(r"(vorige|vorig|eerdere|oude|sinds|sinds de)[\s_.\-]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Spoken:
    """The codes of the organisations and the metingen that a text speaks of; empty when none."""

    organisations: frozenset[str] = frozenset()
    metingen: frozenset[str] = frozenset()


def spoken_in(file: str, organisations: Mapping[str, Organisation]) -> Spoken:
    """What a file name speaks of: its own last part, not the folder, zip or mail it came in.

    A year counts only in our own pattern or after the word `meting`. Of a label that can be
    read in two ways both are given.
    """
    name = _stem(file)
    return Spoken(
        frozenset(_codes(name, organisations)),
        frozenset((*_metingen_in_our_pattern(name), *_metingen_after_the_word(name))),
    )


def years_in(file: str) -> frozenset[str]:
    """Every year in a file name that is not part of a date: for where nothing else is left."""
    return frozenset(_YEAR.findall(_stem(file)))


def code_of(name: str, organisations: Mapping[str, Organisation]) -> str:
    """The code of the organisation with this name, as people write it; empty when unknown."""
    return _known(tuple(organisations.values())).get("".join(_words(name)), "")


def _stem(file: str) -> str:
    name = file.replace("\\", "/").rpartition("/")[2]
    return re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)


def _codes(name: str, organisations: Mapping[str, Organisation]) -> Iterator[str]:
    by_code = {code.casefold(): code for code in organisations}
    for word in re.findall(r"[^\W_]+", name.casefold()):
        if word in by_code and _TELLING_CODE.fullmatch(word):
            yield by_code[word]
    for match in _OURS.finditer(name):
        code = match[4].casefold()
        if code in by_code or _OFFICIAL_CODE.fullmatch(code):
            yield by_code.get(code, code.upper())
    yield from _named(name, _known(tuple(organisations.values())))


def _named(name: str, known: Mapping[str, str]) -> Iterator[str]:
    """The codes of the names in a text, from left to right, the longest name first."""
    words = _words(name)
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _MOST_WORDS), at, -1):
            joined = "".join(words[at:end])
            if joined in known:
                if known[joined] and not (at and words[at - 1] in _PART_OF_A_NAME):
                    yield known[joined]
                at = end
                break
        else:
            at += 1


_MOST_WORDS = 8


@lru_cache(maxsize=8)
def _known(organisations: tuple[Organisation, ...]) -> Mapping[str, str]:
    """Names, their words joined, with the code of the participant; empty for other names."""
    regions = {name for item in organisations for name in (item.riec, item.veiligheidsregio)}
    others = [*_ELSEWHERE]
    for region in regions - {""}:
        others += [region, f"RIEC {region}", f"Veiligheidsregio {region}", f"Regio {region}"]
    known = dict.fromkeys(("".join(_words(name)) for name in others), "")
    for item in organisations:
        known["".join(_words(item.name))] = item.code
        known["".join(_words(item.title))] = item.code
        known["".join(_words(f"{item.kind} {item.name}"))] = item.code
    known.pop("", None)
    return known


def _words(text: str) -> list[str]:
    """The words of a text, folded; `DenHelder2` is three of them."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " en "))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return [word.casefold() for word in re.findall(r"[^\W\d_]+|\d+", plain)]


def _metingen_in_our_pattern(name: str) -> Iterator[str]:
    for match in _OURS.finditer(name):
        if not _is_month(match[4]):
            yield from _labels(match[1], match[2], match[3])


def _metingen_after_the_word(name: str) -> Iterator[str]:
    for match in _METING.finditer(name):
        if _EARLIER.search(name[: match.start()]):
            continue
        year, sign, number = match[1], match[2], match[3]
        yield from _labels(year, sign, number)
        if sign != "-":
            # Who writes `meting 2026` need not mean the first of that year.
            yield from (f"{year}-{part}" for part in range(1, 10))


def _labels(year: str, sign: str | None, number: str | None) -> Iterator[str]:
    """The label; both readings where what stands between may have been another sign."""
    if number:
        yield f"{year}-{number}"
    if sign != "-":
        yield year


def _is_month(word: str) -> bool:
    folded = word.casefold()
    short = {month[:3] for month in MONTHS} | {"mrt", "sept"}
    return folded in MONTHS or folded in short
