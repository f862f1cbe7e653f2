"""The command ``vanban graph``: reads papers and prints who cites whom."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from vanban import graph, read
from vanban.errors import UnreadableError
from vanban.model import Document


def draw_files(files: Sequence[Path], *, dot: bool, today: datetime.date) -> int:
    """Print the graph of the papers as JSON, or as Graphviz text; progress and refusals go to standard error.

    Status 1 when a file could not be read: the graph of the others is printed all the same.
    """
    status = 0
    documents: dict[str, Document] = {}
    for count, path in enumerate(files, start=1):
        print(f"[{count}/{len(files)}] {path.name}", file=sys.stderr)  # noqa: T201 - this is the command's output
        try:
            documents[str(path)] = read(path.read_bytes(), filename=path.name, today=today)
        except UnreadableError as error:
            print(f"{path}: không đọc được ({error.code}). {error.message_vi}", file=sys.stderr)  # noqa: T201
            status = 1
        except OSError as error:
            print(f"{path}: không mở được tệp ({error.strerror}). Hãy kiểm tra đường dẫn.", file=sys.stderr)  # noqa: T201
            status = 1
    drawn = graph.build(documents)
    print(drawn.to_dot() if dot else json.dumps(drawn.to_json(), ensure_ascii=False, indent=1))  # noqa: T201
    return status
