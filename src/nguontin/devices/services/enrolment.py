"""Enrolment: a printed code for one cluster, one use, 24 h; re-enrolling a live cluster takes two people."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import loa_protocol as lp
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.broadcast.models import Outlet
from nguontin.devices import keys
from nguontin.devices.brokers.passwords import hash_password
from nguontin.devices.models import Device, EnrolCode, KeyStatement, ProgrammeMark
from nguontin.devices.programme import areas_of
from nguontin.kernel import secret
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer, demand

LIFETIME = timedelta(hours=24)
TRIES = 3


def _statement() -> KeyStatement:
    statement = keys.newest_statement()
    if statement is None:
        raise DomainError(
            "no_keys",
            _("Tỉnh chưa có khóa ký nên chưa thể đăng ký cụm loa."),
            _("Quản trị viên chạy `nguontin manage keys init`, xem docs/runbooks/keys.md."),
        )
    return statement


@transaction.atomic
def make_enrol_code(outlet: Outlet, *, by: Viewer, at: datetime) -> tuple[EnrolCode, str]:
    """A fresh code for a cluster and its printed text; earlier unused codes of the cluster stop working.

    Raises Forbidden without the ability in the cluster's area, DomainError("no_keys") before the key ceremony.
    """
    demand(by, Ability.DEVICES, outlet.area)
    _statement()
    EnrolCode.objects.filter(outlet=outlet, used_at=None, expires_at__gt=at).update(expires_at=at)
    code = EnrolCode.objects.create(
        outlet=outlet,
        locked_secret=secret.lock(base64.urlsafe_b64encode(secrets.token_bytes(lp.enrol.SECRET_BYTES)).decode()),
        made_by=by.person,
        made_at=at,
        expires_at=at + LIFETIME,
        replaces_live=Device.objects.filter(outlet=outlet, revoked_at=None).exists(),
    )
    _note("enrol_code.made", code, by, at)
    return code, printed(code)


def printed(code: EnrolCode) -> str:
    """The text of a code, as it stands under the QR picture."""
    return lp.enrol.write_code(
        lp.enrol.EnrolCode(
            server=settings.BASE_URL,
            cluster=code.outlet_id,
            root=_statement().root_fingerprint,
            secret=secret.unlock(code.locked_secret).rstrip("="),
            id=str(code.pk),
        )
    )


@transaction.atomic
def agree_enrol_code(code: EnrolCode, *, by: Viewer, at: datetime) -> EnrolCode:
    """A second person agrees that a live cluster's box is replaced. Raises Forbidden when it is the same person."""
    row = EnrolCode.objects.select_for_update().select_related("outlet__area").get(pk=code.pk)
    demand(by, Ability.DEVICES, row.outlet.area)
    if row.made_by_id == by.person.pk:
        raise Forbidden(
            "same_person", _("Người tạo mã không tự đồng ý được."), _("Nhờ một kỹ thuật viên hoặc quản trị viên khác.")
        )
    if row.used_at or row.expires_at <= at:
        raise DomainError("code_over", _("Mã này đã dùng hoặc đã hết hạn."), _("Tạo mã mới."))
    row.agreed_by, row.agreed_at = by.person, at
    row.save(update_fields=["agreed_by", "agreed_at"])
    _note("enrol_code.agreed", row, by, at)
    return row


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why enrolment did not happen; raised only after the failure was counted and committed."""

    code: str
    message: str


def enrol(body: bytes, *, at: datetime) -> Mapping[str, Any]:
    """Answer a device's question (the JSON object of docs/protocol.md, section 7).

    Raises DomainError with a code: "malformed", "unknown_code", "code_over", "wrong_mac", "needs_second", "no_keys". A
    wrong MAC is counted; the third uses the code up.
    """
    try:
        asked = lp.enrol.read_question(body)
        lp.public_key(asked.device)
        code_id = UUID(asked.code)
    except (lp.Refused, ValueError) as error:
        raise DomainError("malformed", str(error)[:200]) from None
    with transaction.atomic():
        outcome = _enrol(asked, code_id, at)
    if isinstance(outcome, _Refusal):
        raise DomainError(outcome.code, outcome.message, _("Tạo mã đăng ký mới trên trang Cụm loa."))
    return outcome


def _enrol(asked: lp.enrol.Enrol, code_id: UUID, at: datetime) -> Mapping[str, Any] | _Refusal:
    code = EnrolCode.objects.select_for_update().filter(pk=code_id, outlet=asked.cluster).first()
    if code is None:
        return _Refusal("unknown_code", _("Không có mã đăng ký này."))
    if code.used_at or code.expires_at <= at or code.failures >= TRIES:
        return _Refusal("code_over", _("Mã đăng ký đã dùng, đã hết hạn hoặc đã sai quá ba lần."))
    hidden = base64.urlsafe_b64decode(secret.unlock(code.locked_secret))
    if not lp.enrol.question_holds(asked, hidden):
        code.failures += 1
        code.save(update_fields=["failures"])
        return _Refusal("wrong_mac", _("Mã xác thực không đúng."))
    live = Device.objects.select_for_update().filter(outlet=code.outlet_id, revoked_at=None).first()
    if live is not None and code.agreed_by_id is None:
        return _Refusal("needs_second", _("Cụm này đang hoạt động; cần người thứ hai đồng ý thay hộp."))
    code.used_at = at
    code.save(update_fields=["used_at"])
    if live is not None:
        live.revoked_at = at
        live.save(update_fields=["revoked_at"])
        record(
            "device.revoked",
            by=None,
            at=at,
            object_type="devices.device",
            object_id=str(live.pk),
            unit_id=code.outlet.area_id,
            fields=["revoked_at"],
            ids={"code": str(code.pk)},
        )
    return _welcome(code, asked, hidden, at)


def _welcome(code: EnrolCode, asked: lp.enrol.Enrol, hidden: bytes, at: datetime) -> Mapping[str, Any]:
    statement, outlet = _statement(), Outlet.objects.select_related("area").get(pk=code.outlet_id)
    password = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    device = Device.objects.create(
        outlet=outlet,
        public_key=asked.device,
        kid=lp.kid(lp.public_key(asked.device)),
        broker_hash=hash_password(password),
        enrolled_at=at,
        agent=asked.agent[:60],
    )
    ProgrammeMark.objects.filter(outlet=outlet).update(content_sha256="")
    record(
        "device.enrolled",
        by=None,
        at=at,
        object_type="devices.device",
        object_id=str(device.pk),
        unit_id=outlet.area_id,
        ids={"code": str(code.pk), "outlet": str(outlet.pk)},
    )
    broker = urlsplit(settings.MQTT_DEVICE_URL)
    enrolled = lp.enrol.Enrolled(
        root=statement.root_public_key,
        keys=bytes(statement.envelope).decode(),
        province=settings.PROVINCE,
        mqtt=lp.enrol.Broker(
            host=broker.hostname or "127.0.0.1",
            port=broker.port or (8883 if broker.scheme == "mqtts" else 1883),
            tls=broker.scheme == "mqtts",
            user=str(outlet.pk),
            password=password,
        ),
        areas=areas_of([outlet])[outlet.pk],
    )
    return lp.enrol.answer(enrolled, secret=hidden, nonce=asked.nonce)


def _note(verb: str, code: EnrolCode, by: Viewer, at: datetime) -> None:
    record(
        verb,
        by=by.person,
        at=at,
        object_type="devices.enrolcode",
        object_id=str(code.pk),
        unit_id=code.outlet.area_id,
        ids={"outlet": str(code.outlet_id)},
    )
