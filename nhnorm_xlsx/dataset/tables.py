"""From judged submissions to the tables of the dataset. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from nhnorm_xlsx.answers import Answer
from nhnorm_xlsx.contract.fields import FIELDS, KAN_HELPEN, UITWISSELING
from nhnorm_xlsx.contract.stamp import METING_LABEL
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.contract.text import neutral
from nhnorm_xlsx.dataset import schema
from nhnorm_xlsx.dataset.received import Received, round_of
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Finding, Severity
from nhnorm_xlsx.submissions import LEEG, Submission

if TYPE_CHECKING:
    import pandas as pd


Row = dict[str, Any]
Both = tuple[bytes, bytes]


def in_order(received: Iterable[Received]) -> list[Received]:
    """The files in the order of the tables: the same files always give the same tables."""
    return sorted(
        received,
        key=lambda item: (
            block_of(round_of(item.submission)[0]),
            *round_of(item.submission),
            item.time,
            item.seen.file,
            item.seen.sha256,
        ),
    )


def block_of(meting: str) -> str:
    """With which meting the rows of a file are kept together; empty when it is none."""
    return meting if METING_LABEL.fullmatch(meting) else ""


def norms_of(items: Iterable[Received], definitions: Mapping[str, Definition]) -> list[Row]:
    """The rows of the norms of all edities that the answers of these files refer to."""
    edities = {
        item.submission.stamp.editie
        for item in items
        if item.counts and item.submission.stamp and item.submission.organisation
    }
    return [row for editie in sorted(edities) for row in norm_rows(definitions[editie])]


def answer_rows(
    submission: Submission, file: str, definitions: Mapping[str, Definition]
) -> list[Row]:
    """One row per norm that a file answers, in the order of the norms."""
    stamp, organisation = submission.stamp, submission.organisation
    if stamp is None or organisation is None or not submission.answers:
        return []
    definition = definitions[stamp.editie]
    rows: list[Row] = []
    for answer in submission.answers:
        thema = definition.thema_by_norm[answer.norm]
        status = STATUS_BY_KEY.get(answer.status)
        rows.append(
            {
                "meting": stamp.meting,
                "editie": stamp.editie,
                "organisatie_code": organisation.code,
                "organisatie": organisation.name,
                "soort": organisation.kind,
                "riec": organisation.riec,
                "veiligheidsregio": organisation.veiligheidsregio,
                "thema": thema.number,
                "thema_titel": thema.title,
                "score": status.score if status else None,
                "bestand": answer.file or file,
                "blad": answer.sheet,
                "cel": answer.cell,
                "norm": answer.norm,
                "noemen": _may_be_named(answer, tells_helping=submission.tells_helping),
                **{field.key: answer[field.key] for field in FIELDS},
            }
        )
    return rows


def _may_be_named(answer: Answer, *, tells_helping: bool) -> str:
    return schema.TOLD if tells_helping and answer[UITWISSELING.key] == KAN_HELPEN else ""


def keeps_start(item: Received) -> bool:
    """Who filled in Start and nothing else gave no answer, but what is there is kept."""
    return item.counts or item.outcome == LEEG


def start_rows(submission: Submission, file: str) -> list[Row]:
    """One row per cell of Start that was filled in."""
    stamp, organisation = submission.stamp, submission.organisation
    return [
        {
            "meting": stamp.meting if stamp else "",
            "organisatie_code": organisation.code if organisation else "",
            "organisatie": organisation.name if organisation else "",
            "veld": value.key,
            "waarde": value.value,
            "bestand": value.file or file,
            "blad": value.sheet,
            "cel": value.cell,
        }
        for value in submission.start
    ]


def submission_row(item: Received) -> Row:
    """The row of a file that was offered."""
    submission = item.submission
    meting, code = round_of(submission)
    return {
        "meting": meting,
        "organisatie_code": code,
        "organisatie": submission.organisation.name if submission.organisation else "",
        "riec": submission.organisation.riec if submission.organisation else "",
        "uitkomst": item.outcome,
        "reden": item.reason,
        "bestand": item.seen.file,
        "sha256": item.seen.sha256,
        "bytes": item.seen.size,
        "ontvangen_op": item.time,
        "ingevuld": submission.answered,
        "totaal": len(submission.answers),
        "fouten": _count(item, Severity.FOUT),
        "waarschuwingen": _count(item, Severity.WAARSCHUWING),
    }


def _count(item: Received, severity: Severity) -> int:
    said = sum(about.severity is severity for about in item.said)
    return item.submission.count(severity) + said


def finding_rows(found: Iterable[Finding]) -> list[Row]:
    """One row per finding, in this order."""
    return [
        {
            "ernst": about.severity.value,
            "soort": about.kind.code,
            "melding": about.message,
            "bestand": about.file,
            "organisatie_code": about.organisation_code,
            "meting": about.meting,
            "blad": about.sheet,
            "cel": about.cell,
            "norm": about.norm,
            "waarde": about.value,
        }
        for about in found
    ]


def norm_rows(definition: Definition) -> Iterable[Row]:
    """One row per norm of an editie, in its order."""
    until = definition.complete_by
    for thema in definition.themas:
        for norm in thema.norms:
            yield {
                "editie": definition.editie,
                "thema": thema.number,
                "thema_titel": thema.title,
                "kop": norm.heading,
                "norm": norm.number,
                "norm_tekst": norm.text,
                "provincie": norm.applies_to_provincie,
                "vervangt": " ".join(norm.replaces),
                "uiterlijk": until.isoformat() if until else "",
            }


def csv_text(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """Rows as CSV, without the heading: `;` and CRLF, dates `jjjj-mm-dd`, a decimal point.

    All text as it is: what goes to people passes `safe_csv` first.
    """
    text = io.StringIO(newline="")
    kinds = [_WRITTEN.get(name, _as_text) for name in columns]
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(
        [write(row[name]) for name, write in zip(columns, kinds, strict=True)] for row in rows
    )
    return text.getvalue()


def _as_text(value: object) -> str:
    return "" if value is None else str(value)


def both_ways(rows: Iterable[Row], columns: Sequence[str]) -> Both:
    """Rows as CSV as it is, for programs, and as it is safe, for people: both in UTF-8."""
    text = csv_text(rows, columns)
    safe = safe_csv(text)
    plain = text.encode("utf-8")
    return plain, plain if safe is text else safe.encode("utf-8")


def safe_csv(text: str) -> str:
    """The same CSV, in which text that looks like a formula is kept text by an apostrophe."""
    if not _MAYBE_FORMULA.search(text):
        return text
    safe = io.StringIO(newline="")
    writer = csv.writer(safe, delimiter=";", lineterminator="\r\n")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    writer.writerows([neutral(value) for value in row] for row in rows)
    return safe.getvalue()


# Where a value begins, one of the signs of `text.neutral`.
_MAYBE_FORMULA = re.compile(r'(?:^|[;"\n])[=+\-@\t\r]')


def _as_day(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else ""


def _as_moment(value: object) -> str:
    return f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else ""


def _as_number(value: object) -> str:
    return "" if value is None else repr(float(str(value)))


_WRITTEN: Mapping[str, Callable[[object], str]] = {
    **dict.fromkeys(schema.DATE_COLUMNS, _as_day),
    **dict.fromkeys(schema.TIME_COLUMNS, _as_moment),
    **dict.fromkeys(schema.NUMBER_COLUMNS, _as_number),
    **dict.fromkeys(schema.WHOLE_NUMBER_COLUMNS, str),
}


def completed(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """A table that was kept before these columns were declared, with what is new left empty."""
    new = [name for name in columns if name not in frame]
    filled = frame.assign(**{name: None if name in _WITHOUT_TEXT else "" for name in new})
    return _typed(filled, columns)[[*columns, *(name for name in frame if name not in columns)]]


_WITHOUT_TEXT = (*schema.DATE_COLUMNS, *schema.TIME_COLUMNS, *schema.NUMBER_COLUMNS)


def _typed(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns with the types of the schema."""
    import pandas as pd

    for name in columns:
        if name in schema.DATE_COLUMNS or name in schema.TIME_COLUMNS:
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
        elif name in schema.WHOLE_NUMBER_COLUMNS:
            frame[name] = frame[name].astype("int64")
        elif name in schema.NUMBER_COLUMNS:
            frame[name] = frame[name].astype("float64")
        elif name in schema.CATEGORY_COLUMNS:
            frame[name] = frame[name].astype("category")
        else:
            frame[name] = frame[name].astype("str")
    return frame
