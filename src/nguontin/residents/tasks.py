"""Work of the worker for residents: podcast episodes."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import av

from nguontin.broadcast.models import Broadcast
from nguontin.broadcast.states import BroadcastState
from nguontin.kernel import filestore

from .models import Episode

MP3_BITRATE = 48_000  # bit/s, mono: speech


def make_episodes(at: datetime, *, limit: int = 20) -> int:
    """Encode an MP3 for live broadcasts that have sounded and have none yet; returns how many were made.

    Run-book: when this fails, the podcast lacks its newest entries; loudspeakers and pages are not touched. Look for
    missing files on the shelf "audio".
    """
    waiting = (
        Broadcast.objects.filter(state=BroadcastState.LIVE, episode=None, occurrences__outcome__in=["played", "partly"])
        .distinct()
        .prefetch_related("audio")[:limit]
    )
    for broadcast in waiting:
        data = to_mp3([filestore.fetch("audio", one.sha256) for one in broadcast.audio.all()])
        sha256 = filestore.keep("podcast", data)
        Episode.objects.get_or_create(
            broadcast=broadcast, defaults={"sha256": sha256, "size": len(data), "made_at": at}
        )
    return len(waiting)


def to_mp3(parts: list[bytes]) -> bytes:
    """Our own Opus files, one after the other, as one mono MP3."""
    sink = io.BytesIO()
    with av.open(sink, "w", format="mp3") as target:
        stream = target.add_stream("libmp3lame", rate=48_000, layout="mono")
        stream.bit_rate = MP3_BITRATE
        resampler = av.AudioResampler(format="s16p", layout="mono", rate=48_000)
        for part in parts:
            with av.open(io.BytesIO(part)) as source:
                for frame in source.decode(audio=0):
                    for piece in resampler.resample(frame):
                        piece.pts = None
                        target.mux(stream.encode(piece))
        for piece in resampler.resample(None):
            piece.pts = None
            target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return sink.getvalue()


PERIODIC: list[tuple[Callable[[datetime], object], timedelta]] = [(make_episodes, timedelta(seconds=30))]
