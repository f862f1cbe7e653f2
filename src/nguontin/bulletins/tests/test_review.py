"""Four eyes: what one wrote another approves; frozen stays frozen, in the services and in the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from nguontin.bulletins.models import Audio, Bulletin, Review, Revision, RevisionAuthor, RevisionText
from nguontin.bulletins.services import (
    approve_bulletin,
    change_bulletin,
    create_bulletin,
    heard,
    return_bulletin,
    submit_bulletin,
    take_back,
    withdraw_bulletin,
    write_text,
)
from nguontin.bulletins.states import BulletinState
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units.models import Role
from tests.support.world import World

from .desk import draft, give_sound, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World.build()


def test_what_one_writes_another_approves(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    review = approve_bulletin(bulletin, by=world.leader_a, at=world.at)
    assert review.decided_by == world.leader_a.person
    assert Bulletin.objects.get().state == BulletinState.APPROVED


def test_the_submitter_cannot_approve_even_with_the_right(world: World) -> None:
    both = world.person("both", Role.COMMUNE_OFFICER, world.a)
    both.person.memberships.create(unit=world.a, role=Role.COMMUNE_LEADER)
    both = world.viewer(both.person)
    bulletin = submitted(both, world.a, at=world.at)
    with pytest.raises(Forbidden, match="four_eyes"):
        approve_bulletin(bulletin, by=both, at=world.at)
    with pytest.raises(Forbidden, match="four_eyes"):
        return_bulletin(bulletin, reason="sửa lại", by=both, at=world.at)


@pytest.mark.parametrize("change", ["title", "text", "validity", "targets", "class"])
def test_whoever_changed_anything_cannot_approve(world: World, change: str) -> None:
    person = world.leader_a.person
    person.memberships.create(unit=world.a, role=Role.COMMUNE_OFFICER)
    leader = world.viewer(person)
    bulletin = draft(world.officer_a, world.a, at=world.at)
    if change == "text":
        text = write_text(bulletin, "vi", "Lời khác.", by=leader, at=world.at)
        give_sound(text, at=world.at)
    else:
        values = {
            "title": {"title": "Khác"},
            "validity": {"valid_to": date(2026, 12, 1)},
            "targets": {"targets": [world.hamlets[world.a.pk][0]]},
            "class": {"klass": "priority"},
        }[change]
        change_bulletin(bulletin, by=leader, at=world.at, **values)
    heard(Audio.objects.get(), by=world.officer_a, at=world.at)
    submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    with pytest.raises(Forbidden, match="four_eyes"):
        approve_bulletin(bulletin, by=leader, at=world.at)


def test_the_database_refuses_an_author_and_the_submitter(world: World) -> None:
    submitted(world.officer_a, world.a, at=world.at)
    review = Review.objects.get()
    for person in (world.officer_a.person,):
        with pytest.raises(DatabaseError), transaction.atomic():
            Review.objects.filter(pk=review.pk).update(decision="approved", decided_by=person, decided_at=world.at)
    second = create_bulletin(unit=world.a, title="Hai người soạn", by=world.officer_a, at=world.at)
    give_sound(write_text(second, "vi", "Một.", by=world.second_officer_a, at=world.at), at=world.at)
    heard(Audio.objects.get(text__revision__bulletin=second), by=world.officer_a, at=world.at)
    review = submit_bulletin(second, by=world.officer_a, at=world.at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(
            decision="approved", decided_by=world.second_officer_a.person, decided_at=world.at
        )


def test_the_database_keeps_what_was_submitted(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    revision = Revision.objects.get()
    attempts = [
        lambda: RevisionText.objects.update(text="khác"),
        lambda: RevisionText.objects.all().delete(),
        lambda: RevisionText.objects.create(revision=revision, language="en", text="new"),
        lambda: Audio.objects.update(sha256="0" * 64),
        lambda: Audio.objects.all().delete(),
        lambda: Revision.objects.update(title="khác"),
        lambda: Revision.objects.update(frozen_at=None),
        lambda: RevisionAuthor.objects.all().delete(),
        lambda: RevisionAuthor.objects.create(revision=revision, person=world.leader_a.person, at=world.at),
        lambda: Review.objects.update(submitted_by=world.leader_b.person),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    approve_bulletin(bulletin, by=world.leader_a, at=world.at)
    for attempt in (lambda: Review.objects.update(decision=""), lambda: Review.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_a_change_after_return_makes_the_next_revision_with_all_its_sound(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    return_bulletin(bulletin, reason="Thiếu giờ", by=world.leader_a, at=world.at)
    write_text(bulletin, "en", "Vaccination.", by=world.second_officer_a, at=world.at)
    first, second = Revision.objects.order_by("number")
    assert first.texts.count() == 1
    assert [text.language for text in second.texts.all()] == ["vi", "en"]
    assert second.texts.get(language="vi").audio.sha256 == first.texts.get(language="vi").audio.sha256
    assert {author.person for author in second.authors.all()} == {
        world.officer_a.person,
        world.second_officer_a.person,
    }
    assert Bulletin.objects.get().state == BulletinState.DRAFT


def test_unchanged_it_is_submitted_again_as_the_same_revision(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    take_back(bulletin, by=world.officer_a, at=world.at)
    submit_bulletin(bulletin, by=world.officer_a, at=world.at + timedelta(minutes=1))
    assert Revision.objects.count() == 1
    assert list(Review.objects.order_by("pk").values_list("decision", flat=True)) == ["taken_back", ""]


def test_nothing_can_be_written_while_it_waits(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    with pytest.raises(DomainError, match="submitted"):
        write_text(bulletin, "vi", "Khác", by=world.officer_a, at=world.at)
    with pytest.raises(DomainError, match="submitted"):
        change_bulletin(bulletin, title="Khác", by=world.officer_a, at=world.at)


def test_it_is_not_submitted_unheard_unspoken_or_out_of_date(world: World) -> None:
    bulletin = create_bulletin(unit=world.a, title="Chưa xong", by=world.officer_a, at=world.at)
    with pytest.raises(DomainError, match="empty"):
        submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    text = write_text(bulletin, "vi", "Xin chào bà con.", by=world.officer_a, at=world.at)
    with pytest.raises(DomainError, match="sound_missing"):
        submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    audio = give_sound(text, at=world.at)
    with pytest.raises(DomainError, match="not_heard"):
        submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    heard(audio, by=world.second_officer_a, at=world.at)
    with pytest.raises(DomainError, match="not_heard"):
        submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    heard(audio, by=world.officer_a, at=world.at)
    change_bulletin(
        bulletin, valid_from=date(2026, 11, 1), valid_to=date(2026, 11, 19), by=world.officer_a, at=world.at
    )
    with pytest.raises(DomainError, match="validity"):
        submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    change_bulletin(bulletin, valid_to=date(2026, 11, 20), by=world.officer_a, at=world.at)
    assert submit_bulletin(bulletin, by=world.officer_a, at=world.at).revision.digest


def test_open_days_and_places_are_filled_in_before_the_approver_sees_them(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    bulletin.refresh_from_db()
    assert (bulletin.valid_from, bulletin.valid_to) == (date(2026, 11, 20), date(2026, 11, 26))
    assert list(bulletin.targets.all()) == [world.a]


def test_urgent_is_for_alarms_alone(world: World) -> None:
    with pytest.raises(DomainError, match="urgent"):
        create_bulletin(unit=world.a, title="Lũ", klass="urgent", by=world.officer_a, at=world.at)
    bulletin = draft(world.officer_a, world.a, at=world.at)
    with pytest.raises(DomainError, match="urgent"):
        change_bulletin(bulletin, klass="urgent", by=world.officer_a, at=world.at)
    Bulletin.objects.update(klass="urgent")
    with pytest.raises(DomainError, match="urgent"):
        submit_bulletin(Bulletin.objects.get(), by=world.officer_a, at=world.at)


def test_rights_end_at_the_border_of_the_commune(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    with pytest.raises(Forbidden):
        approve_bulletin(bulletin, by=world.leader_b, at=world.at)
    with pytest.raises(Forbidden):
        create_bulletin(unit=world.b, title="Sang xã khác", by=world.officer_a, at=world.at)
    with pytest.raises(Forbidden):
        create_bulletin(unit=world.a, title="Phát nhờ", targets=[world.b], by=world.officer_a, at=world.at)
    with pytest.raises(Forbidden):
        approve_bulletin(bulletin, by=world.second_officer_a, at=world.at)


def test_an_approved_one_is_withdrawn_where_it_airs(world: World) -> None:
    bulletin = submitted(world.officer_a, world.a, at=world.at)
    approve_bulletin(bulletin, by=world.leader_a, at=world.at)
    with pytest.raises(DomainError, match="approved"):
        withdraw_bulletin(bulletin, reason="nhầm", by=world.officer_a, at=world.at)
    other = submitted(world.officer_a, world.a, at=world.at, title="Bỏ")
    withdraw_bulletin(other, reason="không cần nữa", by=world.officer_a, at=world.at)
    assert Bulletin.objects.get(pk=other.pk).state == BulletinState.WITHDRAWN
    assert not Review.objects.filter(decision="").exists()
