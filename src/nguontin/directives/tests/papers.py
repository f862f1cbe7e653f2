"""Papers for the tests of this room, and how they come in."""

from __future__ import annotations

from nguontin.directives.models import Directive
from nguontin.directives.services import read_paper, receive_paper
from tests.support.world import World

PLAN = """\
ỦY BAN NHÂN DÂN TỈNH CAO BẰNG

Số: 214/KH-UBND

Cao Bằng, ngày 26 tháng 01 năm 2026

KẾ HOẠCH
Hoạt động thông tin cơ sở năm 2026 trên địa bàn tỉnh Cao Bằng

Căn cứ Nghị định số 49/2024/NĐ-CP ngày 10/5/2024 của Chính phủ quy định về hoạt động thông tin cơ sở; \
thực hiện Công văn \
số 152/BVHTTDL-TTCSTTĐN ngày 12/01/2026 của Bộ Văn hóa, Thể thao và Du lịch, \
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

1. Tuyên truyền phòng, chống rét cho cây trồng, vật nuôi trên hệ thống truyền thanh cơ sở.
- Đơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch.
- Đơn vị thực hiện: UBND các xã, phường.
- Đơn vị phối hợp: Sở Y tế.
- Thời gian thực hiện: trước ngày 31/10/2026.

2. Phát bản tin an toàn giao thông.
- Đơn vị thực hiện: UBND các xã, phường.
- Thời gian thực hiện: Định kỳ hằng tháng.

3. Quay video quảng bá.
- Đơn vị thực hiện: Nhóm quay phim tình nguyện.
- Thời gian thực hiện: Quý IV/2026.

Yêu cầu các đơn vị báo cáo kết quả thực hiện về UBND tỉnh trước ngày 15/11/2026.

Nơi nhận:
- UBND các xã, phường;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Đàm Quang Vinh
"""
LETTER = """\
SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH

Số: 2317/SVHTTDL-TTBCXB
V/v tuyên truyền kỷ niệm Ngày Giải phóng Cao Bằng

Cao Bằng, ngày 28 tháng 9 năm 2026

Kính gửi:
- Ủy ban nhân dân các xã, phường;
- Báo và Phát thanh, Truyền hình Cao Bằng.

Thực hiện Kế hoạch số 214/KH-UBND ngày 26/01/2026 của UBND tỉnh, Sở đề nghị các đơn vị thực hiện các nội dung sau:

1. Tuyên truyền kỷ niệm 76 năm Ngày Giải phóng Cao Bằng (03/10/1950 - 03/10/2026).

2. Treo băng rôn tại trung tâm xã.

Nơi nhận:
- Như trên;
- Lưu: VT.

GIÁM ĐỐC
Hoàng Văn Thạch
"""


def arrived(world: World, text: str = PLAN, name: str = "ke-hoach.txt") -> Directive:
    """A paper received by the provincial editor and read."""
    paper = receive_paper(text.encode(), name, unit=world.province, by=world.editor, at=world.at)
    return read_paper(paper, at=world.at)
