"""Pictures in a Word document that show pages of a paper: found by their printed size, recognised in order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from vanban.doubts import ScannedText
from vanban.errors import UnreadableError
from vanban.letters import normalise
from vanban.model import Doubt
from vanban.readers.image import read_pictures
from vanban.readers.missing import Missing
from vanban.readers.package import read_part
from vanban.readers.scan import scanned_text
from vanban.readers.word_names import RELATION_ID

MOST_PICTURES = 100
LARGEST_PICTURE = 20 * 1024 * 1024  # bytes in the package, unpacked
_FEW_LETTERS = 200  # of a document: a heading or the mark of a scanning program over its pictures
_PAGE = 5.0  # inches, both sides: a picture beside typed text that may be a page
_STRIP = 3.0  # inches, the width: a picture that may be a page or a part of one where little is typed
_EMU = 914400  # per inch
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = RELATION_ID.removesuffix("id") + "embed"
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_SIDE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(in|cm|mm|pt)")
_PER_INCH = {"in": 1.0, "cm": 2.54, "mm": 25.4, "pt": 72.0}


def with_pictures(typed: str, body: Any, targets: Mapping[str, str], package: zipfile.ZipFile) -> str:
    """The typed text followed by what page-sized pictures show; ``targets`` are the parts by relation.

    Pictures that cannot be read are told by :attr:`ScannedText.unread`. Raises :class:`UnreadableError` when nothing
    is typed and none can be read.
    """
    little = sum(char.isalnum() for char in typed) < _FEW_LETTERS
    parts = dict.fromkeys(
        targets[identity]
        for identity, width, height in _drawn(body)
        if identity in targets and (width >= _STRIP if little else min(width, height) >= _PAGE)
    )
    if not parts:
        return typed
    missing = Missing("Ảnh")
    sheets = read_pictures(_files(list(parts), package, missing), missing)
    if not any(sheet.blocks for sheet in sheets):
        if missing.first and not typed.strip():
            raise missing.first
        return ScannedText(normalise(typed), (), missing.found())
    shown = scanned_text(sheets, missing.found())
    before = f"{normalise(typed)}\n\n" if typed.strip() else ""
    doubts = [Doubt(len(before) + one.start, len(before) + one.end, one.sure) for one in shown.doubts]
    return ScannedText(before + shown, doubts, shown.unread)


def _drawn(body: Any) -> Iterator[tuple[str, float, float]]:
    """Relation, width and height in inches of each picture, in order."""
    for element in body.iter(_BLIP, _IMAGE_DATA):
        if element.tag == _BLIP:
            drawing = next((above for above in element.iterancestors() if above.find(_EXTENT) is not None), None)
            extent = drawing.find(_EXTENT) if drawing is not None else None
            if extent is not None:
                yield element.get(_EMBED, ""), int(extent.get("cx", 0)) / _EMU, int(extent.get("cy", 0)) / _EMU
        else:
            style = element.getparent().get("style", "")
            sides = {name: float(size) / _PER_INCH[unit] for name, size, unit in _SIDE.findall(style)}
            yield element.get(RELATION_ID, ""), sides.get("width", 0.0), sides.get("height", 0.0)


def _files(parts: list[str], package: zipfile.ZipFile, missing: Missing) -> Iterator[tuple[int, bytes]]:
    """The pictures with their numbers, those that are too many, too large or not there left out and noted."""
    names = {name.lower(): name for name in package.namelist()}
    for number, part in enumerate(parts, start=1):
        name = names.get(part.lower())
        if name is None:
            missing.note(number, UnreadableError("corrupt", "Ảnh không có trong tệp. Hãy chèn lại ảnh vào tệp Word."))
        elif number > MOST_PICTURES or package.getinfo(name).file_size > LARGEST_PICTURE:
            missing.note(number, UnreadableError("too_large", "Ảnh quá nhiều hoặc quá lớn. Hãy tách nhỏ tệp."))
        else:
            yield number, read_part(package, name, most=LARGEST_PICTURE)
