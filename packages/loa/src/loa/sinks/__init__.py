"""Sinks: the sound card, a WAV file, or nothing."""

from collections.abc import Callable
from pathlib import Path

from loa.clock import Clock
from loa.sinks.base import Sink, SinkFailed, Sounding
from loa.sinks.card import CardSink
from loa.sinks.paced import NullSink, WavSink

SinkMaker = Callable[[Clock], Sink]

__all__ = ["CardSink", "NullSink", "Sink", "SinkFailed", "SinkMaker", "Sounding", "WavSink", "sink_maker"]


def sink_maker(spec: str) -> SinkMaker:
    """What makes the sink called ``card``, ``null`` or ``wav:FILE``; ``ValueError`` for another name."""
    kind, _, path = spec.partition(":")
    if kind == "card" and not path:
        return lambda clock: CardSink(clock.timer)
    if kind == "null" and not path:
        return lambda clock: NullSink(clock.timer)
    if kind == "wav" and path:
        return lambda clock: WavSink(Path(path), clock.timer, clock.at_ms)
    raise ValueError(f"unknown sink {spec!r}: card, null or wav:FILE")
