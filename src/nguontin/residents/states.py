"""States of a question."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nguontin.kernel.machine import machine


class QuestionState(models.TextChoices):
    """From being asked to being answered; the asker may reopen."""

    RECEIVED = "received", _("Đã nhận")
    WORKING = "working", _("Đang xử lý")
    ANSWERED = "answered", _("Đã trả lời")
    REOPENED = "reopened", _("Hỏi lại")
    CLOSED = "closed", _("Đã khép lại")


QUESTION = machine(
    "question",
    {
        "received": ["working", "answered", "closed"],
        "working": ["answered", "closed"],
        "answered": ["reopened", "closed"],
        "reopened": ["working", "answered", "closed"],
    },
    needs_reason=["closed"],
)
