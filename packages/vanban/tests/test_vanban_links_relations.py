"""How a paper stands to what it cites, by its words."""

from __future__ import annotations

import time

import pytest
import vanban
from hypothesis import given
from hypothesis import strategies as st
from vanban.model import Document
from vanban_helpers import CORPUS, PAPERS, TODAY, assert_in_bounds, read_text

HEAD = """UBND TỈNH TRÀ LĨNH       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ Y TẾ         Độc lập - Tự do - Hạnh phúc

Số: 318/{code}        Trà Lĩnh, ngày 04 tháng 5 năm 2026
{title}

{to}
"""
FOOT = """
Nơi nhận:
- Như trên;
- Lưu: VT.

GIÁM ĐỐC

Hoàng Thị Ví Dụ
"""
KINDS = {
    "công văn": ("SYT-NV", "V/v một việc cần làm ngay", "Kính gửi: Ủy ban nhân dân xã Nà Mẫu\n"),
    "quyết định": ("QĐ-SYT", "\nQUYẾT ĐỊNH\nBan hành Quy chế trực\n\nGIÁM ĐỐC SỞ Y TẾ", ""),
    "kế hoạch": ("KH-SYT", "\nKẾ HOẠCH\nPhòng bệnh mùa hè", ""),
    "báo cáo": ("BC-SYT", "\nBÁO CÁO\nCông tác phòng bệnh", ""),
}


def paper(body: str, kind: str = "công văn", title: str | None = None) -> Document:
    code, usual, to = KINDS[kind]
    return read_text(HEAD.format(code=code, title=title or usual, to=to) + "\n" + body + "\n" + FOOT)


def related(body: str, kind: str = "công văn", title: str | None = None) -> list[str]:
    """Kinds of the relations, in order of the references."""
    document = paper(body, kind, title)
    assert [relation.reference for relation in document.relations] == list(range(len(document.references)))
    for relation in document.relations:
        assert_in_bounds(document.text, relation.spans)
        assert 0 < relation.confidence <= 1
    return [relation.kind for relation in document.relations]


