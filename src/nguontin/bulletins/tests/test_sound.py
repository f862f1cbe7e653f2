"""Sound of texts: made by the job, outdated by other words, never believed when ordered anew."""

from __future__ import annotations

import wave
from io import BytesIO

import numpy as np
import pytest

from nguontin.bulletins.models import Audio
from nguontin.bulletins.services import attach_audio, create_bulletin, heard, make_audio, speak, write_text
from nguontin.bulletins.services import sound as sound_module
from nguontin.kernel import filestore
from nguontin.kernel.errors import DomainError
from tests.support.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World.build()


def tone(seconds: float = 1.0) -> bytes:
    """A WAV file with a voice-like tone."""
    samples = (np.sin(np.arange(int(16_000 * seconds)) * 0.2) * 12_000).astype("<i2")
    target = BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(samples.tobytes())
    return target.getvalue()


def test_words_become_sound_on_the_shelf(world: World) -> None:
    bulletin = create_bulletin(unit=world.a, title="Họp xóm", by=world.officer_a, at=world.at)
    text = write_text(bulletin, "vi", "Mời bà con họp lúc 19h30.", by=world.officer_a, at=world.at)
    audio = make_audio(speak(text, by=world.officer_a, at=world.at).pk)
    assert audio.state == Audio.State.READY
    assert audio.duration_ms > 1000
    assert "mười chín giờ" in audio.spoken_text
    assert len(audio.waveform) == 200
    assert len(filestore.fetch("audio", audio.sha256)) == audio.size
    write_text(bulletin, "vi", "Mời bà con họp lúc 20h.", by=world.officer_a, at=world.at)
    audio.refresh_from_db()
    assert audio.state == Audio.State.OUTDATED


def test_a_recording_stays_when_the_words_change(world: World) -> None:
    bulletin = create_bulletin(unit=world.a, title="Họp", by=world.officer_a, at=world.at)
    text = write_text(bulletin, "tay", "Mời bà con.", by=world.officer_a, at=world.at)
    audio = make_audio(attach_audio(text, tone(), "loi.wav", kind="recorded", by=world.officer_a, at=world.at).pk)
    assert (audio.state, audio.kind) == (Audio.State.READY, Audio.Kind.RECORDED)
    write_text(bulletin, "tay", "Mời bà con đến.", by=world.officer_a, at=world.at)
    audio.refresh_from_db()
    assert audio.state == Audio.State.READY


def test_a_language_without_a_voice_is_recorded_by_a_person(world: World) -> None:
    bulletin = create_bulletin(unit=world.a, title="Họp", by=world.officer_a, at=world.at)
    text = write_text(bulletin, "tay", "Mời bà con.", by=world.officer_a, at=world.at)
    with pytest.raises(DomainError, match="no_voice"):
        speak(text, by=world.officer_a, at=world.at)


def test_a_file_that_is_no_sound_fails_in_words_for_the_writer(world: World) -> None:
    bulletin = create_bulletin(unit=world.a, title="Họp", by=world.officer_a, at=world.at)
    text = write_text(bulletin, "vi", "Mời bà con.", by=world.officer_a, at=world.at)
    audio = make_audio(attach_audio(text, b"khong phai am thanh", "a.mp3", by=world.officer_a, at=world.at).pk)
    assert audio.state == Audio.State.FAILED
    assert "a.mp3" in audio.failure
    with pytest.raises(DomainError, match="not_ready"):
        heard(audio, by=world.officer_a, at=world.at)


def test_an_older_job_cannot_overwrite_a_newer_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bulletin = create_bulletin(unit=world.a, title="Họp", by=world.officer_a, at=world.at)
    text = write_text(bulletin, "vi", "Lời cũ.", by=world.officer_a, at=world.at)
    audio = speak(text, by=world.officer_a, at=world.at)
    worked = sound_module._worked

    def overtaken(row: Audio) -> object:
        done = worked(row)
        fresh = write_text(bulletin, "vi", "Lời mới.", by=world.officer_a, at=world.at)
        speak(fresh, by=world.officer_a, at=world.at)
        return done

    monkeypatch.setattr(sound_module, "_worked", overtaken)
    assert make_audio(audio.pk).state == Audio.State.WAITING
    monkeypatch.undo()
    assert make_audio(audio.pk).spoken_text.startswith("Lời mới")
