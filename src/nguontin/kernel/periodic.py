"""Periodic work of all rooms, done by one worker at a time however many run.

A room's ``tasks.py`` lists it: ``PERIODIC = [(function, timedelta), …]``; each function takes the instant.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.models import Q

from . import clock
from .models import PeriodicLease

LONGEST = timedelta(minutes=10)  # a worker that holds a lease longer is taken for dead
LOOK_EVERY_S = 0.5
logger = logging.getLogger(__name__)

Work = Callable[[datetime], object]


def periodic_work() -> Iterator[tuple[str, Work, timedelta]]:
    """Name, function and period of the periodic work of every installed room."""
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.tasks") is None:
            continue
        for work, every in getattr(import_module(f"{app.name}.tasks"), "PERIODIC", ()):
            yield f"{app.label}.{work.__name__}", work, every


def take(name: str, *, at: datetime) -> bool:
    """Take the lease of *name* if it is due and no living worker holds it."""
    PeriodicLease.objects.get_or_create(name=name, defaults={"due_at": at})
    free = Q(held_until=None) | Q(held_until__lt=at)
    return bool(PeriodicLease.objects.filter(free, name=name, due_at__lte=at).update(held_until=at + LONGEST))


def give_back(name: str, *, due_at: datetime) -> None:
    """Done: next time at *due_at*."""
    PeriodicLease.objects.filter(name=name).update(held_until=None, due_at=due_at)


def run_due(*, at: datetime) -> list[str]:
    """Run what is due now and return its names. One that fails is logged and comes again in its next period."""
    done = []
    waiting = set(PeriodicLease.objects.filter(due_at__gt=at).values_list("name", flat=True))
    for name, work, every in periodic_work():
        if name in waiting or not take(name, at=at):
            continue
        try:
            work(at)
        except (OperationalError, InterfaceError):
            logger.exception("periodic %s: database trouble", name)
            connection.close()
        except Exception:
            logger.exception("periodic %s failed", name)
        give_back(name, due_at=at + every)
        done.append(name)
    return done


def run_until(stop: threading.Event) -> None:
    """Look again and again for due work until *stop* is set; lives in a thread with its own connection."""
    while not stop.is_set():
        close_old_connections()
        try:
            run_due(at=clock.now())
        except (OperationalError, InterfaceError):
            logger.exception("periodic work: database trouble, trying again")
            connection.close()
        stop.wait(LOOK_EVERY_S)
    connection.close()
