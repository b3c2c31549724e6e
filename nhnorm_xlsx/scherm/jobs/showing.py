"""Showing: `vaststellen`, `doorgeven`, `vergelijk`, `terugkoppeling`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from nhnorm_xlsx.scherm.jobs.model import (
    Control,
    ControlKind,
    Errand,
    Job,
    Outcome,
    Question,
    Takes,
)
from nhnorm_xlsx.texts import scherm as texts

if TYPE_CHECKING:
    from nhnorm_xlsx.tasks.publishing import Prepared

_CONCEPT: Final = Control(
    "concept",
    "Alleen om zelf te bekijken (concept)",
    ControlKind.CHECK,
    "Zonder vastgestelde stand. Het telt nergens voor.",
)
_RIEC: Final = Control("riec", "RIEC", ControlKind.RIEC, required=True)
_METING: Final = Control(
    "meting",
    "Meting",
    ControlKind.METING,
    "Zonder jaar: de nieuwste meting waarin iemand heeft geantwoord.",
    seldom=True,
)
_GIVEN: Final = "Bestanden die RIEC's doorgaven (als die er zijn)"


def _fix(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.publishing import prepare_stand

    prepared = prepare_stand(asked.round.dataset, asked.optional("meting"), asked.today)
    question = Question(
        prepared.question, texts.YES_FIX, prepared.not_fixed, partial(_keep, prepared)
    )
    return Outcome(prepared.lines(), question=question if prepared.possible else None)


def _keep(prepared: Prepared, asked: Errand) -> Outcome:  # noqa: ARG001 - as every job is called
    from nhnorm_xlsx.tasks.publishing import keep_stand

    return Outcome(keep_stand(prepared))


FIX: Final = Job(
    "vaststellen",
    "delen",
    "De stand vaststellen",
    "Wat anderen zien, ligt eerst vast. U leest wat er wordt vastgelegd, en zegt dan of het goed "
    "is.",
    "Bekijk wat er wordt vastgelegd",
    _fix,
    (_METING,),
)


def _compare(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.comparing import compare

    made = compare(
        asked.round.dataset,
        asked.round.comparison,
        level="riec",
        riec=asked.optional("riec"),
        meting=asked.optional("meting"),
        today=asked.today,
        html=asked.flag("html"),
    )
    return Outcome([texts.compared(asked.text("riec"))], made=made)


COMPARE: Final = Job(
    "vergelijk-riec",
    "delen",
    "Vergelijken binnen een RIEC",
    "Een werkboek met namen en een nota voor het bestuur. Alleen voor binnen het RIEC.",
    "Maak de vergelijking",
    _compare,
    (
        _RIEC,
        Control("html", "Ook als webpagina", ControlKind.CHECK, standard="ja"),
        _METING,
    ),
    words="vergelijk --niveau riec",
)


def _provincie(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.comparing import PROVINCIE as LEVEL
    from nhnorm_xlsx.tasks.comparing import compare

    made = compare(
        asked.round.dataset,
        asked.round.comparison,
        level=LEVEL,
        riec=None,
        meting=asked.optional("meting"),
        today=asked.today,
        given=asked.files,
        concept=asked.flag("concept"),
    )
    return Outcome([texts.REPORTED], made=made)


PROVINCIE: Final = Job(
    "vergelijk-provincie",
    "delen",
    "Rapport voor de provincie",
    "Alleen cijfers van gemeenten samen, uit de vastgestelde stand.",
    "Maak het rapport",
    _provincie,
    (_CONCEPT, _METING),
    words="vergelijk --niveau provincie",
    files=Takes.MAY,
    files_label=_GIVEN,
)


def _hand_over(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.publishing import give_over

    before = set(asked.round.handed_over.glob("*.xlsx"))
    lines = give_over(
        asked.round.dataset,
        asked.round.handed_over,
        riec=asked.optional("riec"),
        meting=asked.optional("meting"),
        today=asked.today,
        concept=asked.flag("concept"),
    )
    made = sorted(set(asked.round.handed_over.glob("*.xlsx")) - before)
    return Outcome(lines, made=made or [asked.round.handed_over])


HAND_OVER: Final = Job(
    "doorgeven",
    "delen",
    "Doorgeven",
    "Een bestand met beschermde cijfers van een RIEC, voor wie het rapport van de provincie maakt.",
    "Maak het bestand",
    _hand_over,
    (_RIEC, _CONCEPT, _METING),
)


def _feedback(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.publishing import give_feedback

    here = asked.round
    made = give_feedback(
        here.dataset,
        here.feedback,
        wanted=asked.many("organisaties"),
        meting=asked.optional("meting"),
        today=asked.today,
        given=asked.files,
        concept=asked.flag("concept"),
        progress=asked.progress,
    )
    return Outcome([texts.fed_back(len(made))], made=made)


FEEDBACK: Final = Job(
    "terugkoppeling",
    "delen",
    "Terugkoppelen",
    "Per organisatie een werkboek en een nota: de eigen antwoorden naast die van allen samen.",
    "Maak de terugkoppelingen",
    _feedback,
    (
        Control("organisaties", "Voor wie", ControlKind.ORGANISATIONS, "Wie heeft geantwoord."),
        _CONCEPT,
        _METING,
    ),
    files=Takes.MAY,
    files_label=_GIVEN,
)
