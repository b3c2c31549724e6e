"""The standing of a meting as tables, for the workbook that goes to the meeting. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nhnorm_xlsx.tasks.standing import LATE, REFUSED, TO_CORRECT, Standing
from nhnorm_xlsx.tasks.status_screen import Overview, heading, notes
from nhnorm_xlsx.texts import status as texts

if TYPE_CHECKING:
    import pandas as pd


def status_tables(shown: Overview) -> dict[str, pd.DataFrame]:
    """`over` (one row: title, note, lines), `riecs` and `organisaties`, as `write_status` needs.

    `organisaties` has a row per organisation, per RIEC what asks for attention first; `stand` is
    a key of `standing.STATES`, counts are missing where nothing came. `riecs` has a row per RIEC
    and one for all.
    """
    import pandas as pd

    rows = [_row(riec, row, shown) for riec, members in shown.by_riec().items() for row in members]
    about = {
        "titel": texts.title(shown.meting),
        "bij": texts.book_note(shown.today),
        "regels": "\n".join(heading(shown)),
    }
    groups = [_riec(riec, members) for riec, members in shown.by_riec().items()]
    if len(groups) > 1:
        groups.append(_riec(texts.TOTAL, list(shown.rows)))
    return {
        "over": pd.DataFrame([about]),
        "riecs": pd.DataFrame(groups, columns=_RIECS),
        "organisaties": pd.DataFrame(rows, columns=_ORGANISATIONS).astype(
            dict.fromkeys(("ingevuld", "totaal", "fouten", "waarschuwingen", "te_laat"), "float")
        ),
    }


_ORGANISATIONS = [
    *("riec", "organisatie", "stand", "ingevuld", "totaal", "fouten", "waarschuwingen"),
    *("uitgegeven", "opgesteld", "ontvangen", "deadline", "te_laat", "opmerking"),
]
_RIECS = ["riec", "gevraagd", "uit", "binnen", "volledig", "te_verbeteren", "laat"]


def _row(riec: str, row: Standing, shown: Overview) -> dict[str, object]:
    given = row.received
    late = texts.late(row.late, came=bool(row.came))  # has a column of its own
    return {
        "riec": riec,
        "organisatie": row.organisation.listed_name,
        "stand": row.state,
        "ingevuld": row.answered if given else None,
        "totaal": row.total if given else None,
        "fouten": row.errors if given else None,
        "waarschuwingen": row.warnings if given else None,
        "uitgegeven": row.issued[-1] if row.issued else None,
        "opgesteld": ", ".join(f"{kind} {texts.short(day)}" for kind, day in row.drafted),
        "ontvangen": row.latest or row.came,
        "deadline": row.deadline,
        "te_laat": row.late or None,
        "opmerking": "; ".join(item for item in notes(row, shown.deadline) if item != late),
    }


def _riec(name: str, rows: list[Standing]) -> dict[str, object]:
    tally = [row.state for row in rows]
    return {
        "riec": name,
        "gevraagd": len(rows),
        "uit": sum(bool(row.issued) for row in rows),
        "binnen": sum(row.received for row in rows),
        "volledig": sum(row.complete for row in rows),
        "te_verbeteren": tally.count(TO_CORRECT) + tally.count(REFUSED),
        "laat": tally.count(LATE),
    }
