"""A small real installation for tests: pages, worker, signer, gateway, broker and four virtual loudspeakers.

Run as a program (`python -m tests.support.stack FOLDER`) it lives until its standard input ends, and does what each
line there asks, answering with one line of JSON: `fill` takes the demo's papers the whole way up to approval,
`slot` opens a slot on every station that begins within two minutes, `code NAME` tells what the account's
authenticator shows. It is a process of its own because it has other settings and another clock than the tests.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

SIZE = {"stations": 2, "clusters": 2}
EARLIER = timedelta(hours=8)  # than the demo begins: an hour of the day with no slot near
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Stack:
    """A running installation, seen from the test. ``passwords``: by account."""

    url: str
    passwords: dict[str, str]
    child: subprocess.Popen[str]

    def fill(self) -> None:
        """Papers, tasks, bulletins, broadcasts, an alarm that waits, a question, a report."""
        self._ask("fill")

    def open_slot(self) -> None:
        """Something approved now airs within two minutes."""
        self._ask("slot")

    def code(self, name: str) -> str:
        """What the account's authenticator shows; each code is told once it can be used."""
        code: str = self._ask(f"code {name}")
        return code

    def _ask(self, line: str) -> Any:
        assert self.child.stdin is not None
        print(line, file=self.child.stdin, flush=True)
        return _answer(self.child)


@contextmanager
def stack(folder: Path) -> Iterator[Stack]:
    """An installation in *folder* for this block."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NGUON_", "DJANGO_"))}
    with (
        (folder / "stack.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.stack", str(folder / "place")],
            cwd=ROOT,
            env=kept,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as child,
    ):
        yield Stack(**_answer(child), child=child)
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(30) == 0, (folder / "stack.log").read_text()


def _answer(child: subprocess.Popen[str]) -> Any:
    assert child.stdout is not None
    line = child.stdout.readline()
    assert line, "the installation has ended; its words stand in stack.log"
    return json.loads(line)


def main(folder: Path, orders: IO[str]) -> None:
    """Start everything, obey, stop everything."""
    from nguontin.demo.place import open_place
    from nguontin.demo.processes import Processes
    from nguontin.demo.run import PAPERS

    place = open_place(folder, web_port=0)
    place.offset_s -= EARLIER.total_seconds()
    place.settle()
    import django

    django.setup()
    from nguontin.demo.chain import report
    from nguontin.demo.stage import Stage

    processes = Processes(folder, place.settings())
    stage = Stage(place, processes, papers=PAPERS, say=lambda text: print(text, file=sys.stderr), size=SIZE)
    try:
        stage.prepare()
        _tell({"url": place.base_url, "passwords": place.passwords})
        for order in orders:
            match order.split():
                case ["fill"]:
                    stage.carry_through(days=6)
                    report(stage.world, stage.chain)
                    _tell(None)
                case ["slot"]:
                    _tell(stage.open_slot())
                case ["code", name]:
                    _tell(stage.world.factor_code(name))
    finally:
        processes.stop()


def _tell(answer: Any) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin)
