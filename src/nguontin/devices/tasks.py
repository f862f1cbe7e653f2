"""Periodic work of the devices room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import F

from nguontin.broadcast.models import Occurrence
from nguontin.broadcast.services import close_overdue

from .brokers import mosquitto
from .models import Device
from .services import forget_old, refresh_programmes

SILENCE = timedelta(minutes=25)
"""A device asks the time every ten minutes; after two and a half of them it counts as silent."""


def reasons(occurrences: Iterable[Occurrence]) -> Mapping[UUID, str]:
    """Why nothing was told of each occurrence, by what is known of its cluster's device; two queries at most."""
    rows = list(occurrences)
    clusters = {row.outlet_id for row in rows}
    live = {device.outlet_id: device for device in Device.objects.filter(outlet__in=clusters, revoked_at=None)}
    known = set(Device.objects.filter(outlet__in=clusters).values_list("outlet_id", flat=True))
    return {row.pk: _reason(row, live.get(row.outlet_id), row.outlet_id in known) for row in rows}


def _reason(row: Occurrence, device: Device | None, known: bool) -> str:
    if device is None:
        return "revoked" if known else "not_enrolled"
    if device.enrolled_at > row.starts_at:
        return "not_enrolled"
    return "device_silent" if device.applied_version else "no_programme"


def close_untold(at: datetime) -> int:
    """Close what should long have been told, with the reason that the device's state gives."""
    return close_overdue(at=at, why=reasons)


def note_silence(at: datetime) -> int:
    """Devices that have said nothing for long are not online, whatever the broker believes."""
    return Device.objects.filter(revoked_at=None, online=True, seen_at__lt=at - SILENCE).update(
        online=False, silent_since=F("seen_at")
    )


def refresh(at: datetime) -> int:
    """The safety net under the gateway's own half-second look."""
    return refresh_programmes(at=at)


def forget_programmes(at: datetime) -> int:
    """Programmes replaced more than two weeks ago go."""
    return forget_old(at=at)


def keep_broker_files(at: datetime) -> bool:
    """Mosquitto's files, when this installation keeps them: a revoked login is out within this period."""
    if not settings.BROKER_FILES:
        return False
    folder = Path(settings.BROKER_FILES)
    changed = mosquitto.write_files(folder, url=settings.MQTT_URL, province=settings.PROVINCE)
    if changed:
        mosquitto.reload(folder)
    return changed


PERIODIC: list[tuple[Callable[[datetime], object], timedelta]] = [
    (refresh, timedelta(seconds=5)),
    (close_untold, timedelta(seconds=30)),
    (note_silence, timedelta(minutes=1)),
    (forget_programmes, timedelta(hours=1)),
    (keep_broker_files, timedelta(seconds=10)),
]
