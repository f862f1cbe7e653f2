"""The child's side of `service`: the two jobs on sound, each (answer, bytes)."""

import itertools
from typing import Any

import numpy as np

from nguontin.bulletins.audio import decoding, levelling
from nguontin.bulletins.audio.encoding import encode_opus
from nguontin.bulletins.audio.loudness import Measured, measure
from nguontin.bulletins.audio.model import AudioError, SamplesF
from nguontin.kernel.child import child_job

TARGET_LUFS = -16.0
CEILING_DBTP = -1.8  # -1.5 asked; a little lower because Opus overshoots by about half a decibel
HEARD_CEILING_DBTP = -1.0  # after Opus
TOO_QUIET_LUFS = -60.0
LOUDNESS_TOLERANCE = 0.25
HEARD_TOLERANCE = 0.5
LIMITED_SLOPE = 1.8  # decibels of gain for one more LU while the limiter takes part of it back
GAIN_STEPS = 4
ENCODINGS = 4
OVERSHOOT_SPREAD = 0.5  # decibels by which the overshoot differs from one encoding to the next
WAVEFORM_POINTS = 200


@child_job
def decode(payload: bytes, *, raw_rate: int | None, name: str, max_seconds: int) -> tuple[dict[str, Any], bytes]:
    """Mono int16 little-endian samples at 48 kHz."""
    samples = _samples(payload, raw_rate=raw_rate, name=name, max_seconds=max_seconds)
    np.clip(samples, -1.0, 1.0, out=samples)
    return {"rate": decoding.RATE}, (samples * 32767).round().astype("<i2").tobytes()


@child_job
def level(payload: bytes, *, raw_rate: int | None, name: str, max_seconds: int) -> tuple[dict[str, Any], bytes]:
    """Trimmed, levelled Ogg Opus and its figures."""
    samples = levelling.trim(_samples(payload, raw_rate=raw_rate, name=name, max_seconds=max_seconds))
    before = measure(samples) if len(samples) else None
    if before is None or before.loudness < TOO_QUIET_LUFS:
        raise AudioError("audio_silent", f"Trong {name} gần như không có tiếng. Hãy kiểm tra micrô và ghi âm lại.")
    encoded, heard, figures = _encode_levelled(samples, before)
    answer = {
        "duration_ms": round(len(heard) * 1000 / decoding.RATE),
        "loudness_lufs": round(figures.loudness, 2),
        "peak_dbtp": round(figures.peak, 2),
        "waveform": waveform(heard),
    }
    return answer, encoded


def _encode_levelled(samples: SamplesF, before: Measured) -> tuple[bytes, SamplesF, Measured]:
    """Level, encode, listen to the result; again when Opus overshot or took away more than it usually does."""
    peaks, gain_db = levelling.true_peaks(samples), TARGET_LUFS - before.loudness
    target, ceiling = TARGET_LUFS, CEILING_DBTP
    for _ in range(ENCODINGS):
        levelled, gain_db = _reach(target, samples, peaks, gain_db=gain_db, ceiling_dbtp=ceiling)
        encoded = encode_opus(levelled)
        del levelled  # a third of the memory of a long recording
        heard = decoding.decode_file(encoded, name="", max_seconds=len(samples) // decoding.RATE + 2)
        figures = measure(heard)
        lost, over = TARGET_LUFS - figures.loudness, figures.peak - HEARD_CEILING_DBTP
        if over <= 0 and abs(lost) <= HEARD_TOLERANCE:
            break
        target += lost if abs(lost) > HEARD_TOLERANCE else 0.0
        ceiling -= over + OVERSHOOT_SPREAD if over > 0 else 0.0
    return encoded, heard, figures


def _reach(
    target: float, samples: SamplesF, peaks: SamplesF, *, gain_db: float, ceiling_dbtp: float
) -> tuple[SamplesF, float]:
    """Find the gain at which the limited sound has the target loudness; return that sound and the gain."""
    for _ in range(GAIN_STEPS):
        levelled = levelling.amplify(samples, peaks, gain_db=gain_db, ceiling_dbtp=ceiling_dbtp)
        missing = target - measure(levelled).loudness
        if abs(missing) <= LOUDNESS_TOLERANCE:
            break
        gain_db += missing * LIMITED_SLOPE
    return levelled, gain_db


def waveform(samples: SamplesF) -> list[int]:
    """200 peaks, 0..100 of full scale, in time order."""
    edges = np.linspace(0, len(samples), WAVEFORM_POINTS + 1).astype(int)
    return [
        min(100, round(float(np.abs(samples[start:end]).max(initial=0.0)) * 100))
        for start, end in itertools.pairwise(edges)
    ]


def _samples(payload: bytes, *, raw_rate: int | None, name: str, max_seconds: int) -> SamplesF:
    if raw_rate is None:
        return decoding.decode_file(payload, name=name, max_seconds=max_seconds)
    return decoding.resample_raw(payload, raw_rate, max_seconds=max_seconds, name=name)
