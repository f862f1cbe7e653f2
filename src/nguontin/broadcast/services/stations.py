"""Stations, their outlets, and the rules of their week: a change is seen for the next 24 hours before it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from loa_protocol import canonical

from nguontin.audit.services import record
from nguontin.broadcast.models import Outlet, Slot, Station
from nguontin.broadcast.plan import Plan, Rules, SlotTime, quiet_hit
from nguontin.broadcast.states import Outcome
from nguontin.kernel.clock import LOCAL, to_ms
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer, demand

from .planning import Standing, load, plan_station, touch

PREVIEW = timedelta(hours=24)
PREVIEW_HOLDS = timedelta(minutes=30)
RULES = (
    "quiet_from",
    "quiet_to",
    "max_session_minutes",
    "max_day_minutes",
    "late_cutoff_minutes",
    "interrupted",
    "volume",
)


@dataclass(frozen=True, slots=True)
class SlotDraft:
    """A slot as it is to be; ``id`` None for a new one."""

    id: int | None
    name: str
    starts: time
    minutes: int = 15
    weekdays: int = 0b1111111


@dataclass(frozen=True, slots=True)
class StationChanges:
    """All rules and slots of a station as they are to be (slots left out are deleted)."""

    quiet_from: time
    quiet_to: time
    max_session_minutes: int
    max_day_minutes: int
    late_cutoff_minutes: int
    interrupted: str
    volume: int
    slots: tuple[SlotDraft, ...]


@dataclass(frozen=True, slots=True)
class PreviewItem:
    """A bulletin in the next 24 hours: ``starts_at`` None when it would no longer air, ``was`` None when it is new."""

    broadcast: UUID
    title: str
    starts_at: datetime | None
    was: datetime | None
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What changes would do from ``at`` on; ``left_out`` are (title, slot, day, reason); ``digest`` names it all."""

    at: datetime
    items: tuple[PreviewItem, ...]
    left_out: tuple[tuple[str, str, str, str], ...]
    digest: str


def add_station(unit: Unit, name: str, *, by: Viewer | None, at: datetime) -> Station:
    """A station of a commune with the usual rules (quiet 21:00 to 5:00, 30 minutes a session, 90 a day)."""
    _demand_any(by, unit, Ability.PEOPLE, Ability.ACCEPT)
    if not name.strip():
        raise DomainError("name", _("Cần tên đài."), _("Nhập tên, ví dụ “Đài truyền thanh xã Trùng Khánh”."))
    station, made = Station.objects.get_or_create(unit=unit, name=name.strip())
    if made:
        _record("station.added", station, by=by, at=at)
    return station


@transaction.atomic
def add_slot(
    station: Station,
    name: str,
    starts: time,
    minutes: int = 15,
    *,
    weekdays: int = 0b1111111,
    by: Viewer | None,
    at: datetime,
) -> Slot:
    """A slot while a station is set up (import, new station); a running week is changed by ``change_slots``."""
    _demand_any(by, station.unit, Ability.PEOPLE, Ability.ACCEPT)
    drafts = (*changes_of(station).slots, SlotDraft(None, name, starts, minutes, weekdays))
    _check(station, replace(changes_of(station), slots=drafts))
    slot = Slot.objects.create(station=station, name=name.strip(), starts=starts, minutes=minutes, weekdays=weekdays)
    _record("station.slot_added", station, by=by, at=at, fields=("slots",))
    plan_station(station, at=at)
    return slot


@transaction.atomic
def add_outlet(
    station: Station,
    name: str,
    *,
    area: Unit | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    by: Viewer | None,
    at: datetime,
) -> Outlet:
    """A cluster of loudspeakers for an area (a commune or hamlet within the station's unit)."""
    _demand_any(by, station.unit, Ability.PEOPLE, Ability.DEVICES)
    area = area or station.unit
    if not area.path.startswith(station.unit.path):
        raise DomainError("area", _("Địa bàn của cụm loa phải thuộc xã của đài."), _("Chọn xóm, tổ thuộc xã này."))
    if not name.strip():
        raise DomainError("name", _("Cần tên cụm loa."), _("Nhập tên nơi đặt loa, ví dụ “Nhà văn hóa xóm Nà Lòa”."))
    outlet, made = Outlet.objects.get_or_create(
        station=station,
        name=name.strip(),
        defaults={"area": area, "latitude": latitude, "longitude": longitude, "programme_changed_at": at},
    )
    if made:
        _record("station.outlet_added", station, by=by, at=at, fields=("outlets",))
        plan_station(station, at=at)
    return outlet


