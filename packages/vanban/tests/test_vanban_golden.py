"""Whole papers of our own writing, each layout against its annotation."""

from __future__ import annotations

import json
import unicodedata

import pytest
import vanban
from vanban_helpers import PAPERS, assert_spans_hold, read_text

NAMES = sorted(path.stem for path in PAPERS.glob("*.txt"))


def paper(name: str) -> str:
    return (PAPERS / f"{name}.txt").read_text(encoding="utf-8")


def picked(found: object, wanted: object) -> object:
    """The part of ``found`` that has the keys of ``wanted``."""
    if isinstance(wanted, dict):
        assert isinstance(found, dict)
        return {key: picked(found[key], value) for key, value in wanted.items()}
    if isinstance(wanted, list) and wanted and isinstance(wanted[0], dict):
        assert isinstance(found, list)
        return [picked(one, wanted[0]) for one in found]
    return found


def test_there_are_papers_of_each_layout() -> None:
    assert set(NAMES) >= {"decision", "letter", "party", "plan"}


@pytest.mark.parametrize("name", NAMES)
def test_paper_is_read_as_annotated(name: str) -> None:
    wanted = json.loads((PAPERS / f"{name}.json").read_text(encoding="utf-8"))
    assert picked(vanban.to_json(read_text(paper(name))), wanted) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_each_value_stands_where_its_span_says(name: str) -> None:
    assert_spans_hold(read_text(paper(name)))


@pytest.mark.parametrize("name", NAMES)
def test_decomposed_letters_change_nothing(name: str) -> None:
    decomposed = unicodedata.normalize("NFD", paper(name))
    assert vanban.to_json(read_text(decomposed)) == vanban.to_json(read_text(paper(name)))


def test_what_is_not_printed_stays_empty() -> None:
    document = read_text("Chỉ có một câu, không có gì khác.")
    single = (document.kind, document.issuer, document.issuer_parent, document.number, document.symbol)
    assert single == (None,) * 5
    assert (document.place, document.date, document.subject, document.signer) == (None,) * 4
    lists = (document.addressees, document.recipients, document.references, document.items)
    assert lists == ((), (), (), ())
