"""What a comparison is about: which meting, which gemeenten, which answers.

Everything after this module works with plain strings, complete grids (every answering
gemeente times every norm) and one fixed order: gemeenten alphabetically, norms as in
the definition.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from nhnorm_xlsx.compare.tables.edities import most_voted, shared_norms, votes_of
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.dataset.metingen import choose_meting, earlier_metingen
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.schema import (
    ANTWOORDEN,
    DATE_COLUMNS,
    NORMEN,
    NUMBER_COLUMNS,
    TIME_COLUMNS,
    WHOLE_NUMBER_COLUMNS,
)
from nhnorm_xlsx.organisations import Organisation

_TYPED = {*DATE_COLUMNS, *TIME_COLUMNS, *WHOLE_NUMBER_COLUMNS, *NUMBER_COLUMNS}
_PER_GEMEENTE = ("organisatie_code", "organisatie")
_PER_NORM = ("editie", "thema", "thema_titel", "kop", "norm", "norm_tekst")
_GIVEN = tuple(
    name
    for name in ANTWOORDEN
    if name not in {*_PER_GEMEENTE, *_PER_NORM, "meting", "soort", "riec", "veiligheidsregio"}
)
# One row per (answering gemeente, norm): the columns of every `answers` frame in this room.
ANSWER_COLUMNS = ("meting", *_PER_GEMEENTE, "grootteklasse", *_PER_NORM, *_GIVEN)
# One row per gemeente that answered another editie than the one that is compared: `gedeeld`
# is how many norms both edities share, `ingevuld` how many of those it answered.
OTHER_EDITIE = (*_PER_GEMEENTE, "editie", "gedeeld", "ingevuld")


@dataclass(frozen=True)
class Meting:
    """One meting of the gemeenten in scope.

    `expected` are those that take part in it, alphabetically. `normen` is
    one row per norm of the editie, in order (the columns of `schema.NORMEN`). `answers`
    is one row per (gemeente with at least one answer, norm), also for norms left open;
    columns `ANSWER_COLUMNS`. Answers to another editie stand there under the norms that
    they are shared with; `others` says whose those are (`OTHER_EDITIE`), and `links` which
    norm is which: editie -> number there -> number here.
    """

    meting: str
    editie: str
    expected: tuple[Organisation, ...]
    normen: pd.DataFrame
    answers: pd.DataFrame
    others: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(OTHER_EDITIE)))
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def complete_by(self) -> date | None:
        """The day by which all must comply with this editie; None when it says none."""
        days = [text for text in self.normen["uiterlijk"] if text]
        return date.fromisoformat(days[0]) if days else None

    @cached_property
    def answered(self) -> frozenset[str]:
        """The codes of the gemeenten that count: those with at least one answer."""
        return frozenset(self.answers["organisatie_code"])


@dataclass(frozen=True)
class Scope:
    """The comparison's subject: `metingen` from old to new, the last is the current one."""

    name: str
    today: date
    gemeenten: tuple[Organisation, ...]
    metingen: tuple[Meting, ...]

    @property
    def current(self) -> Meting:
        """The meting that is compared."""
        return self.metingen[-1]

    @property
    def previous(self) -> Meting | None:
        """The meting before it, if the dataset has one."""
        return self.metingen[-2] if len(self.metingen) > 1 else None


