"""A loudspeaker that plays one item after the other, as fast as it can, until it is killed. Prints what it has proved.

Started by test_power_cut.py as ``python -m tests.integration.playing_box FOLDER CLUSTER START_MS``; each line is the
occurrence of a piece of evidence that the journal has taken. The same folder and cluster again is the same box.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from uuid import UUID, uuid5

from tests.support.loudspeaker import Hand, Loudspeaker

ITEMS, EVERY_S, SOUND_S = 60, 10, 6


async def main(folder: Path, cluster: UUID, start_ms: int) -> None:
    """Play on from where the disk says that it stood."""
    async with Loudspeaker(folder, now_ms=start_ms, cluster=cluster, hand=Hand(seq=start_ms)) as box:
        first = start_ms + 5000
        items = [
            box.item(first + n * EVERY_S * 1000, SOUND_S, occurrence=uuid5(cluster, f"{start_ms}:{n}"), order=n)
            for n in range(ITEMS)
        ]
        box.say(box.programme(*items, max_session_s=86_400, max_day_s=86_400, version=start_ms // 1000))
        told = {row.occurrence for row in box.evidence()}
        for _ in range(ITEMS * EVERY_S):
            await box.advance(1)
            for row in box.evidence():
                if row.occurrence not in told:
                    told.add(row.occurrence)
                    sys.stdout.write(f"{row.occurrence}\n")
                    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), UUID(sys.argv[2]), int(sys.argv[3])))
