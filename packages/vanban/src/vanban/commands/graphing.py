"""The command ``vanban graph``: reads papers and prints who cites whom."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

from vanban import graph, read
from vanban.commands.terminal import attempt, counted, show


def draw_files(files: Sequence[Path], *, dot: bool, today: datetime.date) -> int:
    """Print the graph of the papers as JSON, or as Graphviz text.

    Status 1 when a file could not be read: the graph of the others is printed all the same.
    """
    tried = {
        str(path): attempt(path, lambda file: read(file.read_bytes(), filename=file.name, today=today))
        for path in counted(files)
    }
    documents = {name: document for name, document in tried.items() if document is not None}
    drawn = graph.build(documents)
    show(drawn.to_dot() if dot else json.dumps(drawn.to_json(), ensure_ascii=False, indent=1))
    return 0 if len(documents) == len(tried) else 1
