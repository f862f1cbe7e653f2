"""Whether the text layer of a page says what the page shows: broken fonts and bad hidden layers give garbage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban.readers.legacy import restored
from vanban.readers.page import Page, Word
from vanban.readers.syllables import share_of_syllables

_FEWEST_WORDS = 15  # fewer prove nothing
_FEWEST_PLAIN = 60
_GOOD_SHARE = 0.7  # of the words with marks: true syllables; clean papers have 0.95 and more
_MOST_STRANGE = 0.05  # of all letters
_FEWEST_MARKED = 0.1  # of all words; Vietnamese has two thirds
_LONG_WORDS = 0.1  # of all words; Vietnamese has next to none, other languages more
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f]")
_ALPHABETIC = re.compile(r"[^\W\d_]{2,}")


def is_plausible(words: Sequence[Word]) -> bool:
    """Whether the words may be what is printed: Vietnamese with its marks, another language, or figures."""
    text = " ".join(word.text for word in words)
    if len(_STRANGE.findall(text)) > _MOST_STRANGE * max(1, len(text) - len(words)):
        return False
    alphabetic = _ALPHABETIC.findall(text)
    share, marked = share_of_syllables(text)
    if marked >= _FEWEST_WORDS and share < _GOOD_SHARE:
        return False
    few_marks = marked < _FEWEST_MARKED * len(alphabetic)
    long_words = sum(len(word) > 7 for word in alphabetic) > _LONG_WORDS * len(alphabetic)
    return not (len(alphabetic) >= _FEWEST_PLAIN and few_marks and not long_words)


def mended(page: Page) -> Page:
    """A page whose text layer holds the codes of an old font (TCVN3, VNI), in Unicode; others as they are."""
    old = "\n".join(word.text for word in page.words)
    new = restored(old)
    texts = new.split("\n")
    if new == old or len(texts) != len(page.words):
        return page
    words = (replace(word, text=text) for word, text in zip(page.words, texts, strict=True))
    return replace(page, words=tuple(words))
