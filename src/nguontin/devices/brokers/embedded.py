"""The embedded broker (amqtt) for the demo and small places: `python -m nguontin.devices.brokers.embedded --port 1883`.

Same logins and same topic rights as with Mosquitto. It keeps retained messages and sessions in memory only; the gateway
publishes again what devices miss whenever it connects.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import signal

import django

from .doors import Doorkeeper, HouseBroker

log = logging.getLogger(__name__)
RELOAD_S = 10.0
DOORS = "nguontin.devices.brokers.doors"


def _broker(host: str, port: int) -> HouseBroker:
    return HouseBroker(
        {
            "listeners": {"default": {"type": "tcp", "bind": f"{host}:{port}"}},
            "plugins": {f"{DOORS}.LoginPlugin": {}, f"{DOORS}.RightsPlugin": {}},
        }
    )


async def run_embedded(host: str, port: int, *, url: str, province: str, ended: asyncio.Event) -> None:
    """Serve until ``ended`` is set. ``url`` is the gateway's (its login is taken from there)."""
    keeper = Doorkeeper.current = Doorkeeper(url, province)
    await keeper.reload()
    broker = _broker(host, port)
    await broker.start()
    try:
        while not ended.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), RELOAD_S)
            if not ended.is_set():
                await _look_after(broker, keeper)
    finally:
        await broker.shutdown()


async def _look_after(broker: HouseBroker, keeper: Doorkeeper) -> None:
    from django.db import Error

    try:
        await keeper.reload()
    except Error:
        log.exception("credentials not read; the last ones stay in force")
        return
    await broker.send_away(keeper)


def _quiet() -> None:
    for name in ("amqtt", "transitions"):
        logging.getLogger(name).setLevel(logging.WARNING)


async def _serve(host: str, port: int) -> None:
    from django.conf import settings

    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    await run_embedded(host, port, url=settings.MQTT_URL, province=settings.PROVINCE, ended=ended)


def main(argv: list[str] | None = None) -> int:
    """Run until SIGTERM or ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=1883)
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nguontin.config.settings")
    django.setup()
    _quiet()
    asyncio.run(_serve(options.host, options.port))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
