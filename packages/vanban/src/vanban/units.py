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
_NOUNS = ("tổ chức", "thông tin", "quản lý", "kiểm tra", "hướng dẫn")
_NOUN_BEFORE = re.compile(
    r"(?:[Cc]ác|[Nn]hững|[Mm]ọi|cơ quan,|đơn vị,|địa phương,|cơ quan|công tác|đoàn|Đoàn|tổ|Tổ|Ban|ban)\s$"
)
_NOUN_AFTER = re.compile(r"\s*(?:,|(?:chính trị|xã hội|đoàn thể|hội|có liên quan|liên quan|đảng|Đảng)(?!\w))")
_MARK = re.compile(r"[.:()]")
_REACH = 400  # characters a list of bodies may take


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


def _verb_position(text: str, start: int, stop: int) -> int | None:
    """Where the first verb of action begins; "tổ chức" and "thông tin" are no verbs inside a name."""
    for verb in _VERB.finditer(text, start, stop):
        if verb.start() == start or text[verb.start() - 1] != " " or not verb.group()[0].islower():
            continue
        if verb.group() in _NOUNS and (
            _NOUN_BEFORE.search(text, max(start, verb.start() - 20), verb.start())
            or _NOUN_AFTER.match(text, verb.end())
        ):
            continue
        return verb.start()
    return None


def leading_bodies(view: View) -> View | None:
    """The bodies a sentence begins with, up to its verb: "Hiệu trưởng các trường | phải bố trí …".

    ``None`` when it does not begin with a body or no verb of action follows it.
    """
    if not AGENCY_HEAD.match(view.text):
        return None
    verb = _verb_position(view.text, 0, min(len(view.text), _REACH))
    if verb is None:
        return None
    bodies = view.cut(0, verb).rstrip(" ,:")
    return None if ". " in bodies.text or "(" in bodies.text or len(bodies.text) < 4 else bodies


def until_verb(view: View, start: int) -> View:
    """From a position to the verb, mark or bracket that ends the list of bodies there."""
    mark = _MARK.search(view.text, start, start + _REACH)
    stop = mark.start() if mark else min(len(view.text), start + _REACH)
    verb = _verb_position(view.text, start, stop)
    return view.cut(start, stop if verb is None else verb).rstrip(" ,;:")
