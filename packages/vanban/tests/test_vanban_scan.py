"""Scans and pictures: recognised, put right, doubted, or refused."""

from __future__ import annotations

import io

import numpy
import pytest
import scans
import vanban
from PIL import Image, ImageDraw
from programs import need_tesseract
from test_vanban_pdf import ISSUER, PLAIN, plain_pdf, read
from vanban import write
from vanban.doubts import ScannedText, tempered
from vanban.model import Doubt, Value
from vanban.readers import image as image_module
from vanban.readers import ocr
from vanban.readers.layout import Row, Sheet
from vanban.readers.page import Word
from vanban.readers.raster import DPI, prepare
from vanban.readers.repairs import in_order, repaired
from vanban.scoring import Score
from vanban_helpers import TODAY, read_text


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """The clean first page at 300 dpi."""
    need_tesseract()
    return scans.page_images(plain_pdf(), dpi=300)[0]


def picture(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def read_picture(data: bytes, filename: str) -> vanban.Document:
    return vanban.read(data, filename=filename, today=TODAY)


def assert_header(document: vanban.Document) -> None:
    wanted = vanban.to_json(vanban.read(write.docx(PLAIN), filename="a.docx", today=TODAY))
    found = vanban.to_json(document)
    for name in ("issuer", "number", "date", "subject", "signer"):
        assert found[name] == wanted[name]
    assert found["issuer"] == ISSUER


def test_scan_is_read_nearly_as_the_paper_itself(page: Image.Image) -> None:
    small = page.resize((page.width * 2 // 3, page.height * 2 // 3), Image.Resampling.LANCZOS)
    document = read(scans.scan_pdf([scans.scanned(small, dpi=200)], dpi=200))  # both resolutions: soak scans
    score = Score()
    wanted = vanban.to_json(vanban.read(write.docx(PLAIN), filename="a.docx", today=TODAY))
    score.add("paper", vanban.to_json(document), wanted)
    assert score.total >= 0.93, score.misses
    assert "| 1 | Nà Mẫu | 12 |" in document.text


@pytest.mark.parametrize("turn", [90, 180])
def test_picture_lying_on_its_side_or_head_is_turned(page: Image.Image, turn: int) -> None:
    assert_header(read_picture(picture(page.rotate(turn, expand=True), "PNG", dpi=(300, 300)), "a.png"))


def test_steep_tilt_is_put_right(page: Image.Image) -> None:
    tilted = page.rotate(-4, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert_header(read_picture(picture(tilted, "JPEG", quality=80), "a.jpg"))


def test_red_seal_over_the_signature_is_not_read(page: Image.Image) -> None:
    coloured = page.convert("RGB")
    draw = ImageDraw.Draw(coloured)
    left, top = page.width * 6 // 10, page.height * 6 // 10
    for ring in range(0, 200, 14):
        draw.ellipse((left + ring, top + ring, left + 600 - ring, top + 600 - ring), outline=(225, 40, 40), width=3)
    assert_header(read_picture(picture(coloured, "WEBP", quality=90), "a.webp"))


def test_every_page_of_a_tiff_is_read() -> None:
    need_tesseract()
    pages = [text_picture(f"Trang {number} ghi tin phát trên loa trong tháng") for number in ("14", "27")]
    data = picture(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200))
    found = read_picture(data, "a.tif").text
    assert 0 < found.index("14") < found.index("27")


def text_picture(line: str) -> Image.Image:
    """A sheet with one line over and over, in the font that Pillow carries."""
    sheet = Image.new("L", (1654, 1000), 255)
    draw = ImageDraw.Draw(sheet)
    for row in range(6):
        draw.text((150, 100 + 70 * row), line, fill=0, font_size=36)
    return sheet


def cat() -> Image.Image:
    """No letters: soft blobs and grain, as a photograph has."""
    noise = numpy.random.default_rng(7).normal(128, 60, size=(90, 120))
    return Image.fromarray(numpy.clip(noise, 0, 255).astype(numpy.uint8)).resize((1200, 900), Image.Resampling.BICUBIC)


@pytest.mark.parametrize("shown", [cat(), Image.new("L", (1200, 900), 255), Image.new("RGB", (900, 900), "black")])
def test_picture_without_text_gives_none(shown: Image.Image) -> None:
    need_tesseract()
    with pytest.raises(vanban.UnreadableError) as caught:
        read_picture(picture(shown, "PNG"), "meo.png")
    assert caught.value.code == "no_text"


def test_bomb_of_pixels_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_module, "MOST_PIXELS", 10_000)
    monkeypatch.setattr(image_module, "require", lambda: "tesseract")
    with pytest.raises(vanban.UnreadableError) as caught:
        read_picture(picture(Image.new("1", (200, 200)), "PNG"), "a.png")
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("keep", [40, 300])
def test_cut_off_picture_is_corrupt(keep: int) -> None:
    need_tesseract()
    data = picture(cat(), "PNG")[:keep]
    with pytest.raises(vanban.UnreadableError) as caught:
        read_picture(data, "a.png")
    assert caught.value.code == "corrupt"


def test_recognition_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    need_tesseract()
    monkeypatch.setattr(ocr, "MOST_SECONDS", 0.001)
    monkeypatch.setattr(ocr, "_bound", lambda pid: None)
    with pytest.raises(vanban.UnreadableError) as caught:
        ocr.recognise(prepare(text_picture("Một dòng chữ"), dpi=DPI))
    assert caught.value.code == "ocr_failed"


def line(*texts: str, sure: float = 0.9) -> list[Word]:
    words, left = [], 100.0
    for text in texts:
        words.append(Word(text, left, 100, left + 6 * len(text), 115, 13, sure))
        left = words[-1].right + 4
    return words


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("CỌNG HÒA XA HỘI CHỦ NGHIA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Đôc lâp - Tự do - Hanh phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("Nơi nhân:", "Nơi nhận:"),
        ("Điều L. Phạm vi", "Điều 1. Phạm vi"),
        ("Sô: 45/KH-UBND", "Số: 45/KH-UBND"),
        ("Số: 45IKH-UBND", "Số: 45/KH-UBND"),
        ("Quyết định số 06/QD-TTø của Thủ tướng", "Quyết định số 06/QĐ-TTg của Thủ tướng"),
        ("Trà Lĩnh, ngày O5 tháng l2 năm 2O26", "Trà Lĩnh, ngày 05 tháng 12 năm 2026"),
        ("PHO CHỦ TICH", "PHÓ CHỦ TỊCH"),
        ("~ UBND tỉnh (b/C);", "- UBND tỉnh (b/c);"),
        ("IL NHIỆM VỤ", "II. NHIỆM VỤ"),
        ("Quý 1I/2026", "Quý II/2026"),
        ("V⁄% tuyên truyền", "V/v tuyên truyền"),
    ],
)
def test_faults_in_fixed_phrases_are_put_right(seen: str, printed: str) -> None:
    assert " ".join(word.text for word in repaired(line(*seen.split()))) == printed


@pytest.mark.parametrize(
    "printed", ["Điều 12. Hiệu lực", "Hà Tĩnh có 45 xã", "Lớp 1A gồm 30 em", "và Luật Báo chí", "L là 5 lít"]
)
def test_what_is_right_stays_as_it_is(printed: str) -> None:
    assert " ".join(word.text for word in repaired(line(*printed.split()))) == printed


def test_roman_headings_count_up() -> None:
    def row(text: str) -> Row:
        return Row(text, 85, 0, 300, 15, 14, 20)

    texts = ["I. MỤC ĐÍCH", "II. NHIỆM VỤ", "II. KINH PHÍ", "IV. TỔ CHỨC", "I. PHẦN SAU"]
    sheets = in_order([Sheet(tuple(map(row, texts)), (), 85, 540, 842)])
    assert [block.text.split()[0] for block in sheets[0].blocks if isinstance(block, Row)] == [
        "I.",
        "II.",
        "III.",
        "IV.",
        "I.",
    ]


def test_values_on_doubted_words_are_no_surer_than_they() -> None:
    document = read_text("Số: 7/UBND-VH\n\nKính gửi: Các xóm\n\nSở Y tế chủ trì.")
    assert isinstance(document.number, Value)
    doubts = (Doubt(document.number.start, document.number.end, 0.4),)
    changed = tempered(document, doubts)
    assert changed.doubts == doubts
    assert changed.number is not None
    assert changed.number.confidence == 0.4
    assert changed.addressees == document.addressees
    assert vanban.to_json(changed)["doubts"] == [[doubts[0].start, doubts[0].end, 0.4]]


def test_doubts_of_a_scan_lie_in_its_text(page: Image.Image) -> None:
    rough = scans.scanned(page.resize((page.width // 3, page.height // 3), Image.Resampling.LANCZOS), dpi=100)
    text = image_module.ImageReader().read(picture(rough, "PNG", dpi=(100, 100)))
    assert isinstance(text, ScannedText)
    assert text.doubts
    for doubt in text.doubts:
        assert text[doubt.start : doubt.end].strip()
        assert 0 <= doubt.sure < 0.75
