"""The files of deploy/: units that systemd accepts, settings that load, a broker that keeps neighbours apart."""

from __future__ import annotations

import configparser
import datetime as dt
import ipaddress
import shutil
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import paho.mqtt.client as mqtt
import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from nguontin.bench.servers.mosquitto import mosquitto
from nguontin.bench.servers.process import find_program
from nguontin.cli.commands import COMMANDS
from nguontin.config.env import load
from nguontin.kernel.ports import HOST, free_port
from tests.support.optional import missing, started

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
PROCESSES = ("web", "worker", "gateway", "signer")
GATEWAY = "nguontin-gateway"
A, B = str(uuid4()), str(uuid4())


def unit(name: str) -> configparser.SectionProxy:
    parsed = configparser.RawConfigParser(strict=False)
    parsed.optionxform = str  # type: ignore[method-assign,assignment]
    parsed.read(DEPLOY / f"systemd/nguontin-{name}.service", encoding="utf-8")
    return parsed["Service"]


def example(name: str) -> dict[str, str]:
    lines = (DEPLOY / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_systemd_accepts_every_unit(tmp_path: Path) -> None:
    verifier = shutil.which("systemd-analyze") or missing("systemd-analyze is not installed")
    for file in (DEPLOY / "systemd").glob("nguontin-*"):
        text = file.read_text(encoding="utf-8").replace("/opt/nguontin/.venv/bin/python", sys.executable)
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    units = sorted(tmp_path.glob("nguontin-*"))
    done = subprocess.run([verifier, "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "nguontin" in line and "mosquitto.service" not in line]
    assert ours == []


@pytest.mark.parametrize("process", PROCESSES)
def test_a_unit_runs_its_command_without_privileges(process: str) -> None:
    service = unit(process)
    assert process in COMMANDS
    assert service["ExecStart"].endswith(f"-m nguontin.cli {process}")
    assert service["User"] != "root"
    wanted = {"NoNewPrivileges": "yes", "ProtectSystem": "strict", "CapabilityBoundingSet": "", "PrivateTmp": "yes"}
    assert {key: service[key] for key in wanted} == wanted


def test_the_working_key_is_the_signers_alone() -> None:
    signer = unit("signer")
    assert signer["StateDirectoryMode"] == "0700"
    assert all(unit(other)["User"] != signer["User"] for other in PROCESSES if other != "signer")
    assert all(unit(other)["EnvironmentFile"] != signer["EnvironmentFile"] for other in PROCESSES if other != "signer")
    assert example("signer.env.example")["NGUON_SIGNER_KEY"].startswith(f"/var/lib/{signer['StateDirectory']}/")
    assert "NGUON_SIGNER_KEY" not in example("nguontin.env.example")


@pytest.mark.parametrize("name", ["nguontin.env.example", "signer.env.example"])
def test_an_example_of_settings_loads(name: str) -> None:
    assert load(example(name))["NGUON_MODE"] == "production"


def test_both_sides_meet_at_the_signers_socket() -> None:
    sockets = {example(name)["NGUON_SIGNER_SOCKET"] for name in ("nguontin.env.example", "signer.env.example")}
    assert sockets == {f"/run/{unit('signer')['RuntimeDirectory']}/signer.sock"}


def test_the_compose_file_runs_every_process_and_names_only_what_it_has() -> None:
    compose = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    assert {tuple(services[process]["command"]) for process in PROCESSES} == {(process,) for process in PROCESSES}
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        assert set(service.get("secrets", [])) <= set(compose["secrets"])
        sources = {volume.split(":")[0] for volume in service.get("volumes", [])}
        assert {source for source in sources if not source.startswith(".")} <= set(compose["volumes"])
        for source in sources:
            assert not source.startswith("../") or (DEPLOY / "compose" / source).exists()
    keepers = [name for name, service in services.items() if any("signer-key" in v for v in service.get("volumes", []))]
    assert keepers == ["signer"]
    assert services["signer"]["user"] != "root"


def certificate(folder: Path) -> None:
    """A certificate for the loopback, signed by itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[tuple[int, int, Path]]:
    """The broker as deploy/mosquitto sets it up: the gateway's port, the loudspeakers' port, the certificate."""
    yield from started(_broker(tmp_path))


@contextmanager
def _broker(folder: Path) -> Iterator[tuple[int, int, Path]]:
    maker, secure = find_program("mosquitto_passwd"), free_port()
    certificate(folder)
    passwords = folder / "passwords"
    passwords.touch(mode=0o600)
    for user in (GATEWAY, A, B):
        subprocess.run([maker, "-b", passwords, user, f"password of {user}"], check=True, capture_output=True)
    text = (DEPLOY / "mosquitto/nguontin.conf").read_text(encoding="utf-8")
    for installed, here in {
        "/var/lib/nguontin-broker/passwords": passwords,
        "/etc/mosquitto/nguontin.acl": DEPLOY / "mosquitto/nguontin.acl",
        "/etc/mosquitto/certs": folder,
        "listener 1883 127.0.0.1\n": "",
        "listener 8883\n": f"listener {secure} {HOST}\n",
    }.items():
        assert installed in text
        text = text.replace(installed, str(here))
    with mosquitto(text.splitlines()) as port:
        yield port, secure, folder / "fullchain.pem"


class Client:
    """One connection, with the topics it heard from."""

    def __init__(self, user: str, port: int, certificate: Path | None = None, *, password: str = "") -> None:
        self.heard: list[str] = []
        self.ready, self.refused = threading.Event(), ""
        self.mqtt = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
        self.mqtt.username_pw_set(user, password or f"password of {user}")
        if certificate:
            self.mqtt.tls_set_context(ssl.create_default_context(cafile=certificate))
        self.mqtt.on_message = lambda _client, _data, message: self.heard.append(message.topic)
        self.mqtt.on_subscribe = lambda *_: self.ready.set()
        self.mqtt.on_connect = self._connected
        self.mqtt.connect(HOST, port)
        self.mqtt.loop_start()

    def _connected(self, _client: object, _data: object, _flags: object, reason: object, _properties: object) -> None:
        self.refused = str(reason) if getattr(reason, "is_failure", False) else ""
        if self.refused:
            self.ready.set()

    def subscribe(self, *topics: str) -> Client:
        self.mqtt.subscribe([(topic, 1) for topic in topics])
        assert self.ready.wait(10)
        return self

    def say(self, *topics: str) -> None:
        for topic in topics:
            self.mqtt.publish(topic, "x", qos=1).wait_for_publish(10)

    def close(self) -> None:
        self.mqtt.disconnect()
        self.mqtt.loop_stop()


@pytest.mark.mosquitto
def test_a_loudspeaker_hears_itself_and_what_is_said_to_all_but_no_neighbour(broker: tuple[int, int, Path]) -> None:
    plain, secure, trusted = broker
    box = Client(A, secure, trusted).subscribe("#", f"loa/1/04/c/{B}/down/programme")
    gateway = Client(GATEWAY, plain).subscribe("loa/1/04/c/+/up/#")
    gateway.say(f"loa/1/04/c/{B}/down/programme", f"loa/1/04/c/{A}/down/programme", "loa/1/04/a/01273/down/urgent")
    gateway.say("loa/1/04/all/down/keys")
    box.say(f"loa/1/04/c/{A}/up/evidence")
    gateway.close()
    box.close()
    assert sorted(set(box.heard)) == [
        "loa/1/04/a/01273/down/urgent",
        "loa/1/04/all/down/keys",
        f"loa/1/04/c/{A}/down/programme",
    ]


@pytest.mark.mosquitto
def test_a_loudspeaker_cannot_speak_for_another_nor_to_any(broker: tuple[int, int, Path]) -> None:
    plain, secure, trusted = broker
    gateway = Client(GATEWAY, plain).subscribe("$share/gateways/loa/1/04/c/+/up/#")
    neighbour = Client(B, secure, trusted).subscribe(f"loa/1/04/c/{B}/down/#", "loa/1/04/all/down/#")
    box = Client(A, secure, trusted).subscribe(f"loa/1/04/c/{A}/down/#")
    box.say(f"loa/1/04/c/{B}/up/evidence", f"loa/1/04/c/{B}/down/programme", "loa/1/04/all/down/keys")
    box.say(f"loa/1/04/c/{A}/up/evidence")
    gateway.say(f"loa/1/04/c/{B}/down/stop")
    neighbour.say(f"loa/1/04/c/{B}/up/presence")
    gateway.say("loa/1/04/a/none/down/stop")  # once this is acknowledged, all that came before has been delivered
    for client in (box, neighbour, gateway):
        client.close()
    assert neighbour.heard == [f"loa/1/04/c/{B}/down/stop"]
    assert sorted(gateway.heard) == sorted([f"loa/1/04/c/{A}/up/evidence", f"loa/1/04/c/{B}/up/presence"])


@pytest.mark.mosquitto
def test_a_stranger_is_refused(broker: tuple[int, int, Path]) -> None:
    _, secure, trusted = broker
    stranger = Client(A, secure, trusted, password="guessed")
    assert stranger.ready.wait(10)
    stranger.close()
    assert stranger.refused == "Not authorized"
