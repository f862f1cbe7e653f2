"""The child's side of `service`: the two jobs on sound, each (answer, bytes)."""

from typing import Any

import numpy as np

from nguontin.bulletins.audio import decoding, levelling
from nguontin.bulletins.audio.encoding import encode_opus
from nguontin.bulletins.audio.loudness import Measured, measure
from nguontin.bulletins.audio.model import AudioError, SamplesF

TARGET_LUFS = -16.0
CEILING_DBTP = -1.5
HEARD_CEILING_DBTP = -1.0  # after Opus, which may overshoot what it was given
TOO_QUIET_LUFS = -60.0
LOUDNESS_TOLERANCE = 0.2
PASSES = 4
WAVEFORM_POINTS = 200


def decode(payload: bytes, *, raw_rate: int | None, name: str, max_seconds: int) -> tuple[dict[str, Any], bytes]:
    """Mono int16 little-endian samples at 48 kHz."""
    samples = _samples(payload, raw_rate=raw_rate, name=name, max_seconds=max_seconds)
    np.clip(samples, -1.0, 1.0, out=samples)
    return {"rate": decoding.RATE}, (samples * 32767).round().astype("<i2").tobytes()


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
    """Gain, limit, encode; listen to the result and correct gain or ceiling by what is heard."""
    gain_db, ceiling = TARGET_LUFS - before.loudness, CEILING_DBTP
    for _ in range(PASSES):
        levelled = levelling.limit(samples * np.float32(10 ** (gain_db / 20)), ceiling_dbtp=ceiling)
        encoded = encode_opus(levelled)
        heard = decoding.decode_file(encoded, name="", max_seconds=len(samples) // decoding.RATE + 2)
        figures = measure(heard)
        missing, over = TARGET_LUFS - figures.loudness, figures.peak - HEARD_CEILING_DBTP
        if abs(missing) <= LOUDNESS_TOLERANCE and over <= 0:
            break
        gain_db += missing
        ceiling -= max(0.0, over)
    return encoded, heard, figures


def waveform(samples: SamplesF) -> list[int]:
    """200 peaks, 0..100 of full scale, in time order."""
    edges = np.linspace(0, len(samples), WAVEFORM_POINTS + 1).astype(int)
    return [
        min(100, round(float(np.abs(samples[start:end]).max(initial=0.0)) * 100))
        for start, end in zip(edges[:-1], edges[1:], strict=True)
    ]


def _samples(payload: bytes, *, raw_rate: int | None, name: str, max_seconds: int) -> SamplesF:
    if raw_rate is None:
        return decoding.decode_file(payload, name=name, max_seconds=max_seconds)
    return decoding.resample_raw(payload, raw_rate, max_seconds=max_seconds, name=name)
