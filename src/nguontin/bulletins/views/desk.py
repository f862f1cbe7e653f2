"""The list, a new bulletin, its history, and handing it on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nguontin.bulletins import selectors, services
from nguontin.bulletins.forms import NewBulletinForm
from nguontin.bulletins.requests import SignedIn
from nguontin.bulletins.states import BulletinClass
from nguontin.kernel.errors import DomainError
from nguontin.kernel.pages import number_of, page_of
from nguontin.units.abilities import Ability

TABS = (
    ("all", gettext_lazy("Tất cả")),
    ("mine", gettext_lazy("Của tôi")),
    ("waiting", gettext_lazy("Chờ duyệt")),
    ("returned", gettext_lazy("Trả lại")),
)


@require_safe
def bulletins(request: SignedIn) -> HttpResponse:
    """Bulletins of the person's units."""
    tab, query = request.GET.get("muc", "all"), request.GET.get("q", "")
    context = {
        "page": page_of(selectors.bulletins(request.viewer, tab=tab, query=query), request, size=30),
        "tab": tab,
        "tabs": TABS,
        "query": query,
        "may_write": request.viewer.may(Ability.WRITE),
        "may_approve": request.viewer.may(Ability.APPROVE),
    }
    return render(request, "bulletins/bulletins.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """A new bulletin, perhaps against an assignment (``?assignment=``), whose words it starts with."""
    units = selectors.writing_units(request.viewer)
    asked = number_of(request.GET.get("assignment", ""))
    assignment = None if asked is None else selectors.assignment_for(request.viewer, asked)
    initial = {"title": assignment.task.title[:200], "unit": assignment.unit} if assignment else {}
    form = NewBulletinForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_bulletin(
                **form.cleaned_data, assignment=assignment, by=request.viewer, at=request.at
            )
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            return redirect("bulletins:bulletin", made.pk)
    status = 422 if form.errors else 200
    return render(request, "bulletins/new.html", {"form": form, "assignment": assignment}, status=status)


@require_safe
def history(request: SignedIn, pk: int) -> HttpResponse:
    """Every revision: who wrote, who submitted, who decided, and what it said."""
    found = selectors.bulletin_for(request.viewer, pk)
    return render(request, "bulletins/history.html", {"bulletin": found, "revisions": selectors.history(found)})


@require_POST
def submit(request: SignedIn, pk: int) -> HttpResponse:
    """Lay it before another person."""
    found = selectors.bulletin_for(request.viewer, pk)
    try:
        services.submit_bulletin(found, by=request.viewer, at=request.at)
    except DomainError as error:
        messages.error(request, f"{error.message} {error.next_step}")
    else:
        messages.success(request, _("Đã gửi duyệt. Người khác sẽ nghe và duyệt bản tin này."))
    return redirect("bulletins:bulletin", pk)


@require_POST
def take_back(request: SignedIn, pk: int) -> HttpResponse:
    """Go on writing."""
    found = selectors.bulletin_for(request.viewer, pk)
    services.take_back(found, by=request.viewer, at=request.at)
    messages.success(request, _("Đã rút về để sửa."))
    return redirect("bulletins:bulletin", pk)


@require_POST
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """Give it up. An alarm's words are given up with the alarm, on its page."""
    found = selectors.bulletin_for(request.viewer, pk)
    if found.klass == BulletinClass.URGENT:
        messages.error(request, _("Tin khẩn cấp được xác nhận hoặc hủy ở trang Báo động."))
        return redirect("bulletins:bulletin", pk)
    try:
        services.withdraw_bulletin(found, reason=request.POST.get("reason", ""), by=request.viewer, at=request.at)
    except DomainError as error:
        messages.error(request, f"{error.message} {error.next_step}")
    else:
        messages.success(request, _("Đã bỏ bản tin này."))
    return redirect("bulletins:bulletin", pk)
