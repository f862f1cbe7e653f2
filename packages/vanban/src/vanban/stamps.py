"""Stamps at the head of a paper: urgency and secrecy (NĐ 30/2020/NĐ-CP annex I, boxes 10a and 10b)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.letters import fold
from vanban.lines import Line
from vanban.model import Value

_URGENCY = {
    "hoa toc hen gio": "hỏa tốc hẹn giờ",
    "hoa toc": "hỏa tốc",
    "thuong khan": "thượng khẩn",
    "khan": "khẩn",
}
_SECRECY = {"tuyet mat": "tuyệt mật", "toi mat": "tối mật", "mat": "mật"}
_STAMP = re.compile(
    rf"(?:do (?:khan|mat)\s*:?\s*)?(?P<word>{'|'.join((*_URGENCY, *_SECRECY))})(?:\s*\(?\d{{1,2}}\s*(?:gio|h).*)?[.!]?"
)
_IGNORED = re.compile(
    r"\(?(?:ban )?du thao(?: lan \w+)?(?: \d+)?\)?|luu hanh noi bo|tai lieu thu hoi|xem xong tra lai|ban sao"
    r"|sao y.{0,12}"
)
_LONGEST = 40  # characters


@dataclass(frozen=True, slots=True)
class Stamps:
    """The stamps of a paper, their words in small letters: "khẩn", "thượng khẩn", "hỏa tốc"; "mật", "tối mật" …"""

    urgency: Value | None
    secrecy: Value | None


def stamp_of(text: str) -> str | None:
    """The words of a stamp as they are printed ("HỎA TỐC"), whatever marks were misread; None when it is no stamp."""
    stamp = _STAMP.fullmatch(fold(text)) if len(text) <= _LONGEST else None
    return (_URGENCY | _SECRECY)[stamp["word"]].upper() if stamp else None


def take_stamps(pieces: list[Line]) -> tuple[Stamps, list[Line]]:
    """The stamps among the pieces of the head, and the pieces that are none (nor "DỰ THẢO" and the like)."""
    found: dict[str, Value] = {}
    rest: list[Line] = []
    for piece in pieces:
        folded = fold(piece.text) if len(piece.text) <= _LONGEST else ""
        stamp = _STAMP.fullmatch(folded) if piece.text[:1].isupper() else None
        if stamp:
            scale = _URGENCY if stamp["word"] in _URGENCY else _SECRECY
            name = "urgency" if scale is _URGENCY else "secrecy"
            value = piece.view.cut(*stamp.span("word")).value(f"stamp.{name}", 0.95, text=scale[stamp["word"]])
            found.setdefault(name, value)
        elif not _IGNORED.fullmatch(folded):
            rest.append(piece)
    return Stamps(found.get("urgency"), found.get("secrecy")), rest
