"""Papers of our own writing: written as .docx, turned into PDF, read again and scored against their annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from roundtrip_helpers import FOLDER, NAMES, annotation, data, printed, written
from vanban.check import check
from vanban_helpers import TODAY


def strings(part: Any, key: str = "") -> list[str]:
    """What an annotation says is printed: every string but dates, paths and remarks."""
    if isinstance(part, dict):
        return [text for name, value in part.items() for text in strings(value, name)]
    if isinstance(part, list):
        return [text for value in part for text in strings(value, key)]
    apart = {"date", "deadline", "path", "note", "number", "symbol", "kind"}
    return [part] if isinstance(part, str) and key not in apart else []


def test_there_are_papers_of_all_kinds() -> None:
    assert len(NAMES) >= 40
    kinds = {annotation(name)["kind"] for name in NAMES}
    assert kinds >= {"công văn", "kế hoạch", "quyết định", "chỉ thị", "thông báo", "hướng dẫn", "báo cáo", "tờ trình"}
    assert kinds >= {"công điện", "chương trình", "giấy mời", "nghị quyết", "kết luận", "phương án"}
    assert {data(name).get("form", "state") for name in NAMES} == {"state", "party"}


def test_each_annotation_has_its_paper() -> None:
    annotated = {path.name.removesuffix(".gold.json") for path in Path(FOLDER).glob("*.gold.json")}
    assert annotated == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_annotated_string_stands_in_the_paper(name: str) -> None:
    text = printed(name)
    for wanted in strings(annotation(name)):
        assert " ".join(wanted.split()).casefold() in text, wanted


@pytest.mark.parametrize("name", NAMES)
def test_written_paper_has_the_form_of_the_law(name: str) -> None:
    assert check(written(name), filename=f"{name}.docx", today=TODAY) == ()


@pytest.mark.parametrize("name", NAMES)
def test_annotation_has_the_fields_of_the_convention(name: str) -> None:
    paper = annotation(name)
    for item in paper["items"]:
        assert item["path"].split(">")[-1] == item["label"]
        assert 0 < len(item["text_start"]) <= 60
    keys = [(one["kind"], one["number"] or one["issuer"], one["date"]) for one in paper["references"]]
    assert len(keys) == len(set(keys))
    assert json.dumps(paper["signer"])
