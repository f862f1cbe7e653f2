"""The NGUON_* settings: typed, documented, and an unknown key is refused with the nearest name.

Every setting is listed in docs/settings.md; a test keeps the two together.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class SettingsError(RuntimeError):
    """A NGUON_* variable is unknown or has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One NGUON_* variable: how its text becomes a value, what stands when it is absent, and what it does."""

    name: str
    parse: Callable[[str], Any]
    default: Any
    doc: str


def _flag(text: str) -> bool:
    if text.lower() in {"1", "true", "yes", "on"}:
        return True
    if text.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError("1 or 0")


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _mode(text: str) -> str:
    if text not in {"production", "demo", "test"}:
        raise ValueError("production, demo or test")
    return text


SETTINGS: dict[str, Setting] = {
    one.name: one
    for one in (
        Setting("NGUON_MODE", _mode, "production", "production, demo or test. Demo accounts exist only in demo."),
        Setting("NGUON_DATA_DIR", Path, Path("var"), "Folder of database, media and keys; created with mode 0700."),
        Setting(
            "NGUON_DATABASE_URL",
            str,
            "",
            "postgres://user:password@host:port/name or sqlite:///path; empty = SQLite in the data folder.",
        ),
        Setting("NGUON_SECRET_KEY", str, "", "Django's secret; empty = a random one kept in the data folder (0600)."),
        Setting(
            "NGUON_SECRETS_KEY",
            str,
            "",
            "Fernet keys for secrets at rest, newest first, comma separated; empty = random, kept in the data folder.",
        ),
        Setting("NGUON_PROVINCE", str, "04", "Two-digit official code of the province served (04 = Cao Bằng)."),
        Setting(
            "NGUON_BASE_URL",
            str,
            "http://127.0.0.1:8000",
            "Address at which people and loudspeakers reach the web process.",
        ),
        Setting(
            "NGUON_ALLOWED_HOSTS", _list, [], "Host names answered besides the one of NGUON_BASE_URL, comma separated."
        ),
        Setting("NGUON_BIND", str, "127.0.0.1:8000", "Address and port the web process listens on."),
        Setting(
            "NGUON_MQTT_URL", str, "mqtt://127.0.0.1:1883", "Broker for the gateway: mqtt[s]://user:password@host:port."
        ),
        Setting(
            "NGUON_MQTT_DEVICE_URL",
            str,
            "",
            "Broker address told to loudspeakers; empty = host and port of NGUON_MQTT_URL.",
        ),
        Setting(
            "NGUON_MQTT_SHARED",
            _flag,
            True,
            "Gateways share the load by $share subscriptions (0 for brokers without it).",
        ),
        Setting(
            "NGUON_BROKER_FILES",
            str,
            "",
            "Folder where Mosquitto's password and ACL files are kept up to date; empty = not kept.",
        ),
        Setting(
            "NGUON_SIGNER_SOCKET", str, "", "Unix socket of `nguontin signer`; empty = signer.sock in the data folder."
        ),
        Setting(
            "NGUON_SIGNER_KEY",
            str,
            "",
            "File of the working key (0600), read by the signer alone; empty = keys/working.pem in the data folder.",
        ),
        Setting(
            "NGUON_CLOCK_OFFSET_S",
            float,
            0.0,
            "Seconds the shown clock is ahead of the machine's; refused outside demo and test.",
        ),
        Setting(
            "NGUON_MAIL_URL",
            str,
            "",
            "smtp[s]://user:password@host:port for password resets; empty = written to the log of the data folder.",
        ),
        Setting("NGUON_MAIL_FROM", str, "nguontin@localhost", "Sender of mail."),
        Setting(
            "NGUON_BEHIND_TLS",
            _flag,
            False,
            "1 when a proxy terminates TLS and sets X-Forwarded-Proto and -For; cookies become Secure, HSTS is sent.",
        ),
        Setting("NGUON_LOG_LEVEL", str, "INFO", "Python log level of every process."),
        Setting("NGUON_REQUIRE_ALL", _flag, False, "Tests: a missing optional program is a failure, not a skip."),
    )
}


def load(environ: Mapping[str, str]) -> dict[str, Any]:
    """Values of all settings from *environ*.

    Raises:
        SettingsError: an unknown NGUON_* key (with the nearest known name) or a value that does not parse.
    """
    unknown = [key for key in environ if key.startswith("NGUON_") and key not in SETTINGS]
    if unknown:
        near = difflib.get_close_matches(unknown[0], SETTINGS, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise SettingsError(f"unknown setting {unknown[0]}{hint} (docs/settings.md lists all)")
    values: dict[str, Any] = {}
    for name, setting in SETTINGS.items():
        text = environ.get(name)
        if text is None:
            values[name] = setting.default
            continue
        try:
            values[name] = setting.parse(text)
        except ValueError as error:
            raise SettingsError(f"{name}={text!r} cannot be used: wanted {error}") from error
    if values["NGUON_CLOCK_OFFSET_S"] and values["NGUON_MODE"] == "production":
        raise SettingsError("NGUON_CLOCK_OFFSET_S is refused in production: loudspeakers follow this clock")
    return values
