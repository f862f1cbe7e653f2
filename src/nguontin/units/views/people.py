"""People whom an administrator manages."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nguontin.kernel.errors import DomainError, Missing
from nguontin.kernel.pages import page_of
from nguontin.kernel.spreadsheet import write_csv
from nguontin.units import selectors, services
from nguontin.units.abilities import Ability
from nguontin.units.forms import ContactsForm, PersonForm, RoleForm
from nguontin.units.models import Membership, Role, Unit, UnitKind
from nguontin.units.scope import Viewer, demand_anywhere
from nguontin.units.services.imports.people import COLUMNS


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a role in the viewer's subtree."""
    viewer = _manager(request)
    query, role = request.GET.get("q", ""), request.GET.get("vai_tro", "")
    page = page_of(selectors.people_of(viewer, query, role=role), request)
    return render(request, "units/people.html", {"page": page, "query": query, "role": role, "roles": Role.choices})


@require_safe
def people_table(request: HttpRequest) -> HttpResponse:
    """The same people as a table that the import reads back."""
    viewer = _manager(request)
    rows = [
        (
            person.username,
            person.full_name,
            person.email,
            person.phone,
            role.unit.code or role.unit.name,
            role.get_role_display(),
        )
        for person in selectors.people_of(viewer)
        for role in person.open_roles[:1]  # type: ignore[attr-defined]
    ]
    response = HttpResponse(write_csv([names[0] for names in COLUMNS.values()], rows), content_type="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="nguoi-dung.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new account with its first role."""
    viewer = _manager(request)
    form = PersonForm(request.POST or None, units=manageable(viewer))
    if request.method == "POST" and form.is_valid():
        at: datetime = request.at  # type: ignore[attr-defined]
        try:
            person = services.create_person(**form.cleaned_data, by=viewer, at=at)
        except DomainError as error:
            form.add_error(error.code if error.code in form.fields else None, f"{error.message} {error.next_step}")
        else:
            messages.success(
                request,
                _("Đã lập tài khoản. Người dùng chọn “Quên mật khẩu” ở trang đăng nhập để đặt mật khẩu đầu tiên."),
            )
            return redirect("units:person", person.pk)
    return render(request, "units/person_add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: contacts, roles, whether the account is open."""
    viewer = _manager(request)
    one = selectors.person_for(viewer, pk)
    now = {"full_name": one.full_name, "email": one.email, "phone": one.phone}
    form = ContactsForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_contacts(one, **form.cleaned_data, by=viewer, at=request.at)  # type: ignore[attr-defined]
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("units:person", pk)
    context = {
        "person": one,
        "form": form,
        "role_form": RoleForm(units=manageable(viewer)),
        "has_second_factor": services.has_second_factor(one),
        "is_oneself": one.pk == viewer.person.pk,
    }
    return render(request, "units/person.html", context, status=422 if form.errors else 200)


@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """One more role."""
    viewer = _manager(request)
    one = selectors.person_for(viewer, pk)
    form = RoleForm(request.POST, units=manageable(viewer))
    if form.is_valid():
        services.grant_role(one, form.cleaned_data["role"], form.cleaned_data["unit"], by=viewer, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, _("Đã trao vai trò."))
    else:
        messages.error(request, _("Chọn vai trò và đơn vị rồi gửi lại."))
    return redirect("units:person", pk)


@require_POST
def end(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """A role ends."""
    viewer = _manager(request)
    row = Membership.objects.select_related("unit", "person").filter(pk=membership, person_id=pk, valid_to=None).first()
    if row is None:
        raise Missing("role", _("Vai trò này không còn."), _("Tải lại trang."))
    services.end_role(row, by=viewer, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("Đã kết thúc vai trò."))
    return redirect("units:people")


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the account, open it again, or take off a second factor whose phone is lost."""
    viewer = _manager(request)
    at: datetime = request.at  # type: ignore[attr-defined]
    one = selectors.person_for(viewer, pk)
    match request.POST.get("action"):
        case "close":
            services.deactivate_person(one, by=viewer, at=at)
            messages.success(request, _("Đã khóa tài khoản."))
        case "open":
            services.activate_person(one, by=viewer, at=at)
            messages.success(request, _("Đã mở lại tài khoản."))
        case "second_factor":
            services.remove_second_factor(one, by=viewer, at=at)
            messages.success(request, _("Đã gỡ lớp xác thực thứ hai; người dùng cần bật lại."))
    return redirect("units:person", pk)


def manageable(viewer: Viewer) -> QuerySet[Unit]:
    """Units in which the viewer may give roles: hamlets have no accounts."""
    rows = Unit.objects.filter(valid_to=None).exclude(kind=UnitKind.HAMLET)
    return viewer.narrow(rows, "", ability=Ability.PEOPLE).order_by("code", "name")


def _manager(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    demand_anywhere(viewer, Ability.PEOPLE)
    return viewer
