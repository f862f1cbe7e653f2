"""Files by the SHA-256 of their content, on disk, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

_HASH = re.compile(r"[0-9a-f]{64}\Z")


def path_of(shelf: str, sha256: str) -> Path:
    """Where the file stands. Raises ValueError when *sha256* is not 64 lower-case hex digits."""
    if not _HASH.match(sha256):
        raise ValueError("not a SHA-256")
    return Path(settings.MEDIA_ROOT) / shelf / sha256[:2] / sha256


def keep(shelf: str, data: bytes) -> str:
    """Store *data* and return its SHA-256; a file that is already there is left alone."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = path_of(shelf, sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return sha256


def fetch(shelf: str, sha256: str) -> bytes:
    """Content of a kept file; raises FileNotFoundError when it is not there."""
    return path_of(shelf, sha256).read_bytes()


def drop(shelf: str, sha256: str) -> None:
    """Remove a file of which nothing else needs the content; one that is not there is no error."""
    path_of(shelf, sha256).unlink(missing_ok=True)


def drop_older(shelf: str, *, before: datetime) -> int:
    """Remove the files of *shelf* written before an instant of the machine's clock; returns how many."""
    old = [
        path for path in (Path(settings.MEDIA_ROOT) / shelf).glob("*/*") if path.stat().st_mtime < before.timestamp()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
