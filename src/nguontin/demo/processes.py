"""The processes of a demo: started in order, watched, stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

STOP_SECONDS = 8.0


class ProcessDiedError(RuntimeError):
    """A process of the demo ended by itself; its log says why."""


@dataclass
class Processes:
    """Children of this process, by name. Each writes its log into ``folder``/log/NAME.log."""

    folder: Path
    settings: Mapping[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *command: str) -> None:
        """Start ``python COMMAND`` in its own process group: a ctrl-C reaches us, and we stop them in order."""
        log = self.folder / "log"
        log.mkdir(exist_ok=True)
        with (log / f"{name}.log").open("ab") as sink:
            self.running[name] = subprocess.Popen(  # noqa: S603 - our own commands
                [sys.executable, *command],
                env={**os.environ, **self.settings},
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def adopt(self, name: str, child: subprocess.Popen[bytes]) -> None:
        """Watch and stop a process that somebody else started."""
        self.running[name] = child

    def check(self) -> None:
        """Raises ProcessDiedError with the last lines of the log when a process has ended."""
        for name, child in self.running.items():
            if child.poll() is not None:
                log = self.folder / "log" / f"{name}.log"
                lines = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
                raise ProcessDiedError(f"{name} ended with status {child.returncode}:\n" + "\n".join(lines))

    def wait_for_port(self, port: int, *, seconds: float = 30) -> None:
        """Until something listens on the port of 127.0.0.1. Raises TimeoutError, ProcessDiedError."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.check()
            with socket.socket() as probe:
                probe.settimeout(0.5)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError(f"nothing listens on port {port} after {seconds:.0f} s")

    def wait_for_file(self, path: Path, *, seconds: float = 30) -> None:
        """Until the file (or socket) is there. Raises TimeoutError, ProcessDiedError."""
        until = time.monotonic() + seconds
        while not path.exists():
            self.check()
            if time.monotonic() > until:
                raise TimeoutError(f"{path.name} is not there after {seconds:.0f} s")
            time.sleep(0.05)

    def stop(self) -> None:
        """End all, the last started first; what does not end in time is killed."""
        for child in reversed(self.running.values()):
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        until = time.monotonic() + STOP_SECONDS
        for child in reversed(self.running.values()):
            try:
                child.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.running.clear()
