"""A damaged workbook gives what can be had, and says what could not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nhnorm_xlsx.intake.judging import judge, judge_unreadable
from nhnorm_xlsx.intake.opening import read_workbook
from nhnorm_xlsx.intake.raw import UnreadableError
from nhnorm_xlsx.submissions import Submission
from tests import forms

ANSWERS = forms.random_answers(3, 1.0)
STATUSES = {number: values["status"] for number, values in ANSWERS.items()}
FIRST = "1 Bewustwording & Organisatie"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("heel")
    return forms.written(folder, forms.plan(ANSWERS)).read_bytes()


def judged(folder: Path, content: bytes, name: str = "a.xlsx") -> Submission:
    path = folder / name
    path.write_bytes(content)
    try:
        workbook = read_workbook(path)
    except UnreadableError as error:
        return judge_unreadable(name, error)
    return judge(name, workbook, {"2024": forms.NORM}, {"GM0399": forms.HEILOO})


def without(content: bytes, name: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The package with one part changed, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.namelist():
            part = source.read(item)
            kept = change(part) if item == name else part
            if kept is not None:
                target.writestr(item, kept)
    return out.getvalue()


def labels(submission: Submission) -> dict[str, str]:
    from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY

    return {
        item.norm: STATUS_BY_KEY[item.status].label for item in submission.answers if item.status
    }


def kinds(submission: Submission) -> set[str]:
    return {item.kind.code for item in submission.findings}


def gone(_part: bytes) -> None:
    return None


def half(part: bytes) -> bytes:
    return part[: len(part) // 2]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/workbook.xml", gone),
        ("xl/workbook.xml", half),
        ("xl/_rels/workbook.xml.rels", gone),
        ("xl/_rels/workbook.xml.rels", half),
        ("_rels/.rels", half),
        ("xl/styles.xml", half),
        ("xl/drawings/drawing1.xml", half),
    ],
)
def test_what_holds_no_answers_is_not_missed(
    tmp_path: Path, content: bytes, part: str, change: Callable[[bytes], bytes | None]
) -> None:
    submission = judged(tmp_path, without(content, part, change))
    assert submission.accepted, submission.refusal
    assert labels(submission) == STATUSES


def test_one_sheet_that_breaks_off_leaves_the_others(tmp_path: Path, content: bytes) -> None:
    submission = judged(tmp_path, without(content, "xl/worksheets/sheet3.xml", half))
    assert {"beschadigd_deels", "norm_ontbreekt"} <= kinds(submission)
    found = labels(submission)
    assert 30 < len(found) < 47
    assert found == {number: STATUSES[number] for number in found}
    (damage,) = [item for item in submission.findings if item.kind.code == "beschadigd_deels"]
    assert "sheet3.xml" in damage.message


def test_a_file_that_was_cut_off(tmp_path: Path, content: bytes) -> None:
    submission = judged(tmp_path, content[: int(len(content) * 0.9)])
    assert submission.accepted
    assert "beschadigd_deels" in kinds(submission)
    assert labels(submission) == STATUSES


def test_a_text_that_was_lost_is_never_another_text(tmp_path: Path, content: bytes) -> None:
    """Cells point at texts by number: without the list they must not get somebody else's."""
    submission = judged(tmp_path, without(content, "xl/sharedStrings.xml", half))
    found = labels(submission)
    assert found == {number: STATUSES[number] for number in found}
    for answer in submission.answers:
        for key in ("onderbouwing", "actie"):
            assert answer[key] in ("", ANSWERS[answer.norm].get(key, ""))


@pytest.mark.parametrize("share", [n / 40 for n in range(1, 40)])
def test_cut_anywhere_no_answer_is_invented(tmp_path: Path, content: bytes, share: float) -> None:
    submission = judged(tmp_path, content[: int(len(content) * share)])
    found = labels(submission)
    assert found == {number: STATUSES[number] for number in found}
    if len(found) < len(STATUSES):
        assert submission.refusal or "beschadigd_deels" in kinds(submission)


def test_of_too_little_it_is_said_that_it_is_damaged(tmp_path: Path, content: bytes) -> None:
    submission = judged(tmp_path, content[: len(content) // 4])
    assert kinds(submission) == {"beschadigd"}
