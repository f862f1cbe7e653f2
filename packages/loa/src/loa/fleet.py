"""Running agents in one process: one, or a fleet of virtual loudspeakers that share their decoding."""

import asyncio
import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

from loa_protocol import Refused
from loa_protocol.enrol import read_code

from loa.agent import Agent
from loa.enrol import EnrolFailed, enrol_device, is_enrolled
from loa.sinks import SinkMaker
from loa.spool import Spool

log = logging.getLogger("loa")

FETCHES = 8
RESTART_S = 5.0


def enrol_missing(codes: list[str], folder: Path, *, ca: str | None) -> list[UUID]:
    """Enrol every code whose cluster is not enrolled yet, into ``<folder>/<cluster>``; gives the clusters."""
    clusters = []
    for printed in codes:
        try:
            cluster = read_code(printed).cluster
        except Refused:
            raise EnrolFailed(f"Dòng này không phải mã đăng ký: {printed[:24]}… Hãy tạo lại tệp mã.") from None
        if not is_enrolled(folder / str(cluster)):
            enrol_device(printed, folder / str(cluster), ca=ca)
        clusters.append(cluster)
    return clusters


async def run_agents(
    folders: list[Path], sink_for: Callable[[Path], SinkMaker], *, spool: Path, children: int, restart: bool
) -> None:
    """Run an agent in each folder until SIGINT or SIGTERM; with ``restart`` a failed one is started again."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    samples = Spool(spool, children=children)
    with ThreadPoolExecutor(FETCHES, thread_name_prefix="fetch") as executor:
        agents = {
            asyncio.create_task(_run_one(folder, sink_for(folder), samples, executor, restart)) for folder in folders
        }
        stopping = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait({*agents, stopping}, return_when=asyncio.FIRST_COMPLETED)
        for task in (*agents, stopping):
            task.cancel()
        await asyncio.gather(*agents, return_exceptions=True)
        await samples.close()
        executor.shutdown(cancel_futures=True)
    for task in done & agents:
        task.result()


async def _run_one(folder: Path, sink: SinkMaker, spool: Spool, executor: ThreadPoolExecutor, restart: bool) -> None:
    while True:
        try:
            await Agent(folder, sink, spool=spool, executor=executor).run()
        except EnrolFailed:
            raise
        except Exception:
            if not restart:
                raise
            log.exception("agent in %s failed and starts again", folder.name)
        await asyncio.sleep(RESTART_S)
