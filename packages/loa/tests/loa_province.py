"""A small province for the agent's tests: broker, web server and gateway that sign, answer and listen."""

import asyncio
import contextlib
import http.server
import json
import random
import socket
import ssl
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import aiomqtt
import av
import loa_protocol as lp
import numpy as np
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from loa_protocol import MessageType, enrol, topics
from loa_protocol.targets import cluster_target

from loa.decode import sha256_of

PROVINCE = "04"
AREA = "01273"
HOUR = 3_600_000

BROKER = """
import asyncio, json, sys
from amqtt.broker import Broker

async def main():
    await Broker({
        "listeners": {"default": json.loads(sys.argv[1])},
        "plugins": {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}},
    }).start()
    await asyncio.Event().wait()

asyncio.run(main())
"""
"""A process of its own, because amqtt leaves sockets open behind it and a cut is best made with SIGKILL."""


def voice(seconds: float, seed: int) -> np.ndarray:
    """Something as wild as speech: noise under an envelope, so that only itself correlates with it."""
    rng = np.random.default_rng(seed)
    noise = np.convolve(rng.standard_normal(int(seconds * 48_000)), np.ones(12) / 12, "same")
    envelope = 0.3 + 0.7 * np.abs(np.sin(np.arange(len(noise)) / 6000))
    return (noise * envelope * 9000).clip(-32000, 32000).astype(np.int16)


def write_opus(path: Path, samples: np.ndarray) -> None:
    """Encode 48 kHz mono samples to an Ogg Opus file at 24 kbit/s, as the server does."""
    with av.open(str(path), "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=48_000, layout="mono")
        stream.bit_rate = 24_000
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = 48_000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)


def free_port() -> int:
    """A port that nobody uses now, below those of outgoing calls: a client calling a dead one would meet itself."""
    for port in random.sample(range(20_000, 32_000), 50):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port")


