"""Loudness and true peak by FFmpeg's `ebur128` filter (EBU R128, ITU-R BS.1770-4). Runs in the child process only."""

import math
from dataclasses import dataclass

import av
import numpy as np
from av.filter import Graph

from nguontin.bulletins.audio.decoding import RATE
from nguontin.bulletins.audio.model import SamplesF

GATING_BLOCK_S = 0.4  # BS.1770: nothing shorter has a loudness
SILENCE_LUFS = -70.0  # what the standard gives for silence


@dataclass(frozen=True)
class Measured:
    """Integrated loudness (LUFS) and true peak (dBTP) of a mono sound."""

    loudness: float
    peak: float


def measure(samples: SamplesF) -> Measured:
    """Measure mono samples at 48 kHz in one pass. A sound under 0.4 s is measured as if it were repeated."""
    if len(samples) < 2 * GATING_BLOCK_S * RATE:
        samples = np.resize(samples, RATE)
    graph = Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="mono")
    meter = graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    last = {"lavfi.r128.I": str(SILENCE_LUFS), "lavfi.r128.true_peak": "0"}
    for start in range(0, len(samples), RATE):
        frame = av.AudioFrame.from_ndarray(samples[None, start : start + RATE], format="flt", layout="mono")
        frame.sample_rate = RATE
        frame.pts = start
        graph.push(frame)
        last = _drain(graph) or last
    graph.push(None)
    last = _drain(graph) or last
    peak = float(last["lavfi.r128.true_peak"])
    return Measured(float(last["lavfi.r128.I"]), 20 * math.log10(peak) if peak > 0 else -math.inf)


def _drain(graph: Graph) -> dict[str, str]:
    """Take what the filter has ready; return the figures of the newest frame (running values up to it)."""
    figures: dict[str, str] = {}
    while True:
        try:
            figures = dict(graph.pull().metadata)
        except (av.BlockingIOError, av.EOFError):
            return figures
