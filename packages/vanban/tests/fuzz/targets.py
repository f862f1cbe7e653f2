"""What is fuzzed: one target for each reader, and for the analysis, the check with its mending, and written data.

A target takes any bytes and comes back; :class:`vanban.UnreadableError` and :class:`vanban.write.load.DataError` are
answers, any other exception is a fault. Nothing here runs Tesseract.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from unittest import mock

import vanban
import vanban.check
from PIL import Image
from vanban.readers import extract_text
from vanban.readers.docx import DocxReader
from vanban.readers.flow import text_of
from vanban.readers.html import HtmlReader
from vanban.readers.image import ImageReader
from vanban.readers.layout import lay_out
from vanban.readers.pdf import PdfReader
from vanban.readers.plain import PlainReader
from vanban.readers.plausible import mended
from vanban.readers.raster import Raster
from vanban.readers.scan import read_picture, scanned_text
from vanban.write.load import DataError, load
from vanban_helpers import TODAY, assert_spans_hold

from fuzz import mutators, seeds
from fuzz.packing import coded, packed, pdf
from fuzz.words import hocr, pages

EXPECTED = (vanban.UnreadableError, DataError)
_A4 = (1654, 2339)  # pixels at the resolution of recognition


@dataclass(frozen=True, slots=True)
class Target:
    """``reader`` marks what reads a file format, which gets the longer time."""

    run: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]
    mutate: mutators.Mutator
    reader: bool = True


def outcome(target: Target, data: bytes) -> Exception | None:
    """The fault that the bytes bring about, if any."""
    try:
        target.run(data)
    except EXPECTED:
        return None
    except Exception as error:
        return error
    return None


def _text(data: bytes) -> None:
    PlainReader().read(data)


def _docx(data: bytes) -> None:
    DocxReader().read(packed(data))


def _html(data: bytes) -> None:
    HtmlReader().read(data)


def _mail(data: bytes) -> None:
    _container(coded(data), "a.eml")


def _edxml(data: bytes) -> None:
    _container(coded(data), "a.edxml")


def _zip(data: bytes) -> None:
    _container(packed(data), "a.zip")


def _container(data: bytes, filename: str) -> None:
    with _recognising(None):
        vanban.parts_of(data, filename=filename)
        extract_text(data, filename=filename)


def _pdf(data: bytes) -> None:
    """Words and rules laid out when the bytes say so, else a PDF."""
    if data.startswith(b"words\n"):
        text_of([lay_out(mended(page)) for page in pages(data)])
        return
    with _recognising(None):
        PdfReader().read(pdf(data))


def _scan(data: bytes) -> None:
    """What Tesseract gave (its own form, or words put into it) read to the end; else the bytes of a picture."""
    if data.startswith((b"<?xml", b"words\n")):
        given = hocr(data) if data.startswith(b"words\n") else data
        sheet = Raster(Image.new("L", _A4, 255), (), blank=False)
        with _recognising(given), mock.patch("vanban.readers.scan.prepare", return_value=sheet):
            text = scanned_text([lay_out(read_picture(sheet.image, dpi=200))])
            vanban.doubts.tempered(vanban.analysis.analyse(text, today=TODAY), text.doubts)
        return
    with _recognising(b"<html/>"):
        ImageReader().read(data)


@contextmanager
def _recognising(given: bytes | None) -> Iterator[None]:
    """Tesseract gives these bytes; None: it is not installed."""
    program = "tesseract" if given is not None else None
    with ExitStack() as stack:
        stack.enter_context(mock.patch("vanban.readers.ocr.tesseract", return_value=program))
        stack.enter_context(mock.patch("vanban.readers.ocr._run", return_value=given))
        yield


def _analysis(data: bytes) -> None:
    """The text read twice alike, every value where its spans say."""
    text = data.decode("utf-8", "replace")
    document = vanban.analysis.analyse(text, today=TODAY)
    assert_spans_hold(document)
    assert vanban.analysis.analyse(text, today=TODAY) == document
    json.dumps(vanban.to_json(document))


def _check(data: bytes) -> None:
    """A plain folder as .docx, checked, mended and checked again; any other bytes as text."""
    made = packed(data)
    if made is data:
        vanban.check.check(data, filename="a.txt", today=TODAY)
        return
    fixed = vanban.check.fix(made, filename="a.docx", today=TODAY)
    vanban.check.check(fixed.data, filename="a.docx", today=TODAY)


def _load(data: bytes) -> None:
    """Plain data made into a paper, which can be read again."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        return
    paper = load(given)
    DocxReader().read(vanban.write.docx(paper))


TARGETS: Mapping[str, Target] = {
    "text": Target(_text, seeds.texts, mutators.lines),
    "docx": Target(_docx, seeds.words, mutators.xml),
    "html": Target(_html, seeds.pages, mutators.tags),
    "mail": Target(_mail, seeds.letters, mutators.lines),
    "edxml": Target(_edxml, seeds.envelopes, mutators.xml),
    "zip": Target(_zip, seeds.archives, mutators.lines),
    "pdf": Target(_pdf, seeds.prints, mutators.lines),
    "scan": Target(_scan, seeds.scans, mutators.tags),
    "analysis": Target(_analysis, seeds.papers, mutators.lines, reader=False),
    "check": Target(_check, seeds.checked, mutators.xml, reader=False),
    "load": Target(_load, seeds.data, mutators.plain_data, reader=False),
}
