"""Lists of papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nguontin.directives.models import Assignment, Directive, TaskParty
from nguontin.directives.states import AssignmentState, DirectiveState, TaskState
from nguontin.kernel.fold import fold
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer

UNFINISHED = (AssignmentState.OPEN, AssignmentState.WORKING)
HEAVY = ("text", "read", "draft", "search")
"""Columns that lists never need: a paper's text may be a megabyte."""


def late(today: date) -> Q:
    """Assignments whose day has passed, not finished, of tasks that still stand."""
    return Q(due__lt=today) & standing()


def standing(assignment: str = "") -> Q:
    """Unfinished assignments of open tasks of papers not closed; *assignment* is the way to the assignment."""
    asked = {
        "state__in": UNFINISHED,
        "task__state": TaskState.OPEN,
        "task__directive__state": DirectiveState.CONFIRMED,
    }
    return Q(**{f"{assignment}{name}": value for name, value in asked.items()})


def visible_papers(viewer: Viewer) -> QuerySet[Directive]:
    """Papers received in the subtree, or which gave a unit of the subtree something to do."""
    given = viewer.narrow(Assignment.objects.filter(task__directive=OuterRef("pk")))
    own = viewer.narrow(Directive.objects.all()).values("pk")
    return Directive.objects.filter(Q(pk__in=own) | Exists(given))


def counted(assignments: QuerySet[Assignment], group: str) -> Coalesce:
    """Number of the assignments whose *group* is the outer row, as a subquery."""
    rows = assignments.filter(**{group: OuterRef("pk")}).order_by().values(group).annotate(number=Count("pk"))
    return Coalesce(Subquery(rows.values("number")), 0, output_field=IntegerField())


def parties_of(task: str = "") -> Prefetch[Any, Any, Any]:
    """Parties in the order they were written, with their units; *task* is the way to the task."""
    return Prefetch(f"{task}parties", TaskParty.objects.select_related("unit").order_by("pk"))


def inbox(
    viewer: Viewer, query: str = "", *, state: str = "", overdue: bool = False, today: date | None = None
) -> QuerySet[Directive]:
    """Papers, newest first, each with ``total``, ``done`` and (given *today*) ``late`` assignments of the subtree.

    *query* is searched without accents, every word of it; stubs only when *state* asks for them.
    """
    rows = visible_papers(viewer).defer(*HEAVY).select_related("unit").order_by("-created_at", "-pk")
    rows = rows.filter(state=state) if state else rows.exclude(state=DirectiveState.STUB)
    for word in fold(query).split():
        rows = rows.filter(search__contains=word)
    mine = viewer.narrow(Assignment.objects.all())
    rows = rows.annotate(
        total=counted(mine, "task__directive"),
        done=counted(mine.exclude(state__in=UNFINISHED), "task__directive"),
    )
    if today is not None:
        rows = rows.annotate(late=counted(mine.filter(late(today)), "task__directive"))
        if overdue:
            rows = rows.filter(Exists(mine.filter(late(today), task__directive=OuterRef("pk"))))
    return rows


def papers_to_confirm(viewer: Viewer) -> QuerySet[Directive]:
    """Papers that wait for this person to confirm them, oldest first."""
    rows = Directive.objects.filter(state=DirectiveState.READ).defer(*HEAVY)
    return viewer.narrow(rows, ability=Ability.PAPERS).order_by("created_at")
