"""Submission and decision: what one wrote another must hear and approve (the database holds the same rule)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.bulletins.content import content_of, digest_of
from nguontin.bulletins.models import Audio, Bulletin, Listening, Review, Revision
from nguontin.bulletins.speech import LANGUAGES
from nguontin.bulletins.states import BULLETIN, BulletinClass, BulletinState
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError, Forbidden
from nguontin.kernel.machine import advance
from nguontin.units.abilities import Ability
from nguontin.units.scope import Viewer, demand

from .drafting import check_validity
from .revisions import check_writable, last_revision, lock, remember_author

DEFAULT_DAYS = 7  # how long a bulletin airs when its writer gave no end


@transaction.atomic
def submit_bulletin(bulletin: Bulletin, *, by: Viewer, at: datetime) -> Review:
    """Freeze the last revision and lay it before another person.

    Days left open become today and a week; no targets become the bulletin's own unit. Raises DomainError with code
    "title", "empty", "sound_missing", "not_heard", "validity" or "urgent" for what is still missing.
    """
    row = lock(bulletin)
    check_writable(row, by)
    _check_alarm(row)
    revision = last_revision(row)
    if revision.frozen_at is None:
        _complete(row, by=by, at=at)
    _check_validity(row, at)
    _check_ready(revision)
    if row.klass != BulletinClass.URGENT:  # an alarm cannot wait for two listenings: the second person hears it
        _check_heard(revision, by)
    if revision.frozen_at is None:
        _freeze(revision, at=at)
    advance(row, BULLETIN, BulletinState.SUBMITTED, by=by.person, at=at)
    bulletin.state = row.state
    return Review.objects.create(revision=revision, submitted_by=by.person, submitted_at=at)


@transaction.atomic
def return_bulletin(bulletin: Bulletin, *, reason: str, by: Viewer, at: datetime) -> Review:
    """Give it back to its writer with a reason."""
    row, review = _under_review(bulletin, by)
    _refuse_alarm(row)
    if not reason.strip():
        raise DomainError("reason", _("Cần ghi lý do trả lại."), _("Viết một câu để người soạn biết sửa gì."))
    _decide(review, Review.Decision.RETURNED, by=by, at=at, reason=reason.strip())
    advance(row, BULLETIN, BulletinState.RETURNED, by=by.person, at=at, reason=reason)
    bulletin.state = row.state
    return review


@transaction.atomic
def approve_bulletin(bulletin: Bulletin, *, by: Viewer, at: datetime) -> Review:
    """Approve the frozen revision; broadcasting follows in the room of broadcasts.

    Raises Forbidden when *by* submitted it, changed anything in it, or lacks the right (class urgent: of alarms).
    """
    row, review = _under_review(bulletin, by)
    for unit in row.targets.all():
        demand(by, _ability(row), unit)
    _check_alarm(row)
    _check_validity(row, at)
    _decide(review, Review.Decision.APPROVED, by=by, at=at)
    advance(row, BULLETIN, BulletinState.APPROVED, by=by.person, at=at)
    bulletin.state = row.state
    return review


@transaction.atomic
def approve_by_break_glass(bulletin: Bulletin, *, by: Viewer, at: datetime) -> Revision:
    """Freeze and approve an alarm's bulletin without a review: for the broadcast that breaks glass in this transaction.

    A review that was already asked for is taken back. Raises DomainError as ``submit_bulletin``.
    """
    row = lock(bulletin)
    demand(by, Ability.ALARM, row.unit)
    if row.klass != BulletinClass.URGENT:
        raise DomainError("not_urgent", _("Chỉ báo động mới được phát không qua duyệt."), _("Gửi duyệt bản tin này."))
    _check_alarm(row)
    revision = last_revision(row)
    if revision.frozen_at is None:
        _complete(row, by=by, at=at)
        _check_ready(revision)
        _freeze(revision, at=at)
    for review in revision.reviews.filter(decision=""):
        _decide(review, Review.Decision.TAKEN_BACK, by=by, at=at)
    if row.state != BulletinState.SUBMITTED:
        advance(row, BULLETIN, BulletinState.SUBMITTED, by=by.person, at=at)
    advance(row, BULLETIN, BulletinState.APPROVED, by=by.person, at=at)
    bulletin.state = row.state
    return revision


@transaction.atomic
def take_back(bulletin: Bulletin, *, by: Viewer, at: datetime) -> Bulletin:
    """Withdraw a submission to go on writing; a change then makes the next revision. Alarms stay as they are."""
    row = lock(bulletin)
    demand(by, Ability.WRITE, row.unit)
    _refuse_alarm(row)
    review = _open_review(row)
    _decide(review, Review.Decision.TAKEN_BACK, by=by, at=at)
    advance(row, BULLETIN, BulletinState.DRAFT, by=by.person, at=at)
    bulletin.state = row.state
    return row


@transaction.atomic
def withdraw_bulletin(bulletin: Bulletin, *, reason: str, by: Viewer, at: datetime) -> Bulletin:
    """Give up a bulletin that is not approved. One that is approved is withdrawn as a broadcast."""
    row = lock(bulletin)
    demand(by, Ability.ALARM if row.klass == BulletinClass.URGENT else Ability.WRITE, row.unit)
    if row.state == BulletinState.APPROVED:
        raise DomainError(
            "approved", _("Bản tin đã duyệt và có lịch phát."), _("Thu hồi ở trang của chương trình phát.")
        )
    if row.state == BulletinState.SUBMITTED:
        _decide(_open_review(row), Review.Decision.TAKEN_BACK, by=by, at=at)
    advance(row, BULLETIN, BulletinState.WITHDRAWN, by=by.person, at=at, reason=reason)
    bulletin.state = row.state
    return row


def withdraw_approved(bulletin: Bulletin, *, reason: str, by: Viewer, at: datetime) -> Bulletin:
    """The bulletin's share of withdrawing a broadcast, whose service has checked the right."""
    advance(bulletin, BULLETIN, BulletinState.WITHDRAWN, by=by.person, at=at, reason=reason)
    return bulletin


