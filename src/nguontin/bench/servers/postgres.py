"""A PostgreSQL cluster of one's own, gone when the block ends."""

from __future__ import annotations

import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nguontin.kernel.ports import HOST, free_port

from .process import START_WITHIN_S, ServerUnavailableError, find_program, plain_user, running

OWNER = "nguontin"


def program(name: str) -> Path:
    """Path of a PostgreSQL program; the newest of Debian's versioned folders wins over PATH."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    return find_program(name, folders)


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[str]:
    """The address (postgres://user:password@host:port/postgres) of a server started for this block.

    Works as root, by running the server as `postgres` or `nobody`, and as a plain user. `durable` keeps fsync on, which
    measurements want and tests do not. ServerUnavailableError when PostgreSQL is not installed or does not start.
    """
    initdb, server, ready = program("initdb"), program("postgres"), program("pg_isready")
    user, port, password = plain_user("postgres", "nobody"), free_port(), secrets.token_urlsafe(16)
    with tempfile.TemporaryDirectory(prefix="nguontin-postgres-") as made:
        folder = Path(made)
        (folder / "password").write_text(password)
        if user is not None:
            shutil.chown(folder, user)
            shutil.chown(folder / "password", user)
        _initialise(initdb, folder, user)
        options = {"listen_addresses": HOST, "unix_socket_directories": made, "fsync": "on" if durable else "off"}
        command: list[str | Path] = [server, "-D", folder / "data", "-p", str(port)]
        command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with running(command, port=port, log=folder / "log", user=user, stop=signal.SIGINT):
            _wait_until_ready(ready, port)
            yield f"postgres://{OWNER}:{password}@{HOST}:{port}/postgres"


def _initialise(initdb: Path, folder: Path, user: str | None) -> None:
    command: list[str | Path] = [
        initdb,
        "-D",
        folder / "data",
        "-U",
        OWNER,
        "-A",
        "scram-sha-256",
        f"--pwfile={folder / 'password'}",
    ]
    command += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(  # noqa: S603 - found by find_program
        command, user=user, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ServerUnavailableError(f"initdb failed: {done.stderr.strip()}")


def _wait_until_ready(ready: Path, port: int) -> None:
    """The port answers before start-up is over; pg_isready knows the difference."""
    command: list[str | Path] = [ready, "-q", "-h", HOST, "-p", str(port)]
    deadline = time.monotonic() + START_WITHIN_S
    while subprocess.run(command, check=False).returncode:  # noqa: S603 - found by find_program
        if time.monotonic() > deadline:
            raise ServerUnavailableError("PostgreSQL takes no connections")
        time.sleep(0.05)
