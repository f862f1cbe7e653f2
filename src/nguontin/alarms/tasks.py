"""Jobs and periodic work of the alarms room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from . import services
from .models import Notice


@task()
def mail_notices(glass_id: int, escalation: bool) -> int:
    """Mail to those told of a broken glass; returns to how many. Pages show the notice whether or not mail works."""
    rows = Notice.objects.filter(break_glass=glass_id, escalation=escalation).exclude(person__email="")
    address = settings.BASE_URL + reverse("alarms:glass", args=[glass_id])
    subject = _("Quá 24 giờ chưa xem xét: phát khẩn một mình") if escalation else _("Có người vừa phát khẩn một mình")
    words = _("Một báo động vừa được phát mà không chờ người thứ hai xác nhận. Xem lý do và cho nhận xét tại:")
    for row in rows.select_related("person"):
        send_mail(subject, f"{words}\n{address}\n", settings.DEFAULT_FROM_EMAIL, [row.person.email])
    return len(rows)


def escalate(at: datetime) -> int:
    """Unreviewed broken glass goes up after a day."""
    return services.escalate(at=at)


def finish(at: datetime) -> int:
    """Alarms that a crash cut short are ordered, those that have played are ended."""
    return services.finish_interrupted(at=at) + services.finish_played(at=at)


PERIODIC: list[tuple[Callable[[datetime], object], timedelta]] = [
    (escalate, timedelta(minutes=5)),
    (finish, timedelta(seconds=10)),
]
