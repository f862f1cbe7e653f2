"""The player on hand-moved time: what sounds when, what the evidence says, what a power cut leaves."""

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import loa_protocol as lp
import pytest
from loa_bench import CLUSTER, HOUR, NOON, SECOND, Bench, HandTimer, audio, item, programme, settle, urgent
from loa_protocol import Outcome, Reason
from loa_protocol.ids import urgent_occurrence

from loa.sinks import NullSink, SinkFailed


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    it = Bench(tmp_path, HandTimer())
    it.start()
    yield it
    await it.end()


async def test_an_item_plays_on_the_instant_and_in_full(bench: Bench) -> None:
    each = item(NOON + 90 * SECOND, 20, audio=(audio(20), audio(10, name="ef")))
    bench.adopt(programme(each))
    await bench.timer.pass_(91)
    assert bench.player.playing == each.occurrence
    await bench.timer.pass_(31)
    row = bench.row(each)
    assert (row.outcome, row.reason, row.start, row.played_ms) == (Outcome.PLAYED, None, each.start, 30_800)
    assert row.end == each.start + 30_800
    assert row.audio == tuple(part.sha256 for part in each.audio)
    assert bench.journal.airtime("session") == {"s": 30_800}


async def test_an_alarm_pre_empts_at_once_and_the_item_resumes(bench: Bench) -> None:
    each, alarm = item(NOON + SECOND, 60), urgent(10)
    bench.adopt(programme(each))
    await bench.timer.pass_(21)
    bench.alarm(alarm)
    await settle()
    repeat = urgent_occurrence(alarm.command, CLUSTER, 0)
    assert bench.player.playing == repeat, "without a moment passing"
    await bench.timer.pass_(11)
    assert bench.rows()[repeat].outcome is Outcome.PLAYED
    assert bench.player.playing == each.occurrence
    await bench.timer.pass_(60)
    row = bench.row(each)
    assert (row.outcome, row.played_ms) == (Outcome.PLAYED, 60_000)
    assert row.end - row.start == 70_000
    assert bench.journal.airtime("session") == {"s": 60_000}, "an alarm does not count"


async def test_a_second_alarm_queues_behind_the_first(bench: Bench) -> None:
    first, second = urgent(10, repeats=2), urgent(5)
    bench.alarm(first)
    await bench.timer.pass_(1)
    bench.alarm(second)
    await bench.timer.pass_(30)
    order = sorted(bench.rows().values(), key=lambda row: row.start)
    assert [row.broadcast for row in order] == [first.broadcast, first.broadcast, second.broadcast]
    assert {row.outcome for row in order} == {Outcome.PLAYED}


async def test_an_interrupted_item_that_cannot_come_back_says_so(bench: Bench) -> None:
    each = item(NOON + SECOND, 60)
    bench.adopt(programme(each, late_cutoff_s=30))
    await bench.timer.pass_(21)
    bench.alarm(urgent(60))
    await bench.timer.pass_(70)
    row = bench.row(each)
    assert (row.outcome, row.reason) == (Outcome.PARTLY, Reason.INTERRUPTED)
    assert 19_000 <= row.played_ms <= 20_500


async def test_stop_ends_what_sounds_what_waits_and_the_alarms_repeats(bench: Bench) -> None:
    each, alarm = item(NOON + SECOND, 60), urgent(10, repeats=5, every_s=30)
    bench.adopt(programme(each))
    await bench.timer.pass_(21)
    bench.alarm(alarm)
    await bench.timer.pass_(5)
    bench.stop()
    await settle()
    assert bench.player.playing is None
    await bench.timer.pass_(300)
    assert bench.player.playing is None
    assert {row.reason for row in bench.rows().values()} == {Reason.STOPPED}
    assert len(bench.rows()) == 6


async def test_a_lasting_stop_of_one_broadcast_leaves_the_others(bench: Bench) -> None:
    unwanted, wanted = item(NOON + 60 * SECOND, 10), item(NOON + 80 * SECOND, 10)
    bench.adopt(programme(unwanted, wanted))
    bench.stop(unwanted.broadcast, NOON + HOUR)
    await bench.timer.pass_(100)
    assert (bench.row(unwanted).outcome, bench.row(unwanted).reason) == (Outcome.SKIPPED, Reason.STOPPED)
    assert bench.row(wanted).outcome is Outcome.PLAYED


async def test_nothing_dated_plays_while_the_clock_is_unknown(tmp_path: Path) -> None:
    bench = Bench(tmp_path, HandTimer(), knows=False)
    bench.start()
    missed, late = item(NOON + 60 * SECOND, 10), item(NOON + 1000 * SECOND, 10)
    bench.adopt(programme(missed, late))
    await bench.timer.pass_(900)
    assert bench.player.playing is None
    assert bench.rows() == {}
    bench.tell_time(NOON + 900 * SECOND)
    await bench.timer.pass_(150)
    assert (bench.row(missed).outcome, bench.row(missed).reason) == (Outcome.MISSED, Reason.CLOCK_UNKNOWN)
    assert bench.row(late).outcome is Outcome.PLAYED
    await bench.end()


async def test_a_sound_longer_than_announced_is_cut_at_the_limit(bench: Bench) -> None:
    honest = item(NOON + 10 * SECOND, 20)
    bench.adopt(programme(honest, max_session_s=25))
    longer = replace(honest.audio[0], duration_ms=40_000)
    opened = bench.shelf.open
    bench.shelf.open = lambda wanted: opened([longer])
    await bench.timer.pass_(60)
    row = bench.row(honest)
    assert (row.outcome, row.reason, row.played_ms) == (Outcome.PARTLY, Reason.SESSION_MINUTES, 25_000)


