"""The edities of the norm that a dataset knows, as far as their norms go on in others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nhnorm_xlsx.definition import Definition, Norm, Thema
from nhnorm_xlsx.definition_faults import replaced_numbers

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset.model import Dataset


def known_edities(dataset: Dataset) -> dict[str, Definition]:
    """By label; of an editie that is only known from answers, the norms that were answered.

    They hold number, wording and `vervangt`, without themas.
    """
    norms: dict[str, dict[str, Norm]] = {}
    for frame in (dataset.normen, dataset.antwoorden):
        seen = frame.astype({"editie": "str", "norm": "str"}).drop_duplicates(["editie", "norm"])
        for row in seen.to_dict("records"):
            of_editie = norms.setdefault(row["editie"], {})
            replaced = row.get("vervangt")
            numbers = replaced_numbers(replaced) if isinstance(replaced, str) else ()
            number, text = row["norm"], str(row.get("norm_tekst") or "")
            of_editie.setdefault(number, Norm(number, text, "", "", "", "ja", numbers))
    return {
        editie: Definition(editie, (Thema("", "", "", tuple(found.values())),))
        for editie, found in norms.items()
    }
