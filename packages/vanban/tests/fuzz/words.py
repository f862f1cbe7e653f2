"""Printed pages as lines of text: "left top size sure word…", "rule left top right bottom", pages parted by "@@"."""

from __future__ import annotations

import html
import re

from vanban.readers.page import Page, Rule, Word

_PAGE = re.compile(rb"^@@\n", re.MULTILINE)
_WIDTH, _HEIGHT = 595.0, 842.0
_MOST_LINES = 400


def pages(data: bytes) -> list[Page]:
    """Pages as a text layer gives them: sizes above nothing, words wider than nothing."""
    return [_page(part.decode("utf-8", "replace").split("\n")[:_MOST_LINES]) for part in _PAGE.split(data)[:6]]


def _page(lines: list[str]) -> Page:
    words: list[Word] = []
    rules: list[Rule] = []
    for line in lines:
        raised = line.startswith("^")
        shown = line.removeprefix("^").split()
        if shown[:1] == ["rule"] and len(shown) == 5:
            left, top, right, bottom = map(_number, shown[1:])
            rules.append(Rule(min(left, right), min(top, bottom), max(left, right), max(top, bottom)))
        elif len(shown) > 4:
            words.extend(_words(shown, raised=raised))
    return Page(_WIDTH, _HEIGHT, tuple(words), tuple(rules))


def _words(shown: list[str], *, raised: bool) -> list[Word]:
    left, top, size, sure = map(_number, shown[:4])
    size = min(max(abs(size), 0.1), 200.0)
    made = []
    for text in shown[4:]:
        right = left + 0.5 * size * len(text)
        made.append(Word(text, left, top, right, top + 1.11 * size, size, min(abs(sure), 100.0) / 100, raised))
        left = right + 0.25 * size
    return made


def _number(printed: str) -> float:
    found = re.match(r"-?\d{1,4}(?:\.\d{1,3})?", printed, re.ASCII)
    return float(found.group()) if found else 0.0


def hocr(data: bytes) -> bytes:
    """The pages' words as Tesseract prints them, each line of the page as one line."""
    shown = []
    for page in pages(data)[:1]:
        for word in page.words:
            box = f"bbox {int(word.left * 2)} {int(word.top * 2)} {int(word.right * 2)} {int(word.bottom * 2)}"
            shown.append(
                f"<span class='ocr_line' title=\"{box}; baseline 0 -5; x_size {word.size * 2:.1f}\">"
                f"<span class='ocrx_word' title='{box}; x_wconf {int(word.sure * 100)}'>{html.escape(word.text)}</span>"
                "</span>"
            )
    body = "".join(shown)
    return f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>{body}</body></html>".encode()
