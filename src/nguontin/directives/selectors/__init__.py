"""What a person may see of papers, tasks and days. A paper is seen where it was received and where it gave a task."""

from .days import CalendarEntry, calendar
from .inbox import inbox, papers_to_confirm, visible_papers
from .papers import Lineage, brought, directive_for, lineage, same_number, task_grid
from .work import (
    assignment_for,
    assignments_for,
    late_by_unit,
    periods_of_task,
    progress_of_task,
    result_file_for,
    task_for,
    unit_grid,
)

__all__ = [
    "CalendarEntry",
    "Lineage",
    "assignment_for",
    "assignments_for",
    "brought",
    "calendar",
    "directive_for",
    "inbox",
    "late_by_unit",
    "lineage",
    "papers_to_confirm",
    "periods_of_task",
    "progress_of_task",
    "result_file_for",
    "same_number",
    "task_for",
    "task_grid",
    "unit_grid",
    "visible_papers",
]
