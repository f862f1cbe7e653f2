"""The texts people consent to, by version: what is kept, what for, by whom, until when.

Law 91/2025/QH15, Decree 356/2025/NĐ-CP.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CURRENT = "2026-11"
CONTACT = _(
    "Tôi đồng ý cho UBND xã, phường lưu tên và cách liên lạc tôi ghi ở trên, chỉ để trả lời câu hỏi này. "
    "Tôi có thể rút lại và yêu cầu xóa bất cứ lúc nào bằng mã tra cứu."
)
PUBLISH = _(
    "Tôi đồng ý cho đăng câu hỏi và câu trả lời sau khi đã bỏ mọi chi tiết có thể nhận ra tôi. "
    "Tôi có thể rút lại bất cứ lúc nào bằng mã tra cứu."
)
