"""What should sound now: derived from clock, programme and journal, never from a cursor. Pure.

The ladder is data: alarm, priority item, ordinary item, silence. ``decide`` returns the rung that holds now, what has
ended without sounding and why, and when to ask again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from loa_protocol import Audio, Interrupted, Item, ItemClass, Outcome, Programme, Reason

from loa.alarms import FETCH_HOLD_MS, HOLD_MS, Alarm, length_ms
from loa.hours import local_date, quiet_from

ARM_MS = 700
"""An item is decided this long before its start, so that the sink can begin on the instant."""

PREPARE_MS = 30_000
"""Audio is decoded this long before it is due."""

SLEEP_MS = 60_000
"""The longest time until the plan is looked at again."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An occurrence that has sounded and is not settled.

    At ``at_ms`` it had come to ``position_ms``; ``torn`` says that a power cut took part of it.
    """

    occurrence: UUID
    broadcast: UUID
    audio: tuple[str, ...]
    started_ms: int
    at_ms: int
    position_ms: int
    played_ms: int
    volume: int
    torn: bool = False


@dataclass(frozen=True, slots=True)
class StopOrder:
    """A stop that lasts: one broadcast or all (None), until an instant."""

    broadcast: UUID | None
    until_ms: int


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a decision may depend on. ``missing`` says which SHA-256 cannot sound, and why."""

    now_ms: int
    awake_ms: int
    known_ms: int
    cluster: UUID
    programme: Programme | None = None
    expires_ms: int = 0
    settled: Collection[UUID] = frozenset()
    begun: Mapping[UUID, Begun] = field(default_factory=dict)
    session_ms: Mapping[str, int] = field(default_factory=dict)
    day_ms: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, Reason] = field(default_factory=dict)
    alarms: tuple[Alarm, ...] = ()
    stops: tuple[StopOrder, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A rung that sounds: from ``position_ms`` on at ``at_ms``, cut off after ``cut_ms`` for ``cut_reason``."""

    occurrence: UUID
    broadcast: UUID
    audio: tuple[Audio, ...]
    at_ms: int
    position_ms: int
    cut_ms: int
    cut_reason: Reason
    volume: int
    session: str | None = None
    alarm: UUID | None = None
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """An occurrence that ends without sounding (on)."""

    occurrence: UUID
    broadcast: UUID
    audio: tuple[str, ...]
    outcome: Outcome
    reason: Reason
    alarm: UUID | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """``piece`` None is silence; ``held`` says that an alarm wants that silence; ``soon`` is audio to decode."""

    piece: Piece | None
    held: bool
    verdicts: tuple[Verdict, ...]
    wake_ms: int
    soon: tuple[Audio, ...]


def decide(situation: Situation) -> Decision:
    """The rung of the ladder that holds now."""
    alarm, held, verdicts, wake = _alarm_rung(situation)
    soon = [part for each in situation.alarms if not each.over for part in each.urgent.audio]
    piece = alarm
    programme = situation.programme
    if programme is not None:
        for item in sorted(programme.items, key=_rank):
            if item.occurrence in situation.settled:
                continue
            if item.start - PREPARE_MS <= situation.now_ms:
                soon.extend(item.audio)
            moments = (item.start - PREPARE_MS, item.start - ARM_MS)
            wake = min([wake, *(at for at in moments if at > situation.now_ms)])
            if item.start - ARM_MS > situation.now_ms:
                continue
            found: Verdict | Piece | None = _over(situation, programme, item)
            if found is None and piece is None and not held:
                found = _begin(situation, programme, item)
            if isinstance(found, Verdict):
                verdicts.append(found)
            elif found is not None:
                piece = found
            else:
                wake = min(wake, situation.now_ms + 1000)
        verdicts.extend(_withdrawn(situation, programme))
    return Decision(piece, held, tuple(verdicts), wake, tuple(soon))


def interruption(situation: Situation, piece: Piece) -> Reason | None:
    """Why the sounding piece must fall silent now, None when it goes on."""
    if _stopped(situation, piece.broadcast, situation.now_ms):
        return Reason.STOPPED
    if piece.alarm is not None:
        return None
    items = situation.programme.items if situation.programme else ()
    if not any(item.occurrence == piece.occurrence for item in items):
        return Reason.WITHDRAWN
    alarm, held, _, _ = _alarm_rung(situation)
    return Reason.INTERRUPTED if alarm is not None or held else None


def unfinished(old: Programme, new: Programme, situation: Situation) -> Iterable[Verdict]:
    """What the old programme leaves behind when a new one takes its place: what was due and is no longer in it."""
    kept = {item.occurrence for item in new.items}
    for item in old.items:
        if item.occurrence in kept or item.occurrence in situation.settled or item.occurrence in situation.begun:
            continue
        if item.start <= situation.now_ms:
            yield _over(situation, old, item) or _verdict(item, Outcome.SKIPPED, Reason.WITHDRAWN)


def _rank(item: Item) -> tuple[bool, int, int, UUID]:
    return (item.item_class is not ItemClass.PRIORITY, item.start, item.order, item.occurrence)


def _verdict(item: Item, outcome: Outcome, reason: Reason) -> Verdict:
    return Verdict(item.occurrence, item.broadcast, tuple(part.sha256 for part in item.audio), outcome, reason)


def _stopped(situation: Situation, broadcast: UUID, at_ms: int) -> bool:
    return any(at_ms < stop.until_ms and stop.broadcast in (None, broadcast) for stop in situation.stops)


def _missing(situation: Situation, audio: Iterable[Audio]) -> Reason | None:
    return next((situation.missing[part.sha256] for part in audio if part.sha256 in situation.missing), None)


def _over(situation: Situation, programme: Programme, item: Item) -> Verdict | None:
    """The verdict on an item that no longer can sound, however free the loudspeaker is."""
    now, cutoff = situation.now_ms, programme.late_cutoff_s * 1000
    begun = situation.begun.get(item.occurrence)
    if _stopped(situation, item.broadcast, max(now, item.start)):
        return _verdict(item, Outcome.PARTLY if begun else Outcome.SKIPPED, Reason.STOPPED)
    if begun and begun.torn:
        gone = begun.position_ms + now - begun.at_ms >= length_ms(item.audio)
        return _verdict(item, Outcome.PARTLY, Reason.POWER_CUT) if gone else None
    if begun:
        return _verdict(item, Outcome.PARTLY, Reason.INTERRUPTED) if now - begun.at_ms > cutoff else None
    if max(now, item.start) >= situation.expires_ms:
        return _verdict(item, Outcome.SKIPPED, Reason.EXPIRED)
    slept = item.start < situation.awake_ms
    if now - item.start <= cutoff and not (slept and now - item.start >= length_ms(item.audio)):
        return None
    reason = _missing(situation, item.audio) if not slept else None
    if reason is None and not slept and item.start < situation.known_ms:
        reason = Reason.CLOCK_UNKNOWN
    return _verdict(item, Outcome.MISSED, reason or Reason.LATE)


def _begin(situation: Situation, programme: Programme, item: Item) -> Piece | Verdict | None:
    """The piece with which a due item begins or goes on, the verdict that forbids it, None when it has to wait."""
    begun = situation.begun.get(item.occurrence)
    at, position, torn = max(situation.now_ms, item.start), 0, False
    if begun and begun.torn:
        position, torn = begun.position_ms + at - begun.at_ms, True
    elif begun:
        position = begun.position_ms if programme.interrupted is Interrupted.RESUME else 0
    elif item.start < situation.awake_ms:
        position, torn = at - item.start, True
    remaining = length_ms(item.audio) - position
    limits = (
        (Reason.QUIET_HOURS, quiet_from(programme, at) - at),
        (Reason.SESSION_MINUTES, programme.max_session_s * 1000 - situation.session_ms.get(item.session, 0)),
        (Reason.DAY_MINUTES, programme.max_day_s * 1000 - situation.day_ms.get(local_date(programme, at), 0)),
    )
    for reason, left in limits:
        if remaining > left:
            return _verdict(item, Outcome.PARTLY if begun else Outcome.SKIPPED, reason)
    if _missing(situation, item.audio):
        return None
    cut_reason, cut = min(limits, key=lambda limit: limit[1])
    return Piece(
        occurrence=item.occurrence,
        broadcast=item.broadcast,
        audio=item.audio,
        at_ms=at,
        position_ms=position,
        cut_ms=cut,
        cut_reason=cut_reason,
        volume=programme.volume,
        session=item.session,
        torn=torn,
    )


def _withdrawn(situation: Situation, programme: Programme) -> Iterable[Verdict]:
    """Begun items that the programme no longer has."""
    present = {item.occurrence for item in programme.items}
    present.update(alarm.occurrence(situation.cluster) for alarm in situation.alarms)
    for begun in situation.begun.values():
        if begun.occurrence not in present:
            reason = Reason.POWER_CUT if begun.torn else Reason.WITHDRAWN
            yield Verdict(begun.occurrence, begun.broadcast, begun.audio, Outcome.PARTLY, reason)


def _alarm_rung(situation: Situation) -> tuple[Piece | None, bool, list[Verdict], int]:
    """The alarm that sounds, whether one wants silence, the repeats that are given up, and when to look again."""
    now, wake = situation.now_ms, situation.now_ms + SLEEP_MS
    piece: Piece | None = None
    held = False
    verdicts: list[Verdict] = []
    for alarm in situation.alarms:
        while not alarm.over and (given_up := _given_up(situation, alarm)):
            verdicts.append(given_up)
            alarm = alarm.after_repeat(now_ms=now, sounded_ms=0)  # noqa: PLW2901 - the alarm as it stands afterwards
        if alarm.over:
            continue
        if alarm.due_ms - ARM_MS > now:
            held = held or (alarm.repeat > 0 and alarm.due_ms - now <= HOLD_MS)
            wake = min(wake, alarm.due_ms - ARM_MS)
        elif _missing(situation, alarm.urgent.audio):
            held = held or now - alarm.due_ms < FETCH_HOLD_MS
            wake = min(wake, now + 1000)
        elif piece is None:
            piece = _alarm_piece(situation, alarm)
    return piece, held and piece is None, verdicts, wake


def _alarm_stopped(situation: Situation, alarm: Alarm) -> bool:
    """A stop by name ends every repeat to come; a stop of everything those of an alarm that has begun or is due."""
    begins = situation.now_ms if alarm.repeat > 0 else max(situation.now_ms, alarm.due_ms)
    return any(
        situation.now_ms < stop.until_ms
        and (stop.broadcast == alarm.urgent.broadcast or (stop.broadcast is None and begins < stop.until_ms))
        for stop in situation.stops
    )


def _given_up(situation: Situation, alarm: Alarm) -> Verdict | None:
    begun = situation.begun.get(alarm.occurrence(situation.cluster))
    outcome, reason = Outcome.SKIPPED, None
    if _alarm_stopped(situation, alarm):
        reason = Reason.STOPPED
    elif begun is not None:
        reason = Reason.POWER_CUT
    elif situation.now_ms >= alarm.expires_ms:
        missing = _missing(situation, alarm.urgent.audio)
        outcome, reason = (Outcome.MISSED, missing) if missing else (Outcome.SKIPPED, Reason.EXPIRED)
    elif not alarm.fits:
        reason = Reason.SESSION_MINUTES
    elif max(alarm.received_ms, alarm.free_ms) < situation.awake_ms and alarm.overtaken(situation.now_ms):
        outcome, reason = Outcome.MISSED, Reason.LATE
    if reason is None:
        return None
    return Verdict(
        alarm.occurrence(situation.cluster),
        alarm.urgent.broadcast,
        tuple(part.sha256 for part in alarm.urgent.audio),
        Outcome.PARTLY if begun else outcome,
        reason,
        alarm.urgent.command,
    )


def _alarm_piece(situation: Situation, alarm: Alarm) -> Piece:
    return Piece(
        occurrence=alarm.occurrence(situation.cluster),
        broadcast=alarm.urgent.broadcast,
        audio=alarm.urgent.audio,
        at_ms=max(situation.now_ms, alarm.due_ms),
        position_ms=0,
        cut_ms=alarm.left_ms,
        cut_reason=Reason.SESSION_MINUTES,
        volume=100,
        alarm=alarm.urgent.command,
    )
