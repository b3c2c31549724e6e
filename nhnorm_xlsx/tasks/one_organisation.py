"""`overzicht`: everything that is held about one organisation, and nothing of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from nhnorm_xlsx import files
from nhnorm_xlsx.contract.fields import FIELDS
from nhnorm_xlsx.contract.statuses import STATUS_BY_KEY
from nhnorm_xlsx.csv_source import Faults, source_text
from nhnorm_xlsx.dataset import archive, events, store
from nhnorm_xlsx.dataset.decided import memory_of
from nhnorm_xlsx.dataset.delays import reasons_of
from nhnorm_xlsx.dataset.ledger import local_time
from nhnorm_xlsx.dataset.received import Received
from nhnorm_xlsx.dataset.reference import Reference, for_dataset
from nhnorm_xlsx.errors import StorageError, UsageError, why
from nhnorm_xlsx.mail.addresses import parse_contacts
from nhnorm_xlsx.organisations import Organisation, choose
from nhnorm_xlsx.tasks.beside import OVERVIEW_FOLDER
from nhnorm_xlsx.tasks.delaying import known_register
from nhnorm_xlsx.tasks.importing import received_in
from nhnorm_xlsx.tasks.naming import for_file_name
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.tasks.round_folder import reference_for_new
from nhnorm_xlsx.tasks.status import no_answers
from nhnorm_xlsx.texts import overview_of_one as texts

if TYPE_CHECKING:
    import pandas as pd

    from nhnorm_xlsx.dataset.model import Dataset

Row = dict[str, object]
_CODE: Final = "organisatie_code"


@dataclass(frozen=True)
class OverviewReport:
    """What was made, and the names of files of which nobody knows whose they are."""

    path: Path
    copies: int
    unknown: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield texts.made(self.path, self.copies)
        if self.unknown:
            yield texts.unknown(self.unknown)
        yield texts.NOT_REACHED


def write_overview(
    folder: Path,
    wanted: str,
    out: Path | None,
    round_: Round,
    *,
    today: date,
    progress: Progress = silent,
) -> OverviewReport:
    """Write all that a dataset holds about one organisation (name or code): a workbook, and copies.

    `out` is where they come, None for beside the dataset of the round. Raises `UsageError` for
    whom nobody knows or of whom nothing is held, and `StorageError`.
    """
    from nhnorm_xlsx.compare.writer.one_organisation import write_one_organisation
    from nhnorm_xlsx.dataset.files import read_tables

    store.check_target(folder, "--dataset")
    if not store.holds_dataset(folder):
        (who,) = choose(list(_known(Reference({}, {}), round_).values()), [wanted])
        raise StorageError(texts.nothing(who.name, who.code, folder))
    imported = store.was_imported(folder)
    received, reference = received_in(folder, progress)
    (who,) = choose(list(_known(reference, round_).values()), [wanted])
    own = [item for item in received if _is_of(item, who.code)]
    tables = _Tables(who, folder, round_, own, read_tables(folder) if imported else no_answers())
    frames = tables.all(_known(reference, round_))
    if all(frame.empty for name, frame in frames.items() if name != "contact"):
        raise UsageError(texts.nothing(who.name, who.code, folder))
    place = (out or round_.folder / OVERVIEW_FOLDER) / f"{who.code}-{for_file_name(who.name)}"
    copies = _copy_originals(folder, own, place / texts.FOLDER)
    path = place / f"NHNorm-overzicht-{who.code}-{for_file_name(who.name)}.xlsx"
    write_one_organisation(path, who, frames, datetime.combine(today, time()))
    unknown = tuple(item.seen.file for item in received if not _is_of(item, None))
    return OverviewReport(path, copies, unknown)


def _known(own: Reference, round_: Round) -> Mapping[str, Organisation]:
    """Everyone who is known, also while nothing was imported yet."""
    return for_dataset(Reference({}, {}), own, reference_for_new(own, round_.settings)).known


def _is_of(item: Received, code: str | None) -> bool:
    """Whether a file is of this organisation; with None, of any."""
    told = item.submission.stamp.organisatie_code if item.submission.stamp else ""
    return bool(told) and code in (None, told)


# --- the originals ----------------------------------------------------------------------


def _copy_originals(folder: Path, own: list[Received], place: Path) -> int:
    """Put a copy of each original there, under its own name; gives how many."""
    for old in place.glob("*"):
        if old.is_file():
            files.remove(old)
    kept = archive.originals(folder)
    copied: set[str] = set()
    for item in own:
        source = kept.get(item.seen.sha256)
        if source is None or item.seen.sha256 in copied:
            continue
        name = copy_name(item)
        try:
            content = source.read_bytes()
        except OSError as error:
            raise StorageError(f"{source} kan niet worden gelezen ({why(error)}).") from error
        files.write_bytes(place / name, content)
        copied.add(item.seen.sha256)
    return len(copied)


def copy_name(item: Received) -> str:
    """How the copy of an original is called: its own name, and the begin of its fingerprint."""
    own = PurePosixPath(item.seen.file)
    return f"{for_file_name(own.stem)[:80]} {item.seen.sha256[:8]}{own.suffix}"


# --- the tables -------------------------------------------------------------------------


class _Tables:
    """All that is held about one organisation, a table per subject."""

    def __init__(
        self, who: Organisation, folder: Path, round_: Round, own: list[Received], held: Dataset
    ) -> None:
        self.who, self.folder, self.round, self.own, self.held = who, folder, round_, own, held
        self.events = events.read(folder)

    def all(self, known: Mapping[str, Organisation]) -> dict[str, pd.DataFrame]:
        """By the keys of `texts.SHEETS`."""
        import pandas as pd

        made = {
            "antwoorden": self._answers(),
            "startgegevens": self._of(self.held.startgegevens),
            "inzendingen": self._files(),
            "bevindingen": self._of(self.held.bevindingen),
            "besluiten": pd.DataFrame(self._decisions()),
            "uitgiften": pd.DataFrame(
                [
                    dict(row)
                    for row in known_register(self.folder, self.round)
                    if row[_CODE] == self.who.code
                ]
            ),
            "uitstel": pd.DataFrame(self._delays()),
            "mails": pd.DataFrame(self._mails()),
            "publicaties": pd.DataFrame(self._published()),
            "contact": pd.DataFrame(self._contact(known)),
        }
        return {name: made[name] for name in texts.SHEETS}

    def _of(self, frame: pd.DataFrame) -> pd.DataFrame:
        own = frame[frame[_CODE].astype(str) == self.who.code]
        kinds = own.dtypes.items()
        return own.astype({name: "str" for name, kind in kinds if kind == "category"})

    def _answers(self) -> pd.DataFrame:
        """Only the norms of which something was filled in."""
        frame = self._of(self.held.antwoorden)
        filled = [
            frame[field.key].notna() & (frame[field.key].astype(str) != "") for field in FIELDS
        ]
        labels = {key: status.label for key, status in STATUS_BY_KEY.items()}
        shown = frame.assign(status=[labels.get(str(key), "") for key in frame["status"]])
        return shown.loc[[any(row) for row in zip(*filled, strict=True)]]

    def _files(self) -> pd.DataFrame:
        kept = archive.originals(self.folder)
        names = {
            item.seen.sha256: copy_name(item)
            for item in reversed(self.own)
            if item.seen.sha256 in kept
        }
        frame = self._of(self.held.inzendingen)
        return frame.assign(origineel=[names.get(str(content), "") for content in frame["sha256"]])

    def _decisions(self) -> list[Row]:
        memory, contents = memory_of(self.events), {item.content for item in self.own}
        return [
            {
                "op": _moment(memory.since[item]),
                "bestand": item.file or item.sha256,
                "besluit": item.verdict,
                "waarde": item.value,
                "reden": item.reason,
            }
            for item in memory.standing
            if item.content in contents
        ]

    def _facts(self, kind: str) -> Iterator[tuple[events.Event, Mapping[str, Any]]]:
        for event in self.events.of(kind):
            if event.facts.get(_CODE) == self.who.code:
                yield event, event.facts

    def _delays(self) -> list[Row]:
        reasons = reasons_of(self.events)
        given = list(self._facts(events.UITSTEL))
        last = {facts["meting"]: event.mark for event, facts in given}
        return [
            {
                "op": _moment(event.at),
                "meting": facts["meting"],
                "tot": facts["deadline"],
                "reden": reasons.get((facts["meting"], self.who.code), "")
                if last[facts["meting"]] == event.mark
                else self._reason(event),
            }
            for event, facts in given
        ]

    def _reason(self, delay: events.Event) -> str:
        told = [
            facts["reden"]
            for _, facts in self._facts(events.UITSTELREDEN)
            if facts["uitstel"] == delay.mark
        ]
        return told[-1] if told else ""

    def _mails(self) -> list[Row]:
        drafted: list[Row] = [
            {"dag": facts["dag"], "meting": facts["meting"], "soort_mail": facts["soort"]}
            for _, facts in self._facts(events.OPGESTELD)
        ]
        back: list[Row] = [
            {"dag": facts["dag"], "meting": facts["meting"], "soort_mail": texts.SENT_BACK}
            for _, facts in self._facts(events.TERUGGESTUURD)
        ]
        return sorted([*drafted, *back], key=lambda row: str(row["dag"]))

    def _published(self) -> list[Row]:
        rows: list[Row] = []
        for event in self.events.of(events.VASTGESTELD):
            for riec, returned in event.facts.get("antwoorden", {}).items():
                if self.who.code in returned:
                    given = returned[self.who.code]
                    said = ", ".join(f"{norm} {status}" for norm, status in given.items() if status)
                    rows.append(
                        {
                            "op": _moment(event.at),
                            "stand": event.facts["naam"],
                            "riec": riec,
                            "statussen": said,
                        }
                    )
        return rows

    def _contact(self, known: Mapping[str, Organisation]) -> list[Row]:
        path = self.round.contacts
        if not path.is_file() or self.folder.resolve() != self.round.dataset.resolve():
            return []
        said = parse_contacts(source_text(path, Faults(path)), path, known).get(self.who.code)
        if said is None or not (said.to or said.cc or said.salutation):
            return []
        return [
            {
                "naam_organisatie": said.name,
                "aan": "; ".join(said.to),
                "cc": "; ".join(said.cc),
                "aanhef": said.salutation,
            }
        ]


def _moment(at: str) -> str:
    return f"{local_time(datetime.fromisoformat(at).astimezone(UTC)):%Y-%m-%d %H:%M}"
