"""A small province on air: one bulletin that really sounds has been heard in commune a."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import numpy as np
import pytest
from pytest_django import Settings

from nguontin.broadcast.models import Broadcast, Occurrence
from nguontin.broadcast.services import add_outlet, add_slot, add_station, air_bulletin, close_occurrence
from nguontin.bulletins.audio import Pcm, level_and_encode
from nguontin.bulletins.models import Audio
from nguontin.bulletins.services import create_bulletin, heard, submit_bulletin, write_text
from nguontin.kernel import filestore
from tests.support.world import World

WORDS = "Sáng mai xã tiêm phòng dại tại nhà văn hóa."


@pytest.fixture
def aired(world: World, settings: Settings, tmp_path: Path) -> Broadcast:
    """A broadcast of commune a, two seconds long, whose first occurrence was played."""
    settings.MEDIA_ROOT = tmp_path
    station = add_station(world.a, "Đài Thục Phán", by=None, at=world.at)
    add_slot(station, "Chiều", time(17), 15, by=None, at=world.at)
    add_outlet(station, "Trung tâm", by=None, at=world.at)
    bulletin = create_bulletin(unit=world.a, title="Tiêm phòng dại", by=world.officer_a, at=world.at)
    text = write_text(bulletin, "vi", WORDS, by=world.officer_a, at=world.at)
    tone = (np.sin(np.arange(48_000 * 2) * 2 * np.pi * 330 / 48_000) * 9000).astype(np.int16)
    encoded = level_and_encode(Pcm(tone, 48_000))
    sound, _ = Audio.objects.update_or_create(
        text=text,
        defaults={
            "kind": Audio.Kind.RECORDED,
            "state": Audio.State.READY,
            "sha256": filestore.keep("audio", encoded.data),
            "size": encoded.size,
            "duration_ms": encoded.duration_ms,
        },
    )
    heard(sound, by=world.officer_a, at=world.at)
    submit_bulletin(bulletin, by=world.officer_a, at=world.at)
    broadcast = air_bulletin(bulletin, by=world.leader_a, at=world.at)
    first = Occurrence.objects.filter(broadcast=broadcast).order_by("starts_at")[0]
    close_occurrence(
        first.pk,
        outcome="played",
        reason="",
        began_at=first.starts_at,
        ended_at=first.starts_at,
        played_ms=encoded.duration_ms,
        at=first.starts_at,
    )
    return broadcast
