"""The folder of the round: where `ronde.toml` stands, and reading it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from nhnorm_xlsx.csv_source import Faults
from nhnorm_xlsx.errors import FaultySourceError, StorageError, why
from nhnorm_xlsx.organisations import Organisation, riec_names
from nhnorm_xlsx.settings import FILE_NAME, Settings, parse_settings

# Where a round stands, seen from where the user is.
PLACES: Final = (Path(), Path("output"))
_MOST_BYTES: Final = 100_000
# A logo travels in every workbook, which must stay small enough to mail.
MOST_LOGO_BYTES: Final = 15_000
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff")


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
    return settings


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


def _wrong_file(name: str, path: Path) -> str:
    if not path.is_file():
        return f"{path} bestaat niet"
    return _wrong_picture(_read(path)) if name == "logo" else ""


def _wrong_picture(raw: bytes) -> str:
    if not raw.startswith(_PICTURES):
        return "gebruik een afbeelding in png of jpg"
    if len(raw) > MOST_LOGO_BYTES:
        return (
            f"de afbeelding is {len(raw) // 1000} kB; maak haar kleiner dan "
            f"{MOST_LOGO_BYTES // 1000} kB, want zij gaat mee in elk werkboek"
        )
    return ""


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"{path} kan niet worden gelezen ({why(error)}); controleer of u het mag openen."
        ) from error
