"""The two fetching lanes: alarms never wait behind a programme, nothing comes twice at once, failures are told."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import loa_protocol as lp
from loa_bench import audio

from loa.clock import SystemTimer
from loa.fetch import Fetcher
from loa.keep import DiskFull, Keep, WrongBytes
from loa.shelf import Shelf
from loa.spool import Spool


class SlowKeep(Keep):
    """A store whose fetches last until they are let go, or fail as told."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.let_go = threading.Event()
        self.began: list[str] = []
        self.failure: Exception | None = None
        self.evicted = False

    def fetch(self, wanted: lp.Audio, *_: object) -> None:
        self.began.append(wanted.sha256)
        self.let_go.wait(5)
        if self.failure is not None:
            raise self.failure
        self._have.add(wanted.sha256)

    def evict(self, *_: object, **__: object) -> None:
        self.evicted = True


class Lanes:
    """A fetcher with both lanes running."""

    def __init__(self, folder: Path, programme: list[lp.Audio], alarms: list[lp.Audio]) -> None:
        self.keep = SlowKeep(folder / "audio")
        self.changed = asyncio.Event()
        self.shelf = Shelf(self.keep, Spool(folder / "spool"), self.changed)
        self.executor = ThreadPoolExecutor(4)
        self.arrivals = 0
        self.fetcher = Fetcher(
            keep=self.keep,
            shelf=self.shelf,
            server="http://127.0.0.1:9",
            tls=None,
            timer=SystemTimer(),
            executor=self.executor,
            on_arrival=self._arrived,
        )
        self.tasks = [
            asyncio.create_task(self.fetcher.lane(lambda: alarms, alarm=True)),
            asyncio.create_task(self.fetcher.lane(lambda: alarms + programme, alarm=False)),
        ]

    def _arrived(self) -> None:
        self.arrivals += 1

    async def until(self, holds: object) -> None:
        async with asyncio.timeout(5):
            while not holds():
                await asyncio.sleep(0.01)

    async def end(self) -> None:
        self.keep.let_go.set()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.executor.shutdown()


async def test_an_alarm_is_fetched_beside_the_programme_and_nothing_twice_at_once(tmp_path: Path) -> None:
    ordinary, siren = audio(5, name="ab"), audio(5, name="cd")
    lanes = Lanes(tmp_path, [ordinary, siren], [siren])
    await lanes.until(lambda: len(lanes.keep.began) == 2)
    await asyncio.sleep(0.1)
    assert sorted(lanes.keep.began) == sorted([ordinary.sha256, siren.sha256])
    lanes.keep.let_go.set()
    await lanes.until(lambda: lanes.arrivals == 2)
    await asyncio.sleep(0.1)
    assert len(lanes.keep.began) == 2
    await lanes.end()


async def test_failures_are_told_with_their_reason_and_tried_again(tmp_path: Path) -> None:
    wanted = audio(5)
    lanes = Lanes(tmp_path, [wanted], [])
    lanes.keep.failure = WrongBytes("another hash")
    lanes.keep.let_go.set()
    await lanes.until(lambda: lanes.shelf.missing([wanted]) == {wanted.sha256: lp.Reason.AUDIO_CORRUPT})
    lanes.keep.failure = DiskFull("no space")
    lanes.fetcher.hurry()
    await lanes.until(lambda: lanes.fetcher.faults == {"disk_full"})
    assert lanes.keep.evicted, "room is made by what nobody needs"
    assert lanes.shelf.missing([wanted]) == {wanted.sha256: lp.Reason.AUDIO_MISSING}
    tries = len(lanes.keep.began)
    await asyncio.sleep(0.3)
    assert len(lanes.keep.began) == tries, "with patience"
    lanes.keep.failure = None
    lanes.fetcher.hurry()
    await lanes.until(lambda: lanes.arrivals == 1)
    assert lanes.fetcher.faults == set()
    await lanes.end()
