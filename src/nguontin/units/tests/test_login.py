"""Coming in: no session is carried over, no account is given away, nothing can be tried without end."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from nguontin.audit.models import Entry
from nguontin.kernel import clock
from nguontin.kernel.errors import DomainError, TooMany
from nguontin.units import services
from nguontin.units.models import Person, SecondFactor
from tests.support.world import PASSWORD, World

pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> int:
    return client.post("/login/", {"username": username, "password": password, **more}).status_code


def seed_of(world: World, name: str = "officer_a") -> pyotp.TOTP:
    """A confirmed second factor on the account."""
    person = getattr(world, name).person
    totp = pyotp.parse_uri(services.start_second_factor(person, at=clock.now()))
    assert isinstance(totp, pyotp.TOTP)
    services.confirm_second_factor(person, totp.at(clock.now() - timedelta(seconds=30)), at=clock.now())
    return totp


def test_pages_want_a_signed_in_person(world: World, client: Client) -> None:
    answer = client.get("/people/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/login/?next=/people/"
    assert client.get("/login/").status_code == 200


def test_the_session_key_is_a_new_one_after_signing_in(world: World, client: Client) -> None:
    session = client.session
    session["planted"] = "x"
    session.save()
    before = str(session.session_key)
    client.cookies["sessionid"] = before
    assert sign_in(client, "officer_a") == 302
    assert client.session.session_key != before
    assert "planted" not in client.session
    again = Client()
    again.cookies["sessionid"] = before
    assert again.get("/account/").status_code == 302


def test_capitals_in_the_user_name_do_not_matter(world: World, client: Client) -> None:
    assert sign_in(client, " Officer_A") == 302


def test_wrong_password_unknown_and_closed_account_look_the_same(world: World, client: Client) -> None:
    Person.objects.filter(username="officer_b").update(is_active=False)
    texts = set()
    for username, password in (("officer_a", "x"), ("nobody", "x"), ("officer_b", PASSWORD)):
        answer = client.post("/login/", {"username": username, "password": password})
        assert answer.status_code == 422
        text = answer.content.decode().replace(username, "NAME")
        texts.add(re.sub(r'name="csrf[^>]*>|content="[^"]*"|nonce-[^"]*', "", text))
    assert len(texts) == 1
    assert Entry.objects.filter(verb="person.sign_in_failed").count() == 2


def test_demo_accounts_are_refused_outside_the_demo(world: World, client: Client, settings: object) -> None:
    Person.objects.filter(username="officer_a").update(is_demo=True)
    settings.MODE = "production"  # type: ignore[attr-defined]
    assert sign_in(client, "officer_a") == 422
    settings.MODE = "demo"  # type: ignore[attr-defined]
    assert sign_in(client, "officer_a") == 302
    settings.MODE = "production"  # type: ignore[attr-defined]
    assert client.get("/account/").status_code == 302


def refusals(call: Callable[[int], object], times: int) -> list[str]:
    """Codes with which each of *times* calls is refused."""
    codes = []
    for number in range(times):
        with pytest.raises(DomainError) as refused:
            call(number)
        codes.append(refused.value.code)
    return codes


def test_tries_are_limited_for_an_account_from_one_address(world: World) -> None:
    def attempt(source: str) -> None:
        services.check_password_of("officer_a", "x", source=source, at=world.at)

    assert refusals(lambda _: attempt("1.1.1.1"), 11) == ["sign_in"] * 10 + ["too_many"]
    assert refusals(lambda _: attempt("2.2.2.2"), 1) == ["sign_in"]  # the owner elsewhere is not locked out
    assert refusals(lambda number: attempt(f"3.3.3.{number}"), 60)[-1] == "too_many"


def test_tries_are_limited_for_one_address_over_many_accounts(world: World) -> None:
    def attempt(number: int) -> None:
        services.check_password_of(f"name{number}", "x", source="1.1.1.1", at=world.at)

    assert refusals(attempt, 101) == ["sign_in"] * 100 + ["too_many"]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_to_this_house_only(world: World, client: Client, target: str) -> None:
    answer = client.post("/login/", {"username": "officer_a", "password": PASSWORD, "next": target})
    assert answer.headers["Location"] == "/"


def test_signing_out_needs_a_post_and_ends_the_session(world: World, client: Client) -> None:
    client.force_login(world.officer_a.person)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert client.get("/account/").status_code == 302


def test_with_a_second_factor_the_password_alone_opens_nothing(world: World, client: Client) -> None:
    totp = seed_of(world)
    answer = client.post("/login/", {"username": "officer_a", "password": PASSWORD, "next": "/account/"})
    assert answer.headers["Location"] == "/login/code/"
    assert client.get("/account/").status_code == 302
    assert client.post("/login/code/", {"code": "000000"}).status_code == 422
    answer = client.post("/login/code/", {"code": totp.at(clock.now())})
    assert answer.headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_a_code_works_once_and_tries_are_limited(world: World) -> None:
    totp = seed_of(world)
    at = clock.now()
    services.check_second_factor(world.officer_a.person, totp.at(at), at=at)
    with pytest.raises(DomainError, match="second_factor"):
        services.check_second_factor(world.officer_a.person, totp.at(at), at=at)
    wrong = refusals(lambda _: services.check_second_factor(world.officer_a.person, "123456", at=at), 9)
    assert wrong[0] == "second_factor"
    assert wrong[-1] == "too_many"


def test_the_seed_is_not_readable_in_the_database(world: World) -> None:
    totp = seed_of(world)
    assert totp.secret not in SecondFactor.objects.get().locked_seed


def test_the_second_factor_is_set_up_on_its_page(world: World, client: Client) -> None:
    client.force_login(world.officer_a.person)
    page = client.get("/account/second-factor/")
    seed = re.search(r"<code>([A-Z2-7 ]+)</code>", page.content.decode())
    assert seed is not None
    assert client.get("/account/second-factor/").content.count(seed[1].encode()) == 1  # the same until it is confirmed
    assert client.post("/account/second-factor/", {"code": "1"}).status_code == 422
    code = pyotp.TOTP(seed[1].replace(" ", "")).at(clock.now())
    assert client.post("/account/second-factor/", {"code": code}).status_code == 302
    assert services.has_second_factor(world.officer_a.person)


def test_a_borrowed_session_cannot_send_the_account_elsewhere(world: World, client: Client) -> None:
    person = world.officer_a.person
    client.force_login(person)
    contacts = {"full_name": person.full_name, "email": "ke-la@example.vn", "phone": ""}
    assert client.post("/account/", contacts).status_code == 422
    refused = [client.post("/account/", {**contacts, "password": "doan mo"}).status_code for _ in range(10)]
    assert refused[0] == 422
    assert refused[-1] == 429
    person.refresh_from_db()
    assert person.email != contacts["email"]


def test_the_own_mail_address_changes_with_the_password_and_the_phone_without(world: World, client: Client) -> None:
    person = world.officer_a.person
    client.force_login(person)
    contacts = {"full_name": person.full_name, "email": "moi@example.vn", "phone": ""}
    assert client.post("/account/", {**contacts, "password": PASSWORD}).status_code == 302
    assert client.post("/account/", {**contacts, "phone": "0206000000"}).status_code == 302
    person.refresh_from_db()
    assert (person.email, person.phone) == ("moi@example.vn", "0206000000")


class TestReset:
    """A new password by mail."""

    @pytest.fixture
    def person(self, world: World) -> Person:
        person = world.officer_a.person
        Person.objects.filter(pk=person.pk).update(email="a@example.vn")
        person.refresh_from_db()
        return person

    def mailed_path(self, person: Person) -> str:
        assert services.mail_reset(person.username, at=clock.now()) == 1
        found = re.search(r"http://[^/]+(/\S+)", str(mail.outbox[-1].body))
        assert found is not None
        return found[1]

    def test_the_answer_is_the_same_for_unknown_accounts(
        self, person: Person, client: Client, django_capture_on_commit_callbacks: object
    ) -> None:
        answers = []
        for name in ("officer_a", "nobody", "A@example.vn"):
            with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
                answers.append(client.post("/password/reset/", {"name": name}).content)
        assert len({re.sub(rb'content="[^"]*"|nonce-[^"]*', b"", one) for one in answers}) == 1
        assert DBTaskResult.objects.count() == 3
        assert mail.outbox == []

    def test_the_address_works_once_and_the_token_leaves_the_url(self, person: Person, client: Client) -> None:
        path = self.mailed_path(person)
        step = client.get(path)
        assert step.status_code == 302
        assert step.headers["Location"].endswith("/set-password/")
        new = {"new_password1": "mot-mat-khau-moi-2", "new_password2": "mot-mat-khau-moi-2"}
        assert client.post(step.headers["Location"], new).status_code == 302
        assert sign_in(Client(), "officer_a", "mot-mat-khau-moi-2") == 302
        assert "đã dùng" in Client().get(path, follow=True).content.decode()

    def test_a_weak_password_is_refused(self, person: Person, client: Client) -> None:
        step = client.get(self.mailed_path(person)).headers["Location"]
        assert client.post(step, {"new_password1": "password12", "new_password2": "password12"}).status_code == 200
        person.refresh_from_db()
        assert person.check_password(PASSWORD)

    def test_other_sessions_end(self, person: Person, client: Client) -> None:
        elsewhere = Client()
        assert sign_in(elsewhere, "officer_a") == 302
        step = client.get(self.mailed_path(person)).headers["Location"]
        client.post(step, {"new_password1": "mot-mat-khau-moi-2", "new_password2": "mot-mat-khau-moi-2"})
        assert elsewhere.get("/account/").status_code == 302

    def test_closed_demo_and_addressless_accounts_get_no_mail(self, person: Person) -> None:
        assert services.mail_reset("officer_b", at=clock.now()) == 0
        Person.objects.filter(pk=person.pk).update(is_demo=True)
        assert services.mail_reset("officer_a", at=clock.now()) == 0
        Person.objects.filter(pk=person.pk).update(is_demo=False, is_active=False)
        assert services.mail_reset("officer_a", at=clock.now()) == 0

    def test_mails_are_limited(self, person: Person) -> None:
        for _ in range(3):
            services.ask_reset("officer_a", source="1.1.1.1", at=clock.now())
        with pytest.raises(TooMany):
            services.ask_reset("officer_a", source="2.2.2.2", at=clock.now())


def test_changing_the_password_ends_other_sessions(world: World, client: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere, "officer_a")
    sign_in(client, "officer_a")
    new = {"old_password": PASSWORD, "new_password1": "mot-mat-khau-moi-2", "new_password2": "mot-mat-khau-moi-2"}
    assert client.post("/account/password/", new).status_code == 302
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert Entry.objects.filter(verb="person.password").count() == 1


@pytest.mark.parametrize(
    ("password", "says"),
    [("ngan", "ít nhất 10 ký tự"), ("password123", "quá phổ biến"), ("officer_a11", "quá giống")],
)
def test_a_weak_password_is_refused_in_vietnamese(world: World, client: Client, password: str, says: str) -> None:
    client.force_login(world.officer_a.person)
    new = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert says in client.post("/account/password/", new).content.decode()


def test_a_fragment_asked_for_without_a_session_leads_to_the_sign_in_page(world: World, client: Client) -> None:
    answer = client.get("/people/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login/")
