"""From an approved revision to a broadcast on air: placed by its class, at once when urgent, withdrawn when wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from loa_protocol.ids import urgent_occurrence

from nguontin.audit.services import record
from nguontin.broadcast.models import (
    Acceptance,
    BreakGlass,
    Broadcast,
    BroadcastAudio,
    BroadcastTarget,
    Occurrence,
    Outlet,
    Station,
)
from nguontin.broadcast.states import BROADCAST, AcceptanceState, BroadcastState, Outcome
from nguontin.bulletins.models import Bulletin, Review, Revision
from nguontin.bulletins.services import approve_bulletin, approve_by_break_glass, withdraw_approved
from nguontin.bulletins.states import BulletinClass
from nguontin.kernel.clock import LOCAL
from nguontin.kernel.errors import DomainError
from nguontin.kernel.machine import advance
from nguontin.units.abilities import Ability
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer, demand
from nguontin.units.services import check_second_factor

from .closing import Closing, close_many
from .planning import BATCH, plan_stations, receiving_outlets, touch
from .totals import Changes, Key, apply_changes

LANGUAGE_PAUSE_MS = 800  # docs/protocol.md, section 4
MAX_REPEATS, MAX_MINUTES, MIN_REASON = 10, 30, 10


@transaction.atomic
def air_bulletin(
    bulletin: Bulletin,
    *,
    by: Viewer,
    at: datetime,
    seen: str | None = None,
    repeats: int = 1,
    every_s: int = 300,
    cause: str = "",
) -> Broadcast:
    """Approve a submitted bulletin and place it.

    Ordinary: the commune's own is accepted by itself, from above it waits for the commune. Priority: accepted
    everywhere, first in the programme. Urgent (*repeats*, *every_s* from start to start, *cause*; alarms alone use
    them): occurrences at once at every outlet. *seen* is the digest of the revision that the approver had before
    him; DomainError("changed") when another waits by now. Raises as ``approve_bulletin``.
    """
    review = approve_bulletin(bulletin, by=by, at=at)
    if seen is not None and seen != review.revision.digest:
        raise DomainError(
            "changed", _("Bản tin đã được sửa sau khi bạn mở trang này."), _("Nghe lại bản mới rồi hãy duyệt.")
        )
    alarm = _alarm_fields(review.revision, bulletin.klass, repeats, every_s, cause)
    broadcast = _freeze(review.revision, at=at, review=review, **alarm)
    _place(broadcast, at=at)
    _record("broadcast.aired", broadcast, by=by, at=at)
    return broadcast


def air_by_break_glass(
    bulletin: Bulletin,
    *,
    reason: str,
    code: str,
    repeats: int,
    minutes: int,
    by: Viewer,
    at: datetime,
    every_s: int = 300,
    cause: str = "",
) -> Broadcast:
    """Air an alarm's bulletin alone: a written reason, a second factor, at most 10 times and 30 minutes of sound.

    Raises DomainError with code "reason", "bounds", "break_glass_open" (one of this person's is not reviewed yet) or
    "second_factor"; nothing airs then.
    """
    demand(by, Ability.ALARM, bulletin.unit)
    for unit in bulletin.targets.all():
        demand(by, Ability.ALARM, unit)
    _check_bounds(reason, repeats, minutes)
    _check_none_open(by)
    check_second_factor(by.person, code, at=at)  # before the transaction: its count of tries must outlive a refusal
    with transaction.atomic():
        revision = approve_by_break_glass(bulletin, by=by, at=at)
        alarm = _alarm_fields(revision, bulletin.klass, repeats, every_s, cause)
        if _duration_ms(revision) * repeats > minutes * 60_000:
            raise DomainError(
                "bounds",
                _("Bản tin phát %(n)d lần dài hơn %(minutes)d phút.") % {"n": repeats, "minutes": minutes},
                _("Giảm số lần phát hoặc rút ngắn nội dung."),
            )
        glass = _break(by, bulletin.unit, reason.strip(), repeats, minutes, at=at)
        broadcast = _freeze(revision, at=at, break_glass=glass, **alarm)
        _place(broadcast, at=at)
        _record("broadcast.aired_by_break_glass", broadcast, by=by, at=at)
    return broadcast


@transaction.atomic
def review_break_glass(glass: BreakGlass, *, note: str, by: Viewer, at: datetime) -> BreakGlass:
    """Another person who may approve there looks at it afterwards; from then on its person may break glass again."""
    row = BreakGlass.objects.select_for_update(of=("self",)).select_related("unit").get(pk=glass.pk)
    demand(by, Ability.APPROVE, row.unit)
    if row.person_id == by.person.pk:
        raise DomainError("four_eyes", _("Người phát khẩn không tự xem xét được."), _("Nhờ lãnh đạo khác xem xét."))
    if row.reviewed_at is not None:
        raise DomainError("reviewed", _("Lần phát khẩn này đã được xem xét."))
    if not note.strip():
        raise DomainError("reason", _("Cần ghi nhận xét."), _("Viết một câu về việc phát khẩn này."))
    row.reviewed_by, row.reviewed_at, row.review_note = by.person, at, note.strip()
    row.save(update_fields=["reviewed_by", "reviewed_at", "review_note"])
    record(
        "break_glass.reviewed",
        by=by.person,
        at=at,
        object_type="broadcast.breakglass",
        object_id=str(row.pk),
        unit_id=row.unit_id,
        fields=["reviewed_by", "review_note"],
    )
    return row


@transaction.atomic
def withdraw_broadcast(broadcast: Broadcast, *, reason: str, by: Viewer, at: datetime) -> Broadcast:
    """Stop a broadcast: what is still to come is skipped, the rest of the programme moves up.

    What sounds at this moment stops with the next programme, which lacks it; it stays open until its box tells how it
    ended.
    """
    ability = Ability.ALARM if broadcast.klass == BulletinClass.URGENT else Ability.APPROVE
    demand(by, ability, broadcast.unit)
    advance(broadcast, BROADCAST, BroadcastState.WITHDRAWN, by=by.person, at=at, reason=reason)
    withdraw_approved(broadcast.bulletin, reason=reason, by=by, at=at)
    still_open = broadcast.occurrences.filter(outcome=Outcome.OPEN)
    outlets = set(still_open.values_list("outlet_id", flat=True))
    coming = list(still_open.filter(starts_at__gt=at).values_list("pk", flat=True))
    for start in range(0, len(coming), BATCH):
        close_many(
            [Closing(pk, Outcome.SKIPPED, "withdrawn", told_by_server=True) for pk in coming[start : start + BATCH]],
            at=at,
        )
    touch(Outlet.objects.filter(pk__in=outlets), at=at)
    plan_stations(Station.objects.filter(acceptances__broadcast=broadcast).distinct(), at=at)
    return broadcast


def _check_bounds(reason: str, repeats: int, minutes: int) -> None:
    if len(reason.strip()) < MIN_REASON:
        raise DomainError("reason", _("Cần ghi rõ lý do phát khẩn một mình."), _("Viết ít nhất một câu ngắn."))
    if not (1 <= repeats <= MAX_REPEATS and 1 <= minutes <= MAX_MINUTES):
        raise DomainError(
            "bounds",
            _("Phát khẩn một mình tối đa %(n)d lần và %(minutes)d phút.") % {"n": MAX_REPEATS, "minutes": MAX_MINUTES},
            _("Giảm số lần hoặc số phút."),
        )


def _check_none_open(by: Viewer) -> None:
    if BreakGlass.objects.filter(person=by.person, reviewed_at=None).exists():
        raise DomainError(
            "break_glass_open",
            _("Lần phát khẩn trước của bạn chưa được xem xét."),
            _("Nhờ người thứ hai xác nhận báo động này, hoặc nhờ lãnh đạo xem xét lần trước."),
        )


def _break(by: Viewer, unit: Unit, reason: str, repeats: int, minutes: int, *, at: datetime) -> BreakGlass:
    try:
        with transaction.atomic():
            return BreakGlass.objects.create(
                person=by.person,
                unit=unit,
                reason=reason,
                factor_at=at,
                at=at,
                max_repeats=repeats,
                max_minutes=minutes,
            )
    except IntegrityError:
        _check_none_open(by)
        raise


def _alarm_fields(revision: Revision, klass: str, repeats: int, every_s: int, cause: str) -> dict[str, Any]:
    """Repeats of an urgent broadcast, far enough apart to end before the next begins; nothing for the other classes."""
    if klass != BulletinClass.URGENT:
        return {}
    if not 1 <= repeats <= MAX_REPEATS:
        raise DomainError("bounds", _("Báo động phát từ 1 đến %(n)d lần.") % {"n": MAX_REPEATS}, _("Sửa số lần phát."))
    return {"repeats": repeats, "every_s": max(every_s, _duration_ms(revision) // 1000 + 5), "cause": cause}


def _sounds(revision: Revision) -> list[tuple[str, dict[str, Any]]]:
    """Language and sound of each text, in the order of playing, from the frozen content."""
    return [(text["language"], text["audio"]) for text in json.loads(revision.content)["texts"]]


def _duration_ms(revision: Revision) -> int:
    sounds = _sounds(revision)
    return sum(int(audio["duration_ms"]) for _language, audio in sounds) + LANGUAGE_PAUSE_MS * (len(sounds) - 1)


def _freeze(
    revision: Revision,
    *,
    at: datetime,
    review: Review | None = None,
    break_glass: BreakGlass | None = None,
    **alarm: Any,
) -> Broadcast:
    """The immutable copy, made from the frozen content alone."""
    content = json.loads(revision.content)
    broadcast = Broadcast.objects.create(
        unit_id=content["unit"],
        bulletin_id=content["bulletin"],
        revision=revision,
        review=review,
        break_glass=break_glass,
        klass=content["class"],
        title=content["title"],
        content=revision.content,
        digest=revision.digest,
        duration_ms=_duration_ms(revision),
        valid_from=date.fromisoformat(content["valid_from"]),
        valid_to=date.fromisoformat(content["valid_to"]),
        approved_at=at,
        **alarm,
    )
    BroadcastAudio.objects.bulk_create(
        BroadcastAudio(
            broadcast=broadcast,
            position=position,
            language=language,
            sha256=audio["sha256"],
            size=audio["size"],
            duration_ms=audio["duration_ms"],
        )
        for position, (language, audio) in enumerate(_sounds(revision))
    )
    BroadcastTarget.objects.bulk_create(
        BroadcastTarget(broadcast=broadcast, unit_id=unit_id) for unit_id in content["targets"]
    )
    return broadcast


def _place(broadcast: Broadcast, *, at: datetime) -> None:
    paths = list(broadcast.targets.values_list("unit__path", flat=True))
    outlets = list(receiving_outlets(paths).select_related("station__unit").order_by("pk"))
    if broadcast.klass == BulletinClass.URGENT:
        _air_at_once(broadcast, outlets, at=at)
        return
    stations = {outlet.station_id: outlet.station for outlet in outlets}
    accepted = [
        station for station in stations.values() if accepted_by_itself(broadcast.klass, broadcast.unit, station)
    ]
    mine = {station.pk for station in accepted}
    Acceptance.objects.bulk_create(
        Acceptance(
            broadcast=broadcast,
            station_id=pk,
            state=AcceptanceState.ACCEPTED if pk in mine else AcceptanceState.WAITING,
            state_at=at,
        )
        for pk in stations
    )
    plan_stations(accepted, at=at)


def accepted_by_itself(klass: str, unit: Unit, station: Station) -> bool:
    """Whether a station takes a bulletin of this unit without being asked: priority always, ordinary only its own."""
    return klass == BulletinClass.PRIORITY or unit.path.startswith(station.unit.path)


def _air_at_once(broadcast: Broadcast, outlets: Sequence[Outlet], *, at: datetime) -> None:
    """One occurrence per outlet and repeat, with the ids that the loudspeakers compute themselves."""
    changes, rows = Changes(), []
    for outlet in outlets:
        for repeat in range(broadcast.repeats):
            starts_at = at + timedelta(seconds=repeat * broadcast.every_s)
            day = starts_at.astimezone(LOCAL).date()
            rows.append(
                Occurrence(
                    id=urgent_occurrence(broadcast.pk, outlet.pk, repeat),
                    broadcast=broadcast,
                    outlet=outlet,
                    unit_id=outlet.station.unit_id,
                    session=f"urgent:{repeat}",
                    position=repeat,
                    starts_at=starts_at,
                    planned_ms=broadcast.duration_ms,
                    local_day=day,
                )
            )
            changes.add(Key(outlet.station.unit_id, day, broadcast.klass, Outcome.OPEN), 1)
    Occurrence.objects.bulk_create(rows, batch_size=BATCH)
    apply_changes(changes)


def _record(verb: str, broadcast: Broadcast, *, by: Viewer, at: datetime) -> None:
    record(
        verb,
        by=by.person,
        at=at,
        object_type="broadcast.broadcast",
        object_id=str(broadcast.pk),
        unit_id=broadcast.unit_id,
        ids={"bulletin": broadcast.bulletin_id},
    )
