"""Entry (append-only) and Seal (the chain over committed entries)."""

from .entry import Entry
from .seal import Seal

__all__ = ["Entry", "Seal"]
