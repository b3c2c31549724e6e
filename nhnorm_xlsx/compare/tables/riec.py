"""The tables of a RIEC comparison: its own gemeenten, by name, alphabetically.

- `over`: one row: what this is about (`niveau`, `naam`, `meting`, `vorige_meting`,
  `editie`, `peildatum`, `verwacht` and `geantwoord` (gemeenten), `normen`, `soort`: the
  kind of all that take part, or empty when they differ, `uiterlijk`: the day by which all must
  comply, or None), and the counts over everything.
- `edities`: one row per other editie in this meting: see `edities_table`; with names.
- `respons`: see `response.responses`. `deelname`: who is not in, and why: see `participation`.
- `normen`: one row per norm: counts, `hulp_gewenst` and `kan_helpen` (gemeenten that
  said so), and for the norms that do not (fully) comply `met_datum` (with a target
  date), `hoog` (with high priority) and `eerste_datum`.
- `vergelijking`: one row per norm: `norm`, then one column per answering gemeente
  (its code) with the status key, "" when open.
- `gemeenten`: one row per answering gemeente: counts over all norms.
- `gemeente_themas`: one row per answering gemeente and thema: counts.
- `themas`: one row per thema, then one for all (`thema` = "alle"): counts, `normen` (how many
  norms it has), and the spread of `aandeel` over gemeenten (see `counts.spread`).
- `knelpunten`: `normen` with at least one answer that does not (fully) meet it, and how
  many those are (`nog_niet`); the weakest first (see `order`).
- `ontwikkeling_normen`, `ontwikkeling_themas`, `ontwikkeling_gemeenten`: one row per
  norm, thema or gemeente that can be compared with the previous meting (see
  `development.changes`); `ontwikkeling_buiten`: what is left out and why;
  `vorige_antwoorden`: one row per answer that the same gemeente gave then too
  (`development.EARLIER`), also where it does not count;
  `verloop`: one row per two successive metingen. Without a previous meting: no rows.
- `uitwisseling`, `acties`, `bevindingen`, `plannen` (`plans.plan_table`) and `eerdere_plannen`
  (`plans.kept_plans`): see `plans`.
- `gegevens`: one row per (answering gemeente, norm): `scope.ANSWER_COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import GEMEENTE, NORM, THEMA, Tables, with_everything
from nhnorm_xlsx.compare.tables.counts import SPREAD, is_unmet, spread, tally, tally_all
from nhnorm_xlsx.compare.tables.development import (
    Development,
    all_steps,
    changes,
    course,
    latest,
)
from nhnorm_xlsx.compare.tables.order import weakest_first
from nhnorm_xlsx.compare.tables.participation import participation
from nhnorm_xlsx.compare.tables.plans import (
    action_table,
    answer_days,
    exchange_table,
    finding_table,
    kept_plans,
    plan_table,
)
from nhnorm_xlsx.compare.tables.response import responses
from nhnorm_xlsx.compare.tables.scope import Scope, build_scope
from nhnorm_xlsx.contract.fields import HULP_GEWENST, KAN_HELPEN, PRIORITEIT
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.organisations import GEMEENTE as GEMEENTE_KIND
from nhnorm_xlsx.organisations import Organisation, choose_riec

# The most pressing priority that can be chosen.
HIGH = PRIORITEIT.options[0]


def tables_for_riec(
    dataset: Dataset,
    organisations: Iterable[Organisation],
    riec: str,
    meting: str | None = None,
    *,
    today: date,
) -> Tables:
    """Everything a RIEC comparison shows, as named tables.

    `organisations` is the full list, also those that ended: a gemeente takes part in
    the metingen of the years it existed in. `meting` is the newest unless given. A
    gemeente counts when it answered at least one norm. Counts and shares: see `counts`.

    What is in each table stands at the top of this module.
    """
    everyone = tuple(organisations)
    name = choose_riec(everyone, riec)
    members = [item for item in everyone if item.riec == name]
    scope = build_scope(dataset, members, name, meting, today)
    answers = scope.current.answers
    normen = norm_table(scope)
    steps = all_steps(scope, latest(scope))
    response = responses(dataset, scope)
    return {
        "over": about(scope, "riec"),
        "edities": edities_table(scope, names=True),
        "respons": response,
        "deelname": participation(scope, response, everyone),
        "normen": normen,
        "vergelijking": status_grid(scope),
        "gemeenten": tally(answers, GEMEENTE),
        "gemeente_themas": tally(answers, [*GEMEENTE, *THEMA]),
        "themas": thema_table(answers),
        "knelpunten": weakest_first(normen),
        **development_tables(scope, steps),
        "uitwisseling": exchange_table(answers),
        "acties": action_table(answers, today),
        "plannen": plan_table(answers, scope.current.complete_by),
        "eerdere_plannen": kept_plans(steps, answer_days(dataset, today)),
        "bevindingen": finding_table(dataset, scope),
        "gegevens": answers,
    }


def about(scope: Scope, level: str) -> pd.DataFrame:
    """The one row of `over`."""
    current, previous = scope.current, scope.previous
    return pd.DataFrame(
        [
            {
                "niveau": level,
                "naam": scope.name,
                "meting": current.meting,
                "vorige_meting": previous.meting if previous else "",
                "editie": current.editie,
                "peildatum": scope.today,
                "verwacht": len(current.expected),
                "geantwoord": len(current.answered),
                "normen": len(current.normen),
                "soort": one_kind(current.expected),
                "uiterlijk": current.complete_by,
                **tally_all(current.answers),
            }
        ]
    )


def one_kind(taking_part: Iterable[Organisation]) -> str:
    """The kind of all of these; empty when they differ."""
    kinds = {item.kind for item in taking_part} or {GEMEENTE_KIND}
    return kinds.pop() if len(kinds) == 1 else ""


def edities_table(scope: Scope, *, names: bool = False) -> pd.DataFrame:
    """One row per editie other than the one compared that was answered in this meting.

    Columns: `editie`, `gemeenten` (how many answered it), `gedeeld` (norms that both share),
    `vergeleken` (how many of them are compared: they answered such a norm); with `names`
    also `namen` and `buiten`, the names of those compared and of those left out.
    """
    rows = []
    for editie, group in scope.current.others.groupby("editie", sort=True):
        compared = group["ingevuld"] > 0
        row = {
            "editie": editie,
            "gemeenten": len(group),
            "gedeeld": int(group["gedeeld"].iloc[0]),
            "vergeleken": int(compared.sum()),
            "namen": list(group.loc[compared, "organisatie"]),
            "buiten": list(group.loc[~compared, "organisatie"]),
        }
        rows.append(row)
    columns = ["editie", "gemeenten", "gedeeld", "vergeleken"]
    return pd.DataFrame(rows, columns=[*columns, "namen", "buiten"] if names else columns)


def norm_table(scope: Scope) -> pd.DataFrame:
    """One row per norm, in order; see `normen` in `tables_for_riec`."""
    answers = scope.current.answers
    unmet = is_unmet(answers)
    extra = answers[["norm"]].assign(
        hulp_gewenst=(answers["uitwisseling"] == HULP_GEWENST).astype(int),
        kan_helpen=(answers["uitwisseling"] == KAN_HELPEN).astype(int),
        hoog=(unmet & (answers[PRIORITEIT.key] == HIGH)).astype(int),
        met_datum=(unmet & answers["streefdatum"].notna()).astype(int),
        eerste_datum=answers["streefdatum"].where(unmet),
    )
    per_norm = extra.groupby("norm", sort=False).agg(
        {
            "hulp_gewenst": "sum",
            "kan_helpen": "sum",
            "hoog": "sum",
            "met_datum": "sum",
            "eerste_datum": "min",
        }
    )
    return tally(answers, NORM).merge(per_norm, left_on="norm", right_index=True, how="left")


def status_grid(scope: Scope) -> pd.DataFrame:
    """One row per norm, one column per gemeente code; see `vergelijking`."""
    answers = scope.current.answers
    wide = answers.pivot(index="norm", columns="organisatie_code", values="status")
    order = list(dict.fromkeys(answers["organisatie_code"]))
    normen = list(dict.fromkeys(answers["norm"]))
    return wide.reindex(index=normen, columns=order).rename_axis(columns=None).reset_index()


def thema_table(answers: pd.DataFrame) -> pd.DataFrame:
    """One row per thema and one for all; see `themas` in `tables_for_riec`."""
    both = with_everything(answers)
    counts = tally(both, THEMA)
    per_gemeente = tally(both, [*THEMA, "organisatie_code"])
    spreads = pd.DataFrame(
        [
            {"thema": thema, **spread(shares)}
            for thema, shares in per_gemeente.groupby("thema", sort=False)["aandeel"]
        ],
        columns=["thema", *SPREAD],
    )
    normen = norms_per_thema(both)[["thema", "normen"]]
    return counts.merge(spreads, on="thema", how="left").merge(normen, on="thema", how="left")


def norms_per_thema(normen: pd.DataFrame) -> pd.DataFrame:
    """One row per thema, in order: `THEMA` and `normen`, how many norms it has."""
    return normen.groupby(THEMA, sort=False)["norm"].nunique().rename("normen").reset_index()


def development_tables(scope: Scope, steps: Sequence[Development]) -> Tables:
    """What changed since the previous meting; empty tables when there is none."""
    step = steps[-1] if steps else latest(scope)
    pairs = step.pairs
    order = scope.current.normen[[*THEMA, "norm", "norm_tekst"]]
    per_norm = changes(pairs, ["norm", "norm_vorige"])
    per_thema = changes(pairs, ["thema"])
    return {
        "ontwikkeling_normen": order.merge(per_norm, on="norm", how="inner"),
        "ontwikkeling_themas": norms_per_thema(order).merge(per_thema, on="thema"),
        "ontwikkeling_gemeenten": changes(pairs, GEMEENTE),
        "ontwikkeling_buiten": step.left_out,
        "vorige_antwoorden": step.earlier,
        "verloop": course(steps),
    }
