"""The command ``vanban check``: departures from the form, and the corrected .docx."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vanban.check import check, fix, form_of, has_layout
from vanban.commands.terminal import attempt, counted, show, tell

CLEAN, FOUND, UNREADABLE = 0, 1, 2
_FORMS = {"state": "thể thức NĐ 30/2020/NĐ-CP", "party": "thể thức Đảng, HD 36-HD/VPTW"}
_ONLY_WORDS = "chỉ kiểm tra được phần chữ; phông, cỡ chữ, lề trang cần tệp .docx."


def check_files(files: Sequence[Path], *, as_json: bool, mend: bool, output: Path | None, today: datetime.date) -> int:
    """Check each file and print its findings: 0 when there is none, 1 when there are, 2 when a file could not be read.

    ``mend`` writes the corrected paper to ``output`` (by default beside the file, its name ending in ``-sua``) and
    then tells what is left.
    """
    if output is not None and (not mend or len(files) != 1):
        tell("-o đi cùng --fix và một tệp duy nhất. Hãy bỏ -o, hoặc thêm --fix và chỉ ghi một tệp.")
        return UNREADABLE
    records: list[dict[str, Any]] = []
    for path in counted(files):
        record = attempt(path, lambda file: _checked(file, mend=mend, output=output, today=today))
        if record is None:
            continue
        records.append(record)
        if not as_json:
            show(report(record))
    if as_json and records:
        shown: object = records[0] if len(files) == 1 else records
        show(json.dumps(shown, ensure_ascii=False, indent=1))
    if len(records) < len(files):
        return UNREADABLE
    return FOUND if any(record["findings"] for record in records) else CLEAN


def _checked(path: Path, *, mend: bool, output: Path | None, today: datetime.date) -> dict[str, Any]:
    data = path.read_bytes()
    form = form_of(data, filename=path.name, today=today)
    common = {"file": str(path), "form": form, "layout": has_layout(data, filename=path.name)}
    if not mend:
        findings = check(data, filename=path.name, today=today)
        return common | {"findings": list(map(dataclasses.asdict, findings))}
    fixed = fix(data, filename=path.name, today=today)
    target = output or path.with_name(f"{path.stem}-sua.docx")
    target.write_bytes(fixed.data)
    return common | {
        "output": str(target),
        "mended": list(map(dataclasses.asdict, fixed.mended)),
        "findings": list(map(dataclasses.asdict, fixed.left)),
    }


def report(record: dict[str, Any]) -> str:
    """The record of one file for a person at a terminal."""
    lines = [f"{record['file']} ({_FORMS[record['form']]}): {_count(record['findings'])}"]
    if not record["layout"]:
        lines.append(f"  {_ONLY_WORDS[0].upper()}{_ONLY_WORDS[1:]}")
    if "output" in record:
        lines.append(f"  Đã sửa {len(record['mended'])} lỗi, ghi vào {record['output']}.")
    for number, finding in enumerate(record["findings"], start=1):
        lines.extend(_finding(number, finding))
    return "\n".join(lines)


def _count(findings: list[dict[str, Any]]) -> str:
    if not findings:
        return "đúng thể thức."
    wrong = sum(finding["severity"] == "error" for finding in findings)
    advice = len(findings) - wrong
    return ", ".join(part for part in (f"{wrong} lỗi" if wrong else "", f"{advice} góp ý" if advice else "") if part)


def _finding(number: int, finding: dict[str, Any]) -> list[str]:
    place = finding["place"]
    where = f"đoạn {place['paragraph'] + 1}, " if place["paragraph"] is not None else ""
    words = f": “{place['words']}”" if place["words"] else ""
    more = f" (và {finding['count'] - 1} chỗ khác)" if finding["count"] > 1 else ""
    name = "Góp ý" if finding["severity"] == "advice" else "Lỗi"
    return [
        f"  {number}. {name}: {finding['message_vi']}{more}",
        f"     Ở {where}{place['box']}{words}",
        f"     Cách sửa: {finding['advice_vi']}{' (--fix sửa được)' if finding['fixable'] else ''}",
        f"     Căn cứ: {finding['source']} [{finding['rule']}]",
    ]
