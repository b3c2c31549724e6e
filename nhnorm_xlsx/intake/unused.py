"""What a file holds that is not used, in one finding: on record, without a line per cell. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, is_blank, start_field
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.bound import RawForm
from nhnorm_xlsx.intake.values import as_text


def contents_in_one(form: RawForm) -> Iterator[Finding]:
    """Everything that was filled in or added, as the value of one finding; none if nothing was."""
    told: list[str] = []
    norms: set[str] = set()
    for row in form.norms:
        for key, bound in row.values.items():
            if not is_blank(bound.value):
                norms.add(row.number)
                heading = FIELD_BY_KEY[key].heading
                told.append(f"norm {row.number} {heading}: {as_text(bound.value)}")
    for key, bounds in form.start.items():
        label = field.label if (field := start_field(key)) else key
        told += [f"{label}: {as_text(bound.value)}" for bound in bounds]
    # Without the fixed texts of the stamp nobody can tell ours from theirs.
    if form.stamp_values or form.property_values:
        told += [f"{item.sheet} {item.cell}: {as_text(item.value)}" for item in form.extra]
    if told:
        yield _unused(told, len(norms))


def _unused(told: list[str], norms: int) -> Finding:
    return finding(
        kinds.INHOUD_NIET_GEBRUIKT,
        value=" | ".join(told),
        aantal="1 cel" if len(told) == 1 else f"{len(told)} cellen",
        normen="1 norm" if norms == 1 else f"{norms} normen",
    )
