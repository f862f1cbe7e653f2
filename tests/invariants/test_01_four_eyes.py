"""Nothing airs that one person alone wished: in the services, in the database, on every way round; and broken glass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nguontin.alarms.models import Alarm, Notice
from nguontin.alarms.services import break_glass, prepare_alarm, review
from nguontin.alarms.tasks import PERIODIC
from nguontin.broadcast.models import BreakGlass, Broadcast, Occurrence
from nguontin.broadcast.services import air_bulletin, air_by_break_glass, review_break_glass
from nguontin.bulletins.models import Audio, Bulletin, Review, RevisionAuthor
from nguontin.bulletins.services import (
    approve_bulletin,
    attach_audio,
    change_bulletin,
    create_alarm_bulletin,
    drop_text,
    heard,
    return_bulletin,
    speak,
    submit_bulletin,
    take_back,
    write_text,
)
from nguontin.bulletins.tests.desk import draft, give_sound, submitted
from nguontin.devices.models import Outgoing
from nguontin.devices.tests.plant import Plant
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units.models import Membership, Role, Unit
from nguontin.units.scope import Viewer
from tests.support.phone import Phone
from tests.support.world import World

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def all_rights(world: World, viewer: Viewer, unit: Unit) -> Viewer:
    """The same person with the writer's and the leader's role: the most one person can be in a commune."""
    for role in (Role.COMMUNE_OFFICER, Role.COMMUNE_LEADER):
        Membership.objects.get_or_create(person=viewer.person, unit=unit, role=role, valid_to=None)
    return world.viewer(viewer.person)


def sounded(bulletin: Bulletin, listener: Viewer, at: datetime) -> None:
    """Every text of the newest revision has sound, and the listener has heard it."""
    revision = bulletin.revisions.order_by("-number")[0]
    for text in revision.texts.all():
        if not Audio.objects.filter(text=text, state=Audio.State.READY).exists():
            give_sound(text, at=at)
    for audio in Audio.objects.filter(text__revision=revision):
        heard(audio, by=listener, at=at)


Deed = Callable[[Bulletin, Viewer, datetime], Any]
DEEDS: dict[str, Deed] = {
    "words": lambda one, by, at: write_text(one, "vi", "Lời của lãnh đạo.", by=by, at=at),
    "another language": lambda one, by, at: write_text(one, "en", "The leader's words.", by=by, at=at),
    "title": lambda one, by, at: change_bulletin(one, title="Tên khác", by=by, at=at),
    "days": lambda one, by, at: change_bulletin(one, valid_from=at.date(), by=by, at=at),
    "targets": lambda one, by, at: change_bulletin(one, targets=[one.unit.children.order_by("pk")[0]], by=by, at=at),
    "voice": lambda one, by, at: speak(one.revisions.latest("number").texts.get(language="vi"), by=by, at=at),
    "recording": lambda one, by, at: attach_audio(
        one.revisions.latest("number").texts.get(language="vi"),
        b"RIFF",
        "loi.wav",
        kind=Audio.Kind.RECORDED,
        by=by,
        at=at,
    ),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_whoever_changed_anything_cannot_approve_it(world: World, deed: Deed) -> None:
    leader = all_rights(world, world.leader_a, world.a)
    bulletin = draft(world.officer_a, world.a, at=world.at)
    deed(bulletin, leader, world.at)
    sounded(bulletin, world.officer_a, world.at)
    submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    with pytest.raises(Forbidden, match="four_eyes"):
        air_bulletin(bulletin, by=leader, at=world.at)
    assert not Broadcast.objects.exists()


def test_dropping_a_language_is_a_change_too(world: World) -> None:
    leader = all_rights(world, world.leader_a, world.a)
    bulletin = draft(world.officer_a, world.a, at=world.at)
    write_text(bulletin, "en", "Hello.", by=world.officer_a, at=world.at)
    drop_text(bulletin, "en", by=leader, at=world.at)
    sounded(bulletin, world.officer_a, world.at)
    submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    with pytest.raises(Forbidden, match="four_eyes"):
        air_bulletin(bulletin, by=leader, at=world.at)


def test_the_submitter_cannot_approve_even_when_every_word_is_anothers(world: World) -> None:
    leader = all_rights(world, world.leader_a, world.a)
    bulletin = draft(world.officer_a, world.a, at=world.at, valid_from=world.at.date(), valid_to=world.at.date())
    sounded(bulletin, leader, world.at)
    submit_bulletin(bulletin, by=leader, at=world.at)
    with pytest.raises(Forbidden, match="four_eyes"):
        air_bulletin(bulletin, by=leader, at=world.at)
    with pytest.raises(Forbidden, match="four_eyes"):
        return_bulletin(bulletin, reason="sai", by=leader, at=world.at)


def test_authors_stay_authors_in_every_later_revision(world: World) -> None:
    leader = all_rights(world, world.leader_a, world.a)
    bulletin = submitted(leader, world.a, at=world.at)
    take_back(bulletin, by=leader, at=world.at)
    write_text(bulletin, "vi", "Cán bộ viết lại tất cả.", by=world.officer_a, at=world.at)
    change_bulletin(bulletin, title="Tên mới hoàn toàn", by=world.officer_a, at=world.at)
    sounded(bulletin, world.officer_a, world.at)
    submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    assert bulletin.revisions.count() == 2
    with pytest.raises(Forbidden, match="four_eyes"):
        air_bulletin(bulletin, by=leader, at=world.at)


PEOPLE = ("officer_a", "second_officer_a", "leader_a")
STEPS = ("write", "title", "submit", "take_back", "return", "approve")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(STEPS)), min_size=3, max_size=12))
def test_no_sequence_of_deeds_lets_one_person_alone_air(world: World, deeds: list[tuple[str, str]]) -> None:
    """Three people with all rights do anything in any order; the test keeps its own book of who did what."""
    with transaction.atomic():
        crew = {name: all_rights(world, getattr(world, name), world.a) for name in PEOPLE}
        bulletin = draft(crew["officer_a"], world.a, at=world.at)
        touched, submitter = {"officer_a"}, ""
        for number, (who, step) in enumerate([*deeds, ("officer_a", "submit"), ("leader_a", "approve")]):
            by, at = crew[who], world.at + number * MINUTE
            try:
                if step == "write":
                    write_text(bulletin, "vi", f"Câu số {number}.", by=by, at=at)
                    touched.add(who)
                elif step == "title":
                    change_bulletin(bulletin, title=f"Tên {number}", by=by, at=at)
                    touched.add(who)
                elif step == "submit":
                    sounded(bulletin, by, at)
                    submit_bulletin(bulletin, by=by, at=at)
                    submitter = who
                elif step == "take_back":
                    take_back(bulletin, by=by, at=at)
                elif step == "return":
                    return_bulletin(bulletin, reason="Viết lại", by=by, at=at)
                else:
                    air_bulletin(bulletin, by=by, at=at)
                    assert who not in touched, "an author approved"
                    assert who != submitter, "the submitter approved"
                    break
            except DomainError:
                continue
        transaction.set_rollback(True)


def refused(attempt: Callable[[], Any]) -> None:
    """The database itself says no."""
    with pytest.raises(DatabaseError), transaction.atomic():
        attempt()


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("who", ["submitter", "author"])
def test_the_database_refuses_the_approval_of_ones_own_work(world: World, who: str) -> None:
    leader = all_rights(world, world.leader_a, world.a)
    bulletin = draft(world.officer_a, world.a, at=world.at)
    if who == "author":
        write_text(bulletin, "vi", "Lời của lãnh đạo.", by=leader, at=world.at)
    sounded(bulletin, world.officer_a, world.at)
    review = submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    own = {"submitter": world.officer_a, "author": leader}[who].person.pk
    signed = {"decision": "approved", "decided_by_id": own, "decided_at": world.at}
    refused(lambda: Review.objects.filter(pk=review.pk).update(**signed))
    refused(
        lambda: Review.objects.create(revision=review.revision, submitted_by_id=own, submitted_at=world.at, **signed)
    )
    refused(
        lambda: sql(
            "UPDATE bulletins_review SET decision = 'approved', decided_by_id = %s, decided_at = submitted_at", own
        )
    )
    assert Review.objects.get(pk=review.pk).decision == ""


def test_the_check_constraint_holds_without_the_list_of_authors(world: World) -> None:
    """The submitter of words that are all another's is in no list of authors: the constraint alone stands here."""
    leader = all_rights(world, world.leader_a, world.a)
    bulletin = draft(world.officer_a, world.a, at=world.at, valid_from=world.at.date(), valid_to=world.at.date())
    sounded(bulletin, leader, world.at)
    review = submit_bulletin(bulletin, by=leader, at=world.at)
    assert not review.revision.authors.filter(person=leader.person).exists()
    refused(
        lambda: Review.objects.filter(pk=review.pk).update(
            decision="approved", decided_by=leader.person, decided_at=world.at
        )
    )


