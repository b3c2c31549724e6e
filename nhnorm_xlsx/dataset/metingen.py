"""Which metingen a dataset knows, and which of them somebody means."""

from __future__ import annotations

from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.errors import UsageError


def known_metingen(dataset: Dataset) -> list[str]:
    """The labels of all metingen with an answer or a file, old to new."""
    frames = (dataset.antwoorden, dataset.inzendingen)
    labels = {str(label) for frame in frames for label in frame["meting"].dropna().unique()}
    return sorted(labels - {""})


def earlier_metingen(dataset: Dataset, meting: str) -> list[str]:
    """The labels of the metingen before this one that have answers, old to new."""
    labels = {str(label) for label in dataset.antwoorden["meting"].dropna().unique()}
    return sorted(label for label in labels - {""} if label < meting)


def choose_meting(dataset: Dataset, wanted: str | None) -> str:
    """The meting that is meant: the one asked for, else the newest with answers.

    Without any answers the newest of which anything came in; empty when nothing did. One file
    that was refused does not make another meting the one that is meant.

    Raises `UsageError` for a meting that the dataset does not know, naming those it does.
    """
    known = known_metingen(dataset)
    if wanted is None:
        answered = dataset.antwoorden["meting"].dropna().astype(str)
        return max(answered, default=known[-1] if known else "")
    if wanted not in known:
        raise UsageError(
            f"Meting '{wanted}' staat niet in de dataset; wel: {', '.join(known) or 'geen'}. "
            "Importeer eerst wat er terugkwam, of kies met --meting een andere."
        )
    return wanted
