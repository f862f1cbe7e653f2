"""Readers of third parties, and which reader gets a file."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest
import vanban
from vanban.readers import Container, extract_text, readers
from vanban_files import PAPER, p, word, zipped
from vanban_helpers import TODAY

_MODULE = """
class Reader:
    types = (".sao",)

    def score(self, data, *, filename):
        return 1.0 if data.startswith(b"SAO1") else 0.0

    def read(self, data):
        return data[4:].decode("utf-16")
"""


def install(folder: Path, entry: str) -> None:
    """A distribution with one entry point, as an installer leaves it on disk."""
    (folder / "sao_reader.py").write_text(_MODULE)
    info = folder / "sao_reader-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sao-reader\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[vanban.readers]\nsao = {entry}\n")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "sao_reader", raising=False)
    monkeypatch.setattr("vanban.readers.registry.readers", readers.__wrapped__)
    return tmp_path


def test_an_installed_reader_is_found_and_used(path: Path) -> None:
    data = b"SAO1" + PAPER.encode("utf-16")
    with pytest.raises(vanban.UnreadableError, match="unknown_type"):
        vanban.read(data, filename="a.sao", today=TODAY)
    install(path, "sao_reader:Reader")
    paper = vanban.read(data, filename="a.sao", today=TODAY)
    assert paper.number is not None
    assert paper.number.value == "7/UBND-VH"
    assert vanban.read(zipped({"a.sao": data}), filename="a.zip", today=TODAY) == paper
    with pytest.raises(vanban.UnreadableError) as caught:
        vanban.read(b"?", filename="a.xyz", today=TODAY)
    assert ".sao" in caught.value.message_vi


def test_a_reader_that_cannot_be_loaded_is_logged_and_stops_no_other(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    install(path, "no_such_module:Reader")
    with caplog.at_level(logging.ERROR, "vanban.readers.registry"):
        assert extract_text(PAPER.encode(), filename="a.txt") == PAPER
    assert "sao" in caplog.text


def test_containers_are_told_from_readers() -> None:
    containers = {ending for reader in readers() if isinstance(reader, Container) for ending in reader.types}
    assert containers == {".eml", ".mht", ".mhtml", ".edxml", ".zip"}


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str) -> bytes:
    return _OLE + stream.encode("utf-16-le") + bytes(60)


def locked(data: bytes) -> bytes:
    """The zip with the flag of encryption on each of its files."""
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


@pytest.mark.parametrize("filename", ["a.pdf", "a.txt", "a.doc", "a.html", "a.eml", "a.zip", "a", "a.docx", "a.dotm"])
def test_the_content_tells_the_reader_not_the_name(filename: str) -> None:
    assert extract_text(word(p("Nội dung")), filename=filename) == "Nội dung"
    page = "<!DOCTYPE html><html><body><p>Nội dung</p></body></html>".encode()
    assert extract_text(page, filename=filename) == "Nội dung"


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (ole("WordDocument"), "a.doc", "old_word"),
        (ole("WordDocument"), "a.docx", "old_word"),
        (ole("WordDocument"), "khong-ten", "old_word"),
        (b"{\\rtf1\\ansi Cong van}", "a.doc", "old_word"),
        (ole("EncryptedPackage"), "a.docx", "encrypted"),
        (ole("EncryptedPackage"), "a.pdf", "encrypted"),
        (ole("__substg1.0_"), "a.msg", "unknown_type"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a.xlsx", "unknown_type"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a.docx", "corrupt"),
        (zipped({"word/document.xml": b"<a/>"}), "a.docx", "corrupt"),
        (zipped({"word/document.xml": b"<a>"}), "a.docx", "corrupt"),
        (word("<w:p/>"), "a.docx", "no_text"),
        (locked(word(p("x"))), "a.docx", "encrypted"),
        (b"chu", "a.docx", "corrupt"),
        (b"", "a.html", "empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data: bytes, filename: str, code: str) -> None:
    with pytest.raises(vanban.UnreadableError) as caught:
        vanban.read(data, filename=filename, today=TODAY)
    assert caught.value.code == code
    assert caught.value.message_vi.endswith(".")


def test_old_word_files_come_with_advice() -> None:
    with pytest.raises(vanban.UnreadableError) as caught:
        vanban.read(ole("WordDocument"), filename="a.doc", today=TODAY)
    assert ".docx" in caught.value.message_vi
