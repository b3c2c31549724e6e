"""What earlier reports for the provincie showed, so that a later one gives nothing away.

Two reports of the same meting with one late gemeente in between could be subtracted. Each
report therefore leaves behind which answers its figures stand for. This stays with the
dataset and is never part of a report.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx import files
from nhnorm_xlsx.errors import StorageError, why

if TYPE_CHECKING:
    import pandas as pd

FOLDER = "publicaties"
_DO_NOT_SHARE = "Deel de vergelijking niet: een volgende zou er iets over kunnen verraden."
# Without these a table says nothing of what was shown.
_NEEDED = {"meting", "norm", "groep", "organisatie_code", "status"}


def read_publications(dataset: Path, meting: str) -> list[pd.DataFrame]:
    """The publications of a meting, oldest first; all columns are text.

    Raises `StorageError` when one cannot be read: without it the next is not safe.
    """
    import pandas as pd

    try:
        found = [
            pd.read_csv(path, dtype=str, keep_default_na=False) for path in _files(dataset, meting)
        ]
        for table in found:
            if _NEEDED - set(table.columns):
                raise ValueError
    except (OSError, ValueError) as error:
        raise StorageError(
            f"{dataset / FOLDER} kan niet worden gelezen; zet een kopie van deze map terug. Zonder "
            "eerdere publicaties is een nieuwe niet veilig."
        ) from error
    return found


def keep_publication(dataset: Path, meting: str, publication: pd.DataFrame) -> None:
    """Keep what a report showed, unless the last one showed the same. Raises `StorageError`."""
    text = publication.to_csv(index=False, lineterminator="\n")
    kept = _files(dataset, meting)
    try:
        if kept and kept[-1].read_bytes().decode("utf-8") == text:
            return
        folder = dataset / FOLDER
        folder.mkdir(exist_ok=True)
        path = folder / f"provincie-{meting}-{len(kept) + 1:04d}.csv"
        files.write_text(path, text, advice=_DO_NOT_SHARE)
    except OSError as error:
        raise StorageError(
            f"{dataset / FOLDER} kan niet worden geschreven ({why(error)}). {_DO_NOT_SHARE}"
        ) from error


def _files(dataset: Path, meting: str) -> list[Path]:
    return sorted((dataset / FOLDER).glob(f"provincie-{meting}-[0-9][0-9][0-9][0-9].csv"))