ONE = "Quyết định số 5/QĐ-UBND ngày 01/02/2025 của UBND tỉnh"
TWO = "Quyết định số 6/QĐ-UBND ngày 03/02/2025 của UBND tỉnh"
LETTER = "Công văn số 77/UBND-VX ngày 02/4/2026 của UBND tỉnh Trà Lĩnh"


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (f"Thực hiện {LETTER} về phòng bệnh, Sở Y tế đề nghị:", ["carries_out"]),
        (f"Triển khai {ONE}, Sở Y tế đề nghị:", ["carries_out"]),
        (f"Căn cứ {ONE} về phòng bệnh; {TWO} về chữa bệnh;", ["carries_out", "carries_out"]),
        (f"Căn cứ {ONE};\n\nCăn cứ {TWO};", ["carries_out", "carries_out"]),
        (f"Căn cứ:\n\n- {ONE};\n\n- {TWO}.", ["carries_out", "carries_out"]),
        (f"Căn cứ {ONE};\n\n{TWO};", ["carries_out", "carries_out"]),
        (f"Theo đề nghị của Phòng Nghiệp vụ tại {LETTER}, Sở Y tế đề nghị:", ["carries_out"]),
        (f"Thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh tại {LETTER}, Sở Y tế đề nghị:", ["carries_out"]),
        (f"Để phòng dịch từ sớm, tiếp tục thực hiện {ONE}, Sở Y tế đề nghị:", ["carries_out"]),
        (f"Phúc đáp {LETTER} về chế độ trực, Sở Y tế có ý kiến như sau:", ["answers"]),
        (f"Trả lời kiến nghị của Ủy ban nhân dân xã nêu tại {LETTER}, Sở Y tế trao đổi:", ["answers"]),
        (f"Sở Y tế trả lời {LETTER} như sau:", ["answers"]),
        ("Sở Y tế nhận được Công văn số 9/UBND ngày 02/4/2026 của Ủy ban nhân dân xã Nà Mẫu.", ["answers"]),
        (f"Xét đề nghị của Ủy ban nhân dân xã Nà Mẫu (Công văn số 9/UBND-VX ngày 02/4/2026), thực hiện {ONE}, Sở làm:",
         ["answers", "carries_out"]),
        (f"Sở Y tế nhận được {LETTER} về phòng bệnh; đề nghị các đơn vị thực hiện.", ["relays"]),
        (f"Sở Y tế sao gửi {LETTER} để các đơn vị thực hiện.", ["relays"]),
        (f"Sở Y tế chuyển đến các trạm y tế {LETTER}.", ["relays"]),
        (f"Thực hiện công tác phòng bệnh, Sở Y tế gửi kèm theo Công văn này {ONE} để các đơn vị biết.", ["relays"]),
        (f"Công văn này thay thế {LETTER}.", ["replaces"]),
        (f"Thực hiện {ONE}, Sở Y tế đính chính {TWO} như sau:", ["carries_out", "amends"]),
        (f"Sở Y tế điều chỉnh một số nội dung tại {TWO} như sau:", ["amends"]),
        (f"Do sơ suất khi soạn thảo, Sở Y tế đính chính {TWO} như sau:", ["amends"]),
        (f"Do có sai sót, Sở Y tế xin thu hồi {TWO}.", ["replaces"]),
        (f"Kính chuyển Ủy ban nhân dân xã {LETTER} để giải quyết.", ["relays"]),
        (f"Thực hiện {LETTER} về triển khai {ONE}, Sở Y tế sao gửi {TWO}.", ["carries_out", "cites", "relays"]),
    ],
)  # fmt: skip
def test_letters(body: str, kinds: list[str]) -> None:
    assert related(body) == kinds


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (f"Quyết định này có hiệu lực kể từ ngày ký và thay thế {ONE}.", ["replaces"]),
        (f"Quyết định này có hiệu lực từ ngày ký và thay thế {ONE}, {TWO}.", ["replaces", "replaces"]),
        (f"Quyết định này thay thế {ONE} về chế độ trực và bãi bỏ {TWO}.", ["replaces", "replaces"]),
        (f"Điều 1. Bãi bỏ {ONE} về chế độ trực.", ["replaces"]),
        (f"Điều 1. Bãi bỏ khoản 2 Điều 5 {ONE}.", ["amends"]),
        (f"Điều 1. Bãi bỏ một phần {ONE}.", ["amends"]),
        (f"Điều 1. Huỷ bỏ {ONE}.", ["replaces"]),
        (f"Điều 1. Sửa đổi, bổ sung một số điều của Quy chế ban hành kèm theo {ONE}.", ["amends"]),
        (f"Điều 1. Đính chính lỗi kỹ thuật tại {ONE}.", ["amends"]),
        (f"{ONE} hết hiệu lực kể từ ngày Quyết định này có hiệu lực.", ["replaces"]),
        (f"{ONE} và {TWO} được thay thế bằng Quyết định này.", ["replaces", "replaces"]),
        (f"Các văn bản sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực:\n\na) {ONE};\n\nb) {TWO}.",
         ["replaces", "replaces"]),
        (f"Điều 1. Bãi bỏ các quyết định sau:\n\n1. {ONE};\n\n2. {TWO}.", ["replaces", "replaces"]),
        (f"Căn cứ {ONE};\n\nĐiều 1. Quyết định này thay thế Quyết định số 5/QĐ-UBND.", ["replaces"]),
    ],
)  # fmt: skip
def test_decisions(body: str, kinds: list[str]) -> None:
    assert related(body, "quyết định") == kinds


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"Quyết định này không thay thế {ONE}.", "quyết định"),
        (f"Quyết định này bãi bỏ các quy định trước đây về trực, trừ {ONE}.", "quyết định"),
        (f"Thay cụm loa hỏng. Thời gian làm theo {ONE}.", "quyết định"),
        (f"Giao Phòng Nghiệp vụ tham mưu sửa đổi {ONE}.", "quyết định"),
        (f"Đề nghị các đơn vị trả lời {LETTER} trước ngày 20/5/2026.", "công văn"),
        (f"Đến nay Sở Y tế chưa trả lời {LETTER}.", "công văn"),
        (f"Sở Y tế đề nghị UBND tỉnh bãi bỏ {ONE}.", "công văn"),
        (f"Các nội dung khác tại {ONE} không thay đổi.", "quyết định"),
        (f"Điều 1. Kiện toàn Ban Chỉ đạo thành lập theo {ONE}.", "quyết định"),
        (f"1. Sửa đổi Quy chế trực (thay thế {ONE}).", "kế hoạch"),
        (f"1. Sửa đổi {ONE}.", "kế hoạch"),
        (f"1. Tiếp tục thực hiện {ONE}.", "kế hoạch"),
        (f"Điều chỉnh mức hỗ trợ theo {ONE}.", "quyết định"),
        (f"Ngày 02/4/2026, UBND tỉnh đã có {LETTER} trả lời các đơn vị.", "công văn"),
        (f"Danh sách đã gửi kèm theo {LETTER}.", "công văn"),
        (f"Quy chế trước đây ({ONE}) được các đơn vị thực hiện tốt.", "quyết định"),
        (f"Quyết định này được niêm yết. Thông tin chi tiết xem {ONE}.", "quyết định"),
    ],
)
def test_words_that_do_not_govern(body: str, kind: str) -> None:
    assert related(body, kind) == ["cites"]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (f"Căn cứ {ONE} về việc sửa đổi, bổ sung {TWO};", ["carries_out", "cites"]),
        (f"Căn cứ {ONE} về việc bãi bỏ {TWO} và thay thế Quyết định số 7/QĐ-UBND ngày 05/02/2025;",
         ["carries_out", "cites", "cites"]),
        (f"Căn cứ {ONE} (đã được sửa đổi, bổ sung bởi {TWO});", ["carries_out", "cites"]),
        (f"Thực hiện {ONE} về triển khai {TWO}; {LETTER} về phòng bệnh, Sở đề nghị:",
         ["carries_out", "cites", "carries_out"]),
        (f"Thực hiện {LETTER} về thực hiện {ONE} và {TWO}, Sở đề nghị:", ["carries_out", "cites", "cites"]),
    ],
)  # fmt: skip
def test_citations_in_the_title_of_another_are_merely_cited(body: str, kinds: list[str]) -> None:
    assert related(body, "quyết định") == kinds


