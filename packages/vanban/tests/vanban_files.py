"""Files of many formats, made in memory for the tests of the readers."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def zipped(files: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def word(body: str, *, parts: Mapping[str, str] | None = None, main_type: str = _MAIN) -> bytes:
    """A Word package with the XML of a body; ``parts`` by kind ("styles", "numbering", "footnotes", "header1" …)."""
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
        ),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
    }
    relations = {}
    for name, content in (parts or {}).items():
        kind = name.rstrip("0123456789")
        relations[name] = (kind, f"{name}.xml")
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        files[f"word/{name}.xml"] = f"<w:{root} {_SPACES}>{content}</w:{root}>"
    files["word/_rels/document.xml.rels"] = _relations(relations)
    return zipped({name: content.encode() for name, content in files.items()})


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{identity}" Type="{_KIND}{kind}" Target="{target}"/>'
        for identity, (kind, target) in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run; ``properties`` and ``run`` are the inside of ``w:pPr`` and ``w:rPr``."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def tc(content: str, properties: str = "") -> str:
    """A cell; plain text becomes a paragraph."""
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


PAPER = (
    "ỦY BAN NHÂN DÂN\nXÃ NÀ MẪU\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Số: 7/UBND-VH\nV/v treo cờ\n\nNà Mẫu, ngày 05 tháng 8 năm 2026\n\nKính gửi: Trưởng các xóm\n\n"
    "Thực hiện Công văn số 9/SVHTTDL-A ngày 01/8/2026 của Sở Văn hóa, Thể thao và Du lịch:\n\n"
    "1. Treo cờ trước ngày 01/9/2026.\n\n2. Tuyên truyền trên loa truyền thanh của các xóm hằng ngày.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nTriệu Văn Mẫu\n"
)
"""A short letter with everything that an official paper shows."""


def as_cp1258(text: str) -> bytes:
    """Windows-1258 writes the tone marks as characters of their own."""
    written = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            written += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(part for part in parts if part in _TONES)
            written += unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return written
