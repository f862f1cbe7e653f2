"""Bodies of alarms and stops, derived from the broadcast's own row; the signer derives them again and compares."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import loa_protocol as lp
from django.db.models import Min

from nguontin.broadcast.models import Broadcast, BroadcastTarget, Occurrence, Outlet
from nguontin.kernel.clock import to_ms
from nguontin.units.models import Unit

from .programme import area_code, wire_audio

GRACE = timedelta(minutes=10)
"""How long after its last repeat an alarm may still reach a cluster that was cut off."""


def targets_of(broadcast: Broadcast) -> dict[str, Unit]:
    """Wire target → unit, of everywhere the broadcast is addressed."""
    rows = BroadcastTarget.objects.filter(broadcast=broadcast).select_related("unit").order_by("unit_id")
    return {lp.area_target(area_code(row.unit)): row.unit for row in rows}


def urgent_of(broadcast: Broadcast, unit: Unit) -> lp.Urgent:
    """The alarm as it goes to one target unit; the broadcast's id is its command, so both sides name the repeats."""
    first = Occurrence.objects.filter(broadcast=broadcast).aggregate(first=Min("starts_at"))["first"]
    return lp.Urgent(
        command=broadcast.pk,
        broadcast=broadcast.pk,
        audio=wire_audio([broadcast.pk])[broadcast.pk],
        starts_at=to_ms(first or broadcast.approved_at),
        repeats=broadcast.repeats,
        every_s=broadcast.every_s,
        max_s=sound_s(broadcast),
        cause=lp.Cause(broadcast.cause),
        interrupted=_policy(unit),
    )


def sound_s(broadcast: Broadcast) -> int:
    """Seconds of sound of all repeats together, rounded up."""
    return broadcast.repeats * (broadcast.duration_ms // 1000 + 1)


def lifetime(broadcast: Broadcast) -> timedelta:
    """How long after approval the command is worth obeying."""
    return timedelta(seconds=broadcast.repeats * max(broadcast.every_s, broadcast.duration_ms // 1000 + 1)) + GRACE


def stop_of(command: UUID, broadcast: Broadcast | None) -> lp.Stop:
    """Silence for one broadcast, or for whatever sounds."""
    return lp.Stop(command=command, broadcast=broadcast.pk if broadcast else None, until=None)


def _policy(unit: Unit) -> lp.Interrupted:
    """What the stations under the unit agree on; resuming where they differ."""
    found = set(
        Outlet.objects.filter(area__path__startswith=unit.path)
        .values_list("station__interrupted", flat=True)
        .distinct()
    )
    return lp.Interrupted(found.pop()) if len(found) == 1 else lp.Interrupted.RESUME
