"""Buttons: do one thing, say how it went, go back to the page. And files that people sent, as they came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nguontin.kernel import filestore
from nguontin.kernel.errors import DomainError, Missing

View = Callable[..., HttpResponse]


def who(request: HttpRequest) -> dict[str, Any]:
    """``by`` and ``at`` of a request, as services take them."""
    return {"by": request.viewer, "at": request.at}  # type: ignore[attr-defined]


def act(request: HttpRequest, page: str, pk: int, verb: Callable[[], object], said: str | Promise) -> HttpResponse:
    """Call *verb*; say *said*, or what the rule said; back to *page*."""
    try:
        verb()
    except DomainError as error:
        messages.error(request, f"{error.message} {error.next_step}".strip())
    else:
        messages.success(request, str(said))
    return redirect(page, pk)


def button(
    find: Callable[..., Any], verb: Callable[..., object], *, page: str, said: Promise, takes: tuple[str, ...] = ()
) -> View:
    """The address of a button: *find* the row for the person, call *verb* on it with the posted words it *takes*."""

    @require_POST
    def press(request: HttpRequest, pk: int) -> HttpResponse:
        row = find(request.viewer, pk)  # type: ignore[attr-defined]
        words = {name: request.POST.get(name, "") for name in takes}
        return act(request, page, pk, lambda: verb(row, **words, **who(request)), said)

    return press


def small_form(
    find: Callable[..., Any],
    form: type[forms.Form],
    verb: Callable[..., object],
    *,
    page: str,
    said: Promise,
    again: Callable[[HttpRequest, Any, forms.Form], HttpResponse],
) -> View:
    """The address of a form whose fields are what *verb* takes; ``again(request, row, form)`` shows it with errors."""

    @require_POST
    def send(request: HttpRequest, pk: int) -> HttpResponse:
        row = find(request.viewer, pk)  # type: ignore[attr-defined]
        filled = form(request.POST)
        if not filled.is_valid():
            return again(request, row, filled)
        return act(request, page, pk, lambda: verb(row, **filled.cleaned_data, **who(request)), said)

    return send


def stored_file(shelf: str, sha256: str) -> BinaryIO:
    """A kept file, open for reading. Raises Missing when it is no longer in the store."""
    try:
        return filestore.path_of(shelf, sha256).open("rb")
    except FileNotFoundError:
        raise Missing(
            "file_gone", _("Tệp này không còn trong kho."), _("Báo quản trị viên khôi phục từ bản sao lưu.")
        ) from None
