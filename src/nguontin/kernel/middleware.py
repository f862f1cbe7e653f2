"""Middleware of every response: content security policy, and errors of the field as pages people can act on."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from .errors import DomainError, TooMany
from .pages import is_htmx

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


def content_security(get_response: Handler) -> Handler:
    """Only our own scripts, styles, pictures and sound; a nonce for the few inline scripts (``request.csp_nonce``)."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.csp_nonce = nonce = secrets.token_urlsafe(16)  # type: ignore[attr-defined]
        response = get_response(request)
        response.headers.setdefault(
            "Content-Security-Policy",
            f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; "
            "frame-ancestors 'none'; form-action 'self'",
        )
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
        return response

    return handle


def chosen_language(get_response: Handler) -> Handler:
    """Vietnamese, unless the person chose another language here; what the browser would like does not count."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return handle


class domain_errors:  # noqa: N801 - named as the other middleware, which are functions
    """A DomainError that no view caught becomes a page with its status, or for htmx a notice at the top of the page.

    So does a value that no database could hold (a number beyond 64 bits, a NUL in a text): pages do not send those.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Render what the rule said; anything else goes on to Django."""
        if isinstance(error, (DataError, OverflowError)):
            logger.warning("a value that cannot be kept, at %s", request.path, exc_info=error)
            error = DomainError(
                "value", _("Yêu cầu có giá trị không dùng được."), _("Quay lại trang trước rồi làm lại.")
            )
        if not isinstance(error, DomainError):
            return None
        if is_htmx(request):
            response = render(request, "kernel/error_part.html", {"error": error}, status=error.status)
            response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#notices", "afterbegin"
        else:
            response = render(request, "kernel/error.html", {"error": error}, status=error.status)
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.retry_after_s)
        return response
