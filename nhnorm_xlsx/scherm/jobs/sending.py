"""Sending out: `genereer`, and `mail` of each kind."""

from __future__ import annotations

from functools import partial
from typing import Final

from nhnorm_xlsx.scherm.jobs.model import Control, ControlKind, Errand, Job, Outcome, Takes

_WHO: Final = Control("organisaties", "Voor wie", ControlKind.ORGANISATIONS)


def _workbooks(asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.generating import generate_from_files

    here = asked.round
    report = generate_from_files(
        asked.many("organisaties"),
        None,
        None,
        here.workbooks,
        previous=here.dataset if asked.flag("vorige") else None,
        definition_path=None,
        organisations_path=None,
        today=asked.today,
        settings=here.settings,
        progress=asked.progress,
        dataset=here.dataset,
        anew=asked.flag("opnieuw"),
    )
    return Outcome(list(report.lines()), failed=bool(report.refused), made=report.written)


WORKBOOKS: Final = Job(
    "genereer",
    "werkboeken",
    "Werkboeken maken",
    "Voor elke organisatie een werkboek. Wat al is uitgegeven en er nog staat, blijft zoals het "
    "is.",
    "Maak de werkboeken",
    _workbooks,
    (
        _WHO,
        Control(
            "vorige",
            "Zet de vorige meting ernaast",
            ControlKind.CHECK,
            "Kan als de vorige meting in deze ronde staat.",
        ),
        Control(
            "opnieuw",
            "Geef ook opnieuw uit wat er al staat",
            ControlKind.CHECK,
            "Met wat tot nu toe is geantwoord erin.",
        ),
    ),
)

_KINDS: Final = (
    (
        "uitnodiging",
        "Uitnodigen",
        "Met het werkboek en een bladzijde uitleg, voor wie nog geen uitnodiging heeft.",
    ),
    ("ontvangst", "Ontvangst bevestigen", "Wat is ontvangen, en wat daaruit is gelezen."),
    ("herinnering", "Herinneren", "Voor wie nog niet of niet alles heeft beantwoord."),
    (
        "correcties",
        "Om verbetering vragen",
        "Wat niet te lezen was, met een werkboek om het te verbeteren.",
    ),
    (
        "terugkoppeling",
        "Terugkoppelen",
        "Met de eigen terugkoppeling. De stand moet zijn vastgesteld.",
    ),
)


def _mail(name: str, asked: Errand) -> Outcome:
    from nhnorm_xlsx.tasks.mailing import draft_mails, kind_of

    report = draft_mails(
        kind_of(name),
        asked.many("organisaties"),
        meting=None,
        again=asked.flag("opnieuw"),
        today=asked.today,
        given=asked.files,
    )
    made = [report.place] if report.place else []
    contacts = asked.round.contacts
    if report.failed and contacts.is_file():
        made.append(contacts)
    several = [cause for cause in report.causes if len(cause.names) > 1]
    single = [cause.line for cause in report.causes if len(cause.names) == 1]
    return Outcome(
        [*report.remarks, *single, *report.closing()],
        failed=report.failed,
        made=made,
        lists=[(cause.heading, cause.names) for cause in several],
    )


MAILS: Final = tuple(
    Job(
        f"mail-{name}",
        "mails",
        title,
        about,
        "Stel de mails op",
        partial(_mail, name),
        (
            _WHO,
            Control("opnieuw", "Ook voor wie deze mail al is opgesteld", ControlKind.CHECK),
        ),
        files=Takes.MAY if name == "terugkoppeling" else Takes.NO,
        words=f"mail {name}",
        files_label="Bestanden die andere RIEC's doorgaven (als die er zijn)",
    )
    for name, title, about in _KINDS
)
