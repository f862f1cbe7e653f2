"""Who is to act in an item: lead (chủ trì), coordinating (phối hợp) and performing (thực hiện) bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.lexicon import AGENCY_HEAD
from vanban.marked import Marked
from vanban.model import Value
from vanban.roles import Kind, is_role_line
from vanban.tree import Node
from vanban.units import (
    begins_with_body,
    begins_with_people,
    heading_colon,
    is_heading,
    is_name,
    leading_bodies,
    split_units,
    until_verb,
    verb_free,
)
from vanban.views import View

_ORDER = re.compile(
    r"(?:(?:(?:[Kk]ính|[Tt]rân trọng)\s+)?[Đđ]ề nghị|[Yy]êu cầu|[Gg]iao(?:\s+(?:trách nhiệm|nhiệm vụ))?(?:\s+cho)?"
    r"|[Pp]hân công|(?:Trách nhiệm|Nhiệm vụ)\s+của)\s*:?\s+"
)
_ABOUT = re.compile(r"(?:Riêng\s+(?:đối với\s+)?|Đối với\s+|Về phía\s+)", re.IGNORECASE)
_SEVERAL = re.compile(r"(?:^|\s)[Cc]ác\s|[,;]")  # several bodies that order others are to act themselves
_ORDERS = re.compile(r"\s*(?:đã\s+)?(?:giao(?:\s+cho)?|yêu cầu|đề nghị|phân công)\s+")
_GIVEN = re.compile(r"\(\s*[Gg]iao\s+(?:cho\s+)?|(?<=[.;]\s)[Gg]iao\s+(?:cho\s+)?")
_BRACKET = re.compile(r"\(\s*(?:do\s+)?(?=[^()]*(?:chủ trì|thực hiện)[^()]*\)[\s.;]*$)")
_TAKES = r"(?:chủ trì|thực hiện|phụ trách|đảm nhiệm|đảm nhận|chịu trách nhiệm|chuẩn bị|đảm trách)"
_DONE_BY = re.compile(rf"(?:\sdo\s+|:\s+)(?=[^.;:]{{2,160}}\s{_TAKES}[^.;:()]{{0,30}}[\s.;]*$)")
_NOTED = re.compile(r":\s+(?=[^.;:]{2,160}[\s.;]*$)")
_NO_DOER = re.compile(
    r"\W*(?:thành phần|địa điểm|đối tượng|đại biểu|nơi nhận|khách mời|nguồn|kinh phí|số lượng|phạm vi|quy mô|mời"
    r"|chủ tọa|chủ trì)\b|.*(?:gồm|có|sau|là|như|tại|đến|gửi|cho|với|cả|sở|bộ|ban|ngành|cơ quan|đơn vị|điện thoại)$",
    re.IGNORECASE,
)
_DUTY = (
    r"\s*(?:(?:(?:có|chịu)\s+trách\s+nhiệm|là\s+(?:cơ quan|đơn vị|đầu mối)(?:\s+thường trực)?|làm đầu mối"
    r"|chủ động|tiếp tục"
    r"|trực tiếp|theo chức năng, nhiệm vụ(?: được giao)?)\s*,?\s*)*"
)
_LEADS = re.compile(
    rf"{_DUTY}chủ\s+trì(?:\s*,)?\s*(?:(?:và\s+)?phối\s+hợp\s+(?:chặt chẽ\s+)?(?:với\s+|cùng\s+)?"
    r"|cùng\s+(?:với\s+)?)?",
    re.IGNORECASE,
)
_LEADS_INSIDE = re.compile(
    r"(?<=\s)chủ\s+trì(?:\s*,)?\s*(?:(?:và\s+)?phối\s+hợp\s+(?:chặt chẽ\s+)?(?:với\s+|cùng\s+)?)?"
)
_WITH = re.compile(rf"{_DUTY}phối\s+hợp\s+(?:chặt chẽ\s+)?(?:(?:với|cùng)\s+)?(?:với\s+)?", re.IGNORECASE)
_LATER_WITH = re.compile(r"[^.;:]{1,120}?\sphối\s+hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s+")
_ALSO_WITH = re.compile(r"\s*[^.;:,()]{2,60},\s+phối\s+hợp\s+(?:chặt chẽ\s+)?(?:(?:với|cùng)\s+)?")
_ANSWERS = re.compile(r"chịu\s+trách\s+nhiệm\s+thi\s+hành")
_BEFORE_LEAD = re.compile(r"(?:[.;:(,]\s*|(?<!\w)(?:do|giao|cho|yêu cầu|đề nghị|phân công|chỉ đạo)\s+)$", re.IGNORECASE)
_HEADING_REST = re.compile(
    r"[\s:.,;]*(?:(?:có|chịu)\s+trách\s+nhiệm|có (?:các )?nhiệm vụ|thực hiện|triển khai|tập trung)?"
    r"(?:\s*(?:thực hiện|triển khai|tốt|các|một số|những|nội dung|nhiệm vụ|quyền hạn|công việc|cụ thể|như|sau"
    r"|đây|:))*[\s:.,;]*$"
)
_BRACKETED = re.compile(r"\s*\([^()]*\)")
_TOPIC = re.compile(r":\s*(?:Việc|Chế độ|Chính sách|Mức|Số lượng|Thời gian|Định mức|Đối với)\s")
_CLAUSE = re.compile(r";\s+(?:(?:và|đồng thời)\s+)?(?=\S)")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_SENTENCES = re.compile(r"[.;]\s+\S{3}.*[.]$")
_LONGEST_HEADING = 250  # characters
_REACH = 400  # characters before "chủ trì" in which its bodies may begin


@dataclass(frozen=True, slots=True)
class Actors:
    """The bodies of an item, by role."""

    lead: tuple[Value, ...] = ()
    coordinate: tuple[Value, ...] = ()
    perform: tuple[Value, ...] = ()

    def joined(self, more: Actors) -> Actors:
        """These and the bodies of a later clause, as far as they have no role yet."""
        known = {value.value.lower() for value in (*self.lead, *self.coordinate, *self.perform)}

        def with_new(own: tuple[Value, ...], later: tuple[Value, ...]) -> tuple[Value, ...]:
            return own + tuple(value for value in later if value.value.lower() not in known)

        return Actors(
            with_new(self.lead, more.lead),
            with_new(self.coordinate, more.coordinate),
            with_new(self.perform, more.perform),
        )


def actors_of(node: Node, marked: Marked) -> Actors:
    """The bodies an item names: by marks, in its first sentence, or inherited from its heading."""
    if any(marked.bodies.values()):
        by_role = {role: tuple(values) for role, values in marked.bodies.items()}
        return Actors(by_role[Kind.LEAD], by_role[Kind.COORDINATE], by_role[Kind.PERFORM])
    if _ANSWERS.search(node.text):
        return Actors()
    return _from_sentence(node)


def _values(view: View | None, rule: str, confidence: float = 0.9) -> tuple[Value, ...]:
    return tuple(unit.value(rule, confidence) for unit in split_units(view)) if view else ()


def _from_sentence(node: Node) -> Actors:
    given = None if _ORDER.match(node.text) else _GIVEN.search(node.text)
    if given and begins_with_body(node.text[given.end() :]):
        return _given(node.view, given.end())
    heading = _named_bodies(node.view)
    if heading is not None:
        return _with_clauses(node.view, heading)
    inherited = _inherited(node)
    leads = _LEADS.match(node.text)
    if leads:
        return Actors(lead=inherited, coordinate=_coordinated(node.view, leads.end(), leads.group()))
    joint = _WITH.match(node.text)
    if joint and not inherited:
        return Actors(coordinate=_values(until_verb(node.view, joint.end()), "item.coordinates"))
    if inherited:
        return Actors(perform=inherited)
    bracket = _BRACKET.search(node.text)
    if bracket and begins_with_body(node.text[bracket.end() :]):
        return _given(node.view, bracket.end())
    done = _done_by(node.view)
    if done is not None:
        return _given(node.view, done)
    below = node.more[0] if node.more and node.row is None and not node.text.endswith((".", ";")) else None
    bodies = _named_bodies(below) if below else None
    return _with_clauses(below, bodies) if below and bodies else _led_inside(node.view)


def _done_by(view: View) -> int | None:
    """Where the bodies in "… do X phụ trách", "Khánh tiết: X đảm nhiệm", "Khánh tiết: X" begin."""
    done = _DONE_BY.search(view.text)
    if done and begins_with_body(view.text[done.end() :]):
        return done.end()
    noted = _NOTED.search(view.text)
    if noted is None or _NO_DOER.match(view.text, 0, noted.start()):
        return None
    bodies = _BRACKETED.sub("", view.text[noted.end() :]).rstrip(" .;")
    return noted.end() if begins_with_body(bodies) and bodies[0].isupper() and is_name(bodies) else None


def _with_clauses(view: View, heading: View) -> Actors:
    """The bodies an item begins with, and those that later clauses of its first sentences begin with.

    "Công an xã cử …; Đoàn Thanh niên xã giúp …": both act. After "Sở X: …" the clauses tell what Sở X does.
    """
    found = _headed(view, heading, ordered=_after_order(view) > 0)
    if _rest_after(view, heading).lstrip().startswith(":"):
        return found
    for edge in _CLAUSE.finditer(view.text, len(heading.text)):
        clause = view.cut(edge.end())
        start = _after_order(clause)
        bodies = leading_bodies(clause.cut(start)) if start or clause.text[:1].isupper() else None
        if bodies is not None:
            found = found.joined(_headed(clause, bodies, ordered=start > 0))
    return found


def _headed(view: View, heading: View, *, ordered: bool) -> Actors:
    """The item begins with bodies: do they lead, work with others, or just act?"""
    after = _rest_after(view, heading)
    at = len(view.text) - len(after)
    leads = _LEADS.match(after)
    if leads:
        coordinate = _coordinated(view, at + leads.end(), leads.group())
        return Actors(lead=_values(heading, "item.leads"), coordinate=coordinate)
    joint = _WITH.match(after) if ordered or not after.lstrip().startswith(":") else None
    joint = joint or _ALSO_WITH.match(after)
    return Actors(
        perform=_values(heading, "item.heading"),
        coordinate=_coordinated(view, at + joint.end(), joint.group()) if joint else (),
    )


def _rest_after(view: View, part: View) -> str:
    """The words of ``view`` after ``part``, which is a piece of it."""
    return view.text[view.offsets.index(part.offsets[-1]) + 1 :] if part.offsets else view.text


def _given(view: View, start: int) -> Actors:
    """ "(Giao X chủ trì, phối hợp với Y tham mưu)" at the end of an item, or a sentence "Giao X …" inside it."""
    bodies = until_verb(view, start)
    after = view.text[start + len(bodies.text) :]
    leads = _LEADS.match(after)
    if not leads:
        return Actors(perform=_values(bodies, "item.given"))
    at = start + len(bodies.text) + leads.end()
    return Actors(lead=_values(bodies, "item.given"), coordinate=_coordinated(view, at, leads.group()))


def _led_inside(view: View) -> Actors:
    """ "… do X chủ trì, phối hợp với Y thực hiện", "Căn cứ …, X chủ trì …"."""
    text = view.text
    for leads in _LEADS_INSIDE.finditer(text):
        begin = max(0, leads.start() - _REACH, *(text.rfind(mark, 0, leads.start()) + 1 for mark in ".;:("))
        for head in AGENCY_HEAD.finditer(text, begin, leads.start()):
            edge = head.start() == 0 or _BEFORE_LEAD.search(text[max(0, head.start() - 20) : head.start()])
            if edge and verb_free(text, head.start(), leads.start()):
                lead = _values(view.cut(head.start(), leads.start()).rstrip(" ,"), "item.leads_inside", 0.8)
                return Actors(lead=lead, coordinate=_coordinated(view, leads.end(), leads.group()))
    return Actors()


def _coordinated(view: View, start: int, printed: str) -> tuple[Value, ...]:
    if "hợp" not in printed.lower() and "cùng" not in printed.lower():
        later = _LATER_WITH.match(view.text, start)
        if later is None:
            return ()
        start = later.end()
    if not begins_with_body(view.text[start:]) and not begins_with_people(view.text, start):
        return ()
    return _values(until_verb(view, start), "item.coordinates")


def _after_order(view: View) -> int:
    """Where the words after "Giao", "Đề nghị" or "UBND tỉnh yêu cầu" begin; 0 when there is no such order."""
    order = _ORDER.match(view.text)
    if order:
        return order.end()
    bodies = leading_bodies(view)
    if bodies is None or not bodies.offsets:
        return 0
    at = view.offsets.index(bodies.offsets[-1]) + 1
    orders = None if _SEVERAL.search(bodies.text) else _ORDERS.match(view.text, at)
    return orders.end() if orders and begins_with_body(view.text[orders.end() :]) else 0


def _named_bodies(whole: View) -> View | None:
    """The bodies that head a paragraph or that its first sentence begins with."""
    start = _after_order(whole)
    about = None if start else _ABOUT.match(whole.text)
    view = whole.cut(about.end() if about else start)
    if not begins_with_body(view.text) and not (start and view.text[:4] in ("các ", "Các ")):
        return None
    colon = heading_colon(view.text)
    if colon > 0 and _TOPIC.match(view.text, colon):
        return None
    head = view.cut(0, colon) if colon > 0 else view
    headed = len(head.text) <= _LONGEST_HEADING and ". " not in head.text and is_heading(head.text)
    if headed and (colon > 0 or not view.text.endswith((".", ";"))) and not _SENTENCES.search(head.text):
        return _without_remark(head.rstrip(" ,;"))
    bodies = None if about else leading_bodies(head)
    if bodies is None and len(head.text) <= _LONGEST_HEADING and is_name(head.text.rstrip(" .;,")):
        return _without_remark(head.rstrip(" .;,"))
    return bodies


def _without_remark(view: View) -> View:
    remark = _REMARK.search(view.text)
    return view.cut(0, remark.start()) if remark and remark.start() else view


def _inherited(node: Node) -> tuple[Value, ...]:
    """The bodies of the nearest heading above that names any and nothing else."""
    parent = node.parent
    while parent is not None and not is_role_line(parent.text):
        bodies = _named_bodies(parent.view)
        if bodies is not None:
            if not _HEADING_REST.match(_REMARK.sub("", _rest_after(parent.view, bodies).rstrip(" :")).lstrip()):
                return ()
            return _values(bodies, "item.inherited", 0.8)
        parent = parent.parent
    return ()
