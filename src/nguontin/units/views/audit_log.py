"""The audit log as auditors and administrators read it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nguontin.audit.services import chain_head
from nguontin.kernel.pages import DayField, page_of
from nguontin.units.abilities import Ability
from nguontin.units.models import Person, Unit
from nguontin.units.scope import Viewer, demand_anywhere
from nguontin.units.selectors.log import LogQuery, log_entries


class LogForm(forms.Form):
    """What is looked for in the log."""

    verb = forms.CharField(label=_("Việc"), required=False, max_length=80)
    person = forms.CharField(label=_("Người làm"), required=False, max_length=120)
    unit = forms.ModelChoiceField(label=_("Đơn vị"), required=False, queryset=Unit.objects.none())
    since = DayField(label=_("Từ ngày"), required=False)
    until = DayField(label=_("Đến ngày"), required=False)


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Who did what when, newest first, within the viewer's subtree."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    demand_anywhere(viewer, Ability.AUDIT)
    form = LogForm(request.GET)
    units = viewer.narrow(Unit.objects.exclude(kind="hamlet"), "", ability=Ability.AUDIT).order_by("code", "name")
    form.fields["unit"].queryset = units  # type: ignore[attr-defined]
    found = form.cleaned_data if form.is_valid() else {}
    query = LogQuery(**{**found, "unit": found["unit"].pk if found.get("unit") else None}) if found else LogQuery()
    page = page_of(log_entries(viewer, query), request)
    names = Person.objects.in_bulk([row.actor_id for row in page if row.actor_id])
    places = Unit.objects.in_bulk([row.unit_id for row in page if row.unit_id])
    rows = [(row, names.get(row.actor_id or 0), places.get(row.unit_id or 0)) for row in page]
    context = {"form": form, "page": page, "rows": rows, "head": chain_head()}
    return render(request, "units/audit_log.html", context)
