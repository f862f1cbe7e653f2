"""States of broadcasts, acceptances and occurrences."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nguontin.kernel.machine import machine


class BroadcastState(models.TextChoices):
    """A broadcast lives until it is withdrawn; its content never changes."""

    LIVE = "live", _("Có hiệu lực")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


class AcceptanceState(models.TextChoices):
    """A commune's word on a provincial bulletin (Circular 39: ordinary waits, priority and urgent do not)."""

    WAITING = "waiting", _("Chờ xã nhận")
    ACCEPTED = "accepted", _("Đã nhận")
    DECLINED = "declined", _("Không phát")


class Outcome(models.TextChoices):
    """How an occurrence ended; open until then."""

    OPEN = "open", _("Chưa phát")
    PLAYED = "played", _("Đã phát")
    PARTLY = "partly", _("Phát một phần")
    SKIPPED = "skipped", _("Bỏ qua có lý do")
    MISSED = "missed", _("Không phát được")


BROADCAST = machine("broadcast", {"live": ["withdrawn"]}, needs_reason=["withdrawn"])
ACCEPTANCE = machine(
    "acceptance",
    {"waiting": ["accepted", "declined"], "declined": ["accepted"], "accepted": ["declined"]},
    needs_reason=["declined"],
)
