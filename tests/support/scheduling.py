"""How pytest-xdist shares out the tests: those that start a whole installation run one after the other, first of all.

Two of them at once would starve each other's loudspeakers on a machine with two cores. (xdist's own mark for this,
`xdist_group`, writes into a field that pytest 9.2 no longer has.)
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

ALONE = ("tests/e2e/", "tests/integration/test_demo.py")


class OneInstallationAtATime(LoadScopeScheduling):  # type: ignore[misc]
    """Every test goes to whoever is free, but the installations all go to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return "installations" if nodeid.startswith(ALONE) else nodeid
