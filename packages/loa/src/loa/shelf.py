"""The shelf: what of the audio a broadcast needs is at hand, and what keeps the rest from sounding."""

import asyncio
from collections.abc import Iterable, Sequence

from loa_protocol import Audio, Reason

from loa.keep import Keep
from loa.sound import Sound
from loa.spool import CannotDecode, Spool

RETRY_S = 20.0


class Shelf:
    """Brings kept files to samples in time. ``changed`` is set when anything arrives or fails."""

    def __init__(self, keep: Keep, spool: Spool, changed: asyncio.Event) -> None:
        self.keep = keep
        self.faults: set[str] = set()
        self._spool = spool
        self._changed = changed
        self._failed: dict[str, Reason] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def missing(self, audio: Iterable[Audio]) -> dict[str, Reason]:
        """What of it cannot sound now, and why."""
        return {
            part.sha256: self._failed.get(part.sha256, Reason.AUDIO_MISSING)
            for part in audio
            if not self._spool.ready(part.sha256)
        }

    def failed(self, sha256: str, reason: Reason | None) -> None:
        """Note why a file cannot be had, None when it can again."""
        if reason is None:
            self._failed.pop(sha256, None)
        else:
            self._failed[sha256] = reason
        self._changed.set()

    def prepare(self, audio: Iterable[Audio]) -> None:
        """Have kept files decoded; returns at once."""
        for sha256 in {part.sha256 for part in audio}:
            if self.keep.has(sha256) and sha256 not in self._tasks:
                self._tasks[sha256] = asyncio.create_task(self._prepare(sha256))

    def open(self, audio: Sequence[Audio]) -> Sound:
        """The samples of a list of audio; ``OSError`` when they are gone, which the spool then knows."""
        paths = {part.sha256: self._spool.path(part.sha256) for part in audio}
        for sha256, path in paths.items():
            if not path.exists():
                self._spool.forget(sha256)
        return Sound([paths[part.sha256] for part in audio])

    async def close(self) -> None:
        """Stop preparing."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _prepare(self, sha256: str) -> None:
        was_ready = self._spool.ready(sha256)
        try:
            await self._spool.prepare(sha256, self.keep.path(sha256))
        except CannotDecode as problem:
            if problem.disk_full:
                self.faults.add("disk_full")
            elif problem.reason is Reason.AUDIO_CORRUPT:
                self.keep.drop(sha256)
            self.failed(sha256, problem.reason)
            await asyncio.sleep(RETRY_S)
        else:
            self.faults.discard("disk_full")
            if not was_ready:
                self.failed(sha256, None)
        finally:
            self._tasks.pop(sha256, None)
