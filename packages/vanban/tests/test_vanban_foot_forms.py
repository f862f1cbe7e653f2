"""Feet of papers as they are really printed: recipients and signature in either order, side by side, flattened."""

from __future__ import annotations

import json

import pytest
import vanban
from vanban_helpers import FORMS, assert_spans_hold, cases_of, read_text

CASES = cases_of(FORMS / "feet.txt")


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_foot(text: str, wanted: str) -> None:
    document = read_text(text)
    read = vanban.to_json(document)
    expected = json.loads(wanted)
    assert {field: read[field] for field in expected} == expected
    assert_spans_hold(document)
