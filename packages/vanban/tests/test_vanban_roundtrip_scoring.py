"""The scorer: what counts as equal, what each miss costs, and the command that scores a folder."""

from __future__ import annotations

import copy
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from roundtrip_helpers import NAMES, annotation, written
from vanban import cli
from vanban.characters import character_error_rate, edit_distance
from vanban.scoring import WEIGHTS, Score, comparable
from vanban_helpers import CORPUS


def scored(found: Any, wanted: Any) -> Score:
    score = Score()
    score.add("paper", found, wanted)
    return score


GOLD: dict[str, Any] = {
    "kind": "kế hoạch",
    "issuer": "SỞ Y TẾ",
    "number": "5/KH-SYT",
    "symbol": "KH-SYT",
    "place": None,
    "date": "2026-02",
    "subject": "a",
    "signer": {"name": "B", "title": "GIÁM ĐỐC", "on_behalf": None},
    "addressees": ["x", "y"],
    "recipients": ["x"],
    "references": [{"kind": "Luật", "number": None, "date": "2020-01-01", "issuer": None, "text": "Luật"}],
    "items": [
        {"text_start": "Làm", "lead": ["A", "B"], "coordinate": [], "perform": [], "time": "Quý I", "deadline": None}
    ],
    "report_deadlines": [{"date": None}, {"date": "2026-03-01"}],
    "anniversaries": [{"date": "--09-02"}],
}


def test_an_annotation_scores_full_against_itself() -> None:
    for name in NAMES:
        score = scored(annotation(name), annotation(name))
        assert score.total == 1.0
        assert not score.misses


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ủy ban  nhân\ndân.", "uỷ ban nhân dân"),
        ("hoà", "hòa"),
        ("TTr- STTTT", "TTr-STTTT"),
        ("**Điều** 1<sup>2</sup>", "điều 1"),
        ("2020 – 2025", "2020-2025"),
        ("e\u0302", "ê"),
        ("“a”;", "a"),
    ],
)
def test_what_counts_as_equal(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


def test_header_counts_inventions_and_misses() -> None:
    found = GOLD | {"place": "Hà Nội", "number": "6/KH-SYT"}
    tally = scored(found, GOLD).tallies["header"]
    assert (tally.hit, tally.extra, tally.missed) == (7, 1, 1)


def test_wrong_unit_time_and_date_cost() -> None:
    found = copy.deepcopy(GOLD)
    found["items"][0] |= {"lead": ["A", "C"], "time": None, "deadline": "2026-01-01"}
    found["anniversaries"] = []
    score = scored(found, GOLD)
    assert (score.tallies["units"].hit, score.tallies["units"].extra, score.tallies["units"].missed) == (1, 1, 1)
    assert (score.tallies["deadlines"].hit, score.tallies["deadlines"].extra, score.tallies["deadlines"].missed) == (
        1,
        1,
        1,
    )
    assert score.parts()["dates"] == 0.0
    assert any("'c'" in miss for miss in score.misses)


def test_a_missed_item_misses_its_units() -> None:
    tally = scored(GOLD | {"items": []}, GOLD).tallies["units"]
    assert (tally.hit, tally.missed) == (0, 2)


def test_parts_that_do_not_occur_do_not_count() -> None:
    bare = {key: None if key in ("kind", "number") else value for key, value in GOLD.items()} | {"anniversaries": []}
    assert "dates" not in scored(bare, bare).parts()
    assert scored(bare, bare).total == 1.0
    assert Score().total == 0.0


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the development papers do not stand beside this checkout")
def test_same_figures_as_the_scorer_beside_the_corpus() -> None:
    sys.path.insert(0, str(CORPUS.parent / "tools"))
    try:
        import score_documents  # type: ignore[import-not-found]
    finally:
        sys.path.pop(0)
    chance = random.Random(3)
    mine, tallies = Score(), {part: score_documents.Tally() for part in WEIGHTS}
    for name in NAMES:
        wanted, found = annotation(name), _spoilt(annotation(name), chance)
        mine.add(name, found, wanted)
        score_documents.score(wanted, found, tallies, [], name)
    assert score_documents.WEIGHTS == WEIGHTS
    assert mine.parts() == {part: tally.f1 for part, tally in tallies.items() if tally.f1 is not None}
    assert 0.5 < mine.total < 0.99


def _spoilt(part: Any, chance: random.Random) -> Any:
    """A copy with some strings changed and some list entries lost or doubled."""
    if isinstance(part, dict):
        return {name: _spoilt(value, chance) for name, value in part.items()}
    if isinstance(part, list):
        kept = [_spoilt(value, chance) for value in part if chance.random() > 0.1]
        return kept + kept[:1] if chance.random() < 0.1 else kept
    return f"{part}x" if isinstance(part, str) and chance.random() < 0.1 else part


def test_bench_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = NAMES[0]
    (tmp_path / f"{name}.docx").write_bytes(written(name))
    (tmp_path / f"{name}.gold.json").write_text(json.dumps(annotation(name)), encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    assert cli.main(["bench", str(tmp_path), "--suffix", ".docx", "--verbose"]) == 0
    lines = capsys.readouterr().out.splitlines()
    figures = json.loads(lines[-1])
    assert figures["papers"] == 1
    assert f"{'TOTAL':11} {figures['total']:.4f}" in lines
    assert cli.main(["bench", str(tmp_path), "--suffix", ".docx", "--min-total", "1.1"]) == 1
    assert cli.main(["bench", str(tmp_path)]) == 2
    assert "không có văn bản .txt" in capsys.readouterr().err
    (tmp_path / f"{name}.docx").write_bytes(b"PK\x03\x04")
    capsys.readouterr()
    assert cli.main(["bench", str(tmp_path), "--suffix", ".docx", "--verbose"]) == 0
    assert "không đọc được (corrupt)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("", "", 0), ("abc", "abc", 0), ("", "abc", 3), ("abc", "", 3), ("kitten", "sitting", 3), ("ăâ", "âă", 2)],
)
def test_edit_distance(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other) == distance


def test_edit_distance_agrees_with_the_plain_way() -> None:
    chance = random.Random(5)
    for _ in range(50):
        one, other = ("".join(chance.choices("abcd", k=chance.randint(0, 12))) for _ in range(2))
        assert edit_distance(one, other) == _plainly(one, other)


def _plainly(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for done, char in enumerate(one, start=1):
        new = [done]
        for at, letter in enumerate(other, start=1):
            new.append(min(new[-1] + 1, row[at] + 1, row[at - 1] + (char != letter)))
        row = new
    return row[-1]


def test_character_error_rate() -> None:
    assert character_error_rate("| a | b |", "a  b") == 0.0
    assert character_error_rate("abcx", "abcd") == 0.25
    assert character_error_rate("", "") == 0.0
    assert character_error_rate("a", "") == 1.0
