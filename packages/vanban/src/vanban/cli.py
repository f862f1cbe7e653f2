"""The command ``vanban``."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vanban import read, to_json, write
from vanban.bench import bench
from vanban.check.command import check_files
from vanban.errors import UnreadableError
from vanban.links.command import draw_files
from vanban.model import Document


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command: 0 when all went well, 1 when a file could not be read or written, 2 for wrong use."""
    parser = argparse.ArgumentParser(prog="vanban", description="Đọc, viết và chấm văn bản hành chính tiếng Việt.")
    commands = parser.add_subparsers(dest="command", required=True)
    _add_read(commands)
    _add_write(commands)
    _add_check(commands)
    _add_graph(commands)
    _add_bench(commands)
    options = parser.parse_args(argv)
    status: int = options.run(options)
    return status


def _add_today(parser: argparse.ArgumentParser) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=today, help="ngày đọc, dạng 2026-11-21")


def _add_read(commands: Any) -> None:
    reading = commands.add_parser("read", help="đọc một hay nhiều văn bản")
    reading.add_argument("--json", action="store_true", help="in JSON; nhiều tệp thì mỗi tệp một dòng")
    _add_today(reading)
    reading.add_argument("files", nargs="+", type=Path, metavar="FILE")
    reading.set_defaults(run=lambda options: read_files(options.files, as_json=options.json, today=options.today))


def _add_write(commands: Any) -> None:
    writing = commands.add_parser("write", help="viết một văn bản .docx từ tệp dữ liệu JSON")
    writing.add_argument("data", type=Path, metavar="DATA.json")
    writing.add_argument("-o", "--output", type=Path, default=None, metavar="FILE.docx", help="mặc định: DATA.docx")
    writing.set_defaults(
        run=lambda options: write_file(options.data, options.output or options.data.with_suffix(".docx"))
    )


def _add_check(commands: Any) -> None:
    checking = commands.add_parser("check", help="kiểm tra thể thức theo NĐ 30/2020 (Nhà nước) hoặc HD 36 (Đảng)")
    checking.add_argument("--json", action="store_true", help="in JSON; nhiều tệp thì một danh sách")
    checking.add_argument("--fix", action="store_true", help="ghi bản .docx đã sửa những lỗi sửa được")
    checking.add_argument("-o", "--output", type=Path, default=None, metavar="OUT.docx", help="mặc định: FILE-sua.docx")
    _add_today(checking)
    checking.add_argument("files", nargs="+", type=Path, metavar="FILE")
    checking.set_defaults(
        run=lambda options: check_files(
            options.files, as_json=options.json, mend=options.fix, output=options.output, today=options.today
        )
    )


def _add_graph(commands: Any) -> None:
    drawing = commands.add_parser("graph", help="vẽ các văn bản viện dẫn nhau thế nào")
    drawing.add_argument("--dot", action="store_true", help="in dạng Graphviz thay cho JSON")
    _add_today(drawing)
    drawing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    drawing.set_defaults(run=lambda options: draw_files(options.files, dot=options.dot, today=options.today))


def _add_bench(commands: Any) -> None:
    scoring = commands.add_parser("bench", help="chấm điểm việc đọc theo chú giải làm bằng tay")
    scoring.add_argument("folder", type=Path, metavar="FOLDER", help="thư mục chứa văn bản")
    scoring.add_argument("--gold", type=Path, default=None, metavar="FOLDER", help="mặc định: cùng thư mục văn bản")
    scoring.add_argument("--suffix", default=".txt", help="đuôi tệp văn bản (mặc định .txt); ghi --suffix=-scan.pdf")
    scoring.add_argument("--min-total", type=float, default=0.0, help="điểm thấp nhất để lệnh trả về 0")
    scoring.add_argument("--verbose", action="store_true", help="in từng chỗ sai")
    _add_today(scoring)
    scoring.set_defaults(
        run=lambda options: bench(
            options.folder,
            gold=options.gold or options.folder,
            suffix=options.suffix,
            today=options.today,
            verbose=options.verbose,
            least=options.min_total,
        )
    )


def write_file(data: Path, output: Path) -> int:
    """Write the .docx that a JSON file describes; mistakes in the data go to standard error with their field."""
    try:
        output.write_bytes(write.docx(write.load(json.loads(data.read_text(encoding="utf-8")))))
    except UnicodeDecodeError:
        print(f"{data}: tệp không phải UTF-8. Hãy lưu lại tệp với bảng mã UTF-8.", file=sys.stderr)  # noqa: T201
    except json.JSONDecodeError as error:
        where = f"dòng {error.lineno}, cột {error.colno}"
        print(f"{data}: JSON sai cú pháp ở {where}. Hãy sửa dấu phẩy, ngoặc ở đó.", file=sys.stderr)  # noqa: T201
    except write.DataError as error:
        print(f"{data}: mục {error.field}: {error.message_vi}", file=sys.stderr)  # noqa: T201
    except OSError as error:
        place = error.filename or data
        print(f"{place}: không mở được tệp ({error.strerror}). Hãy kiểm tra đường dẫn.", file=sys.stderr)  # noqa: T201
    else:
        print(f"Đã viết {output}", file=sys.stderr)  # noqa: T201 - this is the command's output
        return 0
    return 1


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
