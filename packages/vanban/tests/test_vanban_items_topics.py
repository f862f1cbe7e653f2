"""Channels that items name, bodies charged with all items, and the field of essential information."""

from __future__ import annotations

import pytest
import vanban
from vanban.channels import channels_in
from vanban.views import clean
from vanban_helpers import assert_spans_hold, read_text

HEAD = "ỦY BAN NHÂN DÂN XÃ NÀ CÁP\nSố: 9/UBND-VX\nV/v {subject}\nNà Cáp, ngày 05 tháng 3 năm 2026\n\n"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("phát trên đài truyền thanh xã", ["loudspeaker"]),
        ("thông báo qua loa kéo, xe loa", ["loudspeaker"]),
        ("đăng trên Cổng thông tin điện tử xã", ["website"]),
        ("đăng lên website của trường", ["website"]),
        ("niêm yết tại bảng tin công cộng", ["board"]),
        ("chạy chữ trên màn hình LED", ["board"]),
        ("dựng pa-nô, áp-phích", ["panel"]),
        ("treo băng zôn, khẩu hiệu", ["banner"]),
        ("đội chiếu phim lưu động", ["film"]),
        ("sinh hoạt chi bộ, tuyên truyền miệng", ["face_to_face"]),
        ("đối thoại với nhân dân", ["face_to_face"]),
        ("chia sẻ trên Facebook, Zalo", ["social_network"]),
        ("mở chuyên mục trên báo chí", ["press"]),
        ("phát tờ rơi, tờ gấp", ["material"]),
        ("đăng Bản tin thông tin cơ sở", ["periodical"]),
        ("gửi tin nhắn SMS đến thuê bao", ["message"]),
        ("xử phạt vi phạm lĩnh vực báo chí", []),
        ("bố trí kinh phí", []),
    ],
)
def test_channels(words: str, codes: list[str]) -> None:
    found = channels_in([clean(words, 0, len(words))])
    assert [one.value for one in found] == codes
    assert all(words[one.start : one.end].strip() for one in found)


def test_channels_of_an_item_have_spans_in_json() -> None:
    document = read_text(HEAD.format(subject="tuyên truyền") + "1. Phát trên loa truyền thanh, mạng xã hội Zalo.\n")
    assert_spans_hold(document)
    item = vanban.to_json(document)["items"][0]  # type: ignore[index]
    assert item["channels"] == ["loudspeaker", "social_network"]
    words = [document.text[start:end] for start, end in item["spans"]["channels"]]
    assert words == ["truyền thanh", "mạng xã hội"]


@pytest.mark.parametrize(
    ("opening", "closing", "names"),
    [
        (
            "Để làm tốt việc này, UBND xã đề nghị các ban, ngành, đoàn thể; Trưởng các xóm thực hiện các việc sau:",
            "",
            ["các ban, ngành, đoàn thể", "Trưởng các xóm"],
        ),
        (
            "UBND xã triển khai như sau:",
            "Yêu cầu Trưởng các xóm, Trạm Y tế xã nghiêm túc triển khai thực hiện./.",
            ["Trưởng các xóm", "Trạm Y tế xã"],
        ),
        ("Theo đề nghị của Công an xã, UBND xã thông báo:", "", []),
        ("UBND xã thông báo:", "Trên đây là thông báo của UBND xã./.", []),
    ],
)
def test_bodies_charged_with_all_items(opening: str, closing: str, names: list[str]) -> None:
    document = read_text(f"{HEAD.format(subject='vệ sinh')}{opening}\n\n1. Dọn đường.\n\n2. Trồng hoa.\n\n{closing}\n")
    assert_spans_hold(document)
    assert [value.value for value in document.for_all] == names
    assert all(item.perform == () for item in document.items)


@pytest.mark.parametrize(
    ("subject", "body", "code"),
    [
        ("phòng, chống dịch bệnh bạch hầu", "1. Tuyên truyền tiêm chủng.", "ty2d"),
        ("ứng phó mưa lớn, lũ, sạt lở đất", "1. Sơ tán dân vùng sạt lở.", "ty2d"),
        ("tuyển quân năm 2027", "1. Rà soát dân quân, tuyển quân.", "ty2c"),
        ("biểu dương người tốt, việc tốt", "1. Tôn vinh điển hình tiên tiến.", "ty2dd"),
        ("phòng, chống tham nhũng, tiêu cực", "1. Phát hiện lãng phí.", "ty2e"),
        ("lịch cắt điện sinh hoạt", "1. Cắt điện tại xóm Nà Loòng.", "ty2g"),
        ("lễ hội văn hóa và du lịch mùa xuân", "1. Tổ chức lễ hội.", "ty2b"),
        ("giải phóng mặt bằng dự án đường", "1. Kiểm đếm đất của dự án.", "ty2a"),
        ("phổ biến nghị quyết, chính sách mới", "1. Học tập nghị quyết.", "ty1"),
        ("một số việc", "1. Họp lúc 8 giờ.", None),
    ],
)
def test_field(subject: str, body: str, code: str | None) -> None:
    document = read_text(HEAD.format(subject=subject) + body + "\n")
    assert_spans_hold(document)
    assert (document.field.value if document.field else None) == code
    assert vanban.to_json(document)["field"] == code


def test_a_paper_of_two_fields_alike_gets_none() -> None:
    assert read_text(HEAD.format(subject="lễ hội và tuyển quân") + "1. Việc chung.\n").field is None


def test_the_words_that_suggest_a_field_are_shown() -> None:
    document = read_text(HEAD.format(subject="phòng, chống dịch bệnh") + "1. Tiêm chủng đợt hai.\n")
    assert document.field is not None
    shown = [document.text[start:end] for start, end in document.field.spans]
    assert shown == ["phòng, chống dịch", "Tiêm chủng"]
