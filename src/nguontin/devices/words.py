"""What boxes report, in words for people: why they refused messages, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "too_large": _("quá lớn"),
    "malformed": _("sai định dạng"),
    "bad_signature": _("chữ ký sai"),
    "unknown_key": _("khóa lạ"),
    "revoked_key": _("khóa đã thu hồi"),
    "key_out_of_date": _("khóa hết hạn"),
    "wrong_role": _("khóa sai vai trò"),
    "unknown_version": _("phiên bản lạ"),
    "unknown_type": _("loại lệnh lạ"),
    "wrong_target": _("không gửi cho cụm này"),
    "expired": _("quá hạn"),
    "ahead": _("ghi giờ ở tương lai"),
    "replayed": _("lệnh cũ gửi lại"),
    "duplicate": _("trùng"),
    "rolled_back": _("bản kê khóa cũ"),
    "clock_unknown": _("hộp chưa biết giờ"),
}
FAULTS: dict[str, str | Promise] = {
    "disk_full": _("đầy ổ đĩa"),
    "sink_failed": _("không phát ra tiếng"),
    "decode_failed": _("không giải mã được âm thanh"),
    "journal_failed": _("không ghi được nhật ký"),
}


def refusals_in_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Reason and count, most frequent first; an unknown code stays as it is."""
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(str(REFUSALS.get(code, code)), count) for code, count in ranked]


def faults_in_words(faults: list[str]) -> list[str]:
    """Faults as a person would say them."""
    return [str(FAULTS.get(code, code)) for code in faults]
