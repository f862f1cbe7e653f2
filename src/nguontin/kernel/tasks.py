"""Periodic housekeeping: tables that only serve the running of the server do not grow for ever."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .clock import machine_time
from .importing import forget_old_files
from .throttle import forget_old

KEEP_DONE, KEEP_FAILED = timedelta(days=2), timedelta(days=30)
ABANDONED = timedelta(minutes=30)  # no job takes that long: its worker was killed
LONGEST_TRIES = 3
logger = logging.getLogger(__name__)


def forget_old_tries(at: datetime) -> int:
    """Counters of rate limits that no window needs any more."""
    return forget_old(at=at)


def forget_old_sessions(at: datetime) -> int:
    """Sessions that have run out."""
    return Session.objects.filter(expire_date__lt=machine_time(at)).delete()[0]


def forget_unconfirmed_imports(at: datetime) -> int:
    """Uploaded tables whose import nobody confirmed."""
    return forget_old_files(machine_time(at))


def prune_jobs(at: datetime) -> int:
    """Job rows finished long ago; failed ones are kept longer, for whoever looks into them."""
    now = machine_time(at)
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_DONE)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED)
    return done.delete()[0] + failed.delete()[0]


def requeue_abandoned_jobs(at: datetime) -> int:
    """Jobs whose worker died in the middle are ready again, up to three tries; then they count as failed."""
    now = machine_time(at)
    requeued = 0
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - ABANDONED):
        same = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at)
        if len(job.worker_ids) >= LONGEST_TRIES:
            logger.error("job %s given up after %d workers died with it", job.pk, len(job.worker_ids))
            same.update(status=TaskResultStatus.FAILED, finished_at=now)
        else:
            requeued += same.update(status=TaskResultStatus.READY, started_at=None)
    return requeued


PERIODIC: list[tuple[Callable[[datetime], object], timedelta]] = [
    (forget_old_tries, timedelta(hours=1)),
    (forget_old_sessions, timedelta(hours=1)),
    (forget_unconfirmed_imports, timedelta(hours=1)),
    (prune_jobs, timedelta(hours=1)),
    (requeue_abandoned_jobs, timedelta(minutes=5)),
]
