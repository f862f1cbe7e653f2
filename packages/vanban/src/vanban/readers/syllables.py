"""Whether words are Vietnamese syllables: tells the right decoding of a text from the wrong ones."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MOST_WORDS = 4000
"""Words of a text that are looked at."""

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:uyê|uya|oai|oay|oeo|uây|uôi|ươi|ươu|iêu|yêu|uyu|uya|iê|yê|ia|ya|uô|ua|ươ|ưa|oa|oă|oe|uâ|uê|uơ|uy|oo|ai|ao|au|ay|âu"
    r"|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])?"
)
_WORD = re.compile(r"[^\s!-@\[-`{-~–—“”‘’…•]+")


def share_of_syllables(text: str) -> tuple[float, int]:
    """Of the words that carry a letter beyond ASCII: the share that are Vietnamese syllables, and their number."""
    marked = 0
    good = 0
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        word = match.group()
        if word.isascii():
            continue
        marked += 1
        good += _is_syllable(word)
        if marked >= MOST_WORDS:
            break
    return (good / marked if marked else 0.0), marked


@lru_cache(maxsize=8192)
def _is_syllable(word: str) -> bool:
    if len(word) > 7 or not (word.islower() or word.isupper() or word[1:].islower()):
        return _mixed_case(word)
    parts = unicodedata.normalize("NFD", word.lower())
    if len(_TONES.findall(parts)) > 1:
        return False
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONES.sub("", parts))))


def _mixed_case(word: str) -> bool:
    """ "HOà": the capitals of TCVN3 lose their case where a tone mark stands; still a syllable."""
    plain = [char for char in word if char.isascii()]
    return len(word) <= 7 and bool(plain) and all(map(str.isupper, plain)) and _is_syllable(word.lower())
