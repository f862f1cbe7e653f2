"""What the database must show before an outbox row is signed: a message to sign, or a reason to refuse it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import loa_protocol as lp
from loa_protocol.checks import read_record
from loa_protocol.payload import load_object

from nguontin.broadcast.models import Acceptance, Broadcast, BroadcastTarget, Outlet
from nguontin.broadcast.states import AcceptanceState
from nguontin.bulletins.states import BulletinClass
from nguontin.devices import commands
from nguontin.devices.models import Device, Outgoing, ProgrammeMark
from nguontin.devices.programme import Draft, area_code, body_of, derive, local_day
from nguontin.kernel.clock import from_ms
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import viewer_of

from .approval import objections


@dataclass(frozen=True, slots=True)
class Verdict:
    """Either the message to sign, or why it is refused."""

    message: lp.Message | None
    refused: str = ""


def judge(rows: Sequence[Outgoing], *, at: datetime) -> dict[int, Verdict]:
    """A verdict for each row; programmes are judged together, in the same few queries however many there are."""
    verdicts = {row.pk: Verdict(None, "expired") for row in rows if row.expires_at <= at}
    left = [row for row in rows if row.pk not in verdicts]
    verdicts |= _programmes([row for row in left if row.kind == Outgoing.Kind.PROGRAMME])
    for row in left:
        if row.pk not in verdicts:
            verdicts[row.pk] = _command(row, at)
    return verdicts


def _programmes(rows: Sequence[Outgoing]) -> dict[int, Verdict]:
    if not rows:
        return {}
    outlets = {row.desired.outlet_id for row in rows if row.desired}
    drafts = _drafts(rows)
    named = {item.broadcast for draft in drafts.values() for item in draft.programme.items}
    wrong, places = objections(named), _Places(outlets, named)
    newest = dict(ProgrammeMark.objects.filter(outlet__in=outlets).values_list("outlet_id", "version"))
    enrolled = set(Device.objects.filter(outlet__in=outlets, revoked_at=None).values_list("outlet_id", flat=True))
    verdicts: dict[int, Verdict] = {}
    for row in rows:
        desired, draft = row.desired, drafts.get(row.pk)
        if desired is None or draft is None or row.target != lp.cluster_target(desired.outlet_id):
            verdicts[row.pk] = Verdict(None, "no_desired_state")
        elif desired.outlet_id not in enrolled:
            verdicts[row.pk] = Verdict(None, "not_enrolled")
        elif newest.get(desired.outlet_id) != desired.version:
            verdicts[row.pk] = Verdict(None, "superseded")
        elif draft.body(desired.version) != desired.body:
            verdicts[row.pk] = Verdict(None, "differs_from_rows")
        else:
            reason = next(
                filter(None, (_item(item, wrong, places, desired.outlet_id) for item in draft.programme.items)), ""
            )
            verdicts[row.pk] = Verdict(None if reason else replace(draft.programme, version=desired.version), reason)
    return verdicts


def _drafts(rows: Sequence[Outgoing]) -> dict[int, Draft]:
    days: dict[date, list[Outgoing]] = defaultdict(list)
    for row in rows:
        if row.desired:
            days[local_day(row.desired.at)].append(row)
    drafts: dict[int, Draft] = {}
    for day, group in days.items():
        made = derive({row.desired.outlet_id for row in group if row.desired}, day=day)
        drafts |= {
            row.pk: made[row.desired.outlet_id] for row in group if row.desired and row.desired.outlet_id in made
        }
    return drafts


class _Places:
    """Where broadcasts may sound: their targets, and the stations that accepted them."""

    def __init__(self, outlets: set[UUID], broadcasts: set[UUID]) -> None:
        self._outlets = {row.pk: row for row in Outlet.objects.filter(pk__in=outlets).select_related("area")}
        self._classes = dict(Broadcast.objects.filter(pk__in=broadcasts).values_list("pk", "klass"))
        self._days = {
            pk: (first, last)
            for pk, first, last in Broadcast.objects.filter(pk__in=broadcasts).values_list(
                "pk", "valid_from", "valid_to"
            )
        }
        self._paths: dict[UUID, list[str]] = defaultdict(list)
        for pk, path in BroadcastTarget.objects.filter(broadcast__in=broadcasts).values_list(
            "broadcast_id", "unit__path"
        ):
            self._paths[pk].append(path)
        self._accepted = set(
            Acceptance.objects.filter(broadcast__in=broadcasts, state=AcceptanceState.ACCEPTED).values_list(
                "broadcast_id", "station_id"
            )
        )

    def objection(self, item: lp.Item, outlet_id: UUID) -> str:
        """Why the item may not sound at the outlet."""
        outlet, day = self._outlets[outlet_id], local_day(from_ms(item.start))
        if not any(outlet.area.path.startswith(path) for path in self._paths[item.broadcast]):
            return "not_addressed"
        if self._classes[item.broadcast] == BulletinClass.ORDINARY and (
            (item.broadcast, outlet.station_id) not in self._accepted
        ):
            return "not_accepted"
        first, last = self._days[item.broadcast]
        return "" if first <= day <= last else "not_valid_that_day"


def _item(item: lp.Item, wrong: dict[UUID, str], places: _Places, outlet_id: UUID) -> str:
    reason = wrong[item.broadcast] or places.objection(item, outlet_id)
    return f"{reason} {item.broadcast}" if reason else ""


def _command(row: Outgoing, at: datetime) -> Verdict:
    try:
        if row.kind == Outgoing.Kind.URGENT:
            return _urgent(row, at)
        if row.kind == Outgoing.Kind.STOP:
            return _stop(row, at)
    except lp.Refused as refused:
        return Verdict(None, str(refused)[:200])
    return Verdict(None, "not_for_the_working_key")


def _urgent(row: Outgoing, at: datetime) -> Verdict:
    broadcast = row.broadcast
    if broadcast is None or broadcast.klass != BulletinClass.URGENT:
        return Verdict(None, "not_urgent")
    reason = objections([broadcast.pk])[broadcast.pk]
    if reason:
        return Verdict(None, f"{reason} {broadcast.pk}")
    unit = commands.targets_of(broadcast).get(row.target)
    if unit is None:
        return Verdict(None, "not_addressed")
    if not _may(row, broadcast.unit, at):
        return Verdict(None, "ordered_without_right")
    if row.expires_at > broadcast.approved_at + commands.lifetime(broadcast) + commands.GRACE:
        return Verdict(None, "lives_too_long")
    message = commands.urgent_of(broadcast, unit)
    return Verdict(message) if body_of(message) == row.body else Verdict(None, "differs_from_rows")


def _stop(row: Outgoing, at: datetime) -> Verdict:
    message = read_record(lp.Stop, load_object(row.body.encode(), "body"), "body")
    if message.broadcast != row.broadcast_id:
        return Verdict(None, "differs_from_rows")
    if row.broadcast is not None:
        if row.target not in commands.targets_of(row.broadcast):
            return Verdict(None, "not_addressed")
        silenced: Unit | None = row.broadcast.unit
    else:
        silenced = _unit_of(row.target)
    return Verdict(message) if silenced and _may(row, silenced, at) else Verdict(None, "ordered_without_right")


def _unit_of(target: str) -> Unit | None:
    code = target.removeprefix("area:")
    if code.startswith("u") and code[1:].isdecimal():
        unit = Unit.objects.filter(pk=int(code[1:])).first()
        return unit if unit and area_code(unit) == code else None
    return Unit.objects.filter(code=code).exclude(code="").first()


def _may(row: Outgoing, unit: Unit, at: datetime) -> bool:
    return row.ordered_by is not None and viewer_of(row.ordered_by, on=local_day(at)).may(Ability.ALARM, unit)
