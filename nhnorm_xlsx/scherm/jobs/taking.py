"""Taking in: `importeer`, `controleer`, and deciding about a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from nhnorm_xlsx.findings import Severity
from nhnorm_xlsx.findings.several import ZELF_BESLISSEN
from nhnorm_xlsx.scherm.jobs.model import (
    GOOD,
    MIND,
    WRONG,
    Control,
    ControlKind,
    Errand,
    FileSaid,
    Job,
    Outcome,
    Takes,
)
from nhnorm_xlsx.scherm.results import CORRECTIONS as CORRECTIONS_FOLDER
from nhnorm_xlsx.tasks.wording import finding_line, place_of
from nhnorm_xlsx.texts import scherm as texts

if TYPE_CHECKING:
    from nhnorm_xlsx.tasks.importing import Options
    from nhnorm_xlsx.tasks.reporting import IntakeReport, SaidOfFile

# What is less severe than this is only counted.
_SHOWN: Final = Severity.WAARSCHUWING
_PASSWORDS: Final = Control(
    "wachtwoorden",
    "Wachtwoorden",
    ControlKind.LINES,
    "Als een bestand op slot zit: één wachtwoord per regel. Zij worden nergens bewaard.",
    seldom=True,
)
_MERGE: Final = Control(
    "samenvoegen",
    "Meer bestanden van een organisatie zijn delen van één antwoord",
    ControlKind.CHECK,
    "Bijvoorbeeld als afdelingen elk een eigen kopie invulden.",
    seldom=True,
)
_CORRECT: Final = Control(
    "correcties",
    "Maak ook werkboeken om fouten te verbeteren",
    ControlKind.CHECK,
    "Voor elke inzending waarin iets niet te lezen was.",
)


def _import(asked: Errand) -> Outcome:
    return _taken_in(asked, asked.files, {})


def _taken_in(
    asked: Errand,
    paths: tuple[Path, ...],
    more: dict[str, Any],
    named: tuple[Path | None, Path | None] = (None, None),
) -> Outcome:
    report = _report(asked, paths, more, named)
    made = report.corrections.written if report.corrections else ()
    lines = [*report.rest(), *report.closing(asked.round.dataset, _SHOWN)]
    return _outcome(report, lines, made)


def _report(
    asked: Errand,
    paths: tuple[Path, ...],
    more: dict[str, Any],
    named: tuple[Path | None, Path | None] = (None, None),
) -> IntakeReport:
    from nhnorm_xlsx.dataset.reference import named_reference
    from nhnorm_xlsx.tasks.importing import Options, import_files
    from nhnorm_xlsx.tasks.round import register_of

    here = asked.round
    corrections = here.folder / CORRECTIONS_FOLDER
    options: Options = replace(
        Options(
            passwords=asked.many("wachtwoorden"),
            merge=asked.flag("samenvoegen"),
            corrections=corrections if asked.flag("correcties") else None,
            settings=here.settings,
            closed=here.closed,
        ),
        **more,
    )
    reference = named_reference(*named, register_of(here))
    return import_files(paths, here.dataset, reference, asked.progress, options)


def _outcome(report: IntakeReport, lines: list[str], made: tuple[Path, ...] = ()) -> Outcome:
    # Those that only have to be waited for stand below what asks for somebody's attention.
    files = tuple(sorted(_files(report), key=lambda item: not item.attention))
    failed = report.has_errors or any(_asks(item) for item in report.per_file(_SHOWN))
    return Outcome(lines, failed=failed, files=files, made=made)


def _asks(item: SaidOfFile) -> bool:
    """Whether somebody has to decide about a file."""
    return any(found.kind.decisions for found in item.findings)


def _attention(item: SaidOfFile) -> str:
    """Why somebody should look at a file, in one sentence; empty for who only has to wait.

    What was refused, what asks for a decision, and what is no workbook; not what is unfinished.
    """
    for weighty in (
        lambda found: found.severity is Severity.FOUT,
        lambda found: bool(found.kind.decisions),
    ):
        for found in filter(weighty, item.findings):
            about = f"{item.who}: " if item.who else ""
            return f"{about}{place_of(found)}{' '.join(found.message.split())}"
    plain = item.line.removeprefix(f"{item.name}: ")
    return plain if item.failed or (item.doubtful and not item.is_workbook) else ""


def _files(report: IntakeReport) -> Iterator[FileSaid]:
    """Every file, what asks for attention first."""
    words = {Severity.FOUT: WRONG, Severity.WAARSCHUWING: MIND}
    said = list(report.per_file(_SHOWN))
    for item in reversed(said):
        # The lines for besluiten.csv are buttons here.
        shown = [found for found in item.findings if found.kind is not ZELF_BESLISSEN]
        worst = WRONG if item.failed else MIND if item.doubtful else GOOD
        found = tuple(
            (words.get(one.severity, GOOD), f"{place_of(one)}{' '.join(one.message.split())}")
            for one in shown
        )
        # The name stands beside it already.
        line = item.line.removeprefix(f"{item.name}: ").replace(f": {item.name}: ", ": ")
        line = line.replace(f" ({item.name})", "").replace(f"({item.name}; ", "(")
        yield FileSaid(item.name, line[:1].upper() + line[1:], worst, found, _attention(item))


IMPORT: Final = Job(
    "importeer",
    "inlezen",
    "Inlezen",
    "Sleep hier bestanden, mappen, zips of bewaarde mails naartoe. U mag alles zo vaak inlezen als "
    "u wilt: het nieuwste van een organisatie telt, het oudere blijft bewaard.",
    "Lees in",
    _import,
    (_CORRECT, _MERGE, _PASSWORDS),
    files=Takes.MUST,
    files_label="Wat er terugkwam",
)


def _check(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.importing import check_files
    from nhnorm_xlsx.tasks.round import register_of
    from nhnorm_xlsx.tasks.round_folder import reference_for_check

    here = asked.round
    reference = reference_for_check(None, None, register_of(here), here.settings)
    report = check_files(asked.files, reference, asked.progress, asked.many("wachtwoorden"))
    return _outcome(report, [*report.rest(), texts.NOTHING_KEPT])


CHECK: Final = Job(
    "controleer",
    "inlezen",
    "Alleen nakijken",
    "Lees en beoordeel bestanden zonder iets te bewaren.",
    "Kijk na",
    _check,
    (_PASSWORDS,),
    files=Takes.MUST,
    files_label="Wat u wilt nakijken",
)


def _tables(asked: Errand) -> Outcome:
    return _taken_in(asked, (), {})


_SOURCE: Final = Control(
    "bron",
    "Wat is dit bestand?",
    ControlKind.CHOICE,
    required=True,
    choices=(("definitie", "De normdefinitie"), ("organisaties", "De lijst van organisaties")),
)


def _sources(asked: Errand) -> Outcome:
    from nhnorm_xlsx.errors import UsageError

    if len(asked.files) != 1:
        raise UsageError(texts.ONE_SOURCE)
    given = {asked.text("bron"): asked.files[0]}
    return _taken_in(asked, (), {}, (given.get("definitie"), given.get("organisaties")))


SOURCES: Final = Job(
    "bronnen",
    "beslissen",
    "Een andere normdefinitie of lijst laten gelden",
    "Voor alles wat is ingelezen, en wat nog komt. Alleen nodig als het programma daarom vraagt.",
    "Laat dit gelden",
    _sources,
    (_SOURCE,),
    files=Takes.MUST,
    files_label="Het bestand (CSV)",
    one_file=True,
)

TABLES: Final = Job(
    "tabellen",
    "beslissen",
    "Tabellen opnieuw maken",
    "Bijvoorbeeld als u besluiten.csv zelf in Excel heeft gewijzigd.",
    "Maak opnieuw",
    _tables,
)


def _corrections(asked: Errand) -> Outcome:
    return _taken_in(replace(asked, values={"correcties": True}), (), {})


CORRECTIONS: Final = Job(
    "correcties",
    "werkboeken",
    "Werkboeken om te verbeteren",
    "Voor elke inzending waarin iets niet te lezen was: een werkboek met alles wat wel is begrepen "
    "en een eerste blad met wat beter moet.",
    "Maak de werkboeken om te verbeteren",
    _corrections,
)

_FILE: Final = (
    Control("bestand", "Bestand", required=True),
    Control("sha256", "Kenmerk", required=True),
    Control("besluit", "Besluit", required=True),
    Control("waarde", "Waarde"),
    Control("reden", "Reden", required=True),
)


def _line(asked: Errand) -> Any:  # noqa: ANN401 - a DeskLine, of a module that loads late
    from nhnorm_xlsx.dataset.desk import DeskLine

    return DeskLine(*(asked.text(item.key) for item in _FILE))


def _decide(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.deciding import check_meting

    line = _line(asked)
    check_meting(line, asked.round.dataset, asked.round)
    return _about(line.file, texts.decided(line.file), _report(asked, (), {"decided": (line,)}))


def _withdraw(asked: Errand) -> Outcome:
    line = _line(asked)
    report = _report(asked, (), {"withdrawn": (line,)})
    return _about(line.file, texts.withdrawn(line.file), report)


def _about(name: str, said: str, report: IntakeReport) -> Outcome:
    """What is said of the file that was decided about: of the others it was said before.

    And what the program had to say besides: of the facts themselves, and of the settings.
    """
    files = tuple(item for item in _files(report) if item.name == name)
    beside = [finding_line(item) for item in report.bookkeeping]
    wrong = any(item.severity is Severity.FOUT for item in report.bookkeeping)
    failed = wrong or any(item.attention for item in files)
    lines = [said, *(item.line for item in files), *beside, *report.remarks]
    return Outcome(lines, failed=failed, files=files)


DECIDE: Final = Job(
    "besluit", "beslissen", "Besluit", "", "Leg dit besluit vast", _decide, _FILE, shown=False
)
WITHDRAW: Final = Job(
    "besluit-intrekken", "beslissen", "Besluit intrekken", "", "Trek in", _withdraw, _FILE,
    shown=False,
)  # fmt: skip
