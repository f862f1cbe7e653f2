"""Coming in and going out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from nguontin.kernel.addresses import source_of
from nguontin.kernel.errors import DomainError
from nguontin.units import services
from nguontin.units.forms import CodeForm, NewPasswordForm, ResetForm, SignInForm
from nguontin.units.middleware import public
from nguontin.units.models import Person

PENDING = "person_without_code"
PENDING_FOR = timedelta(minutes=5)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """User name and password; people with a second factor go on to its page."""
    target = _target(request)
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at: datetime = request.at  # type: ignore[attr-defined]
        try:
            person = services.check_password_of(
                form.cleaned_data["username"],
                form.cleaned_data["password"],
                source=source_of(request),
                at=at,
                request=request,
            )
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            if not services.has_second_factor(person):
                return _let_in(request, person, target)
            request.session.flush()
            request.session[PENDING] = {"person": person.pk, "at": at.timestamp(), "target": target}
            return redirect("units:login_code")
    context = {"form": form, "target": request.GET.get("next", "")}
    return render(request, "units/login.html", context, status=422 if form.errors else 200)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second factor, within five minutes of the password."""
    pending: dict[str, Any] = request.session.get(PENDING, {})
    at: datetime = request.at  # type: ignore[attr-defined]
    person = Person.objects.filter(pk=pending.get("person", 0), is_active=True).first()
    if person is None or at.timestamp() - pending["at"] > PENDING_FOR.total_seconds():
        request.session.pop(PENDING, None)
        return redirect("units:login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.check_second_factor(person, form.cleaned_data["code"], at=at)
        except DomainError as error:
            form.add_error("code", f"{error.message} {error.next_step}")
        else:
            return _let_in(request, person, pending["target"])
    return render(request, "units/login_code.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends."""
    services.note_account("person.sign_out", request.user, by=request.user, at=request.at)  # type: ignore[arg-type,attr-defined]
    logout(request)
    return redirect("units:login")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Ask for a reset mail; the answer is the same whether the account exists or not."""
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_reset(form.cleaned_data["name"], source=source_of(request), at=request.at)  # type: ignore[attr-defined]
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            return render(request, "units/reset_asked.html")
    return render(request, "units/reset.html", {"form": form}, status=422 if form.errors else 200)


class ResetConfirm(PasswordResetConfirmView):
    """A new password by the mailed address, which works once. The token moves out of the URL at once."""

    is_public = True
    form_class = NewPasswordForm  # type: ignore[assignment]
    template_name = "units/reset_confirm.html"
    success_url = reverse_lazy("units:login")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save it, note it, say what to do next."""
        response = super().form_valid(form)
        person = form.user
        services.note_account("person.reset", person, by=person, at=self.request.at, fields=("password",))  # type: ignore[attr-defined]
        messages.success(self.request, _("Đã đặt mật khẩu mới. Mời bạn đăng nhập."))
        return response


def _let_in(request: HttpRequest, person: Person, target: str) -> HttpResponse:
    """Sign in with a new session key, whatever session the browser brought."""
    request.session.flush()
    login(request, person, backend=BACKEND)
    services.note_account("person.sign_in", person, by=person, at=request.at)  # type: ignore[attr-defined]
    return redirect(target)


def _target(request: HttpRequest) -> str:
    """Where to go after signing in: a page of this house, or Today."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if here and wanted.startswith("/") else reverse(settings.LOGIN_REDIRECT_URL)
