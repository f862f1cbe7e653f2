"""Accounts and their roles. Nobody gives a role outside his own subtree, and nobody gives one to himself."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units.abilities import Ability
from nguontin.units.models import Membership, Person, Role, Unit
from nguontin.units.scope import Viewer, demand

_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{1,58})[a-z0-9]\Z")


def create_person(
    username: str,
    full_name: str,
    *,
    role: str,
    unit: Unit,
    password: str | None = None,
    email: str = "",
    phone: str = "",
    is_demo: bool = False,
    by: Viewer | None,
    at: datetime,
) -> Person:
    """An account with one role in one unit; without a password it is entered by a reset mail first.

    ``by`` is None in set-up. Raises Forbidden, DomainError("username"/"username_taken"/"full_name"/"email"/"password").
    """
    if by is not None:
        demand(by, Ability.PEOPLE, unit)
    username, full_name = username.strip().lower(), " ".join(full_name.split())
    check_account(username, full_name, email)
    if Person.objects.filter(username=username).exists():
        raise DomainError(
            "username_taken", _("Tên đăng nhập “%(name)s” đã có người dùng.") % {"name": username}, _("Chọn tên khác.")
        )
    if password is not None:
        check_password_strength(password, Person(username=username, full_name=full_name))
    with transaction.atomic():
        person = Person.objects.create_user(
            username, password, full_name=full_name, email=email, phone=phone, is_demo=is_demo, created_at=at
        )
        _note("person.create", person, unit, by=by, at=at, fields=["username", "full_name"])
        _grant(person, role, unit, by=by, at=at)
    return person


def check_account(username: str, full_name: str, email: str) -> None:
    """Raises DomainError when one of them cannot stand on an account."""
    if not _USERNAME.match(username):
        raise DomainError(
            "username",
            _("Tên đăng nhập “%(name)s” không dùng được.") % {"name": username},
            _("Dùng 3 đến 60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch."),
        )
    if not 2 <= len(full_name) <= 120:
        raise DomainError("full_name", _("Thiếu họ và tên."), _("Ghi họ và tên đầy đủ."))
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise DomainError("email", _("Địa chỉ thư điện tử không đúng."), _("Ví dụ: ten@caobang.gov.vn")) from error


def check_password_strength(password: str, person: Person) -> None:
    """Raises DomainError("password") with what is wrong with it."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        said = {
            "password_too_short": _("Mật khẩu cần ít nhất 10 ký tự."),
            "password_too_common": _("Mật khẩu này quá phổ biến."),
            "password_too_similar": _("Mật khẩu quá giống tên của bạn."),
        }
        wrong = [said.get(str(one.code), str(one.message)) for one in error.error_list]
        raise DomainError("password", " ".join(wrong), _("Chọn mật khẩu khác.")) from error


def grant_role(person: Person, role: str, unit: Unit, *, by: Viewer, at: datetime) -> Membership:
    """Give *person* a role in *unit*. Raises Forbidden outside the giver's subtree and for the giver's own account."""
    demand(by, Ability.PEOPLE, unit)
    not_oneself(person, by)
    return _grant(person, role, unit, by=by, at=at)


def end_role(membership: Membership, *, by: Viewer, at: datetime) -> Membership:
    """The role ends today: it is not there any more from this moment on."""
    demand(by, Ability.PEOPLE, membership.unit)
    not_oneself(membership.person, by)
    with transaction.atomic():
        row = Membership.objects.select_for_update().get(pk=membership.pk)
        row.valid_to = at.astimezone(LOCAL).date() - timedelta(days=1)
        row.save(update_fields=["valid_to"])
        _note("person.role_end", row.person, row.unit, by=by, at=at, fields=["valid_to"])
    return row


def deactivate_person(person: Person, *, by: Viewer, at: datetime) -> Person:
    """Close the account; its sessions end with the next request. All its roles must lie in the subtree of *by*."""
    _switch(person, False, by=by, at=at)
    return person


def activate_person(person: Person, *, by: Viewer, at: datetime) -> Person:
    """Open a closed account again."""
    _switch(person, True, by=by, at=at)
    return person


def change_contacts(
    person: Person, *, full_name: str = "", email: str = "", phone: str = "", by: Viewer, at: datetime
) -> Person:
    """Write the name, mail or phone given; what is empty stays. Raises Forbidden, DomainError("full_name"/"email")."""
    if person.pk != by.person.pk:
        demand_over_person(by, person)
    new = {name: value for name, value in (("full_name", full_name), ("email", email), ("phone", phone)) if value}
    check_account(person.username, full_name or person.full_name, email)
    with transaction.atomic():
        for name, value in new.items():
            setattr(person, name, value)
        person.save(update_fields=list(new))
        _note("person.contacts", person, None, by=by, at=at, fields=list(new))
    return person


def demand_over_person(by: Viewer, person: Person) -> None:
    """Raises Forbidden unless *by* may manage people in every unit where *person* has an open role."""
    units = [row.unit for row in person.memberships.select_related("unit").filter(valid_to=None)]
    if not units and not by.may(Ability.PEOPLE):
        raise _forbidden()
    for unit in units:
        demand(by, Ability.PEOPLE, unit)


def not_oneself(person: Person, by: Viewer) -> None:
    """Raises Forbidden when *by* is about to change the rights of his own account."""
    if person.pk == by.person.pk:
        raise Forbidden(
            "oneself",
            _("Không ai tự đổi quyền hay tự khóa tài khoản của mình."),
            _("Nhờ một quản trị viên khác."),
        )


def _switch(person: Person, active: bool, *, by: Viewer, at: datetime) -> None:
    demand_over_person(by, person)
    not_oneself(person, by)
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(is_active=active)
        person.is_active = active
        _note("person.activate" if active else "person.deactivate", person, None, by=by, at=at, fields=["is_active"])


def _grant(person: Person, role: str, unit: Unit, *, by: Viewer | None, at: datetime) -> Membership:
    if role not in Role.values:
        raise DomainError(
            "role", _("Không có vai trò “%(role)s”.") % {"role": role}, _("Chọn vai trò trong danh sách.")
        )
    with transaction.atomic():
        row, made = Membership.objects.get_or_create(
            person=person, unit=unit, role=role, valid_to=None, defaults={"valid_from": at.astimezone(LOCAL).date()}
        )
        if made:
            _note("person.role", person, unit, by=by, at=at, fields=["role", "unit"])
    return row


def _forbidden() -> Forbidden:
    return Forbidden(
        "forbidden", _("Tài khoản của bạn không quản lý người này."), _("Nhờ quản trị viên của đơn vị cấp trên.")
    )


def _note(verb: str, person: Person, unit: Unit | None, *, by: Viewer | None, at: datetime, fields: list[str]) -> None:
    home = unit.pk if unit else person.memberships.order_by("unit__path").values_list("unit_id", flat=True).first()
    record(
        verb,
        by=by.person if by else None,
        at=at,
        object_type="units.person",
        object_id=str(person.pk),
        unit_id=home,
        fields=fields,
    )
