"""What officers see of residents' questions, and what everybody sees of a commune."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nguontin.broadcast.models import Broadcast, Occurrence
from nguontin.broadcast.states import BroadcastState
from nguontin.bulletins.models import RevisionText
from nguontin.kernel.errors import Missing
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit, UnitKind
from nguontin.units.scope import Viewer

from .models import Answer, Question
from .states import QuestionState

OPEN_STATES = (QuestionState.RECEIVED, QuestionState.WORKING, QuestionState.REOPENED)


def questions(viewer: Viewer, *, query: str = "", state: str = "") -> QuerySet[Question]:
    """Questions to communes of the person's subtree, the most urgent first; ``state`` "open" or a state."""
    rows = viewer.narrow(Question.objects.select_related("unit"), "unit", ability=Ability.RESIDENTS)
    if state == "open":
        rows = rows.filter(state__in=OPEN_STATES)
    elif state:
        rows = rows.filter(state=state)
    if query.strip():
        rows = rows.filter(Q(text__icontains=query.strip()) | Q(unit__name__icontains=query.strip()))
    return rows.order_by("due", "pk")


def question_for(viewer: Viewer, pk: int) -> Question:
    """One question of the person's subtree; raises Missing."""
    found = questions(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing("question", _("Không có câu hỏi này trong phạm vi của bạn."))
    return found


@dataclass(frozen=True, slots=True)
class Airing:
    """One entry of a commune's programme: the same broadcast at the same minute on all its loudspeakers."""

    starts_at: datetime
    broadcast: Broadcast
    played: int
    total: int


def commune_by_code(code: str) -> Unit:
    """The commune or ward of an official code, valid today; raises Missing."""
    found = Unit.objects.filter(code=code, kind__in=[UnitKind.COMMUNE, UnitKind.WARD]).first()
    if found is None:
        raise Missing("commune", _("Không có xã, phường nào với mã này."), _("Chọn lại từ danh sách."))
    return found


def communes_with_station(province_code: str) -> QuerySet[Unit]:
    """Communes and wards of the province served, by name."""
    return Unit.objects.filter(
        parent__code=province_code, kind__in=[UnitKind.COMMUNE, UnitKind.WARD], valid_to=None
    ).order_by("folded")


def programme_of_day(commune: Unit, day: date) -> list[Airing]:
    """What airs or aired in the commune on a day, in the order of time."""
    rows = (
        Occurrence.objects.filter(unit=commune, local_day=day, broadcast__state=BroadcastState.LIVE)
        .select_related("broadcast")
        .order_by("starts_at", "position")
    )
    found: dict[tuple[datetime, str], list[Occurrence]] = {}
    for row in rows:
        found.setdefault((row.starts_at, str(row.broadcast_id)), []).append(row)
    return [
        Airing(group[0].starts_at, group[0].broadcast, sum(row.outcome == "played" for row in group), len(group))
        for group in found.values()
    ]


def heard_lately(commune: Unit, *, limit: int = 30) -> list[Broadcast]:
    """Broadcasts that have sounded in the commune, newest first, with audio ready to hear again."""
    ids = (
        Occurrence.objects.filter(unit=commune, outcome__in=["played", "partly"], broadcast__state=BroadcastState.LIVE)
        .values("broadcast_id")
        .distinct()
    )
    return list(
        Broadcast.objects.filter(pk__in=ids).prefetch_related("audio", "episode").order_by("-approved_at", "pk")[:limit]
    )


def texts_of(broadcast: Broadcast) -> Sequence[RevisionText]:
    """The approved words, by language."""
    return list(broadcast.revision.texts.all())


def published_answers(commune: Unit) -> QuerySet[Answer]:
    """Redacted questions and answers that both sides let be public."""
    return (
        Answer.objects.filter(
            question__unit=commune,
            published_at__isnull=False,
            question__consents__purpose="publish",
            question__consents__withdrawn_at=None,
        )
        .distinct()
        .order_by("-published_at")
    )
