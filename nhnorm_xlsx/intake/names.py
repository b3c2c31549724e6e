"""Which participants and metingen a text speaks of: a file name, a title. Pure.

A name counts whole (Haarlem is not in Haarlemmermeer), the longest first (Bergen is not in
Bergen op Zoom), and not as a part of the name of a RIEC or a veiligheidsregio. Capitals,
accents and what stands between words make no difference: `gemeente_Heiloo`, `DenHelder`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from nhnorm_xlsx.intake.values import is_month
from nhnorm_xlsx.organisations import Organisation

_Words = tuple[str, ...]

# Other places, in whose name that of a participant may stand.
_ELSEWHERE = ("Bergen op Zoom", "Bergen Limburg", "Nieuw-Bergen", "Hoorn op Terschelling")
# `Den Hoorn`, `Van der Laren`: part of another name.
_PART_OF_A_NAME = ("den", "der", "ter", "ten")
# A code that can be told from a word: letters and digits, and not too short.
_TELLING_CODE = re.compile(r"(?=.*[a-z])(?=.*\d)[a-z\d]{4,}")
_OFFICIAL_CODE = re.compile(r"gm\d{4}|pv\d{2}")

# Where a new word begins without a space.
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SUFFIX = re.compile(r"\.(xl[a-z]{1,2}|ods|fods|ots|bak|tmp|zip)$", re.IGNORECASE)

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
    if not name:
        return ""
    known = _listed(_Everyone(organisations)).names
    return known.get(_words(name, known), "")


def _stem(file: str) -> str:
    name = file.replace("\\", "/").rpartition("/")[2]
    return _SUFFIX.sub("", name)


def _codes(name: str, organisations: Mapping[str, Organisation]) -> Iterator[str]:
    listed = _listed(_Everyone(organisations))
    by_code = listed.codes
    for word in re.findall(r"[^\W_]+", name.casefold()):
        if word in by_code and _TELLING_CODE.fullmatch(word):
            yield by_code[word]
    for match in _OURS.finditer(name):
        code = match[4].casefold()
        if code in by_code or _OFFICIAL_CODE.fullmatch(code):
            yield by_code.get(code, code.upper())
    yield from _named(name, listed)


def _named(name: str, listed: _Listed) -> Iterator[str]:
    """The codes of the names in a text, from left to right, the longest name first."""
    known, longest = listed.names, listed.longest
    words = _words(name, known)
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + longest), at, -1)
        end = next((end for end in ends if words[at:end] in known), 0)
        if not end:
            at += 1
            continue
        code = known[words[at:end]]
        if code and not (at and words[at - 1] in _PART_OF_A_NAME):
            yield code
        at = end


class _Everyone:
    """A list of organisations, known again because they are the very same objects.

    Every file asks for it several times: comparing hundreds by what they hold takes longer than
    reading the file.
    """

    def __init__(self, organisations: Mapping[str, Organisation]) -> None:
        self.by_code = organisations
        self._same = (tuple(organisations), tuple(map(id, organisations.values())))
        self._held = tuple(organisations.values())  # no other object gets their place

    def __hash__(self) -> int:
        return hash(self._same)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Everyone) and self._same == other._same


@dataclass(frozen=True)
class _Listed:
    """Codes by how they are written, names as words with their code, the longest name in words."""

    codes: Mapping[str, str]
    names: Mapping[_Words, str]
    longest: int


@lru_cache(maxsize=8)
def _listed(everyone: _Everyone) -> _Listed:
    """Worked out once for a list of organisations."""
    codes = {code.casefold(): code for code in everyone.by_code}
    names = _known(tuple(everyone.by_code.values()))
    return _Listed(codes, names, max(map(len, names), default=0))


def _known(organisations: tuple[Organisation, ...]) -> Mapping[_Words, str]:
    """Names as words, with the code of the participant; empty for the names of others."""
    known = dict.fromkeys((form for name in _others(organisations) for form in _forms(name)), "")
    for item in organisations:
        for name in (item.name, item.title, f"{item.kind} {item.name}"):
            known |= dict.fromkeys(_forms(name), item.code)
    return known


def _others(organisations: Iterable[Organisation]) -> Iterator[str]:
    """Names in which that of a participant may stand without being meant."""
    listed = list(organisations)
    yield from _ELSEWHERE
    for region in {name for item in listed for name in (item.riec, item.veiligheidsregio)} - {""}:
        plain = region.removeprefix("RIEC ")
        # `RIEC Amsterdam` is short for that of Amsterdam-Amstelland.
        short = [item.name for item in listed if plain.startswith(item.name)]
        for name in (plain, *short):
            yield from (f"{kind} {name}" for kind in ("RIEC", "veiligheidsregio", "regio"))
        yield from (region, plain)


def _forms(name: str) -> Iterator[_Words]:
    """The ways to write a name: its words apart, or some of them joined (`DenHelder`)."""
    words = _words(name)
    for joints in product((" ", ""), repeat=max(0, len(words) - 1)):
        joined = "".join(word + joint for word, joint in zip(words, (*joints, ""), strict=True))
        if words:
            yield tuple(joined.split())


def _words(text: str, known: Collection[_Words] = ()) -> _Words:
    """The words of a text, folded; `Heiloo2` is two of them, `BergenHeiloo` too.

    What is `known` as one word stays one.
    """
    plain = unicodedata.normalize("NFKD", text.replace("&", " en "))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found: list[str] = []
    for word in re.findall(r"[^\W\d_]+|\d+", plain):
        parts = [word] if (word.casefold(),) in known else _CAPITAL.split(word)
        found += [part.casefold() for part in parts]
    return tuple(found)


def _metingen_in_our_pattern(name: str) -> Iterator[str]:
    for match in _OURS.finditer(name):
        if not is_month(match[4].casefold()):
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
