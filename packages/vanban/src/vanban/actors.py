"""Who is to act in an item: lead (chủ trì), coordinating (phối hợp) and performing (thực hiện) bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.lexicon import AGENCY_HEAD
from vanban.model import Value
from vanban.roles import ROLE_LINE, is_role_line
from vanban.tree import Node
from vanban.units import leading_bodies, split_units, until_verb
from vanban.views import View

_ORDER = re.compile(r"(?:Đề nghị|Yêu cầu|Giao(?:\s+cho)?|Trách nhiệm của|Phân công)\s*:?\s+")
_GIVEN = re.compile(r"\(\s*[Gg]iao\s+(?:cho\s+)?")
_LEADS = re.compile(
    r"\s*(?:làm đầu mối\s*,?\s*)?chủ\s+trì(?:\s*,)?\s*(?:phối\s+hợp\s+(?:với\s+|cùng\s+)?)?", re.IGNORECASE
)
_LEADS_INSIDE = re.compile(r"\s+chủ\s+trì(?:\s*,)?\s*(?:phối\s+hợp\s+(?:với|cùng)\s*:?\s*)?")
_WITH = re.compile(r"phối\s+hợp\s+(?:chặt chẽ\s+)?(?:với|cùng)\s+", re.IGNORECASE)
_ANSWERS = re.compile(r"chịu\s+trách\s+nhiệm\s+thi\s+hành")


@dataclass(frozen=True, slots=True)
class Actors:
    """The bodies of an item, by role."""

    lead: tuple[Value, ...] = ()
    coordinate: tuple[Value, ...] = ()
    perform: tuple[Value, ...] = ()


def actors_of(node: Node) -> Actors:
    """The bodies an item names: by role lines, in its first sentence, or inherited from its heading."""
    by_lines = _from_role_lines(node)
    if by_lines is not None:
        return by_lines
    if _ANSWERS.search(node.text):
        return Actors()
    return _from_sentence(node)


def _values(view: View | None, rule: str, confidence: float = 0.9) -> tuple[Value, ...]:
    return tuple(unit.value(rule, confidence) for unit in split_units(view)) if view else ()


def _from_role_lines(node: Node) -> Actors | None:
    found: dict[str, list[Value]] = {"lead": [], "coordinate": [], "perform": []}
    any_line = False
    for line in node.walk():
        match = ROLE_LINE.match(line.text)
        if line is node or not match:
            continue
        any_line = True
        role = _role_name(match["role"])
        if role is None or any(ROLE_LINE.match(child.text) for child in line.children):
            continue
        rest = line.view.cut(match.end())
        views = [rest, *line.more, *(child.view for child in line.children)]
        for view in views:
            if view.text and not view.text.startswith("("):
                _add_role(found, role, view)
    if not any_line:
        return None
    return Actors(tuple(found["lead"]), tuple(found["coordinate"]), tuple(found["perform"]))


def _add_role(found: dict[str, list[Value]], role: str, view: View) -> None:
    """Put the bodies of one line under their role; "X chủ trì, phối hợp với Y" holds two roles."""
    leads = _LEADS_INSIDE.search(view.text)
    if leads is None:
        found[role].extend(_values(view, "item.role_line", 0.95))
        return
    found["lead"].extend(_values(view.cut(0, leads.start()), "item.role_line.leads"))
    if view.text[leads.end() :].strip(" .;"):
        found["coordinate"].extend(_values(view.cut(leads.end()), "item.role_line.leads"))


def _role_name(printed: str) -> str | None:
    word = printed.lower()
    if word.startswith(("chủ trì", "soạn thảo", "tham mưu")):
        return "lead"
    if word.startswith("phối hợp"):
        return "coordinate"
    return "perform" if word.startswith(("thực hiện", "phân công")) else None


def _from_sentence(node: Node) -> Actors:
    given = _GIVEN.search(node.text)
    if given:
        return _given(node.view, given.end())
    start = _after_order(node.text)
    heading = _named_bodies(node, start)
    if heading is not None:
        after = _rest_after(node.view, heading)
        leads = _LEADS.match(after)
        if leads:
            coordinate = _coordinated(node.view, len(node.text) - len(after) + leads.end(), leads.group())
            return Actors(lead=_values(heading, "item.leads"), coordinate=coordinate)
        joint = _WITH.match(after.lstrip()) if start else None
        at = len(node.text) - len(after.lstrip()) + (joint.end() if joint else 0)
        return Actors(
            perform=_values(heading, "item.heading"),
            coordinate=_coordinated(node.view, at, joint.group()) if joint else (),
        )
    inherited = _inherited(node)
    leads = _LEADS.match(node.text)
    if leads:
        return Actors(lead=inherited, coordinate=_coordinated(node.view, leads.end(), leads.group()))
    joint = _WITH.match(node.text)
    if joint and not inherited:
        return Actors(coordinate=_values(until_verb(node.view, joint.end()), "item.coordinates"))
    return Actors(perform=inherited)


def _rest_after(view: View, part: View) -> str:
    """The words of ``view`` after ``part``, which is a piece of it."""
    return view.text[view.offsets.index(part.offsets[-1]) + 1 :] if part.offsets else view.text


def _given(view: View, start: int) -> Actors:
    """ "(Giao X chủ trì, phối hợp với Y tham mưu)" at the end of an item."""
    bodies = until_verb(view, start)
    after = view.text[start + len(bodies.text) :]
    leads = _LEADS.match(after)
    if not leads:
        return Actors(perform=_values(bodies, "item.given"))
    at = start + len(bodies.text) + leads.end()
    return Actors(lead=_values(bodies, "item.given"), coordinate=_coordinated(view, at, leads.group()))


def _coordinated(view: View, start: int, printed: str) -> tuple[Value, ...]:
    if "hợp" not in printed.lower() or not AGENCY_HEAD.match(view.text, start):
        return ()
    return _values(until_verb(view, start), "item.coordinates")


def _after_order(text: str) -> int:
    order = _ORDER.match(text)
    return order.end() if order else 0


def _named_bodies(node: Node, start: int) -> View | None:
    """The bodies that head an item or that its first sentence begins with."""
    view = node.view.cut(start)
    if not AGENCY_HEAD.match(view.text) and not (start and view.text[:4] in ("các ", "Các ")):
        return None
    colon = view.text.find(":", 0, 400)
    head = view.cut(0, colon) if colon > 0 else view
    bodies = leading_bodies(head)
    if bodies is not None:
        return bodies
    if colon > 0 and len(head.text) <= 250 and ". " not in head.text:
        return head.rstrip(" ,")
    if len(view.text) <= 250 and not re.search(r"[.;]\s+\S{3}.*[.]$", view.text) and not view.text.endswith("."):
        return view.rstrip(" ,;")
    return None


def _inherited(node: Node) -> tuple[Value, ...]:
    parent = node.parent
    if parent is None or is_role_line(parent.text):
        return ()
    bodies = _named_bodies(parent, _after_order(parent.text))
    if bodies is None or _rest_after(parent.view, bodies).strip(" :.,;"):
        return ()
    return _values(bodies, "item.inherited", 0.8)
