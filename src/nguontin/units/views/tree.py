"""The tree of units: list, one unit with its hamlets and history, adding and renaming."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from nguontin.kernel.fold import fold
from nguontin.kernel.pages import page_of
from nguontin.units import selectors, services
from nguontin.units.abilities import Ability
from nguontin.units.forms import RenameForm, UnitForm
from nguontin.units.models import Unit, UnitChange, UnitKind
from nguontin.units.scope import Viewer, demand

_BELOW = {
    UnitKind.PROVINCE: [
        UnitKind.DEPARTMENT,
        UnitKind.PARTY,
        UnitKind.FRONT,
        UnitKind.AGENCY,
        UnitKind.COMMUNE,
        UnitKind.WARD,
    ],
    UnitKind.COMMUNE: [UnitKind.HAMLET],
    UnitKind.WARD: [UnitKind.HAMLET],
}


@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """Units of the viewer's subtree; hamlets only when they are searched for."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    query, kind = request.GET.get("q", ""), request.GET.get("loai", "")
    rows = viewer.narrow(Unit.objects.filter(valid_to=None), "").select_related("parent")
    if query:
        rows = rows.filter(Q(folded__contains=fold(query)) | Q(code=query.strip()))
    if kind:
        rows = rows.filter(kind=kind)
    elif not query:
        rows = rows.exclude(kind=UnitKind.HAMLET)
    page = page_of(rows.order_by("code", "path"), request)
    context = {
        "page": page,
        "query": query,
        "kind": kind,
        "kinds": UnitKind.choices,
        "may_people": viewer.may(Ability.PEOPLE),
    }
    return render(request, "units/tree.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its printed names, what is beneath it, how it came to be; who may, adds a unit beneath it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = selectors.unit_for(viewer, pk)
    form = UnitForm(request.POST or None, kinds=list(_BELOW.get(UnitKind(one.kind), [])))
    if request.method == "POST" and form.is_valid():
        demand(viewer, Ability.PEOPLE, one)
        try:
            made = services.add_unit(
                form.cleaned_data["kind"],
                form.cleaned_data["name"],
                one,
                aliases=form.cleaned_data["aliases"],
                by=viewer,
                at=request.at,  # type: ignore[attr-defined]
            )
        except DomainError as error:
            form.add_error("name", f"{error.message} {error.next_step}")
        else:
            messages.success(request, _("Đã thêm %(name)s.") % {"name": made.name})
            return redirect("units:unit", pk)
    context = {
        "unit": one,
        "form": form,
        "may_add": viewer.may(Ability.PEOPLE, one) and one.valid_to is None and bool(_BELOW.get(UnitKind(one.kind))),
        "may_rename": viewer.may(Ability.PEOPLE, one) and one.valid_to is None,
        "aliases": one.aliases.order_by("name"),
        "children": one.children.order_by("valid_to", "code", "name"),
        "changes": UnitChange.objects.filter(Q(old=one) | Q(new=one)).select_related("old", "new").order_by("-on"),
    }
    return render(request, "units/unit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name for the unit, from today on."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    one = selectors.unit_for(viewer, pk)
    demand(viewer, Ability.PEOPLE, one)
    form = RenameForm(request.POST or None, initial={"name": one.name})
    if request.method == "POST" and form.is_valid():
        at: datetime = request.at  # type: ignore[attr-defined]
        try:
            services.rename_unit(one, **form.cleaned_data, on=at.astimezone(LOCAL).date(), by=viewer, at=at)
        except DomainError as error:
            form.add_error("name", f"{error.message} {error.next_step}")
        else:
            messages.success(request, _("Đã đổi tên; văn bản ghi tên cũ vẫn được nhận ra."))
            return redirect("units:unit", pk)
    return render(request, "units/rename.html", {"unit": one, "form": form}, status=422 if form.errors else 200)
