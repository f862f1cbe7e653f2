"""The chain of references over a set of papers: who carries out, amends, replaces … whom.

Nodes are the papers and, as stubs, what they cite and nobody has. A number in one spelling, a date that does not
contradict and a body that does not contradict make one node, whatever kind word is printed. A citation without date
means the latest paper of that number that is no younger than the citing one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from vanban.letters import fold
from vanban.links.cues import STRENGTH
from vanban.links.cycles import cycles_of
from vanban.links.identity import bodies_agree, body_words, dates_agree, number_key
from vanban.model import Document, Reference, Relation, Span

_WORDS = {
    "replaces": "thay thế",
    "amends": "sửa đổi",
    "answers": "trả lời",
    "relays": "sao gửi, chuyển",
    "reports_on": "báo cáo về",
    "carries_out": "căn cứ, thực hiện",
    "cites": "nhắc tới",
}
_LABEL = 60  # characters of the subject on a node of the drawing
_NAME_END = re.compile(r"\s*,?\s*(?:số|ngày|của)\s.*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Node:
    """A paper, or a stub for one that is only cited. ``names``: which of the given documents it is, two for copies."""

    id: str
    stub: bool
    names: tuple[str, ...]
    kind: str | None
    number: str | None
    date: str | None
    issuer: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document cites: its name, the citation's spans and those of the words that say how."""

    name: str
    citation: tuple[Span, ...]
    cue: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """From the citing to the cited node, once for each pair, by the strongest relation; ``places`` in order."""

    source: str
    target: str
    kind: str
    confidence: float
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges in order of their ids. ``cycles``: sets of papers that cite each other in a ring."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    cycles: tuple[tuple[str, ...], ...]

    def to_json(self) -> dict[str, object]:
        """Plain dictionaries and lists."""
        return asdict(self)

    def to_dot(self) -> str:
        """Graphviz text: papers solid, stubs dashed, edges labelled in Vietnamese."""
        lines = ["digraph vanban {", "  rankdir=LR;", '  node [shape=box, fontname="Times New Roman"];']
        for node in self.nodes:
            style = ", style=dashed" if node.stub else ""
            lines.append(f"  {_quoted(node.id)} [label={_quoted(_label(node))}{style}];")
        for edge in self.edges:
            label = _quoted(_WORDS[edge.kind])
            style = ", style=dotted" if edge.kind == "cites" else ""
            lines.append(f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={label}{style}];")
        return "\n".join([*lines, "}", ""])


def build(documents: Mapping[str, Document]) -> Graph:
    """The graph of the papers given by name; the order in which they are given does not matter."""
    board = _Board()
    ordered = sorted(documents.items())
    for name, document in ordered:
        board.add_paper(name, document)
    mentions = [
        (name, document, document.references[relation.reference], relation)
        for name, document in ordered
        for relation in document.relations
    ]
    mentions.sort(key=lambda mention: _vagueness(mention[2]))
    found: dict[tuple[_Entry, _Entry], list[tuple[Relation, Place]]] = defaultdict(list)
    for name, document, reference, relation in mentions:
        source = board.papers[name]
        target = board.cited(reference, day=document.date.value if document.date else None)
        if target is not source:
            found[source, target].append((relation, Place(name, reference.spans, relation.spans)))
    ids = _ids(board.entries)
    edges = sorted((_edge(ids[source], ids[target], said) for (source, target), said in found.items()), key=_ends)
    nodes = sorted((entry.node(ids[entry]) for entry in board.entries), key=lambda node: node.id)
    rings = cycles_of([node.id for node in nodes], [_ends(edge) for edge in edges])
    return Graph(tuple(nodes), tuple(edges), rings)


class _Entry:
    """A node in the making; compared by identity."""

    def __init__(self, printed: Reference | None, document: Document | None = None, name: str | None = None) -> None:
        self.names = [name] if name is not None else []
        if document is not None:
            fields = (document.kind, document.number, document.date, document.issuer, document.subject)
            self.kind, self.number, self.date, self.issuer, self.subject = (
                one.value if one else None for one in fields
            )
        elif printed is not None:
            self.kind, self.number, self.date = printed.kind, printed.number, printed.date
            self.issuer, self.subject = printed.issuer, None if printed.number else printed.text

    def fits(self, date: str | None, issuer: str | None) -> bool:
        return dates_agree(self.date, date) is not False and bodies_agree(self.issuer, issuer) is not False

    def node(self, name: str) -> Node:
        stub = not self.names
        return Node(name, stub, tuple(self.names), self.kind, self.number, self.date, self.issuer, self.subject)

    @property
    def words(self) -> str:
        """Kind, number, date and issuer as far as they are known; the name of a law that has no number."""
        shown = [self.kind, self.number] if self.number else [self.subject or self.kind]
        dated = self.date if self.number or not self.subject else None
        return " ".join(part for part in (*shown, dated, self.issuer if self.number else None) if part)


