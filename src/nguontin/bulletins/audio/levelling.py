"""Trim silence and limit true peaks: arithmetic on mono float samples at 48 kHz."""

import numpy as np

from nguontin.bulletins.audio.model import SamplesF

RATE = 48_000
KEPT_SILENCE = int(0.150 * RATE)  # so that no first syllable is lost when an amplifier wakes up
BLOCK = RATE // 100  # 10 ms
FLOOR_DBFS = -60.0  # quieter than this is silence whatever the recording
BELOW_LOUDEST_DB = 45.0  # a breath or a soft consonant lies above, room noise mostly below
OVERSAMPLING = 4  # ITU-R BS.1770-4, annex 2
TAPS = 24  # of the interpolator between two samples
LOOKAHEAD = RATE // 100  # samples over which the limiter turns down and up again, each side
STRETCH = 60 * RATE  # limited piece by piece, so that half an hour stays in bounded memory


def trim(samples: SamplesF) -> SamplesF:
    """Cut silence at both ends but keep 150 ms; empty when nothing sounds at all."""
    blocks = len(samples) // BLOCK
    if blocks == 0:
        return samples[:0]
    power = np.square(samples[: blocks * BLOCK]).reshape(blocks, BLOCK).mean(axis=1)
    threshold = max(10 ** (FLOOR_DBFS / 10), float(power.max()) * 10 ** (-BELOW_LOUDEST_DB / 10))
    loud = np.flatnonzero(power > threshold)
    if len(loud) == 0:
        return samples[:0]
    start = max(0, int(loud[0]) * BLOCK - KEPT_SILENCE)
    end = min(len(samples), (int(loud[-1]) + 1) * BLOCK + KEPT_SILENCE)
    return samples[start:end]


def true_peaks(samples: SamplesF) -> SamplesF:
    """Greatest magnitude at and just after each sample, between samples too (windowed sinc, fourfold)."""
    peaks = np.abs(samples)
    for start in range(0, len(samples), STRETCH):
        before, end = min(start, TAPS), min(start + STRETCH, len(samples))
        piece = samples[start - before : end + TAPS]
        for step in range(1, OVERSAMPLING):
            between = np.abs(_between(piece, step / OVERSAMPLING)[before : before + end - start])
            np.maximum(peaks[start:end], between, out=peaks[start:end])
    return peaks


def _between(samples: SamplesF, fraction: float) -> SamplesF:
    """The curve through the samples, `fraction` of a sample after each of them."""
    at = np.arange(TAPS) - TAPS // 2 + 1 - fraction
    kernel = (np.sinc(at) * np.cos(np.pi * at / TAPS) ** 2).astype(np.float32)
    return np.convolve(samples, kernel[::-1])[TAPS // 2 : TAPS // 2 + len(samples)]


def amplify(samples: SamplesF, peaks: SamplesF, *, gain_db: float, ceiling_dbtp: float) -> SamplesF:
    """Apply a gain; turn down around each true peak over the ceiling, smoothly and ahead of time.

    `peaks` is `true_peaks(samples)`, which does not depend on the gain and is the dear part.
    """
    factor, ceiling = np.float32(10 ** (gain_db / 20)), 10 ** (ceiling_dbtp / 20)
    amplified = np.empty_like(samples)
    for start in range(0, len(samples), STRETCH):
        end = min(start + STRETCH, len(samples))
        before = min(start, 2 * LOOKAHEAD)
        needed = np.minimum(1.0, ceiling / np.maximum(peaks[start - before : end + 2 * LOOKAHEAD] * factor, 1e-9))
        gain = _smooth(needed.astype(np.float32))[before : before + end - start]
        amplified[start:end] = samples[start:end] * factor * gain
    return amplified


def _smooth(needed: SamplesF) -> SamplesF:
    """The least gain needed nearby, rounded off; nowhere above the gain needed at that very sample."""
    if needed.min(initial=1.0) >= 1.0:
        return needed
    least = _running_minimum(needed, LOOKAHEAD)
    # two means of half the look-ahead each reach no further than the window of the minimum
    return _running_mean(_running_mean(least, LOOKAHEAD // 2), LOOKAHEAD // 2)


def _running_minimum(values: SamplesF, reach: int) -> SamplesF:
    """Minimum over `reach` samples each side, by doubling the window."""
    padded = np.pad(values, reach, mode="edge")
    width, window = 1, 2 * reach + 1
    while width < window:
        step = min(width, window - width)
        padded = np.minimum(padded[:-step], padded[step:])
        width += step
    return padded


def _running_mean(values: SamplesF, reach: int) -> SamplesF:
    """Mean over `reach` samples each side."""
    total = np.cumsum(np.pad(values.astype(np.float64), (reach + 1, reach), mode="edge"))
    window = 2 * reach + 1
    return ((total[window:] - total[:-window]) / window).astype(np.float32)
