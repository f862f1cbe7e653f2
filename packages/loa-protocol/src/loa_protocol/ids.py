"""Identities that both sides compute and therefore never need to send."""

from uuid import UUID, uuid5


def evidence_id(occurrence: UUID) -> UUID:
    """The one evidence row of an occurrence."""
    return uuid5(occurrence, "evidence")


def urgent_occurrence(command: UUID, cluster: UUID, repeat: int) -> UUID:
    """The occurrence of an urgent command's repeat (counted from 0) at a cluster."""
    return uuid5(command, f"{cluster}:{repeat}")
