"""Orders that go out at once: an alarm, and silence."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

import loa_protocol as lp
from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.broadcast.models import Broadcast
from nguontin.broadcast.states import BroadcastState
from nguontin.bulletins.states import BulletinClass
from nguontin.devices import commands
from nguontin.devices.models import Outgoing
from nguontin.devices.programme import area_code, body_of
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer, demand

STOP_LIFETIME = timedelta(hours=2)


@transaction.atomic
def order_urgent(broadcast: Broadcast, *, by: Viewer, at: datetime) -> list[Outgoing]:
    """Put an approved alarm in the outbox, one message per target unit; ordering it twice changes nothing.

    Raises Forbidden without the ability, DomainError("not_urgent") when the broadcast is none or is withdrawn.
    """
    demand(by, Ability.ALARM, broadcast.unit)
    if broadcast.klass != BulletinClass.URGENT or broadcast.state != BroadcastState.LIVE:
        raise DomainError(
            "not_urgent",
            _("Chỉ bản tin khẩn cấp còn hiệu lực mới được phát ngay."),
            _("Đặt bản tin vào chương trình phát thường."),
        )
    there = set(Outgoing.objects.filter(kind="urgent", broadcast=broadcast).values_list("target", flat=True))
    rows = Outgoing.objects.bulk_create(
        Outgoing(
            kind=Outgoing.Kind.URGENT,
            target=target,
            broadcast=broadcast,
            ordered_by=by.person,
            body=body_of(commands.urgent_of(broadcast, unit)),
            created_at=at,
            expires_at=at + commands.lifetime(broadcast),
        )
        for target, unit in commands.targets_of(broadcast).items()
        if target not in there
    )
    _note("devices.urgent", broadcast, rows, by, at)
    return rows


@transaction.atomic
def order_stop(broadcast: Broadcast, *, by: Viewer, at: datetime) -> list[Outgoing]:
    """Silence one broadcast wherever it was addressed. Raises Forbidden without the ability in its unit."""
    demand(by, Ability.ALARM, broadcast.unit)
    rows = Outgoing.objects.bulk_create(_stop(target, broadcast, by, at) for target in commands.targets_of(broadcast))
    _note("devices.stop", broadcast, rows, by, at)
    return rows


@transaction.atomic
def order_silence(unit: Unit, *, by: Viewer, at: datetime) -> Outgoing:
    """Silence everything that sounds in a unit now. Raises Forbidden without the ability there."""
    demand(by, Ability.ALARM, unit)
    row = _stop(lp.area_target(area_code(unit)), None, by, at)
    row.save()
    record("devices.silence", by=by.person, at=at, object_type="units.unit", object_id=str(unit.pk), unit_id=unit.pk)
    return row


def _stop(target: str, broadcast: Broadcast | None, by: Viewer, at: datetime) -> Outgoing:
    return Outgoing(
        kind=Outgoing.Kind.STOP,
        target=target,
        broadcast=broadcast,
        ordered_by=by.person,
        body=body_of(commands.stop_of(uuid.uuid4(), broadcast)),
        created_at=at,
        expires_at=at + STOP_LIFETIME,
    )


def _note(verb: str, broadcast: Broadcast, rows: Iterable[Outgoing], by: Viewer, at: datetime) -> None:
    record(
        verb,
        by=by.person,
        at=at,
        object_type="broadcast.broadcast",
        object_id=str(broadcast.pk),
        unit_id=broadcast.unit_id,
        ids={"messages": len(list(rows))},
    )
