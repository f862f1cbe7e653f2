"""Reason codes (docs/protocol.md, section 5) in words for people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "quiet_hours": _("Rơi vào giờ yên lặng"),
    "session_minutes": _("Hết số phút của buổi phát"),
    "day_minutes": _("Hết số phút phát trong ngày"),
    "late": _("Quá giờ phát"),
    "audio_missing": _("Loa chưa tải được âm thanh"),
    "audio_corrupt": _("Tệp âm thanh trên loa bị hỏng"),
    "decode_failed": _("Loa không giải mã được âm thanh"),
    "sink_failed": _("Loa không phát ra tiếng"),
    "interrupted": _("Bị tin khẩn cấp ngắt"),
    "stopped": _("Bị dừng theo lệnh"),
    "withdrawn": _("Đã thu hồi"),
    "expired": _("Hết hiệu lực"),
    "clock_unknown": _("Loa chưa có giờ đúng"),
    "power_cut": _("Mất điện"),
    "no_programme": _("Loa chưa nhận được lịch phát"),
    "device_silent": _("Loa không báo về"),
    "not_enrolled": _("Cụm loa chưa lắp thiết bị"),
    "not_accepted": _("Xã không nhận phát"),
    "revoked": _("Thiết bị đã bị thu hồi"),
}


def in_words(code: str) -> str:
    """The reason as a person would say it; an unknown code stays as it is."""
    return str(REASONS.get(code, code))
