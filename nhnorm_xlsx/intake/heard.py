"""Everything in a file that says whose it is and of which meting, and whether it agrees. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import repeat

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.visible import read_document_title
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.bound import RawForm
from nhnorm_xlsx.intake.names import code_of, spoken_in
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import Decided

_HIDDEN_SHEET = "het verborgen blad"
_OTHER_HIDDEN_SHEET = "een tweede verborgen blad"


@dataclass(frozen=True)
class Witness:
    """One place in a file and what it says: organisation codes, metingen, the editie of the norm.

    More than one of a kind means that any of them may be meant; nothing, that it says nothing.
    """

    where: str
    organisations: frozenset[str] = frozenset()
    metingen: frozenset[str] = frozenset()
    edities: frozenset[str] = frozenset()


def witnesses(
    form: RawForm, file: str, title: str, organisations: Mapping[str, Organisation]
) -> tuple[Witness, ...]:
    """Every place that may say whose file this is; `title` is that in the document's properties.

    Names are compared by code: a name that is not known (any more) says nothing.
    """
    spoken = spoken_in(file, organisations)
    titled = read_document_title(title)
    return (
        _stamped(_HIDDEN_SHEET, form.stamp_values),
        *(_stamped(_OTHER_HIDDEN_SHEET, values) for values in form.other_stamps),
        _stamped("de eigenschappen van het document", form.property_values),
        _named("de titel van het document", titled.name, titled.meting, organisations),
        *(
            _named(f"het blad '{seen.sheet}'", seen.name, seen.meting, organisations)
            for seen in form.in_view
        ),
        Witness("de bestandsnaam", spoken.organisations, spoken.metingen),
    )


def contradiction(
    heard: Iterable[Witness], organisations: Mapping[str, Organisation], decided: Decided
) -> Finding | None:
    """The one finding that names all who disagree; None when nobody does.

    About what was decided nobody is asked any more.
    """
    heard = tuple(heard)
    aspects = [
        aspect
        for aspect in _ASPECTS
        if not aspect.settled(decided) and not _agree(map(aspect.said, heard))
    ]
    if not aspects:
        return None
    found = finding(
        kinds.TWEE_STEMPELS if _two_stamps(heard, aspects) else kinds.TWEE_IDENTITEITEN,
        waarover=" en ".join(aspect.about for aspect in aspects),
        gezegd="; ".join(_told(heard, aspects, organisations)),
        regel=" en ".join(dict.fromkeys(aspect.line(heard) for aspect in aspects)),
    )
    return replace(found, decisions=tuple(dict(map(_deciding, aspects, repeat(heard))).items()))


def _deciding(aspect: _Aspect, heard: Iterable[Witness]) -> tuple[str, str]:
    """The decision that settles this, and what can be chosen."""
    by_meting = aspect.decision == "editie"
    asked = next(it for it in _ASPECTS if it.decision == "meting") if by_meting else aspect
    return asked.decision, " of ".join(asked.choices(heard))


def _stamped(where: str, values: Mapping[str, str]) -> Witness:
    def given(key: str) -> frozenset[str]:
        return frozenset({values[key]}) if values.get(key) else frozenset()

    return Witness(where, given("organisatie_code"), given("meting"), given("editie"))


def _named(
    where: str, name: str, meting: str, organisations: Mapping[str, Organisation]
) -> Witness:
    code = code_of(name, organisations)
    return Witness(where, frozenset({code} - {""}), frozenset({meting} - {""}))


@dataclass(frozen=True)
class _Aspect:
    """Something that witnesses can disagree about, and how it is put to people."""

    about: str
    said: Callable[[Witness], frozenset[str]]
    settled: Callable[[Decided], bool]
    decision: str

    def choices(self, heard: Iterable[Witness]) -> list[str]:
        """What the witnesses say."""
        return sorted({_shortest(self.said(item)) for item in heard if self.said(item)})

    def line(self, heard: Iterable[Witness]) -> str:
        """Which line in besluiten.csv would settle it."""
        choices = self.choices(heard)
        if self.decision == "editie":
            return "een regel met 'meting' en de meting (dan telt het verborgen blad)"
        return f"een regel met '{self.decision}' en {' of '.join(choices)}"


_ASPECTS = (
    _Aspect(
        "van wie het is",
        lambda item: item.organisations,
        lambda decided: bool(decided.organisation),
        "organisatie",
    ),
    _Aspect(
        "de meting",
        lambda item: item.metingen,
        lambda decided: bool(decided.meting),
        "meting",
    ),
    _Aspect(
        "de editie van de norm",
        lambda item: item.edities,
        lambda decided: bool(decided.organisation or decided.meting),
        "editie",
    ),
)


def _agree(said: Iterable[frozenset[str]]) -> bool:
    """Whether there is something that everybody who says anything can mean."""
    spoken = [item for item in said if item]
    return not spoken or bool(frozenset.intersection(*spoken))


def _two_stamps(heard: Iterable[Witness], aspects: Iterable[_Aspect]) -> bool:
    stamps = [item for item in heard if item.where in (_HIDDEN_SHEET, _OTHER_HIDDEN_SHEET)]
    return any(not _agree(map(aspect.said, stamps)) for aspect in aspects)


def _told(
    heard: Iterable[Witness],
    aspects: Iterable[_Aspect],
    organisations: Mapping[str, Organisation],
) -> Iterator[str]:
    """`Heiloo (GM0399) volgens het verborgen blad`: who say the same are taken together."""
    by_text: dict[str, list[str]] = {}
    for item in heard:
        text = ", ".join(
            _in_words(aspect, item, organisations) for aspect in aspects if aspect.said(item)
        )
        if text:
            by_text.setdefault(text, []).append(item.where)
    for text, places in by_text.items():
        *first, last = dict.fromkeys(places)
        yield f"{text} volgens {' en '.join((', '.join(first), last) if first else (last,))}"


def _in_words(aspect: _Aspect, item: Witness, organisations: Mapping[str, Organisation]) -> str:
    said = aspect.said(item)
    if aspect.decision != "organisatie":
        return f"{aspect.decision} {_shortest(said)}"
    return ", ".join(described(code, organisations) for code in sorted(said))


def described(code: str, organisations: Mapping[str, Organisation]) -> str:
    """An organisation as it is put to people: `Heiloo (GM0399)`."""
    known = organisations.get(code)
    return f"{known.name} ({code})" if known else code


def _shortest(labels: Iterable[str]) -> str:
    """Of the readings of one label the plainest."""
    return min(labels, key=lambda label: (len(label), label), default="")
