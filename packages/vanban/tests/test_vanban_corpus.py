"""The development papers, where they stand beside the checkout."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
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


LAWS = ("30/2020/NĐ-CP", "36-HD/VPTW", "49/2024/NĐ-CP")
"""Cited as the source of a rule."""
LAW_PAPERS = ("vptw-36-hd",)
"""Papers of the corpus that are such laws: what the check of the form demands is written in them."""
NAMES = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập - Tự do - Hạnh phúc",
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
)
"""Longer than a sentence may be, but the law's words and the name of a body."""
ROW = 8  # words of a paper one after the other that are no chance
_NUMBER = re.compile(r"(?<![\w/-])\d+(?:/\d{4})?[/-][A-ZĐƯ][\w/-]*\w")
_SYNTAX = re.compile(r"\\[sSbBdDwWnt][+*?]?|\(\?[:!=<]*|\[.*?\]|[\"'`|()?+*\\]")


def words_of(text: str) -> list[str]:
    """Words in lower case, signs left out."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())


def rows_of(text: str) -> set[tuple[str, ...]]:
    """All stretches of so many words."""
    words = words_of(text)
    return {tuple(words[at : at + ROW]) for at in range(len(words) - ROW + 1)}


def sources() -> dict[str, str]:
    """Everything that is installed, by file; lists and patterns as the words they stand for."""
    files = [path for path in SOURCE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    return {str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8") for path in files}


def test_no_name_number_or_signer_of_a_paper_stands_in_the_package() -> None:
    known = sources()
    for path in texts():
        text = path.read_text(encoding="utf-8")
        paper = vanban.read(path.read_bytes(), filename=path.name, today=TODAY)
        told = {path.stem, *_NUMBER.findall(text)}
        gold = CORPUS / "gold" / f"{path.stem}.json"
        if gold.exists():
            wanted = json.loads(gold.read_text(encoding="utf-8"))
            told |= {wanted["number"], *(reference["number"] for reference in wanted["references"])}
            told |= {wanted["signer"] and wanted["signer"]["name"]}
        told |= {paper.signer.name.value} if paper.signer and paper.signer.name else set()
        for name in filter(None, told - set(LAWS)):
            place = re.compile(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])")
            assert not [file for file, source in known.items() if place.search(source)], f"{path.stem}: {name}"


def test_no_sentence_of_a_paper_stands_in_the_package() -> None:
    papers: dict[tuple[str, ...], str] = {}
    for path in texts():
        if not any(law in path.stem for law in LAW_PAPERS):
            papers |= dict.fromkeys(rows_of(path.read_text(encoding="utf-8")), path.stem)
    allowed = {row for name in NAMES for row in rows_of(name)}
    found = {
        f"{file}: {' '.join(row)} ({papers[row]})"
        for file, source in sources().items()
        for row in (rows_of(source) | rows_of(_SYNTAX.sub(" ", source))) - allowed
        if row in papers
    }
    assert not found
