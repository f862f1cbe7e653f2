"""Buttons: do one thing, say how it went, go back to the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from nguontin.kernel.errors import DomainError


def who(request: HttpRequest) -> dict[str, Any]:
    """``by`` and ``at`` of a request, as services take them."""
    return {"by": request.viewer, "at": request.at}  # type: ignore[attr-defined]


def act(request: HttpRequest, page: str, pk: int, verb: Callable[[], object], said: str) -> HttpResponse:
    """Call *verb*; say *said*, or what the rule said; back to *page*."""
    try:
        verb()
    except DomainError as error:
        messages.error(request, f"{error.message} {error.next_step}".strip())
    else:
        messages.success(request, said)
    return redirect(page, pk)
