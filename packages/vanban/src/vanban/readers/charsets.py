"""From the bytes of a text to its letters: byte-order marks, declared and guessed charsets."""

from __future__ import annotations

import codecs
import re

from vanban.errors import UnreadableError
from vanban.readers.legacy import restored
from vanban.readers.syllables import share_of_syllables

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MOST_BYTES = 20_000_000  # of a text; no paper is as long
_SAMPLE = 200_000  # bytes from which a charset is guessed
_BROKEN = re.compile("\ufffd")
_MOST_BROKEN = 0.01  # share of letters that may be damaged in an otherwise whole UTF-8 text
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.02
_DECLARABLE = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "cp1252", "iso8859-1", "ascii"}
_FEWEST_SYLLABLES = 0.5  # of the words with marks; less is no Vietnamese
_NOT_TEXT = "Tệp không phải văn bản thuần. Hãy lưu lại dưới dạng .docx, .pdf hoặc .txt (UTF-8)."
_TOO_LARGE = "Văn bản thuần lớn hơn 20 MB. Hãy tách riêng văn bản cần đọc."
_NO_CHARSET = "Không giải mã được bảng mã của tệp. Hãy lưu lại dưới dạng UTF-8."


def to_text(data: bytes, *, declared: str | None = None) -> str:
    """The letters of a text. ``declared`` (of a web page or a letter) is believed as far as the bytes bear it out.

    Known: UTF-8, UTF-16 and UTF-32 with and without mark, Windows-1258 with its combining marks, TCVN3 and VNI.
    Raises :class:`UnreadableError` ``not_text`` for anything else, ``too_large`` above 20 MB.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError("too_large", _TOO_LARGE)
    text = _decoded(data, declared)
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise UnreadableError("not_text", _NOT_TEXT)
    return restored(text)


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    wide = _without_mark(data)
    if wide:
        return _strictly(data, wide)
    if b"\0" in data:
        raise UnreadableError("not_text", _NOT_TEXT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bits(data, declared)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("not_text", _NO_CHARSET) from error


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is 0 or 1 (or 0x1E for Vietnamese)."""
    sample = data[:4096]
    if len(sample) < 8 or len(data) % 2:
        return None
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high, low = sample[first::2], sample[1 - first :: 2]
        small = sum(byte in (0, 1, 3, 0x1E, 0x20) for byte in high)
        if high.count(0) > len(high) // 2 and small > 0.9 * len(high) and low.count(0) == 0:
            return encoding
    return None


def _eight_bits(data: bytes, declared: str | None) -> str:
    """The reading whose words are Vietnamese syllables; without any such word the declared one, else Windows-1258."""
    sample = data[:_SAMPLE]
    damaged = sample.decode("utf-8", "replace")
    whole = len(_BROKEN.findall(damaged)) <= _MOST_BROKEN * len(damaged)
    encodings = [name for name in ("utf-8" if whole else None, _known(declared), "cp1258", "cp1252") if name]
    readings = [
        (share_of_syllables(restored(sample.decode(name, "replace"))), -at, name) for at, name in enumerate(encodings)
    ]
    (share, words), _, best = max(readings)
    if words and share < _FEWEST_SYLLABLES:
        raise UnreadableError("not_text", _NO_CHARSET)
    return data.decode(best, "replace")


def _known(declared: str | None) -> str | None:
    try:
        name = codecs.lookup((declared or "").strip(" '\"")).name
    except (LookupError, ValueError):
        return None
    return name if name in _DECLARABLE and not name.startswith(("utf-16", "utf-8")) else None
