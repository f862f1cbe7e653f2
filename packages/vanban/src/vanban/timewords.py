"""The words of times: days, clock times, months, quarters, halves, years and stretches between two of them."""

from __future__ import annotations

CLOCK = r"\d{1,2}\s*(?:giờ|h|g)(?:\s*\d{1,2})?(?:\s*phút)?(?!\w)"
WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)"
FULL_DAY = (
    r"(?:\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\.\d{1,2}\.\d{4}"
    r"|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
"""A day with month and year."""
SHORT_DAY = r"(?:\d{1,2}\s*/\s*\d{1,2}(?![\d/])|\d{1,2}\s+tháng\s+\d{1,2}(?!\d))"
"""A day with its month, the year left out."""
DAY = rf"(?:ngày\s+(?:{WEEKDAY}\s*,?\s*)?(?:{FULL_DAY}|{SHORT_DAY})|{FULL_DAY})(?:\s+âm\s+lịch)?"
INSTANT = (
    rf"(?:{CLOCK}\s*,?\s*)?(?:(?:buổi\s+)?(?:sáng|chiều|tối)\s*,?\s+)?(?:{WEEKDAY}\s*,?\s*\(?)?{DAY}"
    r"(?:\s*\((?:thứ|chủ|tức|nhằm)[^()]{1,30}\))?"
)
"""A day, perhaps with clock time and weekday."""
_YEAR = r"(?:\s*(?:/|-|năm)\s*\d{4}|\s+\d{4})?"
MONTH = rf"tháng\s+\d{{1,2}}(?:\s*(?:,|và|-|–)\s*(?:tháng\s+)?\d{{1,2}}(?!\d))*{_YEAR}"
QUARTER = rf"qu[ýí]\s+(?:IV|I{{1,3}}|[1-4])(?:\s*(?:,|và|-|–)\s*(?:qu[ýí]\s+)?(?:IV|I{{1,3}}|[1-4])(?!\w))*{_YEAR}"
HALF = r"(?:0?[369]\s+tháng|nửa)\s+(?:đầu|cuối)\s+năm(?:\s+\d{4})?"
YEAR = r"(?:giai\s+đoạn\s+|năm\s+)\d{4}(?:\s*(?:-|–|đến(?:\s+năm)?)\s*\d{4})?"
PERIOD = rf"(?:(?:đầu|giữa|cuối|tuần\s+(?:đầu|cuối))\s+)?(?:{MONTH}|{QUARTER}|{HALF}|{YEAR})"
"""A month, a quarter, a half or a year, or several."""
EVERY = r"(?:hàng|hằng|mỗi)\s+(?:ngày|tuần|tháng|qu[ýí]|năm)"
RANGE = (
    rf"(?:trong\s+thời\s+gian\s+)?từ\s+nay\s+(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+)?(?:{INSTANT}|{PERIOD})"
    rf"|(?:trong\s+(?:thời\s+gian\s+)?)?từ\s+(?:{SHORT_DAY}|{INSTANT}|{CLOCK}|{PERIOD}|ngày\s+\d{{1,2}})\s*(?:,\s*)?(?:đến|tới|-|–)\s*(?:hết\s+|trước\s+)?"
    rf"(?:{INSTANT}|{SHORT_DAY}|{CLOCK}(?:\s*,?\s*{DAY})?|{PERIOD}|khi\s+có\s+thông\s+báo\s+mới)"
)
"""From one time to another."""
SINCE = rf"(?:kể\s+)?từ\s+(?:{INSTANT}|{PERIOD})(?:\s+trở\s+đi)?"
UNTIL = rf"đến\s+(?:hết\s+)?(?:{INSTANT}|{PERIOD})"
TIME = rf"(?:{RANGE}|(?:(?:vào\s+)?lúc\s+|vào\s+|trong\s+)?(?:{INSTANT}|{PERIOD})|{SINCE}|{UNTIL})"
"""Any of them."""
