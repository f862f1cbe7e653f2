"""Where a demo lives: its data folder, its ports, its shown clock and its passwords, kept between starts.

Imported before Django is set up: it decides the NGUON_* settings of every process of the demo.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from nguontin.kernel.ports import free_port

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_SHOWN = datetime(2026, 10, 1, 16, 59, 12, tzinfo=LOCAL)  # the demo's papers are of these weeks
SOCKET_PATH_BYTES = 100  # of the 108 that Linux allows (unix(7))
DAYTIME = (6, 20)  # hours; a demo started again outside them moves on to the next morning


@dataclass(slots=True)
class Place:
    """Everything a demo must find again. ``offset_s``: seconds the shown clock is ahead of the machine's."""

    folder: Path
    web_port: int
    mqtt_port: int
    offset_s: float
    gateway_password: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    passwords: dict[str, str] = field(default_factory=dict)
    carried_through: bool = False

    @property
    def base_url(self) -> str:
        """Address of the pages."""
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def signer_socket(self) -> Path:
        """The signer's socket: in the folder, or elsewhere when that path is longer than a socket's may be."""
        own = self.folder / "signer.sock"
        if len(os.fsencode(own)) <= SOCKET_PATH_BYTES:
            return own
        return Path("/tmp") / f"nguontin-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]}" / own.name  # noqa: S108 - ours or refused

    def settings(self) -> dict[str, str]:
        """The NGUON_* variables of every process of this demo."""
        return {
            "NGUON_MODE": "demo",
            "NGUON_DATA_DIR": str(self.folder),
            "NGUON_BASE_URL": self.base_url,
            "NGUON_BIND": f"127.0.0.1:{self.web_port}",
            "NGUON_MQTT_URL": f"mqtt://gateway:{self.gateway_password}@127.0.0.1:{self.mqtt_port}",
            "NGUON_MQTT_DEVICE_URL": f"mqtt://127.0.0.1:{self.mqtt_port}",
            "NGUON_MQTT_SHARED": "0",
            "NGUON_BROKER_FILES": str(self.folder / "broker"),
            "NGUON_SIGNER_SOCKET": str(self.signer_socket),
            "NGUON_CLOCK_OFFSET_S": repr(self.offset_s),
            "NGUON_LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "nguontin.config.settings",
        }

    def settle(self) -> None:
        """Make this process one of the demo: settings of another installation do not reach it, but the province."""
        for name in [name for name in os.environ if name.startswith("NGUON_") and name != "NGUON_PROVINCE"]:
            del os.environ[name]
        os.environ.update(self.settings())
        runtime = self.signer_socket.parent
        runtime.mkdir(mode=0o700, exist_ok=True)
        if runtime.stat().st_uid != os.geteuid():
            raise PermissionError(f"{runtime} belongs to somebody else")

    def leave(self) -> None:
        """At the end: nothing stays behind outside the folder."""
        if self.signer_socket.parent != self.folder:
            shutil.rmtree(self.signer_socket.parent, ignore_errors=True)

    def save(self) -> None:
        """Write the place down, readable by its owner alone."""
        path = self.folder / "demo.json"
        text = json.dumps({**asdict(self), "folder": str(self.folder)}, ensure_ascii=False, indent=1)
        part = path.with_suffix(".part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
        os.replace(part, path)


def open_place(folder: Path, *, web_port: int | None = None) -> Place:
    """The demo kept in *folder*, or a new one there. A port that is taken meanwhile is replaced by a free one."""
    place = kept_place(folder)
    if place:
        place.offset_s = daytime_offset(place.offset_s)
    else:
        remove(folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = Place(folder, 8000 if web_port is None else web_port, 0, FIRST_SHOWN.timestamp() - time.time())
    place.web_port = free_port(place.web_port if web_port is None else web_port)
    place.mqtt_port = free_port(place.mqtt_port)
    place.save()
    return place


def kept_place(folder: Path) -> Place | None:
    """The demo kept in *folder*; None when there is none, or its first start was cut off before it had accounts."""
    kept = folder / "demo.json"
    place = Place(**{**json.loads(kept.read_text()), "folder": folder}) if kept.exists() else None
    return place if place and place.passwords else None


def remove(folder: Path) -> None:
    """Remove a demo's folder, and nothing that is not one."""
    if (folder / "demo.json").exists():
        shutil.rmtree(folder)


def daytime_offset(offset_s: float) -> float:
    """The offset, moved on (never back) to the next morning when the shown clock stands at night."""
    shown = (datetime.now(UTC) + timedelta(seconds=offset_s)).astimezone(LOCAL)
    if DAYTIME[0] <= shown.hour < DAYTIME[1]:
        return offset_s
    morning = shown.replace(hour=DAYTIME[0], minute=30, second=0, microsecond=0)
    if morning <= shown:
        morning += timedelta(days=1)
    return offset_s + (morning - shown).total_seconds()
