"""Takes people out of the words of a paper: names, telephone and identity numbers, mail addresses.

Annotations leave the house without them. The same words are masked in the same way wherever they stand, so that an
annotation still fits its text. Offices, places and titles stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

NAME, NUMBER, MAIL = "Hoàng Văn Mẫu", "0900 000 000", "thu@example.org"


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SURNAMES: Final = _words(
    """
    An Âu Bạch Bàn Bế Bùi Cà Cao Chảo Châu Chu Chử Cù Cung Danh Diệp Doãn Dương Đàm Đàng Đặng Đào Đậu Đinh Đỗ Đoàn
    Đồng Giang Giàng Giáp Hà Hạ Hầu Hồ Hoa Hoàng Hồng Hứa Huỳnh Khổng Khuất Khúc Kiều Kim La Lạc Lại Lâm Lãnh Lầu Lê
    Liễu Lò Lộc Lục Lương Lường Lưu Lý Ma Mã Mạc Mai Mạnh Mùa Nghiêm Ngô Ngụy Nguyễn Nhữ Ninh Nông Phạm Phan Phàn
    Phùng Phương Quách Quàng Quan Sầm Sùng Tạ Tăng Tào Tẩn Thạch Thái Thân Thào Thẩm Tiêu Tô Tôn Tòng Tống Trần
    Triệu Trình Trịnh Trương Từ Ứng Ung Vàng Văn Vi Viên Võ Vũ Vương Xa Yên
    """
)
_TITLES: Final = _words("Bí Bộ Chánh Chi Chủ Cục Đại Đảng Giám Hội Phó Quyền Tổng Thủ Thứ Thường Trưởng Ủy Uỷ")
"""First words of what is said after "đồng chí" or "ông" and is an office, not a name."""
_PLACES: Final = _words(
    "xã phường trấn huyện quận tỉnh phố thành đường thôn xóm bản làng buôn ấp tổ trường giải quỹ chợ cầu hồ"
)
_PUBLIC: Final = frozenset({"Hồ Chí Minh"})
_POLITE: Final = re.compile(
    r"(?:^|(?<=\W))(?:ông|bà|anh|chị|đồng chí|đ/c|họ (?:và )?tên|liên hệ|cán bộ(?: đầu mối)?)\s*:?\s*"
    r"(?:\(?(?:ông|bà)\)?\s+)?(?=\w)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"(?<![\w/.-])\(?(?:\+?84|0)\)?(?:[ .-]?\(?\d\)?){8,11}(?![\w/]|[.-]\d)")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LONGEST: Final = 5  # words of a name


class Mask:
    """Masks the words of one paper: ``names`` are known (the signer's), others are told by what stands around them."""

    def __init__(self, text: str, names: Iterable[str]) -> None:
        known = {" ".join(line.split()) for name in names for line in name.splitlines()}
        found = sorted((known | set(_names_in(text))) - {""}, key=len, reverse=True)
        words = (r"\s+".join(map(re.escape, name.split())) for name in found)
        self._names = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if found else None

    def __call__(self, words: str) -> str:
        """*words* without people."""
        if self._names:
            words = self._names.sub(lambda name: NAME.upper() if name.group().isupper() else NAME, words)
        return _NUMBER.sub(NUMBER, _MAIL.sub(MAIL, words))


def _names_in(text: str) -> Iterator[str]:
    """Names after a polite word, and three words or more that begin with a family name."""
    for polite in _POLITE.finditer(text):
        run = _run(text, polite.end())
        if len(run) > 1 and run[0] not in _TITLES:
            yield " ".join(run[:_LONGEST])
    before = ""
    skip_to = 0
    for word in _WORD.finditer(text):
        if word.start() >= skip_to and word.group() in _SURNAMES and before.lower() not in _PLACES:
            run = _run(text, word.start())
            name = " ".join(run)
            if 3 <= len(run) <= _LONGEST and name not in _PUBLIC:
                yield name
                skip_to = word.start() + len(name)
        before = word.group()


def _run(text: str, start: int) -> list[str]:
    """Words with a capital first letter and small ones after it, one blank between them, from *start* on."""
    run: list[str] = []
    while found := _WORD.match(text, start):
        word = found.group()
        if not (word[0].isupper() and (word[1:].islower() or len(word) == 1)):
            break
        run.append(word)
        if text[found.end() : found.end() + 1] != " ":
            break
        start = found.end() + 1
    return run
