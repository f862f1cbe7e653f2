"""Reading the audit log: entries of units in the viewer's subtree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from nguontin.audit.models import Entry
from nguontin.kernel.clock import LOCAL
from nguontin.units.abilities import Ability
from nguontin.units.models import Person, Unit
from nguontin.units.scope import Viewer


@dataclass(frozen=True, slots=True)
class LogQuery:
    """What is looked for; empty fields do not count. ``person`` is a part of a name, days are whole local days."""

    verb: str = ""
    person: str = ""
    unit: int | None = None
    since: date | None = None
    until: date | None = None


def log_entries(viewer: Viewer, query: LogQuery) -> QuerySet[Entry]:
    """Newest first. Entries of no unit are shown to those who audit a whole province."""
    units = viewer.narrow(Unit.objects.all(), "", ability=Ability.AUDIT)
    where = Q(unit_id__in=units.values("pk"))
    if units.filter(parent=None).exists():
        where |= Q(unit_id=None)
    rows = Entry.objects.filter(where).order_by("-pk")
    if query.verb:
        rows = rows.filter(verb__startswith=query.verb)
    if query.person:
        named = Person.objects.filter(Q(full_name__icontains=query.person) | Q(username__icontains=query.person))
        rows = rows.filter(actor_id__in=named.values("pk"))
    if query.unit is not None:
        rows = rows.filter(unit_id__in=units.filter(path__contains=f"/{query.unit}/").values("pk"))
    if query.since:
        rows = rows.filter(at__gte=_midnight(query.since))
    if query.until:
        rows = rows.filter(at__lt=_midnight(query.until + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL)
