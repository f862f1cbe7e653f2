"""What residents and the officers who answer them do."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from nguontin.audit.services import record
from nguontin.kernel import secret
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError, Missing
from nguontin.kernel.machine import advance
from nguontin.kernel.throttle import count_try
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer, demand

from . import consent, tracking
from .models import Answer, Consent, Identity, Question
from .states import QUESTION, QuestionState

ANSWER_DAYS = 20  # default of Decision 574/QĐ-TTg; Decree 49/2024 names no deadline
MAX_TEXT = 4000  # characters of a question or an answer


def ask(
    *,
    unit: Unit,
    text: str,
    name: str = "",
    contact: str = "",
    consent_contact: bool = False,
    consent_publish: bool = False,
    source: str,
    at: datetime,
) -> tuple[Question, str]:
    """Take in a question and return it with its tracking code, which exists nowhere else.

    Name and contact are kept only with consent. ``source`` (a network address) is only counted, never stored.
    Raises DomainError("text"), DomainError("consent"), TooMany.
    """
    text = text.strip()
    if not 10 <= len(text) <= MAX_TEXT:
        raise DomainError("text", _("Câu hỏi cần từ 10 đến 4.000 chữ cái."), _("Viết thêm hoặc rút gọn rồi gửi lại."))
    if (name.strip() or contact.strip()) and not consent_contact:
        raise DomainError(
            "consent",
            _("Bạn có ghi tên hoặc cách liên lạc nhưng chưa đồng ý cho lưu."),
            _("Đánh dấu ô đồng ý, hoặc xóa tên và cách liên lạc rồi gửi không cần tên."),
        )
    count_try("question", source, limit=5, every=timedelta(hours=1), at=at)
    code = tracking.new_code()
    with transaction.atomic():
        question = Question.objects.create(
            unit=unit,
            code_digest=tracking.digest(code),
            text=text,
            asked_at=at,
            due=at.astimezone(LOCAL).date() + timedelta(days=ANSWER_DAYS),
            publish_wished=consent_publish,
        )
        if name.strip() or contact.strip():
            Identity.objects.create(
                question=question, locked_name=secret.lock(name.strip()), locked_contact=secret.lock(contact.strip())
            )
            _consent(question, Consent.Purpose.CONTACT, at)
        if consent_publish:
            _consent(question, Consent.Purpose.PUBLISH, at)
        _log("question.received", question, by=None, at=at)
    return question, code


def question_by_code(code: str, *, source: str, at: datetime) -> Question:
    """The question of a tracking code. Raises Missing (one answer for every wrong code), TooMany."""
    count_try("tracking", source, limit=10, every=timedelta(minutes=10), at=at)
    question = Question.objects.select_related("unit").filter(code_digest=tracking.digest(code)).first()
    if question is None:
        raise Missing("code", _("Không có câu hỏi nào với mã này."), _("Xem lại mã trên giấy hoặc ảnh chụp màn hình."))
    return question


def take_up(question: Question, *, by: Viewer, at: datetime) -> Question:
    """An officer says: I am on it."""
    demand(by, Ability.RESIDENTS, question.unit)
    return advance(question, QUESTION, QuestionState.WORKING, by=by.person, at=at)  # type: ignore[no-any-return]


def answer(question: Question, *, text: str, by: Viewer, at: datetime) -> Answer:
    """Answer the person who asked; nothing becomes public by this."""
    demand(by, Ability.RESIDENTS, question.unit)
    text = text.strip()
    if not 2 <= len(text) <= MAX_TEXT:
        raise DomainError("text", _("Câu trả lời còn trống hoặc quá dài."), _("Viết từ 2 đến 4.000 chữ cái."))
    with transaction.atomic():
        made = Answer.objects.create(question=question, text=text, by=by.person, at=at)
        advance(question, QUESTION, QuestionState.ANSWERED, by=by.person, at=at)
    return made


def reopen(question: Question, *, at: datetime) -> Question:
    """The asker says that the answer does not answer."""
    return advance(question, QUESTION, QuestionState.REOPENED, by=None, at=at)  # type: ignore[no-any-return]


def publish_answer(given: Answer, *, public_question: str, public_answer: str, by: Viewer, at: datetime) -> Answer:
    """Publish redacted words. Raises DomainError("consent") unless the asker agreed and still agrees."""
    demand(by, Ability.RESIDENTS, given.question.unit)
    if not (public_question.strip() and public_answer.strip()):
        raise DomainError(
            "text", _("Bản để đăng còn trống."), _("Viết lại câu hỏi và câu trả lời không có chi tiết riêng tư.")
        )
    with transaction.atomic():
        question = Question.objects.select_for_update().get(pk=given.question_id)
        if not has_consent(question, Consent.Purpose.PUBLISH):
            raise DomainError(
                "consent",
                _("Người hỏi không đồng ý cho đăng."),
                _("Câu trả lời vẫn đến được người hỏi bằng mã tra cứu."),
            )
        given.public_question, given.public_answer = public_question.strip(), public_answer.strip()
        given.published_by, given.published_at = by.person, at
        given.save(update_fields=["public_question", "public_answer", "published_by", "published_at"])
        _log("answer.published", question, by=by, at=at, fields=["public_question", "public_answer"])
    return given


def has_consent(question: Question, purpose: str) -> bool:
    """Whether a consent for the purpose stands."""
    return question.consents.filter(purpose=purpose, withdrawn_at=None).exists()


def withdraw_consent(question: Question, purpose: str, *, at: datetime) -> None:
    """The asker takes a consent back: publication ends, or identity is erased, at once."""
    with transaction.atomic():
        question.consents.filter(purpose=purpose, withdrawn_at=None).update(withdrawn_at=at)
        if purpose == Consent.Purpose.PUBLISH:
            question.answers.update(published_at=None, published_by=None)
        else:
            _erase(question, at)
        _log(f"consent.withdrawn.{purpose}", question, by=None, at=at)


def erase_identity(question: Question, *, at: datetime, by: Viewer | None = None) -> None:
    """Blank name and contact for good; the case stays. The asker (by code) or an officer may do it."""
    if by is not None:
        demand(by, Ability.RESIDENTS, question.unit)
    with transaction.atomic():
        _erase(question, at)
        _log("identity.erased", question, by=by, at=at, fields=["contact", "name"])


def read_identity(question: Question, *, by: Viewer, at: datetime) -> tuple[str, str]:
    """Name and contact for the officer who answers; each reading is logged. Two empty strings when there is none."""
    demand(by, Ability.RESIDENTS, question.unit)
    identity = Identity.objects.filter(question=question, erased_at=None).first()
    if identity is None:
        return "", ""
    _log("identity.read", question, by=by, at=at, fields=["contact", "name"])
    return secret.unlock(identity.locked_name), secret.unlock(identity.locked_contact)


def _erase(question: Question, at: datetime) -> None:
    Identity.objects.filter(question=question).update(locked_name="", locked_contact="", erased_at=at)


def _consent(question: Question, purpose: str, at: datetime) -> None:
    Consent.objects.create(question=question, purpose=purpose, text_version=consent.CURRENT, given_at=at)


def _log(verb: str, question: Question, *, by: Viewer | None, at: datetime, fields: list[str] | None = None) -> None:
    record(
        verb,
        by=by.person if by else None,
        at=at,
        object_type="residents.question",
        object_id=str(question.pk),
        unit_id=question.unit_id,
        fields=fields or [],
    )
