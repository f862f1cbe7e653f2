"""How printed names of units are compared: by words without marks, then by the marks themselves."""

from __future__ import annotations

import re
import unicodedata

from nguontin.kernel.fold import fold

_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below
_REMARK = re.compile(r"\([^()]*\)")
_ADDRESSES = (("de", "nghi"), ("kinh", "gui"), ("dong", "chi"))


def name_words(printed: str) -> list[str]:
    """Words of *printed* in lower case, each tone moved behind its word; signs, "và" and remarks in brackets left out.

    So "Hoà An" and "Hòa An" are equal, and so are "Sở VH,TT&DL" and "Sở VH, TT và DL (b/c)".
    """
    text = unicodedata.normalize("NFC", _REMARK.sub(" ", printed).lower())
    words = [_tone_last(word) for word in re.findall(r"[^\W_]+", text) if word != "và"]
    for address in _ADDRESSES:
        if tuple(map(fold, words[:2])) == address:
            return words[2:]
    return words


def name_key(printed: str) -> str:
    """The words without marks: "Sở VHTT&DL" → "so vhtt dl". Two units may share a key ("Sơn Hà", "Sơn Hạ")."""
    return fold(" ".join(name_words(printed)))


def has_marks(words: list[str]) -> bool:
    """Whether any word bears a Vietnamese mark; text typed in a hurry or badly scanned has none."""
    return any(fold(word) != word for word in words)


def _tone_last(word: str) -> str:
    signs = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in signs if sign not in _TONES) + "".join(sign for sign in signs if sign in _TONES)
