"""Pages of alarms, made for a phone at night."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.kernel.pages import number_of, page_of
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer, demand
from nguontin.units.services import has_second_factor

from . import selectors, services
from .forms import AlarmForm, ConfirmForm, GlassForm, ReasonForm, ReviewForm
from .models import Alarm
from .states import AlarmState


def _viewer(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined,no-any-return]


def _home(viewer: Viewer) -> Unit:
    """The unit that raises the alarm: where the person works."""
    unit = Unit.objects.filter(pk=viewer.home).first() if viewer.home else None
    if unit is None:
        raise Forbidden("no_unit", _("Tài khoản của bạn chưa gắn với đơn vị nào."), _("Hỏi quản trị viên."))
    demand(viewer, Ability.ALARM, unit)
    return unit


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All alarms, those that wait first said; and broken glass that waits for a review."""
    viewer, state = _viewer(request), request.GET.get("state", "")
    context = {
        "page": page_of(selectors.alarms(viewer, state=state), request),
        "notices": selectors.open_notices(viewer),
        "states": AlarmState.choices,
        "state": state,
        "may_raise": viewer.may(Ability.ALARM),
    }
    return render(request, "alarms/index.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Prepare an alarm; nothing sounds yet."""
    viewer = _viewer(request)
    unit = _home(viewer)
    form = AlarmForm(request.POST or None, request.FILES or None, viewer=viewer, initial={"targets": [unit.pk]})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            alarm = services.prepare_alarm(
                unit=unit,
                cause=data["cause"],
                title=data["title"],
                texts=form.texts,
                targets=data["targets"],
                repeats=data["repeats"],
                every_s=data["every_s"],
                recordings=form.recordings,
                by=viewer,
                at=request.at,  # type: ignore[attr-defined]
            )
            return redirect("alarms:alarm", alarm.pk)
        except DomainError as error:
            _show(form, error)
    chosen = form.cleaned_data.get("targets") if form.is_bound and hasattr(form, "cleaned_data") else [unit]
    return render(request, "alarms/new.html", {"form": form, "reach": selectors.loudspeakers(list(chosen or []))})


@require_POST
def reach(request: HttpRequest) -> HttpResponse:
    """How many loudspeakers the ticked places have (htmx)."""
    viewer = _viewer(request)
    chosen = [pk for pk in map(number_of, request.POST.getlist("targets")) if pk is not None]
    units = list(selectors.places(viewer).filter(pk__in=chosen))
    return render(request, "alarms/_reach.html", {"reach": selectors.loudspeakers(units)})


@require_safe
def alarm(request: HttpRequest, pk: int) -> HttpResponse:
    """One alarm: listen, confirm, air alone, silence."""
    return _page(request, selectors.alarm_for(_viewer(request), pk))


def _page(request: HttpRequest, row: Alarm, **forms_in_use: forms.Form) -> HttpResponse:
    viewer = _viewer(request)
    context: dict[str, Any] = {
        "alarm": row,
        "targets": row.bulletin.targets.all(),
        "reach": selectors.loudspeakers(list(row.bulletin.targets.all())),
        "sounds": selectors.sounds(row),
        "progress": selectors.progress(row),
        "may": viewer.may(Ability.ALARM, row.unit),
        "own": row.raised_by_id == viewer.person.pk,
        "has_factor": has_second_factor(viewer.person),
        "minutes": services.minutes_of(row),
        "confirm_form": ConfirmForm(prefix="confirm"),
        "glass_form": GlassForm(prefix="glass"),
        "end_form": ReasonForm(prefix="end"),
        **forms_in_use,
    }
    return render(request, "alarms/alarm.html", context, status=422 if forms_in_use else 200)


@dataclass(frozen=True, slots=True)
class _Act:
    """What a form of the alarm's page does, and what is said when it is done."""

    name: str
    form: forms.Form
    do: Callable[[Alarm, dict[str, Any]], object]
    done: str


def _run(request: HttpRequest, pk: int, act: _Act) -> HttpResponse:
    """Do what the form asks, or show the page again with what is wrong at that form."""
    form = act.form
    row = selectors.alarm_for(_viewer(request), pk)
    if form.is_valid():
        try:
            act.do(row, form.cleaned_data)
        except DomainError as error:
            _show(form, error)
            row = selectors.alarm_for(_viewer(request), pk)
        else:
            messages.success(request, act.done)
            return redirect("alarms:alarm", pk)
    return _page(request, row, **{f"{act.name}_form": form})


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person airs it."""
    by, at = _viewer(request), request.at  # type: ignore[attr-defined]
    act = _Act(
        "confirm",
        ConfirmForm(request.POST, prefix="confirm"),
        lambda row, data: services.confirm_alarm(row, code=data["code"], by=by, at=at),
        _("Đã phát lệnh báo động tới các cụm loa."),
    )
    return _run(request, pk, act)


@require_POST
def glass_break(request: HttpRequest, pk: int) -> HttpResponse:
    """Air it alone."""
    by, at = _viewer(request), request.at  # type: ignore[attr-defined]
    act = _Act(
        "glass",
        GlassForm(request.POST, prefix="glass"),
        lambda row, data: services.break_glass(row, reason=data["reason"], code=data["code"], by=by, at=at),
        _("Đã phát lệnh báo động. Lãnh đạo đã được thông báo."),
    )
    return _run(request, pk, act)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Silence it, or give it up before it aired."""
    by, at = _viewer(request), request.at  # type: ignore[attr-defined]

    def act(row: Alarm, data: dict[str, Any]) -> object:
        verb = services.cancel_alarm if row.state == AlarmState.PREPARED else services.end_alarm
        return verb(row, reason=data["reason"], by=by, at=at)

    return _run(request, pk, _Act("end", ReasonForm(request.POST, prefix="end"), act, _("Đã dừng.")))


def glass(request: HttpRequest, pk: int) -> HttpResponse:
    """Review of an alarm that one person aired alone."""
    viewer, at = _viewer(request), request.at  # type: ignore[attr-defined]
    row = selectors.glass_for(viewer, pk)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.review(row, note=form.cleaned_data["note"], by=viewer, at=at)
            messages.success(request, _("Đã ghi nhận xét."))
            return redirect("alarms:glass", pk)
        except DomainError as error:
            _show(form, error)
    services.see_notice(row, by=viewer, at=at)
    may_review = viewer.may(Ability.APPROVE, row.unit) and row.person_id != viewer.person.pk
    return render(request, "alarms/glass.html", {"glass": row, "form": form, "may_review": may_review})


def _show(form: forms.Form, error: DomainError) -> None:
    form.add_error(None, f"{error.message} {error.next_step}".strip())
