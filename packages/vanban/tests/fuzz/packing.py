"""Plain forms of packed files, so that mutations reach the words behind checksums and codings.

A folder is written as lines "@@ NAME" with the bytes of each file after its line; a letter or an envelope holds
``{{base64:…}}``, ``{{quoted:…}}`` and ``{{zip:…}}`` (base64 of a zip of one file) where coded bytes are to stand;
pages of a PDF are content streams parted by lines "@@". Bytes without these signs stay as they are: raw files can be
tried too.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile

_FILE = re.compile(rb"^@@ ([^\n]*)\n", re.MULTILINE)
_CODED = re.compile(rb"\{\{(base64|quoted|zip):(.*?)\}\}", re.DOTALL)
_STRING = re.compile(rb"\(([^()]*)\)")
_CODES = b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfrange <0000> <ffff> <0000> endbfrange"
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /TimesNewRoman /Encoding /Identity-H /ToUnicode %d 0 R"
    b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /TimesNewRoman /DW 500"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
)
_MOST_FILES = 40


def unpacked(package: bytes) -> bytes:
    """The plain form of a zip."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        return b"".join(b"@@ %s\n%s\n" % (name.encode(), files.read(name)) for name in files.namelist())


def folder(flat: bytes) -> list[tuple[bytes, bytes]]:
    """Names and contents of a plain folder; empty when it is none."""
    marks = list(_FILE.finditer(flat))[:_MOST_FILES]
    if not marks or marks[0].start():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(flat)]
    return [(mark[1], flat[mark.end() : end].removesuffix(b"\n")) for mark, end in zip(marks, ends, strict=True)]


def flattened(files: list[tuple[bytes, bytes]]) -> bytes:
    """The plain form of a folder."""
    return b"".join(b"@@ %s\n%s\n" % file for file in files)


def packed(flat: bytes) -> bytes:
    """The zip of a plain folder; bytes that are none as they are."""
    files = folder(flat)
    if not files:
        return flat
    contents = {name.decode("utf-8", "replace").replace("\0", "")[:200] or "x": data for name, data in files}
    return _zip(contents)


def coded(flat: bytes) -> bytes:
    """A letter or an envelope with its coded stretches coded."""
    return _CODED.sub(_code, flat)


def _code(match: re.Match[bytes]) -> bytes:
    if match[1] == b"quoted":
        return binascii.b2a_qp(match[2])
    return base64.encodebytes(_zip({"a.txt": match[2]}) if match[1] == b"zip" else match[2])


def _zip(contents: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in contents.items():
            package.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def pdf(flat: bytes) -> bytes:
    """A PDF with the given content streams as its pages, their strings in UTF-8; a raw PDF as it is."""
    if b"%PDF-" in flat[:1024]:
        return flat
    streams = [_STRING.sub(_codes, stream) for stream in re.split(rb"^@@\n", flat, flags=re.MULTILINE)[:8]]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(streams)),
        b"",  # the fonts, when their number is known
    ]
    for at, stream in enumerate(streams):
        place = 5 + 2 * at
        box = b"/MediaBox [0 0 595 842] /Resources 3 0 R"
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (box, place))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_CODES), _CODES))
    fonts = _FONT % len(objects)
    objects[2] = b"<< /Font << /F1 %s /F2 %s >> >>" % (fonts, fonts.replace(b"TimesNewRoman", b"Arial"))
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))


def _codes(match: re.Match[bytes]) -> bytes:
    """A string as the codes of its letters."""
    return b"<%s>" % match[1].decode("utf-8", "replace").encode("utf-16-be", "replace").hex().encode()
