"""The worker process: jobs from the queue in the main thread, periodic work in a second one."""

from __future__ import annotations

import argparse
import os
import secrets
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

POLL_S = 0.5
STOP_WAIT_S = 20.0


def main(argv: Sequence[str]) -> int:
    """Run until SIGTERM or SIGINT; a job in hand is finished first. ``--once`` does what is there and returns."""
    parser = argparse.ArgumentParser(prog="nguontin worker", description=__doc__)
    parser.add_argument("--queues", default="*", help="queues to serve, comma separated (default: all)")
    parser.add_argument("--no-periodic", action="store_true", help="leave periodic work to other workers")
    parser.add_argument("--once", action="store_true", help="do periodic work and jobs that are due, then stop")
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nguontin.config.settings")
    django.setup()
    if options.once:
        run_once(options.queues, periodic=not options.no_periodic)
        return 0
    _serve(options.queues, periodic=not options.no_periodic)
    return 0


def run_once(queues: str = "*", *, periodic: bool = True) -> None:
    """Do the periodic work that is due, then jobs until the queue is empty (jobs may enqueue others)."""
    from . import clock
    from .periodic import run_due

    if periodic:
        run_due(at=clock.now())
    _job_worker(queues, batch=True).run()


def _serve(queues: str, *, periodic: bool) -> None:
    from .periodic import run_until

    stop = threading.Event()
    clockwork = threading.Thread(target=run_until, args=(stop,), name="periodic", daemon=True)
    worker = _job_worker(queues, batch=False)
    worker.configure_signals()
    if periodic:
        clockwork.start()
    try:
        worker.run()
    finally:
        stop.set()
        if periodic:
            clockwork.join(STOP_WAIT_S)


def _job_worker(queues: str, *, batch: bool) -> Worker:
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=queues.split(","),
        interval=POLL_S,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=secrets.token_hex(16),
        excluded_queue_names=[],
    )
