"""Writing: a bulletin's heading and its words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.bulletins.models import Audio, Bulletin, Field, Revision, RevisionText
from nguontin.bulletins.speech import LANGUAGES
from nguontin.bulletins.states import BulletinClass
from nguontin.directives.models import Assignment
from nguontin.kernel.errors import DomainError
from nguontin.kernel.fold import fold
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer, demand

from .revisions import check_writable, last_revision, lock, open_revision, remember_author

MAX_TEXT = 20_000


@transaction.atomic
def create_bulletin(
    *,
    unit: Unit,
    title: str,
    klass: str = BulletinClass.ORDINARY,
    field: str = Field.TY2B,
    source: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    targets: Iterable[Unit] = (),
    assignment: Assignment | None = None,
    by: Viewer,
    at: datetime,
) -> Bulletin:
    """A draft with its first revision and a Vietnamese text: empty, or against an assignment the task's words.

    Raises DomainError("urgent") for class urgent (alarms have their own way), Forbidden without the right to write in
    the unit and for every target.
    """
    demand(by, Ability.WRITE, unit)
    if klass == BulletinClass.URGENT:
        raise DomainError(
            "urgent", _("Bản tin khẩn cấp chỉ phát qua báo động."), _("Mở trang Báo động để soạn và phát ngay.")
        )
    words = assignment.task.text if assignment is not None else ""
    heading = {"field": field, "source": source, "valid_from": valid_from, "valid_to": valid_to, "klass": klass}
    chosen = _checked_targets(targets, by, Ability.WRITE)
    return _create(unit, title, heading, {"vi": words}, targets=chosen, assignment=assignment, by=by, at=at)


@transaction.atomic
def create_alarm_bulletin(
    *, unit: Unit, title: str, texts: Mapping[str, str], targets: Iterable[Unit] = (), by: Viewer, at: datetime
) -> Bulletin:
    """The urgent bulletin of an alarm; called by the room of alarms alone."""
    demand(by, Ability.ALARM, unit)
    heading = {"field": Field.TY2D, "klass": BulletinClass.URGENT}
    chosen = _checked_targets(targets, by, Ability.ALARM)
    return _create(unit, title, heading, {"vi": "", **texts}, targets=chosen, assignment=None, by=by, at=at)


def _create(
    unit: Unit,
    title: str,
    heading: Mapping[str, Any],
    texts: Mapping[str, str],
    *,
    targets: list[Unit],
    assignment: Assignment | None,
    by: Viewer,
    at: datetime,
) -> Bulletin:
    title = _checked_title(title)
    check_validity(heading.get("valid_from"), heading.get("valid_to"))
    bulletin = Bulletin.objects.create(
        unit=unit, title=title, assignment=assignment, created_by=by.person, created_at=at, **heading
    )
    bulletin.targets.set(targets)
    revision = Revision.objects.create(bulletin=bulletin, number=1, title=title, created_at=at)
    remember_author(revision, by.person, at=at)
    for position, (language, text) in enumerate(texts.items()):
        RevisionText.objects.create(
            revision=revision, language=_checked_language(language), position=position, text=_checked_text(text)
        )
    _refresh_search(bulletin, revision)
    _record("bulletin.created", bulletin, by=by, at=at, fields=["title", *heading, "texts"])
    return bulletin


@transaction.atomic
def change_bulletin(
    bulletin: Bulletin, *, by: Viewer, at: datetime, targets: Collection[Unit] | None = None, **changes: Any
) -> Bulletin:
    """Change the heading (title, klass, field, source, valid_from, valid_to, targets); it makes *by* an author."""
    unknown = set(changes) - {"title", "klass", "field", "source", "valid_from", "valid_to"}
    if unknown:
        raise TypeError(f"not a field of the heading: {sorted(unknown)}")
    row = lock(bulletin)
    check_writable(row, by)
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    if targets is not None and {unit.pk for unit in targets} == set(row.targets.values_list("pk", flat=True)):
        targets = None
    if not changed and targets is None:
        return row
    if "klass" in changed and BulletinClass.URGENT in (changes["klass"], row.klass):
        raise DomainError("urgent", _("Loại khẩn cấp chỉ có ở báo động."), _("Mở trang Báo động để soạn và phát ngay."))
    revision = open_revision(row, by=by, at=at)
    if "title" in changed:
        revision.title = changes["title"] = _checked_title(changes["title"])
        revision.save(update_fields=["title"])
    for name in changed:
        setattr(row, name, changes[name])
    check_validity(row.valid_from, row.valid_to)
    row.save(update_fields=changed)
    if targets is not None:
        ability = Ability.ALARM if row.klass == BulletinClass.URGENT else Ability.WRITE
        row.targets.set(_checked_targets(targets, by, ability))
        changed.append("targets")
    _refresh_search(row, revision)
    _record("bulletin.changed", row, by=by, at=at, fields=changed)
    return row


@transaction.atomic
def write_text(bulletin: Bulletin, language: str, text: str, *, by: Viewer, at: datetime) -> RevisionText:
    """Set the words of one language (added when new); a machine voice made from other words is outdated from now on."""
    row = lock(bulletin)
    check_writable(row, by)
    language, text = _checked_language(language), _checked_text(text)
    last = last_revision(row)
    found = last.texts.filter(language=language).first()
    if found is not None and found.text == text:
        return found
    revision = open_revision(row, by=by, at=at)
    written, made = RevisionText.objects.get_or_create(
        revision=revision, language=language, defaults={"text": text, "position": revision.texts.count()}
    )
    if not made:
        written.text = text
        written.save(update_fields=["text"])
        Audio.objects.filter(text=written, kind=Audio.Kind.SPOKEN).update(state=Audio.State.OUTDATED)
    _refresh_search(row, revision)
    _record("bulletin.written", row, by=by, at=at, fields=[f"text.{language}"])
    return written


@transaction.atomic
def drop_text(bulletin: Bulletin, language: str, *, by: Viewer, at: datetime) -> None:
    """Take a language out, with its sound; Vietnamese stays."""
    if language == "vi":
        raise DomainError("vi_stays", _("Bản tiếng Việt không bỏ được."), _("Hãy sửa nội dung tiếng Việt."))
    row = lock(bulletin)
    revision = open_revision(row, by=by, at=at)
    if revision.texts.filter(language=language).delete()[0]:
        _record("bulletin.written", row, by=by, at=at, fields=[f"text.{language}"])


def check_validity(first: date | None, last: date | None) -> None:
    """Raises DomainError("validity") when the last day is before the first, or more than a year after it."""
    if first and last and not 0 <= (last - first).days <= 366:
        raise DomainError(
            "validity", _("Ngày kết thúc phải sau ngày bắt đầu và không quá một năm."), _("Chọn lại thời gian phát.")
        )


def _checked_title(title: str) -> str:
    title = " ".join(title.split())
    if not title or len(title) > 200:
        raise DomainError("title", _("Tiêu đề cần có từ 1 đến 200 ký tự."), _("Sửa tiêu đề rồi lưu lại."))
    return title


def _checked_language(language: str) -> str:
    if language not in LANGUAGES:
        raise DomainError("language", _("Chưa hỗ trợ ngôn ngữ này."), _("Chọn một ngôn ngữ trong danh sách."))
    return language


def _checked_text(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\0", "")
    if len(text) > MAX_TEXT:
        raise DomainError(
            "text_long", _("Nội dung dài quá %(n)d ký tự.") % {"n": MAX_TEXT}, _("Chia thành nhiều bản tin.")
        )
    return text


def _checked_targets(targets: Iterable[Unit], by: Viewer, ability: Ability) -> list[Unit]:
    chosen = list(targets)
    for unit in chosen:
        demand(by, ability, unit)
    return chosen


def _refresh_search(bulletin: Bulletin, revision: Revision) -> None:
    words = [bulletin.title, bulletin.source, *revision.texts.values_list("text", flat=True)]
    bulletin.search = fold(" ".join(words))
    bulletin.save(update_fields=["search"])


def _record(verb: str, bulletin: Bulletin, *, by: Viewer, at: datetime, fields: Iterable[str]) -> None:
    record(
        verb,
        by=by.person,
        at=at,
        object_type="bulletins.bulletin",
        object_id=str(bulletin.pk),
        unit_id=bulletin.unit_id,
        fields=fields,
    )
