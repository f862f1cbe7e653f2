"""Broadcasts: those of one's own units, and those that came to one's stations from above."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from nguontin.broadcast.models import Acceptance, Broadcast, BroadcastAudio, Occurrence
from nguontin.broadcast.states import Outcome
from nguontin.bulletins.models import Bulletin
from nguontin.bulletins.states import BulletinClass
from nguontin.kernel.errors import Missing
from nguontin.kernel.fold import fold
from nguontin.units.scope import Viewer


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many occurrences ended so, and how long they sounded."""

    outcome: str
    label: str
    count: int
    played_ms: int


@dataclass(frozen=True, slots=True)
class OutletCount:
    """Occurrences of one outlet, by how they ended."""

    outlet: UUID
    name: str
    station: str
    open: int
    played: int
    partly: int
    skipped: int
    missed: int


def visible(viewer: Viewer) -> QuerySet[Broadcast]:
    """Broadcasts of the viewer's subtree, and those that came to its stations (urgent ones: to its loudspeakers)."""
    accepted = viewer.narrow(Acceptance.objects.filter(broadcast=OuterRef("pk")), "station__unit")
    played = viewer.narrow(Occurrence.objects.filter(broadcast=OuterRef("pk")), "unit")
    own = viewer.narrow(Broadcast.objects.all(), "unit").values("pk")
    return Broadcast.objects.defer("content").filter(
        Q(pk__in=own) | Q(Exists(accepted)) | Q(Exists(played), klass=BulletinClass.URGENT)
    )


def broadcasts(viewer: Viewer, *, query: str = "") -> QuerySet[Broadcast]:
    """What was approved, newest first; searched by words of its bulletin without marks."""
    rows = visible(viewer).select_related("unit")
    for word in fold(query).split():
        rows = rows.filter(bulletin__search__contains=word)
    return rows.order_by("-approved_at", "pk")


def broadcast_for(viewer: Viewer, pk: UUID) -> Broadcast:
    """One broadcast with its people and sound; Missing when there is none for this person."""
    rows = visible(viewer).select_related(
        "unit", "bulletin", "state_by", "review__submitted_by", "review__decided_by", "break_glass__person"
    )
    found = rows.prefetch_related("audio", "targets__unit", "revision__texts").filter(pk=pk).first()
    if found is None:
        raise Missing("broadcast", _("Không tìm thấy chương trình phát này."), _("Mở trang Phát thanh để tìm lại."))
    return found


def broadcast_of_bulletin(viewer: Viewer, bulletin: Bulletin) -> Broadcast:
    """The broadcast that an approved bulletin became."""
    found = visible(viewer).filter(bulletin=bulletin).order_by("-approved_at").first()
    if found is None:
        raise Missing("broadcast", _("Bản tin này chưa được phát."), _("Mở bản tin để xem trạng thái."))
    return found


def outcomes_of(viewer: Viewer, broadcast: Broadcast) -> list[OutcomeCount]:
    """Counts by outcome within the viewer's subtree, all outcomes in their fixed order."""
    rows = (
        viewer.narrow(broadcast.occurrences.all(), "unit")
        .values_list("outcome")
        .annotate(Count("pk"), Sum("played_ms"))
    )
    found = {outcome: (count, played or 0) for outcome, count, played in rows}
    return [OutcomeCount(outcome.value, str(outcome.label), *found.get(outcome.value, (0, 0))) for outcome in Outcome]


def outlets_of(viewer: Viewer, broadcast: Broadcast) -> list[OutletCount]:
    """Counts by outlet within the viewer's subtree, in the order of stations and names; one query."""
    counts = {outcome: Count("pk", filter=Q(outcome=outcome)) for outcome in Outcome.values}
    rows: Iterable[Any] = (
        viewer.narrow(broadcast.occurrences.all(), "unit")
        .values("outlet", "outlet__name", "outlet__station__name")
        .annotate(**counts)
        .order_by("outlet__station__name", "outlet__name")
    )
    return [
        OutletCount(
            row["outlet"],
            row["outlet__name"],
            row["outlet__station__name"],
            **{outcome: row[outcome] for outcome in Outcome.values},
        )
        for row in rows
    ]


def occurrences_of(
    viewer: Viewer, broadcast: Broadcast, *, outcome: str = "", outlet: str = ""
) -> QuerySet[Occurrence]:
    """The rows behind a number, in time order."""
    rows = viewer.narrow(broadcast.occurrences.select_related("outlet__station", "unit"), "unit")
    if outcome in Outcome.values:
        rows = rows.filter(outcome=outcome)
    if outlet:
        try:
            rows = rows.filter(outlet=UUID(outlet))
        except ValueError:
            rows = rows.none()
    return rows.order_by("starts_at", "outlet__name")


def may_hear(viewer: Viewer, sha256: str) -> bool:
    """Whether this sound belongs to a broadcast the viewer sees."""
    return BroadcastAudio.objects.filter(sha256=sha256, broadcast__in=visible(viewer).values("pk")).exists()
