"""The whole agent against a real broker and a real web server, with real Opus and a WAV file at the end."""

import asyncio
import contextlib
import json
import wave
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import loa_protocol as lp
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from loa_protocol import MessageType, Outcome, Reason, Refusal
from loa_protocol.ids import urgent_occurrence
from loa_protocol.targets import area_target, cluster_target
from loa_province import AREA, HOUR, Province, heard_in, voice, write_certificate

from loa.agent import Agent
from loa.enrol import EnrolFailed, enrol_device, is_enrolled
from loa.sinks import sink_maker
from loa.spool import Spool


@pytest.fixture
async def province(tmp_path: Path) -> AsyncIterator[Province]:
    (tmp_path / "web").mkdir()
    async with Province(tmp_path / "web", shift_ms=5 * HOUR) as it:
        yield it


@contextlib.asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Agent]:
    """An agent in this process, with a WAV file for a sink."""
    spool = Spool(folder / "spool")
    with ThreadPoolExecutor(2) as executor:
        agent = Agent(folder, sink_maker(f"wav:{folder / 'out.wav'}"), spool=spool, executor=executor)
        task = asyncio.create_task(agent.run())
        try:
            yield agent
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await spool.close()


async def enrolled(province: Province, folder: Path) -> tuple[UUID, Path]:
    cluster = uuid4()
    await asyncio.to_thread(enrol_device, province.code(cluster), folder)
    return cluster, folder


def refusals(agent: Agent) -> dict[Refusal, int]:
    return dict(agent.inbox.refused)


async def until(holds, seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.02)


async def test_a_programme_is_fetched_played_on_time_and_proved(province: Province, tmp_path: Path) -> None:
    cluster, folder = await enrolled(province, tmp_path / "box")
    samples = voice(1.5, 1)
    audio = province.audio(samples)
    province.break_after[audio.sha256] = audio.size // 2
    async with running(folder) as agent:
        await province.until(lambda: any(isinstance(m, lp.Presence) for _, m in province.heard))
        item = province.item(audio, province.now() + 3000)
        await province.send(province.programme(item), cluster_target(cluster))
        await province.until_ready(cluster)
        (row,) = await province.until_ended(item.occurrence)
        await until(lambda: agent._journal.evidence_count() == 0)
    assert (row.outcome, row.reason, row.audio) == (Outcome.PLAYED, None, (audio.sha256,))
    assert abs(row.start - item.start) < 60
    assert abs(row.played_ms - 1500) < 60
    assert [wanted for _, wanted, _ in province.requests] == [None, f"bytes={audio.size // 2}-"], (
        "resumed, not begun anew"
    )
    similar, at = heard_in(folder / "out.wav", samples)
    assert similar > 0.8
    line = json.loads((folder / "out.wav.jsonl").read_text().splitlines()[0])
    assert line["label"] == str(item.occurrence)
    assert abs(line["start_ms"] - item.start) < 60
    assert abs(at - line["offset"]) < 2400
    with wave.open(str(folder / "out.wav")) as file:
        assert abs(file.getnframes() / file.getframerate() - 1.5) < 0.1
    states = [m.state for _, m in province.heard if isinstance(m, lp.Presence)]
    assert states == [lp.PresenceState.ONLINE, lp.PresenceState.OFFLINE], "it says goodbye"


