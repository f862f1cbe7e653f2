"""Helpers that the pages of all rooms share: forms, paging, htmx."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 50


class FormRenderer(TemplatesSetting):
    """Forms drawn by ``kernel/form.html`` and fields by ``kernel/field.html``: label, help, error, in that order."""

    form_template_name = "kernel/form.html"
    field_template_name = "kernel/field.html"


def page_of(rows: QuerySet[Row], request: HttpRequest, *, size: int = PAGE_SIZE) -> Page[Any]:
    """The page asked for by ``?trang=``; a number out of range gives the nearest one."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asked, and a fragment is wanted."""
    return "HX-Request" in request.headers
