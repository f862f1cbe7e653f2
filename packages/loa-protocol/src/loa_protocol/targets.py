"""Whom a message is for: ``cluster:<uuid>``, ``area:<unit code>``, ``all``, or, upward, ``server``."""

import re
from enum import StrEnum
from uuid import UUID

from loa_protocol.downward import CODE
from loa_protocol.errors import Refusal, Refused

ALL = "all"
SERVER = "server"
_AREA = re.compile(CODE, re.ASCII)


class TargetKind(StrEnum):
    """First part of a target."""

    CLUSTER = "cluster"
    AREA = "area"
    ALL = "all"
    SERVER = "server"


def cluster_target(cluster: UUID) -> str:
    """The target of one loudspeaker cluster."""
    return f"cluster:{cluster}"


def area_target(area: str) -> str:
    """The target of every cluster in a unit; ``Refused`` (malformed) when the code cannot stand in a topic."""
    if not _AREA.fullmatch(area) or len(area) > 64:
        raise Refused(Refusal.MALFORMED, f"area code {area!r}")
    return f"area:{area}"


def kind_of(target: str) -> TargetKind:
    """The kind of a well-formed target; anything else is ``Refused`` as malformed."""
    if target == ALL:
        return TargetKind.ALL
    if target == SERVER:
        return TargetKind.SERVER
    kind, _, name = target.partition(":")
    if kind == TargetKind.AREA and target == area_target(name):
        return TargetKind.AREA
    if kind == TargetKind.CLUSTER:
        try:
            if target == cluster_target(UUID(name)):
                return TargetKind.CLUSTER
        except ValueError:
            pass
    raise Refused(Refusal.MALFORMED, f"target {target!r}")
