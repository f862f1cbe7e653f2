"""Reads of the devices room, narrowed to the viewer's subtree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from nguontin.broadcast.models import BroadcastAudio, Outlet
from nguontin.broadcast.states import BroadcastState
from nguontin.kernel.errors import Missing
from nguontin.kernel.fold import fold
from nguontin.units.scope import Viewer

from .models import Device, EnrolCode, Evidence

LONG_SILENCE = timedelta(hours=24)

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


def _state(state: str) -> Q:
    live = Q(devices__revoked_at=None, devices__isnull=False)
    synced = Q(devices__applied_sha256=F("devices__desired_sha256")) & ~Q(devices__desired_sha256="")
    fault = ~Q(devices__telemetry__faults=[]) & Q(devices__telemetry__faults__isnull=False)
    match state:
        case "ok":
            return live & Q(devices__online=True) & synced & ~fault
        case "behind":
            return live & Q(devices__online=True) & ~synced
        case "silent":
            return live & Q(devices__online=False)
        case "faulty":
            return live & Q(devices__online=True) & fault
        case "none":
            return ~Q(pk__in=Device.objects.filter(revoked_at=None).values("outlet"))
    return Q()


def clusters(viewer: Viewer, *, query: str = "", state: str = "", commune: str = "") -> QuerySet[Outlet]:
    """Clusters the viewer may see, each with its live device's fields (``device_*``); the silent ones longest first."""
    rows = viewer.narrow(Outlet.objects.filter(kind=Outlet.Kind.CLUSTER), "area")
    if commune.isdecimal():
        rows = rows.filter(station__unit=int(commune))
    for word in fold(query).split():
        rows = rows.filter(
            Q(name__icontains=word) | Q(area__folded__contains=word) | Q(station__unit__folded__contains=word)
        )
    if state in STATES:
        rows = rows.filter(_state(state))
    fields = {
        f"device_{name}": Subquery(_LIVE.values(name)[:1])
        for name in (
            "online",
            "silent_since",
            "seen_at",
            "last_sound_at",
            "desired_sha256",
            "applied_sha256",
            "enrolled_at",
        )
    }
    return (
        rows.select_related("station__unit", "area")
        .annotate(**fields)
        .order_by(F("device_silent_since").asc(nulls_last=True), "station__unit__folded", "name", "pk")
    )


def health(viewer: Viewer) -> list[Health]:
    """How many clusters are in each state, within the viewer's subtree."""
    rows = viewer.narrow(Outlet.objects.filter(kind=Outlet.Kind.CLUSTER, active=True), "area")
    counts = rows.aggregate(**{state: Count("pk", filter=_state(state), distinct=True) for state in STATES})
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
        raise Missing("cluster", "Không tìm thấy cụm loa này.", "Quay lại danh sách cụm loa.")
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


def newest_evidence(outlet: Outlet) -> QuerySet[Evidence]:
    """What the cluster told last."""
    return (
        Evidence.objects.filter(device__outlet=outlet)
        .select_related("occurrence__broadcast")
        .defer("payload", "row", "occurrence__broadcast__content")
        .order_by("-received_at", "-began_at")
    )
