"""The four ways of placing, what cannot change afterwards, withdrawal, and breaking glass."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import uuid5

import pytest
from django.db import DatabaseError, transaction

from nguontin.alarms.models import Alarm
from nguontin.broadcast.models import (
    Acceptance,
    BreakGlass,
    Broadcast,
    BroadcastAudio,
    BroadcastTarget,
    DayTotal,
    Occurrence,
    Outlet,
    Station,
)
from nguontin.broadcast.services import (
    accept,
    air_bulletin,
    air_by_break_glass,
    close_occurrence,
    decline,
    recount_totals,
    review_break_glass,
    withdraw_broadcast,
)
from nguontin.broadcast.services import airing as airing_module
from nguontin.broadcast.states import AcceptanceState, Outcome
from nguontin.bulletins.models import Bulletin
from nguontin.bulletins.services import create_alarm_bulletin, submit_bulletin
from nguontin.bulletins.tests.desk import give_sound, submitted
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer
from tests.support.world import World

pytestmark = pytest.mark.django_db


def alarm(world: World, by: Viewer, unit: Unit) -> Bulletin:
    bulletin = create_alarm_bulletin(
        unit=unit, title="Lũ quét", texts={"vi": "Lũ về, bà con sơ tán."}, by=by, at=world.at
    )
    Alarm.objects.create(unit=unit, bulletin=bulletin, cause="disaster", raised_by=by.person, raised_at=world.at)
    give_sound(bulletin.revisions.get().texts.get(), at=world.at, seconds=20)
    return bulletin


def test_the_communes_own_ordinary_bulletin_is_in_its_programme_at_once(world: World) -> None:
    broadcast = air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    first = Occurrence.objects.order_by("starts_at").first()
    assert first is not None
    assert first.starts_at.astimezone(LOCAL) == datetime(2026, 11, 20, 17, 0, tzinfo=LOCAL)
    # two outlets; today 17:00, then six days with two slots
    assert Occurrence.objects.filter(outlet__station__unit=world.a).count() == 2 * (1 + 6 * 2)
    assert not Occurrence.objects.filter(outlet__station__unit=world.b).exists()
    content = json.loads(broadcast.content)
    assert (content["title"], content["class"]) == ("Tiêm phòng dại", "ordinary")
    assert recount_totals() == {}
    assert not Outlet.objects.filter(station__unit=world.a, programme_changed_at=None).exists()


def test_an_ordinary_one_from_above_waits_for_each_commune(world: World) -> None:
    bulletin = submitted(world.editor, world.province, at=world.at)
    broadcast = air_bulletin(bulletin, by=world.leader, at=world.at)
    assert not Occurrence.objects.exists()
    waiting = Acceptance.objects.get(station__unit=world.a)
    with pytest.raises(Forbidden):
        accept(waiting, by=world.officer_b, at=world.at)
    accept(waiting, by=world.officer_a, at=world.at)
    assert set(Occurrence.objects.values_list("unit", flat=True)) == {world.a.pk}
    decline(waiting, reason="Trùng lịch", by=world.officer_a, at=world.at)
    assert not Occurrence.objects.exists()
    assert Acceptance.objects.filter(broadcast=broadcast, state=AcceptanceState.WAITING).count() == 1
    assert recount_totals() == {}


def test_priority_goes_first_everywhere_and_cannot_be_declined(world: World) -> None:
    air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    early = submitted(world.editor, world.province, at=world.at, title="Ưu tiên", klass="priority")
    broadcast = air_bulletin(early, by=world.leader, at=world.at + timedelta(hours=1))
    session = Occurrence.objects.filter(outlet__name="Trung tâm", unit=world.a).order_by("starts_at")[:2]
    assert [row.broadcast.title for row in session] == ["Ưu tiên", "Tiêm phòng dại"]
    assert session[1].starts_at - session[0].starts_at == timedelta(seconds=62)
    assert Occurrence.objects.filter(unit=world.b).exists()
    with pytest.raises(DomainError, match="priority"):
        decline(broadcast.acceptances.get(station__unit=world.a), reason="không", by=world.officer_a, at=world.at)


def test_urgent_is_at_every_outlet_at_once_with_the_ids_of_the_wire(world: World) -> None:
    bulletin = alarm(world, world.officer_a, world.a)
    submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    night = datetime(2026, 11, 21, 2, 30, tzinfo=LOCAL)
    broadcast = air_bulletin(bulletin, by=world.leader_a, at=night, repeats=3, every_s=10, cause="disaster")
    assert broadcast.every_s == 25  # a repeat does not begin before the last one ended
    rows = Occurrence.objects.filter(broadcast=broadcast)
    outlet = Outlet.objects.get(station__unit=world.a, name="Trung tâm")
    assert rows.count() == 2 * 3
    assert {row.pk for row in rows.filter(outlet=outlet)} == {uuid5(broadcast.pk, f"{outlet.pk}:{n}") for n in range(3)}
    assert rows.order_by("starts_at")[0].starts_at == night
    assert recount_totals() == {}


def test_a_hamlets_bulletin_sounds_in_the_hamlet_alone(world: World) -> None:
    hamlet = world.hamlets[world.a.pk][0]
    air_bulletin(submitted(world.officer_a, world.a, at=world.at, targets=[hamlet]), by=world.leader_a, at=world.at)
    assert set(Occurrence.objects.values_list("outlet__name", flat=True)) == {"Nà Lòa"}


def test_what_was_approved_cannot_be_changed_in_the_database(world: World) -> None:
    broadcast = air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    attempts = [
        lambda: Broadcast.objects.update(title="khác"),
        lambda: Broadcast.objects.update(content="{}"),
        lambda: Broadcast.objects.update(valid_to=broadcast.valid_to + timedelta(days=1)),
        lambda: BroadcastAudio.objects.update(sha256="0" * 64),
        lambda: BroadcastAudio.objects.all().delete(),
        lambda: BroadcastAudio.objects.create(
            broadcast=broadcast, position=9, language="vi", sha256="0" * 64, size=1, duration_ms=1
        ),
        lambda: BroadcastTarget.objects.update(unit=world.b),
        lambda: BroadcastTarget.objects.all().delete(),
        lambda: BroadcastTarget.objects.create(broadcast=broadcast, unit=world.b),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_the_database_airs_nothing_that_was_not_approved(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    revision = bulletin.revisions.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        Broadcast.objects.create(
            unit=world.a, bulletin=bulletin, revision=revision, review=revision.reviews.get(), klass="ordinary",
            title="x", content=revision.content, digest=revision.digest, duration_ms=1, valid_from=world.at.date(),
            valid_to=world.at.date(), approved_at=world.at,
        )  # fmt: skip


def test_withdrawing_skips_what_is_to_come_and_keeps_what_was(world: World) -> None:
    broadcast = air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    first = Occurrence.objects.order_by("starts_at", "pk")[0]
    later = first.starts_at + timedelta(minutes=5)
    close_occurrence(
        first.pk, outcome="played", reason="", began_at=first.starts_at, ended_at=later, played_ms=60_000, at=later
    )
    with pytest.raises(Forbidden):
        withdraw_broadcast(broadcast, reason="sai", by=world.officer_a, at=later)
    withdraw_broadcast(broadcast, reason="Sai giờ họp", by=world.leader_a, at=later)
    outcomes = list(Occurrence.objects.values_list("outcome", flat=True))
    assert outcomes.count("played") == 1
    assert outcomes.count("open") == 1  # the second outlet was playing: its box tells how it ended
    assert outcomes.count("skipped") == len(outcomes) - 2
    assert Bulletin.objects.get().state == "withdrawn"
    assert recount_totals() == {}


def test_withdrawing_what_sounds_right_now_changes_the_programme_of_its_outlet(world: World) -> None:
    broadcast = air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    last = Occurrence.objects.filter(broadcast=broadcast).order_by("-starts_at", "pk")[0]
    sounding = last.starts_at + timedelta(seconds=5)
    Occurrence.objects.filter(broadcast=broadcast).exclude(starts_at=last.starts_at).delete()
    before = dict(Outlet.objects.filter(occurrences__broadcast=broadcast).values_list("pk", "programme_changed_at"))
    withdraw_broadcast(broadcast, reason="Sai giờ họp", by=world.leader_a, at=sounding)
    after = dict(Outlet.objects.filter(pk__in=before).values_list("pk", "programme_changed_at"))
    assert before
    assert all(after[pk] != changed for pk, changed in before.items())


def test_an_ended_occurrence_is_not_opened_again(world: World) -> None:
    air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    row = Occurrence.objects.order_by("starts_at", "pk")[0]
    told = {"began_at": row.starts_at, "ended_at": row.starts_at, "at": row.starts_at}
    assert close_occurrence(row.pk, outcome="partly", reason="power_cut", played_ms=30_000, **told)
    assert not close_occurrence(row.pk, outcome="played", reason="", played_ms=60_000, **told)
    for values in ({"outcome": "open", "closed_at": None}, {"outcome": "played"}, {"played_ms": 1}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Occurrence.objects.filter(pk=row.pk).update(**values)
    with pytest.raises(DatabaseError), transaction.atomic():
        Occurrence.objects.filter(pk=row.pk).delete()
    assert DayTotal.objects.get(outcome=Outcome.PARTLY).played_ms == 30_000


@pytest.fixture
def factor(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The second factor takes any code but "000000"; the codes given."""
    given: list[str] = []

    def check(_person: object, code: str, *, at: datetime) -> None:
        given.append(code)
        if code == "000000":
            raise DomainError("second_factor", "Mã không đúng.")

    monkeypatch.setattr(airing_module, "check_second_factor", check)
    return given


