"""Write Ogg Opus. Runs in the child process only."""

import io

import av
import numpy as np

from nguontin.bulletins.audio.decoding import RATE
from nguontin.bulletins.audio.model import SamplesF

BIT_RATE = 24_000
# bitexact: no random stream serial and no version string, so that equal sound gives an equal file
MUXER = {"fflags": "+bitexact"}
ENCODER = {"application": "audio", "vbr": "on", "frame_duration": "20", "flags": "+bitexact"}


def encode_opus(samples: SamplesF) -> bytes:
    """Encode mono float samples at 48 kHz as Ogg Opus, 24 kbit/s."""
    target = io.BytesIO()
    with av.open(target, "w", format="ogg", options=MUXER) as container:
        stream = container.add_stream("libopus", rate=RATE, options=ENCODER)
        stream.layout = "mono"
        stream.bit_rate = BIT_RATE
        for start in range(0, len(samples), RATE):
            block = np.ascontiguousarray(samples[None, start : start + RATE])
            frame = av.AudioFrame.from_ndarray(block, format="flt", layout="mono")
            frame.sample_rate = RATE
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()
