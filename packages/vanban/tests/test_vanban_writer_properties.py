"""Whatever a paper says, the written file says it too."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vanban import write
from vanban.numbers import number_in_words

words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="^[]\ufffe\uffff"),
    min_size=1,
    max_size=30,
)
block = st.one_of(
    words,
    st.builds(lambda text: {"type": "paragraph", "text": text, "italic": True}, words),
    st.builds(
        lambda level, text: {"type": "heading", "level": level, "label": "1", "text": text}, st.integers(1, 5), words
    ),
    st.builds(lambda title, text: {"type": "article", "label": "Điều 1", "title": title, "text": text}, words, words),
    st.builds(lambda text: {"type": "centred", "text": text}, words),
    st.builds(
        lambda cells: {"type": "table", "header": cells, "rows": [cells, cells[:1]]}, st.lists(words, min_size=2)
    ),
)
papers = st.fixed_dictionaries(
    {
        "form": st.sampled_from(["state", "party"]),
        "issuer": words,
        "symbol": words,
        "place": words,
        "subject": words,
        "body": st.lists(block, max_size=5),
        "signer": st.fixed_dictionaries({"title": words, "name": words}),
        "recipients": st.lists(words, max_size=3),
        "addressees": st.lists(words, max_size=3),
    },
    optional={"kind": words, "authority": words, "number": st.integers(1, 99999), "issuer_parent": words},
)


def said(data: Any) -> list[str]:
    """The words a person gave, apart from names of types and forms."""
    if isinstance(data, dict):
        return [text for name, value in data.items() if name not in ("form", "type") for text in said(value)]
    if isinstance(data, list):
        return [text for value in data for text in said(value)]
    return [data] if isinstance(data, str) else []


def printed(document: Any) -> str:
    return _bare("".join(node.text or "" for node in document.element.body.iter(qn("w:t"))))


def _bare(text: str) -> str:
    """Letters and figures alone, in capitals: breaks of lines, added marks and small letters do not matter."""
    return "".join(char for char in text.upper() if char.isalnum())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(papers)
def test_nothing_that_was_given_is_lost(data: dict[str, Any]) -> None:
    text = printed(docx.Document(io.BytesIO(write.docx(write.load(data)))))
    for given_words in said(data):
        assert _bare(given_words) in text


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=5))
def test_odd_data_is_refused_in_words(value: Any) -> None:
    for name in ("body", "signer", "date", "recipients", "form"):
        data = {"issuer": "a", "symbol": "a", "place": "a", "subject": "a", "body": [], "signer": {"title": "a"}}
        refused = refusal(data | {name: value})
        assert refused is None or (refused.field.startswith(name) and refused.message_vi)


def refusal(data: dict[str, Any]) -> write.DataError | None:
    try:
        write.load(data)
    except write.DataError as error:
        return error
    return None


@given(st.integers(0, 10**18 - 2))
def test_numbers_in_words_are_all_different(value: int) -> None:
    assert number_in_words(value) != number_in_words(value + 1)
    assert "  " not in number_in_words(value)
