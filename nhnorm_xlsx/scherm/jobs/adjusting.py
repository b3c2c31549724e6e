"""Changing the settings of the round that runs: on the command line one changes the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from nhnorm_xlsx.scherm.jobs.model import Control, ControlKind, Errand, Job, Outcome
from nhnorm_xlsx.scherm.jobs.rounds import DEADLINE, METING, SENDER, asks_first
from nhnorm_xlsx.tasks.round import Round
from nhnorm_xlsx.texts import scherm as texts

# Which file the user saw when filling in; never a setting itself.
_SEEN: Final = "gezien"
_DAYS, _SIGNATURE = "dagen_tussen_herinneringen", "ondertekening"


def _now(here: Round) -> Mapping[str, str]:
    from nhnorm_xlsx.tasks.adjusting import riecs_of, settings_now, version_of

    if here.settings is None:
        return {}
    return {**settings_now(here.settings, riecs_of(here)), _SEEN: version_of(here.file)}


def _receivers(here: Round) -> tuple[Control, ...]:
    from nhnorm_xlsx.tasks.adjusting import receivers_asked, riecs_of

    return tuple(Control(key, key, seldom=True) for key in receivers_asked(riecs_of(here)))


def _adjust(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.adjusting import PLACES, adjust, receivers_asked, riecs_of

    day, riecs = asked.day("deadline"), riecs_of(asked.round)
    given = {key: asked.text(key) for key in (*PLACES, *receivers_asked(riecs))}
    given["deadline"] = day.isoformat() if day else ""
    done = adjust(given, asked.text(_SEEN), asked.today)
    lists = [(item.line, item.names) for item in done.issued]
    return Outcome(done.said, failed=done.contradicts, lists=lists)


def _run(asked: Errand) -> Outcome:
    """A deadline that has passed is only asked about when it is another than that of now."""
    settings = asked.round.settings
    same = settings is not None and settings.deadline == asked.day("deadline")
    return _adjust(asked) if same else asks_first(_adjust, texts.NOT_CHANGED)(asked)


def _people(before: str, question: str, about: str) -> Iterator[Control]:
    """The fields of somebody else than the sender: only asked where it matters."""
    yield Control(f"{before}organisatie", question, help=about, seldom=True)
    for own in SENDER[1:4]:
        yield replace(own, key=f"{before}{own.key}", label=f"{question} {own.label}", seldom=True)


ADJUST: Final = Job(
    "instellingen",
    "ronde",
    "De ronde aanpassen",
    "De deadline, wie de werkboeken verstuurt, en wat er verder over deze ronde vastligt. Het "
    "geldt voor alles wat u daarna maakt.",
    "Bewaar de wijzigingen",
    _run,
    (
        Control(_SEEN, "Gezien", ControlKind.HIDDEN),
        METING,
        DEADLINE,
        *SENDER,
        *_people(
            "voert_uit_",
            "Wie voert de ronde uit?",
            "Als dat een ander is dan wie de werkboeken verstuurt: die ziet alle antwoorden.",
        ),
        *_people(
            "ontvangt_",
            "Wie ontvangt het werkboek?",
            "Bij het RIEC. Is dat per RIEC een ander, vul dat dan hieronder per RIEC in.",
        ),
        Control(
            _DAYS,
            "Dagen tussen twee herinneringen",
            help="Zo lang wacht een volgende herinnering aan dezelfde organisatie. Zonder getal "
            "is dat 7.",
            seldom=True,
        ),
        Control(
            _SIGNATURE,
            "Ondertekening van de mails",
            ControlKind.PIECE,
            "Wat onder elke mail staat. Mag meer regels hebben.",
            seldom=True,
        ),
    ),
    now=_now,
    more=_receivers,
)
