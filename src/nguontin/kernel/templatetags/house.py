"""Template tags and filters of the house, built in everywhere."""

from __future__ import annotations

from datetime import date, datetime

from django import forms, template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

LONG_LIST = 12  # choices
register = template.Library()
ICONS = "vendor/bootstrap-icons-1.13.2/icons.svg"
CHOICE_WIDGETS = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture of the sprite. Without *label* it is decoration; with it, screen readers say the label."""
    said = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', said, static(ICONS), name)


@register.filter
def dressed(field: BoundField) -> SafeString:
    """The field's widget with the classes of the CSS kit and, when it is wrong, the mark that says so."""
    widget = field.field.widget
    if is_choice_list(field):
        kit = ""  # it would dress the list around the boxes too; house.css dresses the boxes
    elif isinstance(widget, CHOICE_WIDGETS):
        kit = "form-check-input"
    elif isinstance(widget, (forms.Select, forms.SelectMultiple)):
        kit = "form-select"
    else:
        kit = "form-control"
    own = widget.attrs.get("class", "")
    wrong = "is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": " ".join(part for part in (kit, own, wrong) if part)})


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is one tick box, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Whether the field is a group of tick boxes or radio buttons, which wants a fieldset."""
    return isinstance(field.field.widget, (forms.CheckboxSelectMultiple, forms.RadioSelect))


@register.filter
def is_long(field: BoundField) -> bool:
    """Whether a group of tick boxes is too long to be looked through without a search box."""
    return is_choice_list(field) and len(field.field.choices) > LONG_LIST  # type: ignore[attr-defined]


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
