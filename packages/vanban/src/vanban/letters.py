"""Vietnamese letters: NFC text, folding for search, and the character classes the grammars are made of."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA)) if chr(code).isalpha()]
UPPER = "".join(char for char in _LATIN if char.isupper())
"""All upper-case Latin letters, for use inside a regular-expression class."""
LOWER = "".join(char for char in _LATIN if char.islower())
"""All lower-case Latin letters, for use inside a regular-expression class."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_LOOKALIKES = {0x00D0: "Đ", 0x00F0: "đ", 0x2010: "-", 0x2011: "-"}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"), " ")
_CONTROLS = {code: " " for code in range(32) if chr(code) not in "\n\t"}


_TAGS = re.compile(r"</?(?:u|b|i|em|strong|span)>", re.IGNORECASE)


def normalise(text: str) -> str:
    """NFC; line ends as ``\\n``; no-break spaces as spaces; invisible and control characters and tags of type gone.

    Eth becomes đ.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    text = _TAGS.sub("", text)
    return text.translate(_INVISIBLE | _SPACES | _CONTROLS | _LOOKALIKES)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFD", char.lower())
    return "".join("d" if part == "đ" else part for part in base if not unicodedata.combining(part))


def fold(text: str) -> str:
    """For search and matching: NFC, lower case, no tone or vowel marks, đ as d.

    Old and new tone placement ("hoà", "hòa") fold to the same letters because the marks are dropped.
    """
    return "".join(map(_fold_char, unicodedata.normalize("NFC", text)))


def is_caps(text: str) -> bool:
    """Whether a line is set in capitals: at least two letters, nine of ten of them upper case."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 2 and sum(char.isupper() for char in letters) >= 0.9 * len(letters)


def lowered(text: str) -> str:
    """The text in lower case with each character in its place (the one letter that would grow keeps its case)."""
    small = text.lower()
    return (
        small if len(small) == len(text) else "".join(char if len(char.lower()) != 1 else char.lower() for char in text)
    )


def caps_first(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


_NAME_WORD = rf"(?:[{UPPER}]['’])?[{UPPER}][{LOWER}]+"
PERSON_NAME = re.compile(rf"(?:{_NAME_WORD}|[{UPPER}](?= ))(?: (?:{_NAME_WORD}|[{UPPER}](?= ))){{1,5}}")
"""Two to six capitalised words, among them single letters ("Y", "A") and an apostrophe ("H'")."""
