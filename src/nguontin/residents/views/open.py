"""Pages open to everybody: communes, their programme, listen again, podcast, asking and tracking."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nguontin.broadcast.states import BroadcastState
from nguontin.kernel import filestore
from nguontin.kernel.addresses import source_of
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from nguontin.kernel.fold import fold
from nguontin.kernel.ranged import ranged_file
from nguontin.units.middleware import public

from .. import podcast, selectors, services
from ..forms import AskForm, CodeForm
from ..models import Consent, Episode, Question


@public
@require_safe
def communes(request: HttpRequest) -> HttpResponse:
    """All communes of the province, found by name with or without accents."""
    query = request.GET.get("q", "")
    rows = selectors.communes_with_station(settings.PROVINCE)
    if query.strip():
        rows = rows.filter(folded__contains=fold(query))
    return render(request, "residents/communes.html", {"communes": rows, "query": query})


@public
@require_safe
def commune(request: HttpRequest, code: str) -> HttpResponse:
    """A commune's day: programme, listen again with the text, answered questions."""
    unit = selectors.commune_by_code(code)
    today = request.at.astimezone(LOCAL).date()  # type: ignore[attr-defined]
    context = {
        "unit": unit,
        "today": today,
        "programme": selectors.programme_of_day(unit, _day(request.GET.get("ngay"), today)),
        "heard": [(one, selectors.texts_of(one)) for one in selectors.heard_lately(unit)],
        "answers": selectors.published_answers(unit)[:20],
    }
    return render(request, "residents/commune.html", context)


@public
@require_safe
def podcast_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The commune's podcast feed."""
    unit = selectors.commune_by_code(code)
    body = podcast.feed(unit, selectors.heard_lately(unit, limit=100), base_url=settings.BASE_URL)
    response = HttpResponse(body, content_type="application/rss+xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@public
@require_safe
def podcast_audio(request: HttpRequest, code: str, broadcast: str) -> HttpResponse:
    """An episode's MP3, in ranges, while its broadcast is not withdrawn."""
    episode = get_object_or_404(Episode, broadcast_id=broadcast, broadcast__state=BroadcastState.LIVE)
    path = filestore.path_of("podcast", episode.sha256)
    return ranged_file(request, path, content_type="audio/mpeg", etag=episode.sha256)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask a commune something; the tracking code is shown once, on the answer to this very request."""
    unit = selectors.commune_by_code(code)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {key: value for key, value in form.cleaned_data.items() if key != "website"}
        try:
            question, tracking = services.ask(
                unit=unit,
                source=source_of(request),
                at=request.at,
                **data,  # type: ignore[attr-defined]
            )
        except DomainError as error:
            form.add_error(None, f"{error.message} {error.next_step}")
        else:
            return render(request, "residents/asked.html", {"unit": unit, "question": question, "code": tracking})
    return render(request, "residents/ask.html", {"unit": unit, "form": form}, status=422 if form.errors else 200)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """See the answer by the code; the code travels in the body only."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            question = _by_code(request, code)
        except DomainError as error:
            form.add_error("code", f"{error.message} {error.next_step}")
        else:
            return _tracked(request, question, code)
    return render(request, "residents/track.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """What the asker may do with the code: ask again, take a consent back, have name and contact erased."""
    code = request.POST.get("code", "")
    question = _by_code(request, code)
    at = request.at  # type: ignore[attr-defined]
    match request.POST.get("action"):
        case "reopen":
            services.reopen(question, at=at)
            messages.success(request, _("Đã gửi lại câu hỏi. Xã sẽ trả lời tiếp."))
        case "unpublish":
            services.withdraw_consent(question, Consent.Purpose.PUBLISH, at=at)
            messages.success(request, _("Đã rút lại. Câu hỏi và câu trả lời không còn đăng công khai."))
        case "erase":
            services.withdraw_consent(question, Consent.Purpose.CONTACT, at=at)
            messages.success(request, _("Đã xóa tên và cách liên lạc của bạn."))
        case _:
            return redirect("residents_open:track")
    question.refresh_from_db()
    return _tracked(request, question, code)


def _by_code(request: HttpRequest, code: str) -> Question:
    return services.question_by_code(code, source=source_of(request), at=request.at)  # type: ignore[attr-defined]


def _tracked(request: HttpRequest, question: Question, code: str) -> HttpResponse:
    context = {
        "question": question,
        "answers": question.answers.order_by("at"),
        "code": code,
        "publish": services.has_consent(question, Consent.Purpose.PUBLISH),
        "contact": services.has_consent(question, Consent.Purpose.CONTACT),
    }
    return render(request, "residents/tracked.html", context)


def _day(text: str | None, today: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return today
