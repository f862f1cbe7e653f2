"""Enrolment: one cluster, one use, a day; wrong codes are used up; a live cluster takes two people."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import loa_protocol as lp
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from nguontin.audit.models import Entry
from nguontin.broadcast.models import Outlet
from nguontin.broadcast.services import add_outlet, withdraw_broadcast
from nguontin.devices.brokers.passwords import password_holds
from nguontin.devices.models import Device, EnrolCode
from nguontin.devices.services import agree_enrol_code, enrol, make_enrol_code, revoke_device
from nguontin.kernel import filestore
from nguontin.kernel.errors import DomainError, Forbidden

from .plant import Plant, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def fresh(plant: Plant) -> Outlet:
    """A cluster without a box."""
    return add_outlet(plant.station, "Bản Mới", by=None, at=plant.at)


def code_of(plant: Plant, outlet: Outlet) -> tuple[EnrolCode, str]:
    return make_enrol_code(outlet, by=plant.world.technician, at=plant.at)


def refused(body: bytes, plant: Plant, **later: int) -> str:
    with pytest.raises(DomainError) as caught:
        enrol(body, at=plant.at + timedelta(**later))
    return caught.value.code


def test_the_answer_proves_the_province_and_gives_a_login_that_only_its_hash_keeps(plant: Plant, fresh: Outlet) -> None:
    key = Ed25519PrivateKey.generate()
    body, code, nonce = ask(code_of(plant, fresh)[1], key)
    answer = lp.enrol.read_answer(lp.canonical(enrol(body, at=plant.at)), secret=code.secret_bytes, nonce=nonce)
    assert lp.fingerprint(lp.public_key(answer.root)) == code.root
    assert (answer.mqtt.user, answer.province, answer.areas) == (str(fresh.pk), "04", ("04", "01273"))
    device = Device.objects.get(outlet=fresh)
    assert device.broker_hash.startswith("$7$101$")
    assert password_holds(answer.mqtt.password, device.broker_hash)
    assert not password_holds(answer.mqtt.password + "x", device.broker_hash)


def test_a_code_works_once(plant: Plant, fresh: Outlet) -> None:
    body, _code, _nonce = ask(code_of(plant, fresh)[1], Ed25519PrivateKey.generate())
    enrol(body, at=plant.at)
    assert refused(body, plant) == "code_over"


def test_a_code_ends_after_a_day_and_with_the_next_one(plant: Plant, fresh: Outlet) -> None:
    body, _code, _nonce = ask(code_of(plant, fresh)[1], Ed25519PrivateKey.generate())
    assert refused(body, plant, hours=24) == "code_over"
    code_of(plant, fresh)
    assert refused(body, plant) == "code_over"


def test_three_wrong_macs_use_a_code_up(plant: Plant, fresh: Outlet) -> None:
    text = code_of(plant, fresh)[1]
    wrong, _code, _nonce = ask(text, Ed25519PrivateKey.generate(), mac="0" * 64)
    right, _code, _nonce = ask(text, Ed25519PrivateKey.generate())
    assert [refused(wrong, plant) for _ in range(3)] == ["wrong_mac"] * 3
    assert refused(right, plant) == "code_over"
    assert not Device.objects.filter(outlet=fresh).exists()


@pytest.mark.parametrize("change", [{"device": "A" * 43 + "="}, {"nonce": "0" * 32}])
def test_what_the_mac_covers_cannot_be_changed_on_the_way(plant: Plant, fresh: Outlet, change: dict[str, str]) -> None:
    body, _code, _nonce = ask(code_of(plant, fresh)[1], Ed25519PrivateKey.generate(), **change)
    assert refused(body, plant) == "wrong_mac"


def test_a_code_is_for_its_cluster_alone(plant: Plant, fresh: Outlet) -> None:
    text = code_of(plant, fresh)[1]
    for change in ({"cluster": str(plant.outlets[0].pk)}, {"code": str(uuid4())}):
        body, _code, _nonce = ask(text, Ed25519PrivateKey.generate(), **change)
        assert refused(body, plant) == "unknown_code"


def test_replacing_a_live_box_takes_a_second_person(plant: Plant) -> None:
    outlet, before = plant.outlets[0], plant.boxes[0].device
    code, text = code_of(plant, outlet)
    body, _code, _nonce = ask(text, Ed25519PrivateKey.generate())
    assert code.replaces_live
    assert refused(body, plant) == "needs_second"
    with pytest.raises(Forbidden):
        agree_enrol_code(code, by=plant.world.technician, at=plant.at)
    with pytest.raises(Forbidden):
        agree_enrol_code(code, by=plant.world.officer_a, at=plant.at)
    agree_enrol_code(code, by=plant.world.administrator, at=plant.at)
    enrol(body, at=plant.at)
    before.refresh_from_db()
    assert before.revoked_at == plant.at
    assert Entry.objects.filter(verb="device.revoked", object_id=str(before.pk)).exists()
    assert Device.objects.get(outlet=outlet, revoked_at=None).kid != before.kid


def test_a_cluster_that_came_alive_meanwhile_still_takes_two(plant: Plant, fresh: Outlet) -> None:
    body, _code, _nonce = ask(code_of(plant, fresh)[1], Ed25519PrivateKey.generate())
    Device.objects.filter(outlet=plant.outlets[0]).update(outlet=fresh)
    assert refused(body, plant) == "needs_second"


def test_revoking_needs_the_right_and_a_reason(plant: Plant) -> None:
    device = plant.boxes[0].device
    with pytest.raises(Forbidden):
        revoke_device(device, reason="x", by=plant.world.officer_a, at=plant.at)
    with pytest.raises(DomainError, match="reason"):
        revoke_device(device, reason=" ", by=plant.world.technician, at=plant.at)
    revoke_device(device, reason="Mất hộp", by=plant.world.technician, at=plant.at)
    device.refresh_from_db()
    assert (device.revoked_at, device.revoked_reason) == (plant.at, "Mất hộp")


def post(client: Client, body: Any) -> Any:
    return client.post("/loa/v1/enrol", body, content_type="application/json")


def test_enrolment_over_http(plant: Plant, fresh: Outlet, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nguontin.kernel.clock.now", lambda: plant.at)
    body, code, nonce = ask(code_of(plant, fresh)[1], Ed25519PrivateKey.generate())
    answer = post(client, body)
    assert answer.status_code == 200
    assert lp.enrol.read_answer(answer.content, secret=code.secret_bytes, nonce=nonce).mqtt.user == str(fresh.pk)
    again = post(client, body)
    assert (again.status_code, json.loads(again.content)) == (403, {"error": "code_over"})
    assert post(client, b"{" * 5000).status_code == 413
    assert post(client, b"[]").status_code == 403


def test_enrolment_is_rate_limited(plant: Plant, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nguontin.kernel.clock.now", lambda: plant.at)
    monkeypatch.setattr("nguontin.devices.views.wire.TRIES_PER_HOUR", 2)
    assert [post(client, b"{}").status_code for _ in range(3)] == [403, 403, 429]


def test_only_audio_of_live_broadcasts_is_public(plant: Plant, client: Client) -> None:
    broadcast = plant.air()
    sound = broadcast.audio.get()
    path = filestore.path_of("audio", sound.sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"OggS" + bytes(96))
    other = filestore.keep("audio", b"a draft nobody approved")
    url = f"/loa/v1/audio/{sound.sha256}"
    whole = client.get(url)
    assert (whole.status_code, whole["ETag"], len(b"".join(whole))) == (200, f'"{sound.sha256}"', 100)
    part = client.get(url, headers={"range": "bytes=96-"})
    assert (part.status_code, b"".join(part)) == (206, bytes(4))
    assert client.get(f"/loa/v1/audio/{other}").status_code == 404
    assert client.get("/loa/v1/audio/../../keys").status_code == 404
    withdraw_broadcast(broadcast, reason="Sai số liệu", by=plant.world.leader_a, at=plant.at)
    assert client.get(url).status_code == 404
