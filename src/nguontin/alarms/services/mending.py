"""What a crash or the end of the last repeat leaves to be finished; called every few seconds."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.alarms.models import Alarm
from nguontin.alarms.states import ALARM, AlarmState
from nguontin.broadcast.models import Broadcast
from nguontin.broadcast.states import BroadcastState, Outcome
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.machine import advance
from nguontin.units.models import Person
from nguontin.units.scope import viewer_of

from .glass import tell_leaders
from .raising import put_on_air

INTERRUPTED = timedelta(minutes=10)
"""An alarm aired no longer ago than this whose order was lost in a crash is ordered after all."""


def finish_interrupted(*, at: datetime) -> int:
    """Order alarms that were aired by breaking glass and whose order was lost in a crash; returns how many."""
    lost = Alarm.objects.filter(
        state=AlarmState.PREPARED,
        bulletin__broadcasts__state=BroadcastState.LIVE,
        bulletin__broadcasts__approved_at__gt=at - INTERRUPTED,
    ).select_related("unit")
    number = 0
    for alarm in lost:
        broadcast = Broadcast.objects.select_related("review__decided_by", "break_glass__person", "unit").get(
            bulletin=alarm.bulletin_id, state=BroadcastState.LIVE
        )
        with transaction.atomic():
            by = viewer_of(_approver(broadcast), on=at.astimezone(LOCAL).date())
            put_on_air(alarm, broadcast, by=by, at=at)
            if broadcast.break_glass is not None:
                tell_leaders(broadcast.break_glass, at=at)
        number += 1
    return number


def finish_played(*, at: datetime) -> int:
    """End alarms of which no repeat is open any more; returns how many."""
    over = Alarm.objects.filter(state=AlarmState.ON_AIR).exclude(broadcast__occurrences__outcome=Outcome.OPEN)
    rows = list(over.filter(state_at__lt=at - timedelta(minutes=1)))
    for alarm in rows:
        advance(alarm, ALARM, AlarmState.ENDED, by=None, at=at, reason=_("Đã phát đủ số lần."))
    return len(rows)


def _approver(broadcast: Broadcast) -> Person:
    person = broadcast.review.decided_by if broadcast.review else None
    if broadcast.break_glass:
        person = broadcast.break_glass.person
    assert person is not None  # broadcasts are approved by a review or by breaking glass (check constraint)
    return person
