"""Helpers that the pages of all rooms share: forms, paging, htmx."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 50
LONGEST_ID = 18  # digits; ids are 64-bit
DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y", "%Y-%m-%d"]


class FormRenderer(TemplatesSetting):
    """Forms drawn by ``kernel/form.html`` and fields by ``kernel/field.html``: label, help, error, in that order."""

    form_template_name = "kernel/form.html"
    field_template_name = "kernel/field.html"


class DayField(forms.DateField):
    """A day as people write it: 15/11/2026, 15-11-26, 15.11.2026 (or ISO); shown as 15/11/2026."""

    default_error_messages = {"invalid": _("Chưa hiểu ngày này. Viết như 15/11/2026.")}

    def __init__(self, **kwargs: Any) -> None:
        look = {"autocomplete": "off", "placeholder": "15/11/2026"}
        kwargs.setdefault("widget", forms.DateInput(format=DAY_FORMATS[0], attrs=look))
        super().__init__(input_formats=DAY_FORMATS, **kwargs)


def page_of(rows: QuerySet[Row], request: HttpRequest, *, size: int = PAGE_SIZE) -> Page[Any]:
    """The page asked for by ``?trang=``; a number out of range gives the nearest one."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))


def number_of(text: str) -> int | None:
    """The id that a form or an address names; None for what cannot be one."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_ID else None


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asked, and a fragment is wanted."""
    return "HX-Request" in request.headers
