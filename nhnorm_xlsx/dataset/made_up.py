"""Made-up answers of `voorbeeld` never count among real ones. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.stamp import EXAMPLE_PREFIX
from nhnorm_xlsx.findings import finding
from nhnorm_xlsx.submissions import Submission


def kind_of_dataset(
    submissions: Mapping[str, Submission],
    known: Collection[str],
    held: bool | None,
    issued: Collection[str] = (),
) -> bool | None:
    """Whether the dataset is one of the example; None while it holds nothing to tell.

    What it was stays (`held`). Else what it holds already decides, then what was `issued` (the
    uitgifte_id of each workbook), then what comes in: with a real one among them it is a real
    dataset. `submissions` are by `SeenFile.content`, of which `known` were there before.
    """
    if held is not None:
        return held
    for found in (
        {is_made_up(submissions[content]) for content in submissions.keys() & set(known)},
        {number.startswith(EXAMPLE_PREFIX) for number in issued},
        set(map(is_made_up, submissions.values())),
    ):
        if found - {None}:
            return False not in found
    return None


def kept_apart(
    submissions: Mapping[str, Submission], example: bool | None
) -> dict[str, Submission]:
    """The submissions, of which those that do not belong here are refused by name."""
    return {
        content: item
        if example is None or is_made_up(item) in (None, example)
        else _refused(item, example=example)
        for content, item in submissions.items()
    }


def is_made_up(submission: Submission) -> bool | None:
    """Whether the answers are those of the example; None when there are none to use."""
    if not submission.accepted or submission.stamp is None:
        return None
    return submission.stamp.uitgifte_id.startswith(EXAMPLE_PREFIX)


def _refused(item: Submission, *, example: bool) -> Submission:
    kind = kinds.ECHT_TUSSEN_VOORBEELD if example else kinds.VOORBEELD_TUSSEN_ECHT
    said = finding(kind).at(**item.place)
    return replace(item, refusal=said.message, findings=(said,), answers=(), start=())
