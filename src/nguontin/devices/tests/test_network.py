"""Broker, signer, two gateways and two boxes on real sockets (scene.py): what came through and what did not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.timeout(240)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Everything that happened in one run of the scene."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NGUON_")}
    environ |= {
        "NGUON_MODE": "test",
        "NGUON_DATA_DIR": str(tmp_path_factory.mktemp("scene")),
        "NGUON_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "nguontin.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "nguontin.devices.tests.scene"],
        env=environ,
        cwd=Path(__file__).resolve().parents[4],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_in_sync_is_what_the_box_reports(seen: dict[str, Any]) -> None:
    assert seen["programme_items"] == seen["planned"] >= 7  # how many are left of today depends on the hour
    assert seen["in_sync_when_sent"] is False
    assert seen["in_sync_when_told"] is True
    assert seen["online"] is True


def test_forged_replayed_foreign_and_malformed_messages_move_nothing(seen: dict[str, Any]) -> None:
    assert all(count >= 2 for count in seen["refused"].values()), seen["refused"]  # both gateways saw each
    assert seen["still_online"] is True
    assert seen["neighbour_untouched"] == 0
    assert seen["foreign_rows"] == 0


def test_the_broker_keeps_neighbours_and_strangers_out(seen: dict[str, Any]) -> None:
    assert seen["foreign_subscription"][0] == 0x80
    assert seen["stranger_with_its_name"] == [135]  # not authorised
    assert seen["still_there"] is True


def test_time_is_answered_to_the_nonce(seen: dict[str, Any]) -> None:
    assert seen["nonce_comes_back"] is True


def test_two_gateways_store_evidence_once_and_acknowledge_after_the_commit(seen: dict[str, Any]) -> None:
    assert seen["rows"] == 1
    assert seen["there_when_acknowledged"] is True
    assert (seen["outcome"], seen["totals_off"]) == ("played", 0)


def test_without_the_signer_nothing_is_lost_and_nothing_acknowledged(seen: dict[str, Any]) -> None:
    assert seen["stored_without_signer"] is True
    assert seen["ack_without_signer"] is False
    assert seen["ack_afterwards"] is True


def test_a_broker_that_lost_its_memory_gets_what_boxes_lack(seen: dict[str, Any]) -> None:
    assert seen["volume_after_restart"] == 33


def test_an_alarm_reaches_every_box_of_its_area(seen: dict[str, Any]) -> None:
    assert seen["alarm_heard"] == [True, True]


def test_a_revoked_box_is_out(seen: dict[str, Any]) -> None:
    assert (seen["shown_out"], seen["stays_out"], seen["unheard"]) == (True, True, True)
