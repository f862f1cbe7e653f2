"""Which tables only set boxes side by side, and which hold data."""

from __future__ import annotations

import itertools
import re
from typing import Any

from docx.oxml.ns import qn

from vanban.check.formats import TWIPS_PER_POINT
from vanban.letters import fold

_SURE_WORDS = ("cong hoa xa hoi", "dang cong san", "doc lap", "noi nhan")
_LIKELY_WORDS = (
    "kinh gui", "v/v", "tm.", "kt.", "tl.", "tuq.", "t/m", "k/t", "t/l", "giam doc", "chu tich", "truong ban", "bi thu",
    "truong phong", "uy ban nhan dan", "thu ky", "chu tri", "hieu truong",
)  # fmt: skip
_LIKELY = re.compile(r"ngay[\s\d.…_]*thang[\s\d.…_]*nam|(?<![a-z])so\s*:?[\s\d.…_]*[-/]\s*[a-z]")
_MOST_ROWS, _MOST_COLUMNS = 6, 3
_CELL_MARGIN = 108  # twips on each side, what Word gives a table that names none
_SIDES = (("left", "start"), ("right", "end"))  # the names of the older and the newer standard
_MOST_RUNS = 400  # of a table's text, enough for the boxes of head or foot


def is_layout(table: Any) -> bool:
    """Whether a table only sets boxes side by side: few cells, no lines between them, words of head or foot."""
    rows = table.findall(qn("w:tr"))
    widest = max((len(row.findall(qn("w:tc"))) for row in rows), default=0)
    if not 0 < len(rows) <= _MOST_ROWS or widest > _MOST_COLUMNS:
        return False
    text = fold(" ".join(itertools.islice((node.text or "" for node in table.iter(qn("w:t"))), _MOST_RUNS)))
    if any(word in text for word in _SURE_WORDS):
        return True
    likely = any(word in text for word in _LIKELY_WORDS) or bool(_LIKELY.search(text))
    return likely and not _has_grid(table)


def _has_grid(table: Any) -> bool:
    style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    inner = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}/{qn('w:insideH')}")
    if inner is not None:
        return inner.get(qn("w:val")) not in ("nil", "none")
    return style is not None and "grid" in style.get(qn("w:val"), "").lower()


def cell_room(table: Any, cell: Any, default: float) -> float:
    """Width in points between the inner margins of a cell; ``default`` is the cell's width when it states none."""
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    stated = width is not None and width.get(qn("w:type")) == "dxa"
    whole = _twips(width, default * TWIPS_PER_POINT) if stated else default * TWIPS_PER_POINT
    margins = table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}")
    return (whole - sum(_margin(margins, names) for names in _SIDES)) / TWIPS_PER_POINT


def _margin(margins: Any, names: tuple[str, str]) -> float:
    found = [] if margins is None else [margins.find(qn(f"w:{name}")) for name in names]
    return next((_twips(side, _CELL_MARGIN) for side in found if side is not None), _CELL_MARGIN)


def _twips(element: Any, default: float) -> float:
    try:
        return float(element.get(qn("w:w")))
    except (AttributeError, TypeError, ValueError):
        return default
