"""From judged submissions to the tables of the dataset. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import pandas as pd

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract import STATUS_BY_KEY
from nhnorm_xlsx.dataset import schema
from nhnorm_xlsx.dataset.ledger import SeenFile, local_time
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Finding, Severity, finding
from nhnorm_xlsx.intake.judging import Submission

AANVAARD = "aanvaard"
AFGEWEZEN = "afgewezen"
VERVANGEN = "vervangen"
DUBBEL = "dubbel"


@dataclass(frozen=True)
class Received:
    """One file that was seen, with its judgement and what became of it."""

    seen: SeenFile
    submission: Submission
    outcome: str
    reason: str

    @property
    def time(self) -> datetime:
        """When it came: when it was mailed, else saved (by the document, else by the disk)."""
        modified = self.submission.modified
        saved = local_time(modified) if modified else self.seen.file_time
        return self.seen.mail_time or saved


def settle(seen: Sequence[SeenFile], submissions: Mapping[str, Submission]) -> tuple[Received, ...]:
    """Decide which file counts. `submissions` are by `SeenFile.content`.

    Per organisation and meting the newest accepted file counts; older ones are
    `vervangen`. The same bytes under a second name are `dubbel`. The order in which
    files were offered plays no part.
    """
    received = [
        Received(item, replace(submissions[item.content], file=item.file), AANVAARD, "")
        for item in seen
    ]
    received.sort(key=_age)
    first_of: dict[str, Received] = {}
    newest: dict[tuple[str, str], Received] = {}
    for item in received:
        if first_of.setdefault(item.seen.content, item) is item and item.submission.accepted:
            newest[_round(item.submission)] = item
    return tuple(_settled(item, first_of, newest) for item in received)


def _age(item: Received) -> tuple[object, ...]:
    """Oldest first; of equal files the one with the shortest name: `a.xlsx`, then `a (1).xlsx`."""
    return (item.time, item.seen.sha256, len(item.seen.file), item.seen.file)


def _settled(
    item: Received,
    first_of: Mapping[str, Received],
    newest: Mapping[tuple[str, str], Received],
) -> Received:
    first = first_of[item.seen.content]
    if first is not item:
        reason = finding(kinds.DUBBEL, van=first.seen.file).message
        return replace(item, outcome=DUBBEL, reason=reason)
    if not item.submission.accepted:
        return replace(item, outcome=AFGEWEZEN, reason=item.submission.refusal)
    winner = newest[_round(item.submission)]
    if winner is not item:
        reason = finding(kinds.VERVANGEN, door=winner.seen.file).message
        return replace(item, outcome=VERVANGEN, reason=reason)
    return item


def _round(submission: Submission) -> tuple[str, str]:
    """The meting and organisation that a submission answers for."""
    stamp = submission.stamp
    return (stamp.meting, stamp.organisatie_code) if stamp else ("", "")


def build_tables(received: Iterable[Received], definitions: Mapping[str, Definition]) -> Dataset:
    """All tables, sorted so that the same files always give the same tables."""
    items = sorted(
        received,
        key=lambda item: (*_round(item.submission), item.time, item.seen.file, item.seen.sha256),
    )
    counted = [item for item in items if item.outcome == AANVAARD]
    answers = [row for item in counted for row in _answer_rows(item, definitions)]
    edities = {str(row["editie"]) for row in answers}
    return Dataset(
        antwoorden=_frame(answers, schema.ANTWOORDEN),
        bevindingen=_frame(_finding_rows(items), schema.BEVINDINGEN),
        inzendingen=_frame([_submission_row(item) for item in items], schema.INZENDINGEN),
        startgegevens=_frame(
            [row for item in counted for row in _start_rows(item)], schema.STARTGEGEVENS
        ),
        normen=_frame(
            [row for editie in sorted(edities) for row in norm_rows(definitions[editie])],
            schema.NORMEN,
        ),
    )


def findings_that_count(item: Received) -> list[Finding]:
    """The findings to report about one file: its own, or why it does not count."""
    if item.outcome in (AANVAARD, AFGEWEZEN):
        return [found.at(file=item.seen.file) for found in item.submission.findings]
    kind = kinds.DUBBEL if item.outcome == DUBBEL else kinds.VERVANGEN
    meting, code = _round(item.submission)
    return [Finding(kind, item.reason, file=item.seen.file, organisation_code=code, meting=meting)]


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
            "bestand": item.seen.file,
            "blad": answer.sheet,
            "cel": answer.cell,
            **{
                name: value
                for name, value in asdict(answer).items()
                if name not in ("sheet", "cell")
            },
        }


def _start_rows(item: Received) -> Iterable[dict[str, object]]:
    stamp, organisation = item.submission.stamp, item.submission.organisation
    for value in item.submission.start:
        yield {
            "meting": stamp.meting if stamp else "",
            "organisatie_code": organisation.code if organisation else "",
            "organisatie": organisation.name if organisation else "",
            "veld": value.key,
            "waarde": value.value,
            "bestand": item.seen.file,
            "blad": value.sheet,
            "cel": value.cell,
        }


def _submission_row(item: Received) -> dict[str, object]:
    submission = item.submission
    meting, code = _round(submission)
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
        "fouten": submission.count(Severity.FOUT),
        "waarschuwingen": submission.count(Severity.WAARSCHUWING),
    }


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
            }


def _frame(rows: list[dict[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """The rows with the columns and types of the schema."""
    frame = pd.DataFrame(rows, columns=list(columns))
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
