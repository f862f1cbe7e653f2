"""Programs that a test may go without: their absence is a visible skip, or a failure where everything must be there."""

from __future__ import annotations

import os

import pytest
from scans import office
from vanban.readers.ocr import tesseract


def need_office() -> None:
    """Skip, or fail under NGUON_REQUIRE_ALL, where LibreOffice is missing."""
    _need("LibreOffice", office())


def need_tesseract() -> None:
    """Skip, or fail under NGUON_REQUIRE_ALL, where Tesseract with Vietnamese is missing."""
    _need("Tesseract with Vietnamese (tesseract-ocr-vie)", tesseract())


def _need(name: str, found: str | None) -> None:
    if found is not None:
        return
    if os.environ.get("NGUON_REQUIRE_ALL", "0") not in {"0", ""}:
        pytest.fail(f"{name} is not installed, and NGUON_REQUIRE_ALL is set")
    pytest.skip(f"{name} is not installed")