async def test_an_alarm_interrupts_and_the_item_resumes(province: Province, tmp_path: Path) -> None:
    cluster, folder = await enrolled(province, tmp_path / "box")
    ordinary, siren = voice(3, 2), voice(1, 3)
    audio, alarm_audio = province.audio(ordinary), province.audio(siren)
    async with running(folder) as agent:
        item = province.item(audio, province.now() + 1800)
        await province.send(province.programme(item), cluster_target(cluster))
        await until(lambda: agent.player.playing == item.occurrence)
        await asyncio.sleep(0.8)
        urgent = province.urgent(alarm_audio)
        sent = province.now()
        await province.send(urgent, area_target(AREA))
        repeat = urgent_occurrence(urgent.command, cluster, 0)
        alarm_row, row = await province.until_ended(repeat, item.occurrence)
    assert (alarm_row.outcome, alarm_row.volume) == (Outcome.PLAYED, 100)
    assert alarm_row.start - sent < 2500, "fetched, decoded, sounding"
    assert (row.outcome, row.reason) == (Outcome.PLAYED, None)
    assert abs(row.played_ms - 3000) < 100, "interrupted and resumed, nothing twice, nothing lost"
    assert row.end - row.start >= 4000
    assert heard_in(folder / "out.wav", siren)[0] > 0.8
    assert heard_in(folder / "out.wav", ordinary[2 * 48_000 :])[0] > 0.8


async def test_only_the_province_commands_once_and_in_time(province: Province, tmp_path: Path) -> None:
    cluster, folder = await enrolled(province, tmp_path / "box")
    here, audio = cluster_target(cluster), province.audio(voice(0.5, 4))
    async with running(folder) as agent:
        await until(lambda: agent.clock.now_ms() is not None)
        urgent = province.urgent(audio)
        genuine = await province.send(urgent, here, seq=5)
        await province.until_ended(urgent_occurrence(urgent.command, cluster, 0))
        calm = len(province.evidence)
        await province.publish(genuine, here, MessageType.URGENT)
        await province.send(province.urgent(audio), here, seq=4)
        await province.send(province.urgent(audio), here, key=Ed25519PrivateKey.generate())
        await province.send(province.urgent(audio), here, key=province.root)
        await province.send(province.urgent(audio), here, issued=province.now() - 2 * HOUR, lasts=HOUR, seq=90)
        foreign = province.seal(province.urgent(audio), cluster_target(uuid4()), seq=91)
        await province.publish(foreign, here, MessageType.URGENT)
        tampered = province.seal(province.urgent(audio), here, seq=92)[:-30] + b'A","k":"0"}'
        await province.publish(tampered, here, MessageType.URGENT)
        await until(lambda: sum(refusals(agent).values()) >= 6)
        await asyncio.sleep(0.5)
        assert refusals(agent) == {
            Refusal.REPLAYED: 1,
            Refusal.UNKNOWN_KEY: 1,
            Refusal.WRONG_ROLE: 1,
            Refusal.EXPIRED: 1,
            Refusal.WRONG_TARGET: 1,
            Refusal.MALFORMED: 1,
        }
        assert agent.player.playing is None
        assert len(province.evidence) == calm


async def test_nothing_dated_plays_before_the_clock_is_known(province: Province, tmp_path: Path) -> None:
    cluster, folder = await enrolled(province, tmp_path / "box")
    province.answer_time = False
    audio = province.audio(voice(0.5, 5))
    async with running(folder) as agent:
        await province.until(lambda: any(isinstance(m, lp.TimeRequest) for _, m in province.heard))
        urgent = province.urgent(audio)
        await province.send(urgent, cluster_target(cluster))
        await asyncio.sleep(1.0)
        assert agent.clock.now_ms() is None
        assert agent.player.playing is None
        province.answer_time = True
        (row,) = await province.until_ended(urgent_occurrence(urgent.command, cluster, 0))
        assert row.outcome is Outcome.PLAYED


async def test_stop_and_withdrawal_silence_at_once(province: Province, tmp_path: Path) -> None:
    cluster, folder = await enrolled(province, tmp_path / "box")
    here, audio = cluster_target(cluster), province.audio(voice(20, 6))
    async with running(folder) as agent:
        for version, end in ((1, "stop"), (3, "withdraw")):
            item = province.item(audio, province.now() + 1800)
            await province.send(province.programme(item, version=version), here)
            await until(lambda item=item: agent.player.playing == item.occurrence)
            await asyncio.sleep(0.9)
            if end == "stop":
                await province.send(lp.Stop(uuid4(), None, None), here)
            else:
                await province.send(province.programme(version=version + 1), here)
            await until(lambda: agent.player.playing is None, 0.5)
            (row,) = await province.until_ended(item.occurrence)
            assert row.outcome is Outcome.PARTLY
            assert row.reason is (Reason.STOPPED if end == "stop" else Reason.WITHDRAWN)
            assert 0 < row.played_ms < 3000


