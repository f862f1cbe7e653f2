"""The command ``vanban``: what it prints, what it says of wrong calls, and with which status it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from vanban.cli import main
from vanban_helpers import PAPERS

COMMANDS = ("read", "write", "check", "graph", "bench")


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


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_vietnamese_with_examples_and_statuses(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    printed = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"ví dụ:\n  vanban {command} " in printed
    assert "Trả về 0 khi" in printed
    for english in ("usage:", "options:", "arguments:", "show this help"):
        assert english not in printed


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ([], "thiếu LỆNH"),
        (["read"], "thiếu FILE"),
        (["doc", "a.txt"], "không có lệnh 'doc'"),
        (["read", "--xml", "a.txt"], "không có tham số --xml"),
        (["read", "--today"], "thiếu giá trị sau --today"),
        (["read", "--today", "21/11/2026", "a.txt"], "phải có dạng 2026-11-21"),
        (["bench", "--min-total", "cao", "."], "--min-total không nhận giá trị 'cao'"),
    ],
)
def test_wrong_use_is_explained_and_ends_with_2(call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(call)
    captured = capsys.readouterr()
    assert ended.value.code == 2
    assert said in captured.err
    assert "--help" in captured.err
    assert not captured.out


@pytest.mark.parametrize(
    ("call", "status"),
    [(["read"], 1), (["graph"], 1), (["check"], 2), (["write"], 1)],
    ids=lambda value: value[0] if isinstance(value, list) else str(value),
)
def test_a_path_that_cannot_be_opened_is_named_with_advice(
    call: list[str], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "khong-co.json"
    assert main([*call, str(missing)]) == status
    assert f"{missing}: không có tệp hoặc thư mục này." in capsys.readouterr().err
    assert main([*call, str(tmp_path)]) == status
    assert "đây là thư mục. Hãy" in capsys.readouterr().err


def test_a_folder_without_annotations_scores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("KẾ HOẠCH", encoding="utf-8")
    assert main(["bench", str(tmp_path)]) == 2
    assert "không có văn bản .txt nào kèm chú giải" in capsys.readouterr().err
