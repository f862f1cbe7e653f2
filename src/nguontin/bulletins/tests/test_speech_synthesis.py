"""Voices: who can be spoken to, how long it takes, what happens without a voice."""

import numpy as np
import pytest

from nguontin.bulletins.audio import Pcm
from nguontin.bulletins.speech import (
    LANGUAGES,
    Dialect,
    NoVoiceError,
    SpeechError,
    VoiceSettings,
    estimate_seconds,
    normalise,
    synthesise,
)

ANNOUNCEMENT = normalise(
    "Kính mời bà con đến nhà văn hóa xóm lúc 19h30 ngày 15/11/2026 để họp về phòng cháy, chữa cháy rừng. "
    "Đề nghị mỗi gia đình cử một người tham dự đầy đủ, đúng giờ. Xin trân trọng cảm ơn!"
).text


@pytest.mark.parametrize(
    ("language", "text"),
    [("vi", "Xin chào bà con."), ("en", "The river is rising."), ("zh", "请注意，今天晚上有大雨。")],
)
def test_each_promised_voice_speaks(language: str, text: str) -> None:
    sound = synthesise(text, language=language)
    assert sound.samples.dtype == np.int16
    assert sound.samples.ndim == 1
    assert 0.4 < sound.seconds < 10
    assert np.abs(sound.samples.astype(int)).max() > 2_000


def test_table_of_languages_says_truly_who_has_a_voice() -> None:
    assert next(iter(LANGUAGES)) == "vi"
    for code, (_, _, has_voice) in LANGUAGES.items():
        if has_voice:
            assert synthesise("a", language=code).seconds > 0
        else:
            with pytest.raises(NoVoiceError) as refused:
                synthesise("a", language=code)
            assert "thu âm" in refused.value.message_vi
            assert LANGUAGES[code].name_vi in refused.value.message_vi


def test_estimate_is_near_the_sound() -> None:
    for rate in (100, 120, 180):
        voice = VoiceSettings(words_per_minute=rate)
        sounded = synthesise(ANNOUNCEMENT, language="vi", voice=voice).seconds
        assert estimate_seconds(ANNOUNCEMENT, voice=voice) == pytest.approx(sounded, rel=0.15)


def test_settings_change_the_sound() -> None:
    plain = synthesise(ANNOUNCEMENT, language="vi")
    assert np.array_equal(plain.samples, synthesise(ANNOUNCEMENT, language="vi").samples)
    for other in (VoiceSettings(dialect=Dialect.SOUTH), VoiceSettings(pitch=70), VoiceSettings(words_per_minute=200)):
        sound = synthesise(ANNOUNCEMENT, language="vi", voice=other).samples
        assert not np.array_equal(plain.samples, sound)


@pytest.mark.parametrize("wrong", [{"words_per_minute": 20}, {"pitch": 100}])
def test_settings_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="must be"):
        VoiceSettings(**wrong)


@pytest.mark.parametrize(("text", "code"), [(" \n .", "speech_empty"), ("a " * 20_000, "speech_too_long")])
def test_text_that_cannot_be_spoken(text: str, code: str) -> None:
    with pytest.raises(SpeechError) as refused:
        synthesise(text, language="vi")
    assert refused.value.code == code


def test_hostile_text_is_only_text() -> None:
    """No SSML, no phoneme marks, no NUL, no half characters reach the engine as such."""
    assert synthesise("a\0b \ud800 <break time='9s'/> [[a:]] xin chào", language="vi").seconds < 12


def test_another_voice_may_take_over() -> None:
    class Recorded:
        languages = frozenset({"tay"})

        def speak(self, text: str, *, language: str, settings: VoiceSettings) -> Pcm:
            return Pcm(np.ones(8, dtype=np.int16), 8_000)

    assert synthesise("pi noọng", language="tay", voices=(Recorded(),)).seconds == 0.001
