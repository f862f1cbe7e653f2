"""Decoded sound: a list of sample files with a pause between them, read piece by piece."""

from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from loa.alarms import LANGUAGE_GAP_MS
from loa.decode import RATE

Samples = NDArray[np.int16]
"""Signed 16 bit samples of one channel at ``RATE``, shape (frames,)."""

GAP_FRAMES = LANGUAGE_GAP_MS * RATE // 1000


def frames_of(ms: int) -> int:
    """Milliseconds as frames."""
    return ms * RATE // 1000


class Sound:
    """Sample files one after the other, ``LANGUAGE_GAP_MS`` of silence between them; ``frames`` long in all."""

    def __init__(self, paths: list[Path]) -> None:
        self._parts: list[tuple[int, int, BinaryIO]] = []
        self.frames = 0
        for path in paths:
            begin = self.frames + (GAP_FRAMES if self._parts else 0)
            file = path.open("rb")
            frames = path.stat().st_size // 2
            self._parts.append((begin, frames, file))
            self.frames = begin + frames

    def read(self, begin: int, count: int) -> Samples:
        """``count`` frames from ``begin`` on; silence where there is no sound."""
        samples = np.zeros(count, dtype=np.int16)
        for start, frames, file in self._parts:
            first, last = max(begin, start), min(begin + count, start + frames)
            if first < last:
                file.seek((first - start) * 2)
                found = np.frombuffer(file.read((last - first) * 2), dtype=np.int16)
                samples[first - begin : first - begin + len(found)] = found
        return samples

    def close(self) -> None:
        """Close the files."""
        for _, _, file in self._parts:
            file.close()

    def __enter__(self) -> "Sound":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def amplified(samples: Samples, volume: int) -> Samples:
    """Samples at a volume from 0 to 100; the square of it, because ears hear by ratios."""
    if volume == 100:
        return samples
    return (samples * np.float32((volume / 100) ** 2)).astype(np.int16)
