"""The line to the broker: MQTT 3.1.1, QoS 1, a signed last will, and patience when it is cut."""

import asyncio
import contextlib
import logging
import random
import ssl
from collections.abc import Callable, Coroutine
from uuid import UUID

import aiomqtt
from loa_protocol.enrol import Broker

log = logging.getLogger("loa.link")

KEEPALIVE_S = 60
ANSWER_S = 10.0
FIRST_RETRY_S = 1.0
LAST_RETRY_S = 60.0


class Link:
    """Keeps one connection alive and hands over what comes.

    ``will`` gives topic and envelope of the last will of the connection about to be made, ``filters`` the
    subscriptions; ``on_message`` takes topic and bytes; ``on_connect`` runs beside the reception once these stand.
    """

    def __init__(
        self,
        *,
        broker: Broker,
        cluster: UUID,
        tls: ssl.SSLContext | None,
        filters: Callable[[], tuple[str, ...]],
        will: Callable[[], tuple[str, bytes]],
        on_message: Callable[[str, bytes], None],
        on_connect: Callable[[], Coroutine[None, None, None]],
    ) -> None:
        self._broker, self._cluster, self._tls = broker, cluster, tls
        self._filters, self._will, self._on_message, self._on_connect = filters, will, on_message, on_connect
        self._client: aiomqtt.Client | None = None
        self._subscribed: set[str] = set()

    @property
    def connected(self) -> bool:
        """Whether messages can be sent."""
        return self._client is not None

    async def run(self) -> None:
        """Stay connected until cancelled."""
        tries = 0
        while True:
            try:
                await self._connection()
            except (aiomqtt.MqttError, OSError) as problem:
                log.info("not connected: %s", problem)
            tries = 0 if self._subscribed else tries + 1
            self._subscribed = set()
            pause = min(LAST_RETRY_S, FIRST_RETRY_S * 2 ** min(tries, 10))
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load, guards nothing

    async def publish(self, topic: str, envelope: bytes, *, retain: bool = False) -> bool:
        """Send and wait for the broker's acknowledgement; False when there is no line or it breaks."""
        if self._client is None:
            return False
        try:
            await self._client.publish(topic, envelope, qos=1, retain=retain, timeout=ANSWER_S)
        except (aiomqtt.MqttError, OSError) as problem:
            log.info("not sent: %s", problem)
            return False
        _heed_cancellation()
        return True

    async def resubscribe(self) -> None:
        """Follow a change of ``filters``."""
        wanted = set(self._filters())
        if self._client is None or wanted == self._subscribed:
            return
        with contextlib.suppress(aiomqtt.MqttError):
            if gone := self._subscribed - wanted:
                await self._client.unsubscribe(sorted(gone))
            if new := wanted - self._subscribed:
                await self._client.subscribe([(each, 1) for each in sorted(new)])
            self._subscribed = wanted

    async def _connection(self) -> None:
        topic, envelope = self._will()
        client = aiomqtt.Client(
            self._broker.host,
            self._broker.port,
            username=self._broker.user,
            password=self._broker.password,
            identifier=str(self._cluster),
            clean_session=False,
            keepalive=KEEPALIVE_S,
            timeout=ANSWER_S,
            will=aiomqtt.Will(topic, envelope, qos=1, retain=True),
            tls_context=self._tls,
            logger=log,
        )
        async with client:
            _heed_cancellation()
            self._client = client
            greeting: asyncio.Task[None] | None = None
            try:
                await self.resubscribe()
                greeting = asyncio.ensure_future(self._on_connect())
                async for message in client.messages:
                    if isinstance(message.payload, bytes):
                        self._on_message(str(message.topic), message.payload)
            finally:
                self._client = None
                if greeting is not None:
                    greeting.cancel()


def _heed_cancellation() -> None:
    """Raise the cancellation that ``asyncio.wait_for`` of Python 3.11 swallows when its future ends just then."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
