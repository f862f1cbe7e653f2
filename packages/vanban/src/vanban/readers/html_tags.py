"""A look at the tags of a page before it is parsed: libxml2 takes quadratic time over a tag's attributes."""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 1000  # of one tag; real pages stay below 50

_OPEN = re.compile(r"<(?:!--|([a-zA-Z][^\s/>]*))")
_NEXT = re.compile(r"=\s*[\"']|>")
_ATTRIBUTE = re.compile(r"[\s/\"'][^\s/]")
_RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"}


def has_endless_tag(page: str) -> bool:
    """Whether a tag carries more attributes than any real one. Linear in the length of the page."""
    at = 0
    while opened := _OPEN.search(page, at):
        if opened.group(1) is None:
            at = _after(page, "-->", opened.end())
            continue
        at, attributes = _tag_end(page, opened.end())
        if attributes > MOST_ATTRIBUTES:
            return True
        name = opened.group(1).lower()
        if name in _RAW:
            closed = re.compile(f"</{name}", re.IGNORECASE).search(page, at)
            at = closed.end() if closed else len(page)
    return False


def _tag_end(page: str, at: int) -> tuple[int, int]:
    """The position after a tag and the number of words in it outside quotes."""
    attributes = 0
    while found := _NEXT.search(page, at):
        attributes += len(_ATTRIBUTE.findall(page, max(at - 1, 0), found.start()))
        if found.group() == ">" or attributes > MOST_ATTRIBUTES:
            return found.end(), attributes
        at = _after(page, found.group()[-1], found.end())
    return len(page), attributes + len(_ATTRIBUTE.findall(page, at))


def _after(page: str, sign: str, at: int) -> int:
    found = page.find(sign, at)
    return len(page) if found < 0 else found + len(sign)