def write_certificate(path: Path) -> Path:
    """A key and a certificate for 127.0.0.1 that vouches for itself, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loa test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return path


class Province:
    """``shift_ms`` moves its clock against the machine's. Everything that comes from devices is kept in ``heard``."""

    def __init__(self, folder: Path, *, shift_ms: int = 0, certificate: Path | None = None) -> None:
        self.folder, self.shift_ms, self.certificate = folder, shift_ms, certificate
        self.root, self.working = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        self.codes: dict[str, enrol.EnrolCode] = {}
        self.devices: dict[UUID, lp.Verifier] = {}
        self.heard: list[tuple[UUID, lp.Message]] = []
        self.evidence: dict[UUID, lp.Evidence] = {}
        self.requests: list[tuple[str, str | None, int]] = []
        self.break_after: dict[str, int] = {}
        self.acknowledge = True
        self.answer_time = True
        self._seq = 0
        self._news = asyncio.Condition()
        self._mqtt_port = free_port()

    def now(self) -> int:
        """The province's time, ms."""
        return time.time_ns() // 1_000_000 + self.shift_ms

    # Life

    async def __aenter__(self) -> "Province":
        self.statement = self.sign_keys(1)
        province = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                province.answer_enrolment(self, body)

            def do_GET(self) -> None:
                province.answer_audio(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if self.certificate is not None:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(self.certificate)
            self._web.socket = tls.wrap_socket(self._web.socket, server_side=True)
        self._thread = threading.Thread(target=self._web.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        self.url = f"http{'s' if self.certificate else ''}://127.0.0.1:{self._web.server_address[1]}"
        await self.start_broker()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop_broker()
        self._web.shutdown()
        self._thread.join()
        self._web.server_close()

    async def start_broker(self) -> None:
        """Start broker and gateway."""
        listener: dict[str, Any] = {"type": "tcp", "bind": f"127.0.0.1:{self._mqtt_port}"}
        if self.certificate is not None:
            listener |= {"ssl": True, "certfile": str(self.certificate), "keyfile": str(self.certificate)}
        self._broker = await asyncio.create_subprocess_exec(
            sys.executable, "-c", BROKER, json.dumps(listener), stderr=asyncio.subprocess.DEVNULL
        )
        async with asyncio.timeout(20):
            while True:
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", self._mqtt_port)
                    writer.close()
                    await writer.wait_closed()
                    break
                await asyncio.sleep(0.05)
        listens = asyncio.Event()
        self._listening = asyncio.create_task(self._listen(listens))
        await listens.wait()

    async def stop_broker(self) -> None:
        """Stop them; devices lose their line."""
        self._listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._listening
        self._broker.kill()
        await self._broker.wait()

    # Signing

    def sign_keys(self, serial: int, *, revoked: tuple[str, ...] = ()) -> bytes:
        """A statement of the working key by the root key."""
        public = self.working.public_key()
        key = lp.Key(lp.kid(public), lp.KeyRole.WORKING, lp.public_text(public), 0, self.now() + 365 * 24 * HOUR)
        statement = lp.KeyStatement(serial, (key,), revoked)
        return self.seal(statement, lp.ALL, key=self.root, seq=serial)

    def seal(
        self,
        message: lp.Message,
        target: str,
        *,
        key: Ed25519PrivateKey | None = None,
        seq: int | None = None,
        issued: int | None = None,
        lasts: int = 24 * HOUR,
    ) -> bytes:
        """The envelope of a message."""
        if seq is None:
            self._seq += 1
            seq = self._seq
        at = self.now() if issued is None else issued
        return lp.seal(
            lp.encode(message, target=target, seq=seq, issued_at_ms=at, expires_at_ms=at + lasts), key or self.working
        )

    async def send(self, message: lp.Message, target: str, **how: Any) -> bytes:
        """Sign and publish; gives the envelope."""
        envelope = self.seal(message, target, **how)
        await self.publish(envelope, target, lp.type_of(message))
        return envelope

    async def publish(self, envelope: bytes, target: str, kind: MessageType) -> None:
        """Publish an envelope as it is."""
        retain = kind in (MessageType.PROGRAMME, MessageType.KEYS)
        await self._gateway.publish(topics.down(PROVINCE, target, kind), envelope, qos=1, retain=retain)

    # Enrolment and audio

    def code(self, cluster: UUID, **changes: Any) -> str:
        """A fresh enrolment code, printed."""
        given = {
            "server": self.url,
            "cluster": cluster,
            "root": lp.fingerprint(self.root.public_key()),
            "secret": "S" * 42 + "A",
            "id": uuid4().hex,
        }
        code = enrol.EnrolCode(**(given | changes))
        self.codes[code.id] = code
        return enrol.write_code(code)

    def answer_enrolment(self, handler: Any, body: bytes) -> None:
        """Answer a device's question like the server does."""
        asked = enrol.read_question(body)
        code = self.codes[asked.code]
        if not enrol.question_holds(asked, code.secret_bytes):
            handler.send_error(403)
            return
        self.devices[asked.cluster] = lp.Verifier(
            keys=lp.DeviceKey(lp.public_key(asked.device)), targets={lp.SERVER}, memory=lp.MemoryInRam()
        )
        answer = enrol.Enrolled(
            root=lp.public_text(self.root.public_key()),
            keys=self.statement.decode(),
            province=PROVINCE,
            mqtt=enrol.Broker("127.0.0.1", self._mqtt_port, self.certificate is not None, str(asked.cluster), "geheim"),
            areas=(AREA,),
        )
        sent = json.dumps(enrol.answer(answer, secret=code.secret_bytes, nonce=asked.nonce)).encode()
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(sent)

    def audio(self, samples: np.ndarray, *, lang: str = "vi") -> lp.Audio:
        """Encode and offer samples."""
        path = self.folder / f"{uuid4().hex}.opus"
        write_opus(path, samples)
        sha256 = sha256_of(path)
        path.rename(self.folder / sha256)
        size = (self.folder / sha256).stat().st_size
        return lp.Audio(lang, sha256, size, len(samples) * 1000 // 48_000, f"/loa/v1/audio/{sha256}")

    def answer_audio(self, handler: Any) -> None:
        """Serve a file or a range of it; break off after ``break_after`` bytes, once."""
        name = handler.path.rsplit("/", 1)[1]
        if not name:
            handler.send_error(404)
            return
        data = (self.folder / name).read_bytes()
        wanted = handler.headers.get("Range")
        begin = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        handler.send_response(206 if wanted else 200)
        if wanted:
            handler.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
        handler.send_header("Content-Length", str(len(data) - begin))
        handler.end_headers()
        sent = data[begin : self.break_after.pop(name, len(data))]
        self.requests.append((name, wanted, len(sent)))
        handler.wfile.write(sent)

    # Gateway

    async def _listen(self, listens: asyncio.Event) -> None:
        tls = ssl.create_default_context(cafile=self.certificate) if self.certificate else None
        client = aiomqtt.Client("127.0.0.1", self._mqtt_port, identifier="gateway", tls_context=tls)
        async with client as self._gateway:
            await self._gateway.subscribe(topics.up_filter(PROVINCE), qos=1)
            listens.set()
            async for message in self._gateway.messages:
                await self._hear(str(message.topic), bytes(message.payload))

    async def _hear(self, topic: str, envelope: bytes) -> None:
        received = self.now()
        place = topics.parse(topic)
        cluster = place.cluster
        verifier = self.devices[cluster]
        try:
            payload = verifier.verify(envelope, expected=place.type, now_ms=received)
        except lp.Refused as refused:
            if refused.reason is lp.Refusal.DUPLICATE:
                return
            raise
        verifier._memory.remember(payload)
        message = payload.message
        self.heard.append((cluster, message))
        if isinstance(message, lp.TimeRequest) and self.answer_time:
            await self.send(lp.TimeAnswer(message.nonce, received, self.now()), cluster_target(cluster))
        if isinstance(message, lp.EvidenceRows):
            for row in message.rows:
                self.evidence[row.occurrence] = row
            if self.acknowledge:
                await self.send(lp.Ack(tuple(row.id for row in message.rows)), cluster_target(cluster))
        async with self._news:
            self._news.notify_all()

    async def until(self, holds: Any, seconds: float = 15.0) -> None:
        """Wait until ``holds()`` after something was heard."""
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(holds)

    async def until_ready(self, cluster: UUID) -> None:
        """Wait until a device stands on a programme with all its audio."""
        await self.until(lambda: any(c == cluster and isinstance(m, lp.Applied) and m.ready for c, m in self.heard))

    async def until_ended(self, *occurrences: UUID, seconds: float = 15.0) -> list[lp.Evidence]:
        """Wait for evidence of occurrences."""
        await self.until(lambda: set(occurrences) <= set(self.evidence), seconds)
        return [self.evidence[each] for each in occurrences]

    def item(self, audio: lp.Audio, start: int, **changes: Any) -> lp.Item:
        """An item of the programme."""
        given: dict[str, Any] = {
            "occurrence": uuid4(),
            "broadcast": uuid4(),
            "start": start,
            "session": "s",
            "order": 1,
            "item_class": lp.ItemClass.ORDINARY,
            "audio": (audio,),
            "planned_ms": audio.duration_ms,
        }
        return lp.Item(**(given | changes))

    def programme(self, *items: lp.Item, **changes: Any) -> lp.Programme:
        """A programme without quiet hours, so that tests run at any hour of the machine's day."""
        given: dict[str, Any] = {
            "version": 1,
            "horizon": (self.now() - HOUR, self.now() + 7 * 24 * HOUR),
            "timezone": "Asia/Ho_Chi_Minh",
            "areas": (AREA,),
            "volume": 90,
            "quiet": (),
            "max_session_s": 3600,
            "max_day_s": 7200,
            "late_cutoff_s": 600,
            "interrupted": lp.Interrupted.RESUME,
            "items": items,
        }
        return lp.Programme(**(given | changes))

    def urgent(self, audio: lp.Audio, **changes: Any) -> lp.Urgent:
        """An alarm, once, now."""
        given: dict[str, Any] = {
            "command": uuid4(),
            "broadcast": uuid4(),
            "audio": (audio,),
            "starts_at": self.now(),
            "repeats": 1,
            "every_s": 0,
            "max_s": 60,
            "cause": lp.Cause.DISASTER,
            "interrupted": lp.Interrupted.RESUME,
        }
        return lp.Urgent(**(given | changes))


def heard_in(wav: Path, samples: np.ndarray) -> tuple[float, int]:
    """Greatest normalised cross-correlation of 48 kHz samples with a WAV file, and where it lies, in frames."""
    sounded = np.frombuffer(wav.read_bytes()[44:], dtype=np.int16).astype(float)
    wanted = samples[: len(samples) // 2 * 2].reshape(-1, 2).mean(axis=1)
    if len(sounded) < len(wanted):
        return 0.0, 0
    size = 1 << (len(sounded) + len(wanted)).bit_length()
    product = np.fft.irfft(np.fft.rfft(sounded, size) * np.conj(np.fft.rfft(wanted, size)), size)
    at = int(np.argmax(product[: len(sounded) - len(wanted) + 1]))
    window = sounded[at : at + len(wanted)]
    return float(product[at] / (np.linalg.norm(window) * np.linalg.norm(wanted) + 1e-9)), at
