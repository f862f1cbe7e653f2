"""Speech: written announcements into words (`normalise`), words into sound (`synthesise`).

Plain Python: no Django, no settings, no clock.
"""

from nguontin.bulletins.speech.languages import HTML_LANG, LANGUAGES, Language
from nguontin.bulletins.speech.normaliser import normalise
from nguontin.bulletins.speech.spoken import Piece, Spoken
from nguontin.bulletins.speech.synthesis import estimate_seconds, synthesise
from nguontin.bulletins.speech.voices import Dialect, NoVoiceError, SpeechError, Voice, VoiceSettings

__all__ = [
    "HTML_LANG",
    "LANGUAGES",
    "Dialect",
    "Language",
    "NoVoiceError",
    "Piece",
    "SpeechError",
    "Spoken",
    "Voice",
    "VoiceSettings",
    "estimate_seconds",
    "normalise",
    "synthesise",
]
