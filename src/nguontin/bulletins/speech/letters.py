"""Letters by their names, and what can be read as a word."""

import re
import unicodedata

NAMES = {
    "A": "a", "Ă": "á", "Â": "ớ", "B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "E": "e", "Ê": "ê", "F": "ép",
    "G": "giê", "H": "hát", "I": "i", "J": "gi", "K": "ca", "L": "e lờ", "M": "em", "N": "en", "O": "o", "Ô": "ô",
    "Ơ": "ơ", "P": "pê", "Q": "quy", "R": "e rờ", "S": "ét", "T": "tê", "U": "u", "Ư": "ư", "V": "vê", "W": "vê kép",
    "X": "ích", "Y": "i dài", "Z": "dét",
}  # fmt: skip
VOWEL = re.compile(r"[aeiouyăâêôơư]")
CROWD = re.compile(r"[^aeiouyăâêôơư\W\d_]{3,}")
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aeiouyăâêôơư]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


def spell(letters: str) -> str:
    """Name the letters: "UBND" → "u bê en dê". Letters without a Vietnamese name stay as they are."""
    return " ".join(NAMES.get(_without_tone(letter.upper()), letter) for letter in letters)


def is_pronounceable(word: str) -> bool:
    """Whether a word can be read as it stands: a Vietnamese syllable, or vowels between few consonants (ASEAN)."""
    plain = _without_tone(word.lower())
    if SYLLABLE.fullmatch(plain):
        return True
    return bool(VOWEL.search(plain)) and not CROWD.search(plain)


def _without_tone(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(TONES))
