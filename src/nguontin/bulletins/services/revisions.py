"""Which revision may be changed: the last one until it is submitted, then a copy of it; and who changed it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from nguontin.bulletins.models import Audio, Bulletin, Revision, RevisionAuthor, RevisionText
from nguontin.bulletins.states import BULLETIN, BulletinState
from nguontin.kernel.errors import DomainError
from nguontin.kernel.machine import advance
from nguontin.units.abilities import Ability
from nguontin.units.models import Person
from nguontin.units.scope import Viewer, demand

COPIED_AUDIO = (
    "kind", "state", "order", "failure", "source_sha256", "source_name", "sha256", "size", "duration_ms",
    "loudness_lufs", "waveform", "spoken_text", "made_at",
)  # fmt: skip


def lock(bulletin: Bulletin) -> Bulletin:
    """The bulletin's row, locked until the transaction ends."""
    return Bulletin.objects.select_for_update(of=("self",)).select_related("unit").get(pk=bulletin.pk)


def last_revision(bulletin: Bulletin) -> Revision:
    """The newest revision."""
    revision = bulletin.revisions.order_by("-number").first()
    if revision is None:
        raise DomainError("revision", _("Bản tin chưa có nội dung."), _("Viết nội dung trước."))
    revision.bulletin = bulletin
    return revision


def check_writable(bulletin: Bulletin, viewer: Viewer) -> None:
    """Raises Forbidden without the right, DomainError while somebody decides on it or once it is decided."""
    ability = Ability.ALARM if bulletin.klass == "urgent" else Ability.WRITE
    demand(viewer, ability, bulletin.unit)
    if bulletin.state == BulletinState.SUBMITTED:
        raise DomainError(
            "submitted", _("Bản tin đang chờ duyệt nên không sửa được."), _("Rút về rồi sửa, sau đó gửi lại.")
        )
    if bulletin.state not in (BulletinState.DRAFT, BulletinState.RETURNED):
        raise DomainError(
            "final", _("Bản tin đã duyệt hoặc đã thu hồi thì không sửa được."), _("Hãy soạn bản tin mới.")
        )


def open_revision(bulletin: Bulletin, *, by: Viewer, at: datetime) -> Revision:
    """The revision to change, *by* now among its authors; *bulletin* is a locked row, a draft afterwards."""
    check_writable(bulletin, by)
    if bulletin.state == BulletinState.RETURNED:
        advance(bulletin, BULLETIN, BulletinState.DRAFT, by=by.person, at=at)
    revision = last_revision(bulletin)
    if revision.frozen_at is not None:
        revision = _copy(revision, at=at)
    remember_author(revision, by.person, at=at)
    return revision


def remember_author(revision: Revision, person: Person, *, at: datetime) -> None:
    """Put the person among those who may not approve this revision."""
    RevisionAuthor.objects.get_or_create(revision=revision, person=person, defaults={"at": at})


def _copy(old: Revision, *, at: datetime) -> Revision:
    """The next revision, with the texts and sound of the old; who wrote those words stays among the authors."""
    new = Revision.objects.create(bulletin=old.bulletin, number=old.number + 1, title=old.title, created_at=at)
    for author in old.authors.all():
        RevisionAuthor.objects.create(revision=new, person_id=author.person_id, at=author.at)
    for text in old.texts.select_related("audio"):
        copy = RevisionText.objects.create(revision=new, language=text.language, position=text.position, text=text.text)
        audio = getattr(text, "audio", None)
        if audio is not None:
            Audio.objects.create(text=copy, **{name: getattr(audio, name) for name in COPIED_AUDIO})
    return new
