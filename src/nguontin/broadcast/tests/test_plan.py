"""The planner: whatever the slots, bulletins and rules, its promises hold."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from nguontin.broadcast.plan import DAY, GAP, QUIET, SESSION, Candidate, Fixed, Rules, SlotTime, plan, session_name
from nguontin.kernel.clock import LOCAL

SINCE = datetime(2026, 11, 20, 2, 1, tzinfo=UTC)  # Friday 9:01
UNTIL = SINCE + timedelta(days=3)
TODAY = date(2026, 11, 20)
RULES = Rules(time(21), time(5), 30 * 60_000, 90 * 60_000)

moments = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30, 55, 59]))
slot_lists = st.lists(
    st.builds(SlotTime, st.integers(1, 99), moments, st.integers(1, 180), st.integers(1, 127)),
    max_size=5,
    unique_by=lambda slot: slot.id,
)
candidate_lists = st.lists(
    st.builds(
        Candidate,
        broadcast=st.integers(1, 10**6).map(lambda number: UUID(int=number)),
        priority=st.booleans(),
        position=st.integers(0, 3),
        approved_at=st.integers(0, 3).map(lambda hours: SINCE - timedelta(hours=hours)),
        duration_ms=st.integers(1, 40 * 60_000),
        valid_from=st.integers(-2, 2).map(lambda days: TODAY + timedelta(days=days)),
        valid_to=st.integers(0, 4).map(lambda days: TODAY + timedelta(days=days)),
        slots=st.none() | st.frozensets(st.integers(1, 99), max_size=3),
    ),
    max_size=8,
    unique_by=lambda one: one.broadcast,
)
rule_sets = st.builds(
    Rules, moments, moments, st.integers(1, 60).map(lambda m: m * 60_000), st.integers(1, 200).map(lambda m: m * 60_000)
).filter(lambda rules: rules.quiet_from != rules.quiet_to)


def sounding(rules: Rules, moment: datetime) -> bool:
    """Whether the moment lies in quiet hours, told by the clock face alone."""
    face = moment.astimezone(LOCAL).timetz().replace(tzinfo=None)
    if rules.quiet_from < rules.quiet_to:
        return rules.quiet_from <= face < rules.quiet_to
    return face >= rules.quiet_from or face < rules.quiet_to


@settings(max_examples=150, deadline=None)
@given(slot_lists, candidate_lists, rule_sets)
def test_promises_hold_for_any_station(slots: list[SlotTime], candidates: list[Candidate], rules: Rules) -> None:
    made = plan(slots, candidates, rules, since=SINCE, until=UNTIL)
    known = {one.broadcast: one for one in candidates}
    limits = {slot.id: min(slot.minutes * 60_000, rules.max_session_ms) for slot in slots}
    sessions: dict[str, int] = defaultdict(int)
    days: dict[date, int] = defaultdict(int)
    for item in made.items:
        one = known[item.broadcast]
        assert item.starts_at >= SINCE
        assert one.valid_from <= item.day <= one.valid_to
        assert one.slots is None or item.slot in one.slots
        assert item.starts_at.astimezone(LOCAL).date() == item.day
        for step in range(0, item.duration_ms, 30_000):
            assert not sounding(rules, item.starts_at + timedelta(milliseconds=step))
        assert not sounding(rules, item.ends_at - timedelta(milliseconds=1))
        sessions[item.session] += item.duration_ms
        days[item.day] += item.duration_ms
        assert sessions[item.session] <= limits[item.slot]
        assert days[item.day] <= rules.max_day_ms
    for before, after in zip(made.items, made.items[1:], strict=False):
        assert after.starts_at >= before.ends_at + GAP
        if before.session == after.session:
            assert known[before.broadcast].rank < known[after.broadcast].rank
            assert after.starts_at == before.ends_at + GAP
    once = [(item.session, item.broadcast) for item in made.items]
    assert len(once) == len(set(once))
    named = {(one.session, one.broadcast) for one in made.left_out}
    assert named.isdisjoint(once)
    assert {one.reason for one in made.left_out} <= {SESSION, DAY, QUIET}
    assert plan(reversed(slots), reversed(candidates), rules, since=SINCE, until=UNTIL) == made


@settings(max_examples=60, deadline=None)
@given(slot_lists, candidate_lists, rule_sets, st.integers(0, 72 * 60))
def test_planning_again_later_changes_nothing_that_was_planned(
    slots: list[SlotTime], candidates: list[Candidate], rules: Rules, minutes: int
) -> None:
    made = plan(slots, candidates, rules, since=SINCE, until=UNTIL)
    later = SINCE + timedelta(minutes=minutes)
    fixed = [
        Fixed(item.broadcast, item.session, item.day, item.starts_at, item.duration_ms)
        for item in made.items
        if item.starts_at < later
    ]
    fitted = {(item.session, item.broadcast): item.starts_at for item in made.items if item.starts_at >= later}
    again = plan(slots, candidates, rules, since=later, until=UNTIL, fixed=fixed)
    kept = {(item.session, item.broadcast): item.starts_at for item in again.items}
    assert fitted == kept


def candidate(number: int, *, minutes: int = 1, priority: bool = False, position: int = 100) -> Candidate:
    return Candidate(
        UUID(int=number), priority, position, SINCE, minutes * 60_000, TODAY, TODAY + timedelta(days=6), None
    )


def test_a_session_is_filled_in_order_and_says_what_does_not_fit() -> None:
    made = plan(
        [SlotTime(1, time(17), 10)],
        [candidate(1, minutes=5), candidate(2, minutes=6), candidate(3, minutes=2), candidate(4, priority=True)],
        RULES,
        since=SINCE,
        until=SINCE + timedelta(hours=24),
    )
    assert [item.broadcast.int for item in made.items] == [4, 1, 3]
    assert [str(item.starts_at.astimezone(LOCAL).time()) for item in made.items] == ["17:00:00", "17:01:02", "17:06:04"]
    assert [(one.broadcast.int, one.reason) for one in made.left_out] == [(2, SESSION)]


def test_nothing_runs_into_the_evening_quiet() -> None:
    made = plan(
        [SlotTime(1, time(20, 55), 30)],
        [candidate(1, minutes=5), candidate(2)],
        RULES,
        since=SINCE,
        until=SINCE + timedelta(hours=24),
    )
    assert [item.broadcast.int for item in made.items] == [1]
    assert [one.reason for one in made.left_out] == [QUIET]


def test_a_running_session_takes_a_new_bulletin_after_what_plays() -> None:
    playing = Fixed(UUID(int=9), session_name(1, TODAY), TODAY, SINCE - timedelta(minutes=1), 3 * 60_000)
    made = plan(
        [SlotTime(1, time(9), 15)],
        [candidate(1)],
        RULES,
        since=SINCE,
        until=SINCE + timedelta(hours=1),
        fixed=[playing],
    )
    assert [item.starts_at for item in made.items] == [SINCE + timedelta(minutes=2, seconds=2)]
    assert made.items[0].order == 1
