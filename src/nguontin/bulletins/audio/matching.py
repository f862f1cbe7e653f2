"""Does a recording contain a bulletin's sound? Normalised cross-correlation by FFT."""

import numpy as np
import numpy.typing as npt

from nguontin.bulletins.audio.model import Samples16

COMPARED_RATE = 8_000  # speech below 4 kHz is what Opus keeps best, and a sixth of the work
FILTER_REACH = 4  # of the decimation filter, in output samples each side
QUIET_WINDOW = 1e-4  # power relative to the loudest window: quieter ones cannot match


def contains(haystack: Samples16, needle: Samples16, rate: int) -> float:
    """Highest likeness, 0..1, of `needle` at any offset in `haystack` (both mono at `rate` samples a second).

    Gain does not matter. The same sound after another Opus decoding gives about 0.9 and more, another announcement
    of the same voice less than 0.3. A haystack shorter than the needle counts as followed by silence.
    """
    step = max(1, rate // COMPARED_RATE)
    large = _prepare(haystack, step)
    # the needle may lie between two samples of the lower rate: try it a third of a sample apart
    shifted = [_prepare(needle[shift:], step) for shift in range(0, step, max(1, step // 3))]
    length = min(len(small) for small in shifted)
    if length == 0 or not np.any(needle) or not np.any(haystack):
        return 0.0
    large = np.pad(large, (0, max(0, length - len(large))))
    size = 1 << (len(large) + length - 1).bit_length()
    spectrum = np.fft.rfft(large, size)
    total = np.concatenate([[0.0], np.cumsum(np.square(large))])
    window_power = total[length:] - total[:-length]
    floor = max(float(window_power.max()) * QUIET_WINDOW, 1e-12)
    weight = 1 / np.sqrt(np.maximum(window_power, floor))
    best = 0.0
    for small in shifted:
        products = np.fft.irfft(spectrum * np.conj(np.fft.rfft(small[:length], size)), size)[: len(weight)]
        norm = float(np.sqrt(np.square(small[:length]).sum()))
        best = max(best, float((np.abs(products) * weight).max()) / max(norm, 1e-12))
    return min(1.0, best)


def _prepare(samples: Samples16, step: int) -> npt.NDArray[np.float64]:
    """Every `step`-th sample after a low-pass filter; the first difference turns down the pitch of the voice."""
    values = samples.astype(np.float64) / 32768
    if step > 1 and len(values):
        at = np.arange(-FILTER_REACH * step, FILTER_REACH * step + 1) / step
        kernel = np.sinc(at) * np.cos(np.pi * at / (2 * FILTER_REACH)) ** 2 / step
        values = np.convolve(values, kernel, mode="same")[::step]
    return np.diff(values)
