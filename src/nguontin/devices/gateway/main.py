"""`nguontin gateway`: talks to the loudspeakers over MQTT.

Several may run: they share what comes in (shared subscriptions), one at a time publishes.

When it stops: loudspeakers keep their programme and their evidence; the broker keeps what they say until it is back.
Look for "connection to the broker lost" and "nothing signed" in its log.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import socket
import threading
from pathlib import Path

import django

log = logging.getLogger(__name__)
TALLY_S = 60.0


def main(argv: list[str]) -> int:
    """Run until SIGTERM or ctrl-C."""
    parser = argparse.ArgumentParser(prog="nguontin gateway", description="Nối với loa qua MQTT.")
    parser.add_argument("--name", default=socket.gethostname(), help="tên riêng khi chạy nhiều gateway")
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nguontin.config.settings")
    django.setup()
    from django.conf import settings

    from nguontin.devices.gateway.core import Gateway
    from nguontin.kernel import clock

    gateway = Gateway(
        name=options.name,
        url=settings.MQTT_URL,
        province=settings.PROVINCE,
        shared=settings.MQTT_SHARED,
        signer=Path(settings.SIGNER_SOCKET),
        now=clock.now,
    )
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    gateway.start()
    before: dict[str, int] = {}
    while not ended.wait(TALLY_S):
        tally = gateway.counts.tally()
        if tally != before:
            log.info("gateway: %s", tally)
            before = tally
    gateway.stop()
    return 0
