"""Citations as they are really printed: joined, listed, issuer first, broken over lines, in footnotes."""

from __future__ import annotations

import json

import pytest
from vanban_helpers import FORMS, assert_spans_hold, cases_of, read_text

CASES = cases_of(FORMS / "citations.txt")


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_citations(text: str, wanted: str) -> None:
    document = read_text(text)
    found = [[ref.kind, ref.number, ref.date, ref.issuer] for ref in document.references]
    assert found == json.loads(wanted)
    assert_spans_hold(document)
