"""The command ``vanban``: what can be asked of it, and which function answers."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vanban.commands.arguments import Parser, day
from vanban.commands.checking import check_files
from vanban.commands.graphing import draw_files
from vanban.commands.reading import read_files
from vanban.commands.scoring import bench
from vanban.commands.writing import write_file

_ALL = """ví dụ:
  vanban read --json ke-hoach.docx        đọc một văn bản thành JSON
  vanban check --fix bao-cao.docx         kiểm tra thể thức, ghi bản đã sửa bao-cao-sua.docx
  vanban write ke-hoach.json              viết ke-hoach.docx từ dữ liệu
  vanban graph --dot *.docx > chuoi.dot   vẽ chuỗi viện dẫn
  vanban bench van-ban/                   chấm điểm việc đọc

Mỗi lệnh có hướng dẫn riêng: vanban read --help
Lệnh trả về 0 khi mọi việc xong; dùng sai cách thì trả về 2."""
_READ = """ví dụ:
  vanban read ke-hoach.docx
  vanban read --json *.pdf > van-ban.jsonl
  vanban read --json --today 2026-11-21 cong-van.eml

Đọc được .docx, .pdf, ảnh chụp hoặc quét, .html, .txt, .md, .eml, .zip, .edxml.
Trả về 0 khi đọc được mọi tệp, 1 khi có tệp không đọc được (các tệp khác vẫn được đọc)."""
_WRITE = """ví dụ:
  vanban write bao-cao.json
  vanban write bao-cao.json -o gui/bao-cao-thang-11.docx

Trả về 0 khi viết xong, 1 khi dữ liệu sai hoặc không ghi được tệp."""
_CHECK = """ví dụ:
  vanban check du-thao.docx
  vanban check --fix -o ban-sua.docx du-thao.docx
  vanban check --json *.docx > loi.json

Tệp .docx được kiểm tra cả phần trình bày, tệp khác chỉ phần chữ. --fix không sửa tệp gốc.
Trả về 0 khi đúng thể thức, 1 khi còn lỗi hoặc góp ý, 2 khi có tệp không đọc được."""
_GRAPH = """ví dụ:
  vanban graph van-ban/*.docx > chuoi.json
  vanban graph --dot van-ban/*.docx | dot -Tsvg > chuoi.svg

Trả về 0 khi đọc được mọi tệp, 1 khi có tệp không đọc được (sơ đồ của các tệp khác vẫn được in)."""
_BENCH = """ví dụ:
  vanban bench van-ban/
  vanban bench van-ban/ --gold chu-giai/ --suffix .docx --min-total 0.95 --verbose

Chú giải là tệp TÊN.gold.json hoặc TÊN.json. Dòng cuối in ra là JSON.
Trả về 0 khi đạt --min-total, 1 khi không đạt, 2 khi không có văn bản nào kèm chú giải."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its status, which the help of each command explains; wrong use ends with 2."""
    parser = Parser(prog="vanban", description="Đọc, viết và kiểm tra văn bản hành chính tiếng Việt.", examples=_ALL)
    commands = parser.add_subparsers(dest="command", required=True, title="lệnh", metavar="LỆNH")
    _add_read(commands)
    _add_write(commands)
    _add_check(commands)
    _add_graph(commands)
    _add_bench(commands)
    options = parser.parse_args(argv)
    status: int = options.run(options)
    return status


def _add_read(commands: Any) -> None:
    reading = _add(commands, "read", "đọc một hay nhiều văn bản", _READ)
    reading.add_argument("--json", action="store_true", help="in JSON; nhiều tệp thì mỗi tệp một dòng")
    _add_today(reading)
    _add_files(reading)
    reading.set_defaults(run=lambda options: read_files(options.files, as_json=options.json, today=options.today))


def _add_write(commands: Any) -> None:
    writing = _add(commands, "write", "viết một văn bản .docx từ tệp dữ liệu JSON", _WRITE)
    writing.add_argument("data", type=Path, metavar="DATA.json", help="dữ liệu của văn bản (UTF-8)")
    writing.add_argument("-o", "--output", type=Path, default=None, metavar="FILE.docx", help="mặc định: DATA.docx")
    writing.set_defaults(
        run=lambda options: write_file(options.data, options.output or options.data.with_suffix(".docx"))
    )


def _add_check(commands: Any) -> None:
    checking = _add(commands, "check", "kiểm tra thể thức theo NĐ 30/2020 (Nhà nước) hoặc HD 36 (Đảng)", _CHECK)
    checking.add_argument("--json", action="store_true", help="in JSON; nhiều tệp thì một danh sách")
    checking.add_argument("--fix", action="store_true", help="ghi bản .docx đã sửa những lỗi sửa được")
    checking.add_argument("-o", "--output", type=Path, default=None, metavar="OUT.docx", help="mặc định: FILE-sua.docx")
    _add_today(checking)
    _add_files(checking)
    checking.set_defaults(
        run=lambda options: check_files(
            options.files, as_json=options.json, mend=options.fix, output=options.output, today=options.today
        )
    )


def _add_graph(commands: Any) -> None:
    drawing = _add(commands, "graph", "vẽ các văn bản viện dẫn nhau thế nào", _GRAPH)
    drawing.add_argument("--dot", action="store_true", help="in dạng Graphviz thay cho JSON")
    _add_today(drawing)
    _add_files(drawing)
    drawing.set_defaults(run=lambda options: draw_files(options.files, dot=options.dot, today=options.today))


def _add_bench(commands: Any) -> None:
    scoring = _add(commands, "bench", "chấm điểm việc đọc theo chú giải làm bằng tay", _BENCH)
    scoring.add_argument("folder", type=Path, metavar="FOLDER", help="thư mục chứa văn bản")
    scoring.add_argument("--gold", type=Path, default=None, metavar="FOLDER", help="mặc định: cùng thư mục văn bản")
    scoring.add_argument(
        "--suffix", default=".txt", metavar="ĐUÔI", help="đuôi tệp văn bản (mặc định .txt); ghi --suffix=-scan.pdf"
    )
    scoring.add_argument(
        "--min-total", type=float, default=0.0, metavar="ĐIỂM", help="điểm thấp nhất, từ 0 đến 1, để lệnh trả về 0"
    )
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


def _add(commands: Any, name: str, purpose: str, examples: str) -> argparse.ArgumentParser:
    added: argparse.ArgumentParser = commands.add_parser(
        name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.", examples=examples
    )
    return added


def _add_today(parser: argparse.ArgumentParser) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    parser.add_argument("--today", type=day, default=today, metavar="NGÀY", help="ngày đọc, dạng 2026-11-21")


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="tệp văn bản")


if __name__ == "__main__":
    raise SystemExit(main())
