"""States of a bulletin."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nguontin.kernel.machine import machine


class BulletinState(models.TextChoices):
    """Where a bulletin stands between its writer and its approver."""

    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Chờ duyệt")
    RETURNED = "returned", _("Trả lại để sửa")
    APPROVED = "approved", _("Đã duyệt")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


class BulletinClass(models.TextChoices):
    """Circular 39/2020: ordinary, priority, urgent."""

    ORDINARY = "ordinary", _("Thông thường")
    PRIORITY = "priority", _("Ưu tiên")
    URGENT = "urgent", _("Khẩn cấp")


BULLETIN = machine(
    "bulletin",
    {
        "draft": ["submitted", "withdrawn"],
        "submitted": ["approved", "returned", "draft", "withdrawn"],
        "returned": ["draft", "submitted", "withdrawn"],
        "approved": ["withdrawn"],
    },
    needs_reason=["returned", "withdrawn"],
)
