"""The embedded broker's doors: logins, topic rights, and a broker that shows people out when their login ends."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from amqtt.broker import Broker
from amqtt.contexts import Action
from amqtt.plugins.base import BaseAuthPlugin, BaseTopicPlugin
from asgiref.sync import sync_to_async

from .passwords import password_holds

if TYPE_CHECKING:
    from amqtt.session import Session

    from .access import Credentials

log = logging.getLogger(__name__)
LOOK_AGAIN_S = 1.0


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

    async def admits(self, user: str | None, password: str | None) -> bool:
        """Whether the login is right."""
        if not user or password is None:
            return False
        if not self._right(user, password):
            await self.reload(older_than=LOOK_AGAIN_S)
        return self._right(user, password)

    def knows(self, user: str | None) -> bool:
        """Whether the user may still be here."""
        return self._credentials is None or (user or "") in self._credentials.hashes

    def _right(self, user: str, password: str) -> bool:
        stored = self._credentials.hashes.get(user) if self._credentials else None
        return stored is not None and password_holds(password, stored)


class LoginPlugin(BaseAuthPlugin):  # type: ignore[misc]
    """Logins, and last wills: amqtt publishes a will without asking for topic rights, so it is looked at here."""

    async def authenticate(self, *, session: Session) -> bool:
        """True for a live device or the gateway whose will, if any, is on its own topic."""
        keeper = Doorkeeper.current
        if not await keeper.admits(session.username, session.password):
            log.warning("login refused: %s from %s", session.username, session.remote_address)
            return False
        return not session.will_flag or _may(keeper, session, session.will_topic, "write")

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


class HouseBroker(Broker):  # type: ignore[misc]
    """amqtt sends a returning session the retained messages of everybody's subscriptions; here, of its own alone."""

    async def _publish_retained_messages_for_subscription(
        self, subscription: tuple[str, int], session: Session
    ) -> None:
        mine = self._subscriptions.get(subscription[0], [])
        if any(subscriber is session for subscriber, _qos in mine):
            await super()._publish_retained_messages_for_subscription(subscription, session)

    async def send_away(self, keeper: Doorkeeper) -> None:
        """Disconnect those whose login ended."""
        for session, handler in list(self._sessions.values()):
            if session.transitions.is_connected() and not keeper.knows(session.username):
                log.warning("sent away: %s", session.username)
                await handler.handle_connection_closed()
