"""The command ``vanban read``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from vanban.cli import main
from vanban_helpers import PAPERS


def test_one_file_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", str(PAPERS / "plan.txt")]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["number"] == "44/KH-UBND"
    start, end = printed["spans"]["issuer"]
    assert start < end


def test_several_files_are_a_line_each_and_refusals_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04nothing")
    missing = tmp_path / "khong-co.txt"
    assert main(["read", "--json", str(PAPERS / "plan.txt"), str(broken), str(missing), str(PAPERS / "party.txt")]) == 1
    captured = capsys.readouterr()
    assert [json.loads(line)["symbol"] for line in captured.out.splitlines()] == ["KH-UBND", "CV/BTGDVTU"]
    assert "hong.docx" in captured.err
    assert "khong-co.txt" in captured.err


def test_summary_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(PAPERS / "letter.txt")]) == 0
    assert "3 viện dẫn, 3 nhiệm vụ" in capsys.readouterr().out
