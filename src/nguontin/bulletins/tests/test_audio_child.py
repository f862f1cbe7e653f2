"""Sound is worked on in a child process with limits, and what fails there becomes words for people."""

import os

import pytest

from nguontin.bulletins.audio import AudioError
from nguontin.bulletins.audio import service as audio_service
from nguontin.kernel.child import ChildFailedError, Limits, run_in_child

ARGUMENTS = {"raw_rate": 48_000, "name": "tệp", "max_seconds": 1800}
JOBS = "nguontin.bulletins.audio.jobs"


def test_memory_is_limited() -> None:
    limits = Limits(seconds=20, memory=400 * 1024**2)
    with pytest.raises(ChildFailedError) as failed:
        run_in_child(f"{JOBS}:decode", bytes(60_000_000), arguments=ARGUMENTS, limits=limits)
    assert failed.value.reason in {"memory", "crashed"}  # as the library that asked for it takes the refusal


def test_time_is_limited() -> None:
    limits = Limits(seconds=1, memory=3 * 1024**3)
    with pytest.raises(ChildFailedError) as failed:
        run_in_child(f"{JOBS}:level", os.urandom(90_000_000), arguments=ARGUMENTS, limits=limits)
    assert failed.value.reason == "timeout"


def test_what_the_job_refuses_is_refused_here() -> None:
    with pytest.raises(AudioError) as refused:
        audio_service.decode_to_pcm(b"no sound at all")
    assert refused.value.code == "audio_not_audio"


@pytest.mark.parametrize(
    ("reason", "code"),
    [("timeout", "audio_timeout"), ("crashed", "audio_unreadable"), ("memory", "audio_unreadable")],
)
def test_a_failed_child_becomes_words_for_people(monkeypatch: pytest.MonkeyPatch, reason: str, code: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ChildFailedError(reason, "detail for the log")

    monkeypatch.setattr(audio_service, "run_in_child", fail)
    with pytest.raises(AudioError) as refused:
        audio_service.level_and_encode(b"x", filename="a.mp3")
    assert refused.value.code == code
    assert "detail" not in refused.value.message_vi
