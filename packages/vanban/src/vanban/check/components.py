"""Which line is which component of the paper (the boxes of NĐ 30 annex I part IV and of HD 36 annex 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from vanban.check.sheet import Line, Sheet

Form = Literal["state", "party"]


class Role(StrEnum):
    """The component a line belongs to; the value is its Vietnamese name."""

    STATE_NAME = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    PARTY_HEADING = "Tiêu đề Đảng"
    PARENT = "Tên cơ quan chủ quản"
    ISSUER = "Tên cơ quan ban hành"
    STAR = "Dấu sao"
    NUMBER = "Số, ký hiệu"
    LETTER_SUBJECT = "Trích yếu công văn"
    DATE = "Địa danh, thời gian"
    STAMP = "Dấu chỉ mức độ"
    DRAFT = "Chỉ dẫn dự thảo"
    KIND = "Tên loại"
    SUBJECT = "Trích yếu"
    RULER = "Đường kẻ"
    AUTHORITY = "Thẩm quyền ban hành"
    OPERATIVE = "Lệnh ban hành"
    ADDRESS_LABEL = "Kính gửi"
    ADDRESSEE = "Nơi gửi"
    BASIS = "Căn cứ"
    HEADING = "Đề mục"
    BODY = "Nội dung"
    RECIPIENT_LABEL = "Nơi nhận"
    RECIPIENT = "Danh sách nơi nhận"
    CAPACITY = "Quyền hạn, chức vụ"
    SIGNER = "Họ tên người ký"
    ANNEX_LABEL = "Phụ lục"
    ANNEX_TITLE = "Tên phụ lục"
    ANNEX_NOTE = "Chỉ dẫn kèm theo phụ lục"
    ANNEX_TEXT = "Nội dung phụ lục"
    TABLE = "Bảng"
    OTHER = "Khác"


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A sheet whose lines have their roles. ``kind`` is the printed kind, ``None`` for a letter (công văn).

    ``read`` holds the components that the reader of :mod:`vanban` found in a plain text whose lines run together, so
    that no line of the sheet shows them.
    """

    sheet: Sheet
    form: Form
    roles: Mapping[int, Role]
    kind: str | None
    read: frozenset[Role] = frozenset()

    def has(self, role: Role) -> bool:
        """Whether the paper has a component."""
        return role in self.read or role in self.roles.values()

    def lines(self, *roles: Role) -> list[Line]:
        """The lines of these roles in the order of reading."""
        return [line for at, line in enumerate(self.sheet.lines) if self.roles.get(at, Role.OTHER) in roles]

    def pairs(self, *roles: Role) -> list[tuple[Role, Line]]:
        """The lines of these roles, each with its own."""
        given = [(self.roles.get(at, Role.OTHER), line) for at, line in enumerate(self.sheet.lines)]
        return [(role, line) for role, line in given if role in roles]

    def first(self, role: Role) -> Line | None:
        """The first line of a role."""
        return next(iter(self.lines(role)), None)

    def role(self, line: Line) -> Role:
        """The role of one of the sheet's lines."""
        at = next(at for at, other in enumerate(self.sheet.lines) if other is line)
        return self.roles.get(at, Role.OTHER)
