"""Recurring tasks come again each period."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nguontin.directives.dates import comes_again, period_of
from nguontin.directives.models import Assignment, Task
from nguontin.directives.states import AssignmentState, DirectiveState, TaskState
from nguontin.kernel.clock import LOCAL

from .share import make_assignments


def make_recurring(*, at: datetime) -> int:
    """Make the present period's rows of every open recurring task for the units that had it; returns how many.

    A unit that said "not here" is not asked again. Run as often as you like: rows that exist stay as they are.
    """
    today = at.astimezone(LOCAL).date()
    tasks = [
        task
        for task in Task.objects.filter(state=TaskState.OPEN, directive__state=DirectiveState.CONFIRMED).exclude(
            recurrence__in=("", "standing")
        )
        if comes_again(task.recurrence)
    ]
    had: dict[int, set[int]] = {task.pk: set() for task in tasks}
    have: dict[int, set[int]] = {task.pk: set() for task in tasks}
    now = {task.pk: period_of(task.recurrence, today) for task in tasks}
    rows = Assignment.objects.filter(task__in=tasks).values_list("task_id", "unit_id", "period", "state").order_by("pk")
    for task_id, unit_id, period, state in rows:
        if period == now[task_id]:
            have[task_id].add(unit_id)
        if state == AssignmentState.NOT_HERE:
            had[task_id].discard(unit_id)
        else:
            had[task_id].add(unit_id)
    with transaction.atomic():
        return make_assignments([(task, sorted(had[task.pk] - have[task.pk])) for task in tasks], today=today)