def test_breaking_glass_airs_at_once_and_not_again_before_it_was_reviewed(world: World, factor: list[str]) -> None:
    bounds = {"reason": "Lũ về lúc nửa đêm, không gọi được ai", "code": "123456", "repeats": 3, "minutes": 5}
    bounds |= {"cause": "disaster", "by": world.officer_a, "at": world.at}
    broadcast = air_by_break_glass(alarm(world, world.officer_a, world.a), **bounds)
    assert broadcast.review is None
    assert Occurrence.objects.filter(broadcast=broadcast).count() == 6
    second = alarm(world, world.officer_a, world.a)
    with pytest.raises(DomainError, match="break_glass_open"):
        air_by_break_glass(second, **bounds)
    glass = BreakGlass.objects.get()
    with pytest.raises(Forbidden):
        review_break_glass(glass, note="ổn", by=world.officer_a, at=world.at)
    review_break_glass(glass, note="Đúng quy định", by=world.leader, at=world.at)
    assert air_by_break_glass(second, **bounds).pk != broadcast.pk


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": " "}, "reason"),
        ({"repeats": 11}, "bounds"),
        ({"minutes": 31}, "bounds"),
        ({"repeats": 10, "minutes": 1}, "bounds"),
        ({"code": "000000"}, "second_factor"),
    ],
)
def test_glass_breaks_within_bounds_only(world: World, factor: list[str], change: dict[str, object], code: str) -> None:
    values = {"reason": "Cháy chợ, không gọi được ai", "code": "123456", "repeats": 2, "minutes": 5, "cause": "fire"}
    with pytest.raises(DomainError, match=code):
        air_by_break_glass(alarm(world, world.officer_a, world.a), by=world.officer_a, at=world.at, **(values | change))
    assert not Broadcast.objects.exists()
    assert not BreakGlass.objects.exists()


def test_glass_is_not_broken_for_ordinary_things(world: World, factor: list[str]) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    with pytest.raises(DomainError, match="not_urgent"):
        air_by_break_glass(
            bulletin,
            reason="Cần phát ngay bây giờ",
            code="123456",
            repeats=1,
            minutes=5,
            by=world.officer_a,
            at=world.at,
        )


def test_inactive_outlets_and_stations_elsewhere_take_no_part(world: World) -> None:
    Outlet.objects.filter(name="Nà Lòa").update(active=False)
    air_bulletin(submitted(world.officer_a, world.a, at=world.at), by=world.leader_a, at=world.at)
    assert set(Occurrence.objects.values_list("outlet__name", flat=True)) == {"Trung tâm"}
    assert Station.objects.count() == 2