def alphabetical(organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """By name as a reader looks it up: without accents, apostrophes and capitals."""
    return tuple(sorted(organisations, key=lambda item: (sort_key(item.listed_name), item.code)))


def sort_key(name: str) -> str:
    """The letters of a name that count for the alphabet."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum() or letter == " ").strip()


def build_scope(
    dataset: Dataset,
    organisations: Iterable[Organisation],
    name: str,
    meting: str | None,
    today: date,
    *,
    seen_from: str = "",
) -> Scope:
    """The scope of these organisations (a provincie among them is left out).

    `meting` is the newest in the dataset unless given. Compared is the editie that most
    gemeenten answered, or that of the one it is `seen_from` (a code). Raises `UsageError`
    for a meting that the dataset does not know.
    """
    return Scopes(dataset, organisations, name, meting, today).seen_from(seen_from)


class Scopes:
    """The scopes of the same organisations, each seen from another; see `build_scope`.

    Which editie is compared depends on whose eyes it is seen with; all the rest is the same,
    and worked out once. A provincie is left out, unless it is asked for.
    """

    def __init__(
        self,
        dataset: Dataset,
        organisations: Iterable[Organisation],
        name: str,
        meting: str | None,
        today: date,
        *,
        with_provincie: bool = False,
    ) -> None:
        self._name, self._today = name, today
        self._gemeenten = alphabetical(
            item for item in organisations if with_provincie or not item.is_provincie
        )
        self._normen = plain(dataset.normen, NORMEN)
        current = choose_meting(dataset, meting) or str(today.year)
        self._given = {
            label: _given_in(dataset.antwoorden, label, self._gemeenten)
            for label in [*earlier_metingen(dataset, current), current]
        }
        self._votes = {label: votes_of(given) for label, given in self._given.items()}
        self._made: dict[tuple[str, ...], Scope] = {}
        self._metingen: dict[tuple[str, str], Meting] = {}

    def seen_from(self, code: str = "") -> Scope:
        """The scope with the editie of this organisation; without a code that of most."""
        edities = tuple(
            most_voted(votes, code) or self._newest(label) for label, votes in self._votes.items()
        )
        if edities not in self._made:
            metingen = [
                self._meting(label, editie)
                for label, editie in zip(self._given, edities, strict=True)
            ]
            earlier = [item for item in metingen[:-1] if not item.answers.empty]
            self._made[edities] = Scope(
                self._name, self._today, self._gemeenten, (*earlier, metingen[-1])
            )
        return self._made[edities]

    def _newest(self, label: str) -> str:
        """The editie when nobody answered: the newest that is there."""
        found = max(self._given[label]["editie"], default="")
        return str(found) or str(max(self._normen["editie"], default=""))

    def _meting(self, label: str, editie: str) -> Meting:
        if (label, editie) not in self._metingen:
            given = self._given[label]
            self._metingen[label, editie] = _build_meting(
                given, self._normen, self._gemeenten, label, editie
            )
        return self._metingen[label, editie]


def plain(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns as plain strings (missing: ""), dates, times and numbers."""
    result = pd.DataFrame(index=frame.index)
    for name in columns:
        if name not in frame.columns:
            result[name] = ""
        elif name in {*DATE_COLUMNS, *TIME_COLUMNS}:
            result[name] = _times(frame[name])
        elif name in _TYPED:
            result[name] = pd.to_numeric(frame[name], errors="coerce")
        else:
            result[name] = _texts(frame[name])
    return result.reset_index(drop=True)


def _texts(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, pd.CategoricalDtype):
        # Each text once; what is missing has the code -1: the last of these.
        each = pd.Series([*(str(text) for text in values.cat.categories), ""], dtype="str")
        return pd.Series(each.array.take(values.cat.codes.to_numpy()), values.index)
    texts = values.astype(object)
    return texts.where(texts.notna(), "").astype(str)


def _times(values: pd.Series) -> pd.Series:
    moments = pd.to_datetime(values, errors="coerce")
    return moments.dt.tz_localize(None) if moments.dt.tz is not None else moments


def _given_in(
    antwoorden: pd.DataFrame, meting: str, gemeenten: Sequence[Organisation]
) -> pd.DataFrame:
    """The answers of these gemeenten in one meting, those that take part in it, as plain."""
    codes = [item.code for item in gemeenten if item.takes_part_in(meting)]
    of_them = (antwoorden["meting"] == meting) & antwoorden["organisatie_code"].isin(codes)
    return plain(antwoorden[of_them], ANTWOORDEN)


def _build_meting(
    given: pd.DataFrame,
    normen: pd.DataFrame,
    gemeenten: Sequence[Organisation],
    meting: str,
    editie: str,
) -> Meting:
    expected = tuple(item for item in gemeenten if item.takes_part_in(meting))
    own = _normen_of(normen, given, editie)
    links = {
        other: shared_norms(own, _normen_of(normen, given, other))
        for other in sorted({*normen["editie"], *given["editie"]} - {editie})
    }
    same = _as_of_this_editie(given, editie, links)
    others = _other_editie(given, same, expected, editie, links)
    return Meting(meting, editie, expected, own, _grid(same, own, expected, meting), others, links)


def _as_of_this_editie(
    given: pd.DataFrame, editie: str, links: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """The answers under the numbers of this editie; those to norms it does not share left out."""
    numbers = [
        norm if of == editie else links[of].get(norm, "")
        for of, norm in zip(given["editie"], given["norm"], strict=True)
    ]
    here = given.assign(norm=pd.Series(numbers, index=given.index, dtype=object))
    return here[here["norm"] != ""]


def _other_editie(
    given: pd.DataFrame,
    same: pd.DataFrame,
    expected: Sequence[Organisation],
    editie: str,
    links: Mapping[str, Mapping[str, str]],
) -> pd.DataFrame:
    """Who answered another editie; columns `OTHER_EDITIE`, in the order of `expected`."""
    known = list(STATUS_BY_KEY)
    theirs = given[(given["editie"] != editie) & given["status"].isin(known)]
    edities = dict(zip(theirs["organisatie_code"], theirs["editie"], strict=True))
    done = same[same["status"].isin(known)]["organisatie_code"].value_counts().to_dict()
    rows = [
        (
            item.code,
            item.listed_name,
            edities[item.code],
            len(links[edities[item.code]]),
            done.get(item.code, 0),
        )
        for item in expected
        if item.code in edities
    ]
    return pd.DataFrame(rows, columns=list(OTHER_EDITIE))


def _normen_of(normen: pd.DataFrame, given: pd.DataFrame, editie: str) -> pd.DataFrame:
    """The norms of an editie; from the answers themselves when the dataset lacks them."""
    own = normen[normen["editie"] == editie]
    if own.empty:
        own = plain(given[given["editie"] == editie].drop_duplicates("norm"), NORMEN)
    return own.drop_duplicates("norm").reset_index(drop=True)


def _grid(
    given: pd.DataFrame,
    normen: pd.DataFrame,
    expected: Sequence[Organisation],
    meting: str,
) -> pd.DataFrame:
    """Every answering gemeente times every norm; what is not there is left open."""
    given = given.drop_duplicates(["organisatie_code", "norm"], keep="last")
    answered = set(given.loc[given["status"].isin(list(STATUS_BY_KEY)), "organisatie_code"])
    people = pd.DataFrame(
        [
            (meting, item.code, item.listed_name, item.size_class)
            for item in expected
            if item.code in answered
        ],
        columns=["meting", *_PER_GEMEENTE, "grootteklasse"],
        dtype=object,
    )
    grid = people.merge(normen[list(_PER_NORM)], how="cross")
    grid = grid.merge(
        given[["organisatie_code", "norm", *_GIVEN]], on=["organisatie_code", "norm"], how="left"
    )
    grid = plain(grid, ANSWER_COLUMNS)
    known = grid["status"].isin(list(STATUS_BY_KEY))
    grid["status"] = grid["status"].where(known, "")
    scores = {key: status.score for key, status in STATUS_BY_KEY.items()}
    grid["score"] = pd.to_numeric(grid["status"].map(scores), errors="coerce")
    return grid
