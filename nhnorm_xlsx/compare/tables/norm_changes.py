"""What changes from one editie of the norm to the next, as tables.

- `over`: one row: `norm_naam`, `oud`, `nieuw` (the edities), `was` and `is` (how many norms),
  `gelijk` (how many stay as they are), `twijfel` (numbers that are new and dropped at once).
- `aantallen`: one row per kind of change that happened, in the order of `Change`: `soort` (the
  value of `Change`), `aantal` and `welke` (of each the numbers then and now).
- `verschillen`: one row per change, in the same order and then that of the norm: `soort` (all
  that happened), `oud` and `nieuw` (numbers), `tekst_oud` and `tekst_nieuw`: the wording, or the
  explanation where only that changed. What stays as it is has no row.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from nhnorm_xlsx.compare.tables.columns import Tables
from nhnorm_xlsx.definition import Norm
from nhnorm_xlsx.edities.changes import Change, NormChange, NormChanges


def norm_change_tables(changes: NormChanges) -> Tables:
    """The tables of this module."""
    told = [kind for kind in Change if kind is not Change.SAME]
    counts = [(kind.value, found) for kind in told if (found := changes.of(kind))]
    # Each once: under the first thing that happened to it.
    rows = [item for kind in told for item in changes.of(kind) if item.kinds[0] is kind]
    return {
        "over": pd.DataFrame(
            [
                {
                    "norm_naam": changes.new.norm_naam or changes.old.norm_naam,
                    "oud": changes.old.editie,
                    "nieuw": changes.new.editie,
                    "was": len(changes.old.norms),
                    "is": len(changes.new.norms),
                    "gelijk": len(changes.of(Change.SAME)),
                    "twijfel": list(changes.doubtful),
                }
            ]
        ),
        "aantallen": pd.DataFrame(
            [(kind, len(found), list(map(_numbers, found))) for kind, found in counts],
            columns=["soort", "aantal", "welke"],
        ),
        "verschillen": pd.DataFrame(
            [_row(item) for item in rows],
            columns=["soort", "oud", "nieuw", "tekst_oud", "tekst_nieuw"],
        ),
    }


def _numbers(item: NormChange) -> tuple[list[str], list[str]]:
    """The numbers then, and now."""
    return [norm.number for norm in item.old], [norm.number for norm in item.new]


def _row(item: NormChange) -> tuple[list[str], str, str, str, str]:
    explained = item.kinds == (Change.EXPLAINED,)
    old, new = _numbers(item)
    return (
        [kind.value for kind in item.kinds],
        "\n".join(old),
        "\n".join(new),
        _texts(item.old, explained=explained),
        _texts(item.new, explained=explained),
    )


def _texts(norms: Sequence[Norm], *, explained: bool) -> str:
    """The wording of norms, or their explanation; of several each behind its number."""
    said = [norm.explanation if explained else norm.text for norm in norms]
    if len(norms) < 2:  # noqa: PLR2004 - of one nobody needs the number
        return "".join(said)
    pairs = zip(norms, said, strict=True)
    return "\n".join(f"{norm.number}  {text}" for norm, text in pairs)
