"""`./nguontin bench read`: how fast vanban reads, on one core, in process, and how that grows with the paper.

The papers are written here, by vanban itself; LibreOffice makes the PDF, and a scanner is imitated for the scanned
page. Needs LibreOffice and Tesseract with Vietnamese. Seconds are those of a processor core, all threads and the
recognition's own process added up, so that other work on the machine does not count; each is the best of several.
"""

from __future__ import annotations

import datetime
import gc
import io
import os
import resource
import sys
from collections.abc import Callable

import pypdfium2
import vanban
from vanban import write
from vanban.readers.ocr import tesseract

from nguontin.bench.result import report
from nguontin.bench.soak_scans import test_modules

TODAY = datetime.date(2026, 11, 21)
TEXT_GOAL, DOCX_GOAL = 100, 25  # short papers a second
LONG_GOAL, SCAN_GOAL = 0.5, 3.0  # seconds: of 20 pages; of a scanned page
LONG = 20  # pages
SMALL, LARGE = 50, 500  # pages
GROWTH_GOAL = 1.5  # time for each page at 500 pages by that at 50
MEMORY_GOAL = 0.5  # MB more at the peak for each page more
SCAN_DPI = 300
_SENTENCE = (
    "Ủy ban nhân dân xã phối hợp với Trạm Y tế, Công an xã và các đoàn thể phát bản tin trên hệ thống loa truyền thanh"
    " vào buổi sáng và buổi chiều, ghi nhật ký từng lượt phát, kịp thời sửa chữa thiết bị hỏng và trả lời phản ánh của"
    " người dân theo Kế hoạch số {number}/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh."
)


def main(argv: list[str]) -> int:
    """Measure everything; status 0 when each figure reaches its goal."""
    if argv:
        return report("read", {"reason": f"no options are known: {' '.join(argv)}"}, ok=False)
    _, scans = test_modules()
    missing = [name for name, found in (("soffice", scans.office()), ("tesseract-ocr-vie", tesseract())) if not found]
    if missing:
        return report("read", {"reason": f"not installed: {', '.join(missing)}"}, ok=False)
    _say("writing the papers")
    short, long = write.docx(paper(3)), write.docx(paper(3 * LONG))
    pdfs = scans.pdfs({"long": long})
    figures = _rates(short) | _long(long, pdfs["long"]) | _growth(pdfs["long"]) | _scan(pdfs["long"], scans)
    ok = all(bool(figures.pop(name)) for name in list(figures) if name.endswith("_ok"))
    return report("read", figures, ok=ok)


def paper(sections: int) -> write.Paper:
    """A plan; three sections fill about a page."""
    body: list[write.Heading | write.Paragraph] = [
        write.Paragraph("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", basis=True),
        write.Heading(1, "I", "NHIỆM VỤ"),
    ]
    for number in range(1, sections + 1):
        body.append(write.Heading(2, str(number), f"Bảo đảm thông tin của cụm loa thứ {number}"))
        body.append(write.Paragraph(_SENTENCE.format(number=number)))
        body.append(write.Paragraph("- Đơn vị chủ trì: Phòng Văn hóa - Xã hội."))
        body.append(write.Paragraph(f"- Thời gian thực hiện: Trước ngày 15/{number % 12 + 1}/2026."))
    return write.Paper(
        issuer_parent="Ủy ban nhân dân tỉnh Trà Lĩnh",
        issuer="Ủy ban nhân dân xã Nà Mẫu",
        number=12,
        symbol="KH-UBND",
        place="Nà Mẫu",
        date=datetime.date(2026, 2, 5),
        kind="Kế hoạch",
        subject="Hoạt động thông tin cơ sở năm 2026",
        body=tuple(body),
        recipients=("UBND tỉnh (b/c)", "Các xóm", "Lưu: VT"),
        signer=write.SignatureBlock("CHỦ TỊCH", "Triệu Văn Mẫu", "TM. ỦY BAN NHÂN DÂN"),
    )


def _read(data: bytes, filename: str) -> vanban.Document:
    return vanban.read(data, filename=filename, today=TODAY)


