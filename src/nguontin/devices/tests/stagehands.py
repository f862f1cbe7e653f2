"""What the scene is played with: a broker and a signer as threads, and a box at the broker."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROVINCE = "04"
PATIENCE_S = 30.0  # a machine that runs other tests beside this one is slow


def until(what: Callable[[], Any], *, within: float = PATIENCE_S) -> Any:
    """The first true value of *what*, or the last one when time is up."""
    end = time.monotonic() + within
    while not (found := what()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


class BrokerThread:
    """The embedded broker on a loop of its own."""

    def __init__(self, port: int, url: str) -> None:
        self._port, self._url = port, url
        self._ended: asyncio.Event | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Serve; returns when the port answers."""
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        until(self._answers)

    def stop(self) -> None:
        """As if its plug were pulled."""
        assert self._ended is not None
        assert self._thread is not None
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive(), "the broker did not end"

    async def _serve(self) -> None:
        from nguontin.devices.brokers import embedded

        embedded.RELOAD_S = 0.3
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        await embedded.run_embedded("127.0.0.1", self._port, url=self._url, province=PROVINCE, ended=self._ended)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._port), timeout=1):
            return True
        return False


class SignerThread:
    """The signer on its socket."""

    def __init__(self, path: Path, key: Path) -> None:
        self._path, self._key = path, key

    def start(self) -> None:
        """Serve."""
        from nguontin.devices.signer.main import open_server

        self._server = open_server(self._path, self._key)
        self._thread = threading.Thread(target=lambda: self._server.serve_forever(0.05), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and forget the socket."""
        self._server.shutdown()
        self._server.server_close()
        self._path.unlink()
        self._thread.join(5)


class BoxClient:
    """A box at the broker: keeps what comes down, verified as a loudspeaker does."""

    def __init__(self, box: Any, port: int) -> None:
        import loa_protocol as lp
        import paho.mqtt.client as mqtt
        from paho.mqtt.enums import CallbackAPIVersion

        self.box = box
        self.got: queue.SimpleQueue[lp.Payload] = queue.SimpleQueue()
        self.refused: list[str] = []
        self.subacks: list[int] = []
        self.clock = now
        self.on_ack: Callable[[Any], object] = lambda _ids: None
        root = lp.public_key(box.answer.root)
        ring = lp.ProvinceKeys(root)
        said = lp.Verifier(keys=ring, targets={lp.ALL}, memory=lp.MemoryInRam()).verify(
            box.answer.keys.encode(), expected=lp.MessageType.KEYS, now_ms=None
        )
        assert isinstance(said.message, lp.KeyStatement)
        self.memory = lp.MemoryInRam()
        targets = {lp.cluster_target(box.cluster), lp.ALL, *map(lp.area_target, box.answer.areas)}
        self.verifier = lp.Verifier(keys=ring.with_statement(said.message), targets=targets, memory=self.memory)
        self.client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=str(box.cluster), clean_session=False)
        self.client.username_pw_set(box.user, box.password)
        self.client.reconnect_delay_set(1, 1)
        self.client.on_connect, self.client.on_message = self._connected, self._message
        self.client.on_subscribe = lambda _c, _d, _m, codes, _p: self.subacks.extend(code.value for code in codes)
        self.client.connect_async("127.0.0.1", port, keepalive=5)
        self.client.loop_start()

    def say(self, message: Any, **forged: Any) -> None:
        """Publish a signed message on the topic of its type."""
        import loa_protocol as lp

        envelope = self.box.say(message, at=self.clock(), **forged)
        self.client.publish(lp.topics.up(PROVINCE, self.box.cluster, lp.type_of(message)), envelope, qos=1)

    def hear(self, kind: type, *, within: float = PATIENCE_S) -> Any:
        """The next payload of a kind (others are dropped on the way), None when none comes."""
        end = time.monotonic() + within
        while (left := end - time.monotonic()) > 0:
            try:
                payload = self.got.get(timeout=left)
            except queue.Empty:
                return None
            if isinstance(payload.message, kind):
                return payload
        return None

    def _connected(self, client: Any, *_rest: Any) -> None:
        import loa_protocol as lp

        filters = lp.topics.device_filters(PROVINCE, self.box.cluster, self.box.answer.areas)
        client.subscribe([(one, 1) for one in filters])

    def _message(self, _client: Any, _data: Any, message: Any) -> None:
        import loa_protocol as lp

        from nguontin.kernel.clock import to_ms

        try:
            topic = lp.topics.parse(message.topic)
            payload = self.verifier.verify(message.payload, expected=topic.type, now_ms=to_ms(self.clock()))
        except lp.Refused as refused:
            self.refused.append(str(refused.reason))
            return
        self.memory.remember(payload)
        if isinstance(payload.message, lp.Ack):
            self.on_ack(payload.message.ids)
        self.got.put(payload)


def now() -> Any:
    """The clock of the installation."""
    from nguontin.kernel import clock

    return clock.now()
