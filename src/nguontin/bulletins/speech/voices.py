"""What a voice is, how it may be set, and what can go wrong. Further voices (a voice file, a vendor) fit `Voice`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from nguontin.bulletins.audio.model import Pcm


class SpeechError(Exception):
    """Text that could not be spoken: a stable `code` and a Vietnamese sentence that says what to do next."""

    def __init__(self, code: str, message_vi: str) -> None:
        super().__init__(message_vi)
        self.code = code
        self.message_vi = message_vi


class NoVoiceError(SpeechError):
    """No synthetic voice speaks this language: a person has to record it."""

    def __init__(self, language: str, name_vi: str) -> None:
        super().__init__(
            "no_voice", f"Chưa có giọng máy cho {name_vi}. Hãy thu âm hoặc tải lên bản đọc của người nói tiếng này."
        )
        self.language = language


class Dialect(StrEnum):
    """Accent of Vietnamese."""

    NORTH = "north"
    CENTRAL = "central"
    SOUTH = "south"


@dataclass(frozen=True)
class VoiceSettings:
    """How to speak: rate 80..300, pitch 0..99, accent of Vietnamese.

    The rate is in eSpeak NG's words a minute; 120 gives about 170 Vietnamese syllables a minute, an announcer's pace
    that stays clear from a pole.
    """

    words_per_minute: int = 120
    pitch: int = 45
    dialect: Dialect = Dialect.NORTH

    def __post_init__(self) -> None:
        if not 80 <= self.words_per_minute <= 300:
            raise ValueError(f"words_per_minute must be 80..300, not {self.words_per_minute}")
        if not 0 <= self.pitch <= 99:
            raise ValueError(f"pitch must be 0..99, not {self.pitch}")


class Voice(Protocol):
    """A voice or a family of voices."""

    @property
    def languages(self) -> frozenset[str]:
        """Codes of `languages.LANGUAGES` that it speaks."""

    def speak(self, text: str, *, language: str, settings: VoiceSettings) -> Pcm:
        """Speak normalised text. Raises `SpeechError`."""
