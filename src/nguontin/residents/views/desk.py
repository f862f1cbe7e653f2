"""The desk of those who answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nguontin.kernel.errors import DomainError, Missing
from nguontin.kernel.pages import page_of

from .. import redaction, selectors, services
from ..forms import AnswerForm, PublishForm
from ..models import Consent, Question
from ..states import QuestionState


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions of the person's communes, the most urgent first."""
    state, query = request.GET.get("trang_thai", "open"), request.GET.get("q", "")
    rows = selectors.questions(request.viewer, query=query, state=state)  # type: ignore[attr-defined]
    context = {"page": page_of(rows, request), "state": state, "query": query, "states": QuestionState.choices}
    return render(request, "residents/questions.html", context)


@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, with what may be done next."""
    return _render(request, selectors.question_for(request.viewer, pk))  # type: ignore[attr-defined]


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer is on it."""
    found = selectors.question_for(request.viewer, pk)  # type: ignore[attr-defined]
    services.take_up(found, by=request.viewer, at=request.at)  # type: ignore[attr-defined]
    return redirect("residents:question", pk)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the asker."""
    found = selectors.question_for(request.viewer, pk)  # type: ignore[attr-defined]
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            services.answer(found, text=form.cleaned_data["text"], by=request.viewer, at=request.at)  # type: ignore[attr-defined]
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            messages.success(request, _("Đã trả lời. Người hỏi xem được bằng mã tra cứu."))
            return redirect("residents:question", pk)
    return _render(request, found, answer_form=form, status=422)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the redacted words of the newest answer."""
    found = selectors.question_for(request.viewer, pk)  # type: ignore[attr-defined]
    given = found.answers.order_by("-at").first()
    if given is None:
        raise Missing("answer", _("Chưa có câu trả lời để đăng."), _("Trả lời trước rồi đăng."))
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            services.publish_answer(given, **form.cleaned_data, by=request.viewer, at=request.at)  # type: ignore[attr-defined]
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            messages.success(request, _("Đã đăng bản không có chi tiết riêng tư trên trang của xã."))
            return redirect("residents:question", pk)
    return _render(request, found, publish_form=form, status=422)


@require_POST
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase name and contact on request."""
    found = selectors.question_for(request.viewer, pk)  # type: ignore[attr-defined]
    services.erase_identity(found, by=request.viewer, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, _("Đã xóa tên và cách liên lạc của người hỏi."))
    return redirect("residents:question", pk)


@require_POST
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Show name and contact; the reading is logged, so it takes a press of a button."""
    found = selectors.question_for(request.viewer, pk)  # type: ignore[attr-defined]
    name, how = services.read_identity(found, by=request.viewer, at=request.at)  # type: ignore[attr-defined]
    return _render(request, found, identity={"name": name, "contact": how})


def _render(
    request: HttpRequest,
    found: Question,
    *,
    answer_form: AnswerForm | None = None,
    publish_form: PublishForm | None = None,
    identity: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    answers = list(found.answers.select_related("by").order_by("at"))
    if publish_form is None and answers:
        words = {"public_question": redaction.propose(found.text), "public_answer": redaction.propose(answers[-1].text)}
        publish_form = PublishForm(initial=words)
    context = {
        "question": found,
        "answers": answers,
        "answer_form": answer_form or AnswerForm(),
        "publish_form": publish_form,
        "publish_agreed": services.has_consent(found, Consent.Purpose.PUBLISH),
        "has_identity": found.consents.filter(purpose=Consent.Purpose.CONTACT, withdrawn_at=None).exists(),
        "identity": identity,
        "is_open": found.state in selectors.OPEN_STATES,
    }
    return render(request, "residents/question.html", context, status=status)
