"""The line that prints the kind of the paper: "KẾ HOẠCH", also in spaced or small letters."""

from __future__ import annotations

import re

from vanban.forms import TITLES
from vanban.lexicon import alternatives

TITLE = re.compile(rf"{alternatives(tuple(kind.upper() for kind in TITLES))}(?=$|[\s:])")
"""A title in capitals at the beginning of a line; the subject may run on after it."""

_BY_LETTERS = {kind.replace(" ", ""): kind for kind in TITLES}


def lone_kind(text: str) -> str | None:
    """The kind, when the line prints nothing else, however its letters are set ("T H Ô N G  B Á O", "Kế hoạch")."""
    return _BY_LETTERS.get("".join(text.lower().split()).rstrip(":."))


def is_title(text: str) -> bool:
    """Whether the line is a title in capitals and nothing else."""
    return text.isupper() and lone_kind(text) is not None
