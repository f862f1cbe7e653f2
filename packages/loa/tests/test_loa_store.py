"""What stands on disk: journal, audio store, decoded samples; and a disk that is full or a server that lies."""

import asyncio
import errno
import hashlib
import http.server
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import loa_protocol as lp
import numpy as np
import pytest
from loa_bench import NOON, urgent
from loa_protocol.ids import evidence_id
from loa_province import voice, write_opus

from loa import keep as keep_module
from loa.alarms import Alarm
from loa.decode import CORRUPT, RATE, UNDECODABLE, main, sha256_of
from loa.journal import NAME, SEQUENCE_BLOCK, Journal
from loa.keep import DiskFull, FetchFailed, Keep, WrongBytes
from loa.plan import StopOrder
from loa.sound import GAP_FRAMES, Sound, amplified
from loa.spool import CannotDecode, Spool

DATA = bytes(range(256)) * 1000
AUDIO = lp.Audio("vi", hashlib.sha256(DATA).hexdigest(), len(DATA), 1000, "/file")


class Web(http.server.BaseHTTPRequestHandler):
    """Serves DATA; with ``lying`` something else of the same length."""

    asked: list[str | None] = []
    lying = False

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.asked.append(wanted)
        begin = int(wanted[6:-1]) if wanted else 0
        self.send_response(206 if wanted else 200)
        if wanted:
            self.send_header("Content-Range", f"bytes {begin}-{len(DATA) - 1}/{len(DATA)}")
        self.end_headers()
        self.wfile.write((bytes(len(DATA)) if self.lying else DATA)[begin:])

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def web() -> Iterator[str]:
    Web.asked, Web.lying = [], False
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_file_is_here_only_when_it_is_whole(web: str, tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    (tmp_path / f"{AUDIO.sha256}.part").write_bytes(DATA[:1234])
    assert not keep.has(AUDIO.sha256)
    keep.fetch(AUDIO, web, None)
    assert Web.asked == ["bytes=1234-"]
    assert keep.path(AUDIO.sha256).read_bytes() == DATA
    assert keep.has(AUDIO.sha256)
    assert Keep(tmp_path).has(AUDIO.sha256), "also after a restart"


def test_a_torn_part_is_thrown_away_and_the_next_try_succeeds(web: str, tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    part = tmp_path / f"{AUDIO.sha256}.part"
    part.write_bytes(bytes(5000))
    with pytest.raises(WrongBytes):
        keep.fetch(AUDIO, web, None)
    assert not part.exists()
    keep.fetch(AUDIO, web, None)
    assert keep.path(AUDIO.sha256).read_bytes() == DATA


def test_a_part_longer_than_the_file_begins_anew(web: str, tmp_path: Path) -> None:
    (tmp_path / f"{AUDIO.sha256}.part").write_bytes(DATA + b"x")
    keep = Keep(tmp_path)
    keep.fetch(AUDIO, web, None)
    assert Web.asked == [None]


def test_a_lying_server_leaves_nothing(web: str, tmp_path: Path) -> None:
    Web.lying = True
    keep = Keep(tmp_path)
    with pytest.raises(WrongBytes):
        keep.fetch(AUDIO, web, None)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_away(tmp_path: Path) -> None:
    with pytest.raises(FetchFailed):
        Keep(tmp_path).fetch(AUDIO, "http://127.0.0.1:9", None)


def test_a_full_disk_is_told_and_the_part_stays_for_later(
    web: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Keep(tmp_path)
    room = 100_000

    def small_disk(file: int, data: Any) -> int:
        if os.fstat(file).st_size + len(data) > room:
            raise OSError(errno.ENOSPC, "No space left on device")
        return os.pwrite(file, data, os.fstat(file).st_size)

    with monkeypatch.context() as patch:
        patch.setattr(keep_module.os, "write", small_disk)
        with pytest.raises(DiskFull):
            keep.fetch(AUDIO, web, None)
    assert not keep.has(AUDIO.sha256)
    kept = (tmp_path / f"{AUDIO.sha256}.part").stat().st_size
    assert 0 < kept <= room
    keep.fetch(AUDIO, web, None)
    assert Web.asked[1] == f"bytes={kept}-"


def test_eviction_spares_what_is_needed(tmp_path: Path) -> None:
    for name in ("aa", "bb"):
        (tmp_path / f"{name}.opus").write_bytes(b"x")
    keep = Keep(tmp_path)
    keep.evict({"aa"})
    assert keep.has("bb"), "young files stay, a programme may name them again"
    keep.evict({"aa"}, older_than_s=0)
    assert (keep.has("aa"), keep.has("bb")) == (True, False)


def test_the_journal_is_its_owners_alone_and_syncs_every_commit(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "box")
    assert stat.S_IMODE((tmp_path / "box" / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "box").stat().st_mode) == 0o700
    assert journal._base.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert journal._base.execute("PRAGMA synchronous").fetchone() == (2,)
    journal.close()


def test_sequence_numbers_never_repeat_across_restarts(tmp_path: Path) -> None:
    seen: list[int] = []
    for _ in range(3):
        journal = Journal(tmp_path)
        seen += [journal.next_seq() for _ in range(SEQUENCE_BLOCK + 5)]
        journal.close()
    assert seen == sorted(set(seen))


def evidence() -> lp.Evidence:
    occurrence = uuid4()
    return lp.Evidence(
        evidence_id(occurrence), occurrence, uuid4(), lp.Outcome.PLAYED, None, NOON, NOON + 1, 1, ("ab" * 32,), 80, None
    )


def test_evidence_waits_for_its_acknowledgement_and_is_written_once(tmp_path: Path) -> None:
    journal, row = Journal(tmp_path), evidence()
    journal.settle(row, at_ms=NOON)
    journal.settle(row, at_ms=NOON + 1)
    journal.close()
    journal = Journal(tmp_path)
    assert journal.evidence(50) == [row]
    journal.acknowledged((uuid4(), row.id))
    assert journal.evidence(50) == []
    journal.settle(row, at_ms=NOON + 2)
    assert journal.evidence(50) == [], "acknowledged and over: never told again"
    assert journal.settled() == {row.occurrence}
    journal.close()


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path)

    def fail_halfway() -> None:
        with journal.transaction():
            journal.settle(evidence(), at_ms=NOON)
            journal.set_fact("programme", b"x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert journal.evidence(50) == []
    assert journal.fact("programme") is None
    journal.close()


def test_alarms_and_stops_survive(tmp_path: Path) -> None:
    journal, alarm = Journal(tmp_path), Alarm(urgent(repeats=2), NOON, NOON + 5, 1, NOON, 700)
    journal.save_alarm(alarm)
    stop = StopOrder(alarm.urgent.broadcast, NOON + 1000)
    journal.save_stop(uuid4(), stop)
    journal.close()
    journal = Journal(tmp_path)
    assert journal.alarms() == (alarm,)
    assert journal.stops(NOON) == (stop,)
    assert journal.stops(NOON + 1000) == ()
    journal.save_alarm(alarm.after_repeat(now_ms=NOON, sounded_ms=1))
    assert journal.alarms() == (), "over"
    journal.close()


def test_a_full_disk_under_the_journal_leaves_it_whole(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    pages = journal._base.execute("PRAGMA page_count").fetchone()[0]
    journal._base.execute(f"PRAGMA max_page_count={pages + 2}")

    def fill() -> None:
        for _ in range(200):
            journal.settle(evidence(), at_ms=NOON)

    with pytest.raises(sqlite3.OperationalError, match="full"):
        fill()
    kept = journal.evidence(1000)
    assert 0 < len(kept) < 200
    assert {row.occurrence for row in kept} == journal.settled(), "no occurrence is over without its evidence"
    journal.close()


def test_the_decoder_gives_the_samples_and_refuses_the_rest(tmp_path: Path) -> None:
    samples, source, target = voice(1.0, 9), tmp_path / "a.opus", tmp_path / "a.pcm"
    write_opus(source, samples)
    assert main(str(source), str(target), sha256_of(source)) == 0
    decoded = np.fromfile(target, dtype=np.int16).astype(float)
    assert abs(len(decoded) / RATE - 1.0) < 0.03
    wanted = samples.reshape(-1, 2).mean(axis=1)[: len(decoded)]
    assert np.corrcoef(decoded[: len(wanted)], wanted)[0, 1] > 0.8
    assert main(str(source), str(target), "0" * 64) == CORRUPT
    junk = tmp_path / "junk"
    junk.write_bytes(DATA)
    assert main(str(junk), str(tmp_path / "junk.pcm"), sha256_of(junk)) == UNDECODABLE
    assert not list(tmp_path.glob("*.part"))


async def test_the_spool_decodes_once_for_all(tmp_path: Path) -> None:
    source = tmp_path / "a.opus"
    write_opus(source, voice(0.3, 10))
    spool, sha256 = Spool(tmp_path / "spool", children=2), sha256_of(source)
    await asyncio.gather(*(spool.prepare(sha256, source) for _ in range(20)))
    assert spool.ready(sha256)
    made = spool.path(sha256).stat().st_ino
    await spool.prepare(sha256, source)
    assert spool.path(sha256).stat().st_ino == made
    with pytest.raises(CannotDecode) as caught:
        await spool.prepare("0" * 64, source)
    assert caught.value.reason is lp.Reason.AUDIO_CORRUPT
    await spool.close()


def test_sound_joins_languages_with_a_pause(tmp_path: Path) -> None:
    for name, value in (("a", 7), ("b", 9)):
        np.full(1000, value, dtype=np.int16).tofile(tmp_path / name)
    with Sound([tmp_path / "a", tmp_path / "b"]) as sound:
        assert sound.frames == 2000 + GAP_FRAMES
        whole = sound.read(0, sound.frames)
        assert (whole[:1000] == 7).all()
        assert (whole[1000 : 1000 + GAP_FRAMES] == 0).all()
        assert (whole[1000 + GAP_FRAMES :] == 9).all()
        assert (sound.read(990, 20)[:10] == 7).all()
        assert (sound.read(sound.frames, 5) == 0).all()
    assert (amplified(whole, 50)[:1000] == 1).all()
