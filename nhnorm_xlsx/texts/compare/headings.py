"""The headings of the columns, by the name of the column in the tables.

A column that is added needs one line here. Columns named after a status or a field take
their words from the contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nhnorm_xlsx.contract.fields import FIELD_BY_KEY
from nhnorm_xlsx.contract.scores import UNMET
from nhnorm_xlsx.contract.statuses import OPEN_LABEL, STATUS_BY_KEY

SHORT_OPEN: Final = "Niet ingevuld"


def short_label(status: str) -> str:
    """A status in as few letters as will do."""
    return STATUS_BY_KEY[status].short or STATUS_BY_KEY[status].label


def _unmet_words() -> str:
    """`deels of niet`: every status that is less than fully met, the best first."""
    *others, last = [short_label(key).lower() for key in reversed(UNMET)]
    return f"{', '.join(others)} of {last}" if others else last


HEADINGS: Final[Mapping[str, str]] = {
    "aandeel": "Aandeel voldoet",
    "bestand": "Bestand",
    "bestanden": "Bestanden",
    "blad": "Blad",
    "cel": "Cel",
    "deadline": "Uiterste dag",
    "eerste_datum": "Eerste streefdatum",
    "ernst": "Ernst",
    "fouten": "Fouten",
    "geantwoord": "Geantwoord",
    "grootteklasse": "Inwoners (klasse)",
    "hoog": "Prioriteit hoog",
    "hulp_gewenst": "Vraagt hulp",
    "ingevuld": "Normen ingevuld",
    "kan_helpen": "Kan anderen helpen",
    "kort": "In het kort",
    "melding": "Bevinding",
    "met_datum": "Met streefdatum",
    "meting": "Meting",
    "n": "Geteld (n)",
    "nog_niet": f"Nog niet ({_unmet_words()})",
    "norm": "Norm",
    "norm_tekst": "Wat de norm vraagt",
    "omhoog": "Omhoog",
    "omlaag": "Omlaag",
    "ontvangen_op": "Ontvangen op",
    "open": OPEN_LABEL,
    "organisatie_code": "Code",
    "reden": "Waarom geweigerd",
    "score": "Score",
    "stand": "Stand",
    "te_laat": "Te laat?",
    "thema": "Thema",
    "totaal": "Normen gevraagd",
    "uitgegeven_op": "Uitgegeven op",
    "waarde": "Waarde",
    "waarschuwingen": "Waarschuwingen",
}

COMPLIES: Final = "Voldoet"
THEMA_TITLE: Final = "Titel van het thema"
OFFERED_BY: Final = "Kan anderen helpen (zegt de {one})"
ASKING: Final = "Vraagt hulp"
COMPLYING: Final = "Voldoet (zei niets over hulp)"
HOW_MANY_ASK: Final = "Aantal dat hulp vraagt"
HOW_MANY_OFFER: Final = "Aantal dat hulp biedt"
HOW_MANY_COMPLY: Final = "Aantal andere dat voldoet"
COMPARED: Final = "Vergeleken (n)"
FROM_METING_TO_METING: Final = "Van meting naar meting"
BEFORE: Final = "ervoor"
AFTER: Final = "erna"
SAME_ONES: Final = "Dezelfde {many}"

NORMS: Final = "Normen"

YOUR_STATUS: Final = "Uw status"
DEVELOPMENT: Final = "Ontwikkeling"
YOU_JUDGED: Final = "U beoordeelde"
YOUR_SHARE: Final = "U: aandeel voldoet"
CAN_HELP: Final = "Kan helpen"


def share_in(meting: str) -> str:
    """The share that complies, in one meting."""
    return f"{HEADINGS['aandeel']} {meting}"


def heading(name: str) -> str:
    """The heading of a column of the tables."""
    if name in HEADINGS:
        return HEADINGS[name]
    if name in FIELD_BY_KEY:
        return FIELD_BY_KEY[name].heading
    return STATUS_BY_KEY[name.removeprefix("aandeel_")].label
