"""Feet of papers as they are really printed: recipients and signature in either order, side by side, flattened."""

from __future__ import annotations

import pytest
from vanban_helpers import FORMS, assert_reads, cases_of

CASES = cases_of(FORMS / "feet.txt")


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_foot(text: str, wanted: str) -> None:
    assert_reads(text, wanted)
