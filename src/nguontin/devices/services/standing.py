"""What a device says of itself: connected or not, the programme it stands on, how it is. Said twice, it counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import loa_protocol as lp
from django.db import transaction
from loa_protocol.checks import write_record

from nguontin.devices.models import Device

FIELDS = [
    "presence_seq",
    "applied_seq",
    "telemetry_seq",
    "online",
    "silent_since",
    "seen_at",
    "agent",
    "applied_version",
    "applied_sha256",
    "applied_at",
    "ready",
    "missing_audio",
    "refusals",
    "telemetry",
]

MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Said:
    """One verified message of a device."""

    device_id: int
    payload: lp.Payload


@transaction.atomic
def note_standing(said: Sequence[Said], *, at: datetime) -> Counter[str]:
    """Write what devices said of themselves: one query to read and one to write, however many they are.

    Returns how many were taken ("taken") and how many were replays of an older sentence ("replayed").
    """
    counts: Counter[str] = Counter()
    devices = {
        device.pk: device
        for device in Device.objects.select_for_update()
        .filter(pk__in={one.device_id for one in said}, revoked_at=None)
        .order_by("pk")
    }
    changed: dict[int, Device] = {}
    for one in said:
        device = devices.get(one.device_id)
        if device is None:
            counts["revoked"] += 1
        elif _take(device, one.payload, at):
            changed[device.pk] = device
            counts["taken"] += 1
        else:
            counts["replayed"] += 1
    Device.objects.bulk_update(changed.values(), FIELDS)
    return counts


def _take(device: Device, payload: lp.Payload, at: datetime) -> bool:
    field = f"{payload.type}_seq"
    if payload.seq <= getattr(device, field):
        return False
    setattr(device, field, payload.seq)
    match payload.message:
        case lp.Presence() as presence:
            _presence(device, presence, at)
        case lp.Applied() as applied:
            _heard(device, at)
            device.applied_version, device.applied_sha256 = min(applied.version, MOST), applied.sha256
            device.applied_at, device.ready = at, applied.ready
            device.missing_audio = len(applied.missing)
            device.refusals = {str(reason): count for reason, count in applied.refused.items()}
        case lp.Telemetry() as telemetry:
            _heard(device, at)
            device.telemetry = _plain(dict(write_record(telemetry)))
    return True


def _presence(device: Device, presence: lp.Presence, at: datetime) -> None:
    device.agent = _plain(presence.agent)[:60]
    if presence.state is lp.PresenceState.ONLINE:
        _heard(device, at)
    elif device.online:
        device.online, device.silent_since = False, at


def _plain(value: Any) -> Any:
    """Without NUL characters, which PostgreSQL cannot keep: one box must not spoil the batch of the others."""
    match value:
        case str():
            return value.replace("\0", "")
        case list():
            return [_plain(entry) for entry in value]
        case dict():
            return {key: _plain(entry) for key, entry in value.items()}
    return value


def _heard(device: Device, at: datetime) -> None:
    device.online, device.silent_since, device.seen_at = True, None, at


def note_seen(device_ids: Sequence[int], *, at: datetime) -> int:
    """Devices that spoke without saying anything about themselves (a question for the time, evidence); one query."""
    return Device.objects.filter(pk__in=device_ids, revoked_at=None).update(seen_at=at, online=True, silent_since=None)
