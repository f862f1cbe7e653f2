"""Lines that state a role or the time of an item: "Đơn vị chủ trì: …", "Cơ quan phối hợp", "Thời gian thực hiện: …"."""

from __future__ import annotations

import re

ROLE_LINE = re.compile(
    r"(?:(?:Đơn vị|Cơ quan|Các đơn vị|Các cơ quan|Bộ phận)\s+)?"
    r"(?P<role>[Cc]hủ trì|[Pp]hối hợp|[Tt]hực hiện|[Pp]hân công thực hiện|[Hh]ướng dẫn|[Ss]oạn thảo|[Tt]ham mưu)"
    r"(?P<rest>(?:\s+(?:và|tham mưu|thực hiện|phối hợp|chủ trì|chính))*(?:\s*,\s*(?:tham mưu|thực hiện|phối hợp))*)"
    r"\s*(?::|$)"
)
"""A line that names the bodies of one role: "Đơn vị chủ trì tham mưu: …", "Cơ quan phối hợp"."""

TIME_LINE = re.compile(r"(?:Thời gian|Thời hạn|Tiến độ|Lộ trình)(?:\s+(?:thực hiện|hoàn thành|triển khai))*\s*(?::|$)")
"""A line that states the time of an item."""


def is_role_line(text: str) -> bool:
    """Whether a line (label dropped) states bodies or time of the item above it."""
    return bool(ROLE_LINE.match(text) or TIME_LINE.match(text))
