"""A person's own account: contacts, password, second factor."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nguontin.kernel.errors import DomainError
from nguontin.kernel.throttle import count_try
from nguontin.units import services
from nguontin.units.forms import ChangePasswordForm, CodeForm, OwnContactsForm
from nguontin.units.scope import Viewer

CHANGES, CHANGE_WINDOW = 10, timedelta(minutes=15)


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, which roles I hold, and what I can change."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    person = viewer.person
    form = OwnContactsForm(request.POST or None, person=person)
    if form.is_bound and form.asks_for_password:
        _count_password(request)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_contacts(person, **form.cleaned_data, by=viewer, at=request.at)  # type: ignore[attr-defined]
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("units:account")
    roles = person.memberships.filter(valid_to=None).select_related("unit").order_by("unit__path")
    context = {"form": form, "roles": roles, "has_second_factor": services.has_second_factor(person)}
    return render(request, "units/account.html", context, status=422 if form.errors else 200)


def _count_password(request: HttpRequest) -> None:
    """One more try at the password of the account that is signed in. Raises TooMany."""
    count_try("password_change", str(request.user.pk), limit=CHANGES, every=CHANGE_WINDOW, at=request.at)  # type: ignore[attr-defined]


class ChangePassword(PasswordChangeView):
    """A new password for who knows the old one; all other sessions of the account end."""

    form_class = ChangePasswordForm  # type: ignore[assignment]
    template_name = "units/password.html"
    success_url = reverse_lazy("units:account")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Trying old passwords is limited too."""
        _count_password(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Save it and note it."""
        response = super().form_valid(form)
        person = self.request.user
        services.note_account("person.password", person, by=person, at=self.request.at, fields=("password",))  # type: ignore[arg-type,attr-defined]
        messages.success(self.request, _("Đã đổi mật khẩu."))
        return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up the second factor: scan the picture, type the first code."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    at: datetime = request.at  # type: ignore[attr-defined]
    if services.has_second_factor(viewer.person):
        return redirect("units:account")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.confirm_second_factor(viewer.person, form.cleaned_data["code"], at=at)
        except DomainError as error:
            form.add_error("code", f"{error.message} {error.next_step}")
        else:
            messages.success(request, _("Đã bật lớp xác thực thứ hai."))
            return redirect("units:account")
    uri = services.second_factor_uri(viewer.person) or services.start_second_factor(viewer.person, at=at)
    context = {"form": form, "picture": segno.make(uri, error="m").svg_data_uri(scale=6), "seed": seed_of(uri)}
    return render(request, "units/second_factor.html", context, status=422 if form.errors else 200)


def seed_of(uri: str) -> str:
    """The seed in groups of four, for people who type it."""
    seed = uri.partition("secret=")[2].partition("&")[0]
    return " ".join(seed[start : start + 4] for start in range(0, len(seed), 4))
