"""What fuzzing needs and what it found: ``./nguontin soak fuzz`` runs it for long, these tests for a moment."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz.packing import coded, folder, packed, pdf, unpacked
from fuzz.targets import TARGETS, outcome
from vanban.readers import extract_text
from vanban.readers.html import html_text
from vanban.readers.pdf import PdfReader

FOUND = sorted((Path(__file__).parent / "fuzz" / "found").iterdir())
"""Inputs that once brought about a fault; the name begins with their target and says what is odd about them."""


def assert_answered(name: str, data: bytes) -> None:
    error = outcome(TARGETS[name], data)
    if error is not None:
        raise error


@pytest.mark.timeout(20)
@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_is_answered_now(path: Path) -> None:
    assert_answered(path.name.split("-")[0], path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_targets_answer_their_seeds_and_some_mutations(name: str) -> None:
    target, chance = TARGETS[name], random.Random(20261121)
    seeds = target.seeds()
    assert all(len(seed) < 80_000 for seed in seeds)
    for seed in seeds:
        assert_answered(name, seed)
    changed = [target.mutate(seed, chance) for seed in seeds[:3] for _ in range(4)]
    assert len(set(changed)) > 6
    for data in changed:
        assert_answered(name, data)


@pytest.mark.parametrize("name", TARGETS)
def test_mutations_take_any_bytes(name: str) -> None:
    chance = random.Random(7)
    for data in (b"", b"\xff\x00<", b"@@ a\n<a", b"{}", b"[[1]]", b"<a/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"):
        for _ in range(20):
            assert isinstance(TARGETS[name].mutate(data, chance), bytes)


@pytest.mark.parametrize(("name", "says"), [("docx", "treo cờ"), ("html", "Treo cờ"), ("pdf", "Treo cờ")])
def test_seeds_reach_the_readers(name: str, says: str) -> None:
    seed = TARGETS[name].seeds()[0]
    made = {"docx": packed, "html": bytes, "pdf": pdf}[name](seed)
    assert says in extract_text(made, filename=f"a.{name}")


def test_plain_forms_become_the_packed_ones() -> None:
    flat = b"@@ a.txt\nmot\n@@ b/c.xml\n<a/>\n"
    assert folder(flat) == [(b"a.txt", b"mot"), (b"b/c.xml", b"<a/>")]
    assert unpacked(packed(flat)) == flat
    assert packed(b"PK") == b"PK"
    assert coded(b"x{{base64:abc}}y{{quoted:=}}") == b"xYWJj\ny=3D"
    assert "Mẫu" in PdfReader().read(pdf("BT /F1 12 Tf 60 300 Td (Triệu Văn Mẫu, số 5) Tj ET".encode()))


def test_a_page_that_prints_no_body_keeps_its_words() -> None:
    page = "<!doctype html><title>x</title><article><h1>KẾ HOẠCH</h1><p>Treo cờ</article>"
    assert html_text(page.encode(), declared="utf-8") == "KẾ HOẠCH\n\nTreo cờ"
