"""A writing desk for tests: bulletins with sound that nobody spoke, since most tests are about rules, not voices."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from nguontin.bulletins.models import Audio, Bulletin, RevisionText
from nguontin.bulletins.services import create_bulletin, heard, submit_bulletin, write_text
from nguontin.units.models import Unit
from nguontin.units.scope import Viewer


def give_sound(text: RevisionText, *, at: datetime, seconds: int = 60) -> Audio:
    """A ready sound, named by a hash of its words."""
    values = {
        "kind": Audio.Kind.SPOKEN,
        "state": Audio.State.READY,
        "sha256": hashlib.sha256(f"{text.language}{text.text}{seconds}".encode()).hexdigest(),
        "size": seconds * 3000,
        "duration_ms": seconds * 1000,
        "loudness_lufs": -16.0,
        "waveform": [10] * 200,
        "made_at": at,
    }
    return Audio.objects.update_or_create(text=text, defaults=values)[0]


def draft(
    by: Viewer, unit: Unit, *, at: datetime, seconds: int = 60, title: str = "Tiêm phòng dại", **more: Any
) -> Bulletin:
    """A bulletin with Vietnamese words and sound, not yet submitted."""
    bulletin = create_bulletin(unit=unit, title=title, by=by, at=at, **more)
    text = write_text(bulletin, "vi", f"Kính mời bà con nghe: {title}.", by=by, at=at)
    give_sound(text, at=at, seconds=seconds)
    return bulletin


def submitted(by: Viewer, unit: Unit, *, at: datetime, **more: Any) -> Bulletin:
    """The same, heard by its writer and laid before another person."""
    bulletin = draft(by, unit, at=at, **more)
    for audio in Audio.objects.filter(text__revision__bulletin=bulletin):
        heard(audio, by=by, at=at)
    submit_bulletin(bulletin, by=by, at=at)
    return bulletin
