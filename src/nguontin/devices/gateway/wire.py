"""The MQTT connection: subscribes upward topics, hands messages on, publishes and tells whether the broker has it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

import loa_protocol as lp
import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

log = logging.getLogger(__name__)
KEEPALIVE_S = 30
INFLIGHT = 200
SHARED_GROUP = "gateway"
SHARED_TYPES = (lp.MessageType.EVIDENCE, lp.MessageType.TIME, lp.MessageType.TELEMETRY, lp.MessageType.APPLIED)

Arrived = Callable[[str, bytes], None]


class Wire:
    """A paho client that comes back by itself (1 s to 30 s between tries) and asks for its topics anew each time.

    ``arrived`` and ``connected`` are called on the network thread and must be quick. The session outlives the
    connection, so that the broker keeps what devices say while this gateway is away.
    """

    def __init__(
        self, url: str, *, name: str, province: str, shared: bool, arrived: Arrived, connected: Callable[[], None]
    ) -> None:
        self._url, self._province, self._shared = urlsplit(url), province, shared
        self._arrived, self._connected = arrived, connected
        client = mqtt.Client(
            CallbackAPIVersion.VERSION2, client_id=f"nguontin-{name}", clean_session=False, protocol=mqtt.MQTTv311
        )
        if self._url.username:
            client.username_pw_set(unquote(self._url.username), unquote(self._url.password or ""))
        if self._url.scheme == "mqtts":
            client.tls_set()
        client.reconnect_delay_set(1, 30)
        client.max_inflight_messages_set(INFLIGHT)
        client.on_connect, client.on_disconnect = self._on_connect, self._on_disconnect
        client.on_message = self._on_message
        self._client = client

    def start(self) -> None:
        """Connect in the background, now or as soon as the broker is there."""
        port = self._url.port or (8883 if self._url.scheme == "mqtts" else 1883)
        self._client.connect_async(self._url.hostname or "127.0.0.1", port, keepalive=KEEPALIVE_S)
        self._client.loop_start()

    def stop(self) -> None:
        """Disconnect and end the network thread."""
        self._client.disconnect()
        self._client.loop_stop()

    @property
    def is_up(self) -> bool:
        """Whether the broker is there."""
        return self._client.is_connected()

    def publish(self, topic: str, envelope: bytes, *, retain: bool = False) -> Callable[[], bool]:
        """Send with QoS 1; the answer tells, whenever it is asked, whether the broker has taken the message."""
        sent = self._client.publish(topic, envelope, qos=1, retain=retain)

        def taken() -> bool:
            with contextlib.suppress(ValueError, RuntimeError):  # paho's word for "not even queued": publish again
                return sent.is_published()
            return False

        return taken

    def _filters(self) -> list[str]:
        every = lp.topics.up_filter(self._province)
        if not self._shared:
            return [every]
        base = every.removesuffix("#")
        return [f"{base}{lp.MessageType.PRESENCE}", *(f"$share/{SHARED_GROUP}/{base}{word}" for word in SHARED_TYPES)]

    def _on_connect(self, client: mqtt.Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            log.error("broker refused the connection: %s", reason)
            return
        client.subscribe([(one, 1) for one in self._filters()])
        log.info("connected to the broker at %s", self._url.hostname)
        self._connected()

    def _on_disconnect(self, _client: mqtt.Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            log.warning("connection to the broker lost: %s", reason)

    def _on_message(self, _client: mqtt.Client, _data: Any, message: mqtt.MQTTMessage) -> None:
        self._arrived(message.topic, bytes(message.payload))
