"""The confirm screen: the paper beside what was read from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nguontin.directives import selectors, services
from nguontin.directives.drafts import PartyDraft, TaskDraft, draft_tasks, tasks_read
from nguontin.directives.forms import HeaderForm, TaskForm, TaskFormSet, initial_of, split_names
from nguontin.directives.models import Directive
from nguontin.directives.models.result import Channel
from nguontin.directives.observances import demands_read, observances_read
from nguontin.directives.reading import header_of
from nguontin.directives.services.share import Namer
from nguontin.directives.states import DirectiveState
from nguontin.kernel.errors import DomainError
from nguontin.kernel.pages import number_of
from nguontin.units.abilities import Ability
from nguontin.units.models import UnitKind
from nguontin.units.scope import Viewer, demand
from nguontin.units.selectors import province_of, subtree

from .acting import who
from .cards import ROLES, Name, cards, header_rows, names_typed, ticks
from .spans import segments, spans_of

TICKED = {"demand": "report_deadlines", "observance": "anniversaries", "citation": "references"}
"""What is taken or left out as a whole: its name in the form, its key in what was read."""


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct, keep for later, or confirm: then tasks exist."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    directive = selectors.directive_for(viewer, pk)
    demand(viewer, Ability.PAPERS, directive.unit)
    if directive.state != DirectiveState.READ:
        messages.info(request, _("Văn bản này không chờ xác nhận."))
        return redirect("directives:paper", pk)
    if request.method != "POST":
        header = {**header_of(directive.read), **(directive.draft or {}).get("header", {})}
        drafts = draft_tasks(directive)
        return _screen(request, directive, HeaderForm(initial=header), _formset(drafts), drafts)
    header_form, formset = HeaderForm(request.POST), TaskFormSet(request.POST, prefix="task")
    if not (header_form.is_valid() and formset.is_valid()):
        return _screen(request, directive, header_form, formset, draft_tasks(directive), status=422)
    tasks = drafts_of(directive, formset, request.POST)
    try:
        if "save" in request.POST:
            left_out = _left_out(request, directive)
            services.save_draft(
                directive, header=header_form.cleaned_data, tasks=tasks, left_out=left_out, **who(request)
            )
            messages.success(request, _("Đã lưu bản nháp. Chưa có nhiệm vụ nào được giao."))
            return redirect("directives:confirm", pk)
        services.confirm_directive(
            directive,
            header=header_form.cleaned_data,
            tasks=tasks,
            demands=_ticked(demands_read(directive.read), request.POST.getlist("demand")),
            observances=_ticked(observances_read(directive.read), request.POST.getlist("observance")),
            citations=_numbers(request.POST.getlist("citation")),
            **who(request),
        )
    except DomainError as error:
        messages.error(request, f"{error.message} {error.next_step}".strip())
        return _screen(request, directive, header_form, formset, tasks, status=error.status)
    messages.success(request, _("Đã xác nhận. Các đơn vị thấy nhiệm vụ của mình từ bây giờ."))
    return redirect("directives:paper", pk)


@require_safe
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """Which units the names typed in one field mean (``?field=task-3-lead&task-3-lead=…``)."""
    directive = selectors.directive_for(request.viewer, pk)  # type: ignore[attr-defined]
    field = request.GET.get("field", "")
    typed = split_names(request.GET.get(field, "")[:2000])
    namer = Namer(directive.unit, typed)
    found = [Name(printed, namer.units(printed)) for printed in typed]
    return render(request, "directives/_names.html", {"names": found, "field": field})


def drafts_of(directive: Directive, formset: Any, posted: QueryDict) -> list[TaskDraft]:
    """Task drafts of the posted forms; what people cannot change (place, text) comes from the paper."""
    read, namer = tasks_read(directive.read), Namer(directive.unit, _picked(formset, posted))
    drafts = []
    for form in formset:
        known = form.cleaned_data
        item = known["item"]
        if item is not None and 0 <= item < len(read):
            base = read[item]
        else:
            start, end = known["start"] or 0, known["end"] or 0
            text = directive.text[start:end].strip()
            place = (start, end) if text else (None, None)
            base = TaskDraft(title="", text=text or known["title"], label="+", start=place[0], end=place[1])
        drafts.append(
            replace(
                base,
                take=known["take"],
                title=known["title"],
                due=known["due"],
                printed_time=known["printed_time"],
                recurrence=known["recurrence"],
                channels=tuple(known["channels"]),
                parties=tuple(_parties(form, posted, namer)),
            )
        )
    return drafts


def _parties(form: TaskForm, posted: QueryDict, namer: Namer) -> list[PartyDraft]:
    """Parties of one form; a name with a picked unit carries it, a picked group stands in the place of the name."""
    parties = []
    for role in ROLES:
        field = f"{form.prefix}-{role}"
        picked = dict(zip(posted.getlist(f"{field}-name"), posted.getlist(f"{field}-unit"), strict=False))
        for printed in split_names(form.cleaned_data[role]):
            units = namer.units(picked.get(printed, "").strip()) if picked.get(printed, "").strip() else ()
            if len(units) == 1:
                parties.append(PartyDraft(role, printed, units[0].pk))
            else:
                parties.append(PartyDraft(role, picked[printed].strip() if units else printed))
    return parties


def _picked(formset: Any, posted: QueryDict) -> set[str]:
    """Units that were picked for names nobody knew, as they are printed."""
    units = (one for form in formset for role in ROLES for one in posted.getlist(f"{form.prefix}-{role}-unit"))
    return {one.strip() for one in units} - {""}


def _left_out(request: HttpRequest, directive: Directive) -> dict[str, list[int]]:
    """Places of reports, days and references that are not ticked: as posted, else as saved."""
    read = directive.read or {}
    if request.method != "POST":
        saved = (directive.draft or {}).get("left_out", {})
        return {name: saved.get(name, []) for name in TICKED}
    return {
        name: [place for place in range(len(read[key])) if str(place) not in request.POST.getlist(name)]
        for name, key in TICKED.items()
    }


def _numbers(posted: list[str]) -> set[int]:
    return {number for one in posted if (number := number_of(one)) is not None}


def _ticked(drafts: list[Any], ticks: list[str]) -> list[Any]:
    return [replace(draft, take=str(place) in ticks) for place, draft in enumerate(drafts)]


def _formset(drafts: list[TaskDraft]) -> Any:
    return TaskFormSet(prefix="task", initial=[initial_of(draft) for draft in drafts])


def _screen(
    request: HttpRequest,
    directive: Directive,
    header: HeaderForm,
    formset: Any,
    drafts: list[TaskDraft],
    *,
    status: int = 200,
) -> HttpResponse:
    read = directive.read or {}
    rows = header_rows(header, read)
    tasks = cards(formset, read, drafts, Namer(directive.unit, names_typed(formset)))
    left_out = _left_out(request, directive)
    demands = ticks(demands_read(read), read["report_deadlines"], left_out["demand"])
    observances = ticks(observances_read(read), read["anniversaries"], left_out["observance"])
    citations = ticks(directive.citations.order_by("position"), read["references"], left_out["citation"])
    context = {
        "paper": directive,
        "segments": segments(directive.text, spans_of(read), read.get("doubts", ())),
        "header": rows,
        "header_form": header,
        "formset": formset,
        "tasks": tasks,
        "empty": formset.empty_form,
        "channels": Channel.choices,
        "demands": demands,
        "observances": observances,
        "citations": citations,
        "to_look_at": sum(one.to_look_at for group in (rows, tasks, demands, observances, citations) for one in group),
        "same": selectors.same_number(directive),
        "units": subtree(province_of(directive.unit))
        .filter(valid_to=None)
        .exclude(kind=UnitKind.HAMLET)
        .values_list("name", flat=True),
    }
    return render(request, "directives/confirm.html", context, status=status)
