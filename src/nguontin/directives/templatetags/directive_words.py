"""How days and recurrences of papers are written for people."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from nguontin.directives.dates import shown
from nguontin.directives.forms import RECURRENCES

register = template.Library()


@register.filter
def written_day(iso: str) -> str:
    """15/11/2026 of "2026-11-15", 11/2026 of "2026-11"."""
    return shown(iso)


@register.filter
def recurrence(word: str) -> str:
    """ "hằng tháng, ngày 20" of "monthly:20"."""
    kind, _colon, day = word.partition(":")
    label = str(dict(RECURRENCES).get(kind, kind)).lower()
    return _("%(label)s, ngày %(day)s") % {"label": label, "day": day} if day else label