async def test_evidence_outlives_a_cut_line(province: Province, tmp_path: Path) -> None:
    cluster, folder = await enrolled(province, tmp_path / "box")
    audio = province.audio(voice(0.5, 7))
    async with running(folder) as agent:
        item = province.item(audio, province.now() + 1800)
        await province.send(province.programme(item), cluster_target(cluster))
        await province.until_ready(cluster)
        await province.stop_broker()
        await until(lambda: agent._journal.evidence_count() == 1)
        assert province.evidence == {}
        await province.start_broker()
        (row,) = await province.until_ended(item.occurrence)
        assert row.outcome is Outcome.PLAYED
        await until(lambda: agent._journal.evidence_count() == 0)


async def test_a_revoked_key_takes_its_programme_with_it(province: Province, tmp_path: Path) -> None:
    cluster, folder = await enrolled(province, tmp_path / "box")
    audio = province.audio(voice(0.5, 8))
    async with running(folder) as agent:
        item = province.item(audio, province.now() + HOUR)
        await province.send(province.programme(item), cluster_target(cluster))
        await province.until_ready(cluster)
        old = lp.kid(province.working.public_key())
        await province.publish(province.sign_keys(2, revoked=(old,)), lp.ALL, MessageType.KEYS)
        await until(lambda: agent.ledger.kept is None)
        await province.publish(province.sign_keys(1), lp.ALL, MessageType.KEYS)
        await until(lambda: refusals(agent) == {Refusal.REPLAYED: 1})


async def test_enrolment_keeps_nothing_when_the_root_key_is_not_the_pinned_one(
    province: Province, tmp_path: Path
) -> None:
    wrong = province.code(uuid4(), root="0" * 64)
    with pytest.raises(EnrolFailed, match="Khóa gốc"):
        await asyncio.to_thread(enrol_device, wrong, tmp_path / "box")
    assert not is_enrolled(tmp_path / "box")
    with pytest.raises(EnrolFailed, match="Mã đăng ký"):
        enrol_device("loa1:abc", tmp_path / "box")


async def test_enrolment_keeps_nothing_when_the_statement_is_not_of_the_root(
    province: Province, tmp_path: Path
) -> None:
    statement = lp.KeyStatement(1, (), ())
    province.statement = province.seal(statement, lp.ALL, key=province.working)
    with pytest.raises(EnrolFailed, match="wrong_role"):
        await asyncio.to_thread(enrol_device, province.code(uuid4()), tmp_path / "box")
    assert not is_enrolled(tmp_path / "box")


async def test_over_tls_with_an_own_authority_and_not_without_it(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    certificate = write_certificate(tmp_path / "ca.pem")
    async with Province(tmp_path / "web", certificate=certificate) as province:
        with pytest.raises(EnrolFailed, match="Không gọi được"):
            await asyncio.to_thread(enrol_device, province.code(uuid4()), tmp_path / "box")
        cluster = uuid4()
        await asyncio.to_thread(enrol_device, province.code(cluster), tmp_path / "box", ca=str(certificate))
        samples = voice(0.5, 11)
        async with running(tmp_path / "box"):
            item = province.item(province.audio(samples), province.now() + 1800)
            await province.send(province.programme(item), cluster_target(cluster))
            (row,) = await province.until_ended(item.occurrence)
        assert row.outcome is Outcome.PLAYED
    assert heard_in(tmp_path / "box" / "out.wav", samples)[0] > 0.8
