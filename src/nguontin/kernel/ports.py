"""Free TCP ports of the loopback interface, for servers started on this machine."""

from __future__ import annotations

import random
import socket

HOST = "127.0.0.1"
RANGE = range(20_000, 32_000)  # below the ports Linux gives to outgoing connections


def free_port(wanted: int = 0) -> int:
    """*wanted* when nobody listens there, else some free port. Raises OSError when none is found.

    Never one that the system itself would give out: while a server is down, a client that keeps calling such a port
    can be connected to itself, and the server does not get its port back.
    """
    for port in ([wanted] if wanted else []) + random.SystemRandom().sample(RANGE, 200):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise OSError("no free port on 127.0.0.1")
