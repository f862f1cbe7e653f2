"""Second factor: six digits from an authenticator app (RFC 6238, SHA-1, 30 s); each code works once."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

import pyotp
from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.kernel.clock import machine_time
from nguontin.kernel.errors import DomainError
from nguontin.kernel.secret import lock, unlock
from nguontin.kernel.throttle import count_try
from nguontin.units.models import Person, SecondFactor
from nguontin.units.scope import Viewer

from .people import demand_over_person, not_oneself

STEP_S = 30
DRIFT_STEPS = 1  # a phone may be half a minute off on either side
TRIES, TRY_WINDOW = 8, timedelta(minutes=10)


def start_second_factor(person: Person, *, at: datetime) -> str:
    """A fresh seed as an otpauth:// address for the app; a confirmed one is never replaced this way."""
    if SecondFactor.objects.filter(person=person).exclude(confirmed_at=None).exists():
        raise DomainError(
            "second_factor_there",
            _("Tài khoản đã có lớp xác thực thứ hai."),
            _("Hỏi quản trị viên nếu bạn đổi điện thoại."),
        )
    seed = pyotp.random_base32()
    SecondFactor.objects.update_or_create(
        person=person, defaults={"locked_seed": lock(seed), "confirmed_at": None, "last_step": 0}
    )
    return _uri(person, seed)


def second_factor_uri(person: Person) -> str:
    """The address of a factor that was started and not confirmed yet, to show it again; empty when there is none."""
    factor = SecondFactor.objects.filter(person=person, confirmed_at=None).first()
    return _uri(person, unlock(factor.locked_seed)) if factor else ""


def confirm_second_factor(person: Person, code: str, *, at: datetime) -> SecondFactor:
    """The app shows the right digits: from now on the factor counts."""
    factor = _use(person, code, at=at, confirmed=False)
    with transaction.atomic():
        factor.confirmed_at = at
        factor.save(update_fields=["confirmed_at"])
        _note("person.second_factor", person, person, at)
    return factor


def check_second_factor(person: Person, code: str, *, at: datetime) -> None:
    """Pass silently, or raise DomainError("second_factor") / TooMany. A code that passed never passes again."""
    _use(person, code, at=at, confirmed=True)


def remove_second_factor(person: Person, *, by: Viewer, at: datetime) -> None:
    """The phone is lost: the factor goes, and the person sets up another. Nobody removes his own this way."""
    demand_over_person(by, person)
    not_oneself(person, by)
    with transaction.atomic():
        SecondFactor.objects.filter(person=person).delete()
        _note("person.second_factor_removed", person, by.person, at)


def has_second_factor(person: Person) -> bool:
    """Whether a confirmed factor stands on the account."""
    return SecondFactor.objects.filter(person=person).exclude(confirmed_at=None).exists()


def _uri(person: Person, seed: str) -> str:
    return pyotp.TOTP(seed).provisioning_uri(name=person.username, issuer_name="Nguồn Tin")


def _use(person: Person, code: str, *, at: datetime, confirmed: bool) -> SecondFactor:
    count_try("second_factor", str(person.pk), limit=TRIES, every=TRY_WINDOW, at=at)
    factor = SecondFactor.objects.filter(person=person, confirmed_at__isnull=not confirmed).first()
    if factor is None:
        raise DomainError(
            "second_factor",
            _("Tài khoản chưa có lớp xác thực thứ hai."),
            _("Bật xác thực trong trang “Tài khoản của tôi”."),
        )
    totp = pyotp.TOTP(unlock(factor.locked_seed))
    code = code.replace(" ", "")
    # Phones keep true time, so the shown clock of the demo must not count here.
    now = int(machine_time(at).timestamp()) // STEP_S
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        right = hmac.compare_digest(totp.generate_otp(step).encode(), code.encode())
        if right and SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step):
            factor.last_step = step
            return factor
    raise DomainError(
        "second_factor", _("Mã xác thực không đúng hoặc đã dùng."), _("Đợi mã mới trên điện thoại rồi nhập lại.")
    )


def _note(verb: str, person: Person, by: Person, at: datetime) -> None:
    record(verb, by=by, at=at, object_type="units.person", object_id=str(person.pk), fields=["second_factor"])
