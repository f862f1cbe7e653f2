"""Decode a sound file of unknown origin to mono float samples at 48 kHz. Runs in the child process only.

Demuxers and decoders are allow-listed: FFmpeg also reads playlists that make it open addresses and local files.
"""

import io

import av
import numpy as np
from av.error import FFmpegError

from nguontin.bulletins.audio.model import AudioError, SamplesF

RATE = 48_000
DEMUXERS = "mp3,wav,w64,aiff,flac,ogg,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,aac,amr,asf,caf"
DECODERS = (
    "mp3,mp3float,aac,opus,libopus,vorbis,libvorbis,flac,alac,wmav1,wmav2,amrnb,amrwb,"
    "pcm_u8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_f32be,pcm_f64le,pcm_alaw,"
    "pcm_mulaw,adpcm_ms,adpcm_ima_wav"
)
ALLOWED = {"format_whitelist": DEMUXERS, "codec_whitelist": DECODERS, "protocol_whitelist": "none"}
MAX_BROKEN_PACKETS = 200  # a few broken frames are a scratch, more are another kind of file


def decode_file(data: bytes, *, name: str, max_seconds: int) -> SamplesF:
    """Return the samples, float32 in about -1..1, shape (n,). `name` is how an error speaks of the file."""
    try:
        with av.open(io.BytesIO(data), "r", options=ALLOWED, metadata_errors="replace") as container:
            stream = next(iter(container.streams.audio), None)
            if stream is None or stream.codec_context is None:
                raise _not_audio(name)
            if stream.codec_context.name not in DECODERS.split(","):
                raise _not_audio(name)
            return _decode_stream(container, stream, name=name, max_seconds=max_seconds)
    except (FFmpegError, ValueError, StopIteration) as broken:
        raise _not_audio(name) from broken


def resample_raw(raw: bytes, rate: int, *, max_seconds: int, name: str) -> SamplesF:
    """The same for int16 little-endian mono samples at `rate`."""
    if len(raw) // 2 > max_seconds * rate:
        raise _too_long(name, max_seconds)
    samples, resampler = np.frombuffer(raw, dtype="<i2"), _resampler()
    pieces: list[SamplesF] = []
    for start in range(0, len(samples), rate):
        frame = av.AudioFrame.from_ndarray(samples[None, start : start + rate], format="s16", layout="mono")
        frame.sample_rate = rate
        pieces += _arrays(resampler.resample(frame))
    return _join([*pieces, *_arrays(resampler.resample(None))]) if pieces else np.zeros(0, dtype=np.float32)


def _decode_stream(
    container: "av.container.InputContainer", stream: "av.AudioStream", *, name: str, max_seconds: int
) -> SamplesF:
    resampler, heard, broken = _resampler(), 0, 0
    pieces: list[SamplesF] = []
    for packet in container.demux(stream):
        try:
            decoded = packet.decode()
        except FFmpegError:
            broken += 1
            if broken > MAX_BROKEN_PACKETS:
                raise
            continue
        for frame in decoded:
            frame.pts = None  # gaps and jumps in strangers' time stamps must not become silence
            new = _arrays(resampler.resample(frame))
            heard += sum(map(len, new))
            pieces += new
        if heard > max_seconds * RATE:
            raise _too_long(name, max_seconds)
    if not pieces:
        raise _not_audio(name)
    return _join([*pieces, *_arrays(resampler.resample(None))])


def _resampler() -> "av.AudioResampler":
    return av.AudioResampler(format="flt", layout="mono", rate=RATE)


def _arrays(frames: "list[av.AudioFrame]") -> list[SamplesF]:
    return [frame.to_ndarray()[0] for frame in frames]


def _join(pieces: list[SamplesF]) -> SamplesF:
    """One array of all; the pieces are used up on the way, for half an hour of sound is 345 MB."""
    joined: SamplesF = np.empty(sum(map(len, pieces)), dtype=np.float32)
    end = len(joined)
    while pieces:
        piece = pieces.pop()
        joined[end - len(piece) : end] = piece
        end -= len(piece)
    return np.nan_to_num(joined, copy=False, nan=0.0, posinf=0.0, neginf=0.0)


def _not_audio(name: str) -> AudioError:
    return AudioError(
        "audio_not_audio",
        f"Không nghe được âm thanh trong {name}. Hãy chọn một tệp ghi âm (MP3, WAV, M4A, OGG) hoặc ghi âm lại.",
    )


def _too_long(name: str, max_seconds: int) -> AudioError:
    return AudioError(
        "audio_too_long",
        f"Âm thanh trong {name} dài quá {max_seconds // 60} phút. Hãy cắt ngắn hoặc chia thành nhiều phần.",
    )
