"""The programme of a station, worked out from rules alone: a pure function, the same answer for the same question.

One timeline serves all outlets of a station, so that neighbouring loudspeakers say the same thing at the same
moment; an outlet that is not meant stays silent. Times are aware instants; slots, days and quiet hours are local.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from nguontin.kernel.clock import LOCAL

GAP = timedelta(seconds=2)  # of silence between two bulletins
LEAD = timedelta(
    seconds=20
)  # to sign, send and fetch; a loudspeaker on a slow line still starts within the late cut-off

SESSION = "session_minutes"
DAY = "day_minutes"
QUIET = "quiet_hours"


@dataclass(frozen=True, slots=True)
class SlotTime:
    """When a programme begins, for how many minutes, on which days (bit 0 = Monday)."""

    id: int
    starts: time
    minutes: int
    weekdays: int = 0b1111111


@dataclass(frozen=True, slots=True)
class Rules:
    """A station's quiet hours (``quiet_from`` ≠ ``quiet_to``, may pass midnight) and its limits in milliseconds."""

    quiet_from: time
    quiet_to: time
    max_session_ms: int
    max_day_ms: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """An accepted broadcast: airs once in every session of its slots (None = all) on its days of validity."""

    broadcast: UUID
    priority: bool
    position: int
    approved_at: datetime
    duration_ms: int
    valid_from: date
    valid_to: date
    slots: frozenset[int] | None = None

    @property
    def rank(self) -> tuple[bool, int, datetime, str]:
        """Priority goes first, then the commune's order, then the older approval."""
        return (not self.priority, self.position, self.approved_at, str(self.broadcast))


@dataclass(frozen=True, slots=True)
class Fixed:
    """What stands before ``since``: it used its session's and day's time (if it ``sounds``), is not planned again."""

    broadcast: UUID
    session: str
    day: date
    starts_at: datetime
    duration_ms: int
    sounds: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """One broadcast in one session; ``order`` counts from 0 within the session."""

    broadcast: UUID
    slot: int
    session: str
    day: date
    order: int
    starts_at: datetime
    duration_ms: int

    @property
    def ends_at(self) -> datetime:
        """When its sound ends."""
        return self.starts_at + timedelta(milliseconds=self.duration_ms)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A broadcast that does not fit into a session, with its reason: session_minutes, day_minutes or quiet_hours."""

    broadcast: UUID
    slot: int
    session: str
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What will air, in time order, and what will not."""

    items: tuple[Planned, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(slots=True)
class _Used:
    """Running totals while a plan is made."""

    session_ms: dict[str, int] = field(default_factory=dict)
    day_ms: dict[date, int] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    free_at: datetime | None = None

    def add(self, session: str, day: date, starts_at: datetime, duration_ms: int) -> None:
        self.session_ms[session] = self.session_ms.get(session, 0) + duration_ms
        self.day_ms[day] = self.day_ms.get(day, 0) + duration_ms
        self.order[session] = self.order.get(session, 0) + 1
        free = starts_at + timedelta(milliseconds=duration_ms) + GAP
        self.free_at = free if self.free_at is None else max(self.free_at, free)


@dataclass(frozen=True, slots=True)
class _Session:
    """One slot on one day; it ends at midnight at the latest, so that a day's minutes are that day's."""

    slot: SlotTime
    day: date

    @property
    def name(self) -> str:
        return session_name(self.slot.id, self.day)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.slot.starts, LOCAL)

    @property
    def ends(self) -> datetime:
        midnight = datetime.combine(self.day + timedelta(days=1), time(0), LOCAL)
        return min(self.begins + timedelta(minutes=self.slot.minutes), midnight)


def session_name(slot: int, day: date) -> str:
    """How a session (one slot on one day) is called in rows and on the wire."""
    return f"{slot}:{day.isoformat()}"


def plan(
    slots: Iterable[SlotTime],
    candidates: Iterable[Candidate],
    rules: Rules,
    *,
    since: datetime,
    until: datetime,
    fixed: Sequence[Fixed] = (),
) -> Plan:
    """Fill every session that begins before *until* and has room after *since*; what does not fit is named.

    Nothing starts before *since*, within or into quiet hours, or on the next local day; session and day minutes
    count what is *fixed* too. Shorter bulletins may follow where a longer one did not fit.
    """
    ranked = sorted(candidates, key=lambda candidate: candidate.rank)
    used = _Used()
    for stood in fixed:
        if stood.sounds:
            used.add(stood.session, stood.day, stood.starts_at, stood.duration_ms)
    done = {(stood.session, stood.broadcast) for stood in fixed}
    items: list[Planned] = []
    left_out: list[LeftOut] = []
    for here in _sessions(slots, since, until):
        for one in ranked:
            if not one.valid_from <= here.day <= one.valid_to or (
                one.slots is not None and here.slot.id not in one.slots
            ):
                continue
            if (here.name, one.broadcast) in done:
                continue
            starts_at = max(here.begins, since, used.free_at or here.begins)
            reason = _reason(one, starts_at, here, rules, used)
            if reason:
                left_out.append(LeftOut(one.broadcast, here.slot.id, here.name, here.day, reason))
                continue
            order = used.order.get(here.name, 0)
            items.append(Planned(one.broadcast, here.slot.id, here.name, here.day, order, starts_at, one.duration_ms))
            used.add(here.name, here.day, starts_at, one.duration_ms)
    return Plan(tuple(items), tuple(left_out))


def quiet_hit(starts_at: datetime, ends_at: datetime, rules: Rules) -> bool:
    """Whether any of the sound from *starts_at* to before *ends_at* would fall into quiet hours."""
    first = starts_at.astimezone(LOCAL).date() - timedelta(days=1)
    for step in range((ends_at.astimezone(LOCAL).date() - first).days + 1):
        day = first + timedelta(days=step)
        over_midnight = rules.quiet_to <= rules.quiet_from
        begins = datetime.combine(day, rules.quiet_from, LOCAL)
        ends = datetime.combine(day + timedelta(days=1) if over_midnight else day, rules.quiet_to, LOCAL)
        if starts_at < ends and begins < ends_at:
            return True
    return False


def _reason(one: Candidate, starts_at: datetime, here: _Session, rules: Rules, used: _Used) -> str:
    """Why an item cannot start there; empty when it can. A session is over once quiet hours broke into it."""
    finish = starts_at + timedelta(milliseconds=one.duration_ms)
    if quiet_hit(here.begins, finish, rules):
        return QUIET
    limit = min(here.slot.minutes * 60_000, rules.max_session_ms)
    if finish > here.ends or used.session_ms.get(here.name, 0) + one.duration_ms > limit:
        return SESSION
    if used.day_ms.get(here.day, 0) + one.duration_ms > rules.max_day_ms:
        return DAY
    return ""


def _sessions(slots: Iterable[SlotTime], since: datetime, until: datetime) -> list[_Session]:
    """Sessions that end after *since* and begin before *until*, in time order."""
    ordered = sorted(slots, key=lambda slot: (slot.starts, slot.id))
    day, last = since.astimezone(LOCAL).date(), until.astimezone(LOCAL).date()
    found: list[_Session] = []
    while day <= last:
        here = [_Session(slot, day) for slot in ordered if slot.weekdays >> day.weekday() & 1]
        found += [session for session in here if session.ends > since and session.begins < until]
        day += timedelta(days=1)
    return found
