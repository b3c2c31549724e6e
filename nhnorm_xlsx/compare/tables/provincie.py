"""The tables for the provincie: aggregates only, and only those that give nobody away.

Only gemeenten are counted, over the whole provincie, per RIEC and per size class, never
both crossed. No other kind of participant counts anywhere: the provincie is in no RIEC, so
the total minus the RIECs would be its own answers.

Each norm is judged on its own: its figures are those of the gemeenten with a counted
answer to that norm. `disclosure.publishable` chooses which may be shown. Everything else
in these tables is made of the shown figures alone, so it adds nothing to compute with.

A report made twice is one more way to subtract: with one late gemeente in between, the
difference is its answers. So a report also gives `publicatie`, which stays with the
dataset and is handed to the next report. A norm whose new figures are not safe beside
the old ones shows the old ones again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import NORM, THEMA, Tables, with_everything
from nhnorm_xlsx.compare.tables.disclosure import Figure, publishable
from nhnorm_xlsx.compare.tables.riec import edities_table
from nhnorm_xlsx.compare.tables.scope import Meting, Scope, build_scope
from nhnorm_xlsx.contract.scores import COUNTED, MET, UNMET
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.organisations import SIZE_CLASSES, Organisation, riec_names

BY_PROVINCIE = "provincie"
BY_RIEC = "RIEC"
BY_SIZE = "grootte"
TOTAL = "Alle gemeenten"
SIZE_UNKNOWN = "grootte onbekend"

GROUP_COLUMNS = ["indeling", "groep"]
PUBLICATION = ["stand", "meting", "norm", *GROUP_COLUMNS, "organisatie_code", "status", "editie"]
# Column -> status: the shares of what is less than fully met, best first.
LESS = {f"aandeel_{key}": key for key in reversed(UNMET)}
Group = tuple[str, str]
Groups = Mapping[Group, frozenset[str]]


def tables_for_provincie(
    dataset: Dataset,
    organisations: Iterable[Organisation],
    meting: str | None = None,
    *,
    name: str = "Noord-Holland",
    today: date,
    earlier: Sequence[pd.DataFrame] = (),
) -> Tables:
    """Everything the provincie may see, as named tables.

    `organisations` is the full list, also those that ended. `meting` is the newest
    unless given. `earlier` holds the tables `publicatie` of reports that readers already
    have, oldest first. In every table a group is a row: `indeling` is "provincie", "RIEC" or
    "grootte", `groep` its name. A figure that may not be shown has `getoond` False and
    missing values. Shares are from 0 to 1, with their `n` in the same row.

    - `over`: one row: `niveau`, `naam`, `meting`, `editie`, `peildatum`, `verwacht` and
      `geantwoord` (gemeenten), `normen`.
    - `respons`: per group `verwacht` and `geantwoord` (gemeenten).
    - `normen`: per norm and group `n` (gemeenten with a counted answer) and `aandeel`
      (of n that complies); for the whole provincie also the share
      (of n) of every status in `LESS`; `stand`: the day of the report the figures come from.
    - `themas`: per thema and group, and for all norms (`thema` = "alle"): `normen` (how
      many norms are shown for this group, and so counted here), `n` (counted answers)
      and `aandeel`.
    - `edities`: see `riec.edities_table`; without names.
    - `publicatie`: not for readers. One row per shown figure and gemeente in it: `stand`,
      `meting`, `norm`, `indeling`, `groep`, `organisatie_code`, `status`, `editie`.
    """
    everyone = [item for item in organisations if item.is_gemeente]
    scope = build_scope(dataset, everyone, name, meting, today)
    groups = grouping(scope.current.expected)
    past = [
        _as_of_this_editie(table[table["meting"] == scope.current.meting], scope.current)
        for table in earlier
    ]
    published = publication(scope, groups, past)
    normen = norm_figures(scope, groups, published)
    return {
        "over": about(scope),
        "edities": edities_table(scope),
        "respons": response_figures(scope, groups),
        "normen": normen.drop(columns="met"),
        "themas": thema_figures(normen, groups),
        "publicatie": published,
    }


def grouping(gemeenten: Sequence[Organisation]) -> Groups:
    """The codes of the gemeenten per (indeling, groep): the total first, then both ways."""
    groups: dict[tuple[str, str], frozenset[str]] = {
        (BY_PROVINCIE, TOTAL): frozenset(item.code for item in gemeenten)
    }
    for riec in riec_names(gemeenten):
        groups[BY_RIEC, riec] = frozenset(item.code for item in gemeenten if item.riec == riec)
    for size in (*SIZE_CLASSES, ""):
        codes = frozenset(item.code for item in gemeenten if item.size_class == size)
        if codes:
            groups[BY_SIZE, size or SIZE_UNKNOWN] = codes
    return groups


def shown_groups(
    groups: Groups, status: Mapping[str, str], public: Sequence[Figure] = ()
) -> frozenset[Group]:
    """Which groups may show a figure over these answers (code -> status)."""
    figures = {
        key: Figure(
            ":".join(key), frozenset((code, status[code]) for code in codes & status.keys())
        )
        for key, codes in groups.items()
    }
    total, *others = figures.values()
    names = publishable(total, others, public)
    return frozenset(key for key, item in figures.items() if item.name in names)


def publication(scope: Scope, groups: Groups, past: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """What is shown, down to the answers; see `publicatie` in `tables_for_provincie`."""
    answers = scope.current.answers
    counted = answers[answers["status"].isin(COUNTED)]
    by_norm = dict(list(counted.groupby("norm", sort=False)))
    parts = []
    for norm in scope.current.normen["norm"]:
        given = by_norm.get(norm, counted.iloc[:0])
        status = dict(zip(given["organisatie_code"], given["status"], strict=True))
        before = [table[table["norm"] == norm] for table in past]
        before = [table for table in before if not table.empty]
        public = [figure for table in before for figure in figures_of(table)]
        shown = shown_groups(groups, status, public)
        if shown or not before:
            parts.append(_published(scope, norm, groups, shown, status))
        else:
            parts.append(before[-1][PUBLICATION])
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=PUBLICATION)


def _as_of_this_editie(published: pd.DataFrame, current: Meting) -> pd.DataFrame:
    """A publication under the numbers of the editie that is compared now.

    Which editie that is may change as answers come in. Publications of before said no
    editie: there was one. A norm that this editie does not share is shown nowhere now.
    """
    table = published.assign(editie=published.get("editie", current.editie))
    norm = [
        number if editie not in current.links else current.links[editie].get(number, "")
        for editie, number in zip(table["editie"], table["norm"], strict=True)
    ]
    numbers = pd.Series(norm, index=table.index, dtype=object)
    return table.assign(norm=numbers, editie=current.editie)[numbers != ""]


def figures_of(published: pd.DataFrame) -> list[Figure]:
    """The figures of one norm in a publication."""
    return [
        Figure(
            ":".join(map(str, key)),
            frozenset(zip(part["organisatie_code"], part["status"], strict=True)),
        )
        for key, part in published.groupby(GROUP_COLUMNS, sort=False)
    ]


def _published(
    scope: Scope,
    norm: str,
    groups: Groups,
    shown: frozenset[Group],
    status: Mapping[str, str],
) -> pd.DataFrame:
    facts = (scope.today.isoformat(), scope.current.meting, norm)
    rows = [
        (*facts, *key, code, status[code], scope.current.editie)
        for key in groups
        if key in shown
        for code in sorted(groups[key] & status.keys())
    ]
    return pd.DataFrame(rows, columns=PUBLICATION, dtype=object)


def about(scope: Scope) -> pd.DataFrame:
    """The one row of `over`."""
    current = scope.current
    return pd.DataFrame(
        [
            {
                "niveau": "provincie",
                "naam": scope.name,
                "meting": current.meting,
                "editie": current.editie,
                "peildatum": scope.today,
                "verwacht": len(current.expected),
                "geantwoord": len(current.answered),
                "normen": len(current.normen),
            }
        ]
    )


def response_figures(scope: Scope, groups: Groups) -> pd.DataFrame:
    """One row per group; see `respons` in `tables_for_provincie`."""
    answered = scope.current.answered
    shown = shown_groups(groups, dict.fromkeys(answered, ""))
    rows = [
        {
            "indeling": indeling,
            "groep": groep,
            "getoond": (indeling, groep) in shown,
            "verwacht": len(codes),
            "geantwoord": len(codes & answered) if (indeling, groep) in shown else None,
        }
        for (indeling, groep), codes in groups.items()
    ]
    table = pd.DataFrame(rows, columns=[*GROUP_COLUMNS, "getoond", "verwacht", "geantwoord"])
    return table.assign(geantwoord=pd.to_numeric(table["geantwoord"]))


def norm_figures(scope: Scope, groups: Groups, published: pd.DataFrame) -> pd.DataFrame:
    """One row per (norm, group); as `normen`, with `met` (a count) to add up."""
    cells = {
        (norm, indeling, groep): part
        for (norm, indeling, groep), part in published.groupby(["norm", *GROUP_COLUMNS], sort=False)
    }
    nothing = published.iloc[:0]
    rows: list[dict[str, object]] = []
    for record in scope.current.normen[NORM].to_dict("records"):
        norm = {str(name): text for name, text in record.items()}
        for key in groups:
            part = cells.get((norm["norm"], *key), nothing)
            rows.append({**norm, **_figures(key, list(part["status"])), "stand": _day(part)})
    columns = [*NORM, *GROUP_COLUMNS, "getoond", "n", "met", "aandeel", *LESS, "stand"]
    return pd.DataFrame(rows, columns=columns).astype({"getoond": bool})


def _day(part: pd.DataFrame) -> str:
    return "" if part.empty else str(part["stand"].iloc[0])


def _figures(key: tuple[str, str], values: Sequence[str]) -> dict[str, object]:
    n = len(values)
    met = sum(value in MET for value in values)
    whole = n if n and key[0] == BY_PROVINCIE else None
    return {
        "indeling": key[0],
        "groep": key[1],
        "getoond": n > 0,
        "n": n or float("nan"),
        "met": met if n else float("nan"),
        "aandeel": met / n if n else float("nan"),
        **{
            name: values.count(key) / whole if whole else float("nan") for name, key in LESS.items()
        },
    }


def thema_figures(normen: pd.DataFrame, groups: Groups) -> pd.DataFrame:
    """One row per (thema, group), sums of shown figures only; see `themas`."""
    both = with_everything(normen)
    themas = both[THEMA].drop_duplicates()
    keys = themas.merge(pd.DataFrame(list(groups), columns=GROUP_COLUMNS), how="cross")
    shown = both[both["getoond"]]
    sums = (
        shown.groupby([*THEMA, *GROUP_COLUMNS], sort=False)
        .agg(normen=("norm", "count"), n=("n", "sum"), met=("met", "sum"))
        .reset_index()
    )
    table = keys.merge(sums, on=[*THEMA, *GROUP_COLUMNS], how="left")
    table["normen"] = table["normen"].fillna(0).astype(int)
    table["aandeel"] = table["met"] / table["n"]
    table["getoond"] = table["normen"] > 0
    return table[[*THEMA, *GROUP_COLUMNS, "getoond", "normen", "n", "aandeel"]]
