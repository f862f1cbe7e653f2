"""Signing in, and a new password by mail. An account that does not exist and a wrong password look the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_tasks import task

from nguontin.audit.services import record
from nguontin.kernel.errors import DomainError
from nguontin.kernel.throttle import count_try
from nguontin.units.models import Person

WINDOW = timedelta(minutes=15)
PER_ACCOUNT_AND_ADDRESS, PER_ACCOUNT, PER_ADDRESS = 10, 50, 100  # a whole office may share an address
RESET_WINDOW = timedelta(hours=1)
RESETS_PER_NAME, RESETS_PER_ADDRESS = 3, 20


def may_sign_in(person: Person) -> bool:
    """Accounts of the demo are for the demo alone."""
    return bool(person.is_active and (settings.MODE == "demo" or not person.is_demo))


def check_password_of(username: str, password: str, *, source: str, at: datetime, request: Any = None) -> Person:
    """The person whose password it is. *source* is the address it came from.

    Raises TooMany, and DomainError("sign_in") alike for no such account, a closed one and a wrong password.
    """
    username = username.strip().lower()
    count_try("sign_in.here", f"{username} {source}", limit=PER_ACCOUNT_AND_ADDRESS, every=WINDOW, at=at)
    count_try("sign_in.account", username, limit=PER_ACCOUNT, every=WINDOW, at=at)
    count_try("sign_in.address", source, limit=PER_ADDRESS, every=WINDOW, at=at)
    person = authenticate(request, username=username, password=password)
    if not isinstance(person, Person) or not may_sign_in(person):
        known = Person.objects.filter(username=username).first()
        if known is not None:
            note_account("person.sign_in_failed", known, by=None, at=at)
        raise DomainError(
            "sign_in",
            _("Tên đăng nhập hoặc mật khẩu không đúng."),
            _("Kiểm tra lại, hoặc chọn “Quên mật khẩu” để nhận thư đặt lại."),
        )
    return person


def note_account(verb: str, person: Person, *, by: Person | None, at: datetime, fields: tuple[str, ...] = ()) -> None:
    """An audit entry about an account, under the unit the person works for first."""
    home = person.memberships.filter(valid_to=None).order_by("unit__path").values_list("unit_id", flat=True).first()
    record(verb, by=by, at=at, object_type="units.person", object_id=str(person.pk), unit_id=home, fields=fields)


def ask_reset(name: str, *, source: str, at: datetime) -> None:
    """Send a reset mail to the account with that user name or address, if there is one; nothing tells whether there is.

    The look-up happens in a job, so that neither the answer nor its time differs. Raises TooMany.
    """
    name = name.strip().lower()
    count_try("reset.name", name, limit=RESETS_PER_NAME, every=RESET_WINDOW, at=at)
    count_try("reset.address", source, limit=RESETS_PER_ADDRESS, every=RESET_WINDOW, at=at)
    transaction.on_commit(partial(send_reset_mail.enqueue, name, at.isoformat()))


@task()
def send_reset_mail(name: str, at: str) -> int:
    """Job: look the account up and mail it; *at* is the ISO instant at which it was asked for."""
    return mail_reset(name, at=datetime.fromisoformat(at))


def mail_reset(name: str, *, at: datetime) -> int:
    """Mail a one-use address for a new password to each account meant by *name*; returns how many mails went out."""
    people = Person.objects.filter(username=name) if "@" not in name else Person.objects.filter(email__iexact=name)
    sent = 0
    for person in people[:5]:
        if person.email and may_sign_in(person):
            where = reverse(
                "units:reset_confirm",
                args=[urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)],
            )
            sent += send_mail(
                _("Đặt lại mật khẩu Nguồn Tin"),
                _(
                    "Chào %(name)s,\n\nMở địa chỉ sau trong vòng một giờ để đặt mật khẩu mới "
                    "cho tài khoản %(user)s:\n\n%(url)s\n\n"
                    "Nếu bạn không yêu cầu, hãy bỏ qua thư này; mật khẩu cũ vẫn dùng được."
                )
                % {"name": person.full_name, "user": person.username, "url": f"{settings.BASE_URL}{where}"},
                None,
                [person.email],
            )
            note_account("person.reset_mailed", person, by=None, at=at)
    return sent
