"""Was it approved? Asked of the rows themselves, independently of the services that wrote them.

Nothing here trusts a state field alone: the review's people, the revision's authors, the frozen content, its hash
and its sounds are compared one by one. An answer is a reason code, or "" when all holds.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from nguontin.broadcast.models import Broadcast, BroadcastAudio
from nguontin.broadcast.states import BroadcastState
from nguontin.bulletins.models import Review, RevisionAuthor
from nguontin.bulletins.states import BulletinClass
from nguontin.devices.commands import sound_s

FACTOR_FRESH = timedelta(minutes=15)
"""How old the second factor of a broken glass may be when the alarm is raised."""


def objections(broadcast_ids: Collection[UUID]) -> dict[UUID, str]:
    """Why each broadcast may not be signed ("" when it may): three queries, however many there are."""
    rows = Broadcast.objects.filter(pk__in=broadcast_ids).select_related("review", "revision", "break_glass")
    found = {row.pk: row for row in rows}
    authors: dict[int, set[int]] = defaultdict(set)
    pairs = RevisionAuthor.objects.filter(revision__in=[row.revision_id for row in found.values()])
    for revision, person in pairs.values_list("revision_id", "person_id"):
        authors[revision].add(person)
    sounds: dict[UUID, list[str]] = defaultdict(list)
    audio = BroadcastAudio.objects.filter(broadcast__in=found).order_by("position")
    for broadcast, sha256 in audio.values_list("broadcast_id", "sha256"):
        sounds[broadcast].append(sha256)
    return {
        pk: _objection(found[pk], authors[found[pk].revision_id], sounds[pk]) if pk in found else "unknown_broadcast"
        for pk in broadcast_ids
    }


def _objection(broadcast: Broadcast, authors: set[int], sounds: list[str]) -> str:
    if broadcast.state != BroadcastState.LIVE:
        return "not_live"
    return _content(broadcast, sounds) or (
        _broken_glass(broadcast) if broadcast.break_glass_id else _four_eyes(broadcast, authors)
    )


def _content(broadcast: Broadcast, sounds: list[str]) -> str:
    digest = hashlib.sha256(broadcast.content.encode()).hexdigest()
    if not digest == broadcast.digest == broadcast.revision.digest:
        return "digest_differs"
    if broadcast.revision.bulletin_id != broadcast.bulletin_id:
        return "other_bulletin"
    content = json.loads(broadcast.content)
    if content["class"] != broadcast.klass:
        return "class_differs"
    if not sounds or [text["audio"]["sha256"] for text in content["texts"]] != sounds:
        return "audio_differs"
    return ""


def _four_eyes(broadcast: Broadcast, authors: set[int]) -> str:
    review = broadcast.review
    if review is None or review.revision_id != broadcast.revision_id:
        return "no_review"
    if review.decision != Review.Decision.APPROVED or review.decided_by_id is None:
        return "not_approved"
    if review.decided_by_id == review.submitted_by_id or review.decided_by_id in authors:
        return "approved_by_its_author"
    return ""


def _broken_glass(broadcast: Broadcast) -> str:
    glass = broadcast.break_glass
    if glass is None or broadcast.klass != BulletinClass.URGENT:
        return "no_broken_glass"
    if not glass.reason.strip():
        return "no_reason"
    if not glass.at - FACTOR_FRESH <= glass.factor_at <= glass.at:
        return "no_second_factor"
    if broadcast.repeats > glass.max_repeats or sound_s(broadcast) > glass.max_minutes * 60 + broadcast.repeats:
        return "beyond_its_bounds"
    return ""
