"""Residents own their data: consent is theirs, identity stands apart and goes when they say so, no log repeats them."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from math import log2
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client

from nguontin.audit.models import Entry, Seal
from nguontin.audit.services import seal, sealing, verify_chain
from nguontin.kernel import clock as kernel_clock
from nguontin.kernel.errors import DomainError, Forbidden, Missing, TooMany
from nguontin.residents import selectors, services, tracking
from nguontin.residents.forms import AskForm
from nguontin.residents.models import Answer, Consent, Identity, Question
from tests.support.walk import client_of
from tests.support.world import World

pytestmark = pytest.mark.django_db
WORDS = "Loa đầu xóm bị rè từ tuần trước, bao giờ sửa?"
NAME, PHONE = "Hoàng Thị Nhung", "0912 345 678"
REPLY = "Thứ sáu thợ đến sửa."
NO_SIGNS = re.compile(r"[\s.-]")


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    monkeypatch.setattr(kernel_clock, "now", lambda: world.at)


def asked(world: World, **changes: Any) -> tuple[Question, str]:
    values: dict[str, Any] = {"unit": world.a, "text": WORDS, "source": "192.0.2.1", "at": world.at}
    return services.ask(**(values | changes))


def asked_by_name(world: World, **changes: Any) -> tuple[Question, str]:
    return asked(world, name=NAME, contact=PHONE, consent_contact=True, **changes)


# Consent


def test_no_box_is_ticked_before_the_resident_ticks_it(world: World) -> None:
    page = Client().get(f"/hoi/{world.a.code}/").content.decode()
    boxes = re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", page)
    assert len(boxes) == 2
    assert not [box for box in boxes if "checked" in box]
    assert not [field for field in AskForm() if field.field.initial]


def test_a_name_without_the_tick_is_not_kept(world: World) -> None:
    with pytest.raises(DomainError, match="consent"):
        asked(world, name=NAME, contact=PHONE)
    assert not Question.objects.exists()
    page = Client().post(f"/hoi/{world.a.code}/", {"text": WORDS, "name": NAME})
    assert page.status_code == 422
    assert not Identity.objects.exists()


def test_a_question_works_without_a_name_from_end_to_end(world: World) -> None:
    page = Client().post(f"/hoi/{world.a.code}/", {"text": WORDS})
    code = re.search(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b", page.content.decode())
    assert code is not None
    assert (Identity.objects.count(), Consent.objects.count()) == (0, 0)
    services.answer(Question.objects.get(), text=REPLY, by=world.officer_a, at=world.at)
    answered = Client().post("/tra-loi/", {"code": code[0]}).content.decode()
    assert REPLY in answered


def test_each_consent_is_recorded_for_what_it_was_given(world: World) -> None:
    asked_by_name(world, consent_publish=True)
    kept = {one.purpose: (one.text_version, one.given_at, one.withdrawn_at) for one in Consent.objects.all()}
    assert set(kept) == {"contact", "publish"}
    assert all(version and given == world.at and withdrawn is None for version, given, withdrawn in kept.values())


def test_nothing_is_published_without_the_askers_consent_and_nothing_stays_after_it(world: World) -> None:
    for consent in (False, True):
        question, _code = asked(world, consent_publish=consent)
        given = services.answer(question, text=REPLY, by=world.officer_a, at=world.at)
        words = {"public_question": "Bao giờ sửa loa?", "public_answer": "Thứ sáu.", "by": world.officer_a}
        if not consent:
            with pytest.raises(DomainError, match="consent"):
                services.publish_answer(given, **words, at=world.at)
            continue
        services.publish_answer(given, **words, at=world.at)
        assert "Bao giờ sửa loa?" in Client().get(f"/xa/{world.a.code}/").content.decode()
        services.withdraw_consent(question, Consent.Purpose.PUBLISH, at=world.at)
        assert "Bao giờ sửa loa?" not in Client().get(f"/xa/{world.a.code}/").content.decode()
        assert not selectors.published_answers(world.a).exists()


def test_the_public_sees_redacted_words_only(world: World) -> None:
    question, _code = asked_by_name(world, consent_publish=True)
    given = services.answer(question, text=REPLY, by=world.officer_a, at=world.at)
    with pytest.raises(DomainError, match="text"):
        services.publish_answer(given, public_question=" ", public_answer=" ", by=world.officer_a, at=world.at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.update(published_at=world.at, public_answer="")
    services.publish_answer(given, public_question="Hỏi", public_answer="Đáp", by=world.officer_a, at=world.at)
    page = Client().get(f"/xa/{world.a.code}/").content.decode()
    for secret in (WORDS, REPLY, NAME, PHONE):
        assert secret not in page


# Identity


def test_identity_stands_apart_encrypted(world: World) -> None:
    asked_by_name(world)
    assert not {"name", "contact", "phone", "email", "ip", "source"} & {
        field.name for field in Question._meta.get_fields()
    }
    stored = str(list(Identity.objects.values()))
    assert NAME not in stored
    assert PHONE not in stored
    assert found_anywhere(NAME, PHONE, "192.0.2.1") == set()


def found_anywhere(*words: str) -> set[str]:
    """Tables of the whole database in which one of the words stands in plain text."""
    return {
        model._meta.label
        for model in apps.get_models()
        for row in model._default_manager.values()
        if any(word in str(row) for word in words)
    }


def test_identity_is_erased_for_good_and_the_case_stays(world: World) -> None:
    question, code = asked_by_name(world)
    assert services.read_identity(question, by=world.officer_a, at=world.at) == (NAME, PHONE)
    with pytest.raises(Forbidden):
        services.read_identity(question, by=world.officer_b, at=world.at)
    page = Client().post("/tra-loi/viec", {"code": code, "action": "erase"})
    assert page.status_code == 200
    row = Identity.objects.get()
    assert (row.locked_name, row.locked_contact, row.erased_at) == ("", "", world.at)
    assert services.read_identity(question, by=world.officer_a, at=world.at) == ("", "")
    assert Question.objects.get().text == WORDS


# The code


def test_a_code_has_eighty_bits_at_least_and_is_kept_as_a_digest_only(world: World) -> None:
    codes = {tracking.new_code() for _ in range(300)}
    signs = {sign for code in codes for sign in code} - {"-"}
    assert len(codes) == 300
    assert min(len(code.replace("-", "")) for code in codes) * log2(len(signs)) >= 80
    for place in range(20):
        assert len({code.replace("-", "")[place] for code in codes}) > 20, "every sign is drawn"
    _question, code = asked(world)
    assert found_anywhere(code, code.replace("-", "")) == set()


def test_guessing_is_slowed_down(world: World) -> None:
    for _ in range(10):
        with pytest.raises(Missing):
            services.question_by_code("0000-0000", source="192.0.2.9", at=world.at)
    _question, code = asked(world)
    with pytest.raises(TooMany):
        services.question_by_code(code, source="192.0.2.9", at=world.at)
    assert services.question_by_code(code, source="192.0.2.10", at=world.at)
    page = [Client().post("/tra-loi/", {"code": "0000"}, REMOTE_ADDR="192.0.2.11") for _ in range(11)][-1]
    assert "Không có câu hỏi" not in page.content.decode()


def test_the_code_is_never_in_an_address(world: World) -> None:
    """Asking, tracking, every deed, the officer's work: no link, form address, redirect or cookie carries the code."""
    client, desk = Client(), client_of(world.officer_a.person)
    form = {"text": WORDS, "name": NAME, "contact": PHONE, "consent_contact": "on", "consent_publish": "on"}
    pages = [client.post(f"/hoi/{world.a.code}/", form)]
    code = re.search(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b", pages[0].content.decode())
    assert code is not None
    question = Question.objects.get()
    pages.append(desk.post(f"/questions/{question.pk}/answer", {"text": REPLY}))
    pages.append(desk.get(f"/questions/{question.pk}/"))
    pages.append(client.post("/tra-loi/", {"code": code[0]}))
    pages += [
        client.post("/tra-loi/viec", {"code": code[0], "action": what}) for what in ("reopen", "unpublish", "erase")
    ]
    pages += [client.get("/tra-loi/"), client.get(f"/tra-loi/?code={code[0]}"), client.get(f"/xa/{world.a.code}/")]
    plain = NO_SIGNS.sub("", code[0])
    for page in pages:
        assert page.status_code < 400
        body = page.content.decode()
        addresses = re.findall(r"(?:href|action|src|hx-get|hx-post|hx-push-url|content)=\"([^\"]*)\"", body)
        addresses += [page.headers.get(name, "") for name in ("Location", "HX-Redirect", "HX-Push-Url", "Refresh")]
        addresses += [str(cookie) for cookie in page.cookies.values()]
        assert not [one for one in addresses if plain in NO_SIGNS.sub("", one)]
        if "Referrer-Policy" in page.headers:
            assert page.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert REPLY not in pages[-2].content.decode(), "a code in an address opens nothing"


# The log


def everything_logged(world: World) -> None:
    """The whole life of a question, with all its words."""
    question, code = asked_by_name(world, consent_publish=True)
    services.take_up(question, by=world.officer_a, at=world.at)
    services.read_identity(question, by=world.officer_a, at=world.at)
    given = services.answer(question, text=REPLY, by=world.officer_a, at=world.at)
    services.publish_answer(given, public_question="Hỏi", public_answer="Đáp", by=world.officer_a, at=world.at)
    services.reopen(services.question_by_code(code, source="192.0.2.3", at=world.at), at=world.at)
    services.withdraw_consent(question, Consent.Purpose.PUBLISH, at=world.at)
    services.erase_identity(question, by=world.officer_a, at=world.at)


def test_the_log_holds_ids_and_field_names_and_no_word_of_a_resident(world: World) -> None:
    everything_logged(world)
    entries = list(Entry.objects.filter(object_type__startswith="residents."))
    assert len(entries) >= 7
    log = str(list(Entry.objects.values()))
    for word in {*re.findall(r"\w{3,}", f"{WORDS} {NAME} {REPLY}"), PHONE, PHONE.replace(" ", ""), "192.0.2"}:
        assert word not in log, word
    for entry in entries:
        assert all(re.fullmatch(r"[a-z_.]+", name) for name in entry.fields)
        assert all(isinstance(value, int) or re.fullmatch(r"[\w-]{1,40}", value) for value in entry.ids.values())
        assert entry.object_id.isdecimal()


@pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = 'x'", "DELETE FROM {}"])
def test_the_database_lets_nobody_change_the_log(world: World, settled: None, table: str, change: str) -> None:
    everything_logged(world)
    seal()
    column = "verb" if table == "audit_entry" else "digest"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table, column))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of the test's own transaction count as committed: PostgreSQL's worker seals no others."""
    monkeypatch.setattr(sealing, "_SETTLED", "1 = 1")


def test_the_chain_over_the_log_holds_and_shows_a_change(world: World, settled: None) -> None:
    everything_logged(world)
    assert seal() == Entry.objects.count()
    assert seal() == 0
    assert verify_chain() is None
    chain = list(Seal.objects.order_by("position"))
    assert all(after.previous == before.digest for before, after in pairwise(chain))
    victim = chain[3]
    with connection.cursor() as cursor:
        place = " ON audit_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER audit_entry_no_update{place}")
        cursor.execute("UPDATE audit_entry SET actor_id = 4711 WHERE id = %s", [victim.entry_id])
    assert verify_chain() == victim.position


def test_asking_is_rate_limited_without_keeping_who_asked(world: World) -> None:
    for _ in range(5):
        asked(world)
    with pytest.raises(TooMany):
        asked(world)
    asked(world, source="192.0.2.77")
    asked(world, at=world.at + timedelta(hours=1, seconds=1))
    assert found_anywhere("192.0.2.") == set()
