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
from nguontin.units.verbs import NOUNS, object_label, verb_label


class LogForm(forms.Form):
    """What is looked for in the log."""

    about = forms.ChoiceField(label=_("Về"), required=False, choices=[("", _("Tất cả")), *NOUNS.items()])
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
    page = page_of(log_entries(viewer, _query(form)), request)
    names = Person.objects.in_bulk([row.actor_id for row in page if row.actor_id])
    places = Unit.objects.in_bulk([row.unit_id for row in page if row.unit_id])
    rows = [
        (
            row,
            verb_label(row.verb),
            names.get(row.actor_id or 0),
            places.get(row.unit_id or 0),
            object_label(row.object_type, row.object_id),
        )
        for row in page
    ]
    is_searched = any(request.GET.get(name) for name in form.fields)
    context = {"form": form, "is_searched": is_searched, "page": page, "rows": rows, "head": chain_head()}
    return render(request, "units/audit_log.html", context)


def _query(form: LogForm) -> LogQuery:
    """What is asked for; fields that are not understood do not count (their errors stand beside them)."""
    form.is_valid()
    found = form.cleaned_data
    about, unit = found.get("about"), found.get("unit")
    return LogQuery(
        verb=f"{about}." if about else "",
        person=found.get("person", ""),
        unit=unit.pk if unit else None,
        since=found.get("since"),
        until=found.get("until"),
    )
