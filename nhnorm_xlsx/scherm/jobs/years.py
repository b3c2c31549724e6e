"""From year to year, and giving up: `ronde volgend`, `norm`, `opruimen`, `overzicht`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from nhnorm_xlsx.scherm.jobs.model import (
    Control,
    ControlKind,
    Errand,
    Job,
    Outcome,
    Question,
    Takes,
)
from nhnorm_xlsx.scherm.jobs.rounds import asks_first
from nhnorm_xlsx.texts import scherm as texts


def _follow(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.beginning import follow_round

    lines, contradicts = follow_round(asked.text("meting"), asked.day("deadline"), asked.today)
    return Outcome(lines, failed=contradicts)


FOLLOW: Final = Job(
    "ronde-volgend",
    "ronde",
    "De volgende meting beginnen",
    "Vanaf dan gaat alles over die meting. Wat van de meting van nu nog binnenkomt, telt mee; er "
    "gaat niets weg.",
    "Begin de volgende meting",
    asks_first(_follow),
    (
        Control("meting", "Meting", ControlKind.METING, "Het jaar, zoals 2027.", required=True),
        Control("deadline", "Deadline", ControlKind.DAY, "De laatste dag van inleveren."),
    ),
    goes_on=True,
    words="ronde volgend",
)


def _check_norm(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.norms import check_definition, program_edities

    known = program_edities(asked.round.settings)
    return Outcome(list(check_definition(_one(asked), known)))


def _one(asked: Errand) -> Path:
    """The one file that is meant. Raises `UsageError`."""
    from nhnorm_xlsx.errors import UsageError

    if len(asked.files) != 1:
        raise UsageError(texts.ONE_DEFINITION)
    return asked.files[0]


NORM_CHECK: Final = Job(
    "norm-controleer",
    "ronde",
    "Een nieuwe editie van de norm controleren",
    "U leest wat erin staat, of alles wat er niet aan klopt.",
    "Controleer",
    _check_norm,
    files=Takes.MUST,
    files_label="De normdefinitie (CSV)",
    one_file=True,
    words="norm controleer",
)


def _difference(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.norms import program_edities, tell_difference

    here = asked.round
    known = program_edities(here.settings)
    new = str(_one(asked))
    told = tell_difference(
        asked.text("oud"), new, known, None, folder=here.folder, today=asked.today
    )
    return Outcome(list(told.lines()), made=[told.path])


NORM_DIFFERENCE: Final = Job(
    "norm-verschil",
    "ronde",
    "Wat een nieuwe editie verandert",
    "Een werkboek om te mailen: wat nieuw is, vervalt, is gesplitst, samengevoegd of anders "
    "verwoord.",
    "Maak het werkboek",
    _difference,
    (Control("oud", "De editie van nu", help="Zoals 2024.", required=True),),
    files=Takes.MUST,
    files_label="De nieuwe normdefinitie (CSV)",
    one_file=True,
    words="norm verschil",
)


def _overview(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.one_organisation import write_overview

    here = asked.round
    code = asked.text("organisatie")
    report = write_overview(here.dataset, code, None, here, today=asked.today)
    return Outcome(list(report.lines()), made=[report.path])


OVERVIEW: Final = Job(
    "overzicht",
    "ronde",
    "Alles over één organisatie",
    "Een werkboek met alles wat er over haar is, en haar originelen: voor een verzoek om inzage of "
    "een Woo-verzoek.",
    "Maak het overzicht",
    _overview,
    (Control("organisatie", "Organisatie", ControlKind.ORGANISATION, required=True),),
    goes_on=True,
)


def _destroy(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.destroying import nothing_done, prepare

    meting = asked.text("meting")
    found = prepare(asked.round.dataset, meting, asked.round, asked.progress)
    question = Question(
        texts.sure_to_destroy(meting), texts.YES_DESTROY, nothing_done(), partial(_gone, meting)
    )
    return Outcome(list(found.lines()), question=question)


def _gone(meting: str, asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.destroying import destroy, prepare

    # What came in while the question stood there is looked at as well.
    found = prepare(asked.round.dataset, meting, asked.round, asked.progress)
    return Outcome(destroy(found, asked.progress), failed=found.incomplete)


DESTROY: Final = Job(
    "opruimen",
    "ronde",
    "Een oude meting opruimen",
    "U leest eerst wat weg gaat en wat blijft; pas daarna vraagt het programma of u het zeker "
    "weet.",
    "Laat zien wat weg gaat",
    _destroy,
    (Control("meting", "Meting", ControlKind.METING, "Het jaar, zoals 2025.", required=True),),
    goes_on=True,
)
