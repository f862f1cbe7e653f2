"""The child process holds its limits and its allow-list."""

import os

import pytest

from nguontin.bulletins.audio import AudioError, child
from nguontin.bulletins.audio import service as audio_service
from nguontin.bulletins.audio.child import ChildFailedError, Limits, run_in_child

ARGUMENTS = {"raw_rate": 48_000, "name": "tệp", "max_seconds": 1800}


def test_memory_is_limited() -> None:
    with pytest.raises(ChildFailedError) as failed:
        run_in_child("decode", bytes(60_000_000), arguments=ARGUMENTS, limits=Limits(seconds=20, memory=400 * 1024**2))
    assert failed.value.reason == "crashed"


def test_time_is_limited() -> None:
    with pytest.raises(ChildFailedError) as failed:
        run_in_child("level", os.urandom(90_000_000), arguments=ARGUMENTS, limits=Limits(seconds=1, memory=3 * 1024**3))
    assert failed.value.reason == "timeout"


def test_only_listed_jobs_run() -> None:
    with pytest.raises(ChildFailedError, match="KeyError"):
        run_in_child("os:system", b"true", arguments={}, limits=Limits(seconds=5, memory=1024**3))


def test_secrets_of_the_parent_stay_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NGUON_SECRET", "geheim")
    monkeypatch.setattr(child, "ENTRY", "import os, sys; sys.exit('NGUON_SECRET' in os.environ and 3 or 4)")
    with pytest.raises(ChildFailedError, match="status 4"):
        run_in_child("decode", b"", arguments={}, limits=Limits(seconds=5, memory=1024**3))


@pytest.mark.parametrize(("reason", "code"), [("timeout", "audio_timeout"), ("crashed", "audio_unreadable")])
def test_a_failed_child_becomes_words_for_people(monkeypatch: pytest.MonkeyPatch, reason: str, code: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ChildFailedError(reason, "detail for the log")

    monkeypatch.setattr(audio_service, "run_in_child", fail)
    with pytest.raises(AudioError) as refused:
        audio_service.level_and_encode(b"x", filename="a.mp3")
    assert refused.value.code == code
    assert "detail" not in refused.value.message_vi
