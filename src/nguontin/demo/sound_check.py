"""Listening to what the virtual loudspeakers really played: their WAV files against the audio that was sent."""

from __future__ import annotations

import wave
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np

from nguontin.broadcast.models import Occurrence
from nguontin.bulletins.audio import contains, decode_to_pcm
from nguontin.kernel import filestore

RATE = 8000  # Hz: enough to tell one announcement from another, and six times quicker than the full rate
SURE = 0.75  # correlation: the same sound has 0.95 and more, one that was cut off at three quarters less than this
PART_S = 1.5  # an announcement that an alarm cut in two is looked for in parts of this length
Phases = Sequence[np.ndarray]  # one sound, thinned from a third of a sample apart: a recording begins anywhere
PAUSE = timedelta(seconds=1)  # longer between beginning and end than it played: an alarm came between


@dataclass(frozen=True, slots=True)
class Heard:
    """How many loudspeakers were listened to, and in how many everything they reported as played was there."""

    checked: int
    matching: int


def listen(wavs: Mapping[str, Path]) -> Heard:
    """Check each outlet's WAV for the audio of every occurrence it reported as played.

    An outlet that reported nothing as played is not checked. *wavs*: outlet id → file.
    """
    rows = Occurrence.objects.filter(outcome="played").values_list(
        "outlet_id", "broadcast__audio__sha256", "began_at", "ended_at", "played_ms"
    )
    wanted: dict[str, dict[str, bool]] = {}
    for outlet, sha256, began, ended, played_ms in rows:
        whole = ended - began <= timedelta(milliseconds=played_ms) + PAUSE
        of_outlet = wanted.setdefault(str(outlet), {})
        of_outlet[sha256] = of_outlet.get(sha256, False) or whole
    needles = {sha256: _needle(sha256) for sha256 in {one for some in wanted.values() for one in some}}
    pairs = [
        (wavs.get(outlet), [(needles[one], whole) for one, whole in some.items()]) for outlet, some in wanted.items()
    ]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda pair: _all_there(*pair), pairs))
    return Heard(len(found), sum(found))


def _all_there(path: Path | None, needles: Sequence[tuple[Phases, bool]]) -> bool:
    """Whether the recording has them all; each with whether it sounded without a break."""
    if path is None or not path.exists():
        return False
    recording = read_wav(path)
    return all(is_there(recording, needle, whole=whole) for needle, whole in needles)


def is_there(recording: np.ndarray, needle: Phases, *, whole: bool = True) -> bool:
    """Whether *needle* sounds in *recording*; when not ``whole``, one part of it may be missing, where the cut was."""
    if _sounds(recording, needle):
        return True
    if whole:
        return False
    size = round(PART_S * RATE)
    starts = range(0, min(map(len, needle)) - size + 1, size)
    absent = sum(not _sounds(recording, [phase[at : at + size] for phase in needle]) for at in starts)
    return len(starts) > 2 and absent <= 1


def _sounds(recording: np.ndarray, needle: Phases) -> bool:
    return any(contains(recording, phase, RATE) >= SURE for phase in needle)


def _needle(sha256: str) -> Phases:
    samples, rate = decode_to_pcm(filestore.fetch("audio", sha256))
    return [thin(samples[shift:], rate) for shift in range(0, rate // RATE, 2)]


def read_wav(path: Path) -> np.ndarray:
    """A mono 16-bit WAV, also one whose writer was stopped, at RATE samples a second."""
    with wave.open(str(path), "rb") as file:
        rate, samples = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16)
    return thin(samples, rate)


def thin(samples: np.ndarray, rate: int) -> np.ndarray:
    """Samples at RATE: means of neighbours, which is filter enough for comparing speech."""
    step = rate // RATE
    whole = len(samples) // step * step
    return samples[:whole].reshape(-1, step).mean(axis=1).astype(np.int16)
