"""Pictures of papers: .png, .jpg, .tif (also of several pages), .bmp, .webp."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from vanban.errors import UnreadableError
from vanban.readers.layout import Sheet, last_note, lay_out
from vanban.readers.missing import Missing
from vanban.readers.ocr import require
from vanban.readers.scan import read_picture, scanned_text

MOST_PIXELS = 80_000_000  # of one picture: A3 at 600 dpi has 70 million
MOST_PAGES = 150
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM")
_A4 = (8.27, 11.69)  # inches
_PAGE_WIDTHS = (5.0, 17.0)  # inches: a resolution that makes a page narrower or wider is not believed
_CORRUPT = "Ảnh bị hỏng hoặc không đúng định dạng. Hãy quét hoặc chụp lại rồi tải lên."
_LARGE = "Ảnh quá lớn. Hãy quét ở 200 đến 300 dpi rồi tải lên lại."


class ImageReader:
    """Reads pictures of papers by recognition of letters."""

    types = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")

    def score(self, data: bytes, *, filename: str) -> float:
        """By the signature of the format."""
        if data.startswith(_SIGNATURES[:-1]) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
            return 0.95
        named = filename.lower().endswith(self.types)
        return 0.9 if named and data.startswith(_SIGNATURES[-1]) else 0.4 if named else 0.0

    def read(self, data: bytes) -> str:
        """The recognised text; raises ``corrupt``, ``too_large``, ``no_ocr``, ``ocr_failed``, ``no_text``."""
        missing = Missing("Trang")
        sheets: list[Sheet] = []
        for number, page in enumerate(_opened(data), start=1):
            try:
                require()
                found = read_picture(page, dpi=_dpi(page), first=number == 1)
                sheets.append(lay_out(found, notes_before=last_note(sheets)))
            except UnreadableError as error:
                missing.note(number, error)
        if missing.first and not any(sheet.blocks for sheet in sheets):
            raise missing.first
        return scanned_text(sheets, missing.found())


def read_pictures(files: Iterable[tuple[int, bytes]], missing: Missing) -> list[Sheet]:
    """The pages shown by pictures that stand inside another file, each given with its number from 1."""
    sheets: list[Sheet] = []
    for number, data in files:
        try:
            for page in _opened(data):
                require()
                found = read_picture(page, dpi=_dpi(page), first=not sheets)
                sheets.append(lay_out(found, notes_before=last_note(sheets)))
        except UnreadableError as error:
            missing.note(number, error)
    return sheets


def _opened(data: bytes) -> Iterator[Image.Image]:
    """The pages of a picture. Raises ``corrupt`` or ``too_large``."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # sizes are checked below
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
            for page in _pages(picture):
                page.load()
                yield page
    except Image.DecompressionBombError as error:
        raise UnreadableError("too_large", _LARGE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableError("corrupt", _CORRUPT) from error


def _pages(picture: Image.Image) -> Iterator[Image.Image]:
    """Each page, upright as the camera says."""
    for number in range(getattr(picture, "n_frames", 1)):
        if number >= MOST_PAGES:
            message = f"Ảnh có hơn {MOST_PAGES} trang. Hãy tách nhỏ rồi tải lên."
            raise UnreadableError("too_large", message)
        picture.seek(number)
        if picture.width * picture.height > MOST_PIXELS:
            raise UnreadableError("too_large", _LARGE)
        yield ImageOps.exif_transpose(picture)


def _dpi(picture: Image.Image) -> float:
    """The resolution that a picture claims when it makes a sensible page; else as if it showed a sheet of A4."""
    claimed = float(picture.info.get("dpi", (0, 0))[0] or 0)
    if claimed > 0 and _PAGE_WIDTHS[0] <= picture.width / claimed <= _PAGE_WIDTHS[1]:
        return claimed
    return picture.width / _A4[picture.width > picture.height]
