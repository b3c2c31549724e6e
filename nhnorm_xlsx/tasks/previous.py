"""What each organisation answered before, to show beside the norms that are asked now.

Of each organisation its own latest answers, from whichever meting; and besides, only to be seen,
those of organisations that merged into it, and those to norms that are no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nhnorm_xlsx.answers import Answer, EarlierAnswer, FieldValue, FromBefore, OtherAnswer
from nhnorm_xlsx.contract.fields import FIELDS, FieldKind, is_blank
from nhnorm_xlsx.dataset.remnants import THERE_WAS_ONE
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.edities.lineage import Lineage, lineage
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.organisations import Organisation, went_on_as
from nhnorm_xlsx.tasks.suggesting import Past, suggestion
from nhnorm_xlsx.texts import generating as generating_texts
from nhnorm_xlsx.texts import previous as texts

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset

# What stands in a table, as an answer holds it.
_FROM_TABLE: Mapping[FieldKind, Callable[[Any], FieldValue]] = {
    FieldKind.CHOICE: str,
    FieldKind.TEXT: str,
    FieldKind.DATE: lambda moment: moment.date(),
    FieldKind.NUMBER: float,
}

# The answers of one organisation: by meting, by the number of the norm then.
_Answered = Mapping[str, Mapping[str, Past]]


@dataclass(frozen=True)
class Earlier:
    """What was answered before a meting, by organisation code.

    `answers` are its own latest, by the number of the norm now; `beside` is what it is only shown.
    `metingen` says of which meting its latest are, `dropped` which norms are no more, by the
    editie that they were of.
    """

    answers: Mapping[str, Mapping[str, EarlierAnswer]] = field(default_factory=dict)
    beside: Mapping[str, FromBefore] = field(default_factory=dict)
    metingen: Mapping[str, str] = field(default_factory=dict)
    editie: str = ""
    dropped: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def remarks(self, asked: Sequence[Organisation]) -> Iterator[str]:
        """What there is to say of the organisations that are asked, in sentences."""
        found = {item: self.metingen.get(item.code, "") for item in asked}
        newest = max(found.values(), default="")
        for meting in sorted({*found.values()} - {"", newest}, reverse=True):
            names = [item.listed_name for item, of in found.items() if of == meting]
            yield texts.older(meting, newest, names)
        without = [item.listed_name for item, meting in found.items() if not meting]
        if without:
            yield texts.without(without)
        for item in asked:
            gone = self.beside.get(item.code, FromBefore()).organisations
            if gone:
                yield texts.merged_into(item.listed_name, gone)
        for then, numbers in sorted(self.dropped.items()):
            if numbers:
                yield texts.dropped(self.editie, numbers, then)


def read_previous(
    folder: Path,
    definition: Definition,
    meting: str,
    organisations: Iterable[Organisation] = (),
) -> Earlier:
    """The answers in a dataset from before this meting, under the norms of this definition.

    `organisations` are all that are known, also those that are no more: who merged into whom.

    Raises `StorageError` without a dataset, `UsageError` when it holds no earlier meting.
    """
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.dataset.metingen import earlier_metingen
    from nhnorm_xlsx.tasks.importing import made_current

    made_current(folder)
    tables = read_tables(folder)
    found = previous_in(tables, definition, meting, organisations)
    if not earlier_metingen(tables, meting):
        raise UsageError(f"In {folder} staat geen meting van vóór {meting}.")
    return found


def earlier_in(folder: Path, meting: str) -> str:
    """The newest meting before this one with answers in a dataset folder; empty without one.

    Raises `StorageError` when there is a dataset that cannot be read.
    """
    from nhnorm_xlsx.dataset.files import read_tables
    from nhnorm_xlsx.dataset.metingen import earlier_metingen
    from nhnorm_xlsx.dataset.store import recover, was_imported
    from nhnorm_xlsx.tasks.importing import made_current

    recover(folder)
    if not was_imported(folder):
        return ""
    made_current(folder)
    return max(earlier_metingen(read_tables(folder), meting), default="")


def about_shown(shown: str, folder: Path, answered: Earlier) -> list[str]:
    """What is said when the answers of this meting are shown without being asked for.

    `shown` is empty when they were asked for, or there are none.
    """
    if not shown:
        return []
    return [
        generating_texts.beside_each_norm(shown, folder)
        if answered.answers or answered.beside
        else generating_texts.nothing_continues(shown)
    ]


def previous_in(
    dataset: Dataset,
    definition: Definition,
    meting: str,
    organisations: Iterable[Organisation] = (),
) -> Earlier:
    """The same from a dataset in memory; empty when it holds no earlier meting."""
    from nhnorm_xlsx.tasks.known_edities import known_edities

    edities = known_edities(dataset)
    given = _given(dataset, edities, meting)
    latest = {code: found for code, of in given.items() if (found := _latest(of))}
    lines = {editie: lineage(old, definition, edities.values()) for editie, old in edities.items()}
    by_code = {item.code: item for item in organisations}
    former = {
        code: [item for item in gone if not _was_answered_for(item, by_code, given)]
        for code, gone in _merged_into(tuple(by_code.values()), meting).items()
    }
    codes = {
        *latest,
        *(code for code, gone in former.items() if {g.code for g in gone} & {*latest}),
    }
    shown = {
        code: _beside(code, given, latest, lines, former.get(code, ())) for code in sorted(codes)
    }
    used = sorted({item.editie for code in latest for item in given[code][latest[code]].values()})
    return Earlier(
        {code: _own(given[code], latest[code], lines) for code in latest},
        {code: item for code, item in shown.items() if item is not None},
        latest,
        definition.editie,
        {then: [norm.number for norm in lines[then].dropped] for then in used},
    )


def _given(
    dataset: Dataset, edities: Mapping[str, Definition], meting: str
) -> dict[str, dict[str, dict[str, Past]]]:
    """What everybody answered before this meting, by code, meting and norm."""
    import pandas as pd

    answers = dataset.antwoorden.astype({"meting": "str"})
    times = dataset.inzendingen.set_index("bestand")["ontvangen_op"].to_dict()
    found: dict[str, dict[str, dict[str, Past]]] = {}
    for row in answers[answers["meting"] < meting].to_dict("records"):
        moment = times.get(row["bestand"])
        day: date | None = None if moment is None or pd.isna(moment) else moment.date()
        norm, of = str(row["norm"]), str(row["meting"])
        editie = str(row["editie"])
        text = edities[editie].norm_by_number[norm].text
        item = Past(of, editie, norm, text, day, values_in(row))
        found.setdefault(str(row["organisatie_code"]), {}).setdefault(of, {})[norm] = item
    return found


def values_in(row: Mapping[Any, Any]) -> dict[str, FieldValue]:
    """The answer in a row of the table; a field that came later is not in it."""
    import pandas as pd

    given = {item: row.get(item.key) for item in FIELDS}
    values = {
        item.key: _FROM_TABLE[item.kind](value)
        for item, value in given.items()
        if not pd.isna(value)
    }
    return {
        key: value
        for key, value in values.items()
        if not is_blank(value) and value != THERE_WAS_ONE
    }


def _latest(given: _Answered) -> str:
    """The last meting in which anything was answered; empty when there is none."""
    return max(
        (of for of, norms in given.items() if any(n.values for n in norms.values())), default=""
    )


def _pieces(given: _Answered, number: str, lines: Mapping[str, Lineage]) -> list[Past]:
    """The latest answers that belong to a norm of now: all from one meting."""
    for meting in sorted(given, reverse=True):
        found = [item for item in _asked(given[meting], number, lines) if item.values]
        if found:
            return found
    return []


def _asked(here: Mapping[str, Past], number: str, lines: Mapping[str, Lineage]) -> Iterator[Past]:
    """What stands in one meting for the norms that a norm of now goes on from."""
    for editie, line in lines.items():
        for then in line.earlier.get(number, ()):
            item = here.get(then)
            if item is not None and item.editie == editie:
                yield item


def _is_one(number: str, piece: Past, lines: Mapping[str, Lineage]) -> bool:
    line = lines[piece.editie]
    return bool(line.earlier.get(number)) and line.is_one_to_one(number)


def _own(given: _Answered, latest: str, lines: Mapping[str, Lineage]) -> dict[str, EarlierAnswer]:
    """The earlier answers of an organisation itself, by the number of the norm now."""
    found: dict[str, EarlierAnswer] = {}
    new = next(iter(lines.values())).new
    for norm in new.norms:
        number = norm.number
        pieces = _pieces(given, number, lines)
        if not pieces:
            # Left open, but asked: the day it came in is known.
            asked = list(_asked(given[latest], number, lines))
            if len(asked) == 1 and _is_one(number, asked[0], lines):
                found[number] = EarlierAnswer(latest, asked[0].day, Answer(number, {}))
        elif pieces[0].meting == latest and _is_one(number, pieces[0], lines):
            found[number] = EarlierAnswer(latest, pieces[0].day, Answer(number, pieces[0].values))
        else:
            one = _is_one(number, pieces[0], lines)
            found[number] = suggestion(number, pieces, of_one=one, latest=latest)
    return found


def _merged_into(
    organisations: Sequence[Organisation], meting: str
) -> dict[str, list[Organisation]]:
    """Who merged into whom before this meting, by the code of who goes on; also through others."""
    by_code = {item.code: item for item in organisations}
    found: dict[str, list[Organisation]] = {}
    for item in organisations:
        heir = went_on_as(item, by_code, meting)
        if heir is not item:
            found.setdefault(heir.code, []).append(item)
    return found


def _was_answered_for(
    item: Organisation, by_code: Mapping[str, Organisation], given: Mapping[str, _Answered]
) -> bool:
    """Whether who it merged into answered since, for the whole: what it said itself is in that."""
    since = {of for metingen in given.values() for of in metingen if not item.takes_part_in(of)}
    heirs = ((of, went_on_as(item, by_code, of).code) for of in since)
    return any(
        piece.values
        for of, code in heirs
        if code != item.code
        for piece in given.get(code, {}).get(of, {}).values()
    )


def _beside(
    code: str,
    given: Mapping[str, _Answered],
    latest: Mapping[str, str],
    lines: Mapping[str, Lineage],
    former: Sequence[Organisation],
) -> FromBefore | None:
    """What an organisation is only shown; None when there is nothing."""
    own = latest.get(code, "")
    others: dict[str, list[OtherAnswer]] = {}
    dropped = list(_dropped(given[code], own, lines)) if own else []
    for item in former:
        if item.code not in latest:
            continue
        theirs, name = given[item.code], item.listed_name
        for norm in next(iter(lines.values())).new.norms:
            for piece in _pieces(theirs, norm.number, lines):
                one = _is_one(norm.number, piece, lines)
                shown = piece.as_other(name, of_one=one)
                others.setdefault(norm.number, []).append(shown)
        dropped += _dropped(theirs, latest[item.code], lines, name)
    if not others and not dropped:
        return None
    return FromBefore({number: tuple(items) for number, items in others.items()}, tuple(dropped))


def _dropped(
    given: _Answered, latest: str, lines: Mapping[str, Lineage], name: str = ""
) -> Iterator[OtherAnswer]:
    """The answers to norms that are no more, of the editie that was answered last.

    An organisation itself also sees those that it left open.
    """
    edities = {item.editie for item in given[latest].values()}
    for editie in sorted(edities):
        for norm in lines[editie].dropped:
            of_norm = [
                found
                for meting in sorted(given, reverse=True)
                if (found := given[meting].get(norm.number)) and found.editie == editie
            ]
            answered = [item for item in of_norm if item.values]
            for item in (answered or ([] if name else of_norm))[:1]:
                yield item.as_other(name)
