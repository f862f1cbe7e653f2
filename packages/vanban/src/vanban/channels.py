"""Channels of information that an item names."""

from __future__ import annotations

import re

_CHANNELS = (
    ("loudspeaker", r"truyền thanh|phóng thanh|(?:hệ thống|cụm) loa|loa (?:phát thanh|lưu động|kéo)"),
    ("website", r"(?:trang|cổng)\s+(?:thông tin điện tử|ttđt)|website|trang web|ttđn của tỉnh"),
    ("board", r"bảng tin|bảng (?:led|điện tử)|màn hình (?:led|điện tử)|cụm thông tin điện tử"),
    ("panel", r"pa[\s-]?nô|áp[\s-]?phích|cụm cổ động"),
    ("banner", r"băng[\s-]?rôn|khẩu hiệu|cờ phướn|phướn"),
    ("film", r"chiếu phim|chiếu bóng"),
    ("face_to_face", r"tuyên truyền miệng|tuyên truyền viên|báo cáo viên|đối thoại|họp (?:xóm|thôn|tổ dân phố)"),
    ("social_network", r"mạng xã hội|facebook|zalo|fanpage|tiktok|youtube"),
    ("press", r"báo chí|thông tin đại chúng|truyền hình|báo điện tử|chuyên mục|chuyên trang"),
    ("message", r"tin nhắn|nhắn tin|\bsms\b"),
)
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _CHANNELS)


def channels_in(text: str) -> tuple[str, ...]:
    """Names of the channels whose words stand in the text, in a fixed order."""
    return tuple(name for name, pattern in _PATTERNS if pattern.search(text))
