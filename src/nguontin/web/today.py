"""What stands on the page "Today": put together from the rooms' own selectors, every number a link to its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nguontin.broadcast import selectors as broadcast
from nguontin.broadcast.models import BreakGlass
from nguontin.bulletins import selectors as bulletins
from nguontin.devices import selectors as devices
from nguontin.directives import selectors as directives
from nguontin.directives.models import Assignment
from nguontin.directives.states import DirectiveState
from nguontin.kernel.clock import LOCAL
from nguontin.residents import selectors as residents
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer

SHOWN = 8  # rows of a list on this page; the rest is one tap away


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, the page with its rows; ``late`` marks what should have been done already."""

    number: int
    label: str | Promise
    url: str
    icon: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the page shows; lists are empty where the person's roles have nothing to do with them."""

    day: date
    waiting: list[Figure]
    broken: list[Figure]
    work: list[Assignment]
    airings: list[broadcast.Airing]
    airings_in_all: int
    late_units: list[Unit]


def today_of(viewer: Viewer, at: datetime) -> Today:
    """The page of one person at one instant."""
    day = at.astimezone(LOCAL).date()
    airings = broadcast.today(viewer, at)
    upcoming = [airing for airing in airings if airing.starts_at >= at - timedelta(hours=1)]
    sees_many = viewer.may(Ability.TASKS) and not viewer.may(Ability.ACCEPT)
    return Today(
        day=day,
        waiting=[figure for figure in _waiting(viewer, at, day) if figure.number],
        broken=[figure for figure in _broken(viewer, airings) if figure.number],
        work=list(_work(viewer, day)[:SHOWN]),
        airings=(upcoming or airings[-SHOWN:])[:SHOWN],
        airings_in_all=len(airings),
        late_units=list(directives.late_by_unit(viewer, today=day)[:SHOWN]) if sees_many else [],
    )


def _work(viewer: Viewer, day: date) -> QuerySet[Assignment]:
    """Unfinished work of the unit the person works for; people above see their own unit's, not everybody's."""
    return directives.assignments_for(viewer, unit=viewer.home, today=day)


def _waiting(viewer: Viewer, at: datetime, day: date) -> Iterator[Figure]:
    """What waits for this person, by role."""
    papers, inbox = directives.papers_to_confirm(viewer).count(), reverse("directives:inbox")
    yield Figure(papers, _("văn bản chờ xác nhận"), f"{inbox}?state={DirectiveState.READ}", "clipboard-check")
    own = f"{reverse('directives:tasks')}?unit={viewer.home}"
    late = directives.assignments_for(viewer, unit=viewer.home, overdue=True, today=day).count()
    yield Figure(late, _("nhiệm vụ quá hạn"), f"{own}&late=1", "clock", late=True)
    soon = directives.assignments_for(viewer, unit=viewer.home, soon=True, today=day).count()
    yield Figure(soon, _("nhiệm vụ đến hạn trong 7 ngày"), f"{own}&soon=1", "list-check")
    if viewer.may(Ability.APPROVE):
        desk = reverse("bulletins:list")
        yield Figure(bulletins.waiting_count(viewer), _("bản tin chờ bạn duyệt"), f"{desk}?muc=waiting", "megaphone")
        yield Figure(_glasses(viewer).count(), _("lần phát khẩn cấp chờ xem lại"), reverse("alarms:index"), "bell")
    if viewer.may(Ability.WRITE):
        returned = bulletins.bulletins(viewer, tab="returned").count()
        yield Figure(returned, _("bản tin bị trả lại"), f"{reverse('bulletins:list')}?muc=returned", "reply")
    if viewer.may(Ability.ACCEPT):
        waiting = broadcast.waiting_acceptances(viewer, at=at).count()
        yield Figure(waiting, _("bản tin cấp trên chờ xếp lịch"), reverse("broadcast:acceptances"), "calendar-week")
    if viewer.may(Ability.RESIDENTS):
        asked = residents.questions(viewer, state="open")
        url, overdue = f"{reverse('residents:questions')}?state=open", asked.filter(due__lt=day).exists()
        label = _("phản ánh chờ trả lời, có phản ánh quá hạn") if overdue else _("phản ánh chờ trả lời")
        yield Figure(asked.count(), label, url, "chat-dots", late=overdue)


def _glasses(viewer: Viewer) -> QuerySet[BreakGlass]:
    """Broken glass nobody has looked at; who broke it does not review it."""
    rows = BreakGlass.objects.filter(reviewed_at=None).exclude(person=viewer.person)
    return viewer.narrow(rows, "unit", ability=Ability.APPROVE)


def _broken(viewer: Viewer, airings: list[broadcast.Airing]) -> Iterator[Figure]:
    """What went wrong: silence, clusters, papers that cannot be read."""
    missed = sum(airing.failed for airing in airings)
    yield Figure(missed, _("lượt phát hôm nay không phát được"), reverse("broadcast:broadcasts"), "volume-mute")
    if viewer.may(Ability.DEVICES) or viewer.may(Ability.ACCEPT):
        for health in devices.health(viewer):
            if health.state in {"silent", "faulty", "behind"}:
                url = f"{reverse('devices:index')}?state={health.state}"
                yield Figure(health.count, _("cụm loa: %(state)s") % {"state": health.label}, url, "wifi-off")
    if viewer.may(Ability.PAPERS):
        unread = directives.inbox(viewer, state=DirectiveState.UNREADABLE).count()
        url = f"{reverse('directives:inbox')}?state={DirectiveState.UNREADABLE}"
        yield Figure(unread, _("văn bản chưa đọc được"), url, "file-earmark-text")