def changes_of(station: Station) -> StationChanges:
    """The station as it is, to be changed."""
    slots = tuple(
        SlotDraft(slot.pk, slot.name, slot.starts, slot.minutes, slot.weekdays) for slot in station.slots.all()
    )
    return StationChanges(**{name: getattr(station, name) for name in RULES}, slots=slots)


def check_slots(station: Station, changes: StationChanges, *, at: datetime) -> Preview:
    """What the next 24 hours would be with the changes. Raises DomainError when they are not possible at all."""
    _check(station, changes)
    (standing,) = load([station], at=at)
    slots = [
        SlotTime(draft.id if draft.id is not None else -index, draft.starts, draft.minutes, draft.weekdays)
        for index, draft in enumerate(changes.slots, start=1)
    ]
    wanted = standing.plan(at=at, slots=slots, rules=_rules(changes))
    names = {slot.id: draft.name for slot, draft in zip(slots, changes.slots, strict=True)}
    return _preview(standing, wanted, changes, names, at=at)


@transaction.atomic
def change_slots(
    station: Station, changes: StationChanges, *, seen: str, seen_at: datetime, by: Viewer, at: datetime
) -> Station:
    """Make the changes whose preview (digest *seen*, made at *seen_at*) a person has looked at.

    Raises DomainError("preview_stale") when the preview is older than 30 minutes or the programme changed meanwhile.
    """
    row = Station.objects.select_for_update(of=("self",)).select_related("unit").get(pk=station.pk)
    demand(by, Ability.ACCEPT, row.unit)
    fresh = timedelta(0) <= at - seen_at <= PREVIEW_HOLDS
    if not fresh or check_slots(row, changes, at=seen_at).digest != seen:
        raise DomainError(
            "preview_stale", _("Chương trình đã thay đổi sau khi bạn xem trước."), _("Xem lại 24 giờ tới rồi xác nhận.")
        )
    for name in RULES:
        setattr(row, name, getattr(changes, name))
    row.save(update_fields=list(RULES))
    _write_slots(row, changes.slots)
    _record("station.changed", row, by=by, at=at, fields=(*RULES, "slots"))
    plan_station(row, at=at)
    touch(row.outlets.all(), at=at)
    return row


def _write_slots(station: Station, drafts: Sequence[SlotDraft]) -> None:
    kept = {draft.id: draft for draft in drafts if draft.id is not None}
    station.slots.exclude(pk__in=kept).delete()
    rows = list(station.slots.filter(pk__in=kept))
    for index, row in enumerate(rows):  # out of each other's way first: two slots may change places
        row.starts = time(23, 59, 59, index)
    Slot.objects.bulk_update(rows, ["starts"])
    for row in rows:
        draft = kept[row.pk]
        row.name, row.starts, row.minutes, row.weekdays = draft.name, draft.starts, draft.minutes, draft.weekdays
    Slot.objects.bulk_update(rows, ["name", "starts", "minutes", "weekdays"])
    Slot.objects.bulk_create(
        Slot(station=station, name=draft.name, starts=draft.starts, minutes=draft.minutes, weekdays=draft.weekdays)
        for draft in drafts
        if draft.id is None
    )


