"""What earlier reports for the provincie showed, so that a later one gives nothing away.

Two reports of the same meting with one late gemeente in between could be subtracted. Each
report therefore leaves behind which answers its figures stand for. This stays with the
dataset and is never part of a report.
"""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx.dataset import events
from nhnorm_xlsx.errors import StorageError

if TYPE_CHECKING:
    import pandas as pd

_DO_NOT_SHARE = "Deel de vergelijking niet: een volgende zou er iets over kunnen verraden."
# Without these a table says nothing of what was shown.
_NEEDED = {"meting", "norm", "groep", "organisatie_code", "status"}


def read_publications(dataset: Path, meting: str) -> list[pd.DataFrame]:
    """The publications of a meting, oldest first; all columns are text.

    Raises `StorageError` when one cannot be read: without it the next is not safe.
    """
    import pandas as pd

    found = []
    for text in _texts(dataset, meting):
        table = pd.read_csv(StringIO(text), dtype=str, keep_default_na=False)
        if _NEEDED - set(table.columns):
            raise StorageError(
                f"{dataset / events.FOLDER} kan niet worden gelezen; zet een kopie van deze map "
                "terug. Zonder eerdere publicaties is een nieuwe niet veilig."
            )
        found.append(table)
    return found


def keep_publication(dataset: Path, meting: str, publication: pd.DataFrame) -> None:
    """Keep what a report showed, unless the last one showed the same. Raises `StorageError`."""
    text = publication.to_csv(index=False, lineterminator="\n")
    kept = _texts(dataset, meting)
    if kept and kept[-1] == text:
        return
    name = f"{_name(meting)}{len(kept) + 1:04d}"
    try:
        events.record(dataset, events.GEPUBLICEERD, {"naam": name, "tabel": text})
    except StorageError as error:
        raise StorageError(f"{error} {_DO_NOT_SHARE}") from error


def _name(meting: str) -> str:
    return f"provincie-{meting}-"


def _texts(dataset: Path, meting: str) -> list[str]:
    return [
        event.facts["tabel"]
        for event in events.read(dataset).of(events.GEPUBLICEERD)
        if event.facts["naam"].rpartition("-")[0] == _name(meting)[:-1]
    ]
