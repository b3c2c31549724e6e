"""From judged submissions to the tables of the dataset. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from nhnorm_xlsx.answers import Answer
from nhnorm_xlsx.contract.fields import FIELDS, KAN_HELPEN, UITWISSELING
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.dataset import schema
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.received import Received, findings_that_count, round_of
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Severity
from nhnorm_xlsx.submissions import LEEG


def build_tables(received: Iterable[Received], definitions: Mapping[str, Definition]) -> Dataset:
    """All tables, sorted so that the same files always give the same tables."""
    items = sorted(
        received,
        key=lambda item: (*round_of(item.submission), item.time, item.seen.file, item.seen.sha256),
    )
    counted = [item for item in items if item.counts]
    answers = [row for item in counted for row in _answer_rows(item, definitions)]
    edities = {str(row["editie"]) for row in answers}
    return Dataset(
        antwoorden=_frame(answers, schema.ANTWOORDEN),
        bevindingen=_frame(_finding_rows(items), schema.BEVINDINGEN),
        inzendingen=_frame([_submission_row(item) for item in items], schema.INZENDINGEN),
        startgegevens=_frame(
            [row for item in items if _keeps_start(item) for row in _start_rows(item)],
            schema.STARTGEGEVENS,
        ),
        normen=_frame(
            [row for editie in sorted(edities) for row in norm_rows(definitions[editie])],
            schema.NORMEN,
        ),
    )


def _answer_rows(
    item: Received, definitions: Mapping[str, Definition]
) -> Iterable[dict[str, object]]:
    stamp, organisation = item.submission.stamp, item.submission.organisation
    if stamp is None or organisation is None:
        return
    definition = definitions[stamp.editie]
    for answer in item.submission.answers:
        thema = definition.thema_by_norm[answer.norm]
        status = STATUS_BY_KEY.get(answer.status)
        yield {
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
            "bestand": answer.file or item.seen.file,
            "blad": answer.sheet,
            "cel": answer.cell,
            "norm": answer.norm,
            "noemen": _may_be_named(answer, tells_helping=item.submission.tells_helping),
            **{field.key: answer[field.key] for field in FIELDS},
        }


def _may_be_named(answer: Answer, *, tells_helping: bool) -> str:
    return "ja" if tells_helping and answer[UITWISSELING.key] == KAN_HELPEN else ""


def _keeps_start(item: Received) -> bool:
    """Who filled in Start and nothing else gave no answer, but what is there is kept."""
    return item.counts or item.outcome == LEEG


def _start_rows(item: Received) -> Iterable[dict[str, object]]:
    stamp, organisation = item.submission.stamp, item.submission.organisation
    for value in item.submission.start:
        yield {
            "meting": stamp.meting if stamp else "",
            "organisatie_code": organisation.code if organisation else "",
            "organisatie": organisation.name if organisation else "",
            "veld": value.key,
            "waarde": value.value,
            "bestand": value.file or item.seen.file,
            "blad": value.sheet,
            "cel": value.cell,
        }


def _submission_row(item: Received) -> dict[str, object]:
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


def _finding_rows(items: Iterable[Received]) -> list[dict[str, object]]:
    found = [about for item in items for about in findings_that_count(item)]
    found.sort(key=lambda about: about.severity.rank)
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


def norm_rows(definition: Definition) -> Iterable[dict[str, object]]:
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


def _frame(rows: list[dict[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """The rows with the columns and types of the schema."""
    return _typed(pd.DataFrame(rows, columns=list(columns)), columns)


def completed(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """A table that was kept before these columns were declared, with what is new left empty."""
    new = [name for name in columns if name not in frame]
    filled = frame.assign(**{name: None if name in _WITHOUT_TEXT else "" for name in new})
    return _typed(filled, new)[[*columns, *(name for name in frame if name not in columns)]]


_WITHOUT_TEXT = (*schema.DATE_COLUMNS, *schema.TIME_COLUMNS, *schema.NUMBER_COLUMNS)


def _typed(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
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
