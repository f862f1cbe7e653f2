"""Mosquitto 2: its password, access and configuration files, written from the database, and its running as a child.

In a province an administrator runs Mosquitto and names a folder in NGUON_BROKER_FILES; the worker keeps
``passwords`` and ``access`` there up to date and tells the broker by SIGHUP (its pid stands in ``mosquitto.pid``).
After a SIGHUP Mosquitto disconnects clients whose password is gone, so a revoked device is out as soon as the files
are written.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from .access import Credentials, gateway_login, load_credentials
from .passwords import password_holds

PASSWORDS, ACCESS, CONFIG, PID = "passwords", "access", "mosquitto.conf", "mosquitto.pid"


def program() -> str | None:
    """Where mosquitto is installed, also when /usr/sbin is not on the path."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


def access_text(province: str, gateway: str) -> str:
    """The ACL file: patterns hold for every user, %u is the user name."""
    base = f"loa/1/{province}"
    lines = [
        f"pattern read {base}/c/%u/down/#",
        f"pattern read {base}/a/+/down/#",
        f"pattern read {base}/all/down/#",
        f"pattern write {base}/c/%u/up/#",
        "",
    ]
    if gateway:
        lines += [f"user {gateway}", *(f"topic write {base}/{place}/down/#" for place in ("c/+", "a/+", "all"))]
        lines += [f"topic read {base}/c/+/up/#", ""]
    return "\n".join(lines)


def passwords_text(credentials: Credentials, *, password: str = "", before: str = "") -> str:
    """The password file. The gateway's line in *before* is kept while it fits its *password* (hashes are salted)."""
    kept = dict(line.split(":", 1) for line in before.splitlines() if ":" in line)
    hashes, stored = dict(credentials.hashes), kept.get(credentials.gateway, "")
    if credentials.gateway in hashes and password_holds(password, stored):
        hashes[credentials.gateway] = stored
    return "".join(f"{user}:{stored}\n" for user, stored in sorted(hashes.items()))


def config_text(folder: Path, *, host: str, port: int) -> str:
    """A configuration for one plain listener, nothing anonymous, queues that outlast a gateway's restart."""
    return "\n".join(
        [
            "per_listener_settings false",
            *_user_line(),
            f"listener {port} {host}",
            "allow_anonymous false",
            f"password_file {folder / PASSWORDS}",
            f"acl_file {folder / ACCESS}",
            f"pid_file {folder / PID}",
            "log_type error",
            "persistence true",
            f"persistence_location {folder}/",
            "max_queued_messages 0",
            "max_packet_size 2500000",
            "",
        ]
    )


def _user_line() -> list[str]:
    """As root, Mosquitto would step down to a user of its own, who cannot read files that are 0600 and ours."""
    return ["user root"] if os.geteuid() == 0 else []


def write_files(folder: Path, *, url: str, province: str) -> bool:
    """Bring ``passwords`` and ``access`` up to date; whether anything changed. Mode 0600, replaced as a whole."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    credentials = load_credentials(url)
    before = _text(folder / PASSWORDS)
    changed = _write(folder / PASSWORDS, passwords_text(credentials, password=gateway_login(url)[1], before=before))
    return _write(folder / ACCESS, access_text(province, credentials.gateway)) or changed


def reload(folder: Path) -> None:
    """Tell the running broker to read its files again; nothing when none runs."""
    with contextlib.suppress(ValueError, ProcessLookupError, PermissionError):
        os.kill(int(_text(folder / PID)), signal.SIGHUP)


def start(folder: Path, *, host: str, port: int, url: str, province: str) -> subprocess.Popen[bytes]:
    """Write all files and start Mosquitto as a child. Raises FileNotFoundError when it is not installed."""
    found = program()
    if found is None:
        raise FileNotFoundError("mosquitto is not installed")
    write_files(folder, url=url, province=province)
    _write(folder / CONFIG, config_text(folder, host=host, port=port))
    return subprocess.Popen([found, "-c", str(folder / CONFIG)])  # noqa: S603 - our own file, no shell


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _write(path: Path, text: str) -> bool:
    if _text(path) == text:
        return False
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    Path(part).replace(path)
    return True
