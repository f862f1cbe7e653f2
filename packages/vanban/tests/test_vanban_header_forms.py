"""Heads of papers as they are really printed: in boxes, columns, tables, flattened; forms of State, Party, unions."""

from __future__ import annotations

import unicodedata

import pytest
import vanban
from vanban_helpers import FORMS, assert_reads, cases_of, read_text

CASES = cases_of(FORMS / "heads.txt")


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_head(text: str, wanted: str) -> None:
    assert_reads(text, wanted)


@pytest.mark.parametrize("text", [text for text, _ in CASES.values()], ids=CASES)
def test_decomposed_head(text: str) -> None:
    assert vanban.to_json(read_text(unicodedata.normalize("NFD", text))) == vanban.to_json(read_text(text))
