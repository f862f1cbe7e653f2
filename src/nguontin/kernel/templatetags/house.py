"""Template tags and filters of the house, built in everywhere."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.timezone import localtime

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """05/11/2026, local; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = localtime(value)
    return f"{value:%d/%m/%Y}"


@register.filter
def clock(value: datetime | None) -> str:
    """17:05 05/11/2026, local; empty for nothing."""
    return f"{localtime(value):%H:%M %d/%m/%Y}" if value else ""


@register.filter
def seconds(ms: int | None) -> str:
    """Milliseconds as 1:05; empty for nothing."""
    if ms is None:
        return ""
    total = round(ms / 1000)
    return f"{total // 60}:{total % 60:02d}"


@register.filter
def thousands(value: int | None) -> str:
    """1234567 as 1.234.567, the Vietnamese way."""
    return f"{value:,}".replace(",", ".") if value is not None else ""
