"""Asking, answering, publishing, taking back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from nguontin.audit.models import Entry
from nguontin.kernel.errors import DomainError, Forbidden, Missing, TooMany
from nguontin.residents import selectors, services, tracking
from nguontin.residents.models import Answer, Consent, Identity, Question
from tests.support.world import World

pytestmark = pytest.mark.django_db
WORDS = "Loa đầu xóm bị rè từ tuần trước, bao giờ sửa?"
NAME, PHONE = "Hoàng Thị Nhung", "0912 345 678"


def asked(world: World, **changes: object) -> tuple[Question, str]:
    values = {"unit": world.a, "text": WORDS, "source": "192.0.2.1", "at": world.at, **changes}
    return services.ask(**values)  # type: ignore[arg-type]


def test_a_question_needs_no_name_and_keeps_none(world: World) -> None:
    question, code = asked(world)
    assert not Identity.objects.exists()
    assert not Consent.objects.exists()
    assert services.question_by_code(code, source="192.0.2.2", at=world.at) == question
    assert code.replace("-", "") not in str(Question.objects.values().get())


def test_a_name_without_consent_is_refused_and_not_stored(world: World) -> None:
    with pytest.raises(DomainError, match="consent"):
        asked(world, name=NAME)
    assert not Question.objects.exists()


def test_identity_is_encrypted_apart_and_erasable_by_the_asker(world: World) -> None:
    question, _code = asked(world, name=NAME, contact=PHONE, consent_contact=True)
    stored = Identity.objects.values().get()
    assert NAME not in str(stored)
    assert services.read_identity(question, by=world.officer_a, at=world.at) == (NAME, PHONE)
    services.withdraw_consent(question, Consent.Purpose.CONTACT, at=world.at)
    identity = Identity.objects.get()
    assert (identity.locked_name, identity.locked_contact) == ("", "")
    assert services.read_identity(question, by=world.officer_a, at=world.at) == ("", "")
    assert Question.objects.get().text == WORDS


def test_the_log_never_holds_words_names_or_contacts(world: World) -> None:
    question, _code = asked(world, name=NAME, contact=PHONE, consent_contact=True, consent_publish=True)
    services.read_identity(question, by=world.officer_a, at=world.at)
    given = services.answer(question, text="Xã sẽ sửa ngay.", by=world.officer_a, at=world.at)
    services.publish_answer(
        given, public_question="Bao giờ sửa loa?", public_answer="Ngay.", by=world.officer_a, at=world.at
    )
    services.withdraw_consent(question, Consent.Purpose.CONTACT, at=world.at)
    log = str(list(Entry.objects.values()))
    assert "question.received" in log
    for secret in (NAME, PHONE, "Nhung", "rè", "sửa"):
        assert secret not in log


def test_codes_have_eighty_bits_and_are_read_as_people_write_them() -> None:
    codes = {tracking.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code.replace("-", "")) * 5 >= 80 for code in codes)
    code = "7K2M-0011-ABCD-EFGH-JKMN"
    assert tracking.digest(code) == tracking.digest(" 7k2m ooil abcd efgh jkmn ")
    assert tracking.digest(code) != tracking.digest("7K2M-0011-ABCD-EFGH-JKMP")


def test_guessing_codes_is_rate_limited(world: World) -> None:
    for _ in range(10):
        with pytest.raises(Missing):
            services.question_by_code("7K2M", source="192.0.2.9", at=world.at)
    with pytest.raises(TooMany):
        services.question_by_code("7K2M", source="192.0.2.9", at=world.at)


def test_publishing_needs_the_askers_consent_and_ends_with_it(world: World) -> None:
    silent, _ = asked(world)
    refused = services.answer(silent, text="Xã sẽ sửa.", by=world.officer_a, at=world.at)
    with pytest.raises(DomainError, match="consent"):
        services.publish_answer(refused, public_question="Hỏi", public_answer="Đáp", by=world.officer_a, at=world.at)
    question, _ = asked(world, consent_publish=True)
    given = services.answer(question, text="Xã sẽ sửa.", by=world.officer_a, at=world.at)
    services.publish_answer(given, public_question="Hỏi", public_answer="Đáp", by=world.officer_a, at=world.at)
    assert list(selectors.published_answers(world.a)) == [given]
    services.withdraw_consent(question, Consent.Purpose.PUBLISH, at=world.at)
    assert not selectors.published_answers(world.a).exists()


def test_nothing_unredacted_can_be_published(world: World) -> None:
    question, _ = asked(world, consent_publish=True)
    given = services.answer(question, text="Xã sẽ sửa.", by=world.officer_a, at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=given.pk).update(published_at=world.at, public_answer="")


def test_another_commune_sees_nothing(world: World) -> None:
    question, _ = asked(world)
    assert not selectors.questions(world.officer_b).exists()
    with pytest.raises(Missing):
        selectors.question_for(world.officer_b, question.pk)
    with pytest.raises(Forbidden):
        services.answer(question, text="Không phải việc của tôi.", by=world.officer_b, at=world.at)


def test_the_asker_may_ask_again(world: World) -> None:
    question, _ = asked(world)
    services.answer(question, text="Đã ghi nhận.", by=world.officer_a, at=world.at)
    services.reopen(question, at=world.at + timedelta(days=1))
    assert question.state == "reopened"
    services.answer(question, text="Sửa xong hôm nay.", by=world.officer_a, at=world.at + timedelta(days=2))
    assert question.state == "answered"


def test_a_question_is_due_in_twenty_days(world: World) -> None:
    question, _ = asked(world)
    assert (question.due - world.at.date()).days == 20
