"""Who may log in at the broker and which topics are theirs: one rule, kept the same by both brokers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from nguontin.devices.models import Device

from .passwords import hash_password

Action = Literal["read", "write"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Password hashes by user name: the gateway's and one per live device (its cluster's id)."""

    gateway: str
    hashes: dict[str, str]


def gateway_login(url: str) -> tuple[str, str]:
    """User and password of the gateway as NGUON_MQTT_URL has them; empty when it has none."""
    parts = urlsplit(url)
    return unquote(parts.username or ""), unquote(parts.password or "")


def load_credentials(url: str) -> Credentials:
    """Everybody who may log in now; one query."""
    user, password = gateway_login(url)
    rows = Device.objects.filter(revoked_at=None).values_list("outlet_id", "broker_hash")
    hashes = {str(cluster): stored for cluster, stored in rows}
    if user and password:
        hashes[user] = hash_password(password)
    return Credentials(user, hashes)


def allowed(user: str, topic: str, action: Action, *, province: str, gateway: str) -> bool:
    """Whether a user may read (subscribe, receive) or write (publish) a topic or filter.

    A device reads its own ``down``, any area's ``down`` and everybody's; it writes its own ``up``. The gateway reads
    all ``up`` of its province, also by shared subscription, and writes all ``down``.
    """
    base = f"loa/1/{province}/"
    if not user:
        return False
    if topic.startswith("$share/"):
        topic = topic.split("/", 2)[-1]
        if user != gateway:
            return False
    if not topic.startswith(base):
        return False
    parts = topic[len(base) :].split("/")
    if action == "write" and {"+", "#"} & set(parts):
        return False
    match parts:
        case ["c", cluster, "down", _]:
            return action == "write" if user == gateway else action == "read" and cluster == user
        case ["a", _, "down", _] | ["all", "down", _]:
            return action == ("write" if user == gateway else "read")
        case ["c", cluster, "up", _]:
            return action == "read" if user == gateway else action == "write" and cluster == user
    return False
