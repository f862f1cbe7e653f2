"""How days and recurrences of papers are written for people."""

from __future__ import annotations

import re

from django import template
from django.utils.translation import gettext as _

from nguontin.directives.dates import shown
from nguontin.directives.forms import RECURRENCES
from nguontin.directives.models import Task

_LEADING_ZERO = re.compile(r"\b0(?=\d)")
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


@register.filter
def printed_period(task: Task) -> str:
    """The printed time of a task unless it names the due day itself: "Quý II/2026", not "trước ngày 15/11/2026"."""
    if task.due is None:
        return task.printed_time
    named = f"{task.due.day}/{task.due.month}"
    plain = _LEADING_ZERO.sub("", task.printed_time)
    return "" if named in plain else task.printed_time
