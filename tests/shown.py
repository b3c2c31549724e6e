"""What others see of a dataset, by the way that the commands go: a stand, the gate, tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from nhnorm_xlsx import gate
from nhnorm_xlsx.compare.tables import organisation, provincie
from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.compare.tables.returns import offers_of, returns_of
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.tasks.publishing import about
from nhnorm_xlsx.tasks.stands import Fixed, propose


def stand_of(
    dataset: Dataset,
    organisations: Iterable[Organisation],
    meting: str | None = None,
    *,
    today: date,
    earlier: Fixed | None = None,
) -> Fixed | None:
    """The stand after `earlier`, or None when there can be none."""
    number = 1 if earlier is None else int(earlier.published.name.rpartition("-")[2]) + 1
    returns = returns_of(dataset, organisations, meting, today)
    return propose(returns, earlier, f"{returns.meting}-stand-{number}", today).fixed


def tables_for_provincie(
    dataset: Dataset,
    organisations: Iterable[Organisation],
    meting: str | None = None,
    *,
    today: date,
) -> Tables:
    """What the provincie sees of the first stand."""
    everyone = tuple(organisations)
    stand = stand_of(dataset, everyone, meting, today=today)
    assert stand is not None
    facts = about(stand.published, everyone)
    return provincie.tables_for_provincie(stand.published.figures, facts)


def tables_for_organisation(
    dataset: Dataset,
    organisations: Iterable[Organisation],
    code: str,
    meting: str | None = None,
    *,
    today: date,
) -> Tables:
    """What one organisation gets back from the first stand."""
    everyone = tuple(organisations)
    stand = stand_of(dataset, everyone, meting, today=today)
    assert stand is not None
    (receiver,) = (item for item in everyone if item.code == code)
    ((own, scope),) = organisation.own_scopes(dataset, everyone, [receiver], meting, today)
    offers = offers_of(dataset, everyone, meting, today)
    return organisation.tables_for_organisation(
        scope,
        own,
        gate.beside(stand.published.figures, own.riec),
        about(stand.published),
        offers.get(own.riec, ()),
    )
