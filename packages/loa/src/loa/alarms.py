"""Urgent commands on the device: when a repeat is due, when it is given up. Pure."""

from dataclasses import dataclass, replace
from uuid import UUID

from loa_protocol import Audio, Urgent
from loa_protocol.ids import urgent_occurrence

LANGUAGE_GAP_MS = 800
"""Silence between two languages of one broadcast."""

HOLD_MS = 60_000
"""A pause between repeats up to this long stays silent; in a longer one the programme goes on."""

FETCH_HOLD_MS = 30_000
"""How long an alarm keeps the loudspeaker silent while its audio is still on its way."""


def length_ms(audio: tuple[Audio, ...]) -> int:
    """Length of a list of audio with the gaps between languages."""
    return sum(part.duration_ms for part in audio) + LANGUAGE_GAP_MS * (len(audio) - 1)


@dataclass(frozen=True, slots=True)
class Alarm:
    """An accepted urgent command and how far it has come.

    ``repeat`` is the next repeat (from 0), ``free_ms`` the end of the one before, ``sounded_ms`` all its sound so far.
    """

    urgent: Urgent
    received_ms: int
    expires_ms: int
    repeat: int = 0
    free_ms: int = 0
    sounded_ms: int = 0

    @property
    def over(self) -> bool:
        """Whether no repeat is left."""
        return self.repeat >= self.urgent.repeats

    @property
    def due_ms(self) -> int:
        """When the next repeat shall begin."""
        return max(self.urgent.starts_at + self.repeat * self.urgent.every_s * 1000, self.free_ms, self.received_ms)

    @property
    def left_ms(self) -> int:
        """How much longer the command may sound."""
        return self.urgent.max_s * 1000 - self.sounded_ms

    @property
    def fits(self) -> bool:
        """Whether the next repeat may sound; the first always may, cut off at the limit."""
        return self.left_ms > 0 and (self.repeat == 0 or length_ms(self.urgent.audio) <= self.left_ms)

    def occurrence(self, cluster: UUID) -> UUID:
        """The occurrence of the next repeat."""
        return urgent_occurrence(self.urgent.command, cluster, self.repeat)

    def after_repeat(self, *, now_ms: int, sounded_ms: int) -> "Alarm":
        """The alarm once its next repeat has been settled."""
        return replace(self, repeat=self.repeat + 1, free_ms=now_ms, sounded_ms=self.sounded_ms + sounded_ms)

    def overtaken(self, now_ms: int) -> bool:
        """Whether the next repeat passed while the box was off: the one after it is due already."""
        every = self.urgent.every_s * 1000
        return every > 0 and self.urgent.starts_at + (self.repeat + 1) * every <= now_ms
