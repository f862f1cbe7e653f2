"""Recognition of letters by Tesseract, run as a program of its own with bounded time and memory."""

from __future__ import annotations

import io
import os
import re
import resource
import shutil
import subprocess
from functools import cache
from pathlib import Path
from statistics import median

from lxml import etree
from PIL import Image

from vanban.errors import UnreadableError
from vanban.readers.page import Page, Word
from vanban.readers.raster import DPI, Raster

LANGUAGE = "vie"
MOST_SECONDS = 60  # of one page
MOST_MEMORY = 1536 * 1024 * 1024  # bytes of address space
_ASCENT, _DESCENT = 0.89, 0.22  # of the size of the type, as in the text layers of PDF
_TYPE_SIZE = 1.0  # size of the type for one unit of Tesseract's x_size
_SNAP = 0.15  # sizes that differ less from the page's usual one are the usual one
_CLASSES = {"ocr_line", "ocr_caption", "ocr_header", "ocr_textfloat"}
_PROPERTY = re.compile(r"(\w+) ([-\d. ]+)")
_MISSING = (
    "Máy chưa cài chương trình nhận dạng chữ. Hãy cài Tesseract với tiếng Việt"
    " (Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-vie) rồi tải tệp lên lại."
)
_FAILED = "Nhận dạng chữ mất quá lâu hoặc không xong. Hãy quét lại trang rõ hơn, ở 200 đến 300 dpi, rồi tải lên."


@cache
def tesseract() -> str | None:
    """The path of Tesseract when it is installed with Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    asked = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    return program if LANGUAGE in asked.stdout.decode(errors="replace").split() else None


def require() -> str:
    """The path of Tesseract; raises :class:`UnreadableError` ``no_ocr`` where it is missing."""
    program = tesseract()
    if program is None:
        raise UnreadableError("no_ocr", _MISSING)
    return program


def recognise(raster: Raster, *, layout: int = 4) -> Page:
    """The words of a prepared page. ``layout`` is Tesseract's page segmentation mode.

    Raises :class:`UnreadableError` ``no_ocr`` or ``ocr_failed``.
    """
    scale = 72 / DPI
    width, height = raster.image.width * scale, raster.image.height * scale
    if raster.blank:
        return Page(width, height, (), ())
    try:
        words = tuple(_words(_run(raster.image, layout)))
    except (KeyError, IndexError, ValueError) as error:  # not the form that Tesseract 4 and 5 print
        raise UnreadableError("ocr_failed", _FAILED) from error
    return Page(width, height, words, raster.rules)


def _run(image: Image.Image, layout: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PPM")
    command = [require(), "-", "-", "-l", LANGUAGE, "--psm", str(layout), "--oem", "1", "--dpi", str(DPI)]
    with subprocess.Popen(  # noqa: S603 - no shell; the program found above
        [*command, "-c", "tessedit_create_hocr=1"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    ) as child:
        _bound(child.pid)
        try:
            output, _ = child.communicate(stream.getvalue(), timeout=MOST_SECONDS)
        except subprocess.TimeoutExpired as error:
            child.kill()
            raise UnreadableError("ocr_failed", _FAILED) from error
    if child.returncode:
        raise UnreadableError("ocr_failed", _FAILED)
    return output


def _bound(pid: int) -> None:
    """Limit the memory and time of a child that still waits for its picture."""
    if Path("/proc").is_dir() and hasattr(resource, "prlimit"):
        resource.prlimit(pid, resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.prlimit(pid, resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def _words(hocr: bytes) -> list[Word]:
    root = etree.fromstring(hocr, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    if root is None:
        return []
    words: list[Word] = []
    for line in root.iter("{*}span"):
        if line.get("class") in _CLASSES:
            words.extend(_line_words(line))
    usual = median(word.size for word in words) if words else 0.0
    return [_snapped(word, usual) for word in words]


def _properties(element: etree._Element) -> dict[str, list[float]]:
    found = _PROPERTY.findall(element.get("title", ""))
    return {name: [float(number) for number in numbers.split()] for name, numbers in found}


def _line_words(line: etree._Element) -> list[Word]:
    scale = 72 / DPI
    about = _properties(line)
    left, _, _, bottom = about["bbox"]
    slope, offset = about.get("baseline", [0.0, 0.0])
    size = about["x_size"][0] * _TYPE_SIZE * scale
    words = []
    for element in line.iter("{*}span"):
        text = "".join(map(str, element.itertext())).strip()
        if element.get("class") != "ocrx_word" or not text:
            continue
        own = _properties(element)
        base = (bottom + offset + slope * ((own["bbox"][0] + own["bbox"][2]) / 2 - left)) * scale
        words.append(
            Word(
                "".join(text.split()),
                own["bbox"][0] * scale,
                base - _ASCENT * size,
                own["bbox"][2] * scale,
                base + _DESCENT * size,
                size,
                own["x_wconf"][0] / 100,
            )
        )
    return words


def _snapped(word: Word, usual: float) -> Word:
    if abs(word.size - usual) > _SNAP * usual:
        return word
    base = word.bottom - _DESCENT * word.size
    top, bottom = base - _ASCENT * usual, base + _DESCENT * usual
    return Word(word.text, word.left, top, word.right, bottom, usual, word.sure)
