"""Which norm is a row about? What three witnesses on that row say, and who decides. Pure.

The hidden key, the number in view and the text in view are heard, and none of them is believed
by itself: whoever sorts, pastes or types over a sheet can part any of them from the answers.
Our explanation stands between them and the answers. It decides nothing, but when it is that of
another norm, a part of the row was moved without the rest, and nobody can tell which part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nhnorm_xlsx.contract.text import loosely
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.intake.raw import RawValue
from nhnorm_xlsx.intake.values import as_text

NOBODY: frozenset[str] = frozenset()
# A shorter beginning of a text is no proof of which text it is.
_LEAST_OF_A_TEXT = 25
_MAJORITY = 2


class NormTexts:
    """The wording of every norm in every known editie, to tell whose text stands in a cell."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        every = tuple(definitions)
        self._own = {item.editie: _wording([item]) for item in every}
        self._others = {
            item.editie: _wording(other for other in every if other.editie != item.editie)
            for item in every
        }
        self._all = _wording(every)
        self._explained = {item.editie: _explanations(item) for item in every}
        # Most cells hold no text of ours: that is seen at once.
        self._beginnings = {known[:_LEAST_OF_A_TEXT] for known in self._all}

    def names(self, text: str, editie: str = "") -> frozenset[str]:
        """The norms of which this is the text; none when it is no text of ours, or an edited one.

        The wording of `editie` goes before that of others. Spaces, quotes and capitals do not
        count, and a text may have been cut off, as long as only one text begins like that.
        """
        heard = loosely(text)
        if heard not in self._all and heard[:_LEAST_OF_A_TEXT] not in self._beginnings:
            return NOBODY
        own, others = self._own.get(editie, {}), self._others.get(editie, self._all)
        beginning = heard.rstrip(".")
        return (
            own.get(heard)
            or others.get(heard)
            or _cut_off(beginning, own)
            or _cut_off(beginning, others)
        )

    def explains(self, text: str, editie: str) -> frozenset[str]:
        """The norms of this editie that this is our explanation of; none when it is another text.

        A line of our own may go before it.
        """
        heard = loosely(text)
        known = self._explained.get(editie, {})
        return known.get(heard) or NOBODY.union(
            *(norms for said, norms in known.items() if heard.endswith(said))
        )


def _explanations(definition: Definition) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for norm in definition.norms:
        for said in (norm.explanation, *(text for _, text in norm.explanations)):
            text = loosely(said)
            if len(text) >= _LEAST_OF_A_TEXT:
                found[text] = found.get(text, NOBODY) | {norm.number}
    return found


def _wording(definitions: Iterable[Definition]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for definition in definitions:
        for norm in definition.norms:
            text = loosely(norm.text)
            found[text] = found.get(text, NOBODY) | {norm.number}
    return found


def _cut_off(beginning: str, wording: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if len(beginning) < _LEAST_OF_A_TEXT:
        return NOBODY
    longer = [known for known in wording if known.startswith(beginning)]
    return wording[longer[0]] if len(longer) == 1 else NOBODY


def numbers_in(value: RawValue | None, known: Collection[str]) -> frozenset[str]:
    """The norms that a number in view can stand for; none when it is no norm number.

    A program that made a number of `5.10` cannot tell it from `5.1`: then it may be either.
    """
    if isinstance(value, str):
        text = value.strip().rstrip(".")
        if "," not in text:
            return frozenset((text,)) if text in known else NOBODY
        return frozenset(item for item in (text, text.replace(",", ".")) if item in known)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return frozenset(number for number in known if _same_number(number, value))
    return NOBODY


def _same_number(number: str, value: float) -> bool:
    whole, dot, rest = number.partition(".")
    if not whole.isdecimal() or not (rest.isdecimal() or not dot):
        return False
    return number == as_text(value) or float(number) == value


@dataclass(frozen=True)
class Witnesses:
    """The norms that each witness on one row names; one that is absent names none.

    A number or a text can stand for several norms: then it agrees with each of them. The
    explanation does not decide, it can only contradict.
    """

    key: frozenset[str] = NOBODY
    number: frozenset[str] = NOBODY
    text: frozenset[str] = NOBODY
    explanation: frozenset[str] = NOBODY

    @property
    def present(self) -> tuple[frozenset[str], ...]:
        """What those say that are there."""
        return tuple(said for said in (self.key, self.number, self.text) if said)

    @property
    def named(self) -> frozenset[str]:
        """Every norm that any of them names."""
        return self.explanation.union(*self.present)


@dataclass(frozen=True)
class Verdict:
    """The norm that a row is about, empty when that cannot be decided.

    `votes` is how many witnesses name it, `against` are the names of those that name another.
    """

    norm: str
    votes: int = 0
    against: frozenset[str] = NOBODY


UNDECIDED = Verdict("")


def decide(rows: Sequence[Witnesses]) -> tuple[Verdict, ...]:
    """For every row which norm it is about.

    Two witnesses that agree decide, also against the third. One that is left alone decides
    as long as no row that is itself undecided may be about the same norm. Nothing is guessed:
    one against one, or three that name three norms, decide nothing, and neither does a row
    with the explanation of another norm.
    """
    found = [_verdict(row) for row in rows]
    doubtful = Counter(
        norm
        for row, verdict in zip(rows, found, strict=True)
        if not verdict.norm
        for norm in row.named
    )
    return tuple(
        UNDECIDED if verdict.votes == 1 and doubtful[verdict.norm] else verdict for verdict in found
    )


def _verdict(row: Witnesses) -> Verdict:
    if row.key and row.key == row.number == row.text == row.explanation and len(row.key) == 1:
        return Verdict(next(iter(row.key)), 3)  # all of them, as on nearly every row
    votes = Counter(norm for said in row.present for norm in said)
    if not votes:
        return UNDECIDED
    most = max(votes.values())
    leading = [norm for norm, number in votes.items() if number == most]
    if len(leading) != 1 or (most < _MAJORITY and len(row.present) > 1):
        return UNDECIDED
    (norm,) = leading
    if row.explanation and norm not in row.explanation:
        return UNDECIDED
    against = {
        name
        for name in ("key", "number", "text")
        if (said := getattr(row, name)) and norm not in said
    }
    return Verdict(norm, most, frozenset(against))
