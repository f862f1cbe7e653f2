"""Logins and topic rights: the same rule in the embedded broker and in Mosquitto's files."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from nguontin.devices.brokers import mosquitto
from nguontin.devices.brokers.access import allowed, load_credentials
from nguontin.devices.brokers.passwords import hash_password, password_holds
from nguontin.devices.services import revoke_device

from .plant import Plant

URL = "mqtt://gateway:ge%20heim@127.0.0.1:1883"
OWN, OTHER = "7d3c1f4e-52a0-4c1c-9d7e-0f5f3b1b8a01", "c3f2a3de-1111-4b6f-8a58-7b8b1f0f2b02"


@pytest.mark.parametrize(
    ("user", "topic", "action", "may"),
    [
        (OWN, f"loa/1/04/c/{OWN}/down/#", "read", True),
        (OWN, f"loa/1/04/c/{OWN}/down/programme", "write", False),
        (OWN, f"loa/1/04/c/{OWN}/up/evidence", "write", True),
        (OWN, f"loa/1/04/c/{OWN}/up/evidence", "read", False),
        (OWN, f"loa/1/04/c/{OTHER}/up/evidence", "write", False),
        (OWN, f"loa/1/04/c/{OTHER}/down/#", "read", False),
        (OWN, "loa/1/04/c/+/down/#", "read", False),
        (OWN, "loa/1/04/#", "read", False),
        (OWN, "#", "read", False),
        (OWN, "$share/x/loa/1/04/c/+/up/#", "read", False),
        (OWN, "loa/1/04/a/01273/down/#", "read", True),
        (OWN, "loa/1/04/a/01273/down/urgent", "write", False),
        (OWN, "loa/1/04/all/down/#", "read", True),
        (OWN, "loa/1/05/all/down/#", "read", False),
        ("gateway", "loa/1/04/c/+/up/#", "read", True),
        ("gateway", "$share/gateway/loa/1/04/c/+/up/evidence", "read", True),
        ("gateway", f"loa/1/04/c/{OWN}/up/evidence", "write", False),
        ("gateway", "loa/1/04/a/01273/down/urgent", "write", True),
        ("gateway", "loa/1/04/c/+/down/urgent", "write", False),
        ("", "loa/1/04/c//up/evidence", "write", False),
    ],
)
def test_topic_rights(user: str, topic: str, action: str, may: bool) -> None:
    assert allowed(user, topic, action, province="04", gateway="gateway") is may  # type: ignore[arg-type]


def test_without_a_gateway_login_nobody_has_its_rights() -> None:
    assert not allowed("", "loa/1/04/c/+/up/#", "read", province="04", gateway="")


def test_hashes_are_in_mosquittos_form_and_hold_only_their_password() -> None:
    known = "$7$101$AAECAwQFBgcICQoL$" + (
        "OLW2HP55JsVkFIjIV97QUslh1HZPPnLohHJxaeJa/nbKlrex5q+Ttwn+0rHWCPE+loDR947kLXCwoGugYE1hNg=="
    )
    assert password_holds("loa", known)
    made = hash_password("loa")
    assert (made.startswith("$7$101$"), password_holds("loa", made), password_holds("lao", made)) == (True, True, False)
    assert made != hash_password("loa")
    for broken in ("", "$6$x", "$7$x$y$z", "$7$101$!$!"):
        assert not password_holds("loa", broken)


@pytest.mark.django_db
def test_files_follow_the_devices_and_keep_the_gateways_line(plant: Plant, tmp_path: Path) -> None:
    folder = tmp_path / "broker"
    assert mosquitto.write_files(folder, url=URL, province="04")
    assert not mosquitto.write_files(folder, url=URL, province="04")
    lines = dict(line.split(":", 1) for line in (folder / "passwords").read_text().splitlines())
    assert set(lines) == {"gateway", *(str(outlet.pk) for outlet in plant.outlets)}
    assert password_holds("ge heim", lines["gateway"])
    assert password_holds(plant.boxes[0].password, lines[plant.boxes[0].user])
    assert stat.S_IMODE((folder / "passwords").stat().st_mode) == 0o600
    revoke_device(plant.boxes[0].device, reason="Mất", by=plant.world.technician, at=plant.at)
    assert mosquitto.write_files(folder, url=URL, province="04")
    assert plant.boxes[0].user not in (folder / "passwords").read_text()
    assert mosquitto.write_files(folder, url=URL.replace("ge%20heim", "neu"), province="04")
    assert "pattern write loa/1/04/c/%u/up/#" in (folder / "access").read_text()


@pytest.mark.django_db
def test_only_live_devices_can_log_in(plant: Plant) -> None:
    revoke_device(plant.boxes[1].device, reason="Mất", by=plant.world.technician, at=plant.at)
    assert set(load_credentials(URL).hashes) == {"gateway", plant.boxes[0].user}
    assert set(load_credentials("mqtt://127.0.0.1").hashes) == {plant.boxes[0].user}
