"""Any files of the same organisations, in any order: the same tables, and nothing passed over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import permutations

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhnorm_xlsx.dataset.decisions import DEEL, TELT, UITSLUITEN, Decision, Decisions
from nhnorm_xlsx.dataset.ledger import Ledger, SeenFile
from nhnorm_xlsx.dataset.schema import TABLES
from nhnorm_xlsx.dataset.settling import Received, looked_at, round_of, settle
from nhnorm_xlsx.findings import BESLOTEN
from nhnorm_xlsx.submissions import Submission
from nhnorm_xlsx.tasks.reporting import IntakeReport, offered_now
from tests.datasets import tables_of
from tests.returned import HEILOO, SMALL, STAMP, judged, returned

NOON = datetime(2026, 5, 1, 12)  # noqa: DTZ001 - as the ledger keeps them
OFFERED = datetime(2026, 6, 1)  # noqa: DTZ001 - as the ledger keeps them
ALKMAAR = replace(HEILOO, code="GM0361", name="Alkmaar")
STATUSES = ("", "", "Voldoet", "Voldoet deels", "misschien")
TEXTS = ("", "", "zie intranet", "zie het plan")


@dataclass(frozen=True)
class Offer:
    """One file that is offered: what is in it, its clocks, and what was decided about it."""

    seen: SeenFile
    submission: Submission
    decisions: tuple[Decision, ...]


@cache
def filled_in(rows: str) -> Submission:
    """A judged file with these rows; the same for the same rows, to save time."""
    return judged(returned(f"| norm | Status | Onderbouwing |\n{rows}"))


@st.composite
def offers(draw: st.DrawFn, number: int, earlier: Sequence[Offer]) -> Offer:
    """A file with any answers to three norms and any clocks."""
    rows = "".join(
        f"| {norm} | {draw(st.sampled_from(STATUSES))} | {draw(st.sampled_from(TEXTS))} |\n"
        for norm in ("1.1", "1.2", "2.1")
    )
    submission = filled_in(rows)
    organisation = draw(st.sampled_from((HEILOO, HEILOO, HEILOO, ALKMAAR)))
    moments = st.sampled_from([NOON + timedelta(days=days) for days in (0, 0, 1, 2, 9999)])
    blank = not any(answer.values for answer in submission.answers)
    fixed = {f"{other.seen.sha256}" for other in earlier if draw(st.integers(0, 5)) == 0}
    saved = draw(st.none() | moments)
    submission = replace(
        submission,
        organisation=organisation,
        stamp=replace(STAMP, organisatie_code=organisation.code),
        modified=saved.replace(tzinfo=UTC) if saved else None,
        untouched=blank and not submission.findings[1:],
        corrects=frozenset(fixed),
    )
    sha256 = f"{draw(st.sampled_from('abcdef'))}{number}"
    seen = SeenFile(
        f"{draw(st.sampled_from('xyz'))}{number}.xlsx", sha256, 1, draw(moments),
        draw(st.none() | st.none() | moments), OFFERED,
    )  # fmt: skip
    verdicts = draw(st.lists(st.sampled_from((DEEL, TELT, UITSLUITEN)), max_size=2))
    if draw(st.booleans()):
        verdicts = []
    decided = tuple(
        Decision(seen.content, verdict, "", "een reden", f"besluiten.csv regel {line}")
        for line, verdict in enumerate(verdicts, 2)
    )
    return Offer(seen, submission, decided)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[tuple[Offer, ...], bool]:
    """Three files, and whether those of Heiloo are parts of one answer."""
    found: list[Offer] = []
    for number in range(3):
        found.append(draw(offers(number, tuple(found))))
    return tuple(found), draw(st.integers(0, 3)) == 0


def settled(world: Iterable[Offer], merged: bool) -> tuple[Received, ...]:
    """What becomes of these files, offered one by one."""
    files = tuple(world)
    ledger = Ledger()
    for item in files:
        ledger = ledger.with_seen([item.seen])
    decisions = Decisions(
        frozenset({("2026", HEILOO.code)}) if merged else frozenset(),
        tuple(line for item in files for line in item.decisions),
    )
    return settle(ledger.seen, {item.seen.content: item.submission for item in files}, decisions)


def answered(received: Iterable[Received]) -> set[tuple[tuple[str, str], str]]:
    """The norms that have an answer, by meting and organisation."""
    return {
        (round_of(item.submission), answer.norm)
        for item in received
        if item.counts
        for answer in item.submission.answers
        if answer.status
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_the_order_of_import_plays_no_part(world: tuple[tuple[Offer, ...], bool]) -> None:
    files, merged = world
    first, *others = (
        tables_of(settled(order, merged), {"2024": SMALL}) for order in permutations(files)
    )
    for other in others:
        for name in TABLES:
            pd.testing.assert_frame_equal(getattr(first, name), getattr(other, name))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_no_answered_norm_becomes_blank_without_an_error_on_the_screen(
    world: tuple[tuple[Offer, ...], bool],
) -> None:
    """After every import: what was answered is, or somebody decided, or the screen says so."""
    files, merged = world
    before: set[tuple[tuple[str, str], str]] = set()
    for number in range(1, len(files) + 1):
        received = settled(files[:number], merged)
        shown = [offered_now(it) for it in looked_at(received, {files[number - 1].seen.key})]
        report = IntakeReport(tuple(shown))
        gone = before - answered(received)
        decided = any(found.kind is BESLOTEN for item in shown for found in item.findings)
        assert not gone or report.has_errors or decided, (gone, list(report.lines()))
        before = answered(received)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_what_nobody_decided_or_refused_is_in_the_answers(
    world: tuple[tuple[Offer, ...], bool],
) -> None:
    """Every norm that any usable file answered is answered, or the screen has an error."""
    files, merged = world
    received = settled(files, merged)
    usable = [item for item in files if not item.decisions and not item.submission.untouched]
    given_there = {
        (round_of(item.submission), answer.norm)
        for item in usable
        for answer in item.submission.answers
        if answer.status
    }
    report = IntakeReport(tuple(offered_now(item) for item in received))
    decided = any(item.decisions for item in files)
    assert decided or report.has_errors or given_there <= answered(received)
