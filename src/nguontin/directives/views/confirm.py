"""The confirm screen: the paper beside what was read from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nguontin.directives import selectors, services
from nguontin.directives.drafts import PartyDraft, TaskDraft, draft_tasks, tasks_read
from nguontin.directives.forms import HeaderForm, TaskForm, TaskFormSet
from nguontin.directives.models import Directive, TaskParty
from nguontin.directives.models.result import Channel
from nguontin.directives.observances import demands_read, observances_read
from nguontin.directives.reading import SURE_FROM, header_of
from nguontin.directives.services.share import Namer
from nguontin.directives.states import DirectiveState
from nguontin.kernel.errors import DomainError
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit, UnitKind
from nguontin.units.scope import Viewer, demand
from nguontin.units.selectors import province_of, subtree

from .acting import who
from .spans import segments, spans_of

ROLES = TaskParty.Role.values


@dataclass(frozen=True, slots=True)
class Name:
    """One printed name: the units it means, and which a person chose when it means none."""

    printed: str
    units: tuple[Unit, ...]
    chosen: str = ""


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
            services.save_draft(directive, header=header_form.cleaned_data, tasks=tasks, **who(request))
            messages.success(request, _("Đã lưu bản nháp. Chưa có nhiệm vụ nào được giao."))
            return redirect("directives:confirm", pk)
        services.confirm_directive(
            directive,
            header=header_form.cleaned_data,
            tasks=tasks,
            demands=_ticked(demands_read(directive.read), request.POST.getlist("demand")),
            observances=_ticked(observances_read(directive.read), request.POST.getlist("observance")),
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
    namer = Namer(directive.unit)
    found = [Name(printed, namer.units(printed)) for printed in split_names(request.GET.get(field, "")[:2000])]
    return render(request, "directives/_names.html", {"names": found, "field": field})


def split_names(words: str) -> list[str]:
    """Names parted by semicolons, each once."""
    return list(dict.fromkeys(name.strip() for name in words.split(";") if name.strip()))


def drafts_of(directive: Directive, formset: Any, posted: QueryDict) -> list[TaskDraft]:
    """Task drafts of the posted forms; what people cannot change (place, text) comes from the paper."""
    read, namer = tasks_read(directive.read), Namer(directive.unit)
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


def _ticked(drafts: list[Any], ticks: list[str]) -> list[Any]:
    return [replace(draft, take=str(place) in ticks) for place, draft in enumerate(drafts)]


def _formset(drafts: list[TaskDraft]) -> Any:
    return TaskFormSet(
        prefix="task",
        initial=[
            {
                "take": draft.take,
                "item": draft.item,
                "start": draft.start,
                "end": draft.end,
                "title": draft.title,
                "due": draft.due,
                "printed_time": draft.printed_time,
                "recurrence": draft.recurrence,
                "channels": list(draft.channels),
                **{role: "; ".join(draft.names(role)) for role in ROLES},
            }
            for draft in drafts
        ],
    )


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
    namer = Namer(directive.unit)
    chosen = {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=_chosen(drafts))}
    province = province_of(directive.unit)
    context = {
        "paper": directive,
        "segments": segments(directive.text, spans_of(read)),
        "header": [(field, how_sure(read["fields"].get(field.name))) for field in header],
        "header_form": header,
        "formset": formset,
        "tasks": [_card(form, read, drafts, namer, chosen) for form in formset],
        "empty": formset.empty_form,
        "channels": Channel.choices,
        "demands": demands_read(read),
        "observances": observances_read(read),
        "citations": directive.citations.order_by("position"),
        "same": selectors.same_number(directive),
        "units": subtree(province).filter(valid_to=None).exclude(kind=UnitKind.HAMLET).values_list("name", flat=True),
    }
    return render(request, "directives/confirm.html", context, status=status)


def _chosen(drafts: list[TaskDraft]) -> set[int]:
    return {party.unit_id for draft in drafts for party in draft.parties if party.unit_id}


def _card(form: TaskForm, read: dict[str, Any], drafts: list[TaskDraft], namer: Namer, chosen: dict[int, str]) -> Any:
    """What one task's card shows beside its form."""
    number = int(str(form.prefix).rpartition("-")[2])
    draft = drafts[number] if number < len(drafts) else None
    item = form["item"].value()
    source = read["items"][int(item)] if str(item or "").isdigit() and int(item) < len(read["items"]) else None
    picked = {party.printed: chosen.get(party.unit_id, "") for party in draft.parties if party.unit_id} if draft else {}
    roles = []
    for role in ROLES:
        typed = split_names(form[role].value() or "")
        roles.append((form[role], [Name(name, namer.units(name), picked.get(name, "")) for name in typed]))
    return {
        "form": form,
        "label": source["label"] if source else "+",
        "path": source["path"] if source else "",
        "sure": how_sure(source),
        "text": source["text"] if source else (draft.text if draft else ""),
        "roles": roles,
        "channels": form["channels"].value() or [],
    }


def how_sure(value: dict[str, Any] | None) -> str:
    """ "sure", "unsure" or "absent", as the page shows it."""
    if not value:
        return "absent"
    return "sure" if value["confidence"] >= SURE_FROM else "unsure"
