"""Pages that could not be recognised while others could: kept, told, or the reason why a whole file is refused."""

from __future__ import annotations

from vanban.errors import UnreadableError
from vanban.model import Unread

_MOST_NAMED = 12  # pages in a sentence
_REASONS = {
    "no_ocr": (
        "là ảnh và chưa được đọc vì máy chưa cài chương trình nhận dạng chữ. Hãy cài Tesseract với tiếng Việt"
        " (tesseract-ocr-vie) rồi đọc lại tệp, hoặc đối chiếu các phần này với bản gốc."
    ),
    "ocr_failed": (
        "là ảnh và chưa được đọc vì nhận dạng chữ mất quá lâu hoặc không xong. Hãy quét lại rõ hơn, ở 200 đến 300 dpi,"
        " hoặc đối chiếu các phần này với bản gốc."
    ),
    "no_text": "là ảnh không đọc được chữ nào. Nếu ảnh có chữ, hãy quét lại rõ hơn, ở 200 đến 300 dpi.",
    "too_large": "là ảnh vượt quá số lượng hoặc kích thước đọc được. Hãy tách riêng rồi đọc tiếp.",
}
_OTHER = "là ảnh bị hỏng hoặc thuộc loại không đọc được. Hãy quét hoặc xuất lại rồi đọc lại tệp."


class Missing:
    """Collects failures page by page. ``name`` is what the pages are called ("Trang", "Ảnh")."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._pages: dict[str, list[int]] = {}
        self.first: UnreadableError | None = None
        """The first failure: why the file is refused when nothing else in it can be read."""

    def note(self, page: int, error: UnreadableError) -> None:
        """A page, counted from 1, failed."""
        self.first = self.first or error
        self._pages.setdefault(error.code, []).append(page)

    def found(self) -> tuple[Unread, ...]:
        """What to tell, by reason."""
        return tuple(Unread(tuple(pages), code, self._told(code, pages)) for code, pages in self._pages.items())

    def _told(self, code: str, pages: list[int]) -> str:
        named = ", ".join(map(str, pages[:_MOST_NAMED]))
        more = f" và {len(pages) - _MOST_NAMED} phần khác" if len(pages) > _MOST_NAMED else ""
        return f"{self._name} {named}{more} {_REASONS.get(code, _OTHER)}"
