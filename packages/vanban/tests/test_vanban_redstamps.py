"""Red stamps on scans in colour: read, while seals and other red marks are not."""

from __future__ import annotations

import time

import numpy
import pypdfium2
import pytest
import scans
import vanban
from PIL import Image, ImageDraw
from programs import need_office, need_tesseract
from roundtrip_helpers import annotation, written
from test_vanban_pdf import read
from test_vanban_scan import text_picture
from vanban.readers.page import Page
from vanban.readers.raster import DPI, prepare
from vanban.readers.redstamps import with_stamps
from vanban.stamps import stamp_of

STAMPED = "cv-mat-an-ninh-mang"  # secrecy above urgency


@pytest.fixture(scope="module")
def stamped() -> Image.Image:
    """The first page of a stamped paper in colours at 200 dpi, a red seal upon it."""
    need_office()
    need_tesseract()
    pdf = scans.pdfs({STAMPED: written(STAMPED)})[STAMPED]
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=200 / 72, rev_byteorder=True).to_pil().convert("RGB")
    seal(page, 900, 900)
    return page


def seal(page: Image.Image, left: int, top: int) -> None:
    draw = ImageDraw.Draw(page)
    for ring in (0, 10, 70):
        draw.ellipse((left + ring, top + ring, left + 290 - ring, top + 290 - ring), outline=(215, 30, 40), width=4)
    draw.text((left + 95, top + 120), "KHẨN", fill=(215, 30, 40), font_size=36)


def scanned_in_colour(page: Image.Image, tilt: float) -> bytes:
    turned = page.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor="white")
    noise = numpy.random.default_rng(1).normal(0.0, scans.NOISE, size=(page.height, page.width, 3))
    rough = numpy.clip(numpy.asarray(turned) + noise, 0, 255).astype(numpy.uint8)
    return scans.scan_pdf([Image.fromarray(rough)], dpi=200)


def test_stamps_of_a_tilted_scan_are_read(stamped: Image.Image) -> None:
    document = read(scanned_in_colour(stamped, scans.TILT))
    assert document.urgency is not None
    assert document.secrecy is not None
    assert (document.urgency.value, document.secrecy.value) == ("thượng khẩn", "mật")
    assert document.text.count("KHẨN") == 1  # of the stamp, not of the seal
    assert vanban.to_json(document)["date"] == annotation(STAMPED)["date"]


def test_seals_and_red_rules_are_no_stamps() -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    seal(page, 300, 300)
    draw = ImageDraw.Draw(page)
    draw.rectangle((900, 300, 1200, 306), fill="red")
    draw.rectangle((900, 500, 1100, 570), outline="red", width=4)
    raster = prepare(page, dpi=DPI)
    need_tesseract()
    assert with_stamps(Page(595, 842, ()), raster, page).words == ()


def test_page_without_red_costs_next_to_nothing() -> None:
    page = text_picture("Trang 14 ghi tin").resize((2480, 3508)).convert("RGB")
    raster = prepare(page, dpi=300)
    began = time.process_time()
    with_stamps(Page(595, 842, ()), raster, page)
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize(
    ("seen", "printed"),
    [("HOA TÔC", "HỎA TỐC"), ("KHÂN", "KHẨN"), ("TUYỆT MÂT", "TUYỆT MẬT"), ("ĐẾN", None), ("KHẨN TRƯƠNG", None)],
)
def test_only_stamps_of_the_law_are_taken(seen: str, printed: str | None) -> None:
    assert stamp_of(seen) == printed
