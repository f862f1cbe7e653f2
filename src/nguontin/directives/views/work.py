"""Tasks and each unit's share: lists, the page of one, and its buttons."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from nguontin.directives import selectors, services
from nguontin.directives.forms import DeclineForm, NoteForm, ResultForm
from nguontin.directives.models import Assignment
from nguontin.directives.states import AssignmentState, TaskState
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from nguontin.kernel.pages import number_of, page_of
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit, UnitKind

from .acting import button, small_form, stored_file, who


@require_safe
def assignments(request: HttpRequest) -> HttpResponse:
    """What the person's units have to do, the most urgent first."""
    viewer, today = request.viewer, request.at.astimezone(LOCAL).date()  # type: ignore[attr-defined]
    query, state = request.GET.get("q", "")[:200], request.GET.get("state", "")
    state = state if state in AssignmentState.values else ""
    overdue, soon = request.GET.get("late") == "1", request.GET.get("soon") == "1"
    one = number_of(request.GET.get("unit", ""))
    rows = selectors.assignments_for(
        viewer, query=query, state=state, overdue=overdue, soon=soon, unit=one, today=today
    )
    context = {
        "page": page_of(rows, request),
        "query": query,
        "state": state,
        "overdue": overdue,
        "soon": soon,
        "units": viewer.narrow(Unit.objects.exclude(kind=UnitKind.HAMLET), "", ability=Ability.TASKS).order_by("path"),
        "unit": one,
        "states": AssignmentState.choices,
        "today": today,
    }
    return render(request, "directives/assignments.html", context)


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: who has done it and who has not."""
    viewer, today = request.viewer, request.at.astimezone(LOCAL).date()  # type: ignore[attr-defined]
    row = selectors.task_for(viewer, pk)
    periods = selectors.periods_of_task(viewer, row)
    period = request.GET.get("period", periods[0] if periods else "")
    state = request.GET.get("state", "")
    state = state if state in AssignmentState.values else ""
    overdue = request.GET.get("late") == "1"
    units = selectors.unit_grid(viewer, row, period=period, state=state, overdue=overdue, today=today)
    context = {
        "task": row,
        "progress": selectors.progress_of_task(viewer, row, period=period, today=today),
        "page": page_of(units, request, size=100),
        "periods": periods,
        "period": period,
        "state": state,
        "overdue": overdue,
        "today": today,
        "may_cancel": row.state == TaskState.OPEN and viewer.may(Ability.PAPERS, row.directive.unit),
    }
    return render(request, "directives/task.html", context)


cancel = button(
    selectors.task_for,
    services.cancel_task,
    page="directives:task",
    said=gettext_lazy("Đã bỏ nhiệm vụ."),
    takes=("reason",),
)


@require_safe
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit's share of a task."""
    row = selectors.assignment_for(request.viewer, pk)  # type: ignore[attr-defined]
    services.mark_seen(row, **who(request))
    return _page(request, row)


@require_POST
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Something done; with the button "close" the unit's share is done too."""
    row = selectors.assignment_for(request.viewer, pk)  # type: ignore[attr-defined]
    form = ResultForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, result_form=form)
    known = form.cleaned_data
    files = [(file.name, file.read()) for file in known["photos"]]
    try:
        with transaction.atomic():
            services.add_result(
                row,
                channel=known["channel"],
                on=known["on"],
                note=known["note"],
                figures=form.figures(),
                files=files,
                **who(request),
            )
            if "close" in request.POST:
                services.close_assignment(row, **who(request))
    except DomainError as error:
        form.add_error(None, f"{error.message} {error.next_step}")
        return _page(request, row, result_form=form)
    messages.success(request, _("Đã ghi kết quả và đóng việc.") if "close" in request.POST else _("Đã ghi kết quả."))
    return redirect("directives:assignment", pk)


@require_safe
def result_file(request: HttpRequest, pk: int) -> FileResponse:
    """A photo or PDF of a result, as it came; browsers may not guess another type."""
    row = selectors.result_file_for(request.viewer, pk)  # type: ignore[attr-defined]
    file = stored_file("results", row.sha256)
    return FileResponse(file, content_type=row.media_type, filename=row.name)


def _page(
    request: HttpRequest,
    row: Assignment,
    *,
    note_form: Form | None = None,
    result_form: Form | None = None,
    decline_form: Form | None = None,
) -> HttpResponse:
    today = request.at.astimezone(LOCAL).date()  # type: ignore[attr-defined]
    first = next(iter(row.task.channels), "loudspeaker")
    wrong = any(form is not None for form in (note_form, result_form, decline_form))
    context = {
        "assignment": row,
        "unfinished": row.state in (AssignmentState.OPEN, AssignmentState.WORKING),
        "late": row.state in (AssignmentState.OPEN, AssignmentState.WORKING) and row.due and row.due < today,
        "may_work": request.viewer.may(Ability.TASKS, row.unit),  # type: ignore[attr-defined]
        "may_write": request.viewer.may(Ability.WRITE, row.unit),  # type: ignore[attr-defined]
        "note_form": note_form or NoteForm(),
        "result_form": result_form or ResultForm(initial={"on": today, "channel": first}),
        "decline_form": decline_form or DeclineForm(),
    }
    return render(request, "directives/assignment.html", context, status=422 if wrong else 200)


_mine = partial(button, selectors.assignment_for, page="directives:assignment")
_form = partial(small_form, selectors.assignment_for, page="directives:assignment")
close = _mine(services.close_assignment, said=gettext_lazy("Đã đóng việc này."))
reopen = _mine(services.reopen_assignment, said=gettext_lazy("Đã mở lại việc này."))
note = _form(
    NoteForm,
    services.note_progress,
    said=gettext_lazy("Đã ghi tiến độ."),
    again=lambda request, row, form: _page(request, row, note_form=form),
)
decline = _form(
    DeclineForm,
    services.decline_assignment,
    said=gettext_lazy("Đã ghi: việc này không thuộc đơn vị."),
    again=lambda request, row, form: _page(request, row, decline_form=form),
)
