"""Widths of text in Times New Roman, to draw lines of the length that the rules want.

Advance widths in thousandths of the type size, measured from Liberation Serif, whose widths equal those of Times New
Roman. A letter with marks is as wide as its base letter.
"""

from __future__ import annotations

import unicodedata

_REGULAR = {
    250: " .,", 278: "ijlt:;/", 333: "Ifr-()", 389: "Js", 408: '"', 444: "acez", 500: "bdghknopquvxyđ0123456789–",
    556: "FPS", 611: "ELTZ", 667: "BCR", 722: "ADGHKNOQUVXYĐw", 778: "m&", 889: "M", 944: "W",
}  # fmt: skip
_BOLD = {
    250: " .,", 278: "il/", 333: "fjt-:;()", 389: "Is", 444: "cerz", 500: "Jagovxy0123456789–", 555: '"',
    556: "Sbdhknpquđ", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYĐw", 778: "GHKOQ", 833: "m&", 944: "M", 1000: "W",
}  # fmt: skip
_OTHER = 500
SHORT_RULE = 0.4  # of the line of text above it; NĐ 30 annex I wants 1/3 to 1/2
_WIDTHS = {
    bold: {char: width for width, chars in table.items() for char in chars}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}


def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """Width in points of one line of text at a type size in points."""
    table = _WIDTHS[bold]
    total = 0
    for char in unicodedata.normalize("NFC", text):
        base = char if char in table else unicodedata.normalize("NFD", char)[0]
        total += table.get(base, _OTHER)
    return total * size / 1000


def balanced(text: str, *, size: float, bold: bool, room: float) -> list[str]:
    """The words on as few lines as the room (points) allows, of about equal length."""
    lines = max(1, -(-int(text_width(text, size=size, bold=bold)) // max(1, int(room))))
    words = text.split()
    while lines < len(words):
        share = text_width(text, size=size, bold=bold) / lines
        broken = _filled(words, size=size, bold=bold, share=min(room, share * 1.15))
        if len(broken) <= lines and all(text_width(line, size=size, bold=bold) <= room for line in broken):
            return broken
        broken = _filled(words, size=size, bold=bold, share=room)
        if len(broken) <= lines:
            return broken
        lines += 1
    return words or [text]


def even_width(text: str, *, size: float, bold: bool, room: float) -> float:
    """Width (points) at which a text breaks into lines of like length; its own width when it fits on one line."""
    lines = balanced(text, size=size, bold=bold, room=room)
    return min(room, max(text_width(line, size=size, bold=bold) for line in lines))


def _filled(words: list[str], *, size: float, bold: bool, share: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if text_width(longer, size=size, bold=bold) <= share:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
