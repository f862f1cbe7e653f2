"""The words of the demo's bulletins, written for the ear."""

from __future__ import annotations

MEASLES_TITLE = "Lịch tiêm bổ sung vắc xin sởi cho trẻ em"
MEASLES = "Mời các gia đình có con từ 1 đến 5 tuổi đưa trẻ đi tiêm vắc xin sởi tại trạm y tế, sáng 5/10/2026."
MEASLES_EN = "Measles vaccine at the health station, October the fifth."
DESK_TITLE = "Nơi gửi phản ánh của bà con"
DESK = "Bà con muốn hỏi hoặc phản ánh, mời quét mã trên bảng tin, hoặc gọi UBND xã. Xã trả lời trong 20 ngày."
FRAUD_TITLE = "Cảnh giác lừa đảo qua điện thoại"
FRAUD = "Công an tỉnh nhắc bà con: không đọc mã OTP, không chuyển tiền theo lời người lạ gọi điện."
FLOOD_TITLE = "Cảnh báo lũ quét ven suối"
FLOOD = "Khẩn cấp. Nước suối đang lên nhanh. Bà con ven suối sơ tán ngay lên nhà văn hóa xóm."
QUESTION = "Loa ở đầu xóm chúng tôi bị rè từ tuần trước, nghe không rõ. Khi nào xã sửa?"
ANSWER = "Cảm ơn bà con. Kỹ thuật viên đã kiểm tra dây loa và sẽ thay trước ngày 6 tháng 10."
PUBLIC_QUESTION = "Loa ở một xóm bị rè, khi nào xã sửa?"
