"""What the sound rooms hand to each other, and the error they raise."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nguontin.kernel.child import Refusal

Samples16 = npt.NDArray[np.int16]
SamplesF = npt.NDArray[np.float32]


class AudioError(Refusal):
    """Sound that cannot be used: a stable `code` and a Vietnamese sentence that says what to do next."""


@dataclass(frozen=True, eq=False)
class Pcm:
    """Mono sound: `samples` int16, shape (n,), at `rate` samples a second."""

    samples: Samples16
    rate: int

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.samples) / self.rate


@dataclass(frozen=True)
class Encoded:
    """A bulletin ready for the wire: Ogg Opus, mono, 48 kHz, 24 kbit/s.

    Loudness (LUFS, EBU R128 integrated) and peak (dBTP) are measured on what a loudspeaker decodes, not on what went
    into the encoder. `waveform` is 200 peaks from 0 (silence) to 100 (full scale), in time order, for drawing.
    """

    data: bytes
    sha256: str
    size: int
    duration_ms: int
    loudness_lufs: float
    peak_dbtp: float
    waveform: list[int]
