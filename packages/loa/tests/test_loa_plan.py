"""The plan alone: whatever the programme and whenever alarms come, quiet hours, limits and one outcome each hold."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from uuid import UUID

import loa_protocol as lp
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from loa_bench import CLUSTER, HOUR, MINUTE, NOON, SECOND, audio, item, programme, urgent
from loa_protocol import Outcome, Reason

from loa.alarms import Alarm, length_ms
from loa.hours import quiet_from
from loa.plan import Begun, Decision, Piece, Situation, StopOrder, Verdict, decide, interruption, unfinished

VN = timezone(timedelta(hours=7))


def situation(now: int, of: lp.Programme | None, **changes: object) -> Situation:
    given = Situation(
        now_ms=now,
        awake_ms=NOON - 24 * HOUR,
        known_ms=NOON - 24 * HOUR,
        cluster=CLUSTER,
        programme=of,
        expires_ms=NOON + 8 * 24 * HOUR,
    )
    return replace(given, **changes)


def only(decision: Decision) -> Verdict:
    assert decision.piece is None
    (verdict,) = decision.verdicts
    return verdict


def torn(each: lp.Item, *, at: int, position: int) -> Begun:
    return Begun(each.occurrence, each.broadcast, (), each.start, at, position, position, 80, True)


def test_an_item_is_armed_before_its_start_and_not_earlier() -> None:
    each = item(NOON)
    assert decide(situation(NOON - SECOND, programme(each))).piece is None
    armed = decide(situation(NOON - 500, programme(each))).piece
    assert armed is not None
    assert (armed.at_ms, armed.position_ms) == (NOON, 0)


def test_the_ladder_is_alarm_priority_ordinary_silence() -> None:
    ordinary = item(NOON, order=1)
    priority = item(NOON, order=9, item_class=lp.ItemClass.PRIORITY)
    alarm = Alarm(urgent(starts_at=NOON), NOON, NOON + HOUR)
    both = programme(ordinary, priority)
    rung = decide(situation(NOON, both, alarms=(alarm,))).piece
    assert rung is not None
    assert rung.alarm == alarm.urgent.command
    rung = decide(situation(NOON, both)).piece
    assert rung is not None
    assert rung.occurrence == priority.occurrence
    rung = decide(situation(NOON, both, settled={priority.occurrence})).piece
    assert rung is not None
    assert rung.occurrence == ordinary.occurrence
    assert decide(situation(NOON, both, settled={priority.occurrence, ordinary.occurrence})).piece is None


@pytest.mark.parametrize(
    ("begin", "seconds", "sounds"),
    [("21:58", 60, True), ("21:59", 61, False), ("22:00", 10, False), ("04:59", 10, False), ("05:00", 10, True)],
)
def test_quiet_hours_pass_midnight(begin: str, seconds: int, sounds: bool) -> None:
    hour, minute = map(int, begin.split(":"))
    start = NOON - 12 * HOUR + hour * HOUR + minute * MINUTE
    each = item(start, seconds)
    decision = decide(situation(start, programme(each)))
    assert (decision.piece is not None) == sounds
    if not sounds:
        verdict = only(decision)
        assert (verdict.outcome, verdict.reason) == (Outcome.SKIPPED, Reason.QUIET_HOURS)


def test_a_quiet_window_that_ends_where_it_begins_is_the_whole_day() -> None:
    each = item(NOON)
    assert only(decide(situation(NOON, programme(each, quiet=(("12:00", "12:00"),))))).reason is Reason.QUIET_HOURS


def test_session_and_day_seconds() -> None:
    each = item(NOON, 60)
    for kind, reason in (("session_ms", Reason.SESSION_MINUTES), ("day_ms", Reason.DAY_MINUTES)):
        span = "s" if kind == "session_ms" else datetime.fromtimestamp(NOON / 1000, VN).date().isoformat()
        limits = programme(each, max_session_s=100, max_day_s=100)
        assert decide(situation(NOON, limits, **{kind: {span: 40_000}})).piece is not None
        verdict = only(decide(situation(NOON, limits, **{kind: {span: 40_001}})))
        assert (verdict.outcome, verdict.reason) == (Outcome.SKIPPED, reason)


def test_late_is_missed_and_the_reason_is_the_true_one() -> None:
    each = item(NOON)
    late = situation(NOON + 10 * MINUTE + 1, programme(each))
    assert only(decide(late)).reason is Reason.LATE
    sha256 = each.audio[0].sha256
    assert only(decide(replace(late, missing={sha256: Reason.AUDIO_CORRUPT}))).reason is Reason.AUDIO_CORRUPT
    assert only(decide(replace(late, known_ms=NOON + 11 * MINUTE))).reason is Reason.CLOCK_UNKNOWN
    assert only(decide(replace(late, awake_ms=NOON + 5 * MINUTE))).reason is Reason.LATE
    assert only(decide(replace(late, expires_ms=NOON))).reason is Reason.EXPIRED


def test_audio_on_its_way_is_waited_for_within_the_cutoff() -> None:
    each = item(NOON)
    here = situation(NOON + 5 * MINUTE, programme(each), missing={each.audio[0].sha256: Reason.AUDIO_MISSING})
    assert decide(here).verdicts == ()
    assert decide(here).piece is None
    piece = decide(replace(here, missing={})).piece
    assert piece is not None
    assert piece.position_ms == 0


def test_a_box_that_wakes_up_within_an_item_begins_in_its_middle() -> None:
    each = item(NOON, 300)
    woken = situation(NOON + 2 * MINUTE, programme(each), awake_ms=NOON + 2 * MINUTE - 1)
    piece = decide(woken).piece
    assert piece is not None
    assert (piece.position_ms, piece.torn) == (2 * MINUTE, True)
    over = replace(woken, now_ms=NOON + 5 * MINUTE, awake_ms=NOON + 5 * MINUTE)
    assert only(decide(over)).outcome is Outcome.MISSED


def test_an_item_torn_by_a_power_cut_goes_on_where_it_would_be() -> None:
    each = item(NOON, 1800)
    begun = {each.occurrence: torn(each, at=NOON + 5 * MINUTE, position=5 * MINUTE)}
    woken = situation(NOON + 16 * MINUTE, programme(each), awake_ms=NOON + 16 * MINUTE, begun=begun)
    piece = decide(woken).piece
    assert piece is not None, "begun long ago is not late"
    assert (piece.position_ms, piece.torn) == (16 * MINUTE, True)
    over = only(decide(replace(woken, now_ms=NOON + 31 * MINUTE)))
    assert (over.outcome, over.reason) == (Outcome.PARTLY, Reason.POWER_CUT)


def test_an_interrupted_item_resumes_restarts_or_is_given_up() -> None:
    each = item(NOON, 300)
    begun = {each.occurrence: replace(torn(each, at=NOON + MINUTE, position=MINUTE), torn=False)}
    back = situation(NOON + 2 * MINUTE, programme(each), begun=begun)
    resumed = decide(back).piece
    assert resumed is not None
    assert resumed.position_ms == MINUTE
    again = decide(replace(back, programme=programme(each, interrupted=lp.Interrupted.RESTART))).piece
    assert again is not None
    assert again.position_ms == 0
    assert only(decide(replace(back, now_ms=NOON + 12 * MINUTE))).reason is Reason.INTERRUPTED


def test_a_begun_item_that_left_the_programme_is_withdrawn() -> None:
    each = item(NOON, 300)
    begun = {each.occurrence: replace(torn(each, at=NOON, position=MINUTE), torn=False)}
    assert only(decide(situation(NOON, programme(), begun=begun))).reason is Reason.WITHDRAWN


def test_what_a_new_programme_leaves_behind() -> None:
    past, due, future, kept = item(NOON - HOUR), item(NOON - MINUTE), item(NOON + HOUR), item(NOON - 2 * MINUTE)
    old = programme(past, due, future, kept)
    left = {each.occurrence: each.reason for each in unfinished(old, programme(kept), situation(NOON, old))}
    assert left == {past.occurrence: Reason.LATE, due.occurrence: Reason.WITHDRAWN}


def test_a_pause_between_repeats_stays_silent_when_short_and_is_used_when_long() -> None:
    each = item(NOON, 60)
    for every, plays in ((60, False), (600, True)):
        alarm = Alarm(
            urgent(starts_at=NOON - 10 * SECOND, repeats=3, every_s=every), NOON - 10 * SECOND, NOON + HOUR, 1
        )
        decision = decide(situation(NOON, programme(each), alarms=(alarm,)))
        assert (decision.piece is not None, decision.held) == (plays, not plays)


def test_an_alarm_without_its_audio_holds_silence_only_for_a_while() -> None:
    alarm = Alarm(urgent(starts_at=NOON), NOON, NOON + HOUR)
    each = item(NOON, 300)
    waiting = situation(
        NOON, programme(each), alarms=(alarm,), missing={alarm.urgent.audio[0].sha256: Reason.AUDIO_MISSING}
    )
    assert decide(waiting).held
    assert decide(replace(waiting, now_ms=NOON + 31 * SECOND)).piece is not None
    given_up = decide(replace(waiting, now_ms=NOON + HOUR)).verdicts
    assert Reason.AUDIO_MISSING in {verdict.reason for verdict in given_up}


def test_an_alarm_ends_at_its_limit_its_expiry_and_its_stop() -> None:
    alarm = Alarm(urgent(40, starts_at=NOON, repeats=3, max_s=60), NOON, NOON + HOUR)
    first = decide(situation(NOON, None, alarms=(alarm,))).piece
    assert first is not None
    assert (first.cut_ms, first.volume) == (60_000, 100)
    second = alarm.after_repeat(now_ms=NOON + 40 * SECOND, sounded_ms=40 * SECOND)
    for changes, reason in (
        ({"alarms": (second,)}, Reason.SESSION_MINUTES),
        ({"alarms": (replace(second, expires_ms=NOON),)}, Reason.EXPIRED),
        ({"alarms": (second,), "stops": (StopOrder(None, NOON + HOUR),)}, Reason.STOPPED),
        ({"alarms": (second,), "stops": (StopOrder(alarm.urgent.broadcast, NOON + HOUR),)}, Reason.STOPPED),
    ):
        verdicts = decide(situation(NOON + 41 * SECOND, None, **changes)).verdicts
        assert [verdict.reason for verdict in verdicts] == [reason, reason], "every repeat to come has its evidence"


def test_what_interrupts() -> None:
    each = item(NOON, 300)
    playing = decide(situation(NOON, programme(each))).piece
    assert playing is not None
    here = situation(NOON + MINUTE, programme(each))
    assert interruption(here, playing) is None
    alarm = Alarm(urgent(starts_at=NOON), NOON + MINUTE, NOON + HOUR)
    assert interruption(replace(here, alarms=(alarm,)), playing) is Reason.INTERRUPTED
    assert interruption(replace(here, stops=(StopOrder(each.broadcast, NOON + HOUR),)), playing) is Reason.STOPPED
    assert interruption(replace(here, stops=(StopOrder(CLUSTER, NOON + HOUR),)), playing) is None
    assert interruption(replace(here, programme=programme()), playing) is Reason.WITHDRAWN


# A whole day in a moment: the plan drives a loudspeaker that only counts. Without shrinking, which would take minutes.


@dataclass
class Day:
    """Plays what the plan says, without sound; ``sounded`` are (piece, begin, end)."""

    programme: lp.Programme
    arrivals: list[Alarm]
    now: int
    until: int
    sounded: list[tuple[Piece, int, int]] = field(default_factory=list)
    outcomes: list[tuple[UUID, Outcome]] = field(default_factory=list)
    settled: set[UUID] = field(default_factory=set)
    begun: dict[UUID, Begun] = field(default_factory=dict)
    session: dict[str, int] = field(default_factory=dict)
    day: dict[str, int] = field(default_factory=dict)
    alarms: tuple[Alarm, ...] = ()

    def run(self) -> None:
        begin = self.now
        while self.now < self.until:
            self.alarms += tuple(alarm for alarm in self.arrivals if alarm.received_ms <= self.now)
            self.arrivals = [alarm for alarm in self.arrivals if alarm.received_ms > self.now]
            here = situation(
                self.now,
                self.programme,
                awake_ms=begin,
                known_ms=begin,
                settled=self.settled,
                begun=self.begun,
                session_ms=self.session,
                day_ms=self.day,
                alarms=self.alarms,
            )
            decision = decide(here)
            for verdict in decision.verdicts:
                self.settle(verdict.occurrence, verdict.outcome, verdict.alarm, 0)
            next_arrival = min((alarm.received_ms for alarm in self.arrivals), default=self.until)
            if decision.piece is not None:
                self.sound(decision.piece, next_arrival)
            elif not decision.verdicts:
                assert decision.wake_ms > self.now, "the plan must not spin"
                self.now = min(decision.wake_ms, next_arrival)

    def sound(self, piece: Piece, next_arrival: int) -> None:
        end = piece.at_ms + min(length_ms(piece.audio) - piece.position_ms, piece.cut_ms)
        cut = piece.alarm is None and next_arrival < end
        end = max(piece.at_ms, next_arrival) if cut else end
        self.sounded.append((piece, piece.at_ms, end))
        if piece.session is not None:
            local = datetime.fromtimestamp(piece.at_ms / 1000, VN).date().isoformat()
            for spans, name in ((self.session, piece.session), (self.day, local)):
                spans[name] = spans.get(name, 0) + end - piece.at_ms
        self.now = max(self.now, end)
        if cut:
            self.begun[piece.occurrence] = Begun(
                piece.occurrence, piece.broadcast, (), piece.at_ms, end, piece.position_ms + end - piece.at_ms, 1, 80
            )
        else:
            self.settle(piece.occurrence, Outcome.PLAYED, piece.alarm, end - piece.at_ms)

    def settle(self, occurrence: UUID, outcome: Outcome, command: UUID | None, sounded: int) -> None:
        self.outcomes.append((occurrence, outcome))
        self.settled.add(occurrence)
        self.begun.pop(occurrence, None)
        self.alarms = tuple(
            alarm.after_repeat(now_ms=self.now, sounded_ms=sounded) if alarm.urgent.command == command else alarm
            for alarm in self.alarms
        )


minutes = st.integers(0, 30 * 60)
clock_times = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
items = st.lists(
    st.builds(
        lambda at, seconds, session, klass: item(
            NOON + at * MINUTE, seconds, session=session, item_class=klass, audio=(audio(seconds),)
        ),
        minutes,
        st.integers(5, 1500),
        st.sampled_from("abc"),
        st.sampled_from(lp.ItemClass),
    ),
    max_size=12,
)
alarms = st.lists(
    st.builds(
        lambda at, seconds, repeats, every, most: Alarm(
            urgent(seconds, repeats=repeats, every_s=every, max_s=most), NOON + at * MINUTE, NOON + (at + 90) * MINUTE
        ),
        minutes,
        st.integers(5, 120),
        st.integers(1, 4),
        st.integers(0, 900),
        st.integers(10, 600),
    ),
    max_size=3,
)


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    items,
    alarms,
    st.lists(st.tuples(clock_times, clock_times), max_size=2),
    st.integers(0, 3000),
    st.integers(0, 6000),
    st.integers(0, 900),
    st.sampled_from(lp.Interrupted),
)
def test_whatever_comes_the_rules_hold(
    given_items: list[lp.Item],
    given_alarms: list[Alarm],
    quiet: list[tuple[str, str]],
    session_s: int,
    day_s: int,
    cutoff: int,
    policy: lp.Interrupted,
) -> None:
    rules = programme(
        *given_items,
        quiet=tuple(quiet),
        max_session_s=session_s,
        max_day_s=day_s,
        late_cutoff_s=cutoff,
        interrupted=policy,
    )
    day = Day(rules, sorted(given_alarms, key=lambda each: each.received_ms), NOON - MINUTE, NOON + 36 * HOUR)
    day.run()
    for piece, begin, end in day.sounded:
        if piece.alarm is None:
            assert quiet_from(rules, begin) >= end, "quiet hours belong to alarms alone"
    assert all(used <= session_s * SECOND for used in day.session.values())
    assert all(used <= day_s * SECOND for used in day.day.values())
    for alarm in given_alarms:
        total = sum(end - begin for piece, begin, end in day.sounded if piece.alarm == alarm.urgent.command)
        assert total <= alarm.urgent.max_s * SECOND
    ended = [occurrence for occurrence, _ in day.outcomes]
    assert len(ended) == len(set(ended)), "nothing ends twice"
    expected = {each.occurrence for each in given_items}
    assert expected <= set(ended), "nothing stays open"
    assert len(ended) - len(expected) == sum(alarm.urgent.repeats for alarm in given_alarms)
    spans = sorted((begin, end) for _, begin, end in day.sounded)
    assert all(first[1] <= second[0] for first, second in pairwise(spans)), "one at a time"


@given(st.integers(0, 48 * 60), st.lists(st.tuples(clock_times, clock_times), max_size=3))
def test_quiet_from_agrees_with_looking_at_every_minute(offset: int, quiet: list[tuple[str, str]]) -> None:
    rules = programme(quiet=tuple(quiet))

    def within(at: int) -> bool:
        now = datetime.fromtimestamp(at / 1000, UTC).astimezone(VN).strftime("%H:%M")
        return any(
            (begin <= now < end) if begin < end else (now >= begin or now < end or begin == end) for begin, end in quiet
        )

    start = NOON + offset * MINUTE
    expected = next((start + n * MINUTE for n in range(26 * 60) if within(start + n * MINUTE)), None)
    found = quiet_from(rules, start)
    assert found == expected if expected is not None else found > start + 26 * HOUR
