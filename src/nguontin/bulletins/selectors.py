"""Reads of bulletins, each within the viewer's subtree."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from nguontin.directives.models import Assignment
from nguontin.kernel.errors import Missing
from nguontin.kernel.fold import fold
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit, UnitKind
from nguontin.units.scope import Viewer

from .models import Audio, Bulletin, Listening, Revision, RevisionText
from .states import BulletinState

TABS = ("all", "mine", "waiting", "returned")


def bulletins(viewer: Viewer, *, tab: str = "all", query: str = "") -> QuerySet[Bulletin]:
    """Bulletins of the viewer's units, newest first: all, the viewer's own, those that wait, those returned."""
    rows = viewer.narrow(Bulletin.objects.select_related("unit", "created_by"), "unit")
    if tab == "mine":
        rows = rows.filter(
            Q(created_by=viewer.person) | Q(revisions__in=Revision.objects.filter(authors__person=viewer.person))
        ).distinct()
    elif tab == "waiting":
        rows = rows.filter(state=BulletinState.SUBMITTED)
    elif tab == "returned":
        rows = rows.filter(state=BulletinState.RETURNED)
    for word in fold(query).split():
        rows = rows.filter(search__contains=word)
    return rows.order_by("-created_at", "-pk")


def waiting_count(viewer: Viewer) -> int:
    """How many bulletins wait for this person's decision."""
    rows = viewer.narrow(Bulletin.objects.filter(state=BulletinState.SUBMITTED), "unit", ability=Ability.APPROVE)
    return rows.exclude(revisions__in=Revision.objects.filter(authors__person=viewer.person)).count()


def bulletin_for(viewer: Viewer, pk: int) -> Bulletin:
    """One bulletin with its unit, task and paper; Missing when there is none for this person."""
    rows = Bulletin.objects.select_related("unit", "created_by", "state_by", "assignment__task__directive")
    found = viewer.narrow(rows, "unit").filter(pk=pk).first()
    if found is None:
        raise Missing("bulletin", _("Không tìm thấy bản tin này."), _("Mở danh sách bản tin để tìm lại."))
    return found


def assignment_for(viewer: Viewer, pk: int) -> Assignment:
    """The assignment a bulletin is to be written against; Missing when there is none for this person."""
    rows = Assignment.objects.select_related("task__directive", "unit")
    found = viewer.narrow(rows, "unit", ability=Ability.WRITE).filter(pk=pk).first()
    if found is None:
        raise Missing("assignment", _("Không tìm thấy nhiệm vụ này."), _("Mở danh sách việc của đơn vị để chọn lại."))
    return found


def history(bulletin: Bulletin) -> list[Revision]:
    """All revisions with texts, sound, authors and decisions, newest first; a fixed number of queries."""
    return list(
        bulletin.revisions.prefetch_related(
            Prefetch("texts", RevisionText.objects.select_related("audio")),
            "authors__person",
            "reviews__submitted_by",
            "reviews__decided_by",
        ).order_by("-number")
    )


def heard_hashes(viewer: Viewer, revision: Revision) -> frozenset[str]:
    """Hashes of the revision's sounds that this person has heard."""
    hashes = [text.audio.sha256 for text in revision.texts.all() if hasattr(text, "audio")]
    rows = Listening.objects.filter(person=viewer.person, sha256__in=hashes)
    return frozenset(rows.values_list("sha256", flat=True))


def may_hear(viewer: Viewer, sha256: str) -> bool:
    """Whether this sound belongs to a bulletin of the viewer's units."""
    return viewer.narrow(Audio.objects.filter(sha256=sha256), "text__revision__bulletin__unit").exists()


def audio_for(viewer: Viewer, pk: int) -> Audio:
    """One sound with its text and bulletin; Missing when there is none for this person."""
    rows = Audio.objects.select_related("text__revision__bulletin__unit")
    found = viewer.narrow(rows, "text__revision__bulletin__unit").filter(pk=pk).first()
    if found is None:
        raise Missing("audio", _("Không tìm thấy âm thanh này."), _("Tải lại trang."))
    return found


def writing_units(viewer: Viewer) -> QuerySet[Unit]:
    """Units a bulletin may be written for: the province, its bodies and communes, where the viewer may write."""
    rows = viewer.narrow(Unit.objects.exclude(kind=UnitKind.HAMLET), "", ability=Ability.WRITE)
    return rows.order_by("path")


def possible_targets(unit: Unit) -> QuerySet[Unit]:
    """Parts of a unit that a bulletin may be narrowed to: communes of a province, hamlets of a commune."""
    kinds = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.HAMLET)
    return Unit.objects.filter(parent=unit, kind__in=kinds, valid_to=None).order_by("folded")
