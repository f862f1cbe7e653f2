"""Rate limits that hold across processes: counted in the database, per window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .errors import TooMany
from .models import Throttle


def count_try(what: str, who: str, *, limit: int, every: timedelta, at: datetime) -> None:
    """Count one try of *what* by *who*; raises TooMany when it is more than *limit* in a window of *every*.

    Never within a transaction (Django raises RuntimeError): a refusal that follows would take the count back with it.
    """
    seconds = int(every.total_seconds())
    window = datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)
    key = salted_hmac(f"throttle.{what}", who, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
    with transaction.atomic(durable=True):
        row, _made = Throttle.objects.get_or_create(key=key, window=window)
        Throttle.objects.filter(pk=row.pk).update(count=F("count") + 1)
        row.refresh_from_db(fields=["count"])
    if row.count > limit:
        wait = int((window + every - at).total_seconds()) + 1
        raise TooMany(
            "too_many",
            _("Quá nhiều lần thử."),
            _("Hãy đợi %(minutes)d phút rồi thử lại.") % {"minutes": max(1, round(wait / 60))},
            retry_after_s=wait,
        )


def forget_old(*, at: datetime) -> int:
    """Delete windows older than a day; returns how many."""
    return Throttle.objects.filter(window__lt=at - timedelta(days=1)).delete()[0]
