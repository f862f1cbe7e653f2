"""Every page needs a signed-in person unless its view says ``@public``; the Viewer is made once per request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nguontin.kernel import clock

from .scope import viewer_of
from .services import may_sign_in

Handler = Callable[[HttpRequest], HttpResponse]


def public(view: Any) -> Any:
    """Mark a view as open to people without an account."""
    view.is_public = True
    return view


class login_wall:  # noqa: N801 - named as the other middleware, which are functions
    """Sets ``request.at`` (the instant) and ``request.viewer`` (None for strangers); sends strangers to sign in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = clock.now()  # type: ignore[attr-defined]
        request.viewer = None  # type: ignore[attr-defined]
        if request.user.is_authenticated and not may_sign_in(request.user):
            logout(request)
        if request.user.is_authenticated:
            request.viewer = viewer_of(request.user, on=request.at.astimezone(clock.LOCAL).date())  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Strangers see public views only."""
        view_class = getattr(view, "view_class", None)
        if (
            request.user.is_authenticated
            or getattr(view, "is_public", False)
            or getattr(view_class, "is_public", False)
        ):
            return None
        if "HX-Request" in request.headers:  # a fragment's place is no place for the sign-in page
            return HttpResponse(status=401, headers={"HX-Redirect": reverse("units:login")})
        return redirect_to_login(request.get_full_path(), reverse("units:login"))
