"""The commune's word on a bulletin from above: take it into the programme, or not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.broadcast.models import Acceptance, Slot
from nguontin.broadcast.states import ACCEPTANCE, AcceptanceState, BroadcastState
from nguontin.bulletins.states import BulletinClass
from nguontin.kernel.errors import DomainError
from nguontin.kernel.machine import advance
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer, demand

from .planning import Planning, plan_station


@transaction.atomic
def accept(
    acceptance: Acceptance,
    *,
    slots: Collection[Slot] | None = None,
    position: int | None = None,
    by: Viewer,
    at: datetime,
) -> Planning:
    """Take it into the programme, in all slots or in some, at a place in the order (lower goes first; 100 unless said).

    On one that is accepted already it changes slots and place. Returns what the new plan made, and what did not fit.
    """
    row = _locked(acceptance, by)
    if row.broadcast.state != BroadcastState.LIVE:
        raise DomainError("withdrawn", _("Bản tin này đã bị thu hồi."), _("Không cần làm gì thêm."))
    if row.state != AcceptanceState.ACCEPTED:
        advance(row, ACCEPTANCE, AcceptanceState.ACCEPTED, by=by.person, at=at, unit_id=row.station.unit_id)
    if slots is not None:
        if not slots or any(slot.station_id != row.station_id for slot in slots):
            raise DomainError("slots", _("Khung giờ không thuộc đài này."), _("Chọn ít nhất một khung giờ của đài."))
        row.all_slots = False
        row.slots.set(slots)
    if position is not None:
        row.position = position
    row.save(update_fields=["all_slots", "position"])
    if slots is not None or position is not None:
        record(
            "acceptance.placed",
            by=by.person,
            at=at,
            object_type="broadcast.acceptance",
            object_id=str(row.pk),
            unit_id=row.station.unit_id,
            fields=["slots", "position"],
        )
    acceptance.state = row.state
    return plan_station(row.station, at=at)


@transaction.atomic
def decline(acceptance: Acceptance, *, reason: str, by: Viewer, at: datetime) -> Planning:
    """Do not air it (any more) at this station; a priority bulletin cannot be declined (Circular 39/2020)."""
    row = _locked(acceptance, by)
    if row.broadcast.klass != BulletinClass.ORDINARY:
        raise DomainError(
            "priority", _("Bản tin ưu tiên của cấp trên phải được phát."), _("Liên hệ đơn vị gửi nếu có sai sót.")
        )
    advance(row, ACCEPTANCE, AcceptanceState.DECLINED, by=by.person, at=at, reason=reason, unit_id=row.station.unit_id)
    acceptance.state = row.state
    return plan_station(row.station, at=at)


def _locked(acceptance: Acceptance, by: Viewer) -> Acceptance:
    row = (
        Acceptance.objects.select_for_update(of=("self",))
        .select_related("station__unit", "broadcast")
        .get(pk=acceptance.pk)
    )
    demand(by, Ability.ACCEPT, row.station.unit)
    return row
