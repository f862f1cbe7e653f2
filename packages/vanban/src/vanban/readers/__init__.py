"""Readers of file formats behind one protocol, found by the entry-point group ``vanban.readers``."""

from __future__ import annotations

from vanban.readers.choice import extract_text, parts_of
from vanban.readers.registry import GROUP, LARGEST, Container, Part, Reader, readers

__all__ = ["GROUP", "LARGEST", "Container", "Part", "Reader", "extract_text", "parts_of", "readers"]
