"""The development papers, where they stand beside the checkout."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import vanban
from vanban_helpers import CORPUS, TODAY, assert_spans_hold

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the development papers do not stand beside this checkout")
SOURCE = Path(vanban.__file__).parent


def texts() -> list[Path]:
    return sorted((CORPUS / "text").glob("*.txt"))


def test_no_paper_crashes_the_reader_and_spans_hold() -> None:
    assert texts()
    for path in texts():
        document = vanban.read(path.read_bytes(), filename=path.name, today=TODAY)
        assert_spans_hold(document)
        for item in document.items:
            assert 0 <= item.start < item.end <= len(document.text), path.name


def test_seed_papers_give_their_references_items_and_deadline() -> None:
    seeds = [path for path in texts() if path.name.startswith("seed-")]
    read = {path.name: vanban.read(path.read_bytes(), filename=path.name, today=TODAY) for path in seeds}
    assert sum(len(document.references) for document in read.values()) >= 40
    assert sum(len(document.items) for document in read.values()) >= 35
    assert "2026-11-15" in {one.date for document in read.values() for one in document.report_deadlines}


def test_score_of_the_development_papers() -> None:
    sys.path.insert(0, str(CORPUS.parent / "tools"))
    try:
        import score_documents  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    tallies = {kind: score_documents.Tally() for kind in score_documents.WEIGHTS}
    misses: list[str] = []
    for gold in sorted((CORPUS / "gold").glob("*.json")):
        path = CORPUS / "text" / f"{gold.stem}.txt"
        read = vanban.to_json(vanban.read(path.read_bytes(), filename=path.name, today=TODAY))
        score_documents.score(json.loads(gold.read_text(encoding="utf-8")), read, tallies, misses, gold.stem)
    rows = {kind: tally.f1 for kind, tally in tallies.items() if tally.f1 is not None}
    weights = score_documents.WEIGHTS
    total = sum(weights[kind] * value for kind, value in rows.items()) / sum(weights[kind] for kind in rows)
    assert total >= 0.97, misses
    assert rows["header"] >= 0.98, misses
    assert rows["references"] >= 0.97, misses


def test_the_grammar_names_no_paper_of_the_corpus() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    allowed = {"30/2020/NĐ-CP", "36-HD/VPTW"}
    for gold in sorted((CORPUS / "gold").glob("*.json")):
        paper = json.loads(gold.read_text(encoding="utf-8"))
        numbers = {reference["number"] for reference in paper["references"]} | {paper["number"]}
        for number in numbers - allowed - {None}:
            assert number not in source, f"{gold.stem}: {number}"
        assert not re.search(rf"\b{re.escape(gold.stem)}\b", source)
        if paper["signer"]:
            assert paper["signer"]["name"] not in source
