"""Which parts of the house a person finds in the navigation: what the roles do not allow is not shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer

ON_PHONE = 4  # places in the bar at the bottom of a phone, beside "Thêm"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the name of its first page, its label and icon, and the abilities of which one is enough."""

    page: str
    label: str | Promise
    icon: str
    abilities: frozenset[Ability]


@dataclass(frozen=True, slots=True)
class Link:
    """A part as this person sees it on this page."""

    url: str
    label: str | Promise
    icon: str
    here: bool


def _part(page: str, label: str | Promise, icon: str, *abilities: Ability) -> Part:
    return Part(page, label, icon, frozenset(abilities or (Ability.SEE,)))


A = Ability
PARTS = (
    _part("today", _("Hôm nay"), "house"),
    _part("directives:inbox", _("Văn bản"), "inbox", A.PAPERS, A.TASKS, A.REPORT),
    _part("bulletins:list", _("Bản tin"), "megaphone", A.WRITE, A.APPROVE, A.ACCEPT),
    _part("broadcast:index", _("Phát thanh"), "broadcast", A.WRITE, A.APPROVE, A.ACCEPT, A.DEVICES, A.REPORT),
    _part("devices:index", _("Thiết bị"), "speaker", A.DEVICES, A.ACCEPT),
    _part("directives:tasks", _("Nhiệm vụ"), "list-check", A.TASKS),
    _part("directives:calendar", _("Lịch"), "calendar3", A.PAPERS, A.TASKS),
    _part("alarms:index", _("Báo động"), "bell", A.ALARM),
    _part("residents:questions", _("Phản ánh"), "chat-dots", A.RESIDENTS),
    _part("reports:reports", _("Báo cáo"), "clipboard-data", A.REPORT),
    _part("units:people", _("Tổ chức"), "people", A.PEOPLE),
    _part("audit:log", _("Nhật ký"), "journal-text", A.AUDIT),
)


def links_for(viewer: Viewer, path: str) -> list[Link]:
    """The links this person may follow; the one whose address is the longest prefix of *path* is marked."""
    able = {ability for ability in Ability if viewer.may(ability)}
    known = [(part, reverse(part.page)) for part in PARTS if part.abilities & able]
    covering = [url for _part_known, url in known if path == url or (url != "/" and path.startswith(url))]
    here = max(covering, key=len, default="")
    return [Link(url, part.label, part.icon, url == here) for part, url in known]