def test_reports_report_on_what_asked_for_them() -> None:
    assert related(f"Thực hiện {LETTER}, Sở Y tế báo cáo như sau:", "báo cáo") == ["reports_on"]
    assert related(f"Sở Y tế báo cáo kết quả thực hiện {ONE} như sau:", "báo cáo") == ["reports_on"]
    assert related(f"Căn cứ {ONE}, Sở Y tế lập đoàn kiểm tra.", "báo cáo") == ["carries_out"]


def test_the_subject_says_what_the_body_does_not() -> None:
    title = "\nQUYẾT ĐỊNH\nVề việc đính chính Quyết định số 5/QĐ-UBND ngày 01/02/2025\n\nGIÁM ĐỐC SỞ Y TẾ"
    assert related(f"Xem {ONE}.", "quyết định", title) == ["amends"]


def test_a_footnote_may_replace_but_opens_nothing() -> None:
    body = f"1. Phòng bệnh<sup>1</sup> mùa hè.\n\n2. Trực.\n\n<sup>1</sup> Quyết định này thay thế {ONE}.\n"
    assert related(body, "quyết định") == ["replaces"]
    assert related(f"Phòng bệnh<sup>1</sup> mùa hè.\n\n<sup>1</sup> Thực hiện {ONE}.\n", "quyết định") == ["cites"]


def test_cue_words_are_where_the_relation_points() -> None:
    document = paper(f"Điều 1. Bãi bỏ {ONE}.", "quyết định")
    (relation,) = document.relations
    assert document.text[relation.start : relation.end] == "Bãi bỏ"
    (printed,) = vanban.to_json(document)["relations"]  # type: ignore[misc]
    assert printed["kind"] == "replaces"
    assert [printed["start"], printed["end"]] == [relation.start, relation.end]


@given(
    st.lists(st.sampled_from([ONE, TWO, LETTER, " thay thế ", "; ", ", ", " và ", ". Căn cứ ", "(", ")", "này ", "\n"]))
)
def test_each_reference_has_one_relation_whatever_the_words(pieces: list[str]) -> None:
    document = read_text("QUYẾT ĐỊNH\nMột việc\n\nCăn cứ " + "".join(pieces))
    assert [relation.reference for relation in document.relations] == list(range(len(document.references)))
    for relation in document.relations:
        assert_in_bounds(document.text, relation.spans)


def test_time_grows_with_the_number_of_citations_only() -> None:
    def seconds(count: int) -> float:
        body = "; ".join(f"thay thế Quyết định số {number}/QĐ-UBND ngày 01/02/2025" for number in range(1, count))
        began = time.perf_counter()
        paper("Quyết định này " + body, "quyết định")
        return time.perf_counter() - began

    seconds(100)
    small = max(seconds(500), 0.02)
    assert seconds(2_000) < 12 * small


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the development papers do not stand beside this checkout")
def test_the_development_papers_have_a_relation_for_each_reference() -> None:
    for path in sorted((CORPUS / "text").glob("*.txt")):
        document = vanban.read(path.read_bytes(), filename=path.name, today=TODAY)
        assert [relation.reference for relation in document.relations] == list(range(len(document.references)))


def test_our_own_papers() -> None:
    letter = read_text((PAPERS / "letter.txt").read_text(encoding="utf-8"))
    assert [relation.kind for relation in letter.relations] == ["carries_out", "cites", "cites"]
