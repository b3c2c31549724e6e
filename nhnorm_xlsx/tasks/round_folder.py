"""The folder of the round: where `ronde.toml` stands, reading it, and what it settles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from nhnorm_xlsx.csv_source import Faults
from nhnorm_xlsx.dataset.one_norm import norm_name, same_norm
from nhnorm_xlsx.dataset.reference import Reference, load_reference, named_reference
from nhnorm_xlsx.definition import Definition, load_definitions
from nhnorm_xlsx.errors import FaultySourceError, StorageError, UsageError, why
from nhnorm_xlsx.logo import JPG, PNG, lean
from nhnorm_xlsx.organisations import Organisation, riec_names
from nhnorm_xlsx.settings import FILE_NAME, RoundPeople, Settings, parse_settings
from nhnorm_xlsx.texts import generating as texts
from nhnorm_xlsx.texts import round as round_texts

# Where a round stands, seen from where the user is.
PLACES: Final = (Path(), Path("output"))
_MOST_BYTES: Final = 100_000
# Edities of the norm that lie in the folder of the round are found by this name.
_EDITION, _CSV = "norm_definition", ".csv"
# A logo travels in every workbook, which stays below 60 kB with it. Without what a program noted
# beside the picture (`logo.lean`).
MOST_LOGO_BYTES: Final = 1_400
_PICTURES: Final = (PNG[:4], JPG)


def find_settings(places: Sequence[Path] = PLACES) -> Settings | None:
    """The settings of the first of these folders that has a `ronde.toml`; None without one.

    Raises as `read_settings` does.
    """
    for folder in places:
        path = folder / FILE_NAME
        if path.is_file():
            return read_settings(path)
    return None


def read_settings(path: Path) -> Settings:
    """The settings in this file.

    Raises `FaultySourceError` with all faults at once, `UsageError` when a newer program wrote
    it, and `StorageError` when it cannot be read.
    """
    raw = _read(path)
    faults = Faults(path)
    if len(raw) > _MOST_BYTES:
        faults.add(0, "het bestand is te groot om instellingen te zijn")
        faults.stop_if_any()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FaultySourceError(
            path, [(line, "geen UTF-8; sla het bestand op als UTF-8")]
        ) from error
    settings = parse_settings(text, path)
    for name, given in (
        ("definitie", settings.definition),
        ("organisaties", settings.organisations),
        ("logo", settings.logo),
    ):
        problem = _wrong_file(name, given) if given else ""
        if problem:
            faults.add(settings.lines.get((name,), 0), f"'{name}': {problem}")
    faults.stop_if_any()
    return replace(settings, editions=_editions_beside(settings))


def check_receivers(settings: Settings | None, organisations: Iterable[Organisation]) -> None:
    """That who receives is named for RIECs that are on the list.

    Raises `FaultySourceError` with all that are not.
    """
    if settings is None:
        return
    faults = Faults(settings.path)
    for line, text in settings.unknown_riecs(riec_names(organisations)):
        faults.add(line, text)
    faults.stop_if_any()


def people_for(organisation: Organisation, settings: Settings | None) -> RoundPeople:
    """Who asks this organisation: nobody that is named, without settings."""
    return settings.people_for(organisation.riec) if settings else RoundPeople()


def about_people(settings: Settings | None, asked: Sequence[Organisation]) -> list[str]:
    """What the workbooks of these organisations do not say about who asks: once each."""
    if settings is None or not (settings.sends or settings.runs):
        return [texts.sender_unknown(settings.path if settings else None)]
    remarks = []
    if not people_for(asked[0], settings).goes_back_to:
        remarks.append(texts.back_to_unknown(FILE_NAME))
    without = [item for item in asked if not people_for(item, settings).receives]
    if settings.receives and without:
        riecs = dict.fromkeys(item.riec or item.title for item in without)
        remarks.append(texts.receiver_unknown(FILE_NAME, list(riecs)))
    return remarks


# --- what an option says, and otherwise the file ------------------------------------------


def meting_and_deadline(
    settings: Settings | None, meting: str | None, deadline: date | None
) -> tuple[str, date]:
    """The meting and its deadline: as given, else from the settings.

    The deadline of the settings is that of their own meting. Raises `UsageError` when neither
    says them.
    """
    running = settings.meting if settings else None
    meting = meting or running
    if settings and meting == (running or meting):
        deadline = deadline or settings.deadline
    if meting is None:
        raise UsageError(texts.neither_said("meting", FILE_NAME))
    if deadline is None:
        raise UsageError(texts.neither_said("deadline", FILE_NAME))
    return meting, deadline


def source_files(
    settings: Settings | None, definition: Path | None, organisations: Path | None
) -> tuple[Path | None, Path | None]:
    """The files with the definition and the organisations: as given, else from the settings.

    Those name a definition, or it is the newest editie that lies beside them. Raises as
    `edities_of` does.
    """
    if settings is None:
        return definition, organisations
    definition = definition or settings.definition or _newest_beside(settings)
    return definition, organisations or settings.organisations


def _newest_beside(settings: Settings) -> Path | None:
    found = _with_files(settings)
    return found[max(found)][1] if found else None


def about_editie(settings: Settings | None, named: Path | None) -> list[str]:
    """Which editie is asked, when it was found without being named. Raises as `edities_of`."""
    if named or settings is None or settings.definition or not settings.editions:
        return []
    found = _with_files(settings)
    return [round_texts.asked(max(found), found[max(found)][1])] if found else []


def edities_of(settings: Settings) -> Mapping[str, Definition]:
    """By label the edities that the round has: named, or in a file beside the settings.

    Those that lie beside them and are of after the meting are not asked yet, and not among them.
    Raises as `load_definitions` does, and `UsageError` for two files with one editie that are not
    alike, or that are of two norms.
    """
    return {editie: item for editie, (item, _) in _with_files(settings).items()}


def _with_files(settings: Settings) -> dict[str, tuple[Definition, Path]]:
    found: dict[str, tuple[Definition, Path]] = {}
    for path in filter(None, (settings.definition, *settings.editions)):
        these = load_definitions(path)
        _refuse_other_norm(found, path, these, settings)
        for editie, item in these.items():
            if path == settings.definition or not _is_of_after(editie, settings.meting):
                found.setdefault(editie, (item, path))
    return found


def _refuse_other_norm(
    found: Mapping[str, tuple[Definition, Path]],
    path: Path,
    these: Mapping[str, Definition],
    settings: Settings,
) -> None:
    """That a file says nothing else of an editie than another, unless the settings chose."""
    known = {editie: item for editie, (item, _) in found.items()}
    rest = dict(these)
    for editie, (item, file) in found.items():
        if editie in these and these[editie].sha256 != item.sha256:
            if file != settings.definition:
                raise UsageError(round_texts.two_files(editie, file, path))
            del rest[editie]
    if known and rest and not same_norm(known, rest):
        first = next(iter(found.values()))[1]
        raise UsageError(round_texts.two_norms(first, path, norm_name(rest)))


def _is_of_after(editie: str, meting: str | None) -> bool:
    year = editie[:4]
    return bool(meting) and year.isdigit() and year > str(meting)[:4]


def _editions_beside(settings: Settings) -> tuple[Path, ...]:
    folder = settings.path.parent
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.name.casefold().startswith(_EDITION)
        and path.suffix.casefold() == _CSV
        and path != settings.definition
        and path.is_file()
    )


def reference_for_check(
    definition: Path | None,
    organisations: Path | None,
    register: Path | None,
    settings: Settings | None,
) -> Reference:
    """What serves where there is no dataset. Raises as `load_reference` and `edities_of` do."""
    given = organisations or (settings.organisations if settings else None)
    serving = load_reference(definition, given, register)
    there = edities_of(settings) if settings and not definition else {}
    return replace(serving, definitions=_added(there, serving.definitions))


def _added(
    there: Mapping[str, Definition], program: Mapping[str, Definition]
) -> Mapping[str, Definition]:
    """The edities of the round, with those of the program when they are of one norm."""
    return {**program, **there} if not there or same_norm(there, program) else there


def reference_for_new(own: Reference, settings: Settings | None) -> Reference:
    """What serves a dataset where it has nothing of its own: of the round, else the program's.

    Also a later editie of the norm of this dataset, when the round has it. Raises as `edities_of`.
    """
    if settings is None:
        return load_reference()
    serving = load_reference(None, None if own.organisations else settings.organisations)
    there = edities_of(settings)
    if own.definitions and not same_norm(there, own.definitions):
        there = {}
    return replace(serving, definitions=_added(there, serving.definitions))


def about_own(named: Reference, own: Reference, settings: Settings | None) -> list[str]:
    """What the settings name, but the dataset has otherwise of its own: that one serves."""
    if settings is None:
        return []
    there = named_reference(settings.definition, settings.organisations)
    other_norm = bool(there.definitions) and not same_norm(there.definitions, own.definitions)
    other_norm = other_norm or any(
        item.sha256 != own.definitions[editie].sha256
        for editie, item in there.definitions.items()
        if editie in own.definitions
    )
    other_list = there.organisations and dict(there.organisations) != dict(own.organisations)
    return [
        texts.dataset_has_its_own(key, path, FILE_NAME)
        for key, path, has, given, differs in (
            ("definitie", settings.definition, own.definitions, named.definitions, other_norm),
            (
                "organisaties",
                settings.organisations,
                own.organisations,
                named.organisations,
                other_list,
            ),
        )
        if path and has and not given and differs
    ]


def _wrong_file(name: str, path: Path) -> str:
    if not path.is_file():
        return f"{path} bestaat niet"
    return _wrong_picture(_read(path)) if name == "logo" else ""


def _wrong_picture(raw: bytes) -> str:
    if not raw.startswith(_PICTURES):
        return "gebruik een afbeelding in png of jpg"
    size = len(lean(raw))
    if size > MOST_LOGO_BYTES:
        shown, most = (_kilobytes(number) for number in (size, MOST_LOGO_BYTES))
        return (
            f"de afbeelding is {shown} kB; maak haar hoogstens {most} kB, want zij gaat mee in elk "
            "werkboek, en dat blijft onder 60 kB. Bewaar haar als png van 90 beeldpunten hoog, met "
            "weinig kleuren"
        )
    return ""


def _kilobytes(number: int) -> str:
    """In kilobytes, rounded up: a picture that is just too large does not seem to fit."""
    return f"{math.ceil(number / 100) / 10:.1f}".replace(".", ",")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"{path} kan niet worden gelezen ({why(error)}); controleer of u het mag openen."
        ) from error
