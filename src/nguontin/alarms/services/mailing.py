"""Mail to those who are told of a broken glass."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from nguontin.alarms.models import Notice


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
