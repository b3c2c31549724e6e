"""Every row to its own norm: what the witnesses decided, and what there is to say of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, is_blank
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.bound import BoundNorm, RawForm
from nhnorm_xlsx.intake.values import as_text
from nhnorm_xlsx.intake.witnesses import NormTexts, Verdict, Witnesses, decide, numbers_in


def to_their_norms(
    form: RawForm, definition: Definition, wording: NormTexts
) -> tuple[RawForm, list[Finding]]:
    """The form with every row at the norm that it is about, and what there is to say of that.

    `definition` is the editie of the form, `wording` that of every known editie. Rows of
    which the norm cannot be decided are taken out (`undecided` of the form are the norms that
    they name); what stands on them is in a finding.
    """
    rows = form.norms
    heard = [_witnesses(row, definition, wording) for row in rows]
    verdicts = decide(heard)
    found: list[Finding] = []
    kept: list[BoundNorm] = []
    claims = Counter(verdict.norm for verdict in verdicts)
    doubted: set[str] = set()
    for row, said, verdict in zip(rows, heard, verdicts, strict=True):
        # One thing that tells the norm, and nothing filled in: a number that was jotted down, or a
        # key that stayed behind beside a heading. No row of answers when another one is.
        bare = verdict.votes <= 1 and len(said.present) <= 1 and not _filled(row)
        if bare and (claims[verdict.norm] > 1 or not (verdict.norm or row.key)):
            continue
        if verdict.norm:
            kept.append(_at_its_norm(row, verdict, rows))
        else:
            doubted |= said.named
            found.append(_undecided(row, said))
    found += _outvoted(rows, verdicts)
    found += _alone(rows, verdicts, definition)
    return replace(form, norms=tuple(kept), undecided=frozenset(doubted)), found


def _witnesses(row: BoundNorm, definition: Definition, wording: NormTexts) -> Witnesses:
    known: Collection[str] = definition.norm_by_number
    if row.key and row.key not in known:
        known = {*known, row.key}
    return Witnesses(
        key=frozenset({row.key} - {""}),
        number=numbers_in(row.seen, known),
        text=wording.names(row.text, definition.editie),
        explanation=wording.explains(row.explanation, definition.editie),
    )


def _at_its_norm(row: BoundNorm, verdict: Verdict, rows: Sequence[BoundNorm]) -> BoundNorm:
    if row.number == verdict.norm and not verdict.against:
        return row
    carried = row.carried
    if "key" in verdict.against:
        # What is hidden stayed behind, the fingerprints of the previous meting too.
        left = (other for other in rows if other.key == verdict.norm and other.sheet == row.sheet)
        carried = next((other.carried for other in left), {})
    return replace(row, number=verdict.norm, carried=carried, contradicted=bool(verdict.against))


def _undecided(row: BoundNorm, said: Witnesses) -> Finding:
    parts = {
        "het verborgen kenmerk": said.key,
        "het nummer in beeld": said.number,
        "de tekst in beeld": said.text,
        "de toelichting ernaast": said.explanation,
    }
    heard = ", ".join(f"{who} norm {_either(norms)}" for who, norms in parts.items() if norms)
    return finding(
        kinds.NORM_ONBESLIST,
        sheet=row.sheet,
        cell=f"rij {row.row}",
        value=shown(row),
        gezegd=heard,
    )


def _either(norms: frozenset[str]) -> str:
    return " of ".join(sorted(norms))


def _filled(row: BoundNorm) -> bool:
    return any(not is_blank(bound.value) for bound in row.values.values())


def shown(row: BoundNorm) -> str:
    """What is filled in on a row, each field by its heading and with its cell."""
    return (
        "; ".join(
            f"{FIELD_BY_KEY[key].heading} ({bound.cell}): {as_text(bound.value)}"
            for key, bound in row.values.items()
            if not is_blank(bound.value)
        )
        or "(niets)"
    )


# Who can be outvoted, and what that is called.
_OUTVOTED = {
    "key": kinds.RIJEN_GESORTEERD,
    "number": kinds.NUMMER_VAN_ANDERE_NORM,
    "text": kinds.TEKST_VAN_ANDERE_NORM,
}


def _outvoted(rows: Sequence[BoundNorm], verdicts: Sequence[Verdict]) -> Iterator[Finding]:
    """Per sheet, once: on how many rows one witness named another norm than the two others."""
    claims = Counter(verdict.norm for verdict in verdicts)
    for witness, kind in _OUTVOTED.items():
        sheets: dict[str, list[tuple[BoundNorm, Verdict]]] = {}
        for row, verdict in zip(rows, verdicts, strict=True):
            # Two rows for one norm are judged as such.
            if witness in verdict.against and claims[verdict.norm] == 1:
                sheets.setdefault(row.sheet, []).append((row, verdict))
        for sheet, group in sheets.items():
            row, verdict = group[0]
            other = {"key": row.key, "number": as_text(row.seen), "text": row.text}[witness]
            yield finding(
                kind,
                sheet=sheet,
                cell=f"rij {row.row}",
                value=other,
                aantal=_rows(len(group)),
                rij=row.row,
                norm_nummer=verdict.norm,
            )


def _rows(number: int) -> str:
    return "1 rij" if number == 1 else f"{number} rijen"


def _alone(
    rows: Sequence[BoundNorm], verdicts: Sequence[Verdict], definition: Definition
) -> Iterator[Finding]:
    """Per sheet, once: on how many rows only one witness is left."""
    sheets: dict[str, list[tuple[BoundNorm, Verdict]]] = {}
    for row, verdict in zip(rows, verdicts, strict=True):
        known = verdict.norm in definition.norm_by_number
        if known and verdict.votes == 1 and _filled(row):
            sheets.setdefault(row.sheet, []).append((row, verdict))
    groups = list(sheets.values())
    # On so many sheets it is one cause: a program took away what was hidden.
    for group in [list(chain(*groups))] if len(groups) > _APART else groups:
        row, verdict = group[0]
        yield finding(
            kinds.NORM_EEN_KENMERK,
            sheet=row.sheet,
            cell=f"rij {row.row}",
            aantal=_rows(len(group)),
            bladen="dit blad" if len(groups) <= _APART else f"{len(groups)} bladen",
            rij=row.row,
            norm_nummer=verdict.norm,
        )


# The same on more sheets than this is one finding.
_APART = 3
