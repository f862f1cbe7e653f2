"""Makes papers hard to read: .docx → PDF by LibreOffice → pages as a scanner gives them."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy
import pypdfium2
from PIL import Image, ImageFilter

TILT = 1.0  # degrees, against the clock
BLUR = 0.7  # pixels at 300 dpi, radius of the Gaussian
NOISE = 10.0  # standard deviation of the Gaussian, in 255 grey levels
JPEG_QUALITY = 60


def office() -> str | None:
    """LibreOffice's program, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def pdfs(papers: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each .docx as PDF, by name; one run of LibreOffice with a profile of its own for all of them."""
    program = office()
    if program is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sources = []
        for name, data in papers.items():
            source = folder / f"{name}.docx"
            source.write_bytes(data)
            sources.append(str(source))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources]
        subprocess.run(command, check=True, capture_output=True, timeout=60 + 10 * len(sources))
        return {name: (folder / f"{name}.pdf").read_bytes() for name in papers}


def page_images(pdf: bytes, *, dpi: int) -> list[Image.Image]:
    """The pages of a PDF in grey levels."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]


def scanned(image: Image.Image, *, dpi: int, seed: int = 1, tilt: float = TILT) -> Image.Image:
    """A clean page as a scanner gives it: tilted, a little blurred, noisy."""
    tilted = image.convert("L").rotate(tilt, resample=Image.Resampling.BICUBIC, expand=False, fillcolor=255)
    soft = tilted.filter(ImageFilter.GaussianBlur(BLUR * dpi / 300))
    noise = numpy.random.default_rng(seed).normal(0.0, NOISE, size=(soft.height, soft.width))
    return Image.fromarray(numpy.clip(numpy.asarray(soft) + noise, 0, 255).astype(numpy.uint8))


def scan_pdf(images: Iterable[Image.Image], *, dpi: int) -> bytes:
    """A PDF of JPEG pages without a text layer."""
    first, *rest = images
    stream = io.BytesIO()
    first.save(stream, "PDF", resolution=dpi, quality=JPEG_QUALITY, save_all=True, append_images=rest)
    return stream.getvalue()


def as_scan(pdf: bytes, *, dpi: int, tilt: float = TILT) -> bytes:
    """A PDF printed and scanned again."""
    pages = page_images(pdf, dpi=dpi)
    images = (scanned(page, dpi=dpi, seed=number, tilt=tilt) for number, page in enumerate(pages, start=1))
    return scan_pdf(images, dpi=dpi)
