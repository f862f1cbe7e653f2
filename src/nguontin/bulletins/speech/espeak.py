"""The voice that is always there: eSpeak NG from the `espeakng-loader` wheel, in a child process."""

from collections.abc import Mapping

import numpy as np

from nguontin.bulletins.audio.model import Pcm
from nguontin.bulletins.speech.voices import Dialect, SpeechError, VoiceSettings
from nguontin.kernel.child import ChildFailedError, Limits, run_in_child

LIMITS = Limits(seconds=60, memory=1024**3)
JOB = "nguontin.bulletins.speech.espeak_job:speak"
MAX_CHARACTERS = 30_000  # half an hour at the slowest rate

VIETNAMESE: Mapping[Dialect, str] = {
    Dialect.NORTH: "vi",
    Dialect.CENTRAL: "vi-vn-x-central",
    Dialect.SOUTH: "vi-vn-x-south",
}
OTHERS: Mapping[str, str] = {"en": "en", "zh": "cmn"}


class EspeakVoice:
    """Speaks Vietnamese in three dialects, English and Mandarin."""

    languages = frozenset({"vi", *OTHERS})

    def speak(self, text: str, *, language: str, settings: VoiceSettings) -> Pcm:
        """See `voices.Voice`."""
        if len(text) > MAX_CHARACTERS:
            raise SpeechError(
                "speech_too_long", "Bài quá dài để đọc bằng giọng máy (trên 30 phút). Hãy chia thành nhiều bản tin."
            )
        arguments = {
            "voice": VIETNAMESE[settings.dialect] if language == "vi" else OTHERS[language],
            "words_per_minute": settings.words_per_minute,
            "pitch": settings.pitch,
        }
        try:
            answer, sound = run_in_child(JOB, text.encode("utf-8", "replace"), arguments=arguments, limits=LIMITS)
        except ChildFailedError as failed:
            raise SpeechError(
                "speech_failed", "Giọng máy không đọc được bài này. Hãy thử lại hoặc thu âm giọng người."
            ) from failed
        return Pcm(np.frombuffer(sound, dtype="<i2"), int(answer["rate"]))
