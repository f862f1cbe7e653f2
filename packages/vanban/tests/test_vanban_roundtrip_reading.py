"""What is read of the round-trip papers: from .docx, from the PDF that LibreOffice makes of it, and from scans.

All papers as scans, with the share of wrong characters, are a longer trial of the server's checkout (`soak scans`).
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping

import pytest
import scans
import vanban
from roundtrip_helpers import NAMES, annotation, written
from vanban.characters import character_error_rate
from vanban.readers import extract_text
from vanban.scoring import Score
from vanban_helpers import TODAY

LEAST = {"docx": 0.97, "pdf": 0.97}
LEAST_SCANNED = {300: 0.93, 200: 0.90}
MOST_WRONG = 0.03
"""Share of wrong characters that a scanned page may have."""
SCANNED = {300: "kh-so-bang-nhiem-vu", 200: "cd-so-y-te-dich-sot"}

needs_office = pytest.mark.skipif(scans.office() is None, reason="LibreOffice makes the PDF files")


def _reads_vietnamese() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in known.stdout.split()


def scored(papers: Mapping[str, bytes], suffix: str) -> Score:
    score = Score()
    for name, data in papers.items():
        read = vanban.to_json(vanban.read(data, filename=f"{name}.{suffix}", today=TODAY))
        score.add(name, read, annotation(name))
    return score


def test_papers_are_read_from_word_files() -> None:
    score = scored({name: written(name) for name in NAMES}, "docx")
    assert score.papers == len(NAMES)
    assert score.total >= LEAST["docx"], "\n".join(score.misses)
    assert score.parts()["header"] >= 0.98, "\n".join(score.misses)


@needs_office
@pytest.mark.timeout(240)
def test_papers_are_read_from_pdf_files() -> None:
    score = scored(scans.pdfs({name: written(name) for name in NAMES}), "pdf")
    assert score.papers == len(NAMES)
    assert score.total >= LEAST["pdf"], "\n".join(score.misses)


@needs_office
@pytest.mark.skipif(not _reads_vietnamese(), reason="Tesseract with Vietnamese reads the scans")
@pytest.mark.timeout(240)
@pytest.mark.parametrize(("dpi", "name"), SCANNED.items())
def test_scanned_papers_are_read(dpi: int, name: str) -> None:
    printed = scans.pdfs({name: written(name)})[name]
    document = vanban.read(scans.as_scan(printed, dpi=dpi), filename="scan.pdf", today=TODAY)
    score = Score()
    score.add(name, vanban.to_json(document), annotation(name))
    assert score.total >= LEAST_SCANNED[dpi], "\n".join(score.misses)
    assert character_error_rate(document.text, extract_text(printed, filename="print.pdf")) <= MOST_WRONG
