"""`mail ontvangst`, `correcties` and `terugkoppeling`: to those who answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from nhnorm_xlsx.contract.fields import FIELD_BY_KEY, START_FIELD_BY_KEY
from nhnorm_xlsx.contract.statuses import STATUSES
from nhnorm_xlsx.dataset.model import Dataset
from nhnorm_xlsx.dataset.received import round_of
from nhnorm_xlsx.dataset.reference import Reference
from nhnorm_xlsx.errors import UsageError
from nhnorm_xlsx.form.model import Correction
from nhnorm_xlsx.intake.other_files import base_name
from nhnorm_xlsx.organisations import Organisation
from nhnorm_xlsx.submissions import AANVAARD
from nhnorm_xlsx.tasks.correcting import (
    Wrong,
    corrections_of,
    previous_of,
    to_correct,
    write_corrections,
)
from nhnorm_xlsx.tasks.importing import received_in
from nhnorm_xlsx.tasks.mailing_asked import open_and_total
from nhnorm_xlsx.tasks.mailing_plan import Attached, Intent, MailPlan
from nhnorm_xlsx.tasks.mailing_proof import proven_feedback, proven_workbook
from nhnorm_xlsx.tasks.mailing_round import MailRound
from nhnorm_xlsx.tasks.previous import Earlier
from nhnorm_xlsx.texts import mail as texts
from nhnorm_xlsx.texts.words import day


def _tables(mail: MailRound) -> Dataset:
    """The tables; raises `UsageError` when nothing was imported yet."""
    if mail.dataset is None:
        raise UsageError(texts.NO_ANSWERS)
    return mail.dataset


# --- ontvangst ------------------------------------------------------------------------------


def plan_receipts(mail: MailRound, wanted: Sequence[str], *, again: bool) -> MailPlan:  # noqa: ARG001 - as all plans
    """A receipt for who answered: what came, when, and what was read. Raises `UsageError`."""
    _tables(mail)
    intents, skipped = [], []
    for item in mail.chosen(wanted):
        found = _receipt(mail, item)
        if found is None:
            skipped.append(item)
        else:
            intents.append(found)
    return MailPlan(tuple(intents), skipped=tuple(skipped) if wanted else ())


def _receipt(mail: MailRound, organisation: Organisation) -> Intent | None:
    dataset = _tables(mail)
    files = dataset.inzendingen
    own = files[
        (files["meting"].astype(str) == mail.meting)
        & (files["organisatie_code"].astype(str) == organisation.code)
        & (files["uitkomst"].astype(str) == AANVAARD)
    ]
    if own.empty:
        return None
    newest = own.sort_values("ontvangen_op").iloc[-1]
    open_norms, total = open_and_total(mail, organisation.code)
    values = {
        "ontvangen_op": day(newest["ontvangen_op"].date()),
        "bestand": ", ".join(dict.fromkeys(base_name(str(name)) for name in own["bestand"])),
        "ingevuld": str(total - len(open_norms)),
        "aantal_normen": str(total),
        "aantal_open": str(len(open_norms)),
        "nog_open": texts.still_open(open_norms, total),
        "gelezen": _read_answers(mail, organisation.code, int(own["fouten"].max())),
    }
    return Intent(organisation, values, _about(str(sha256) for sha256 in own["sha256"]))


def _read_answers(mail: MailRound, code: str, errors: int) -> str:
    answers = _tables(mail).antwoorden
    own = answers[
        (answers["meting"].astype(str) == mail.meting)
        & (answers["organisatie_code"].astype(str) == code)
    ]
    given = list(own["status"].astype(str))
    lines = [texts.count_line(status.label, given.count(status.key)) for status in STATUSES]
    lines.append(texts.count_line(texts.NOT_ANSWERED, given.count("")))
    return "\n".join([*lines, *([texts.answers_unread(errors)] if errors else [])])


def _about(contents: Iterable[str]) -> str:
    """The fingerprint of some files together, short: it only has to be known again."""
    return hashlib.sha256(" ".join(sorted(contents)).encode()).hexdigest()[:16]


# --- correcties -----------------------------------------------------------------------------


def plan_corrections(mail: MailRound, wanted: Sequence[str], *, again: bool) -> MailPlan:  # noqa: ARG001 - as all plans
    """For who made a mistake: what to put right, and a workbook to do it in.

    Raises `UsageError` and `StorageError`.
    """
    _tables(mail)
    received, reference = received_in(mail.round.dataset)
    wrong = {}
    for one in to_correct(received, received):
        meting, code = round_of(one[0])
        if meting == mail.meting and any(item.urgent for item in corrections_of(one[0])):
            wrong[code] = one
    chosen = mail.chosen(wanted)
    intents = tuple(_to_correct(item, wrong[item.code]) for item in chosen if item.code in wrong)
    skipped = tuple(item for item in chosen if item.code not in wrong) if wanted else ()
    previous = previous_of(wrong.values(), reference, mail.round.dataset)

    def attach(corrected: Sequence[Organisation]) -> dict[str, Attached]:
        return {
            item.code: _correction(mail, item, wrong[item.code], reference, previous)
            for item in corrected
        }

    return MailPlan(intents, attach, skipped)


def _to_correct(organisation: Organisation, wrong: Wrong) -> Intent:
    submission, contents = wrong
    urgent = [item for item in corrections_of(submission) if item.urgent]
    values = {
        "te_verbeteren": "\n".join(_line(item) for item in urgent),
        "aantal_te_verbeteren": str(len(urgent)),
    }
    return Intent(organisation, values, _about(contents), contents)


def _line(item: Correction) -> str:
    field, on_start = FIELD_BY_KEY.get(item.field), START_FIELD_BY_KEY.get(item.field)
    heading = field.heading if field else on_start.label if on_start else ""
    return texts.to_mend(item.norm, heading, item.place, item.message)


def _correction(
    mail: MailRound,
    organisation: Organisation,
    wrong: Wrong,
    reference: Reference,
    previous: Mapping[str, Earlier],
) -> Attached:
    with TemporaryDirectory() as temporary:
        made = write_corrections(
            [wrong], reference, Path(temporary), previous, mail.today, settings=mail.settings
        )
        for _, reason in made.refused:
            return Attached(problem=reason)
        (path,) = made.written
        return proven_workbook(path, organisation, mail.meting)


# --- terugkoppeling ---------------------------------------------------------------------------


def plan_feedback(
    mail: MailRound,
    wanted: Sequence[str],
    *,
    again: bool,  # noqa: ARG001 - as all plans
    given: Sequence[Path] = (),
) -> MailPlan:
    """For who answered: the feedback for it alone, from the stand.

    `given` are hand-overs of other RIECs. Raises as `publishing.give_feedback` does.
    """
    from nhnorm_xlsx.tasks.opened import open_dataset
    from nhnorm_xlsx.tasks.publishing import give_feedback, shown_stand

    dataset = _tables(mail)
    opened = open_dataset(mail.round.dataset, mail.meting)
    stand = shown_stand(opened, mail.today, concept=False).published.name
    answers = dataset.antwoorden
    answered = set(
        answers[answers["meting"].astype(str) == mail.meting]["organisatie_code"].astype(str)
    )
    chosen = mail.chosen(wanted)
    receivers = [item for item in chosen if item.code in answered]

    def attach(told: Sequence[Organisation]) -> dict[str, Attached]:
        with TemporaryDirectory() as temporary:
            paths = give_feedback(
                mail.round.dataset,
                Path(temporary),
                wanted=[item.code for item in told],
                meting=mail.meting,
                today=mail.today,
                given=given,
            )
            return {item.code: _own_feedback(paths, item, mail.meting) for item in told}

    intents = tuple(Intent(item, {"stand": stand}) for item in receivers)
    skipped = tuple(item for item in chosen if item.code not in answered) if wanted else ()
    return MailPlan(intents, attach, skipped)


def _own_feedback(paths: Sequence[Path], organisation: Organisation, meting: str) -> Attached:
    start = f"NHNorm-terugkoppeling-{meting}-{organisation.code}-"
    (path,) = (path for path in paths if path.name.startswith(start))
    return proven_feedback(path, organisation, meting)
