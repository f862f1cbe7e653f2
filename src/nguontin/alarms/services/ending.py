"""The end of an alarm: cancelled before it aired, or silenced."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nguontin.alarms.models import Alarm
from nguontin.alarms.states import ALARM, AlarmState
from nguontin.broadcast.services import withdraw_broadcast
from nguontin.bulletins.services import withdraw_bulletin
from nguontin.devices.services import order_stop
from nguontin.kernel.machine import advance
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer, demand


@transaction.atomic
def cancel_alarm(alarm: Alarm, *, reason: str, by: Viewer, at: datetime) -> Alarm:
    """Give up an alarm that has not aired; anybody who may raise alarms there can."""
    demand(by, Ability.ALARM, alarm.unit)
    advance(alarm, ALARM, AlarmState.CANCELLED, by=by.person, at=at, reason=reason)
    withdraw_bulletin(alarm.bulletin, reason=reason, by=by, at=at)
    return alarm


@transaction.atomic
def end_alarm(alarm: Alarm, *, reason: str, by: Viewer, at: datetime) -> Alarm:
    """Silence an alarm everywhere: what sounds is stopped, what is to come is skipped. For silence one is enough."""
    demand(by, Ability.ALARM, alarm.unit)
    advance(alarm, ALARM, AlarmState.ENDED, by=by.person, at=at, reason=reason)
    assert alarm.broadcast is not None  # on air is reached with a broadcast alone (put_on_air)
    withdraw_broadcast(alarm.broadcast, reason=reason, by=by, at=at)
    order_stop(alarm.broadcast, by=by, at=at)
    return alarm
