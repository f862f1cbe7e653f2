"""One paper: itself, where it comes from and leads to, what it asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nguontin.directives.models import Assignment, Directive, Relation, Task
from nguontin.directives.states import AssignmentState, DirectiveState
from nguontin.kernel.errors import Missing
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer

from .inbox import HEAVY, UNFINISHED, counted, late, parties_of, visible_papers


@dataclass(frozen=True, slots=True)
class Link:
    """One paper of the lineage; ``open`` tells whether the person may open it (a stub has no page)."""

    kind: str
    paper: Directive
    open: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """What the paper follows (``up``) and what follows it (``down``)."""

    up: list[Link]
    down: list[Link]


def directive_for(viewer: Viewer, pk: int) -> Directive:
    """The paper, when the person may see it. Raises Missing."""
    row = visible_papers(viewer).select_related("unit", "uploaded_by", "state_by").filter(pk=pk).first()
    if row is None:
        raise Missing("no_paper", _("Không tìm thấy văn bản này."), _("Tìm lại trong danh sách văn bản."))
    return row


def lineage(viewer: Viewer, directive: Directive) -> Lineage:
    """Papers one step up and down; those below which the person may not see are left out, those above are named."""
    rows = (
        Relation.objects.filter(source=directive).select_related("target").defer(*(f"target__{name}" for name in HEAVY))
    )
    below = (
        Relation.objects.filter(target=directive).select_related("source").defer(*(f"source__{name}" for name in HEAVY))
    )
    ups, downs = list(rows.order_by("target__date")), list(below.order_by("source__date"))
    ids = {one.target_id for one in ups} | {one.source_id for one in downs}
    seen = set(visible_papers(viewer).filter(pk__in=ids).values_list("pk", flat=True))

    def link(kind: str, paper: Directive) -> Link:
        return Link(kind, paper, paper.pk in seen and paper.state != DirectiveState.STUB)

    return Lineage(
        [link(one.get_kind_display(), one.target) for one in ups],
        [link(one.get_kind_display(), one.source) for one in downs if one.source_id in seen],
    )


def same_number(directive: Directive) -> QuerySet[Directive]:
    """Other papers of the same unit with the same number, perhaps the same paper in another format."""
    if not directive.number_key:
        return Directive.objects.none()
    rows = Directive.objects.filter(unit=directive.unit_id, number_key=directive.number_key).defer(*HEAVY)
    return rows.exclude(pk=directive.pk).exclude(state=DirectiveState.STUB)


def brought(viewer: Viewer, directive: Directive) -> QuerySet[Directive]:
    """Papers that came in the same letter or archive, the letter's own among them, which the person may see."""
    home = directive.came_in_id or directive.pk
    rows = visible_papers(viewer).filter(Q(came_in=home) | Q(pk=home)).exclude(pk=directive.pk)
    return rows.defer(*HEAVY).order_by("pk")


def task_grid(viewer: Viewer, directive: Directive, *, today: date) -> QuerySet[Task]:
    """Tasks in the order of the paper, parties fetched, with ``total``, ``waiting``, ``working``, ``done``,
    ``not_here`` and ``late`` assignments of the person's subtree; tasks that give the subtree nothing only to those
    who see the receiving unit."""
    mine = viewer.narrow(Assignment.objects.all())

    def number(*states: str) -> object:
        return counted(mine.filter(state__in=states), "task")

    rows = (
        Task.objects.filter(directive=directive)
        .annotate(
            total=counted(mine, "task"),
            waiting=number(AssignmentState.OPEN),
            working=number(AssignmentState.WORKING),
            unfinished=number(*UNFINISHED),
            done=number(AssignmentState.DONE),
            not_here=number(AssignmentState.NOT_HERE),
            late=counted(mine.filter(late(today)), "task"),
        )
        .prefetch_related(parties_of())
        .order_by("start", "pk")
    )
    return rows if viewer.may(Ability.SEE, directive.unit) else rows.filter(total__gt=0)