def test_the_database_keeps_the_list_of_authors_and_the_words_they_wrote(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    revision = bulletin.revisions.get()
    refused(lambda: RevisionAuthor.objects.all().delete())
    refused(lambda: RevisionAuthor.objects.update(person=world.leader_a.person))
    refused(lambda: revision.texts.update(text="Lời khác."))
    refused(lambda: bulletin.revisions.update(content="{}"))
    refused(lambda: Audio.objects.update(sha256="0" * 64))
    approve_bulletin(bulletin, by=world.leader_a, at=world.at)
    refused(lambda: Review.objects.update(decided_by=world.officer_a.person))
    refused(lambda: Review.objects.update(submitted_by=world.second_officer_a.person))


def test_the_database_airs_only_what_another_approved(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    revision = bulletin.revisions.get()
    given = {
        "unit": world.a, "bulletin": bulletin, "revision": revision, "klass": "ordinary", "title": "x",
        "content": revision.content, "digest": revision.digest, "duration_ms": 1, "valid_from": world.at.date(),
        "valid_to": world.at.date(), "approved_at": world.at,
    }  # fmt: skip
    refused(lambda: Broadcast.objects.create(**given))
    refused(lambda: Broadcast.objects.create(**given, review=revision.reviews.get()))


# Broken glass

ALONE: dict[str, Any] = {
    "reason": "Lũ về lúc nửa đêm, không gọi được ai",
    "repeats": 3,
    "minutes": 5,
    "cause": "disaster",
}


def alarm_bulletin(world: World, by: Viewer) -> Bulletin:
    """A flash flood in commune a, prepared by one person."""
    bulletin = create_alarm_bulletin(
        unit=world.a, title="Lũ quét", texts={"vi": "Lũ về, bà con sơ tán."}, by=by, at=world.at
    )
    Alarm.objects.create(unit=world.a, bulletin=bulletin, cause="disaster", raised_by=by.person, raised_at=world.at)
    give_sound(bulletin.revisions.get().texts.get(), at=world.at, seconds=20)
    return bulletin


def test_an_alarm_too_needs_a_second_person(on_air: World) -> None:
    officer = all_rights(on_air, on_air.officer_a, on_air.a)
    bulletin = alarm_bulletin(on_air, officer)
    submit_bulletin(bulletin, by=officer, at=on_air.at)
    with pytest.raises(Forbidden, match="four_eyes"):
        air_bulletin(bulletin, by=officer, at=on_air.at, cause="disaster")
    assert not Occurrence.objects.exists()


def test_glass_breaks_with_reason_second_factor_and_bounds_only(on_air: World) -> None:
    officer = on_air.officer_a
    phone = Phone(officer, at=on_air.at - MINUTE)
    now = {"code": phone.code(on_air.at), "by": officer, "at": on_air.at}
    for change, code in (
        ({"reason": "  "}, "reason"),
        ({"repeats": 11}, "bounds"),
        ({"minutes": 31}, "bounds"),
        ({"repeats": 10, "minutes": 1}, "bounds"),
        ({"code": "000000" if now["code"] != "000000" else "000001"}, "second_factor"),
        ({"code": phone.code(on_air.at - MINUTE)}, "second_factor"),  # used up when the phone was set up
    ):
        with pytest.raises(DomainError, match=code):
            air_by_break_glass(alarm_bulletin(on_air, officer), **(ALONE | now | change))
    assert not Occurrence.objects.exists()
    assert not BreakGlass.objects.exists()
    later = {"code": phone.code(on_air.at + MINUTE), "at": on_air.at + MINUTE}
    broadcast = air_by_break_glass(alarm_bulletin(on_air, officer), **(ALONE | now | later))
    assert (broadcast.review, broadcast.break_glass.reason) == (None, ALONE["reason"])
    assert Occurrence.objects.filter(broadcast=broadcast).count() == 2 * ALONE["repeats"]


def test_a_second_glass_waits_until_another_has_looked_at_the_first(on_air: World) -> None:
    officer = on_air.officer_a
    phone = Phone(officer, at=on_air.at - MINUTE)
    air_by_break_glass(alarm_bulletin(on_air, officer), **ALONE, code=phone.code(on_air.at), by=officer, at=on_air.at)
    again = on_air.at + timedelta(days=3)
    with pytest.raises(DomainError, match="break_glass_open"):
        air_by_break_glass(alarm_bulletin(on_air, officer), **ALONE, code=phone.code(again), by=officer, at=again)
    glass = BreakGlass.objects.get()
    same = all_rights(on_air, officer, on_air.a)
    with pytest.raises(DomainError, match="four_eyes"):
        review_break_glass(glass, note="Tôi thấy ổn", by=same, at=again)
    refused(lambda: BreakGlass.objects.update(reviewed_by=officer.person, reviewed_at=again))
    review_break_glass(glass, note="Đúng quy định", by=on_air.leader_a, at=again)
    air_by_break_glass(alarm_bulletin(on_air, officer), **ALONE, code=phone.code(again), by=officer, at=again)


def test_the_database_holds_reason_bounds_and_one_open_glass(world: World) -> None:
    right = {
        "person": world.officer_a.person, "unit": world.a, "reason": "Cháy", "factor_at": world.at, "at": world.at,
        "max_repeats": 3, "max_minutes": 5,
    }  # fmt: skip
    for change in ({"reason": ""}, {"max_repeats": 11}, {"max_minutes": 31}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BreakGlass.objects.create(**(right | change))
    BreakGlass.objects.create(**right)
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.create(**right)


def test_glass_is_for_alarms_alone(world: World) -> None:
    phone = Phone(world.officer_a, at=world.at - MINUTE)
    ordinary = draft(world.officer_a, world.a, at=world.at)
    how = ALONE | {"code": phone.code(world.at), "by": world.officer_a, "at": world.at}
    with pytest.raises(DomainError, match="not_urgent"):
        air_by_break_glass(ordinary, **how)
    assert not Broadcast.objects.exists()


def glass_broken(world: World, *, at: datetime) -> BreakGlass:
    """A lone officer airs an alarm at night."""
    phone = Phone(world.officer_a, at=at - MINUTE)
    alarm = prepare_alarm(
        unit=world.a,
        cause="disaster",
        title="Lũ quét",
        texts={"vi": "Lũ về, bà con sơ tán."},
        targets=[world.a],
        by=world.officer_a,
        at=at - MINUTE,
    )
    break_glass(alarm, reason=ALONE["reason"], code=phone.code(at), by=world.officer_a, at=at)
    return BreakGlass.objects.get()


def told(glass: BreakGlass, *, escalation: bool) -> set[int]:
    return set(Notice.objects.filter(break_glass=glass, escalation=escalation).values_list("person", flat=True))


def tick(at: datetime) -> None:
    """What the worker calls every few minutes."""
    for work, _every in PERIODIC:
        work(at)


def test_leader_and_province_are_told_at_once(plant: Plant) -> None:
    world = plant.world
    glass = glass_broken(world, at=world.at)
    assert told(glass, escalation=False) == {world.leader_a.person.pk, world.leader.person.pk}
    assert Outgoing.objects.filter(kind="urgent").exists(), "and it is on its way to the loudspeakers"
    assert Occurrence.objects.filter(broadcast__break_glass=glass).exists()


def test_what_nobody_reviewed_in_24_hours_goes_up(plant: Plant) -> None:
    world = plant.world
    glass = glass_broken(world, at=world.at)
    day = timedelta(hours=24)
    tick(world.at + day - MINUTE)
    assert told(glass, escalation=True) == set()
    tick(world.at + day)
    higher = {getattr(world, name).person.pk for name in ("leader", "administrator", "auditor")}
    assert told(glass, escalation=True) == higher
    assert BreakGlass.objects.get().escalated_at == world.at + day
    tick(world.at + 2 * day)
    assert BreakGlass.objects.get().escalated_at == world.at + day, "once"


def test_a_reviewed_glass_stays_where_it_is(plant: Plant) -> None:
    world = plant.world
    glass = glass_broken(world, at=world.at)
    review(glass, note="Đúng quy định", by=world.leader_a, at=world.at + timedelta(hours=2))
    tick(world.at + timedelta(days=2))
    assert told(glass, escalation=True) == set()
