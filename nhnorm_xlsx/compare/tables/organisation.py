"""The tables of the feedback to one organisation: its own answers beside what others are shown.

In come the answers of this organisation alone, and what the gate shows of all. What stands
beside the own answers is the same for every reader of the same group: the own answers are in it.

- `over`: one row: `naam`, `eigen_soort`, `soort` (of all in its RIEC, or empty), `riec`, `meting`,
  `vorige_meting`, `editie`, `stand`,
  `peildatum` (the day of the stand), `concept`, `geantwoord` (whether it did), `getoond`
  (whether anything of others is), `reden` (why not, or empty), `groep` (the RIEC that the
  figures per thema are about, empty for all gemeenten), `riecs` (those asked), `buiten` (those
  in no figure), `zelfde_normen`
  (whether it answered the norms that the figures are about), `meegeteld` (whether its answers
  are in them), `later` (whether it answered, or changed, since) and the counts of its own answers.
- `normen`: one row per norm: its own `status` ("" when open), `status_vorige` and `verschil`
  (score now minus then, missing when it cannot be compared), and `stap`: the step of the share
  of all gemeenten, -1 when it is not shown.
- `themas`: one row per thema: its own counts, `normen` (how many the thema has), `beoordeeld`
  (how many of them it judged) and `anderen`, a `gate.Percentage` or None.
- `kansen`: the rows of `normen` where it does not (fully) comply and half or more do.
- `hulp`: one row per norm it does not (fully) comply with and organisation that may be named
  as able to help: `norm`, `organisatie`.
- `acties`: its own open actions (see `plans.action_table`).
- `buiten`: why the previous meting is not compared (see `development`), if so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from nhnorm_xlsx import policy
from nhnorm_xlsx.compare.tables.columns import NORM, THEMA, Tables
from nhnorm_xlsx.compare.tables.counts import is_unmet, tally, tally_all
from nhnorm_xlsx.compare.tables.development import Development, latest
from nhnorm_xlsx.compare.tables.edities import shared_norms
from nhnorm_xlsx.compare.tables.plans import action_table
from nhnorm_xlsx.compare.tables.provincie import About
from nhnorm_xlsx.compare.tables.riec import one_kind
from nhnorm_xlsx.compare.tables.scope import Meting, Scope, Scopes, plain
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.schema import NORMEN
from nhnorm_xlsx.gate import Beside, Offer, helpers
from nhnorm_xlsx.organisations import Organisation


def own_scopes(
    dataset: Dataset,
    organisations: Iterable[Organisation],
    receivers: Iterable[Organisation],
    meting: str | None,
    day: date,
) -> Iterator[tuple[Organisation, Scope]]:
    """Each of these organisations with its own answers, in this order.

    What those of one RIEC share is worked out once. Raises `UsageError` for a meting that the
    dataset does not know.
    """
    everyone = tuple(organisations)
    made: dict[str, Scopes] = {}
    for own in receivers:
        key = own.code if own.is_provincie else own.riec
        if key not in made:
            near = [own] if own.is_provincie else [o for o in everyone if o.riec == own.riec]
            made[key] = Scopes(
                dataset, near, own.riec, meting, day, with_provincie=own.is_provincie
            )
        yield own, _only(made[key].seen_from(own.code), own.code)


def _only(scope: Scope, code: str) -> Scope:
    """A scope without an answer of anybody else."""
    metingen = []
    for item in scope.metingen:
        mine, other = (rows["organisatie_code"] == code for rows in (item.answers, item.others))
        metingen.append(replace(item, answers=item.answers[mine], others=item.others[other]))
    earlier = [item for item in metingen[:-1] if not item.answers.empty]
    return replace(scope, metingen=(*earlier, metingen[-1]))


def tables_for_organisation(
    own: Scope,
    organisation: Organisation,
    beside: Beside,
    about: About,
    offers: Iterable[Offer] = (),
    *,
    counted: bool = True,
    later: bool = False,
) -> Tables:
    """Everything that one organisation gets back, as named tables.

    `own` holds its answers and nothing of another (see `own_scopes`); `beside` is what the gate
    shows beside them, of the stand that is told `about`; `offers` are of who can help. `counted`
    is whether its own answers are in those figures: not when it answered later; `later` whether it
    answered or changed an answer since.

    What is in each table stands at the top of this module. Raises `ValueError` when answers of
    another organisation come in.
    """
    if any(item.answered - {organisation.code} for item in own.metingen):
        raise ValueError(organisation.code)
    mine = own.current.answers
    step = latest(own)
    numbers = _numbers(own.current, about)
    normen = norm_table(own, mine, step, beside, numbers)
    unmet = normen[is_unmet(normen)]
    named = helpers(offers, organisation.code, organisation.riec, list(unmet["norm"]))
    same = set(numbers) == set(normen["norm"]) and len(numbers) == len(about.norms)
    return {
        "over": own_about(own, organisation, beside, about).assign(
            zelfde_normen=same, meegeteld=counted, later=later
        ),
        "normen": normen,
        "themas": thema_table(mine, beside if same else None),
        "kansen": unmet[unmet["stap"] >= policy.STEPS / 2].reset_index(drop=True),
        "hulp": pd.DataFrame(
            [(norm, name) for norm, names in named.items() for name in names],
            columns=["norm", "organisatie"],
        ),
        "acties": action_table(mine, about.day),
        "buiten": not_compared(step.left_out, organisation.listed_name),
    }


def not_compared(left_out: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of `development.left_out` that are about this organisation or about norms."""
    concerns = (left_out["naam"] == name) | left_out["soort"].str.startswith("norm_")
    return left_out[concerns].reset_index(drop=True)


