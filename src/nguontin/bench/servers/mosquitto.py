"""A Mosquitto broker of one's own, gone when the block ends."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from nguontin.kernel.ports import HOST, free_port

from .process import find_program, running

ANONYMOUS = ("allow_anonymous true",)


@contextmanager
def mosquitto(settings: Sequence[str] = ANONYMOUS, *, port: int | None = None) -> Iterator[int]:
    """The port of a broker on the loopback that runs for this block.

    `settings` are lines of mosquitto.conf after the listener's; by default anyone may log in. Give `port` to bring a
    broker back where its clients expect it. ServerUnavailableError when it is not installed or does not start.
    """
    program, port = find_program("mosquitto"), port or free_port()
    lines = [f"listener {port} {HOST}", *settings, "persistence false", "log_dest stderr"]
    if os.geteuid() == 0:
        lines.append("user root")  # otherwise the broker drops to an account that may not read the files it was given
    with tempfile.TemporaryDirectory(prefix="nguontin-mosquitto-") as made:
        configuration = Path(made) / "mosquitto.conf"
        configuration.write_text("\n".join(lines) + "\n")
        with running([program, "-c", configuration], port=port, log=Path(made) / "log"):
            yield port
