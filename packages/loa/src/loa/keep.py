"""The audio store of a device: Opus files by SHA-256, fetched with resume, on disk before they count.

``fetch`` blocks and belongs in a thread; everything else is quick.
"""

import contextlib
import errno
import http.client
import os
import shutil
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Collection
from pathlib import Path

from loa_protocol import Audio

from loa.decode import sha256_of

CHUNK = 64 * 1024
TIMEOUT_S = 10.0
KEEP_UNNEEDED_S = 7 * 86_400


class FetchFailed(Exception):
    """Audio could not be fetched now; a later try goes on where this one stopped."""


class WrongBytes(FetchFailed):
    """What came is not what the hash names; nothing of it was kept."""


class DiskFull(FetchFailed):
    """There is no room for it."""


class Keep:
    """The folder ``<sha256>.opus``, and ``<sha256>.part`` while fetching."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._have = {path.stem for path in folder.glob("*.opus")}
        self._closing = False

    def has(self, sha256: str) -> bool:
        """Whether the file is here, whole."""
        return sha256 in self._have

    def path(self, sha256: str) -> Path:
        """Where the file is or will be."""
        return self._folder / f"{sha256}.opus"

    def drop(self, sha256: str) -> None:
        """Throw a file away, because it has gone bad."""
        self._have.discard(sha256)
        self.path(sha256).unlink(missing_ok=True)

    def free_bytes(self) -> int:
        """Free space on the disk."""
        return shutil.disk_usage(self._folder).free

    def close(self) -> None:
        """Make a running fetch end at its next piece."""
        self._closing = True

    def evict(self, needed: Collection[str], *, older_than_s: float = KEEP_UNNEEDED_S) -> None:
        """Throw away what nobody names any more and is older than that."""
        for path in self._folder.iterdir():
            if path.stem in needed:
                continue
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime >= older_than_s:
                    self._have.discard(path.stem)
                    path.unlink()

    def fetch(self, audio: Audio, server: str, tls: ssl.SSLContext | None) -> None:
        """Fetch a file, going on after what is here; raises ``FetchFailed``, ``WrongBytes``, ``DiskFull``."""
        part = self._folder / f"{audio.sha256}.part"
        try:
            self._download(audio, server + audio.url, tls, part)
            if sha256_of(part) != audio.sha256:
                part.unlink()
                raise WrongBytes(f"{audio.sha256}: another hash")
            part.replace(self.path(audio.sha256))
            _sync_folder(self._folder)
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as problem:
            raise FetchFailed(str(problem)) from problem
        except OSError as problem:
            if problem.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFull(str(problem)) from problem
            raise FetchFailed(str(problem)) from problem
        self._have.add(audio.sha256)

    def _download(self, audio: Audio, url: str, tls: ssl.SSLContext | None, part: Path) -> None:
        have = part.stat().st_size if part.exists() else 0
        if have > audio.size:
            part.unlink()
            have = 0
        if have == audio.size:
            return
        headers = {"Range": f"bytes={have}-"} if have else {}
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the enrolment code allows http(s) alone
        with urllib.request.urlopen(request, timeout=TIMEOUT_S, context=tls) as answer:  # noqa: S310
            resumed = answer.status == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            if answer.status == 206 and not resumed:
                raise FetchFailed("the server answered another range")
            with part.open("ab" if resumed else "wb") as file:
                have = self._copy(answer, file.fileno(), audio.size, have if resumed else 0)
        if have > audio.size:
            part.unlink()
            raise WrongBytes(f"{audio.sha256}: longer than announced")
        if have < audio.size:
            raise FetchFailed("the connection ended early")

    def _copy(self, answer: http.client.HTTPResponse, file: int, size: int, have: int) -> int:
        while have <= size and (chunk := answer.read(CHUNK)):
            if self._closing:
                raise FetchFailed("closing")
            write_all(file, chunk)
            have += len(chunk)
        os.fsync(file)
        return have


def write_all(file: int, data: bytes) -> None:
    """Write every byte; raises ``OSError``."""
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
