"""What both servers need: the program, a free port, a folder, a start that waits and an end that is certain."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from nguontin.kernel.ports import HOST

START_WITHIN_S = 30.0
STOP_WITHIN_S = 15.0
_SYSTEM_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin"  # where Debian keeps servers, outside a plain user's PATH


class ServerUnavailableError(RuntimeError):
    """The server program is not installed or did not start; the text is the reason."""


def find_program(name: str, folders: Sequence[Path] = ()) -> Path:
    """Path of the program `name` in PATH, the system's folders or `folders`. ServerUnavailableError when in none."""
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", os.defpath), _SYSTEM_FOLDERS])
    found = shutil.which(name, path=path)
    if found is None:
        raise ServerUnavailableError(f"{name} is not installed")
    return Path(found)


def plain_user(*names: str) -> str | None:
    """For root, the first of the accounts `names` that exists; None for a plain user, who stays himself."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in names if name in known)


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    port: int,
    log: Path,
    user: str | None = None,
    stop: signal.Signals = signal.SIGTERM,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; the block begins when `port` answers.

    The output goes to `log`. `stop` is the signal that ends the server in good order.
    ServerUnavailableError with the last lines of the log when it ends or stays silent instead.
    """
    with log.open("wb") as output:
        child = subprocess.Popen(  # noqa: S603 - programs found by find_program
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            user=user,
            group=_group_of(user),
            start_new_session=True,  # ctrl-C reaches us, and we end the server in good order
        )
    try:
        _wait_for(child, port, log)
        yield child
    finally:
        child.send_signal(stop)
        try:
            child.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _group_of(user: str | None) -> int | None:
    return None if user is None else pwd.getpwnam(user).pw_gid


def _wait_for(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline and child.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    last = "\n".join(log.read_text(errors="replace").splitlines()[-5:])
    raise ServerUnavailableError(f"{child.args!r} did not start: {last}")
