"""The command ``vanban``."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from vanban import read, to_json
from vanban.errors import UnreadableError
from vanban.model import Document


def main(argv: Sequence[str] | None = None) -> int:
    """``vanban read [--json] FILE…``: 0 when every file was read, 1 when one was not, 2 for wrong use."""
    parser = argparse.ArgumentParser(prog="vanban", description="Đọc văn bản hành chính tiếng Việt.")
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read", help="đọc một hay nhiều văn bản")
    reading.add_argument("--json", action="store_true", help="in JSON; nhiều tệp thì mỗi tệp một dòng")
    reading.add_argument("--today", type=datetime.date.fromisoformat, default=None, help="ngày đọc, dạng 2026-11-21")
    reading.add_argument("files", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args(argv)
    today = options.today or datetime.datetime.now(datetime.UTC).date()
    return read_files(options.files, as_json=options.json, today=today)


def read_files(files: Sequence[Path], *, as_json: bool, today: datetime.date) -> int:
    """Read each file and print it; progress and refusals go to standard error."""
    status = 0
    for count, path in enumerate(files, start=1):
        if len(files) > 1:
            print(f"[{count}/{len(files)}] {path.name}", file=sys.stderr)  # noqa: T201 - this is the command's output
        try:
            document = read(path.read_bytes(), filename=path.name, today=today)
        except UnreadableError as error:
            print(f"{path}: không đọc được ({error.code}). {error.message_vi}", file=sys.stderr)  # noqa: T201
            status = 1
            continue
        except OSError as error:
            print(f"{path}: không mở được tệp ({error.strerror}). Hãy kiểm tra đường dẫn.", file=sys.stderr)  # noqa: T201
            status = 1
            continue
        if as_json:
            record = to_json(document) | ({"file": str(path)} if len(files) > 1 else {})
            indent = None if len(files) > 1 else 1
            print(json.dumps(record, ensure_ascii=False, indent=indent))  # noqa: T201
        else:
            print(summary(document))  # noqa: T201
    return status


def summary(document: Document) -> str:
    """A few lines for a person at a terminal."""
    rows = [
        ("Loại", document.kind),
        ("Cơ quan", document.issuer),
        ("Số", document.number or document.symbol),
        ("Ngày", document.date),
        ("Trích yếu", document.subject),
    ]
    lines = [f"{label}: {value.value}" for label, value in rows if value]
    counted = (
        (document.references, "viện dẫn"),
        (document.items, "nhiệm vụ"),
        (document.report_deadlines, "hạn báo cáo"),
    )
    lines.append(", ".join(f"{len(found)} {word}" for found, word in counted))
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
