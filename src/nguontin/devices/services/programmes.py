"""Desired state: a new programme version for each cluster whose rows changed, and for nobody else."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID

import loa_protocol as lp
from django.db import transaction
from django.db.models import F, Q

from nguontin.broadcast.models import Outlet
from nguontin.devices.locks import PROGRAMMES, try_hold
from nguontin.devices.models import DesiredState, Device, Outgoing, ProgrammeMark
from nguontin.devices.programme import Draft, derive, horizon, local_day

BATCH = 500
AGAIN_AFTER = timedelta(minutes=1)
KEPT = timedelta(days=14)
MOST_FORGOTTEN = 5000


def refresh_programmes(*, at: datetime) -> int:
    """Compute programmes of enrolled clusters that changed or whose day ended; returns how many new versions there are.

    A refused programme is computed again as well. Equal content makes no new version. Called every half second by the
    gateway that holds the outbox, and by the worker as a safety net; two at once do not double anything.
    """
    made = 0
    day = local_day(at)
    while True:
        with transaction.atomic():
            if not try_hold(PROGRAMMES):
                return made
            outlets = _changed(day)
            if not outlets:
                return made
            made += _compute(outlets, day, at)


def _changed(day: date) -> list[UUID]:
    mark = "programme_mark__"
    differs = (
        Q(programme_mark__isnull=True)
        | ~Q(**{mark + "day": day})
        | Q(**{mark + "content_sha256": ""})
        | Q(programme_changed_at__isnull=False)
        & (Q(**{mark + "seen_changed_at": None}) | ~Q(programme_changed_at=F(mark + "seen_changed_at")))
    )
    return list(
        Outlet.objects.filter(differs, devices__revoked_at=None, devices__isnull=False).values_list("pk", flat=True)[
            :BATCH
        ]
    )


def _compute(outlet_ids: list[UUID], day: date, at: datetime) -> int:
    drafts = derive(outlet_ids, day=day)
    marks = ProgrammeMark.objects.in_bulk(outlet_ids)
    fresh: list[ProgrammeMark] = []
    states: list[DesiredState] = []
    for outlet_id, draft in drafts.items():
        mark = marks.get(outlet_id) or ProgrammeMark(outlet_id=outlet_id, version=0)
        mark.seen_changed_at, mark.day = draft.changed_at, day
        if mark.content_sha256 != draft.content_sha256:
            mark.version += 1
            mark.content_sha256 = draft.content_sha256
            states.append(_state(outlet_id, mark.version, draft, at))
        fresh.append(mark)
    ProgrammeMark.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["outlet"],
        update_fields=["seen_changed_at", "day", "version", "content_sha256"],
    )
    expires = horizon(day)[1]
    Outgoing.objects.bulk_create(
        Outgoing(
            kind=Outgoing.Kind.PROGRAMME,
            target=lp.cluster_target(state.outlet_id),
            desired=state,
            created_at=at,
            expires_at=expires,
        )
        for state in DesiredState.objects.bulk_create(states)
    )
    return len(states)


def _state(outlet_id: UUID, version: int, draft: Draft, at: datetime) -> DesiredState:
    body = draft.body(version)
    return DesiredState(
        outlet_id=outlet_id, version=version, body=body, body_sha256=hashlib.sha256(body.encode()).hexdigest(), at=at
    )


def send_again(*, at: datetime, at_once: bool) -> int:
    """Publish once more what live devices should stand on but do not, and the key statement; returns how many messages.

    A broker that lost its memory has no retained messages. ``at_once`` is after a (re)connection to it; otherwise only
    devices that are connected and had a minute to apply what was sent count.
    """
    behind = (
        Device.objects.filter(revoked_at=None).exclude(desired_sha256="").exclude(applied_sha256=F("desired_sha256"))
    )
    sent = Q(published_at__isnull=False)
    if not at_once:
        behind = behind.filter(online=True)
        sent = Q(published_at__lt=at - AGAIN_AFTER)
    number = Outgoing.objects.filter(
        sent,
        kind=Outgoing.Kind.PROGRAMME,
        expires_at__gt=at,
        refused="",
        payload_sha256__in=behind.values("desired_sha256"),
    ).update(published_at=None)
    if at_once:
        newest = Outgoing.objects.filter(kind=Outgoing.Kind.KEYS).order_by("-id").values("pk")[:1]
        number += Outgoing.objects.filter(sent, pk__in=list(newest.values_list("pk", flat=True))).update(
            published_at=None
        )
    return number


def forget_old(*, at: datetime) -> int:
    """Delete programmes that were replaced long ago, with their messages; the log of signatures keeps what was signed.

    Five thousand clusters sign some 200 MB of programmes a day; returns how many were deleted.
    """
    old = DesiredState.objects.filter(at__lt=at - KEPT, version__lt=F("outlet__programme_mark__version"))
    pks = list(old.order_by("pk").values_list("pk", flat=True)[:MOST_FORGOTTEN])
    Outgoing.objects.filter(desired__in=pks).delete()
    DesiredState.objects.filter(pk__in=pks).delete()
    return len(pks)


def recompute(outlet_ids: list[UUID]) -> None:
    """Force a new version for these clusters at the next refresh (a fresh device, a refused signature)."""
    ProgrammeMark.objects.filter(outlet__in=outlet_ids).update(content_sha256="")