def _seconds(work: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of the shortest of several runs, children included."""
    taken = []
    for _ in range(times):
        gc.collect()
        began = sum(os.times()[:4])
        work()
        taken.append(sum(os.times()[:4]) - began)
    return max(min(taken), 1e-3)


def _rates(short: bytes) -> dict[str, object]:
    _say("short papers")
    text = _read(short, "a.docx").text.encode()
    figures: dict[str, object] = {"short_characters": len(text.decode())}
    for name, data, filename, goal in (("text", text, "a.txt", TEXT_GOAL), ("docx", short, "a.docx", DOCX_GOAL)):
        count = 2 * goal
        taken = _seconds(lambda data=data, filename=filename, count=count: _often(data, filename, count))  # type: ignore[misc]
        figures |= {f"{name}_per_s": round(count / taken, 1), f"{name}_per_s_goal": goal}
        figures[f"{name}_ok"] = count / taken >= goal
    return figures


def _often(data: bytes, filename: str, count: int) -> None:
    for _ in range(count):
        _read(data, filename)


def _long(docx: bytes, pdf: bytes) -> dict[str, object]:
    """Twenty pages, as .docx, as PDF and as text."""
    _say(f"{LONG} pages")
    twenty = pages_of(pdf, LONG)
    text = _read(twenty, "a.pdf").text.encode()
    figures: dict[str, object] = {"long_pages": LONG, "long_characters": len(text.decode()), "long_s_goal": LONG_GOAL}
    for name, data in (("pdf", twenty), ("docx", docx), ("txt", text)):
        taken = _seconds(lambda data=data, name=name: _read(data, f"a.{name}"))  # type: ignore[misc]
        figures |= {f"long_{name}_s": round(taken, 3), f"long_{name}_ok": taken <= LONG_GOAL}
    return figures


def pages_of(pdf: bytes, count: int) -> bytes:
    """A PDF of as many pages, those of the one given over and over."""
    with pypdfium2.PdfDocument(pdf) as source, pypdfium2.PdfDocument.new() as target:
        while len(target) < count:
            target.import_pages(source, pages=list(range(min(len(source), count - len(target)))))
        stream = io.BytesIO()
        target.save(stream)
        return stream.getvalue()


def _growth(pdf: bytes) -> dict[str, object]:
    """Time and memory of a large paper by those of a small one."""
    _say(f"{SMALL} and {LARGE} pages")
    small, large = pages_of(pdf, SMALL), pages_of(pdf, LARGE)
    seconds, peaks = [], []
    for data in (small, large):
        seconds.append(_seconds(lambda data=data: _read(data, "a.pdf"), times=3 if data is small else 1))  # type: ignore[misc]
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    each = seconds[0] / SMALL, seconds[1] / LARGE
    memory = (peaks[1] - peaks[0]) / (LARGE - SMALL)
    return {
        "growth_pages": [SMALL, LARGE],
        "growth_s": [round(one, 2) for one in seconds],
        "growth_ratio": round(each[1] / each[0], 2),
        "growth_ratio_goal": GROWTH_GOAL,
        "growth_ok": each[1] <= GROWTH_GOAL * each[0],
        "peak_mb": [round(one) for one in peaks],
        "memory_per_page_mb": round(memory, 3),
        "memory_per_page_mb_goal": MEMORY_GOAL,
        "memory_ok": memory <= MEMORY_GOAL,
    }


def _scan(pdf: bytes, scans: object) -> dict[str, object]:
    """A full scanned page with the head of a paper."""
    _say("a scanned page")
    first = pages_of(pdf, 1)
    scan: bytes = scans.as_scan(first, dpi=SCAN_DPI)  # type: ignore[attr-defined]
    taken = _seconds(lambda: _read(scan, "a.pdf"))
    return {
        "scan_dpi": SCAN_DPI,
        "scan_characters": len(_read(scan, "a.pdf").text),
        "scan_page_s": round(taken, 2),
        "scan_page_s_goal": SCAN_GOAL,
        "scan_ok": taken <= SCAN_GOAL,
    }


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
