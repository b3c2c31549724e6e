"""What a file holds that is not used, in one finding: on record, without a line per cell. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, START_FIELD_BY_KEY, is_blank
from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX, Stamp
from nhnorm_xlsx.findings import Finding, finding
from nhnorm_xlsx.intake.bound import RawForm
from nhnorm_xlsx.intake.values import as_text
from nhnorm_xlsx.submissions import Submission


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
        label = START_FIELD_BY_KEY[key].label if key in START_FIELD_BY_KEY else key
        told += [f"{label}: {as_text(bound.value)}" for bound in bounds]
    # Without the fixed texts of the stamp nobody can tell ours from theirs.
    if form.stamp_values or form.property_values:
        told += [f"{item.sheet} {item.cell}: {as_text(item.value)}" for item in form.extra]
    if told:
        yield _unused(told, len(norms))


def unused(submission: Submission, reason: Finding) -> Submission:
    """A submission that is refused after all, for this reason; its contents stay on record."""
    told = [
        f"norm {answer.norm} {FIELD_BY_KEY[key].heading}: {value}"
        for answer in submission.answers
        for key, value in answer.values.items()
    ]
    told += [f"{START_FIELD_BY_KEY[item.key].label}: {item.value}" for item in submission.start]
    told += [
        f"{item.sheet} {item.cell}: {item.value}" for item in submission.findings if item.value
    ]
    norms = sum(bool(answer.values) for answer in submission.answers)
    found = [reason, *([_unused(told, norms)] if told else [])]
    placed = tuple(item.at(file=submission.file) for item in found)
    return Submission(submission.file, reason.message, placed, modified=submission.modified)


def kept_apart(submission: Submission) -> Submission:
    """A workbook of the example among real ones, or the other way round: refused by name.

    Which of the two kinds the dataset holds is for the dataset to say.
    """
    words = ("verzonnen", "echte") if is_made_up(submission.stamp) else ("echte", "verzonnen")
    return unused(submission, finding(kinds.VOORBEELD, eigen=words[0], andere=words[1]))


def is_made_up(stamp: Stamp | None) -> bool:
    """Whether the workbook is one of the example."""
    return stamp is not None and stamp.uitgifte_id.startswith(EXAMPLE_PREFIX)


def _unused(told: list[str], norms: int) -> Finding:
    return finding(
        kinds.INHOUD_NIET_GEBRUIKT,
        value=" | ".join(told),
        aantal="1 cel" if len(told) == 1 else f"{len(told)} cellen",
        normen="1 norm" if norms == 1 else f"{norms} normen",
    )
