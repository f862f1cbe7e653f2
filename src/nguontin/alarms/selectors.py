"""Reads of the alarms room, narrowed to the viewer's subtree."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import gettext as _

from nguontin.broadcast.models import BreakGlass, Outlet
from nguontin.bulletins.models import Audio
from nguontin.kernel.errors import Missing
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit, UnitKind
from nguontin.units.scope import Viewer

from .models import Alarm, Notice
from .states import AlarmState

MANY = 120  # from so many places on, hamlets are not offered one by one


def alarms(viewer: Viewer, *, state: str = "") -> QuerySet[Alarm]:
    """Alarms of the viewer's units, newest first."""
    rows = viewer.narrow(Alarm.objects.all(), "unit")
    if state in AlarmState.values:
        rows = rows.filter(state=state)
    return rows.select_related("unit", "bulletin", "raised_by", "state_by").order_by("-raised_at", "-pk")


def alarm_for(viewer: Viewer, pk: int) -> Alarm:
    """One alarm; Missing when there is none, or it lies outside the viewer's subtree."""
    row = (
        viewer.narrow(Alarm.objects.all(), "unit")
        .select_related("unit", "bulletin", "broadcast__break_glass", "raised_by", "state_by")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Missing("alarm", _("Không tìm thấy báo động này."), _("Quay lại danh sách báo động."))
    return row


def sounds(alarm: Alarm) -> QuerySet[Audio]:
    """Its sounds in the order of playing, each with its text."""
    return (
        Audio.objects.filter(text__revision__bulletin=alarm.bulletin_id)
        .select_related("text")
        .order_by("text__revision__number", "text__position")
    )


def places(viewer: Viewer) -> QuerySet[Unit]:
    """Where the viewer may raise an alarm: province and communes, and hamlets where they are few."""
    wide = (UnitKind.PROVINCE, UnitKind.COMMUNE, UnitKind.WARD)
    every = viewer.narrow(Unit.objects.filter(valid_to=None), "", ability=Ability.ALARM)
    kinds = (*wide, UnitKind.HAMLET) if every.filter(kind=UnitKind.HAMLET).count() < MANY else wide
    rank = Case(When(kind=UnitKind.PROVINCE, then=0), When(kind=UnitKind.HAMLET, then=2), default=1)
    return every.filter(kind__in=kinds).order_by(rank, "folded", "pk")


def loudspeakers(units: Collection[Unit]) -> dict[str, int]:
    """How many clusters an alarm in these units reaches ("all"), and how many of them are connected now ("online")."""
    if not units:
        return {"all": 0, "online": 0}
    under = reduce(or_, (Q(area__path__startswith=unit.path) for unit in units))
    rows = Outlet.objects.filter(under, active=True, kind=Outlet.Kind.CLUSTER)
    return rows.aggregate(
        all=Count("pk", distinct=True),
        online=Count("pk", filter=Q(devices__revoked_at=None, devices__online=True), distinct=True),
    )


def progress(alarm: Alarm) -> dict[str, int]:
    """Occurrences of an aired alarm by outcome."""
    if alarm.broadcast is None:
        return {}
    return dict(alarm.broadcast.occurrences.values_list("outcome").annotate(Count("pk")))


def open_notices(viewer: Viewer) -> QuerySet[Notice]:
    """Broken glass that the person was told of and that nobody reviewed yet."""
    return (
        Notice.objects.filter(person=viewer.person, break_glass__reviewed_at=None)
        .select_related("break_glass__person", "break_glass__unit")
        .order_by("-at")
    )


def glass_for(viewer: Viewer, pk: int) -> BreakGlass:
    """One broken glass, for those who see its unit."""
    row = (
        viewer.narrow(BreakGlass.objects.all(), "unit")
        .select_related("person", "unit", "reviewed_by", "broadcast__alarm")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Missing("glass", _("Không tìm thấy lần phát khẩn này."), _("Quay lại danh sách báo động."))
    return row
