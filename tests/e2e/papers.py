"""A paper of the tests' own: a plan with tasks for every commune and a report to be sent."""

from __future__ import annotations

import datetime

from vanban.write import Heading, Paper, Paragraph, SignatureBlock, docx

TASK = "Tuyên truyền trên loa truyền thanh về phòng cháy, chữa cháy rừng mùa hanh khô đến mọi xóm, tổ dân phố."


def plan() -> bytes:
    """The plan as a Word file."""
    paragraphs = (
        Paragraph("Căn cứ Nghị định số 49/2024/NĐ-CP ngày 10/5/2024 của Chính phủ về hoạt động thông tin cơ sở;", True),
        Heading(1, "I.", "MỤC ĐÍCH"),
        Paragraph("Nâng cao ý thức bảo vệ rừng của người dân."),
        Heading(1, "II.", "NỘI DUNG THỰC HIỆN"),
        Heading(2, "1.", TASK),
        Paragraph("- Đơn vị chủ trì: UBND các xã, phường."),
        Paragraph("- Đơn vị phối hợp: Sở Nông nghiệp và Môi trường."),
        Paragraph("- Thời gian thực hiện: Hoàn thành trước ngày 30/10/2026."),
        Heading(1, "III.", "TỔ CHỨC THỰC HIỆN"),
        Paragraph("UBND các xã, phường báo cáo kết quả về Ủy ban nhân dân tỉnh trước ngày 15/11/2026."),
    )
    return docx(
        Paper(
            issuer="Ủy ban nhân dân",
            issuer_parent=None,
            symbol="KH-UBND",
            place="Cao Bằng",
            subject="Thông tin, tuyên truyền phòng cháy, chữa cháy rừng mùa hanh khô năm 2026",
            body=paragraphs,
            signer=SignatureBlock("CHỦ TỊCH", "Nông Văn Thử"),
            number=377,
            date=datetime.date(2026, 9, 28),
            kind="Kế hoạch",
            recipients=("UBND các xã, phường", "Sở Nông nghiệp và Môi trường", "Lưu: VT"),
        )
    )


LETTER = """ỦY BAN NHÂN DÂN
TỈNH CAO BẰNG

Số: 1508/UBND-VX

Cao Bằng, ngày 29 tháng 9 năm 2026

V/v tuyên truyền an toàn giao thông cho học sinh

Kính gửi: UBND các xã, phường.

Ủy ban nhân dân tỉnh yêu cầu các đơn vị thực hiện:

1. UBND các xã, phường phát trên đài truyền thanh quy định về đội mũ bảo hiểm cho trẻ em, mỗi tuần 02 lần.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Thị Mẫu
"""