class _Board:
    def __init__(self) -> None:
        self.entries: list[_Entry] = []
        self.papers: dict[str, _Entry] = {}
        self._by_key: dict[str, list[_Entry]] = defaultdict(list)

    def add_paper(self, name: str, document: Document) -> None:
        """A given paper; one of the same number, day and body, or of the same text, is a copy of it."""
        number = document.number.value if document.number else None
        date = document.date.value if document.date else None
        issuer = document.issuer.value if document.issuer else None
        key = f"number {number_key(number)}" if number else f"text {fold(' '.join(document.text.split()))}"
        for entry in self._by_key[key]:
            if entry.date == date and entry.fits(date, issuer):
                entry.names.append(name)
                self.papers[name] = entry
                return
        self.papers[name] = self._add(key, _Entry(None, document, name))

    def cited(self, printed: Reference, *, day: str | None) -> _Entry:
        """The node a citation means, a new stub if need be; ``day`` is the date of the citing paper."""
        key = f"number {number_key(printed.number)}" if printed.number else f"name {_law_name(printed)}"
        fitting = [entry for entry in self._by_key[key] if entry.fits(printed.date, printed.issuer)]
        if not printed.date and day:
            fitting = [entry for entry in fitting if not entry.date or entry.date <= day]
        if fitting:
            return max(fitting, key=lambda entry: (bool(entry.names), entry.date or "", -len(entry.words), entry.words))
        return self._add(key, _Entry(printed))

    def _add(self, key: str, entry: _Entry) -> _Entry:
        self._by_key[key].append(entry)
        self.entries.append(entry)
        return entry


def _vagueness(printed: Reference) -> tuple[object, ...]:
    """Sorts the fullest citations first, so that vaguer ones find their papers."""
    issuer = printed.issuer or ""
    words = (printed.kind or "", printed.number or "", printed.date or "", issuer, printed.text or "")
    return (-len(printed.date or ""), -len(body_words(issuer)), *words)


def _law_name(printed: Reference) -> str:
    """The folded name of a law cited without number, its date left out; all words where there is no name."""
    named = fold(_NAME_END.sub("", printed.text or ""))
    return named if len(named.split()) > len((printed.kind or "").split()) else fold(printed.text or printed.kind or "")


def _ids(entries: Iterable[_Entry]) -> dict[_Entry, str]:
    """Names of the nodes: the first document's name, the words of a stub; numbered where two would be equal."""
    wished = {entry: entry.names[0] if entry.names else f"[{entry.words}]" for entry in entries}
    ids: dict[_Entry, str] = {}
    taken: set[str] = set()
    for entry, wish in sorted(wished.items(), key=lambda item: (not item[0].names, item[1], item[0].subject or "")):
        name, count = wish, 1
        while name in taken:
            count += 1
            name = f"{wish} ({count})"
        taken.add(name)
        ids[entry] = name
    return ids


def _edge(source: str, target: str, said: list[tuple[Relation, Place]]) -> Edge:
    strongest = max(said, key=lambda one: (STRENGTH.index(one[0].kind), one[0].confidence))[0]
    places = sorted((place for _, place in said), key=lambda place: (place.name, place.citation))
    return Edge(source, target, strongest.kind, strongest.confidence, tuple(places))


def _ends(edge: Edge) -> tuple[str, str]:
    return edge.source, edge.target


def _label(node: Node) -> str:
    head = " ".join(part for part in (node.kind, node.number) if part) or node.id
    rest = " ".join(part for part in (node.date, node.issuer) if part)
    subject = node.subject or ""
    subject = subject if len(subject) <= _LABEL else subject[:_LABEL].rsplit(" ", 1)[0] + "…"
    return "\n".join(part for part in (head, rest, subject) if part)


def _quoted(text: str) -> str:
    """A quoted Graphviz string; https://graphviz.org/doc/info/lang.html."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
