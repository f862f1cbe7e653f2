"""Names of WordprocessingML elements and attributes as lxml spells them."""

from __future__ import annotations

from functools import cache

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
ALTERNATIVES = f"{{{_COMPATIBILITY}}}AlternateContent"
BRANCHES = (f"{{{_COMPATIBILITY}}}Choice", f"{{{_COMPATIBILITY}}}Fallback")


@cache
def w(path: str) -> str:
    """The full name of ``w:path``; of each step of a path with slashes."""
    return "/".join(f"{{{_WORD}}}{name}" for name in path.split("/"))
