"""Reads of the devices room, narrowed to the viewer's subtree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nguontin.broadcast.models import BroadcastAudio, Occurrence, Outlet
from nguontin.broadcast.states import BroadcastState, Outcome
from nguontin.kernel.errors import Missing
from nguontin.kernel.fold import fold
from nguontin.kernel.pages import number_of
from nguontin.units.scope import Viewer

from .models import Device, EnrolCode, Evidence

STATES = {
    "ok": _("Hoạt động tốt"),
    "behind": _("Chưa nhận chương trình mới"),
    "silent": _("Mất kết nối"),
    "faulty": _("Báo lỗi"),
    "none": _("Chưa đăng ký"),
}
"""States of a cluster that people can filter by, and that the health figures count."""

_LIVE = Device.objects.filter(outlet=OuterRef("pk"), revoked_at=None)


@dataclass(frozen=True, slots=True)
class Health:
    """One figure of the equipment page: how many clusters are in a state; it opens the list filtered by it."""

    state: str
    label: Any
    count: int


def is_public_audio(sha256: str) -> bool:
    """Whether this sound belongs to a broadcast that is approved and not withdrawn."""
    return BroadcastAudio.objects.filter(sha256=sha256, broadcast__state=BroadcastState.LIVE).exists()


_SYNCED = Q(applied_sha256=F("desired_sha256")) & ~Q(desired_sha256="")
_FAULTY = Q(telemetry__faults__isnull=False) & ~Q(telemetry__faults=[])
_OF_DEVICE = {
    "ok": Q(online=True) & _SYNCED & ~_FAULTY,
    "behind": Q(online=True) & ~_SYNCED,
    "silent": Q(online=False),
    "faulty": Q(online=True) & _FAULTY,
}


def clusters(viewer: Viewer, *, query: str = "", state: str = "", commune: str = "") -> QuerySet[Outlet]:
    """Clusters the viewer may see, each with its live device's fields (``device_*``); the silent ones longest first."""
    rows = viewer.narrow(Outlet.objects.filter(kind=Outlet.Kind.CLUSTER), "area")
    if (unit := number_of(commune)) is not None:
        rows = rows.filter(station__unit=unit)
    for word in fold(query).split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(area__folded__contains=word) | Q(station__unit__folded__contains=word)
        )
    live = Device.objects.filter(revoked_at=None)
    if state == "none":
        rows = rows.exclude(pk__in=live.values("outlet"))
    elif state in _OF_DEVICE:
        rows = rows.filter(pk__in=live.filter(_OF_DEVICE[state]).values("outlet"))
    fields = {
        f"device_{name}": Subquery(_LIVE.values(name)[:1])
        for name in (
            "online",
            "silent_since",
            "seen_at",
            "last_sound_at",
            "enrolled_at",
        )
    }
    return (
        rows.select_related("station__unit", "area")
        .annotate(device_synced=Exists(_LIVE.filter(_SYNCED)), **fields)
        .order_by(F("device_silent_since").asc(nulls_last=True), "station__unit__folded", "name", "pk")
    )


def health(viewer: Viewer) -> list[Health]:
    """How many clusters are in each state, within the viewer's subtree."""
    devices = viewer.narrow(Device.objects.filter(revoked_at=None), "outlet__area")
    counts = devices.aggregate(
        live=Count("pk"), **{state: Count("pk", filter=test) for state, test in _OF_DEVICE.items()}
    )
    every = viewer.narrow(Outlet.objects.filter(kind=Outlet.Kind.CLUSTER), "area").count()
    counts["none"] = every - counts["live"]
    return [Health(state, label, counts[state]) for state, label in STATES.items()]


def cluster_for(viewer: Viewer, pk: UUID) -> Outlet:
    """One cluster; Missing when there is none, or it lies outside the viewer's subtree."""
    row = (
        viewer.narrow(Outlet.objects.filter(kind=Outlet.Kind.CLUSTER), "area")
        .select_related("station__unit", "area")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Missing("cluster", gettext("Không tìm thấy cụm loa này."), gettext("Quay lại danh sách cụm loa."))
    return row


def live_device(outlet: Outlet) -> Device | None:
    """The device that speaks for the cluster now."""
    return Device.objects.filter(outlet=outlet, revoked_at=None).first()


def past_devices(outlet: Outlet) -> QuerySet[Device]:
    """Devices that were revoked or replaced, newest first."""
    return Device.objects.filter(outlet=outlet).exclude(revoked_at=None).order_by("-revoked_at")


def open_code(outlet: Outlet, *, at: datetime) -> EnrolCode | None:
    """The enrolment code that can still be used."""
    return (
        EnrolCode.objects.filter(outlet=outlet, used_at=None, expires_at__gt=at, failures__lt=3)
        .select_related("made_by", "agreed_by")
        .order_by("-made_at")
        .first()
    )


def coming(outlet: Outlet, *, at: datetime) -> QuerySet[Occurrence]:
    """What the cluster is to play next, as planned: the next ten."""
    return (
        Occurrence.objects.filter(outlet=outlet, outcome=Outcome.OPEN, starts_at__gte=at)
        .select_related("broadcast")
        .defer("broadcast__content")
        .order_by("starts_at", "position")[:10]
    )


def newest_evidence(outlet: Outlet) -> QuerySet[Evidence]:
    """What the cluster told last."""
    return (
        Evidence.objects.filter(device__outlet=outlet)
        .select_related("occurrence__broadcast")
        .defer("payload", "row", "occurrence__broadcast__content")
        .order_by("-received_at", "-began_at")
    )
