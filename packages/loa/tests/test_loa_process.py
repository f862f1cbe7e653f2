"""The agent as a process: killed without warning, ended politely, many at once; and the sound card."""

import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import loa_protocol as lp
import miniaudio
import numpy as np
import pytest
from loa_protocol import Outcome, Reason
from loa_protocol.targets import cluster_target
from loa_province import Province, heard_in, voice

from loa.cli import main
from loa.clock import SystemTimer
from loa.decode import RATE
from loa.enrol import enrol_device
from loa.sinks import CardSink, SinkFailed, sink_maker
from loa.sound import Sound


@pytest.fixture
async def province(tmp_path: Path) -> AsyncIterator[Province]:
    (tmp_path / "web").mkdir()
    async with Province(tmp_path / "web") as it:
        yield it


@contextlib.asynccontextmanager
async def process(*arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "loa.cli", *arguments, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.kill()
        await child.communicate()


async def test_kill_9_within_an_item_is_told_after_the_restart(province: Province, tmp_path: Path) -> None:
    cluster, folder = uuid4(), tmp_path / "box"
    samples = voice(7, 1)
    audio = province.audio(samples)
    await asyncio.to_thread(enrol_device, province.code(cluster), folder)
    command = ("run", "--dir", str(folder), "--sink", f"wav:{folder / 'out.wav'}")
    async with process(*command) as child:
        await province.until(lambda: len(province.heard) > 0)
        item = province.item(audio, province.now() + 2500)
        await province.send(province.programme(item), cluster_target(cluster))
        await province.until_ready(cluster)
        await asyncio.sleep((item.start - province.now()) / 1000 + 1.3)
        child.send_signal(signal.SIGKILL)
        await child.wait()
    (folder / "audio" / "half.part").write_bytes(b"torn")
    async with process(*command) as child:
        (row,) = await province.until_ended(item.occurrence)
        child.send_signal(signal.SIGTERM)
        assert await child.wait() == 0
    assert (row.outcome, row.reason) == (Outcome.PARTLY, Reason.POWER_CUT)
    assert row.start == pytest.approx(item.start, abs=100)
    assert 1500 < row.played_ms < 6900  # more than before the cut, less than all; a busy machine restarts late
    assert heard_in(folder / "out.wav", samples[:48_000])[0] > 0.8, "the beginning before the cut"
    assert heard_in(folder / "out.wav", samples[6 * 48_000 :])[0] > 0.8, "the end where it would have been"


async def test_a_fleet_in_one_process(province: Province, tmp_path: Path) -> None:
    clusters = [uuid4() for _ in range(12)]
    codes = tmp_path / "codes.txt"
    codes.write_text("\n".join(province.code(cluster) for cluster in clusters) + "\n\n")
    samples = voice(2, 2)
    audio = province.audio(samples)
    async with process("fleet", "--codes", str(codes), "--dir", str(tmp_path / "fleet"), "--sink", "wav") as child:
        await province.until(lambda: {c for c, m in province.heard if isinstance(m, lp.Presence)} == set(clusters))
        start = province.now() + 3000
        items = {cluster: province.item(audio, start) for cluster in clusters}
        for cluster, item in items.items():
            await province.send(province.programme(item), cluster_target(cluster))
        rows = await province.until_ended(*(item.occurrence for item in items.values()))
        child.send_signal(signal.SIGINT)
        begin = time.monotonic()
        assert await child.wait() == 0
        assert time.monotonic() - begin < 5
    assert {row.outcome for row in rows} == {Outcome.PLAYED}
    assert max(abs(row.start - start) for row in rows) < 150
    for cluster in clusters:
        assert heard_in(tmp_path / "fleet" / str(cluster) / "out.wav", samples)[0] > 0.8
    offline = {c for c, m in province.heard if isinstance(m, lp.Presence) and m.state is lp.PresenceState.OFFLINE}
    assert offline == set(clusters)


def test_the_command_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enrol", "nonsense", "--dir", str(tmp_path / "box")]) == 1
    assert "quét lại mã QR" in capsys.readouterr().err
    assert main(["doctor", "--dir", str(tmp_path / "box")]) == 1
    assert "loa enrol" in capsys.readouterr().out
    assert main(["run", "--dir", str(tmp_path / "box"), "--sink", "trumpet"]) == 2
    assert "wav:TỆP" in capsys.readouterr().err
    assert main(["fleet", "--codes", str(tmp_path / "none"), "--dir", str(tmp_path)]) == 2
    assert "tệp mã" in capsys.readouterr().err


async def test_the_doctor_examines_an_enrolled_box(
    province: Province, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await asyncio.to_thread(main, ["enrol", province.code(uuid4()), "--dir", str(tmp_path / "box")])
    await asyncio.to_thread(main, ["doctor", "--dir", str(tmp_path / "box")])
    told = capsys.readouterr().out
    for sentence in ("✓ Đã đăng ký", "✗ Chưa có chương trình", "✓ Gọi được máy chủ", "Ổ đĩa còn trống"):
        assert sentence in told


@pytest.mark.parametrize("spec", ["horn", "wav:", "card:1", "wav"])
def test_an_unknown_sink_is_refused(spec: str) -> None:
    with pytest.raises(ValueError, match="unknown sink"):
        sink_maker(spec)


async def test_the_card_sink_plays_at_the_cards_pace_and_stops_at_once(tmp_path: Path) -> None:
    np.ones(RATE, dtype=np.int16).tofile(tmp_path / "a")
    timer = SystemTimer()
    sink = CardSink(timer, backends=[miniaudio.Backend.NULL])
    with Sound([tmp_path / "a"]) as sound:
        at = timer.monotonic() + 0.3
        sounding = sink.play(sound, at=at, begin=0, count=RATE // 2, volume=80, label="x")
        await sounding.done
        assert sounding.frames() == RATE // 2
        assert sounding.first_sample == pytest.approx(at, abs=0.05)
        sounding = sink.play(sound, at=0.0, begin=0, count=RATE, volume=80, label="x")
        while not sounding.frames():
            await asyncio.sleep(0.005)
        begin = timer.monotonic()
        await sounding.stop()
        assert timer.monotonic() - begin < 0.2
        assert 0 < sounding.frames() < RATE


async def test_a_box_without_a_card_says_so(tmp_path: Path) -> None:
    np.ones(10, dtype=np.int16).tofile(tmp_path / "a")
    sink = CardSink(SystemTimer(), backends=[miniaudio.Backend.WASAPI])
    with Sound([tmp_path / "a"]) as sound, pytest.raises(SinkFailed):
        await sink.play(sound, at=0.0, begin=0, count=10, volume=80, label="x").done
