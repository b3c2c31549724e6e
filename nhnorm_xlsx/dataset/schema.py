"""The tables of the dataset: their columns, in order, and the types in Parquet.

These names are an interface: scripts of other people read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nhnorm_xlsx.contract.fields import FIELDS, FieldKind

# One row per (meting, organisatie, norm) of every submission that counts, also for norms
# that were left empty. `status` holds the key, empty when not answered; `score` 1, 0.5 or
# 0, missing when not counted; `cel` the address in the returned file. `noemen` is `ja` where
# it may be said to others that this organisation can help with this norm: it chose so, and the
# form said what that does.
_FIRST_ANTWOORDEN: Final = (
    "meting",
    "editie",
    "organisatie_code",
    "organisatie",
    "soort",
    "riec",
    "veiligheidsregio",
    "thema",
    "thema_titel",
    "norm",
    "status",
    "score",
    "onderbouwing",
    "verantwoordelijke",
    "actie",
    "streefdatum",
    "prioriteit",
    "uitwisseling",
    "bestand",
    "blad",
    "cel",
    "noemen",
)

# What stands in `noemen` where it may be said.
TOLD: Final = "ja"

# One row per finding about a file, a sheet or a cell. `ernst` is fout, waarschuwing or info.
BEVINDINGEN: Final = (
    "ernst",
    "soort",
    "melding",
    "bestand",
    "organisatie_code",
    "meting",
    "blad",
    "cel",
    "norm",
    "waarde",
)

# One row per file ever seen.
INZENDINGEN: Final = (
    "meting",
    "organisatie_code",
    "organisatie",
    "riec",
    "uitkomst",
    "reden",
    "bestand",
    "sha256",
    "bytes",
    "ontvangen_op",
    "ingevuld",
    "totaal",
    "fouten",
    "waarschuwingen",
)

# One row per input cell of the Start sheet that was filled in (who, when, adopted when).
STARTGEGEVENS: Final = (
    "meting",
    "organisatie_code",
    "organisatie",
    "veld",
    "waarde",
    "bestand",
    "blad",
    "cel",
)

# One row per norm of every editie that the answers refer to: the wording beside a number.
# `uiterlijk` is the day (jjjj-mm-dd) by which all must comply, the same for a whole editie.
NORMEN: Final = (
    "editie",
    "thema",
    "thema_titel",
    "kop",
    "norm",
    "norm_tekst",
    "provincie",
    "vervangt",
    "uiterlijk",
)

# One row per workbook that was given out: the columns of the register `uitgifte.csv`.
UITGIFTEN: Final = (
    "meting",
    "organisatie_code",
    "organisatie",
    "uitgifte_id",
    "bestand",
    "sha256",
    "gemaakt_op",
    "deadline",
)

# A field that was declared later than these has its column at the end.
ANTWOORDEN: Final = (
    *_FIRST_ANTWOORDEN,
    *(field.key for field in FIELDS if field.key not in _FIRST_ANTWOORDEN),
)

TABLES: Final = {
    "antwoorden": ANTWOORDEN,
    "bevindingen": BEVINDINGEN,
    "inzendingen": INZENDINGEN,
    "startgegevens": STARTGEGEVENS,
    "normen": NORMEN,
}

# The type of a column, by the kind of its field.
_DATE, _NUMBER, _CATEGORY, _TEXT = "datum", "getal", "categorie", "tekst"
TYPE_BY_KIND: Final[Mapping[FieldKind, str]] = {
    FieldKind.CHOICE: _CATEGORY,
    FieldKind.TEXT: _TEXT,
    FieldKind.DATE: _DATE,
    FieldKind.NUMBER: _NUMBER,
}


def _of_type(name: str) -> tuple[str, ...]:
    return tuple(field.key for field in FIELDS if TYPE_BY_KIND[field.kind] == name)


DATE_COLUMNS: Final = _of_type(_DATE)
TIME_COLUMNS: Final = ("ontvangen_op",)
WHOLE_NUMBER_COLUMNS: Final = ("bytes", "ingevuld", "totaal", "fouten", "waarschuwingen")
NUMBER_COLUMNS: Final = ("score", *_of_type(_NUMBER))
# A label such as 2026 is a text, whoever reads it.
LABEL_COLUMNS: Final = ("meting",)
CATEGORY_COLUMNS: Final = (
    "meting",
    "editie",
    "organisatie_code",
    "organisatie",
    "soort",
    "riec",
    "veiligheidsregio",
    "thema",
    "thema_titel",
    "norm",
    *_of_type(_CATEGORY),
    "ernst",
    "uitkomst",
)
