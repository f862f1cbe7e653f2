"""What the verbs of the audit log are called on its page; a verb without a name is shown as it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SHOWN_OF_ID = 8  # characters; enough to tell rows apart
NOUNS = {
    "person": _("Tài khoản"),
    "unit": _("Đơn vị"),
    "directive": _("Văn bản"),
    "task": _("Nhiệm vụ"),
    "assignment": _("Việc của đơn vị"),
    "bulletin": _("Bản tin"),
    "broadcast": _("Đợt phát"),
    "acceptance": _("Tiếp nhận bản tin"),
    "break_glass": _("Phát khẩn một người"),
    "station": _("Đài truyền thanh"),
    "device": _("Cụm loa"),
    "devices": _("Lệnh tới cụm loa"),
    "enrol_code": _("Mã đăng ký cụm loa"),
    "keys": _("Khóa ký"),
    "alarm": _("Báo động"),
    "question": _("Phản ánh"),
    "report": _("Báo cáo"),
}
ACTIONS = {
    "accepted": _("nhận phát"),
    "activate": _("mở lại"),
    "add": _("thêm"),
    "added": _("thêm"),
    "aired": _("đưa lên phát"),
    "aired_by_break_glass": _("phát khẩn một người"),
    "answered": _("đã trả lời"),
    "agreed": _("đồng ý"),
    "alias": _("thêm tên khác"),
    "approved": _("duyệt"),
    "cancelled": _("hủy"),
    "changed": _("sửa"),
    "closed": _("khép lại"),
    "confirmed": _("xác nhận"),
    "contacts": _("sửa liên hệ"),
    "create": _("lập"),
    "created": _("lập"),
    "deactivate": _("khóa"),
    "declined": _("từ chối"),
    "done": _("hoàn thành"),
    "draft": _("lưu nháp"),
    "ended": _("kết thúc"),
    "enrolled": _("đăng ký"),
    "escalated": _("chuyển cấp trên"),
    "export": _("xuất chú giải"),
    "issued": _("cấp"),
    "load": _("nạp danh mục"),
    "made": _("lập"),
    "merge": _("sáp nhập"),
    "not_here": _("báo không thuộc đơn vị"),
    "note": _("ghi tiến độ"),
    "on_air": _("lên sóng"),
    "open": _("mở lại"),
    "outlet_added": _("thêm điểm phát"),
    "password": _("đổi mật khẩu"),
    "placed": _("xếp lịch"),
    "prepared": _("soạn"),
    "read": _("đọc xong"),
    "receive": _("nhận"),
    "received": _("nhận"),
    "rename": _("đổi tên"),
    "reopened": _("mở lại"),
    "reset": _("đặt lại mật khẩu"),
    "reset_mailed": _("gửi thư đặt lại mật khẩu"),
    "result": _("ghi kết quả"),
    "returned": _("trả lại"),
    "reviewed": _("đã xem lại"),
    "revoked": _("thu hồi"),
    "role": _("trao vai trò"),
    "role_end": _("kết thúc vai trò"),
    "second_factor": _("bật xác thực hai lớp"),
    "second_factor_removed": _("gỡ xác thực hai lớp"),
    "sign_in": _("đăng nhập"),
    "sign_in_failed": _("đăng nhập sai"),
    "sign_out": _("đăng xuất"),
    "silence": _("bắt im"),
    "slot_added": _("thêm khung giờ"),
    "sound_ordered": _("tạo âm thanh"),
    "stop": _("dừng"),
    "stub_filled": _("ghép văn bản được viện dẫn"),
    "submitted": _("trình duyệt"),
    "unreadable": _("chưa đọc được"),
    "urgent": _("phát khẩn cấp"),
    "withdrawn": _("thu hồi"),
    "working": _("đang xử lý"),
    "written": _("viết"),
}

THINGS = {name.replace("_", ""): noun for name, noun in NOUNS.items()} | {"keystatement": NOUNS["keys"]}


def verb_label(verb: str) -> str:
    """E.g. person.sign_in → Tài khoản: đăng nhập."""
    noun, _dot, action = verb.partition(".")
    if noun in NOUNS and action in ACTIONS:
        return f"{NOUNS[noun]}: {ACTIONS[action]}"
    return verb


def object_label(object_type: str, object_id: str) -> str:
    """E.g. bulletins.bulletin 7 → Bản tin 7; a long id shows its first figures; an unknown kind stands as it is."""
    noun = THINGS.get(object_type.rpartition(".")[2], object_type)
    return f"{noun} {object_id[:SHOWN_OF_ID]}"
