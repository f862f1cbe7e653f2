"""Finds the measurement that was asked for: the module of that name in this package, its `main(argv) -> status`."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from nguontin import bench as package
from nguontin.bench.result import report

SOAK_PREFIX = "soak_"
_OWN_MODULES = {"registry", "result"}


def available(*, soak: bool) -> list[str]:
    """Names that `bench` or `soak` understands, sorted."""
    modules = {module.name for module in pkgutil.iter_modules(package.__path__) if not module.ispkg} - _OWN_MODULES
    soaks = {module for module in modules if module.startswith(SOAK_PREFIX)}
    return sorted(module.removeprefix(SOAK_PREFIX) for module in (soaks if soak else modules - soaks))


def bench(argv: list[str]) -> int:
    """`./nguontin bench NAME …`; exit status of the measurement."""
    return _run(argv, soak=False)


def soak(argv: list[str]) -> int:
    """`./nguontin soak NAME …`; exit status of the trial."""
    return _run(argv, soak=True)


def _run(argv: list[str], *, soak: bool) -> int:
    names = available(soak=soak)
    name = argv[0] if argv else ""
    if name not in names:
        reason = f"no measurement is called {name!r}" if name else "a name is needed"
        return report(name, {"reason": reason, "available": names}, ok=False)
    module = import_module(f"{package.__name__}.{SOAK_PREFIX if soak else ''}{name}")
    status: int = module.main(argv[1:])
    return status
