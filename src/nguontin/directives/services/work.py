"""A unit works on its share of a task: notes, results, done, not here, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.directives.dates import comes_again
from nguontin.directives.models import Assignment, Directive, ProgressNote, Result, ResultFigure, ResultFile, Task
from nguontin.directives.models.result import Channel
from nguontin.directives.states import ASSIGNMENT, DIRECTIVE, TASK, AssignmentState, DirectiveState, TaskState
from nguontin.kernel import filestore
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from nguontin.kernel.machine import advance
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer, demand

from .receive import check_size

UNFINISHED = (AssignmentState.OPEN, AssignmentState.WORKING)
MEDIA_TYPES: dict[bytes, str] = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}
"""Files a result may carry, told by their first bytes, never by their name."""


def mark_seen(assignment: Assignment, *, by: Viewer, at: datetime) -> None:
    """The unit itself has opened the task for the first time (people above looking on do not count)."""
    if assignment.seen_at is None and by.home == assignment.unit_id:
        Assignment.objects.filter(pk=assignment.pk, seen_at=None).update(seen_at=at)


def note_progress(assignment: Assignment, *, text: str, by: Viewer, at: datetime) -> ProgressNote:
    """A word on how it goes; an open assignment is then being worked on. Raises Forbidden, DomainError("text")."""
    demand(by, Ability.TASKS, assignment.unit)
    if not text.strip():
        raise DomainError("text", _("Ghi chú còn trống."), _("Viết một câu về việc đang làm đến đâu."))
    with transaction.atomic():
        _begin(assignment, by=by, at=at)
        note = ProgressNote.objects.create(assignment=assignment, by=by.person, at=at, text=text.strip())
        _record("assignment.note", assignment, by=by, at=at, fields=["text"])
    return note


def add_result(
    assignment: Assignment,
    *,
    channel: str,
    on: date,
    note: str = "",
    figures: Sequence[tuple[str, Decimal, str]] = (),
    files: Sequence[tuple[str, bytes]] = (),
    by: Viewer,
    at: datetime,
) -> Result:
    """Something done: by which channel, on which day, figures (label, value, measure), photos or PDF (name, content).

    Raises Forbidden, DomainError("channel", "future", "figure", "empty", "too_large", "file_type", "state").
    """
    demand(by, Ability.TASKS, assignment.unit)
    if channel not in Channel.values:
        raise DomainError("channel", _("Không có hình thức này."), _("Chọn hình thức trong danh sách."))
    if on > at.astimezone(LOCAL).date():
        raise DomainError("future", _("Ngày làm ở tương lai."), _("Ghi kết quả sau khi đã làm."))
    for label, value, measure in figures:
        if not label.strip() or not measure.strip() or value < 0:
            raise DomainError(
                "figure", _("Số liệu cần đủ tên, số không âm và đơn vị tính."), _("Ví dụ: Băng rôn, 12, chiếc.")
            )
    typed = [(PurePath(name).name[-255:], content, media_type_of(name, content)) for name, content in files]
    with transaction.atomic():
        _begin(assignment, by=by, at=at)
        result = Result.objects.create(
            assignment=assignment, channel=channel, on=on, note=note.strip(), by=by.person, at=at
        )
        ResultFigure.objects.bulk_create(
            ResultFigure(result=result, label=label.strip()[:120], value=value, measure=measure.strip()[:40])
            for label, value, measure in figures
        )
        for name, content, media_type in typed:
            ResultFile.objects.create(
                result=result, sha256=filestore.keep("results", content), name=name, media_type=media_type
            )
        _record("assignment.result", assignment, by=by, at=at, fields=["results"], ids={"result": result.pk})
    return result


def media_type_of(name: str, content: bytes) -> str:
    """Media type by the first bytes. Raises DomainError("empty", "too_large", "file_type")."""
    check_size(len(content))
    for head, media_type in MEDIA_TYPES.items():
        if content.startswith(head):
            return media_type
    raise DomainError(
        "file_type",
        _("“%(name)s” không phải ảnh JPEG, PNG hay tệp PDF.") % {"name": name[:60]},
        _("Chụp lại ảnh hoặc lưu thành PDF rồi gửi."),
    )


def close_assignment(assignment: Assignment, *, by: Viewer, at: datetime) -> Assignment:
    """The unit is done, after a result; the task is done when its last unit is. Raises DomainError("result")."""
    demand(by, Ability.TASKS, assignment.unit)
    if not Result.objects.filter(assignment=assignment).exists():
        raise DomainError("result", _("Nhiệm vụ chưa có kết quả."), _("Ghi ít nhất một kết quả rồi đóng."))
    with transaction.atomic():
        advance(assignment, ASSIGNMENT, AssignmentState.DONE, by=by.person, at=at, unit_id=assignment.unit_id)
        _finish_task(assignment.task_id, by=by, at=at)
    return assignment


def decline_assignment(assignment: Assignment, *, reason: str, by: Viewer, at: datetime) -> Assignment:
    """The task does not concern this unit; needs a reason. Raises DomainError("reason")."""
    demand(by, Ability.TASKS, assignment.unit)
    with transaction.atomic():
        advance(
            assignment,
            ASSIGNMENT,
            AssignmentState.NOT_HERE,
            by=by.person,
            at=at,
            reason=reason,
            unit_id=assignment.unit_id,
        )
        _finish_task(assignment.task_id, by=by, at=at)
    return assignment


def reopen_assignment(assignment: Assignment, *, by: Viewer, at: datetime) -> Assignment:
    """Undo "done" or "not here"; a task that was done is open again."""
    demand(by, Ability.TASKS, assignment.unit)
    target = AssignmentState.WORKING if assignment.state == AssignmentState.DONE else AssignmentState.OPEN
    with transaction.atomic():
        advance(assignment, ASSIGNMENT, target, by=by.person, at=at, unit_id=assignment.unit_id)
        task = Task.objects.select_for_update().get(pk=assignment.task_id)
        if task.state == TaskState.DONE:
            advance(task, TASK, TaskState.OPEN, by=by.person, at=at)
    return assignment


def cancel_task(task: Task, *, reason: str, by: Viewer, at: datetime) -> Task:
    """Nobody has to do the task any more; needs a reason. Raises Forbidden, DomainError("reason")."""
    demand(by, Ability.PAPERS, task.directive.unit)
    return advance(  # type: ignore[no-any-return]
        task, TASK, TaskState.CANCELLED, by=by.person, at=at, reason=reason, unit_id=task.directive.unit_id
    )


def close_directive(directive: Directive, *, by: Viewer, at: datetime) -> Directive:
    """The paper is carried out. Raises DomainError("tasks_open") while a task without recurrence is open."""
    demand(by, Ability.PAPERS, directive.unit)
    with transaction.atomic():
        left = directive.tasks.filter(state=TaskState.OPEN, recurrence="").count()
        if left:
            raise DomainError(
                "tasks_open",
                _("Còn %(left)d nhiệm vụ chưa xong.") % {"left": left},
                _("Đợi các đơn vị xong, hoặc bỏ nhiệm vụ kèm lý do."),
            )
        advance(directive, DIRECTIVE, DirectiveState.CLOSED, by=by.person, at=at)
    return directive


def reopen_directive(directive: Directive, *, by: Viewer, at: datetime) -> Directive:
    """Undo close_directive; its recurring tasks come again."""
    demand(by, Ability.PAPERS, directive.unit)
    return advance(directive, DIRECTIVE, DirectiveState.CONFIRMED, by=by.person, at=at)  # type: ignore[no-any-return]


def _begin(assignment: Assignment, *, by: Viewer, at: datetime) -> None:
    """Open becomes working; what is done or not here must be reopened first, what was cancelled stays so."""
    if assignment.task.state == TaskState.CANCELLED:
        raise DomainError("cancelled", _("Nhiệm vụ này đã được bỏ."), _("Hỏi nơi giao việc nếu vẫn cần làm."))
    if assignment.state == AssignmentState.OPEN:
        advance(assignment, ASSIGNMENT, AssignmentState.WORKING, by=by.person, at=at, unit_id=assignment.unit_id)
    elif assignment.state != AssignmentState.WORKING:
        raise DomainError("state", _("Nhiệm vụ này đã đóng."), _("Mở lại nhiệm vụ rồi ghi tiếp."))


def _finish_task(task_id: int, *, by: Viewer, at: datetime) -> None:
    """A task that does not come again is done when no unit has it open."""
    task = Task.objects.select_for_update().select_related("directive").get(pk=task_id)
    if comes_again(task.recurrence) or task.state != TaskState.OPEN:
        return
    if not task.assignments.filter(state__in=UNFINISHED).exists():
        advance(task, TASK, TaskState.DONE, by=by.person, at=at, unit_id=task.directive.unit_id)


def _record(
    verb: str, assignment: Assignment, *, by: Viewer, at: datetime, fields: list[str], ids: dict[str, int] | None = None
) -> None:
    record(
        verb,
        by=by.person,
        at=at,
        object_type="directives.assignment",
        object_id=str(assignment.pk),
        unit_id=assignment.unit_id,
        fields=fields,
        ids=ids,
    )
