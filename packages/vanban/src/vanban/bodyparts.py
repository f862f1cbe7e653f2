"""The parts of a body that can hold tasks: the paper itself and what is attached, without closing sentences."""

from __future__ import annotations

import re

from vanban.labels import Rank, label_of
from vanban.letters import is_caps
from vanban.paragraphs import Paragraph

_CLOSING = re.compile(
    r"(?:Đề nghị|Yêu cầu|Trên đây|Căn cứ|Trong quá trình|Quá trình|Nhận được|Trên cơ sở|Kế hoạch này|Công văn này"
    r"|Văn bản này|Để(?!\w)|Rất mong|Mọi (?:vướng mắc|thông tin|chi tiết)|Trân trọng|Kính (?:đề nghị|mong|gửi)"
    r"|(?:Tổng hợp,? )?[Bb]áo cáo kết quả|Kết quả (?:thực hiện|triển khai)|Trường hợp|Nếu (?:có|gặp)"
    r"|Thông tin chi tiết|Chi tiết (?:xin )?liên hệ"
    r"|\(|[^.;]{3,120}\s(?:đề nghị|yêu cầu|thông báo để|trân trọng|kính báo cáo)\s)"
)
_ANNEX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|BIỂU MẪU)(?:\s+(?:số\s+|SỐ\s+)?(?:[IVX]+|\d+|[A-Z]))?\s*(?:$|[:.(]|[^.;]{1,120}$)"
)
_STOPS = '.;!)”"…/'
_OUTLINE = re.compile(
    r"(?:THUYẾT MINH|ĐỀ CƯƠNG|MẪU|BIỂU|DANH SÁCH|DANH MỤC|BÁO CÁO|TỔNG HỢP|BẢNG|KHẨU HIỆU|NỘI DUNG BÁO CÁO)(?!\w)"
)


def is_outline(text: str) -> bool:
    """Whether a title in capitals heads a form or an outline, not a plan."""
    return is_caps(text) and _OUTLINE.match(text) is not None


def body_parts(paragraphs: list[Paragraph], *, attached: bool = False) -> list[list[Paragraph]]:
    """The paragraphs of each part in order; footnotes, closings and outlines of forms are left out.

    A new part begins at "Phụ lục" and at a title in capitals after "./."; the tables of an outline are kept: they may
    be tables of tasks. ``attached`` tells that the paragraphs come after the signature and may begin with a title.
    """
    parts: list[list[Paragraph]] = [[]]
    outline = False
    ended = False
    for paragraph in paragraphs:
        if paragraph.footnote is not None:
            continue
        titled = not paragraph.table and label_of(paragraph.text) is None
        if titled and _ANNEX.match(paragraph.text):
            parts.append([])
            outline = False
        elif titled and is_caps(paragraph.text) and (ended or ((attached or len(parts) > 1) and not parts[-1])):
            if ended:
                parts.append([])
            outline = is_outline(paragraph.text)
        elif paragraph.table or not outline:
            parts[-1].append(paragraph)
        ended = paragraph.text.endswith("./.")
    return [_without_closing(part) for part in parts]


def _without_closing(flow: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs up to the last labelled one and what still belongs to it."""
    last = len(flow)
    for at in range(len(flow) - 1, -1, -1):
        if flow[at].table:
            continue
        label = label_of(flow[at].text)
        if label is not None:
            return flow[: at + 1] if label.rank >= Rank.DASH and _no_tables(flow[at + 1 :]) else flow[:last]
        above = label_of(flow[at - 1].text) if at else None
        if above is not None and above.end == len(flow[at - 1].text):
            return flow[:last]  # the label above stands alone: this is its text
        if above is not None and above.rank < Rank.DASH and flow[at - 1].text[-1] not in _STOPS:
            return flow[:last]  # the unit above is a heading: this is what it is about
        if flow[at].text.endswith("./.") or _CLOSING.match(flow[at].text):
            last = at
    return flow[:last]


def _no_tables(flow: list[Paragraph]) -> bool:
    return not any(paragraph.table for paragraph in flow)
