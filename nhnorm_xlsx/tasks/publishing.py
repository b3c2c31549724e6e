"""What leaves the circle: a stand is fixed once, and all that others see is made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from nhnorm_xlsx import gate
from nhnorm_xlsx.contract.stamp import meting_year
from nhnorm_xlsx.dataset.exports import state_of
from nhnorm_xlsx.dataset.store import locked
from nhnorm_xlsx.errors import StorageError, UsageError
from nhnorm_xlsx.organisations import (
    Organisation,
    choose,
    choose_riec,
    ended_since,
    load_organisations,
    went_on_as,
)
from nhnorm_xlsx.tasks import handing_over, stands
from nhnorm_xlsx.tasks.naming import for_file_name
from nhnorm_xlsx.tasks.opened import Opened, make_folder, open_dataset
from nhnorm_xlsx.tasks.progress import Progress, silent
from nhnorm_xlsx.tasks.stands import Fixed, Proposal, Published
from nhnorm_xlsx.texts import gate as rulings
from nhnorm_xlsx.texts import publishing as texts

if TYPE_CHECKING:
    from nhnorm_xlsx.compare.tables.provincie import About
    from nhnorm_xlsx.compare.tables.returns import Returns

# --- vaststellen ------------------------------------------------------------------------


@dataclass(frozen=True)
class Prepared:
    """What would be fixed, and what there is to say before that is done.

    `state` is the mark of the facts that it follows from.
    """

    folder: Path
    state: str
    meting: str
    earlier: Fixed | None
    returns: Returns
    proposal: Proposal
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    question: str = texts.QUESTION
    not_fixed: str = texts.NOT_FIXED
    no_one_to_ask: str = texts.NO_ONE_TO_ASK

    @property
    def possible(self) -> bool:
        """Whether there is anything to fix."""
        return self.proposal.fixed is not None

    def lines(self) -> list[str]:
        """What is fixed, and what that means; or why nothing can be."""
        stand, lines = self.proposal.fixed, []
        if stand is not None:
            published = stand.published
            lines.append(texts.fixes(published.name, published.meting, published.day))
        for riec, ruling in sorted(self.proposal.rulings.items()):
            answered = len(self.returns.returned.get(riec, {}))
            said = texts.riec_answered(riec, answered, self.returns.invited.get(riec, 0))
            plain = self.earlier is None and ruling.allowed
            reason = "" if plain else f" {rulings.REASONS[ruling.reason.value]}"
            lines.append(f"  {said}{reason}")
        if stand is not None:
            lines += [texts.still_missing(self.missing)] if self.missing else []
            nothing = stand.published.figures.nothing
            if nothing is not None:
                lines.append(texts.nothing_shown(rulings.NOTHING[nothing.value]))
            first = [texts.FIRST_STAND] if self.earlier is None else []
            fixes = any(item.counts for item in stand.published.handovers)
            means = texts.WHAT_IT_MEANS if fixes else texts.WHAT_NOTHING_MEANS
            return [*lines, *self.warnings, means, *first]
        if self.earlier is None:
            return lines
        name = self.earlier.published.name
        if self.earlier.published.editie != self.returns.editie:
            lines.append(texts.other_editie(name, self.returns.editie))
        elif not self.proposal.rulings:
            lines.append(texts.ANSWERS_GONE)
        return [*lines, texts.stays(name)]


def prepare_stand(folder: Path, meting: str | None, today: date) -> Prepared:
    """What fixing a stand of this meting (the newest unless given) would fix.

    Raises `StorageError` and `UsageError`.
    """
    opened = open_dataset(folder, meting)
    returns = _returns(opened, today)
    earlier = stands.latest(folder, opened.meting)
    name = stands.next_name(opened.meting, earlier)
    answered = {code for given in returns.returned.values() for code in given}
    missing = [
        item.name
        for item in opened.organisations
        if item.is_gemeente
        and item.takes_part_in(opened.meting)
        and item.riec in returns.invited
        and item.code not in answered
    ]
    return Prepared(
        folder,
        state_of(folder),
        opened.meting,
        earlier,
        returns,
        stands.propose(returns, earlier, name, today),
        tuple(sorted(missing)),
        (texts.OLD_PUBLICATIONS,) if stands.shown_by_before(folder, opened.meting) else (),
    )


def keep_stand(prepared: Prepared) -> list[str]:
    """Fix what was prepared; what there is to say then.

    Raises `StorageError`, also when the dataset changed in between: then nothing is fixed.
    """
    stand = prepared.proposal.fixed
    if stand is None:
        return [prepared.not_fixed]
    folder = prepared.folder
    with locked(folder):
        there = stands.latest(folder, prepared.meting)
        if there != prepared.earlier or state_of(folder) != prepared.state:
            raise StorageError(texts.STAND_CHANGED)
        stands.keep(folder, stand, prepared.proposal.rulings)
    old = [
        riec
        for riec, ruling in sorted(prepared.proposal.rulings.items())
        if ruling.reason is gate.Reason.SHOWN_ELSEWHERE
    ]
    return [texts.fixed(stand.published.name), *([texts.old_stay(old)] if old else [])]


def _returns(opened: Opened, today: date) -> Returns:
    from nhnorm_xlsx.compare.tables.returns import returns_of

    return returns_of(opened.dataset, opened.organisations, opened.meting, today)


def shown_stand(opened: Opened, today: date, *, concept: bool) -> Fixed:
    """The stand that all is made from; with `concept` what one of today would be.

    Raises `UsageError` when none was fixed.
    """
    if concept:
        return stands.concept(_returns(opened, today), today)
    found = stands.latest(opened.folder, opened.meting)
    if found is None:
        raise UsageError(texts.no_stand(opened.meting))
    return found


# --- doorgeven --------------------------------------------------------------------------


def give_over(
    dataset_folder: Path,
    folder: Path,
    *,
    riec: str | None,
    meting: str | None,
    today: date,
    concept: bool = False,
) -> list[str]:
    """Write the hand-over of one RIEC; where it stands and what to do with it.

    Without `riec` of each RIEC in the stand. Raises `StorageError` and `UsageError`.
    """
    from nhnorm_xlsx.compare.writer import write_handover

    opened = open_dataset(dataset_folder, meting)
    name = choose_riec(opened.organisations, riec) if riec else ""
    published = shown_stand(opened, today, concept=concept).published
    items = [item for item in published.handovers if not name or name in item.riecs]
    if not items:
        raise UsageError(texts.not_in_stand(name, published.name))
    stand = f"{published.meting}-{published.name}" if concept else published.name
    paths = []
    for item in items:
        riecs = for_file_name(texts.in_short(item.riecs))
        path = make_folder(folder) / f"NHNorm-doorgeven-{stand}-{riecs}.xlsx"
        write_handover(handing_over.handover_tables(published, item), path, _moment(published))
        paths.append(str(path))
    return (texts.concept_made if concept else texts.handed_over)(*paths)


# --- vergelijken voor de provincie ------------------------------------------------------


def report_for_provincie(
    dataset_folder: Path,
    folder: Path,
    *,
    given: Sequence[Path],
    meting: str | None,
    today: date,
    concept: bool = False,
) -> Path:
    """Write the report for the provincie, from hand-overs that are `given` or from a dataset.

    Both go the same way. Raises `StorageError` and `UsageError`.
    """
    from nhnorm_xlsx.compare.tables.provincie import tables_for_provincie
    from nhnorm_xlsx.compare.writer import write_provincie

    organisations: tuple[Organisation, ...]
    if given:
        organisations = load_organisations()
        read = _read_for(given, meting, concept=concept)
        known = stands.shown_before(folder, read[0].meting)
        published = handing_over.together(read, known)
        handing_over.all_there(read)
        stands.as_used_before(folder, read)
    else:
        opened = open_dataset(dataset_folder, meting)
        organisations = opened.organisations
        published = shown_stand(opened, today, concept=concept).published
        published = published if concept else handing_over.together(_one_each(published))
    mark = "-concept" if published.is_concept else ""
    path = make_folder(folder) / f"NHNorm-vergelijking-{published.meting}-provincie{mark}.xlsx"
    tables = tables_for_provincie(published.figures, about(published, organisations))
    write_provincie(tables, path, _moment(published))
    if given:
        stands.remember(folder, published)
    return path


def _read_for(given: Sequence[Path], meting: str | None, *, concept: bool) -> list[Published]:
    """What was handed over for this meting (any, when None).

    Raises `UsageError`, also with `concept`: what today would be is never put beside what others
    fixed, for it can differ each time and is remembered nowhere.
    """
    if concept:
        raise UsageError(texts.NO_CONCEPT_WITH_OTHERS)
    read = handing_over.read_handovers(given)
    wrong = [texts.other_meting(i.file, i.meting, meting) for i in read if i.meting != meting]
    if meting is not None and wrong:
        raise UsageError("\n".join(wrong))
    return read


def _one_each(published: Published) -> list[Published]:
    """A stand as its hand-overs tell of it, each in a file of its own."""
    return [
        replace(published, handovers=(item,), norms=published.norms if item.counts else ())
        for item in published.handovers
    ]


def about(published: Published, organisations: Sequence[Organisation] = ()) -> About:
    """What the figures of a stand are about; `organisations` say who is no more since last year."""
    from nhnorm_xlsx.compare.tables.provincie import About

    riecs = {riec for item in published.handovers for riec in item.riecs}
    by_code = {item.code: item for item in organisations}
    year_before = str(meting_year(published.meting) - 1)
    ended = []
    for item in ended_since(organisations, year_before, published.meting):
        if item.is_gemeente and item.riec in riecs:
            heir = went_on_as(item, by_code, published.meting)
            name = item.successor if heir is item else heir.listed_name
            ended.append((item.listed_name, name, item.valid_until))
    return About(
        meting=published.meting,
        stand=published.name,
        day=published.day,
        editie=published.editie,
        norms=published.norms,
        riecs=tuple(sorted(riecs)),
        other_edities=published.other_edities,
        concept=published.is_concept,
        left_out=published.figures.left_out,
        ended=tuple(ended),
    )


def _moment(published: Published) -> datetime:
    return datetime.combine(published.day, time())


# --- terugkoppelen ----------------------------------------------------------------------


def give_feedback(
    dataset_folder: Path,
    folder: Path,
    *,
    wanted: Sequence[str],
    meting: str | None,
    today: date,
    given: Sequence[Path] = (),
    concept: bool = False,
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write per organisation a workbook with its own answers beside what others are shown.

    Beside each stands a note for its board, with the same name; the paths are of the workbooks.
    For those named, or for all that answered; `given` are hand-overs of other RIECs. Raises
    `StorageError`, and `UsageError` for an unknown name or one that did not answer.
    """
    from nhnorm_xlsx.compare.tables.organisation import own_scopes, tables_for_organisation
    from nhnorm_xlsx.compare.tables.returns import offers_of
    from nhnorm_xlsx.compare.writer import write_own_note, write_terugkoppeling

    opened = open_dataset(dataset_folder, meting)
    read = _read_for(given, opened.meting, concept=concept) if given else []
    receivers = _receivers(opened, wanted)
    stand = shown_stand(opened, today, concept=concept)
    published = stand.published
    if given:
        known = stands.shown_before(dataset_folder, opened.meting)
        published = _with_others(published, read, known)
        stands.as_used_before(dataset_folder, read)
        stands.remember(dataset_folder, published)
    figures, facts = published.figures, about(published)
    offers = offers_of(opened.dataset, opened.organisations, opened.meting, today)
    mark = "-concept" if published.is_concept else ""
    make_folder(folder)
    made = []
    later = set() if concept else stand.changed_since(_returns(opened, today))
    own = own_scopes(opened.dataset, opened.organisations, receivers, opened.meting, published.day)
    for item, scope in progress(own, "Terugkoppelen", len(receivers)):
        name = f"NHNorm-terugkoppeling-{opened.meting}-{item.code}-{for_file_name(item.name)}"
        then = stand.riec_of(item.code)
        beside = gate.beside(figures, then or item.riec)
        counted = bool(then) and then not in figures.left_out
        named = offers.get(item.riec, ())
        tables = tables_for_organisation(
            scope, item, beside, facts, named, counted=counted, later=item.code in later
        )
        made.append(folder / f"{name}{mark}.xlsx")
        write_terugkoppeling(tables, made[-1], _moment(published))
        write_own_note(tables, made[-1].with_suffix(".docx"), _moment(published))
    return tuple(made)


