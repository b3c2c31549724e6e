"""`norm controleer` and `norm verschil`: one definition on its own, and two beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from nhnorm_xlsx.definition import Definition, default_path, load_definitions, plain_name
from nhnorm_xlsx.edities.changes import Change, NormChanges, compare_definitions
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.settings import Settings
from nhnorm_xlsx.tasks.naming import for_file_name
from nhnorm_xlsx.texts import edities as texts

Edities = Mapping[str, Definition]


def program_edities(settings: Settings | None) -> Edities:
    """The edities that are known without being named: of the program, and of the settings.

    Where both have an editie, that of the settings serves. Raises as `load_definitions` does.
    """
    own = load_definitions(settings.definition) if settings and settings.definition else {}
    return {**load_definitions(), **own}


def check_definition(path: Path | None, known: Edities) -> Iterator[str]:
    """What a definition holds, line by line; `known` are other edities, to check `vervangt` with.

    Without `path` it is the definition of the program.

    Raises `FaultySourceError` with all its faults at once, `StorageError` when it cannot be read.
    """
    path = path or default_path()
    found = load_definitions(path, earlier=known.values())
    every = {**_of_the_same_norm(known, found), **found}
    return _holds(path, found, every)


def _holds(path: Path, found: Edities, every: Edities) -> Iterator[str]:
    for definition in found.values():
        themas = definition.themas
        yield texts.holds(
            definition.editie, definition.norm_naam, len(themas), len(definition.norms)
        )
        for thema in themas:
            yield texts.of_thema(thema.full_title, [norm.number for norm in thema.norms])
        before = max((label for label in every if label < definition.editie), default=None)
        if before is not None:
            yield from _in_short(compare_definitions(every[before], definition))
        elif any(norm.replaces for norm in definition.norms):
            yield texts.replaced_unchecked(definition.editie)
    yield texts.good(path)


def _of_the_same_norm(known: Edities, found: Edities) -> dict[str, Definition]:
    names = {plain_name(item.norm_naam) for item in found.values()} - {""}
    return {label: item for label, item in known.items() if plain_name(item.norm_naam) in names}


@dataclass(frozen=True)
class EditieDifference:
    """What changes between two edities, and where the workbook about it stands."""

    changes: NormChanges
    path: Path

    def lines(self) -> Iterator[str]:
        """The changes in short, and where the workbook is."""
        return texts.report(_in_short(self.changes), self.path)


def tell_difference(
    old: str, new: str, known: Edities, target: Path | None, *, folder: Path, today: date
) -> EditieDifference:
    """Write the workbook about what changes from `old` to `new`: files, or labels of edities.

    `known` are the edities that a label can mean. Without `target` the workbook comes in
    `folder`. Raises `UsageError` for what cannot be compared, `StorageError`, and
    `FaultySourceError` when a definition has faults.
    """
    from nhnorm_xlsx.compare.tables.norm_changes import norm_change_tables
    from nhnorm_xlsx.compare.writer import write_norm_changes

    before, after = _both(old, new, known)
    name = f"NHNorm-verschil-{for_file_name(before.editie)}-{for_file_name(after.editie)}.xlsx"
    path = target or folder / name
    if path.suffix.lower() != ".xlsx":
        raise UsageError(texts.not_a_workbook(path))
    changes = compare_definitions(before, after)
    write_norm_changes(norm_change_tables(changes), path, datetime.combine(today, time()))
    return EditieDifference(changes, path)


def _both(old: str, new: str, known: Edities) -> tuple[Definition, Definition]:
    """The two definitions; raises `UsageError` when they are no two edities of one norm."""
    files = {text: _in_file(text, known) for text in (old, new)}
    labels = {**known, **{label: item for of in files.values() for label, item in of.items()}}
    before, after = (_meant(text, files[text], labels) for text in (old, new))
    names = [item.norm_naam for item in (before, after)]
    if all(names) and plain_name(names[0]) != plain_name(names[1]):
        raise UsageError(texts.other_norm(*names))
    if before.editie == after.editie:
        raise UsageError(texts.same_editie(before.editie))
    if before.editie > after.editie:
        raise UsageError(texts.wrong_order(before.editie, after.editie))
    return before, after


def _in_file(text: str, known: Edities) -> Edities:
    path = Path(text)
    return load_definitions(path, earlier=known.values()) if path.is_file() else {}


def _meant(text: str, in_file: Edities, labels: Edities) -> Definition:
    """The newest editie of a file, or the one with this label."""
    if in_file:
        return in_file[max(in_file)]
    if text not in labels:
        raise UsageError(texts.unknown(text, sorted(labels)))
    return labels[text]


def _in_short(changes: NormChanges) -> Iterator[str]:
    old, new = changes.old, changes.new
    same = len(changes.of(Change.SAME))
    yield texts.totals(old.editie, len(old.norms), new.editie, len(new.norms), same)
    told = [kind for kind in Change if kind is not Change.SAME and changes.of(kind)]
    for kind in told:
        yield texts.counted(
            kind.value,
            [
                texts.became([n.number for n in item.old], [n.number for n in item.new])
                for item in changes.of(kind)
            ],
        )
    if not told:
        yield texts.nothing_changes(old.editie, new.editie)
    if changes.doubtful:
        yield texts.doubtful(changes.doubtful)
