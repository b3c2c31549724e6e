"""What the gate is given: who was asked, who answered, and with which statuses.

Only gemeenten: no other kind of participant counts in any figure for others. Nothing of this
leaves the circle; what does is made of it by the gate alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from nhnorm_xlsx.compare.tables.columns import NORM
from nhnorm_xlsx.compare.tables.scope import build_scope
from nhnorm_xlsx.contract.fields import KAN_HELPEN
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.schema import TOLD
from nhnorm_xlsx.gate import Offer, Returned
from nhnorm_xlsx.organisations import Organisation, riec_names

# One norm that figures are about, by the columns `OF_NORM`.
NormRow = Mapping[str, str]
OF_NORM: Final = (*NORM, "vervangt")


@dataclass(frozen=True)
class Returns:
    """The answers of the gemeenten to one meting, by RIEC.

    `everyone` are all RIECs with gemeenten that take part.
    `invited` is how many take part, `returned` the statuses of those who answered. A dataset
    with answers of one RIEC alone is that of the RIEC: it knows nothing of the others, and they
    are left out. `norms` are those of `editie`, in order; `other_edities` those that were
    answered as well.
    """

    meting: str
    editie: str
    norms: tuple[NormRow, ...]
    invited: Mapping[str, int]
    returned: Mapping[str, Returned]
    other_edities: tuple[str, ...] = ()
    everyone: tuple[str, ...] = ()


def returns_of(
    dataset: Dataset, organisations: Iterable[Organisation], meting: str | None, today: date
) -> Returns:
    """The answers in a dataset to this meting, the newest unless given.

    Raises `UsageError` for a meting that it does not know.
    """
    everyone = [item for item in organisations if item.is_gemeente]
    current = build_scope(dataset, everyone, "", meting, today).current
    riec_of = {item.code: item.riec for item in current.expected}
    returned: dict[str, dict[str, dict[str, str]]] = {
        riec: {} for riec in riec_names(current.expected)
    }
    answers = current.answers
    rows = zip(answers["organisatie_code"], answers["norm"], answers["status"], strict=True)
    for code, norm, status in rows:
        returned[riec_of[code]].setdefault(code, {})[norm] = status
    taking_part = tuple(sorted(returned))
    answering = [riec for riec, of_riec in returned.items() if of_riec]
    if len(answering) == 1:
        returned = {riec: returned[riec] for riec in answering}
    members = list(riec_of.values())
    return Returns(
        current.meting,
        current.editie,
        tuple(
            {name: str(row[name]) for name in OF_NORM} for row in current.normen.to_dict("records")
        ),
        {riec: members.count(riec) for riec in returned},
        returned,
        tuple(sorted(set(current.others["editie"].astype(str)))),
        taking_part,
    )


def norms_by_thema(norms: Sequence[NormRow]) -> dict[str, list[str]]:
    """The numbers of the norms of each thema, in order."""
    themas: dict[str, list[str]] = {}
    for row in norms:
        themas.setdefault(row["thema"], []).append(row["norm"])
    return themas


def offers_of(
    dataset: Dataset, organisations: Iterable[Organisation], meting: str | None, today: date
) -> dict[str, list[Offer]]:
    """Who says it can help with which norm, by RIEC, in alphabetical order."""
    everyone = tuple(organisations)
    found: dict[str, list[Offer]] = {}
    for riec in riec_names(everyone):
        members = [item for item in everyone if item.riec == riec]
        answers = build_scope(dataset, members, riec, meting, today).current.answers
        offering = answers[answers["uitwisseling"] == KAN_HELPEN]
        found[riec] = [
            Offer(code, name, riec, norm, told=told == TOLD)
            for code, name, norm, told in offering[
                ["organisatie_code", "organisatie", "norm", "noemen"]
            ].itertuples(index=False, name=None)
        ]
    return found