def _receivers(opened: Opened, wanted: Sequence[str]) -> list[Organisation]:
    answers = opened.dataset.antwoorden
    now = answers[answers["meting"].astype(str) == opened.meting]
    answered = set(now["organisatie_code"].astype(str))
    organisations = opened.organisations
    named = choose(organisations, wanted) if wanted else list(organisations)
    receivers = [item for item in named if item.code in answered]
    silent_ones = [item.name for item in named if item not in receivers]
    if wanted and silent_ones:
        raise UsageError(
            f"Geen terugkoppeling voor {', '.join(silent_ones)}: die heeft geen antwoorden in de "
            f"meting {opened.meting}."
        )
    if not receivers:
        raise UsageError(texts.nobody_answered(opened.meting))
    return receivers


def _with_others(
    published: Published,
    given: Sequence[Published],
    known: stands.Together,
) -> Published:
    """The stand of a dataset with those of other RIECs; raises `UsageError` where they differ."""
    own = {riec: item for item in published.handovers for riec in item.riecs}
    others = []
    for stand in given:
        (item,) = stand.handovers
        mine = next((own[riec] for riec in item.riecs if riec in own), None)
        if mine is None:
            others.append(stand)
        elif mine != item:
            raise UsageError(texts.two_stands_of(" en ".join(item.riecs), mine.stand, item.stand))
    both = [*_one_each(published), *others]
    whole = handing_over.together(both, known) if others else published
    handing_over.all_there(both)
    return whole
