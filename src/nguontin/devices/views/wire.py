"""What loudspeakers ask by HTTP: enrolment once, audio by its hash."""

from __future__ import annotations

import re
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from nguontin.devices import services
from nguontin.devices.selectors import is_public_audio
from nguontin.kernel import filestore
from nguontin.kernel.addresses import source_of
from nguontin.kernel.errors import DomainError, TooMany
from nguontin.kernel.ranged import ranged_file
from nguontin.kernel.throttle import count_try
from nguontin.units.middleware import public

MOST_QUESTION_BYTES = 4096
TRIES_PER_HOUR = 60  # a technician enrols many boxes from one address
_HASH = re.compile(r"[0-9a-f]{64}\Z")


@public
@csrf_exempt
@require_POST
def enrol(request: HttpRequest) -> HttpResponse:
    """Enrol a device; refusals are 403 with a code and nothing else, too many tries 429."""
    body = request.read(MOST_QUESTION_BYTES + 1)
    if len(body) > MOST_QUESTION_BYTES:
        return _refused("too_large", 413)
    try:
        count_try(
            "loa.enrol",
            source_of(request),
            limit=TRIES_PER_HOUR,
            every=timedelta(hours=1),
            at=request.at,  # type: ignore[attr-defined]
        )
        answer = services.enrol(body, at=request.at)  # type: ignore[attr-defined]
    except TooMany as error:
        response = _refused(error.code, 429)
        response.headers["Retry-After"] = str(error.retry_after_s)
        return response
    except DomainError as error:
        return _refused(error.code, 403)
    return JsonResponse(dict(answer), headers={"Cache-Control": "no-store"})


def _refused(code: str, status: int) -> JsonResponse:
    return JsonResponse({"error": code}, status=status, headers={"Cache-Control": "no-store"})


@public
@require_safe
def audio(request: HttpRequest, sha256: str) -> HttpResponse:
    """The sound of a live broadcast, in ranges; anything else is not there, whether it exists or not."""
    if not _HASH.match(sha256) or not is_public_audio(sha256):
        return HttpResponse(status=404)
    response = ranged_file(request, filestore.path_of("audio", sha256), "audio/ogg", sha256)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
