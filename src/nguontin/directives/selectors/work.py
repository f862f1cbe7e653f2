"""Tasks and each unit's share of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from nguontin.directives.models import Assignment, ResultFile, Task
from nguontin.directives.states import AssignmentState
from nguontin.kernel.errors import Missing
from nguontin.kernel.fold import fold
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer

from .inbox import HEAVY, late, parties_of, standing

SOON = timedelta(days=7)
_PAPER = tuple(f"task__directive__{name}" for name in HEAVY)


@dataclass(frozen=True, slots=True)
class Progress:
    """Assignments of one task by state; ``late`` are among ``waiting`` and ``working``."""

    total: int
    waiting: int
    working: int
    done: int
    not_here: int
    late: int


def task_for(viewer: Viewer, pk: int) -> Task:
    """The task, when the person sees the receiving unit or an assignment of it. Raises Missing."""
    row = (
        Task.objects.select_related("directive__unit")
        .defer(*(f"directive__{name}" for name in ("read", "draft", "search")))
        .prefetch_related(parties_of())
        .filter(pk=pk)
        .first()
    )
    if row is not None and (
        viewer.may(Ability.SEE, row.directive.unit) or viewer.narrow(row.assignments.all()).exists()
    ):
        return row
    raise Missing("no_task", _("Không tìm thấy nhiệm vụ này."), _("Tìm lại trong danh sách việc."))


def unit_grid(
    viewer: Viewer, task: Task, *, period: str = "", state: str = "", overdue: bool = False, today: date
) -> QuerySet[Assignment]:
    """One row per unit of the subtree, by name, with ``results_number`` and ``last_note`` (instant)."""
    rows = viewer.narrow(Assignment.objects.filter(task=task)).select_related("unit")
    if period:
        rows = rows.filter(period=period)
    if state:
        rows = rows.filter(state=state)
    if overdue:
        rows = rows.filter(late(today))
    return rows.annotate(results_number=Count("results", distinct=True), last_note=Max("notes__at")).order_by(
        "unit__kind", "unit__folded", "-period"
    )


def periods_of_task(viewer: Viewer, task: Task) -> list[str]:
    """Periods that have rows, newest first; empty for a task done once."""
    rows = viewer.narrow(Assignment.objects.filter(task=task)).exclude(period="")
    return list(rows.order_by("-period").values_list("period", flat=True).distinct())


def progress_of_task(viewer: Viewer, task: Task, *, period: str = "", today: date) -> Progress:
    """How the subtree's assignments of a task stand."""
    rows = viewer.narrow(Assignment.objects.filter(task=task))
    if period:
        rows = rows.filter(period=period)
    numbers = rows.aggregate(
        total=Count("pk"),
        waiting=Count("pk", filter=Q(state=AssignmentState.OPEN)),
        working=Count("pk", filter=Q(state=AssignmentState.WORKING)),
        done=Count("pk", filter=Q(state=AssignmentState.DONE)),
        not_here=Count("pk", filter=Q(state=AssignmentState.NOT_HERE)),
        late=Count("pk", filter=late(today)),
    )
    return Progress(**numbers)


def assignments_for(
    viewer: Viewer,
    *,
    query: str = "",
    state: str = "",
    overdue: bool = False,
    soon: bool = False,
    unit: int | None = None,
    today: date,
    ability: Ability = Ability.TASKS,
) -> QuerySet[Assignment]:
    """Work of the units for which the person may work, the most urgent first; *state* "" means unfinished,
    *soon* due within SOON, *unit* one unit's id."""
    rows = viewer.narrow(Assignment.objects.all(), ability=ability)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if soon:
        rows = rows.filter(standing(), due__range=(today, today + SOON))
    rows = rows.filter(state=state) if state else rows.filter(standing())
    if overdue:
        rows = rows.filter(late(today))
    for word in fold(query).split():
        rows = rows.filter(Q(task__directive__search__contains=word) | Q(unit__folded__contains=word))
    return (
        rows.select_related("unit", "task__directive")
        .defer(*_PAPER)
        .order_by(F("due").asc(nulls_last=True), "unit__folded", "pk")
    )


def assignment_for(viewer: Viewer, pk: int) -> Assignment:
    """The assignment, when its unit is in the subtree. Raises Missing."""
    rows = Assignment.objects.select_related("unit", "task__directive__unit", "state_by").prefetch_related(
        parties_of("task__"), "notes__by", "results__figures", "results__files", "results__by"
    )
    row = viewer.narrow(rows).filter(pk=pk).first()
    if row is None:
        raise Missing("no_assignment", _("Không tìm thấy việc này."), _("Tìm lại trong danh sách việc."))
    return row


def result_file_for(viewer: Viewer, pk: int) -> ResultFile:
    """A photo or paper of a result, when its unit is in the subtree. Raises Missing."""
    row = viewer.narrow(ResultFile.objects.all(), "result__assignment__unit").filter(pk=pk).first()
    if row is None:
        raise Missing("no_file", _("Không tìm thấy tệp này."), _("Mở lại việc để xem các tệp của nó."))
    return row


def late_by_unit(viewer: Viewer, *, today: date) -> QuerySet[Unit]:
    """Units of the subtree with late work, the worst first, each with ``late``."""
    return (
        viewer.narrow(Unit.objects.all(), "")
        .annotate(late=Count("assignments", filter=Q(assignments__due__lt=today) & standing("assignments__")))
        .filter(late__gt=0)
        .order_by("-late", "folded")
    )
