"""Jobs of the room: reading papers, and recurring tasks each period."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django_tasks import task

from nguontin.kernel import clock

from .models import Directive
from .services import make_recurring
from .services import read_paper as read


@task(queue_name="papers")
def read_paper(directive_id: int) -> None:
    """Read one received paper. Safe to run again: a paper that is read already is left alone."""
    read(Directive.objects.get(pk=directive_id), at=clock.now())


def _make_recurring(at: datetime) -> object:
    return make_recurring(at=at)


PERIODIC: list[tuple[Callable[[datetime], object], timedelta]] = [(_make_recurring, timedelta(hours=1))]
