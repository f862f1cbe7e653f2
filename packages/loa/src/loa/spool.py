"""The spool: decoded samples of what is about to sound, made by children, at most so many at a time."""

import asyncio
import contextlib
import os
import sys
import time
from pathlib import Path

from loa_protocol import Reason

from loa.decode import CORRUPT, NO_SPACE

KEEP_S = 15 * 60


class CannotDecode(Exception):
    """The child gave up; ``reason`` is the protocol's, ``disk_full`` says that space was what it lacked."""

    def __init__(self, reason: Reason, *, disk_full: bool = False) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.disk_full = disk_full


class Spool:
    """A folder ``<sha256>.pcm``. Several agents of one process may share it: what one has had decoded, all have."""

    def __init__(self, folder: Path, *, children: int = 1) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._children = asyncio.Semaphore(children)
        self._working: dict[str, asyncio.Task[None]] = {}
        self._ready: set[str] = set()
        for leftover in folder.iterdir():
            leftover.unlink()

    def path(self, sha256: str) -> Path:
        """Where the samples are or will be."""
        return self._folder / f"{sha256}.pcm"

    def ready(self, sha256: str) -> bool:
        """Whether the samples are here."""
        return sha256 in self._ready

    def forget(self, sha256: str) -> None:
        """Take note that samples are gone."""
        self._ready.discard(sha256)

    async def prepare(self, sha256: str, source: Path) -> None:
        """Have a file decoded unless it is; raises ``CannotDecode``."""
        if sha256 in self._ready:
            with contextlib.suppress(FileNotFoundError):
                os.utime(self.path(sha256))
            return
        if sha256 not in self._working:
            self._working[sha256] = asyncio.create_task(self._decode(sha256, source))
        await asyncio.shield(self._working[sha256])

    async def _decode(self, sha256: str, source: Path) -> None:
        try:
            async with self._children:
                self._purge()
                child = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "loa.decode", str(source), str(self.path(sha256)), sha256
                )
                try:
                    status = await child.wait()
                except asyncio.CancelledError:
                    child.kill()
                    raise
        finally:
            del self._working[sha256]
        if status != 0:
            reason = Reason.AUDIO_CORRUPT if status == CORRUPT else Reason.DECODE_FAILED
            raise CannotDecode(reason, disk_full=status == NO_SPACE)
        self._ready.add(sha256)

    def _purge(self) -> None:
        """Remove samples that nobody has asked for in a while; who holds them open keeps them."""
        for sha256 in list(self._ready):
            try:
                unused = time.time() - self.path(sha256).stat().st_mtime > KEEP_S
            except FileNotFoundError:
                unused = True
            if unused:
                self._ready.discard(sha256)
                self.path(sha256).unlink(missing_ok=True)

    async def close(self) -> None:
        """Stop the children."""
        for task in list(self._working.values()):
            task.cancel()
        await asyncio.gather(*self._working.values(), return_exceptions=True)
