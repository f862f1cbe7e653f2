"""From spoken text to sound, and how long it will take."""

import re
from collections.abc import Sequence

from nguontin.bulletins.audio.model import Pcm
from nguontin.bulletins.speech.espeak import EspeakVoice
from nguontin.bulletins.speech.languages import LANGUAGES
from nguontin.bulletins.speech.normaliser import normalise
from nguontin.bulletins.speech.voices import NoVoiceError, SpeechError, Voice, VoiceSettings

ALWAYS_THERE: Sequence[Voice] = (EspeakVoice(),)

# measured with eSpeak NG 1.52 at 160 words a minute on Vietnamese announcements
REFERENCE_RATE = 160
SECONDS_A_WORD = 0.227
STOP_SECONDS = 0.6
PAUSE_SECONDS = 0.08

WORD = re.compile(r"[^\W\d_]+")
HAN = re.compile(r"[\u3400-\u9fff]")
STOP = re.compile(r"[.!?…]+(?=\s|$)|[。！？]|\n+")
PAUSE = re.compile(r"[,;:](?=\s|$)|[，；：、]")


def synthesise(
    text: str,
    *,
    language: str,
    voice: VoiceSettings | None = None,
    voices: Sequence[Voice] = ALWAYS_THERE,
) -> Pcm:
    """Speak `text` (for Vietnamese: `normalise(...).text`) with the first of `voices` that knows the language.

    Raises `NoVoiceError` when none does, `SpeechError` (`speech_empty`, `speech_too_long`, `speech_failed`) otherwise.
    """
    able = next((one for one in voices if language in one.languages), None)
    if able is None:
        raise NoVoiceError(language, LANGUAGES[language].name_vi if language in LANGUAGES else f"ngôn ngữ “{language}”")
    if not WORD.search(text):
        raise SpeechError("speech_empty", "Bài chưa có chữ nào để đọc. Hãy viết nội dung trước.")
    return able.speak(text, language=language, settings=voice or VoiceSettings())


def estimate_seconds(text: str, *, language: str = "vi", voice: VoiceSettings | None = None) -> float:
    """How long the text will sound, in seconds, within about 15 % for a paragraph read by eSpeak NG."""
    spoken = normalise(text, language=language).text
    words = len(WORD.findall(HAN.sub(" ", spoken))) + len(HAN.findall(spoken))
    stops, pauses = len(STOP.findall(spoken)), len(PAUSE.findall(spoken))
    rate = (voice or VoiceSettings()).words_per_minute
    at_reference = words * SECONDS_A_WORD + stops * STOP_SECONDS + pauses * PAUSE_SECONDS
    return at_reference * REFERENCE_RATE / rate  # pauses shrink and stretch with the rate as words do