def _preview(
    standing: Standing, wanted: Plan, changes: StationChanges, slot_names: dict[int, str], *, at: datetime
) -> Preview:
    titles = {one.broadcast_id: (one.broadcast.title, one.broadcast.duration_ms) for one in standing.acceptances}
    until = at + PREVIEW
    fixed = {(one.broadcast, one.session) for one in standing.fixed(at)}
    before = {
        (row.broadcast_id, row.session): row.starts_at
        for row in standing.occurrences
        if row.outcome == Outcome.OPEN and (row.broadcast_id, row.session) not in fixed
    }
    after = {(item.broadcast, item.session): item.starts_at for item in wanted.items}
    items = []
    for key in before.keys() | after.keys():
        was, starts_at = before.get(key), after.get(key)
        if key[0] in titles and min(moment for moment in (was, starts_at) if moment) < until:
            items.append(PreviewItem(key[0], titles[key[0]][0], starts_at, was, titles[key[0]][1]))
    items.sort(key=lambda item: (item.starts_at or item.was or at, str(item.broadcast)))
    left_out = tuple(
        (titles[one.broadcast][0], slot_names[one.slot], one.day.isoformat(), one.reason)
        for one in wanted.left_out
        if one.day <= until.astimezone(LOCAL).date()
    )
    said = {
        "changes": [str(getattr(changes, name)) for name in RULES],
        "slots": [{name: str(value) for name, value in asdict(draft).items()} for draft in changes.slots],
        "items": [[str(item.broadcast), to_ms(item.starts_at) if item.starts_at else None] for item in items],
        "left_out": left_out,
    }
    return Preview(at, tuple(items), left_out, hashlib.sha256(canonical(said)).hexdigest())


def _rules(changes: StationChanges) -> Rules:
    return Rules(
        changes.quiet_from, changes.quiet_to, changes.max_session_minutes * 60_000, changes.max_day_minutes * 60_000
    )


def _check(station: Station, changes: StationChanges) -> None:
    """Raises DomainError for rules and slots that cannot be."""
    if changes.quiet_from == changes.quiet_to:
        raise DomainError(
            "quiet_hours", _("Giờ yên lặng phải có bắt đầu và kết thúc khác nhau."), _("Sửa giờ yên lặng.")
        )
    limits = (changes.max_session_minutes, changes.max_day_minutes)
    if not all(1 <= minutes <= 600 for minutes in limits) or not 0 <= changes.volume <= 100:
        raise DomainError(
            "limits", _("Số phút hoặc âm lượng không hợp lệ."), _("Số phút từ 1 đến 600, âm lượng từ 0 đến 100.")
        )
    if not 0 <= changes.late_cutoff_minutes <= 60 or changes.interrupted not in Station.Interrupted.values:
        raise DomainError("limits", _("Quy định phát trễ không hợp lệ."), _("Phát trễ tối đa 60 phút."))
    own = set(station.slots.values_list("pk", flat=True))
    starts = [draft.starts for draft in changes.slots]
    if len(set(starts)) != len(starts):
        raise DomainError("slot_twice", _("Hai khung giờ bắt đầu cùng lúc."), _("Đổi giờ một khung hoặc bỏ bớt."))
    for draft in changes.slots:
        if (draft.id is not None and draft.id not in own) or not draft.name.strip():
            raise DomainError(
                "slot", _("Khung giờ không hợp lệ."), _("Mỗi khung giờ cần tên; tải lại trang rồi sửa lại.")
            )
        if not 1 <= draft.minutes <= 180 or not 1 <= draft.weekdays <= 127:
            raise DomainError(
                "slot",
                _("Khung giờ “%(name)s” không hợp lệ.") % {"name": draft.name},
                _("Từ 1 đến 180 phút, ít nhất một ngày."),
            )
        begins = datetime.combine(datetime(2026, 1, 1, tzinfo=LOCAL).date(), draft.starts, LOCAL)
        if quiet_hit(begins, begins + timedelta(minutes=1), _rules(changes)):
            raise DomainError(
                "quiet_hours",
                _("Khung giờ “%(name)s” bắt đầu trong giờ yên lặng.") % {"name": draft.name},
                _("Chọn giờ khác, hoặc sửa giờ yên lặng."),
            )


def _demand_any(by: Viewer | None, unit: Unit, *abilities: Ability) -> None:
    """The right to set a station up; None is the system itself (import of a province, demo)."""
    if by is not None and not any(by.may(ability, unit) for ability in abilities):
        demand(by, abilities[0], unit)


def _record(verb: str, station: Station, *, by: Viewer | None, at: datetime, fields: Sequence[str] = ()) -> None:
    record(
        verb,
        by=by.person if by else None,
        at=at,
        object_type="broadcast.station",
        object_id=str(station.pk),
        unit_id=station.unit_id,
        fields=fields,
    )
