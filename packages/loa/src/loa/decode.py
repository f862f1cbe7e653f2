"""The decoding child, ``python -m loa.decode SOURCE TARGET SHA256``: Opus to signed 16 bit mono samples at ``RATE``.

A process of its own, so that the decoder's memory comes back. Exit status: 0 done, 3 the file is not that of the hash,
4 it cannot be decoded, 5 no space for the samples.
"""

import hashlib
import os
import sys
from pathlib import Path

RATE = 24_000
"""Samples a second: twice the highest frequency that a horn loudspeaker gives back."""

CORRUPT, UNDECODABLE, NO_SPACE = 3, 4, 5
LONGEST_S = 4 * 3600


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def decode(source: Path, target: Path) -> None:
    """Write the samples of the first audio stream; ``av.FFmpegError`` or ``ValueError`` when there are none."""
    import av

    with av.open(str(source), mode="r") as container, target.open("wb") as out:
        if not container.streams.audio:
            raise ValueError("no audio in the file")
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        written = 0
        for frame in container.decode(audio=0):
            for part in resampler.resample(frame):
                written += out.write(part.to_ndarray().tobytes())
            if written > LONGEST_S * RATE * 2:
                raise ValueError("longer than any broadcast")
        for part in resampler.resample(None):
            written += out.write(part.to_ndarray().tobytes())
        if not written:
            raise ValueError("no samples in the file")


def main(source: str, target: str, sha256: str) -> int:
    """Check, decode, rename into place."""
    import av

    path, part = Path(source), Path(f"{target}.{os.getpid()}.part")
    try:
        if sha256_of(path) != sha256:
            return CORRUPT
        decode(path, part)
        part.replace(target)
    except (av.FFmpegError, ValueError):
        return UNDECODABLE
    except OSError:
        return NO_SPACE
    finally:
        part.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
