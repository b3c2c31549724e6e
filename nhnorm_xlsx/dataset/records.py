"""A judged file as plain JSON and back: what events and kept readings hold. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from nhnorm_xlsx.answers import Answer, FieldValue, StartValue
from nhnorm_xlsx.contract.stamp import Stamp
from nhnorm_xlsx.findings import KIND_BY_CODE, Finding
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import Submission

Record = Mapping[str, Any]

# A date among the values of an answer is not a text that looks like one.
_DATE = "datum"


def submission_record(item: Submission) -> dict[str, Any]:
    """A submission without its answers: those of a file that was refused without being read."""
    return {**heading_record(item), "findings": findings_record(item.findings)}


def submission_of(record: Record) -> Submission:
    """The submission that `submission_record` wrote. Raises `KeyError` and the like."""
    return heading_of(record, {}, findings=findings_of(record["findings"]))


def heading_record(item: Submission) -> dict[str, Any]:
    """What a submission says of itself: whose it is, and whether it can be used."""
    return {
        "file": item.file,
        "refusal": item.refusal,
        "stamp": asdict(item.stamp) if item.stamp else None,
        "organisation": item.organisation.code if item.organisation else "",
        "modified": item.modified.isoformat() if item.modified else "",
        "issued_on": item.issued_on.isoformat() if item.issued_on else "",
        "corrects": sorted(item.corrects),
        "is_workbook": item.is_workbook,
        "untouched": item.untouched,
        "unopened": item.unopened,
        "tells_helping": item.tells_helping,
    }


def heading_of(
    record: Record,
    organisations: Mapping[str, Organisation],
    *,
    findings: Sequence[Finding] = (),
    answers: Sequence[Answer] = (),
    start: Sequence[StartValue] = (),
) -> Submission:
    """The submission of which `heading_record` wrote the heading, with these contents.

    `organisations` are by code. Raises `KeyError` and the like.
    """
    modified, stamp = record["modified"], record["stamp"]
    issued_on = record.get("issued_on")
    return Submission(
        file=record["file"],
        refusal=record["refusal"],
        findings=findings,
        stamp=Stamp(**stamp) if stamp else None,
        organisation=organisations.get(record.get("organisation", "")),
        answers=answers,
        start=start,
        modified=datetime.fromisoformat(modified) if modified else None,
        issued_on=date.fromisoformat(issued_on) if issued_on else None,
        corrects=frozenset(record.get("corrects", ())),
        is_workbook=record.get("is_workbook", True),
        untouched=record.get("untouched", False),
        unopened=record.get("unopened", False),
        tells_helping=record.get("tells_helping", False),
    )


def findings_record(items: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings; what is empty is left out, and a kind is known by its code."""
    return [
        {name: said for name, said in vars(item).items() if said and name != "kind"}
        | {"kind": item.kind.code}
        for item in items
    ]


def findings_of(records: Sequence[Record]) -> tuple[Finding, ...]:
    """The findings that `findings_record` wrote."""
    return tuple(
        Finding(
            **{
                **item,
                "kind": KIND_BY_CODE[item["kind"]],
                "decisions": tuple((one, other) for one, other in item.get("decisions", ())),
            }
        )
        for item in records
    )


def answers_record(items: Sequence[Answer]) -> list[dict[str, Any]]:
    """Answers, with dates told apart from texts."""
    return [
        {
            "norm": item.norm,
            "values": {key: _plain(value) for key, value in item.values.items()},
            "sheet": item.sheet,
            "cell": item.cell,
            "file": item.file,
            "unchanged": sorted(item.unchanged),
        }
        for item in items
    ]


def answers_of(records: Sequence[Record]) -> tuple[Answer, ...]:
    """The answers that `answers_record` wrote."""
    return tuple(
        Answer(
            item["norm"],
            {key: _value(value) for key, value in item["values"].items()},
            item["sheet"],
            item["cell"],
            item["file"],
            frozenset(item["unchanged"]),
        )
        for item in records
    )


def start_record(items: Sequence[StartValue]) -> list[dict[str, Any]]:
    """What was filled in on Start."""
    return [asdict(item) for item in items]


def start_of(records: Sequence[Record]) -> tuple[StartValue, ...]:
    """What `start_record` wrote."""
    return tuple(StartValue(**item) for item in records)


def _plain(value: FieldValue) -> Any:  # noqa: ANN401 - JSON
    return {_DATE: value.isoformat()} if isinstance(value, date) else value


def _value(value: Any) -> FieldValue:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return date.fromisoformat(value[_DATE])
    plain: FieldValue = value
    return plain
