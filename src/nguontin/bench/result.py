"""The last line of a measurement: one JSON object on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping


def report(name: str, figures: Mapping[str, object], ok: bool) -> int:
    """Write the result of measurement `name` as a single line of JSON and return its exit status.

    `figures` maps each figure to its value, its goal and the size it was measured at, in units named by the key
    (`_ms`, `_s`, `_mb`, `_per_s`). `ok` is whether every goal was met: status 0, otherwise 1.
    """
    sys.stdout.write(json.dumps({"name": name, "ok": ok, **figures}, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return 0 if ok else 1
