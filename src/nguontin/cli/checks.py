"""`./nguontin test`: every check of the source tree, one after the other; with arguments, pytest alone.

Tests run twice: all of them on SQLite, then the server's on a PostgreSQL started here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from nguontin.bench.servers.postgres import postgres
from nguontin.bench.servers.process import ServerUnavailableError

ROOT = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent
ON_POSTGRESQL = ["src", "tests/invariants", "tests/integration"]
# What touches no row was run just before; pages in a browser leave a connection open that keeps PostgreSQL's database.
WITH_ROWS = ("-m", "django_db and not browser")
OF_ITS_OWN = "--ignore=tests/integration/test_demo.py"  # a demo brings its own database


def main(argv: list[str]) -> int:
    """Exit status 0 only when every check passed. `argv` goes to pytest, which then runs alone."""
    if argv:
        return _run([BIN / "python", "-m", "pytest", *argv])
    failed = [title for title, command in static_checks() if not _headed(title, command)]
    if not _headed("pytest: SQLite", _pytest()):
        failed.append("pytest: SQLite")
    if not _on_postgresql():
        failed.append("pytest: PostgreSQL")
    if failed:
        sys.stderr.write(f"FAILED: {', '.join(failed)}\n")
    return 1 if failed else 0


def static_checks() -> list[tuple[str, list[str | Path]]]:
    """Title and command of each check that runs no test."""
    return [
        ("ruff check", [BIN / "ruff", "check", ".", "nguontin"]),
        ("ruff format", [BIN / "ruff", "format", "--check", ".", "nguontin"]),
        ("mypy: packages, kernel, services", [BIN / "python", "-m", "mypy", *typed_sources()]),
        ("import-linter", [BIN / "lint-imports"]),
    ]


def typed_sources() -> list[str]:
    """The parts of the tree that mypy holds to strictness, relative to the root."""
    server = ROOT / "src/nguontin"
    found = [*ROOT.glob("packages/*/src"), server / "kernel", server / "cli", server / "config", server / "bench"]
    found += [
        path for app in sorted(server.iterdir()) for path in (app / "services.py", app / "services") if path.exists()
    ]
    return [str(path.relative_to(ROOT)) for path in found]


def _pytest(*words: str) -> list[str | Path]:
    return [BIN / "python", "-m", "pytest", "-n", "3", *words]


def _on_postgresql() -> bool:
    """Run the server's tests on a PostgreSQL of their own; whether they passed, or could be skipped for want of it."""
    title = "pytest: PostgreSQL"
    with ExitStack() as stack:
        try:
            url = stack.enter_context(postgres())
        except ServerUnavailableError as reason:
            _heading(title)
            _say(f"SKIPPED: {reason}")
            return not os.environ.get("NGUON_REQUIRE_ALL")
        paths = [path for path in ON_POSTGRESQL if (ROOT / path).exists()]
        return _headed(title, _pytest(*paths, OF_ITS_OWN, *WITH_ROWS), {"NGUON_DATABASE_URL": url})


def _headed(title: str, command: list[str | Path], environment: Mapping[str, str] | None = None) -> bool:
    _heading(title)
    return _run(command, environment) == 0


def _heading(title: str) -> None:
    _say(f"\n===== {title} =====")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _run(command: list[str | Path], environment: Mapping[str, str] | None = None) -> int:
    """Run one check in the root of the checkout; its exit status."""
    done = subprocess.run(  # noqa: S603 - commands of this module
        command, cwd=ROOT, env={**os.environ, **(environment or {})}, check=False
    )
    return done.returncode
