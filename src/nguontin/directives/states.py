"""States of papers, tasks and assignments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nguontin.kernel.machine import machine


class DirectiveState(models.TextChoices):
    """A paper: a stub is cited but has not arrived; unreadable keeps its file and its reason."""

    STUB = "stub", _("Mới được nhắc tới")
    RECEIVED = "received", _("Đã nhận, đang đọc")
    UNREADABLE = "unreadable", _("Chưa đọc được")
    READ = "read", _("Chờ xác nhận")
    CONFIRMED = "confirmed", _("Đang thực hiện")
    CLOSED = "closed", _("Đã xong")


class TaskState(models.TextChoices):
    """A task as confirmed by a person."""

    OPEN = "open", _("Đang thực hiện")
    DONE = "done", _("Đã xong")
    CANCELLED = "cancelled", _("Đã bỏ")


class AssignmentState(models.TextChoices):
    """One unit's share of a task in one period."""

    OPEN = "open", _("Chưa làm")
    WORKING = "working", _("Đang làm")
    DONE = "done", _("Đã xong")
    NOT_HERE = "not_here", _("Không thuộc đơn vị")


DIRECTIVE = machine(
    "directive",
    {
        "stub": ["received"],
        "received": ["read", "unreadable"],
        "unreadable": ["received"],
        "read": ["confirmed", "received"],
        "confirmed": ["closed"],
        "closed": ["confirmed"],
    },
)
TASK = machine(
    "task", {"open": ["done", "cancelled"], "done": ["open"], "cancelled": ["open"]}, needs_reason=["cancelled"]
)
ASSIGNMENT = machine(
    "assignment",
    {
        "open": ["working", "done", "not_here"],
        "working": ["done", "not_here"],
        "done": ["working"],
        "not_here": ["open"],
    },
    needs_reason=["not_here"],
)
