"""Taking and keeping a lease: one of several equal processes works, the others stand by."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from .models import Lease


def take(name: str, holder: str, *, for_s: float, at: datetime) -> bool:
    """Take or renew the lease; False while another holder has it."""
    until = at + timedelta(seconds=for_s)
    free = Q(holder=holder) | Q(until__lt=at)
    if Lease.objects.filter(free, name=name).update(holder=holder, until=until):
        return True
    return Lease.objects.get_or_create(name=name, defaults={"holder": holder, "until": until})[1]


def give_back(name: str, holder: str) -> None:
    """Let the next one have it at once."""
    Lease.objects.filter(name=name, holder=holder).delete()
