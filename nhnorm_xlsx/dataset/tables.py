"""From judged submissions to the tables of the dataset. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pandas as pd

from nhnorm_xlsx import findings as kinds
from nhnorm_xlsx.contract.fields import FIELDS
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.dataset import schema
from nhnorm_xlsx.dataset.ledger import SeenFile, local_time
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.definition import Definition
from nhnorm_xlsx.findings import Finding, Severity, finding
from nhnorm_xlsx.intake.merging import merge
from nhnorm_xlsx.submissions import AANVAARD, AFGEWEZEN, DUBBEL, VERVANGEN, Submission

Round = tuple[str, str]  # meting and organisation code


@dataclass(frozen=True)
class Decisions:
    """What the user decided about files.

    `merged` are the (meting, organisation code) whose files together are the answer;
    `excluded` gives the reason by `SeenFile.content` for files that do not count.
    """

    merged: frozenset[Round] = frozenset()
    excluded: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Received:
    """One file that was seen, with its judgement and what became of it.

    `counts` for the one file per meting and organisation that holds the answers; of files
    that were merged the newest, with the answers of all.
    """

    seen: SeenFile
    submission: Submission
    outcome: str
    reason: str
    counts: bool = False

    @property
    def time(self) -> datetime:
        """When it came: when it was mailed, else saved (by the document, else by the disk)."""
        modified = self.submission.modified
        saved = local_time(modified) if modified else self.seen.file_time
        return self.seen.mail_time or saved


def settle(
    seen: Sequence[SeenFile],
    submissions: Mapping[str, Submission],
    decisions: Decisions = Decisions(),
) -> tuple[Received, ...]:
    """Decide which file counts. `submissions` are by `SeenFile.content`.

    Per organisation and meting the newest accepted file counts and older ones are
    `vervangen`, unless they are merged. A workbook with corrections replaces the files that
    it was made of, whenever it was saved. The same bytes under a second name are `dubbel`.
    The order in which files were offered plays no part.
    """
    received = sorted(
        (
            Received(item, replace(submissions[item.content], file=item.file), AANVAARD, "")
            for item in seen
        ),
        key=_age,
    )
    # Sent again later, the same content is the newest.
    sent: dict[str, datetime] = {}
    for item in received:
        if item.seen.mail_time:
            earlier = sent.get(item.seen.content, item.time)
            sent[item.seen.content] = max(item.time, earlier)
    first_of: dict[str, Received] = {}
    rounds: dict[Round, list[Received]] = {}
    for item in received:
        is_first = first_of.setdefault(item.seen.content, item) is item
        if is_first and item.submission.accepted and item.seen.content not in decisions.excluded:
            rounds.setdefault(round_of(item.submission), []).append(item)
    settled: dict[str, Received] = {}
    for here, items in rounds.items():
        items.sort(key=lambda item: (sent.get(item.seen.content, item.time), *_age(item)))
        standing = _not_superseded(items)
        group = standing if here in decisions.merged else standing[-1:]
        reason = finding(kinds.VERVANGEN, door=group[-1].seen.file).message
        for item in items:
            settled[item.seen.content] = replace(item, outcome=VERVANGEN, reason=reason)
        settled |= {item.seen.content: item for item in _together(group)}
    return tuple(
        _outcome(item, first_of[item.seen.content], settled, decisions) for item in received
    )


def _age(item: Received) -> tuple[object, ...]:
    """Oldest first; of equal files the one with the shortest name: `a.xlsx`, then `a (1).xlsx`."""
    return (item.time, item.seen.sha256, len(item.seen.file), item.seen.file)


def _not_superseded(items: list[Received]) -> list[Received]:
    """The files of which no workbook with corrections holds the answers already."""
    held = frozenset().union(*(item.submission.corrects for item in items))
    return [item for item in items if item.seen.sha256 not in held]


def _together(group: list[Received]) -> list[Received]:
    """The files that together are the answer, oldest first; the last one counts."""
    if len(group) == 1:
        return [replace(group[0], counts=True)]
    names = [item.seen.file for item in group]
    parts = merge([item.submission for item in group])
    found = []
    for item, part in zip(group, parts, strict=True):
        others = ", ".join(name for name in names if name != item.seen.file)
        said = finding(kinds.SAMENGEVOEGD, met=others)
        whole = replace(part, findings=(*part.findings, said.at(**part.place)))
        found.append(replace(item, submission=whole, reason=said.message, counts=item is group[-1]))
    return found


def _outcome(
    item: Received,
    first: Received,
    settled: Mapping[str, Received],
    decisions: Decisions,
) -> Received:
    excluded = decisions.excluded.get(item.seen.content)
    if excluded is not None:
        said = finding(kinds.UITGESLOTEN, reden=excluded)
        submission = replace(item.submission, refusal=said.message, findings=(said,))
        return replace(item, submission=submission, outcome=AFGEWEZEN, reason=said.message)
    if first is not item:
        reason = finding(kinds.DUBBEL, van=first.seen.file).message
        return replace(item, outcome=DUBBEL, reason=reason)
    if not item.submission.accepted:
        return replace(item, outcome=AFGEWEZEN, reason=item.submission.refusal)
    return settled[item.seen.content]


def round_of(submission: Submission) -> Round:
    """The meting and organisation that a submission answers for."""
    stamp = submission.stamp
    return (stamp.meting, stamp.organisatie_code) if stamp else ("", "")


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
        return [found.at(file=found.file or item.seen.file) for found in item.submission.findings]
    kind = kinds.DUBBEL if item.outcome == DUBBEL else kinds.VERVANGEN
    return [Finding(kind, item.reason).at(**item.submission.place | {"file": item.seen.file})]


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
            **{field.key: answer[field.key] for field in FIELDS},
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