class BrokenSink(NullSink):
    """A sink whose card is gone."""

    def play(self, *args: object, **kwargs: object) -> object:
        raise SinkFailed("no card")


async def test_a_broken_card_is_told_and_does_not_end_the_agent(tmp_path: Path) -> None:
    bench = Bench(tmp_path, HandTimer())
    bench.player._sink = BrokenSink(bench.timer)
    bench.start()
    broken, fine = item(NOON + 10 * SECOND, 5), item(NOON + 60 * SECOND, 5)
    bench.adopt(programme(broken, fine))
    await bench.timer.pass_(20)
    assert (bench.row(broken).outcome, bench.row(broken).reason) == (Outcome.MISSED, Reason.SINK_FAILED)
    assert bench.player.faults == {"sink_failed"}
    bench.player._sink = NullSink(bench.timer)
    await bench.timer.pass_(60)
    assert bench.row(fine).outcome is Outcome.PLAYED
    assert bench.player.faults == set()
    await bench.end()


async def test_a_power_cut_within_an_item(tmp_path: Path) -> None:
    timer = HandTimer()
    before = Bench(tmp_path, timer)
    before.start()
    each, over = item(NOON + 10 * SECOND, 120), item(NOON + 200 * SECOND, 20)
    before.adopt(programme(each, over))
    await timer.pass_(40)
    before._task.cancel()
    before.journal.close()
    await settle()
    await timer.pass_(30)
    after = Bench(tmp_path, timer, at_ms=NOON + 70 * SECOND)
    after.start()
    await settle()
    assert after.player.playing == each.occurrence
    await timer.pass_(170)
    row = after.row(each)
    assert (row.outcome, row.reason, row.start) == (Outcome.PARTLY, Reason.POWER_CUT, each.start)
    assert 85_000 <= row.played_ms <= 91_000, "120 s less the 30 s without power, give or take a checkpoint"
    assert after.row(over).outcome is Outcome.PLAYED
    await after.end()


async def test_what_passed_while_the_box_was_off_is_missed_once(tmp_path: Path) -> None:
    timer = HandTimer()
    before = Bench(tmp_path, timer)
    before.start()
    played, passed = item(NOON + 10 * SECOND, 5), item(NOON + 100 * SECOND, 5)
    before.adopt(programme(played, passed))
    await timer.pass_(20)
    before.journal.acknowledged(tuple(row.id for row in before.rows().values()))
    await before.end()
    await timer.pass_(3600)
    after = Bench(tmp_path, timer, at_ms=NOON + 3620 * SECOND)
    after.start()
    await timer.pass_(5)
    assert set(after.rows()) == {passed.occurrence}, "what is in the journal is not told twice"
    assert (after.row(passed).outcome, after.row(passed).reason) == (Outcome.MISSED, Reason.LATE)
    await after.end()


async def test_an_alarm_goes_on_after_a_power_cut(tmp_path: Path) -> None:
    timer = HandTimer()
    before = Bench(tmp_path, timer)
    before.start()
    alarm = urgent(20, starts_at=NOON, repeats=3, every_s=60)
    before.alarm(alarm)
    await timer.pass_(10)
    before._task.cancel()
    before.journal.close()
    await settle()
    await timer.pass_(30)
    after = Bench(tmp_path, timer, at_ms=NOON + 40 * SECOND)
    after.start()
    await timer.pass_(150)
    rows = [after.rows()[urgent_occurrence(alarm.command, CLUSTER, n)] for n in range(3)]
    assert [row.reason for row in rows] == [Reason.POWER_CUT, None, None]
    assert [row.outcome for row in rows] == [Outcome.PARTLY, Outcome.PLAYED, Outcome.PLAYED]
    await after.end()


async def test_time_never_runs_behind_the_newest_signed_time(tmp_path: Path) -> None:
    timer = HandTimer()
    bench = Bench(tmp_path, timer)
    bench.journal.note_signed_ms(NOON)
    bench.journal.note_signed_ms(NOON - HOUR)
    bench.journal.close()
    again = Bench(tmp_path, timer, at_ms=NOON - HOUR)
    assert again.clock.now_ms() == NOON
    again.journal.close()


async def test_only_an_answer_to_an_own_open_question_sets_the_clock(tmp_path: Path) -> None:
    bench = Bench(tmp_path, HandTimer(), knows=False)
    nonce = bench.clock.ask()
    assert not bench.clock.answer(lp.TimeAnswer("0" * 32, NOON, NOON))
    assert bench.clock.now_ms() is None
    await bench.timer.pass_(0.2)
    assert bench.clock.answer(lp.TimeAnswer(nonce, NOON, NOON + 100))
    assert not bench.clock.answer(lp.TimeAnswer(nonce, NOON, NOON))
    assert bench.clock.now_ms() == NOON + 150, "half of the 100 ms under way came after the answer left"
    assert bench.clock.error_ms() == 50
    bench.journal.close()


async def test_a_journal_that_cannot_be_written_keeps_the_box_silent_and_alive(bench: Bench) -> None:
    first, second = item(NOON + 10 * SECOND, 5), item(NOON + 60 * SECOND, 5)
    bench.adopt(programme(first, second, late_cutoff_s=20))
    save = bench.journal.save_begun

    def full(_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    bench.journal.save_begun = full
    await bench.timer.pass_(20)
    assert bench.player.faults == {"journal_failed"}
    assert bench.player.playing is None
    bench.journal.save_begun = save
    await bench.timer.pass_(60)
    assert bench.player.faults == set()
    assert bench.row(second).outcome is Outcome.PLAYED
