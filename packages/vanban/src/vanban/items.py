"""Operative items: the labelled leaves of the numbered tree, with who, when and by which channel."""

from __future__ import annotations

import re

from vanban.actors import actors_of
from vanban.channels import channels_in
from vanban.fields import field_of
from vanban.labels import Rank
from vanban.letters import fold
from vanban.marked import marked_in
from vanban.model import Item, Timing
from vanban.roles import Kind, is_role_line, mark_at, names_role
from vanban.times import deadline_in, head_time, recurrence_of, rule_time, time_in
from vanban.timing import meaning_of
from vanban.tree import Node
from vanban.views import View

_AIM = (
    r"(?:(?:muc dich|muc tieu|chi tieu|quan diem|phuong cham|y nghia|co so phap ly|nguyen tac|su can thiet)"
    r"(?=\s*$|\s*[,:;/(&-]|\s+(?:va|chung|cu the|tong quat|trong tam|chu yeu|cua|doi voi|trong|den nam|chi dao|phap ly"
    r"|xay dung|ban hanh|lap|thuc hien|nam|giai doan|co ban|dat ra|phan bo|to chuc|hoat dong)\b)"
    r"|yeu cau(?=\s*$|\s*[,:;/(&-]|\s+(?:va|chung|cu the|cua ke hoach|doi voi ke hoach|trong)\b)"
    r"|can cu(?=\s*$|\s*[,:;/(&-]|\s+(?:phap ly|phap luat|xay dung|ban hanh|lap|thuc tien|de)\b))"
)
_STATE = (
    r"(?:(?:khai quat |danh gia )?(?:tinh hinh|ket qua|thuc trang|boi canh|dac diem)\b.*|(?:nhung )?(?:ton tai"
    r"|kho khan|han che"
    r"|uu diem|nguyen nhan|thuan loi|mat lam duoc|ket qua dat duoc|bai hoc kinh nghiem)\b.*|danh gia chung"
    r"|thanh phan(?: tham)? du)"
)
_AIMS = re.compile(rf"(?:(?:mot so|cac|nhung|xac dinh) )?{_AIM}")
_STATES = re.compile(_STATE)
_MONEY = re.compile(
    r"(?:ve |nguon |du toan |dam bao |bao dam |co che )*(?:kinh phi"
    r"|nguon von|nguon luc tai chinh|phuong an phan bo)\b"
)
_NUMBERED_STATE = re.compile(
    r"(?:(?:ve )?tinh hinh(?: chung)?|(?:nhung |mot so |cac )?(?:ton tai|han che|kho khan|thuan loi|uu diem"
    r"|khuyet diem|nguyen nhan|vuong mac|ket qua dat duoc|mat (?:duoc|lam duoc|chua duoc))"
    r"(?:(?:,| va) (?:ton tai|han che|kho khan|thuan loi|vuong mac|nguyen nhan|khuyet diem))*"
    r"(?: (?:cua|va nguyen nhan)\b.*)?|bai hoc kinh nghiem|danh gia chung)\.?"
)
_TASKS = re.compile(r"nhiem vu|giai phap|noi dung|to chuc thuc hien|phan cong|trach nhiem")
_PERSON = re.compile(r"(?:(?:Các\s+)?(?:Ông|Bà|ông|bà)|[Đđ]ồng chí|Đ/c|Đ\.c)\s*:?\s+(?=[^\W\d_a-zđ])")
_LONGEST_HEADING = 120  # characters
_TEXT_START = 60  # characters


def find_items(roots: list[Node], *, written: str | None, year: int) -> tuple[Item, ...]:
    """All operative items in order; dash items only where nothing is numbered.

    ``written`` is the paper's own ISO date, ``year`` the year of days that are printed without one.
    """
    numbered = [root for root in roots if root.rank < Rank.DASH]
    leaves = [leaf for root in (numbered or roots) for leaf in _leaves(root)]
    return tuple(_item(leaf, written, year) for leaf in leaves if leaf.text)


def _leaves(node: Node) -> list[Node]:
    if _left_out(node):
        return []
    if any(names_role(child.text) for child in node.children) or any(is_role_line(dash.text) for dash in node.dashes):
        return [node]
    if len(node.numbered) > 1 and all(_PERSON.match(child.text) for child in node.numbered):
        return [node]  # a list of members is one thing
    if node.numbered:
        return [leaf for child in node.numbered for leaf in _leaves(child)]
    return [node]


def _left_out(node: Node) -> bool:
    """Sections of aims and legal bases, and whole sections of money, hold no tasks."""
    if node.rank > Rank.NUMBER2 or node.row is not None:
        return False
    heading = fold(node.text.split(":", 1)[0])
    if len(heading) > _LONGEST_HEADING or (heading.endswith(".") and len(heading) > 50) or _TASKS.search(heading):
        return False
    if _AIMS.match(heading):
        return True
    section = node.rank <= Rank.ROMAN or node.parent is None
    if section and _STATES.fullmatch(heading):
        return True
    if _NUMBERED_STATE.fullmatch(heading):
        return True
    return bool(_MONEY.match(heading)) and section


def _item(node: Node, written: str | None, year: int) -> Item:
    text = _full_text(node)
    marked = marked_in(node)
    actors = actors_of(node, marked)
    time = marked.time or _own_time(node) or time_in(node.view) or _later_time(node)
    deadline = deadline_in(text, written=written) or (deadline_in(time.text, written=written) if time else None)
    views = node.views()
    return Item(
        path=node.path,
        label=node.label,
        text=text,
        text_start=node.text[:_TEXT_START].rstrip(),
        lead=actors.lead,
        coordinate=actors.coordinate,
        perform=actors.perform,
        time=time.value("item.time", 0.9) if time else None,
        deadline=deadline,
        recurrence=recurrence_of(time.text) if time else None,
        when=_when(time, deadline, year),
        channels=channels_in(views),
        field=field_of(None, views),
        start=node.label_start,
        end=node.end,
        confidence=0.95 if node.rank < Rank.DASH else 0.8,
        rule="item.row" if node.row else "item.leaf",
    )


def _when(time: View | None, deadline: str | None, year: int) -> Timing | None:
    meaning = meaning_of(time.text, year=year) if time else None
    return meaning or (Timing("deadline", None, deadline, None) if deadline else None)


def _own_time(node: Node) -> View | None:
    """The time of an item that is itself a line of time: "3. Thời gian: từ ngày …"."""
    mark = mark_at(node.text)
    if mark is None or mark.kind is not Kind.TIME:
        return None
    stop = node.text.find(". ", mark.end)
    return node.view.cut(mark.end, stop if stop > 0 else None).strip(" .;:/")


def _later_time(node: Node) -> View | None:
    """The time in a paragraph after the first: at its head below "…:", or as a rule anywhere."""
    if node.text.endswith(":") and node.more:
        head = head_time(node.more[0])
        if head:
            return head
    return next((rule for view in node.views() if (rule := rule_time(view))), None)


def _full_text(node: Node) -> str:
    parts = [(node.view.start, node.text), *((view.start, view.text) for view in node.more)]
    for inner in node.walk():
        if inner is node:
            continue
        mark = "-" if inner.rank is Rank.DASH else inner.label + ("." if inner.rank <= Rank.NUMBER4 else "")
        if inner.rank is Rank.POINT:
            mark += ")"
        parts.append((inner.label_start, f"{mark} {inner.text}".rstrip()))
        parts.extend((view.start, view.text) for view in inner.more)
    return "\n".join(text for _, text in sorted(parts) if text)
