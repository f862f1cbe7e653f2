"""The worker: jobs are done, periodic work is done once however many run, tables do not grow, SIGTERM ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from nguontin.kernel import clock, periodic
from nguontin.kernel.models import PeriodicLease
from nguontin.kernel.tasks import ABANDONED, prune_jobs, requeue_abandoned_jobs
from nguontin.units.services.sign_in import send_reset_mail

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
EVERY = timedelta(seconds=10)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Instants at which the only periodic work there is ran."""
    instants: list[datetime] = []
    monkeypatch.setattr(periodic, "periodic_work", lambda: [("room.work", instants.append, EVERY)])
    return instants


@pytest.mark.django_db
def test_work_runs_when_due_and_not_before(ran: list[datetime]) -> None:
    instants = [AT, AT + timedelta(seconds=9), AT + timedelta(seconds=10), AT + timedelta(seconds=11)]
    for at in instants:
        periodic.run_due(at=at)
    assert ran == [instants[0], instants[2]]


@pytest.mark.django_db
def test_a_second_worker_does_not_double_it(ran: list[datetime]) -> None:
    assert periodic.take("room.work", at=AT)
    assert not periodic.take("room.work", at=AT)
    assert periodic.run_due(at=AT + timedelta(seconds=30)) == []
    assert periodic.run_due(at=AT + periodic.LONGEST + timedelta(seconds=1)) == ["room.work"]  # the first one died


@pytest.mark.django_db
def test_work_that_fails_comes_again(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(at: datetime) -> None:
        raise ValueError("no")

    monkeypatch.setattr(periodic, "periodic_work", lambda: [("room.broken", broken, EVERY)])
    periodic.run_due(at=AT)
    lease = PeriodicLease.objects.get()
    assert (lease.due_at, lease.held_until) == (AT + EVERY, None)
    assert "room.broken failed" in caplog.text


def test_every_room_lists_its_periodic_work_by_distinct_names() -> None:
    names = [name for name, _work, _every in periodic.periodic_work()]
    assert {"audit.seal_entries", "kernel.prune_jobs"} <= set(names)
    assert len(names) == len(set(names))


def job(status: str, *, age: timedelta, workers: int = 1) -> DBTaskResult[..., object]:
    """A job row as a worker left it *age* ago."""
    row = DBTaskResult.objects.get(pk=send_reset_mail.enqueue("nobody", AT.isoformat()).id)
    when = timezone.now() - age
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=status, started_at=when, finished_at=when, worker_ids=["w"] * workers
    )
    return row


@pytest.mark.django_db
def test_old_job_rows_go() -> None:
    job("SUCCESSFUL", age=timedelta(days=3))
    job("FAILED", age=timedelta(days=31))
    kept = {
        job("SUCCESSFUL", age=timedelta(days=1)).pk,
        job("FAILED", age=timedelta(days=3)).pk,
        job("RUNNING", age=EVERY).pk,
    }
    assert prune_jobs(clock.now()) == 2
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept


@pytest.mark.django_db
def test_jobs_whose_worker_died_are_tried_again_three_times() -> None:
    old, worn, young = (
        job("RUNNING", age=ABANDONED * 2),
        job("RUNNING", age=ABANDONED * 2, workers=3),
        job("RUNNING", age=EVERY),
    )
    assert requeue_abandoned_jobs(clock.now()) == 1
    for row, status in ((old, "READY"), (worn, "FAILED"), (young, "RUNNING")):
        row.refresh_from_db()
        assert row.status == TaskResultStatus(status)


def environment(folder: Path) -> dict[str, str]:
    """A server of its own in *folder*."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NGUON_")}
    return {
        **kept,
        "NGUON_MODE": "test",
        "NGUON_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "nguontin.config.settings",
    }


def test_the_process_does_jobs_and_periodic_work_and_stops_at_sigterm(tmp_path: Path) -> None:
    env = environment(tmp_path)
    script = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from nguontin.units.services.sign_in import send_reset_mail; send_reset_mail.enqueue('nobody', '2026-11-20')\n"
    )
    subprocess.run([sys.executable, "-c", script], env=env, check=True, timeout=60)
    run = "import sys; from nguontin.kernel.worker import main; sys.exit(main([]))"
    worker = subprocess.Popen([sys.executable, "-c", run], env=env, stderr=subprocess.PIPE, text=True)
    look = (
        "import django; django.setup()\n"
        "from django_tasks_db.models import DBTaskResult as R; from nguontin.kernel.models import PeriodicLease as L\n"
        "print(R.objects.get().status, L.objects.filter(held_until=None, name='audit.seal_entries').count())"
    )
    seen = ""
    try:
        for _ in range(40):
            seen = subprocess.run(
                [sys.executable, "-c", look], env=env, check=True, capture_output=True, text=True, timeout=30
            ).stdout.strip()
            if seen == "SUCCESSFUL 1":
                break
            time.sleep(0.25)
        worker.send_signal(signal.SIGTERM)
        said = worker.communicate(timeout=30)[1]
    finally:
        worker.kill()
        worker.wait()
    assert seen == "SUCCESSFUL 1", said
    assert worker.returncode == 0, said
    assert "Traceback" not in said
