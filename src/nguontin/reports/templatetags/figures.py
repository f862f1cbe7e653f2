"""How a figure is written for people."""

from __future__ import annotations

from decimal import Decimal

from django import template
from vanban.numbers import format_number

register = template.Library()


@register.filter
def figure(value: Decimal) -> str:
    """1234.50 as 1.234,5: as the report writes it."""
    return format_number(value.normalize() if isinstance(value, Decimal) else value)
