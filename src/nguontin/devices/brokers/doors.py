"""The embedded broker's doors: logins, topic rights, and a broker that shows people out when their login ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from amqtt.adapters import BufferReader, ReaderAdapter, WriterAdapter
from amqtt.broker import Broker
from amqtt.contexts import Action
from amqtt.errors import MQTTError
from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.plugins.base import BaseAuthPlugin, BaseTopicPlugin
from asgiref.sync import sync_to_async

from .passwords import password_holds

if TYPE_CHECKING:
    from amqtt.session import Session

    from .access import Credentials

log = logging.getLogger(__name__)
LOOK_AGAIN_S = 1.0
CLOSING_S = 5.0


class Doorkeeper:
    """Credentials in memory; read anew when somebody unknown knocks, once a second at most."""

    current: ClassVar[Doorkeeper]

    def __init__(self, url: str, province: str) -> None:
        self._url, self.province = url, province
        self._credentials: Credentials | None = None
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    @property
    def gateway(self) -> str:
        """User name of the gateway."""
        return self._credentials.gateway if self._credentials else ""

    async def reload(self, *, older_than: float = 0.0) -> None:
        """Read the credentials unless they are younger than that."""
        from django.db import close_old_connections

        from .access import load_credentials

        def read() -> Credentials:
            close_old_connections()
            return load_credentials(self._url)

        async with self._reading:
            clock = asyncio.get_running_loop().time()
            if clock - self._read_at < older_than:
                return
            self._credentials = await sync_to_async(read)()
            self._read_at = clock

    async def admits(self, session: Session) -> bool:
        """Whether the login is right, the client id its own, and the last will, if any, on a topic of its own.

        amqtt publishes a will without asking for topic rights, so it is looked at here.
        """
        user, password = session.username, session.password
        if not user or password is None:
            return False
        if not self._right(user, password):
            await self.reload(older_than=LOOK_AGAIN_S)
        if not self._right(user, password):
            return False
        own_name = user in (session.client_id, self.gateway)
        return own_name and (not session.will_flag or _may(self, session, session.will_topic, "write"))

    def knows(self, user: str | None) -> bool:
        """Whether the user may still be here."""
        return self._credentials is None or (user or "") in self._credentials.hashes

    def _right(self, user: str, password: str) -> bool:
        stored = self._credentials.hashes.get(user) if self._credentials else None
        return stored is not None and password_holds(password, stored)


class LoginPlugin(BaseAuthPlugin):  # type: ignore[misc]
    """Logins, asked once more by amqtt itself."""

    async def authenticate(self, *, session: Session) -> bool:
        """True for a live device or the gateway."""
        return await Doorkeeper.current.admits(session)

    @dataclass
    class Config:
        """None."""


class RightsPlugin(BaseTopicPlugin):  # type: ignore[misc]
    """Topic rights of each user."""

    async def topic_filtering(
        self, *, session: Session | None = None, topic: str | None = None, action: Action | None = None
    ) -> bool:
        """True when the session's user may do it."""
        if session is None:
            return False
        if action is Action.RECEIVE:
            return Doorkeeper.current.knows(session.username)
        return _may(Doorkeeper.current, session, topic, "write" if action is Action.PUBLISH else "read")

    @dataclass
    class Config:
        """None."""


def _may(keeper: Doorkeeper, session: Session, topic: str | None, action: Any) -> bool:
    from .access import allowed

    return allowed(session.username or "", topic or "", action, province=keeper.province, gateway=keeper.gateway)


class _Heard(ReaderAdapter):  # type: ignore[misc]
    """Reads from another reader and keeps what it read."""

    def __init__(self, inner: ReaderAdapter) -> None:
        self._inner, self.heard = inner, b""

    async def read(self, n: int = -1) -> bytes:
        """Read on."""
        data: bytes = await self._inner.read(n)
        self.heard += data
        return data

    def feed_eof(self) -> None:
        """Passed on."""
        self._inner.feed_eof()


class HouseBroker(Broker):  # type: ignore[misc]
    """amqtt with three doors mended.

    It looks at a login only after the newcomer took over the session of the same client id: here first, so that a
    stranger cannot cut a loudspeaker off. It sends a returning session the retained messages of everybody's
    subscriptions: here of its own alone. And it closes its port last of all, so that clients shown out come back
    while it stops: here the port closes first.
    """

    async def _initialize_client_session(
        self, reader: ReaderAdapter, writer: WriterAdapter, remote_address: str, remote_port: int
    ) -> tuple[BrokerProtocolHandler, Session]:
        heard = _Heard(reader)
        handler, session = await BrokerProtocolHandler.init_from_connect(heard, writer, self.plugins_manager)
        if not await Doorkeeper.current.admits(session):
            log.warning("login refused: %s from %s", session.username, remote_address)
            handler.attach(session, reader, writer)
            await handler.mqtt_connack_authorize(False)
            await writer.close()
            raise MQTTError("login refused")
        first = BufferReader(heard.heard)
        made: tuple[BrokerProtocolHandler, Session] = await super()._initialize_client_session(
            first, writer, remote_address, remote_port
        )
        return made

    async def _publish_retained_messages_for_subscription(
        self, subscription: tuple[str, int], session: Session
    ) -> None:
        mine = self._subscriptions.get(subscription[0], [])
        if any(subscriber is session for subscriber, _qos in mine):
            await super()._publish_retained_messages_for_subscription(subscription, session)

    async def shutdown(self) -> None:
        """Stop for good within ``CLOSING_S``: the port is free afterwards, whatever a client does."""
        for server in self._servers.values():
            server.instance.close()
        handlers = [handler for _session, handler in self._sessions.values()]
        try:
            await asyncio.wait_for(super().shutdown(), CLOSING_S)
        except (TimeoutError, RuntimeError, MQTTError):
            log.warning("the broker did not end in good order", exc_info=True)
        for handler in handlers:
            if handler.writer is not None:
                with contextlib.suppress(OSError, TimeoutError):
                    await asyncio.wait_for(handler.writer.close(), 1)

    async def send_away(self, keeper: Doorkeeper) -> None:
        """Disconnect those whose login ended."""
        for session, handler in list(self._sessions.values()):
            if session.transitions.is_connected() and not keeper.knows(session.username):
                log.warning("sent away: %s", session.username)
                await handler.handle_connection_closed()
