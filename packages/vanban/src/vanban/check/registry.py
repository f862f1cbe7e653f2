"""What a rule is, and how the rules are run over a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from vanban.check.components import Form, Paper
from vanban.check.model import Finding, Place, Severity
from vanban.check.sheet import Line

STATE_SOURCE = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, mục "
PARTY_SOURCE = "HD 36-HD/VPTW, mục "
PARTY_TYPE_SOURCE = "HD 36-HD/VPTW, Phụ lục 3, số "
_MOST_WORDS = 60  # characters of a place's words


@dataclass(frozen=True, slots=True)
class Departure:
    """One place that departs from a rule. ``mend`` corrects it in the open document; ``rewrites`` tells that it
    changes characters, so that only one such mend touches a paragraph at a time."""

    message: str
    advice: str
    line: Line | None = None
    box: str = "Toàn văn bản"
    mend: Callable[[], None] | None = None
    rewrites: bool = False


Look = Callable[[Paper], Iterable[Departure]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of one or both forms; its function says in its docstring what the source wants.

    ``layout`` rules need a .docx; the others also run over plain text.
    """

    name: str
    source: str
    forms: tuple[Form, ...]
    severity: Severity
    layout: bool
    look: Look

    def cited(self, form: Form) -> str:
        """The part of the source that binds this form, where the rule has one for each."""
        begins = "NĐ 30" if form == "state" else "HD 36"
        own = [part for part in self.source.split("; ") if part.startswith(begins)]
        return "; ".join(own) or self.source

    def applies(self, paper: Paper) -> bool:
        """Whether the rule can and shall be put to this paper."""
        return paper.form in self.forms and (paper.sheet.layout or not self.layout)


def rule(
    name: str,
    source: str,
    *,
    forms: tuple[Form, ...] = ("state", "party"),
    severity: Severity = "error",
    layout: bool = False,
) -> Callable[[Look], Rule]:
    """Make a rule of a function; ``source`` names the decree or guidance and the place in it."""
    return lambda look: Rule(name, source, forms, severity, layout, look)


def departures(rules: Iterable[Rule], paper: Paper) -> Iterator[tuple[Rule, Departure]]:
    """All departures of a paper, rule by rule."""
    for one in rules:
        if one.applies(paper):
            for departure in one.look(paper):
                yield one, departure


def merged(found: Iterable[tuple[Rule, Departure]], form: Form, *, fixing: bool) -> tuple[Finding, ...]:
    """Findings in the order of the rules; places that share rule, component and message are counted together.

    ``fixing`` is false when the file is of a kind that cannot be written back.
    """
    findings: dict[tuple[str, str, str], Finding] = {}
    for one, departure in found:
        key = (one.name, departure.box, departure.message)
        fixable = fixing and departure.mend is not None
        known = findings.get(key)
        if known is not None:
            findings[key] = replace(known, count=known.count + 1, fixable=known.fixable and fixable)
            continue
        line = departure.line
        place = Place(line.paragraph if line else None, str(departure.box), line.text[:_MOST_WORDS] if line else "")
        findings[key] = Finding(
            one.name, one.severity, one.cited(form), departure.message, departure.advice, place, fixable
        )
    return tuple(findings.values())
