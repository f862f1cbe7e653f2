"""The numbered tree of a body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vanban.bodyparts import body_parts
from vanban.labels import Label, Rank, label_of
from vanban.paragraphs import Paragraph
from vanban.parting import parted
from vanban.roles import is_role_line
from vanban.tasktables import Columns, TaskRow, grid_of, task_rows
from vanban.views import View

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
           "XVII", "XVIII", "XIX", "XX")  # fmt: skip
_INSIDE_ARTICLE = (Rank.LETTER, Rank.ROMAN)  # "Điều 1. Phê duyệt …, gồm: I. … II. …"
_QUOTES = '“"‘'


@dataclass(slots=True)
class Node:
    """A labelled unit: its first paragraph after the label, the unlabelled ones after it, the units inside it.

    ``row`` holds the cells where the unit is a row of a table of tasks.
    """

    label: str
    rank: Rank
    view: View
    label_start: int
    parent: Node | None = None
    more: list[View] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    row: TaskRow | None = None

    @property
    def text(self) -> str:
        """The first paragraph."""
        return self.view.text

    @property
    def numbered(self) -> list[Node]:
        """The children that carry a real label, no dash."""
        return [child for child in self.children if child.rank < Rank.DASH]

    @property
    def dashes(self) -> list[Node]:
        """The children behind a dash or plus."""
        return [child for child in self.children if child.rank >= Rank.DASH]

    @property
    def path(self) -> str:
        """Labels from the top, joined by ``>``."""
        return self.label if self.parent is None else f"{self.parent.path}>{self.label}"

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def views(self) -> list[View]:
        """All paragraphs of the unit in reading order, labels dropped."""
        parts = [self.view, *self.more]
        for child in self.children:
            parts.extend(child.views())
        return sorted((part for part in parts if part.text), key=lambda part: part.start)

    @property
    def end(self) -> int:
        """Offset after the last character of the unit."""
        return max([self.view.end, *(view.end for view in self.more), *(child.end for child in self.children)])


def build_forest(paragraphs: list[Paragraph], *, attached: bool = False) -> list[Node]:
    """The top-level units of a body; paragraphs before the first label belong to none.

    ``attached`` tells that the paragraphs come after the signature.
    """
    forest = _Forest()
    for part in body_parts(paragraphs, attached=attached):
        forest.stack.clear()
        flow = parted(part)
        at = 0
        while at < len(flow):
            stop = next((end for end in range(at, len(flow)) if not flow[end].table), len(flow))
            if stop > at:
                forest.add_table(flow[at:stop])
            else:
                forest.add(flow[at])
            at = max(stop, at + 1)
    return forest.roots


class _Forest:
    """Units put in their places one after the other; ``stack`` holds the open ones, outermost first."""

    def __init__(self) -> None:
        self.roots: list[Node] = []
        self.stack: list[Node] = []
        self.columns: Columns | None = None

    def add(self, paragraph: Paragraph) -> None:
        """Open a unit for a label, go on with the open one without."""
        label = label_of(paragraph.text)
        if label is None and not self.stack and paragraph.text[0] in _QUOTES:
            label = _quoted(paragraph.text)  # a page that quotes a whole letter
        if label is not None:
            label = _disambiguated(label, self.roots, self.stack)
        if label is None and is_role_line(paragraph.text) and self.stack:
            label = Label("-", Rank.DASH, 0)
        if label is not None:
            self.columns = None
            self._close(label, paragraph)
            self._open(Node(label.name, label.rank, paragraph.view.cut(label.end), paragraph.view.start))
        elif self.stack:
            while self.stack[-1].rank >= Rank.DASH and len(self.stack) > 1:
                self.stack.pop()
            self._append(paragraph.view)

    def add_table(self, cells: list[Paragraph]) -> None:
        """The rows of a table of tasks as units inside the open one; any other table as words of it."""
        rows, self.columns = task_rows(grid_of(cells), self.columns)
        if self.columns is None:
            for cell in cells:
                if self.stack:
                    self._append(cell.view)
            return
        depth = len(self.stack)
        for row in rows:
            while len(self.stack) > depth and self.stack[-1].rank >= row.rank:
                self.stack.pop()
            self._open(Node(row.label, row.rank, row.work, row.start, more=list(row.rest), row=row))
        del self.stack[depth:]

    def _close(self, label: Label, paragraph: Paragraph) -> None:
        stack = self.stack
        article = next((at for at, node in enumerate(stack) if node.rank is Rank.ARTICLE), None)
        if article is not None and label.rank is Rank.ARTICLE:
            del stack[article:]
        floor = 0 if article is None or label.rank not in _INSIDE_ARTICLE else article + 1
        while len(stack) > floor and (stack[-1].rank >= label.rank or _closes_brackets(stack[-1], label, paragraph)):
            stack.pop()

    def _open(self, node: Node) -> None:
        node.parent = self.stack[-1] if self.stack else None
        (node.parent.children if node.parent else self.roots).append(node)
        self.stack.append(node)

    def _append(self, view: View) -> None:
        if self.stack[-1].view.text:
            self.stack[-1].more.append(view)
        else:
            self.stack[-1].view = view  # the label stood on a line of its own


def _quoted(text: str) -> Label | None:
    """The label after an opening quotation mark."""
    label = label_of(text[1:])
    return Label(label.name, label.rank, label.end + 1) if label and label.rank < Rank.DASH else None


def _closes_brackets(top: Node, label: Label, paragraph: Paragraph) -> bool:
    """A line of roles after "(1) …", "(2) …" speaks of the unit that holds the brackets."""
    return top.rank is Rank.BRACKET and label.rank is Rank.DASH and is_role_line(paragraph.text[label.end :])


def _disambiguated(label: Label, roots: list[Node], stack: list[Node]) -> Label | None:
    """Tell "C." and "D." of the alphabet from Roman figures, and a wrapped "15." from a label."""
    if label.rank is Rank.ROMAN:
        if label.name not in _ROMANS:
            return None
        if len(label.name) == 1 and label.name != "I" and not _follows_roman(label.name, roots, stack):
            capital = _last_of(Rank.LETTER, roots, stack)
            if capital and len(capital) == 1 and ord(label.name) - ord(capital) == 1:
                return Label(label.name, Rank.LETTER, label.end)
    if label.rank is Rank.NUMBER and int(label.name) > 1:
        last = _last_of(Rank.NUMBER, roots, stack)
        number = int(label.name)
        if number > 30 and (last is None or not last.isdigit() or not 0 < number - int(last) < 3):
            return None
    return label


def _follows_roman(name: str, roots: list[Node], stack: list[Node]) -> bool:
    last = _last_of(Rank.ROMAN, roots, stack)
    return last in _ROMANS and _ROMANS.index(name) == _ROMANS.index(last) + 1


def _last_of(rank: Rank, roots: list[Node], stack: list[Node]) -> str | None:
    """The label of the last open or just closed unit of a rank."""
    for node in reversed(stack):
        if node.rank is rank:
            return node.label
    level = stack[-1].children if stack else roots
    same = [node for node in (*roots, *level) if node.rank is rank]
    return same[-1].label if same else None
