"""Plain text and Markdown."""

from __future__ import annotations

import re

from vanban.labels import is_marked
from vanban.letters import is_caps
from vanban.readers.charsets import to_text

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\n((?:[\w.-]+[ \t]*:[^\n]*\n|[ \t]+\S[^\n]*\n|-[ \t][^\n]*\n|\#[^\n]*\n){1,80})"
    r"(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
_PAGE_NUMBER = re.compile(r"[-–]?\s*\d{1,3}\s*[-–]?")
_ENDS = ".;:!?/…"
_SHORTEST_OPEN = 40  # letters of a line that a page's end may cut; names and titles are shorter
_ENTRY = re.compile(r"^[\w.-]+[ \t]*:", re.MULTILINE)


class PlainReader:
    """Text in any of the charsets of :mod:`vanban.readers.charsets`; pages parted by form feeds."""

    types = (".txt", ".md")

    def score(self, data: bytes, *, filename: str) -> float:
        """By the ending of the name; without one by the absence of zero bytes."""
        if filename.lower().endswith(self.types):
            return 0.8
        if "." not in filename.rsplit("/", 1)[-1] and b"\0" not in data[:4096]:
            return 0.2
        return 0.0

    def read(self, data: bytes) -> str:
        """The decoded text without the front matter of Markdown and without page numbers at form feeds."""
        text = to_text(data).replace("\r\n", "\n").replace("\r", "\n")
        front = _FRONT_MATTER.match(text)
        if front and _ENTRY.search(front.group(1)):
            text = text[front.end() :]
        if "\f" not in text:
            return text
        return _joined(
            ["\n".join(without_page_number(page.strip("\n").split("\n"))).strip("\n") for page in text.split("\f")]
        )


def _joined(pages: list[str]) -> str:
    """Pages as one text; where a sentence goes on over the break it stays whole."""
    text = pages[0]
    for page in pages[1:]:
        above, below = text[text.rfind("\n") + 1 :].strip(), page.split("\n", 1)[0]
        open_line = len(above) > _SHORTEST_OPEN and above[-1] not in _ENDS and not above.startswith(("|", "<sup>"))
        goes_on = open_line and not (is_caps(above) or is_caps(below) or is_marked(below) or below.startswith("|"))
        text += ("\n" if goes_on else "\n\n") + page
    return text


def without_page_number(lines: list[str]) -> list[str]:
    """A page's lines without a bare number at its head or foot."""
    kept = list(lines)
    for edge in (0, -1):
        if kept and _PAGE_NUMBER.fullmatch(kept[edge].strip()):
            del kept[edge]
    return kept
