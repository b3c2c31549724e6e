"""What is called weak and strong, in words: as `compare.tables.order` has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from nhnorm_xlsx.contract.scores import UNMET
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.texts.words import GEMEENTEN, Who, listed

# What stands on top of a list of norms, per order that can be chosen on the page; in the
# workbook there is only the first.
ON_TOP: Final[Mapping[str, str]] = {
    "": "de zwakste norm bovenaan",
    "laag": "de norm met het laagste aandeel bovenaan",
    "hoog": "de norm met het hoogste aandeel bovenaan",
}


def strongest(who: Who = GEMEENTEN) -> str:
    """The heading above the strongest norms."""
    return f"Sterkste normen: de meeste {who.many} voldoen"


def weakest(who: Who = GEMEENTEN) -> str:
    """The heading above the weakest norms."""
    return f"Zwakste normen: de meeste {who.many} voldoen nog niet"


def what_is_weakest(who: Who = GEMEENTEN) -> str:
    """What is called weak, everywhere; see `compare.tables.order`."""
    worst = STATUS_BY_KEY[UNMET[0]].label.lower()
    return (
        f"Zo bepalen wij de zwakste norm: die waaraan de meeste {who.many} nog niet (helemaal) "
        f"voldoen. Bij gelijk aantal gaat voor waar het vaker '{worst}' is, dan waar vaker hulp "
        "wordt gevraagd, dan de volgorde van de norm. Het zwakste thema is dat met het laagste "
        "aandeel dat voldoet."
    )


def even_so(normen: Sequence[str]) -> str:
    """The norms that are as weak, or as strong, as the last one shown."""
    return f"Met hetzelfde aantal als de laatste: norm {listed(normen, 20)}." if normen else ""
