"""The round itself: `ronde nieuw`, `status`, `uitstel`, `samenbrengen`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
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
from nhnorm_xlsx.scherm.results import STANDING as STANDING_FILE
from nhnorm_xlsx.texts import scherm as texts
from nhnorm_xlsx.texts import status as status_texts


def asks_first(
    begin: Callable[[Errand], Outcome], no: str = texts.NOT_BEGUN
) -> Callable[[Errand], Outcome]:
    """A job that begins something with a deadline, and asks first where that has passed.

    `no` is said when the answer is no.
    """

    def run(asked: Errand) -> Outcome:
        deadline = asked.day("deadline")
        if deadline is None or deadline >= asked.today:
            return begin(asked)
        said = texts.asks_passed(deadline)
        question = Question(said, texts.YES_PASSED, no, lambda _: begin(asked))
        return Outcome([], question=question)

    return run


def _start(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.beginning import Sender, begin_round

    told = ("organisatie", "functie", "mail", "telefoon", "terug_naar")
    sender = Sender(*map(asked.text, told))
    deadline = asked.day("deadline") or date.max
    return Outcome(begin_round(asked.text("meting"), deadline, asked.today, sender=sender))


METING: Final = Control(
    "meting", "Meting", ControlKind.METING, "Het jaar, zoals 2026.", required=True
)
DEADLINE: Final = Control(
    "deadline", "Deadline", ControlKind.DAY, "De laatste dag van inleveren.", required=True
)
SENDER: Final = (
    Control(
        "organisatie",
        "Wie verstuurt de werkboeken?",
        help="De organisatie, zoals RIEC Noord-Holland. Dit staat op elk werkboek.",
    ),
    Control("functie", "Functie", help="Een functie, geen naam: zoals accountmanager."),
    Control("mail", "Mailadres"),
    Control("telefoon", "Telefoon"),
    Control("terug_naar", "Waar gaat het werkboek naar terug?", help="Een mailadres."),
)
START: Final = Job(
    "ronde-nieuw",
    "ronde",
    "Een ronde beginnen",
    "Een ronde is één meting: de vragen die u dit jaar stelt, en alles wat terugkomt.",
    "Begin de ronde",
    asks_first(_start),
    (METING, DEADLINE, *SENDER),
    starts_round=True,
    words="ronde nieuw",
)


def _news(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.status import read_status

    found = read_status(asked.round.dataset, None, asked.round, asked.today)
    # The first time everything is new: that is what stands beside it, on the tab.
    first = found.before is None
    lines = [status_texts.FIRST_TIME] if first else list(found.new_lines())
    found.seen(asked.now)
    return Outcome(lines, failed=found.contradicts)


NEWS: Final = Job(
    "status-nieuw",
    "stand",
    "Wat er nieuw is",
    "Alleen wat er veranderde sinds u dit het laatst vroeg.",
    "Toon wat er nieuw is",
    _news,
)


def _standing(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.status import read_status

    found = read_status(asked.round.dataset, None, asked.round, asked.today)
    path = asked.round.folder / STANDING_FILE
    return Outcome([found.write(path)], failed=found.contradicts, made=[path])


STANDING: Final = Job(
    "status-uit",
    "stand",
    "De stand als werkboek",
    "Voor een overleg: dezelfde lijst in Excel.",
    "Maak het werkboek",
    _standing,
)


def _delay(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.delaying import Asked as AskedDelay
    from nhnorm_xlsx.tasks.delaying import give_delay

    wanted = AskedDelay(
        asked.text("organisatie"), asked.day("datum") or date.max, None, asked.text("reden")
    )
    report = give_delay(asked.round.dataset, wanted, asked.round, asked.today)
    return Outcome(list(report.lines()), failed=bool(report.found))


DELAY: Final = Job(
    "uitstel",
    "stand",
    "Uitstel geven",
    "Geef één organisatie meer tijd. Een nieuw werkboek is niet nodig.",
    "Geef uitstel",
    _delay,
    (
        Control("organisatie", "Organisatie", ControlKind.ORGANISATION, required=True),
        Control(
            "datum",
            "Laatste dag",
            ControlKind.DAY,
            "Kies de dag van de deadline zelf om uitstel in te trekken.",
            required=True,
        ),
        Control(
            "reden",
            "Reden",
            help="Alleen om te onthouden: dit komt in geen werkboek en in geen mail.",
        ),
    ),
)


def _join(asked: Errand) -> Outcome:
    from nhnorm_xlsx.errors import UsageError
    from nhnorm_xlsx.tasks.joining import join_copy
    from nhnorm_xlsx.texts import scherm as texts

    if len(asked.files) != 1:
        raise UsageError(texts.ONE_COPY)
    report = join_copy(asked.files[0], asked.round.dataset, asked.round, asked.progress)
    return Outcome(list(report.lines()), failed=report.contradicts)


JOIN: Final = Job(
    "samenbrengen",
    "ronde",
    "Een tweede kopie erbij nemen",
    "Van een collega of van een andere computer: de hele map van de ronde, of een zip daarvan. "
    "Wat elkaar tegenspreekt leest u; daar beslist u zelf over.",
    "Breng samen",
    _join,
    files=Takes.MUST,
    files_label="De map of de zip met de tweede kopie",
)