def _numbers(current: Meting, about: About) -> Mapping[str, str]:
    """Which norm of the stand each own norm is: own number -> number there."""
    theirs = [row["norm"] for row in about.norms]
    if current.editie == about.editie:
        return {norm: norm for norm in current.normen["norm"] if norm in theirs}
    stand = plain(pd.DataFrame(list(about.norms)).assign(editie=about.editie), NORMEN)
    links = shared_norms(current.normen, stand)
    return {here: there for there, here in links.items()}


def own_about(
    scope: Scope, organisation: Organisation, beside: Beside, about: About
) -> pd.DataFrame:
    """The one row of `over`."""
    current, previous = scope.current, scope.previous
    return pd.DataFrame(
        [
            {
                "niveau": "organisatie",
                "naam": organisation.title,
                "eigen_soort": organisation.kind,
                "soort": one_kind(current.expected),
                "riec": organisation.riec,
                "meting": current.meting,
                "vorige_meting": previous.meting if previous else "",
                "editie": current.editie,
                "stand": about.stand,
                "peildatum": about.day,
                "concept": about.concept,
                "geantwoord": not current.answers.empty,
                "getoond": beside.nothing is None,
                "reden": beside.nothing.value if beside.nothing else "",
                "groep": beside.themes_of,
                "riecs": list(about.riecs),
                "buiten": list(about.left_out),
                **tally_all(current.answers),
            }
        ]
    )


def norm_table(
    scope: Scope,
    mine: pd.DataFrame,
    step: Development,
    beside: Beside,
    numbers: Mapping[str, str],
) -> pd.DataFrame:
    """One row per norm; see `normen` at the top."""
    table = scope.current.normen[NORM].merge(mine[["norm", "status"]], on="norm", how="left")
    table = table.merge(step.pairs[["norm", "status_vorige", "verschil"]], on="norm", how="left")
    return table.assign(
        status=table["status"].fillna(""),
        status_vorige=table["status_vorige"].fillna(""),
        verschil=table["verschil"].astype(float),
        stap=[beside.norms.get(numbers.get(norm, ""), -1) for norm in table["norm"]],
    )


def thema_table(mine: pd.DataFrame, beside: Beside | None) -> pd.DataFrame:
    """One row per thema; see `themas` at the top."""
    own = tally(mine, THEMA)
    counts = mine.groupby("thema", sort=False).size()
    shares = beside.themes if beside else {}
    told = [shares.get(thema) for thema in own["thema"]]
    return own.assign(
        normen=[int(counts[thema]) for thema in own["thema"]],
        beoordeeld=own["n"],
        anderen=pd.Series(told, index=own.index, dtype=object),
    )
