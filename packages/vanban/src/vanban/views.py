"""Cleaned text that remembers where each character came from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from vanban.model import Span, Value

_NOISE = re.compile(r"<sup>.{0,12}?</sup>|<br ?/?>|&nbsp;|[*]+|-{3,}|_{3,}|\s+")
_ONLY_NOISE = re.compile(rf"(?:{_NOISE.pattern})*+")


@dataclass(frozen=True, slots=True)
class View:
    """A string and, for each of its characters, its offset in the document's text, the ``source``."""

    text: str
    offsets: tuple[int, ...]
    source: str = field(repr=False)

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> View:
        """The part between two positions of this view, white space at its ends dropped."""
        end = len(self.text) if end is None else end
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        end = start + len(part.strip())
        return View(self.text[start:end], self.offsets[start:end], self.source)

    def strip(self, chars: str) -> View:
        """Without the given characters and white space at both ends."""
        left = len(self.text) - len(self.text.lstrip(chars + " "))
        right = len(self.text.rstrip(chars + " "))
        return self.cut(left, max(left, right))

    def rstrip(self, chars: str) -> View:
        """Without the given characters and white space at the end."""
        return self.cut(0, len(self.text.rstrip(chars + " ")))

    @property
    def start(self) -> int:
        """Offset of the first character in the document (0 for an empty view)."""
        return self.offsets[0] if self.offsets else 0

    @property
    def end(self) -> int:
        """Offset after the last character in the document."""
        return self.offsets[-1] + 1 if self.offsets else 0

    @property
    def spans(self) -> tuple[Span, ...]:
        """The stretches of the source this text was taken from, in order; what was dropped as noise parts none."""
        found: list[Span] = []
        for char, offset in zip(self.text, self.offsets, strict=True):
            if char == " ":
                continue
            if found and (offset == found[-1][1] or _ONLY_NOISE.fullmatch(self.source, found[-1][1], offset)):
                found[-1] = (found[-1][0], offset + 1)
            else:
                found.append((offset, offset + 1))
        return tuple(found)

    def value(self, rule: str, confidence: float, *, text: str | None = None) -> Value:
        """This view as a value; ``text`` replaces the printed words by a normalised form of them."""
        return Value(self.text if text is None else text, self.spans, confidence, rule)


def clean(text: str, start: int, end: int) -> View:
    """Part of the document on one line: Markdown marks, footnote marks and rulers dropped, white space collapsed."""
    chars: list[str] = []
    offsets: list[int] = []
    position = start
    for noise in _NOISE.finditer(text, start, end):
        chars.append(text[position : noise.start()])
        offsets.extend(range(position, noise.start()))
        if noise.group()[0] in " \n\t-_&" or noise.group().startswith("<br"):
            chars.append(" ")
            offsets.append(noise.start())
        position = noise.end()
    chars.append(text[position:end])
    offsets.extend(range(position, end))
    return _collapse(View("".join(chars), tuple(offsets), text))


def _collapse(view: View) -> View:
    text = view.text
    if "  " not in text:
        return view.cut(0)
    keep = [at for at, char in enumerate(text) if char != " " or at == 0 or text[at - 1] != " "]
    return View("".join(text[at] for at in keep), tuple(view.offsets[at] for at in keep), view.source).cut(0)


def join(views: Iterable[View], gap: str = " ") -> View:
    """Views one after the other, parted by one character that stands at the end of the view before it."""
    texts: list[str] = []
    offsets: list[int] = []
    source = ""
    for view in views:
        if not view.text:
            continue
        if offsets:
            texts.append(gap)
            offsets.append(offsets[-1])
        texts.append(view.text)
        offsets.extend(view.offsets)
        source = view.source
    return View("".join(texts), tuple(offsets), source)
