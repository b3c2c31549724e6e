"""A workbook filled in once and saved by other programs; `opnieuw` makes the files anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from nhnorm_xlsx.contract.fields import Value
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.form.model import FormPlan
from tests import forms

FOLDER = Path(__file__).resolve().parent
DEFINITION = Definition("2024", (forms.NORM.themas[4],))
ANSWERS: dict[str, dict[str, Value]] = {
    "5.1": {"status": "Voldoet", "onderbouwing": "=zie intranet"},
    "5.2": {
        "status": "Voldoet deels",
        "actie": "- afronden\n- vaststellen",
        "streefdatum": date(2026, 12, 1),
        "prioriteit": "Hoog",
    },
    "5.10": {
        "status": "Voldoet niet",
        "actie": "Beginnen & doorgaan <nu>",
        "streefdatum": date(2027, 2, 28),
        "uitwisseling": "Hulp gewenst",
    },
    "5.11": {"status": "Niet van toepassing", "onderbouwing": "é€ 'zo' \"is\" het"},
}


def plan() -> FormPlan:
    """The workbook that went through all programs."""
    start: dict[str, Value] = {"ingevuld_door": "Griffier", "ingevuld_op": date(2026, 5, 4)}
    return forms.plan(ANSWERS, definition=DEFINITION, start=start)