def _ability(bulletin: Bulletin) -> Ability:
    return Ability.ALARM if bulletin.klass == BulletinClass.URGENT else Ability.APPROVE


def _under_review(bulletin: Bulletin, by: Viewer) -> tuple[Bulletin, Review]:
    """Locked bulletin and its open review, for a person who may decide on it."""
    row = lock(bulletin)
    demand(by, _ability(row), row.unit)
    review = _open_review(row)
    own = review.submitted_by_id == by.person.pk or review.revision.authors.filter(person=by.person).exists()
    if own:
        raise Forbidden(
            "four_eyes",
            _("Người soạn hoặc người gửi không được tự duyệt hay trả lại bản tin này."),
            _("Nhờ lãnh đạo khác duyệt; nếu muốn sửa tiếp, hãy rút về."),
        )
    return row, review


def _open_review(bulletin: Bulletin) -> Review:
    review = (
        Review.objects.select_related("revision")
        .filter(revision__bulletin=bulletin, decision="")
        .order_by("-pk")
        .first()
    )
    if review is None or bulletin.state != BulletinState.SUBMITTED:
        raise DomainError("state", _("Bản tin này không chờ duyệt."), _("Tải lại trang để xem trạng thái mới nhất."))
    return review


def _decide(review: Review, decision: str, *, by: Viewer, at: datetime, reason: str = "") -> None:
    review.decision, review.decided_by, review.decided_at, review.reason = decision, by.person, at, reason
    review.save(update_fields=["decision", "decided_by", "decided_at", "reason"])


def _complete(row: Bulletin, *, by: Viewer, at: datetime) -> None:
    """Fill in what the writer left open, so that the approver sees exact days and places."""
    first = row.valid_from or at.astimezone(LOCAL).date()
    last = row.valid_to or first + timedelta(days=DEFAULT_DAYS - 1)
    if (first, last) != (row.valid_from, row.valid_to):
        remember_author(last_revision(row), by.person, at=at)
        row.valid_from, row.valid_to = first, last
        row.save(update_fields=["valid_from", "valid_to"])
    if not row.targets.exists():
        row.targets.set([row.unit])


def _freeze(revision: Revision, *, at: datetime) -> None:
    revision.content = content_of(revision)
    revision.digest = digest_of(revision.content)
    revision.frozen_at = at
    revision.save(update_fields=["content", "digest", "frozen_at"])


def _check_alarm(bulletin: Bulletin) -> None:
    if (
        bulletin.klass == BulletinClass.URGENT
        and not Bulletin.objects.filter(pk=bulletin.pk, alarm__isnull=False).exists()
    ):
        raise DomainError(
            "urgent", _("Bản tin khẩn cấp phải thuộc một báo động."), _("Mở trang Báo động để soạn và phát ngay.")
        )


def _refuse_alarm(bulletin: Bulletin) -> None:
    """An alarm's words do not change while somebody is about to confirm them: it is given up and raised anew."""
    if bulletin.klass == BulletinClass.URGENT:
        raise DomainError(
            "urgent", _("Lời của báo động không sửa được nữa."), _("Hủy báo động này rồi soạn báo động mới.")
        )


def _check_validity(bulletin: Bulletin, at: datetime) -> None:
    check_validity(bulletin.valid_from, bulletin.valid_to)
    if bulletin.valid_to is not None and bulletin.valid_to < at.astimezone(LOCAL).date():
        raise DomainError("validity", _("Thời gian phát đã qua."), _("Sửa ngày phát rồi gửi duyệt lại."))


def _check_ready(revision: Revision) -> None:
    texts = list(revision.texts.select_related("audio"))
    if not any(text.language == "vi" and (text.text.strip() or hasattr(text, "audio")) for text in texts):
        raise DomainError("empty", _("Chưa có nội dung tiếng Việt."), _("Viết nội dung hoặc thu âm tiếng Việt."))
    for text in texts:
        audio = getattr(text, "audio", None)
        if audio is None or audio.state != Audio.State.READY:
            raise DomainError(
                "sound_missing",
                _("Phần “%(language)s” chưa có âm thanh dùng được.")
                % {"language": _(LANGUAGES[text.language].name_vi)},
                _("Tạo giọng đọc, thu âm hoặc tải tệp lên; chờ xử lý xong rồi gửi."),
            )


def _check_heard(revision: Revision, by: Viewer) -> None:
    hashes = set(Audio.objects.filter(text__revision=revision).values_list("sha256", flat=True))
    known = set(Listening.objects.filter(person=by.person, sha256__in=hashes).values_list("sha256", flat=True))
    if hashes - known:
        raise DomainError("not_heard", _("Bạn chưa nghe hết bản tin."), _("Nghe từng phần đến cuối rồi gửi duyệt."))
