"""The two services of sound, as the rest of the server calls them; the work is done in a child process (`jobs`)."""

import hashlib
from typing import Any

import numpy as np

from nguontin.bulletins.audio.model import AudioError, Encoded, Pcm, Samples16
from nguontin.kernel.child import ChildFailedError, Limits, Refusal, run_in_child

MAX_BYTES = 100 * 1024 * 1024  # half an hour of MP3 at 320 kbit/s is 72 MB
MAX_SECONDS = 30 * 60
LIMITS = Limits(seconds=180, memory=3 * 1024**3)  # address space, most of it never touched


def level_and_encode(source: bytes | Pcm, *, filename: str | None = None) -> Encoded:
    """Turn a recording or a spoken text into the file that loudspeakers play.

    Trims silence at both ends (150 ms stay), levels to -16 LUFS with a limiter at -1.5 dBTP, encodes as Ogg Opus mono
    24 kbit/s. Equal input gives equal bytes with the same libopus on the same kind of processor. `filename` only
    serves the wording of errors: what a file is, its bytes say.

    Raises `AudioError`: `audio_too_large`, `audio_too_long`, `audio_not_audio`, `audio_unreadable`, `audio_silent`,
    `audio_timeout`.
    """
    answer, data = _run("level", source, filename=filename)
    return Encoded(data=data, sha256=hashlib.sha256(data).hexdigest(), size=len(data), **answer)


def decode_to_pcm(data: bytes) -> tuple[Samples16, int]:
    """Decode any sound file to mono int16 samples, shape (n,), and their rate (48,000). Errors as above."""
    answer, raw = _run("decode", data, filename=None)
    return np.frombuffer(raw, dtype="<i2"), int(answer["rate"])


def _run(job: str, source: bytes | Pcm, *, filename: str | None) -> tuple[dict[str, Any], bytes]:
    payload = source if isinstance(source, bytes) else source.samples.astype("<i2").tobytes()
    raw_rate = None if isinstance(source, bytes) else source.rate
    if len(payload) > MAX_BYTES and raw_rate is None:
        raise AudioError(
            "audio_too_large",
            f"{_name(filename)} lớn hơn {MAX_BYTES // 1024**2} MB. Hãy lưu lại ở dạng MP3 hoặc chia thành nhiều phần.",
        )
    arguments = {"raw_rate": raw_rate, "name": _name(filename), "max_seconds": MAX_SECONDS}
    try:
        return run_in_child(f"nguontin.bulletins.audio.jobs:{job}", payload, arguments=arguments, limits=LIMITS)
    except Refusal as refused:
        raise AudioError(refused.code, refused.message_vi) from refused
    except ChildFailedError as failed:
        if failed.reason == "timeout":
            raise AudioError(
                "audio_timeout", f"Xử lý {_name(filename)} quá lâu nên đã dừng. Hãy thử lại với tệp ngắn hơn."
            ) from failed
        raise AudioError(
            "audio_unreadable", f"Không đọc được {_name(filename)}. Hãy xuất lại thành MP3 hoặc WAV rồi tải lên."
        ) from failed


def _name(filename: str | None) -> str:
    return f"tệp “{filename[:80]}”" if filename else "tệp âm thanh"
