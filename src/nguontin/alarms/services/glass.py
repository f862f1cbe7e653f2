"""Breaking glass: one person airs alone; leaders are told at once, and what nobody reviewed within a day goes up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from math import ceil

from django.db import transaction
from django.db.models import Q, Sum

from nguontin.alarms.models import Alarm, Notice
from nguontin.audit.services import record
from nguontin.broadcast.models import BreakGlass
from nguontin.broadcast.services import air_by_break_glass, review_break_glass
from nguontin.bulletins.models import Audio
from nguontin.kernel.clock import LOCAL
from nguontin.units.models import Person, Role, Unit
from nguontin.units.scope import Viewer

from .mailing import mail_notices
from .raising import check_waiting, put_on_air

UNREVIEWED = timedelta(hours=24)
TOLD_AT_ONCE = (Role.COMMUNE_LEADER, Role.PROVINCIAL_LEADER)
TOLD_LATER = (Role.PROVINCIAL_LEADER, Role.ADMINISTRATOR, Role.AUDITOR)
PAUSE_MS = 800  # between languages


def break_glass(alarm: Alarm, *, reason: str, code: str, by: Viewer, at: datetime) -> Alarm:
    """Air a prepared alarm alone. Leaders of the unit and of the province are told in the same transaction.

    Raises as broadcast.services.air_by_break_glass: "reason", "bounds", "break_glass_open", "second_factor".
    """
    check_waiting(alarm)
    broadcast = air_by_break_glass(
        alarm.bulletin,
        reason=reason,
        code=code,
        repeats=alarm.repeats,
        minutes=minutes_of(alarm),
        every_s=alarm.every_s,
        cause=alarm.cause,
        by=by,
        at=at,
    )
    assert broadcast.break_glass is not None  # that service makes one
    with transaction.atomic():
        put_on_air(alarm, broadcast, by=by, at=at, reason=reason)
        tell_leaders(broadcast.break_glass, at=at)
    return alarm


def tell_leaders(glass: BreakGlass, *, at: datetime) -> list[Notice]:
    """Leaders of the unit and of the province learn of it at once."""
    return tell(glass, leaders(glass.unit, TOLD_AT_ONCE, at=at), at=at)


def minutes_of(alarm: Alarm) -> int:
    """Whole minutes of sound of all repeats, rounded up."""
    sounds = Audio.objects.filter(text__revision__bulletin=alarm.bulletin_id, state=Audio.State.READY)
    once = (sounds.aggregate(total=Sum("duration_ms"))["total"] or 0) + PAUSE_MS * max(0, sounds.count() - 1)
    return max(1, ceil(once * alarm.repeats / 60_000))


def leaders(unit: Unit, roles: Iterable[Role], *, at: datetime) -> list[Person]:
    """People with one of the roles today in the unit or above it."""
    day = at.astimezone(LOCAL).date()
    above = [int(part) for part in unit.path.split("/") if part]
    return list(
        Person.objects.filter(
            Q(memberships__valid_from=None) | Q(memberships__valid_from__lte=day),
            Q(memberships__valid_to=None) | Q(memberships__valid_to__gte=day),
            memberships__unit__in=above,
            memberships__role__in=[str(role) for role in roles],
            is_active=True,
        )
        .distinct()
        .order_by("pk")
    )


def tell(glass: BreakGlass, people: Iterable[Person], *, at: datetime, escalation: bool = False) -> list[Notice]:
    """A notice for each person but the one who did it; mail follows for those who have an address."""
    Notice.objects.bulk_create(
        (
            Notice(break_glass=glass, person=person, at=at, escalation=escalation)
            for person in people
            if person.pk != glass.person_id
        ),
        ignore_conflicts=True,
    )
    transaction.on_commit(partial(mail_notices.enqueue, glass.pk, escalation))
    return list(Notice.objects.filter(break_glass=glass, escalation=escalation))


def review(glass: BreakGlass, *, note: str, by: Viewer, at: datetime) -> BreakGlass:
    """Another leader looks at it afterwards; the notices are done with."""
    row = review_break_glass(glass, note=note, by=by, at=at)
    Notice.objects.filter(break_glass=row, seen_at=None).update(seen_at=at)
    return row


def see_notice(glass: BreakGlass, *, by: Viewer, at: datetime) -> int:
    """The person has opened the page about it."""
    return Notice.objects.filter(break_glass=glass, person=by.person, seen_at=None).update(seen_at=at)


def escalate(*, at: datetime) -> int:
    """What nobody reviewed within 24 h goes up to the province: leaders, administrators, auditors; returns how many."""
    late = BreakGlass.objects.filter(reviewed_at=None, escalated_at=None, at__lte=at - UNREVIEWED)
    number = 0
    for glass in late.select_related("unit"):
        with transaction.atomic():
            if not BreakGlass.objects.filter(pk=glass.pk, escalated_at=None).update(escalated_at=at):
                continue
            tell(glass, leaders(glass.unit, TOLD_LATER, at=at), at=at, escalation=True)
            record(
                "break_glass.escalated",
                by=None,
                at=at,
                object_type="broadcast.breakglass",
                object_id=str(glass.pk),
                unit_id=glass.unit_id,
            )
            number += 1
    return number
