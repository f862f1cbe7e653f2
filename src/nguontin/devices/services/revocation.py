"""Taking a box out of the network: its word no longer counts, its broker login ends within a minute."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.devices.models import Device, EnrolCode
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer, demand


@transaction.atomic
def revoke_device(device: Device, *, reason: str, by: Viewer, at: datetime) -> Device:
    """Revoke a device and any code that waits for its cluster. Raises DomainError("reason") without a reason."""
    row = Device.objects.select_for_update().select_related("outlet__area").get(pk=device.pk)
    demand(by, Ability.DEVICES, row.outlet.area)
    if not reason.strip():
        raise DomainError("reason", _("Cần ghi lý do thu hồi."), _("Ví dụ: hộp bị mất, hỏng, bị mở."))
    if row.revoked_at is None:
        row.revoked_at, row.revoked_reason, row.online = at, reason.strip(), False
        row.save(update_fields=["revoked_at", "revoked_reason", "online"])
        EnrolCode.objects.filter(outlet=row.outlet_id, used_at=None, expires_at__gt=at).update(expires_at=at)
        record(
            "device.revoked",
            by=by.person,
            at=at,
            object_type="devices.device",
            object_id=str(row.pk),
            unit_id=row.outlet.area_id,
            fields=["revoked_at", "revoked_reason"],
        )
    return row
