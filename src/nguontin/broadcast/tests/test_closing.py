"""On time or a reason: an occurrence ends once, the box's word corrects the server's guess, totals equal a recount."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from nguontin.broadcast.models import DayTotal, Occurrence
from nguontin.broadcast.services import air_bulletin, close_occurrence, close_overdue, recount_totals
from nguontin.broadcast.states import Outcome
from nguontin.bulletins.tests.desk import submitted
from nguontin.kernel.errors import DomainError
from tests.support.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def aired(world: World) -> World:
    air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    return world


def close(row: Occurrence, outcome: str, reason: str = "", *, at: datetime, played_ms: int = 60_000) -> bool:
    return close_occurrence(
        row.pk, outcome=outcome, reason=reason, began_at=row.starts_at, ended_at=at, played_ms=played_ms, at=at
    )


def test_the_same_evidence_counts_once(aired: World) -> None:
    row = Occurrence.objects.order_by("starts_at")[0]
    later = row.starts_at + timedelta(minutes=2)
    assert close(row, "played", at=later)
    assert not close(row, "played", at=later)
    assert not close(Occurrence(pk=uuid4(), starts_at=later), "played", at=later)
    assert DayTotal.objects.get(outcome=Outcome.PLAYED, day=row.local_day).count == 1
    assert recount_totals() == {}


def test_what_ends_short_of_played_needs_a_reason(aired: World) -> None:
    row = Occurrence.objects.order_by("starts_at")[0]
    with pytest.raises(DomainError, match="reason"):
        close(row, "skipped", at=row.starts_at)
    with pytest.raises(DomainError, match="outcome"):
        close(row, "open", at=row.starts_at)


def test_a_silent_box_is_missed_after_its_time_and_may_still_tell(aired: World) -> None:
    first, second = Occurrence.objects.order_by("starts_at")[:2]  # two outlets, one minute of sound at 17:00
    just = first.starts_at + timedelta(minutes=21)  # 1 min sound + 10 min cut-off + 10 min grace
    assert close_overdue(at=just) == 0
    assert close_overdue(at=just + timedelta(seconds=1), why=lambda _rows: {first.pk: "not_enrolled"}) == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, first.reason) == ("missed", "not_enrolled")
    assert (second.outcome, second.reason) == ("missed", "device_silent")
    assert close_overdue(at=just + timedelta(hours=1)) == 0
    assert close(second, "played", at=just + timedelta(days=2))
    assert not close(second, "missed", "late", at=just + timedelta(days=2))
    second.refresh_from_db()
    assert (second.outcome, second.reason, second.told_by_server) == ("played", "", False)
    assert recount_totals() == {}


def test_none_stays_open_a_day_after_the_last(aired: World) -> None:
    last = Occurrence.objects.order_by("-starts_at")[0]
    close_overdue(at=last.starts_at + timedelta(days=1))
    assert not Occurrence.objects.filter(outcome=Outcome.OPEN).exists()
    assert recount_totals() == {}


def test_a_recount_finds_a_total_that_is_wrong(aired: World) -> None:
    DayTotal.objects.filter(outcome=Outcome.OPEN).update(count=99)
    assert recount_totals()
