"""Lists of bodies: "Các sở, ban, ngành, UBND các xã, phường" are two, not five."""

from __future__ import annotations

import re

from vanban.lexicon import ACTION_VERBS, AGENCY_HEAD, COMMA_NAMES, LETTER, alternatives
from vanban.views import View

_PROTECTED = re.compile(alternatives(COMMA_NAMES))
_AND_GROUP = re.compile(r"\s+và\s+(?=(?:tất cả\s+)?(?:các|những)\s)")
_AND_BODY = re.compile(
    r"\s+và\s+(?=(?:Sở|Bộ|UBND|[ỦU][ỷyỶ]?\s?ban nhân dân|Ủy ban|Uỷ ban|Công an|Văn phòng|Đài|Trung tâm)\s+\S)"
)
_VERB = re.compile(rf"(?:{alternatives(ACTION_VERBS)})(?![{LETTER}])", re.IGNORECASE)


def split_units(view: View) -> list[View]:
    """The bodies of a printed list, each as printed."""
    text = view.text
    protected = {at for match in _PROTECTED.finditer(text) for at in range(*match.span())}
    cuts = [(match.start(), match.end()) for match in re.finditer(r"\s*;\s*", text)]
    for comma in re.finditer(r"\s*,\s*(?:và\s+)?", text):
        if comma.start() not in protected and _begins_body(text, comma.end()):
            cuts.append(comma.span())
    for pattern in (_AND_GROUP, _AND_BODY):
        cuts.extend(match.span() for match in pattern.finditer(text) if match.start() not in protected)
    cuts.sort()
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    parts = [view.cut(start, max(start, end)).strip(" .,;:-–") for start, end in zip(starts, ends, strict=True)]
    return [part for part in parts if part.text]


def _begins_body(text: str, at: int) -> bool:
    head = AGENCY_HEAD.match(text, at)
    return head is not None and (text[at].isupper() or text.startswith(("các ", "những ", "tất cả "), at))


def leading_bodies(view: View) -> View | None:
    """The bodies a sentence begins with, up to its verb: "Hiệu trưởng các trường | phải bố trí …".

    ``None`` when it does not begin with a body or no verb of action follows it.
    """
    if not AGENCY_HEAD.match(view.text):
        return None
    for verb in _VERB.finditer(view.text, 0, 400):
        if verb.start() and view.text[verb.start() - 1] in " " and verb.group()[0].islower():
            bodies = view.cut(0, verb.start()).rstrip(" ,:")
            if ". " in bodies.text or "(" in bodies.text or len(bodies.text) < 4:
                return None
            return bodies
    return None


def until_verb(view: View, start: int) -> View:
    """From a position to the verb, mark or bracket that ends the list of bodies there."""
    stop = len(view.text)
    for match in re.finditer(r"[.:()]", view.text[start : start + 400]):
        stop = start + match.start()
        break
    for verb in _VERB.finditer(view.text, start, stop):
        if verb.start() > start and verb.group()[0].islower() and view.text[verb.start() - 1] == " ":
            stop = verb.start()
            break
    return view.cut(start, stop).rstrip(" ,;:")
