"""MQTT topics: ``loa/1/<province>/c/<cluster>/(down|up)/<type>``, ``…/a/<area>/down/<type>``, ``…/all/down/keys``."""

import re
from dataclasses import dataclass
from uuid import UUID

from loa_protocol.downward import CODE
from loa_protocol.errors import Refusal, Refused
from loa_protocol.targets import ALL, area_target, cluster_target
from loa_protocol.words import MessageType

_CODE = re.compile(CODE, re.ASCII)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic taken apart. ``target`` is whom it leads to (downward) or which cluster it comes from (upward)."""

    province: str
    target: str
    upward: bool
    type: MessageType

    @property
    def cluster(self) -> UUID | None:
        """The cluster of a cluster topic, None for an area's and for ``all``."""
        kind, _, name = self.target.partition(":")
        return UUID(name) if kind == "cluster" else None


def down(province: str, target: str, message_type: MessageType) -> str:
    """Topic on which the server publishes a message for a target."""
    return f"{_base(province)}/{_place(target)}/down/{message_type}"


def up(province: str, cluster: UUID, message_type: MessageType) -> str:
    """Topic on which a cluster publishes."""
    return f"{_base(province)}/c/{cluster}/up/{message_type}"


def up_filter(province: str) -> str:
    """Subscription of a gateway: everything that clusters send."""
    return f"{_base(province)}/c/+/up/#"


def device_filters(province: str, cluster: UUID, areas: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Subscriptions of a device: its own, its areas' and everybody's downward topics."""
    places = [cluster_target(cluster), *map(area_target, areas), ALL]
    return tuple(f"{_base(province)}/{_place(target)}/down/#" for target in places)


def parse(topic: str) -> Topic:
    """Take a topic apart; ``Refused`` (malformed) for any other form."""
    parts = topic.split("/")
    if len(parts) < 6 or parts[:2] != ["loa", "1"] or not _CODE.fullmatch(parts[2]):
        raise Refused(Refusal.MALFORMED, f"topic {topic!r}")
    place, (direction, word) = parts[3:-2], parts[-2:]
    target = _target(place)
    if (
        target is None
        or direction not in ("down", "up")
        or word not in MessageType._value2member_map_
        or (direction == "up" and place[0] != "c")
    ):
        raise Refused(Refusal.MALFORMED, f"topic {topic!r}")
    return Topic(parts[2], target, direction == "up", MessageType(word))


def _target(place: list[str]) -> str | None:
    match place:
        case ["all"]:
            return ALL
        case ["a", area] if _CODE.fullmatch(area):
            return f"area:{area}"
        case ["c", cluster]:
            try:
                return target if (target := cluster_target(UUID(cluster))) == f"cluster:{cluster}" else None
            except ValueError:
                return None
    return None


def _place(target: str) -> str:
    if target == ALL:
        return ALL
    kind, _, name = target.partition(":")
    return f"{kind[0]}/{name}"


def _base(province: str) -> str:
    if not _CODE.fullmatch(province):
        raise Refused(Refusal.MALFORMED, f"province {province!r}")
    return f"loa/1/{province}"
