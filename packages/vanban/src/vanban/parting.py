"""Labels that a converter left inside or at the end of the line above, given paragraphs of their own again."""

from __future__ import annotations

import re
from dataclasses import replace

from vanban.labels import Rank, label_of
from vanban.letters import LOWER, UPPER, is_caps
from vanban.paragraphs import Paragraph

_AT_END = re.compile(r"(?<=\S)\s+(?P<name>\d{1,2}(?:\.\d{1,2}){0,2})[.)]$")
_FIRST_INSIDE = re.compile(rf"(?<=\S)\s+1[.)]\s+(?=[{UPPER}][{LOWER}])")


def parted(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with such labels cut off; what was cut stands in a paragraph after its own."""
    found: list[Paragraph] = []
    for at, paragraph in enumerate(paragraphs):
        after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        cut = None if paragraph.table else _cut(paragraph, after)
        if cut is None:
            found.append(paragraph)
        else:
            found.append(replace(paragraph, view=paragraph.view.cut(0, cut)))
            found.append(replace(paragraph, view=paragraph.view.cut(cut)))
    return found


def _cut(paragraph: Paragraph, after: Paragraph | None) -> int | None:
    """Where the first label of the units inside this one begins: "2. Heading 2.1." or "III. HEADING 1. Text"."""
    label = label_of(paragraph.text)
    if label is None:
        return None
    end = _AT_END.search(paragraph.text, label.end)
    if end and after is not None and not after.table and after.text[0].isupper() and label_of(after.text) is None:
        opens = end["name"] == "1" if label.rank <= Rank.ARTICLE else end["name"] == f"{label.name}.1"
        if opens:
            return end.start()
    if label.rank <= Rank.ROMAN:
        first = _FIRST_INSIDE.search(paragraph.text, label.end)
        return first.start() if first and is_caps(paragraph.text[label.end : first.start()]) else None
    if Rank.NUMBER <= label.rank <= Rank.NUMBER3:
        inside = re.compile(rf"(?<=[\w.:])\s+{re.escape(label.name)}\.1[.)]?\s+(?=[{UPPER}][{LOWER}])")
        first = inside.search(paragraph.text, label.end)
        return first.start() if first else None
    return None
