"""The closed lists of the language of administration: kinds of paper, bodies, offices, verbs that end a name.

Sources: NĐ 30/2020/NĐ-CP annex III (state kinds), HD 36-HD/VPTW (Party kinds); the rest is common usage. Names of
particular papers and places do not belong here.
"""

from __future__ import annotations

import re

from vanban.letters import LOWER, UPPER

KIND_OF_CODE = {
    "NQ": "nghị quyết", "QĐ": "quyết định", "QyĐ": "quy định", "CT": "chỉ thị", "QC": "quy chế", "TC": "thông cáo",
    "TB": "thông báo", "HD": "hướng dẫn", "CTr": "chương trình", "KH": "kế hoạch", "PA": "phương án", "ĐA": "đề án",
    "DA": "dự án", "BC": "báo cáo", "BB": "biên bản", "TTr": "tờ trình", "HĐ": "hợp đồng", "CĐ": "công điện",
    "GM": "giấy mời", "KL": "kết luận", "CV": "công văn", "TT": "thông tư", "NĐ": "nghị định", "QyC": "quy chế",
    "QĐi": "quy định", "QTr": "quy trình", "PB": "phiếu báo", "GGT": "giấy giới thiệu",
}  # fmt: skip
"""Kind of paper by the abbreviation in its symbol."""

TITLE_KINDS = (
    "thông tư liên tịch", "nghị quyết liên tịch", "chương trình hành động", "quyết định", "nghị quyết", "nghị định",
    "chỉ thị", "thông tư", "quy chế", "quy định", "thông cáo", "thông báo", "hướng dẫn", "chương trình", "kế hoạch",
    "phương án", "đề án", "dự án", "báo cáo", "biên bản", "tờ trình", "hợp đồng", "công điện", "công văn", "giấy mời",
    "kết luận", "thông tri", "quy trình", "điều lệ", "đề cương", "lời kêu gọi",
)  # fmt: skip
"""Kinds that stand as a title above the subject, longest first where one begins another."""

CITED_KINDS = (
    "Thông tư liên tịch", "Nghị quyết liên tịch", "Chương trình hành động", "Bộ luật", "Bộ Luật", "Luật", "Pháp lệnh",
    "Nghị định", "Nghị quyết", "Quyết định", "Chỉ thị", "Thông tư", "Công văn", "Công điện", "Kế hoạch", "Hướng dẫn",
    "Thông báo", "Tờ trình", "Báo cáo", "Kết luận", "Quy định", "Quy chế", "Chương trình", "Đề án", "Văn bản",
    "Giấy mời", "Thông tri", "Lệnh", "Văn bản hợp nhất", "Phương án", "Sắc lệnh", "Phiếu chuyển", "Dự án",
    "Tờ trình liên ngành",
)  # fmt: skip
"""Kinds of paper as they are cited in running text."""

AGENCY_HEADS = (
    "Ủy ban", "Uỷ ban", "UBND", "UBMTTQ", "MTTQ", "HĐND", "Hội đồng", "Ban", "Bộ", "Sở", "Cục", "Tổng cục", "Chi cục",
    "Vụ", "Phòng", "Văn phòng", "VP", "VPCP", "Trung tâm", "Đài", "Báo", "Công an", "Viện", "Trường", "Hội", "Đoàn",
    "Liên đoàn", "Liên hiệp", "Mặt trận", "Tỉnh ủy", "Tỉnh uỷ", "Thành ủy", "Thành uỷ", "Huyện ủy", "Huyện uỷ",
    "Thị ủy", "Quận ủy", "Đảng ủy", "Đảng uỷ", "Đảng bộ", "Chi bộ", "Chính phủ", "Thủ tướng", "Phó Thủ tướng",
    "Quốc hội", "Thường trực", "Thường vụ", "Kho bạc", "Ngân hàng", "Bảo hiểm", "Tòa án", "Toà án", "Viện kiểm sát",
    "Bảo tàng", "Thư viện", "Nhà", "Công đoàn", "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Phó Giám đốc", "Bộ trưởng",
    "Chủ nhiệm", "Hiệu trưởng", "Thủ trưởng", "Trưởng", "Chánh", "Tổng công ty", "Công ty", "Tập đoàn", "Quân khu",
    "Tư lệnh", "Bộ đội", "Trung ương", "Tổng Bí thư", "Bí thư", "Doanh nghiệp", "Tổ", "Đội", "Thông tấn xã", "Liên Bộ",
    "Liên bộ", "Liên Sở", "Liên sở", "Lãnh đạo", "Cổng", "Đảng đoàn", "Ban cán sự", "Người đứng đầu", "Bưu điện",
    "Viễn thông", "VNPT", "Viettel", "MobiFone", "Mobifone", "Điện lực", "Thuế tỉnh", "Thuế thành phố", "Thuế cơ sở",
    "Hải quan khu vực", "Hải quan cửa khẩu", "Thống kê tỉnh", "Thống kê thành phố", "Thống kê cơ sở",
    "Kiểm toán nhà nước", "Kiểm toán Nhà nước", "Cảnh sát", "Đồn Biên phòng", "Đồn Công an", "Bệnh viện", "Học viện",
    "Đại học", "Cao đẳng", "Hiệp hội", "Câu lạc bộ", "Quỹ", "Vườn quốc gia", "Nhà hát", "Nhà xuất bản", "Tạp chí",
    "Tòa soạn", "Toà soạn", "Hợp tác xã", "Liên minh", "Tỉnh đoàn", "Thành đoàn", "Huyện đoàn", "Quận đoàn", "Thị đoàn",
    "Xã đoàn", "Chi đoàn", "Khối thi đua", "Khối các cơ quan", "Khối cơ quan", "Cụm thi đua", "Hạt Kiểm lâm",
    "Chi nhánh", "Bộ Tư lệnh", "Bộ Chỉ huy", "Quân chủng", "Binh chủng", "Quân đoàn", "Sư đoàn", "Trung đoàn",
    "Lữ đoàn", "LĐLĐ", "HLHPN", "BHXH", "NHNN", "TAND", "VKSND", "BCH", "BCHQS", "CHQS", "BĐBP", "BQL", "BTV", "BTT",
    "BCĐ", "BTG", "BTGTU", "BTGDVTU", "CATP", "CA tỉnh", "KBNN", "STTTT", "SVHTTDL", "SVHTT", "TTVH", "TTYT", "HTX",
    "Cơ quan", "Cấp ủy", "Cấp uỷ", "Chính quyền", "Tổng Biên tập", "Ủy viên", "Uỷ viên", "Đơn vị", "Địa phương",
    "Công chức", "Lực lượng", "Phó Hiệu trưởng", "Chỉ huy trưởng", "Chính ủy", "Phó Trưởng", "Trạm", "Phân xưởng",
    "Nhà máy", "Xí nghiệp", "Cơ sở", "Giáo viên", "Hải đội", "Đoàn thể", "Thanh tra tỉnh", "Thanh tra huyện",
    "Thanh tra thành phố", "Thanh tra Thành phố", "Thanh tra thị xã", "Thanh tra quận", "Thanh tra Chính phủ",
    "Thanh tra Sở", "Thanh tra Bộ", "Thanh tra nhà nước", "Thanh tra Nhà nước",
)  # fmt: skip
"""First words of the name of a body or an office, as printed in running text."""

GROUP_HEADS = (
    "sở", "ban", "bộ", "ngành", "cơ quan", "đơn vị", "địa phương", "phòng", "huyện", "quận", "thị xã", "thành phố",
    "tỉnh", "xã", "phường", "thị trấn", "tổ chức", "đoàn thể", "trường", "cấp ủy", "cấp uỷ", "cấp", "chi bộ", "đảng bộ",
    "đảng ủy", "đội", "hội", "quân khu", "doanh nghiệp", "trung tâm", "thành viên", "Bộ", "Sở", "Ban", "Đội",
    "Quân khu", "Trung tâm", "Phòng", "UBND", "chi", "cục", "vụ", "đài", "báo", "thôn", "xóm", "tổ dân phố", "KOLs",
    "nhà trường", "hiệu trưởng", "thủ trưởng", "đồng chí", "lực lượng", "trạm", "bệnh viện", "khối", "cụm", "khu phố",
    "khu dân cư", "cơ sở", "nhà mạng", "công ty", "hợp tác xã", "tập đoàn", "hiệp hội", "liên đoàn", "liên hiệp",
    "viện", "học viện", "khoa", "bộ phận", "tập thể", "cá nhân", "cán bộ", "ủy viên", "uỷ viên", "ủy ban", "uỷ ban",
    "Ủy ban", "Uỷ ban", "bản", "buôn", "làng", "ấp", "phum", "khóm", "đặc khu", "bảo tàng", "thư viện", "câu lạc bộ",
    "văn phòng", "ngân hàng", "chủ đầu tư", "chủ tịch", "giám đốc", "trưởng", "lãnh đạo", "Cục", "Vụ", "Tổng cục",
    "Chi cục", "Hội", "Trường", "Công ty", "Tập đoàn", "nhà văn hóa", "nhà văn hoá", "tỉnh ủy", "Tỉnh ủy", "huyện ủy",
    "huyện uỷ", "Huyện ủy", "Đảng ủy", "Đảng uỷ", "quỹ", "hãng", "đồn", "hạt", "ngành chức năng", "tòa soạn", "thư ký",
    "tuyên truyền viên", "báo cáo viên",
)  # fmt: skip
"""What may follow "các", "những", "tất cả các" in the name of a group of bodies."""

NAME_ENDS = (
    "về", "V/v", "v/v", "ban hành", "quy định", "qui định", "hướng dẫn", "phê duyệt", "sửa đổi", "bổ sung", "thông báo",
    "nghị định", "để", "tại", "gửi", "thực hiện", "triển khai", "nêu", "được", "đã", "có", "trong", "là", "cho", "theo",
    "khóa", "khoá", "chỉ đạo việc", "đề nghị", "yêu cầu", "giao", "tổ chức", "đến", "từ", "với", "nhằm", "năm",
    "giai đoạn", "ngày", "tháng", "do", "vì", "trên", "thay thế", "bãi bỏ", "kèm theo", "số", "vào", "công bố",
    "trả lời", "xin", "như", "khi", "này", "tiếp tục", "tăng cường", "thành lập", "kiện toàn", "giới thiệu", "phối hợp",
    "chủ trì", "chấp thuận", "đồng ý", "cụ thể", "lần thứ", "đối với", "kết luận", "phân công", "kiểm tra", "đăng tải",
    "hết hiệu lực", "không còn hiệu lực", "chấm dứt hiệu lực", "còn hiệu lực", "bị", "hết", "vẫn", "nay", "không còn",
    "chấm dứt", "trái với", "khác với", "vừa", "cùng", "qua", "và các", "và những", "và một số",
)  # fmt: skip
"""Words that cannot belong to an issuer's name and so end it."""

ACTION_VERBS = (
    "chủ động", "tập trung", "căn cứ", "có trách nhiệm", "phải", "tiếp tục", "chủ trì", "phối hợp", "tổ chức",
    "chỉ đạo", "hướng dẫn", "xây dựng", "thực hiện", "triển khai", "khẩn trương", "tăng cường", "rà soát", "theo dõi",
    "đôn đốc", "báo cáo", "treo", "tham mưu", "giúp", "kiểm tra", "lập", "nghiên cứu", "bố trí", "phân công",
    "đẩy mạnh", "cung cấp", "tuyên truyền", "thông báo", "quan tâm", "nghiêm túc", "thường xuyên", "kịp thời",
    "phổ biến", "bảo đảm", "đảm bảo", "duy trì", "định kỳ", "hoàn thành", "hoàn thiện", "tiến hành", "chịu trách nhiệm",
    "cử", "tạo điều kiện", "đăng tải", "đăng", "phát sóng", "viết", "gửi", "trình", "đề xuất", "thẩm định", "cập nhật",
    "lồng ghép", "sử dụng", "quản lý", "theo chức năng", "nâng cao", "vận động", "quán triệt", "thành lập", "bám sát",
    "xem xét", "chuẩn bị", "trực tiếp", "đề nghị", "đồng thời", "tiếp nhận", "ký", "dành", "tổng hợp", "sớm",
    "quyết định", "giải đáp", "khai thác", "hỗ trợ", "thanh tra", "phát động", "biểu dương", "khuyến khích", "huy động",
    "phát hành", "tích cực", "thiết kế", "lắp đặt", "trang trí", "giới thiệu", "thống kê", "xác định", "ưu tiên", "đưa",
    "phân bổ", "khảo sát", "vận hành", "kết nối", "bồi dưỡng", "tập huấn", "đào tạo", "kiện toàn", "có kế hoạch",
    "có văn bản", "có biện pháp", "có nhiệm vụ", "có báo cáo", "có giải pháp", "chấp hành", "gương mẫu", "nắm chắc",
    "nắm bắt", "nắm tình hình", "tăng thời lượng", "tăng cường", "trao đổi", "ứng dụng", "lan tỏa", "lan toả",
    "thu thập", "lưu trữ", "kiến nghị", "in ấn", "yêu cầu", "giao", "chịu", "đầu tư", "mời", "đón", "phục vụ",
    "cấp phát", "cấp kinh phí", "thu hút", "giữ gìn", "bảo vệ", "ngăn chặn", "phòng ngừa", "phát hiện", "đấu tranh",
    "tuyên dương", "khen thưởng", "đề ra", "công bố", "công khai", "niêm yết", "tuyển chọn", "nhân rộng", "đổi mới",
    "sắp xếp", "khắc phục", "trưng bày", "biểu diễn", "chỉnh trang", "vệ sinh", "lãnh đạo", "định hướng", "cho phép",
    "cho ý kiến", "có ý kiến", "thiết lập", "bổ sung", "phun", "họp", "gọi điện", "cắm", "xả", "dự", "chở",
    "nghiệm thu", "cấp lại", "cấp ứng", "bàn giao", "rà quét", "góp ý", "in", "treo cờ", "quảng bá", "mua sắm",
    "sửa chữa", "cam kết", "đối thoại", "cảnh báo", "sơ tán", "tiêm chủng", "học tập", "điều tra", "xử phạt",
    "thường trực", "là đơn vị", "là cơ quan", "là đầu mối", "là thành viên", "giám sát", "tham gia", "ban hành",
    "nghiêm chỉnh", "để", "nhằm", "sản xuất", "phát huy", "thống nhất", "lựa chọn", "mở", "cân đối", "biên tập",
    "biên soạn", "xử lý", "cần", "thông tin", "phụ trách", "đảm nhiệm", "đảm nhận",
)  # fmt: skip
"""Verbs and phrases that follow the name of the body which is to act."""

NO_VERBS = (
    r"(?:công|độc|dân|tư) lập", r"bầu cử", r"(?:chương|công|quá|tờ|lộ|quy|giáo|hành|tiến|lịch|cải) trình",
    r"(?:tuyên truyền|báo cáo|hướng dẫn|thống kê|kiểm tra|giám sát|quản lý|tổ chức|thông tin) viên", r"ngoại giao",
    r"giao (?:thông|lưu|dịch|ban)", r"(?:được|bàn|chuyển|vụ) giao",
    r"và (?:đào tạo|đầu tư|quản lý|kiểm tra|đăng ký|cung cấp|phục vụ|khai thác|chỉ đạo)", r"đầu tư công", r"chỉ huy",
    r"sinh hoạt", r"giáo dục thường xuyên", r"an toàn vệ sinh", r"vệ sinh (?:an toàn|thực phẩm|môi trường)",
    r"(?:giáo dục|nghề) (?:và )?đào tạo", r"dịch vụ (?:tổng hợp|hỗ trợ|thông tin)", r"(?:quốc|y tế) dự phòng",
    r"đăng kiểm", r"cần (?:cứu|lao)", r"thường trực (?:tỉnh|huyện|xã|đảng|hội|ban|ủy|uỷ|hđnd|ubnd)",
    r"(?:cơ quan|ủy viên|uỷ viên|đơn vị|bộ phận|ban) thường trực", r"chỉ huy", r"sinh hoạt",
    r"(?:các|của|đồng chí) lãnh đạo", r"phát thanh", r"(?:kế hoạch|chủ) đầu tư", r"trưng cầu", r"có liên quan",
    r"được \w+ \w+", r"(?:an ninh|bộ) thông tin", r"(?:chữa cháy|phòng cháy) và cứu", r"cấp trên trực tiếp",
    r"dân quân thường trực", r"(?:cán bộ|(?:công|viên) chức|giáo viên|lĩnh vực|người|lãnh đạo|nhân viên) phụ trách",
)  # fmt: skip
"""Phrases (regular expressions) in which a word of ACTION_VERBS is no verb, but part of a name."""

COMMA_NAMES = (
    "Văn hóa, Thể thao và Du lịch", "Văn hoá, Thể thao và Du lịch", "Văn hóa, Thể thao", "Văn hoá, Thể thao",
    "Văn hóa, Thông tin", "Văn hoá, Thông tin", "Phát thanh, Truyền hình", "Phát thanh, truyền hình",
    "Văn hóa, Du lịch", "Văn hoá, Du lịch", "Văn hóa, Truyền thông", "Văn hoá, Truyền thông",
    "Lao động, Thương binh và Xã hội", "Lao động, Thương binh", "Văn hóa, Khoa học", "Văn hoá, Khoa học",
    "Thể thao, Du lịch", "thể thao, du lịch", "Văn hóa, Giáo dục", "Văn hoá, Giáo dục", "Kinh tế, Hạ tầng",
    "Bưu chính, Viễn thông", "bưu chính, viễn thông", "Bưu chính, Viễn thông", "bưu chính, viễn thông", "Phòng, chống",
    "phòng, chống", "Văn hóa, thể thao và du lịch", "cải cách hành chính, chuyển đổi số", "Khoa học, Công nghệ",
    "tìm kiếm, cứu nạn", "Tìm kiếm, cứu nạn", "tìm kiếm, quy tập", "Tìm kiếm, quy tập", "Văn hóa, Nghệ thuật",
    "chính sách, pháp luật", "Báo và Phát thanh, Truyền hình", "Báo và phát thanh, truyền hình", "Thể dục, Thể thao",
    "Thể dục, thể thao", "Văn học, Nghệ thuật", "Văn học, nghệ thuật", "Thanh niên, Học sinh", "Thanh niên, Sinh viên",
    "Y tế, Dân số", "Dân số, Kế hoạch hóa", "Dân số, Trẻ em", "Nông nghiệp, Nông dân", "Thông tin, Tuyên truyền",
    "Tài nguyên, Môi trường", "Công nghiệp, Thương mại", "Xuất bản, In", "Thanh tra, Pháp chế", "Văn hóa, Xã hội",
    "Văn hoá, Xã hội", "Kinh tế, Ngân sách", "Đất đai, Xây dựng", "Quản lý, Khai thác", "Kế hoạch, Tài chính",
    "Tổ chức, Hành chính", "Hành chính, Tổ chức", "Hành chính, Tổng hợp", "Truyền hình, Phát thanh",
    "Truyền thông, Văn hóa", "Văn hóa, Du lịch", "Thông tin, Thể thao", "Văn hóa, Thông tin và Thể thao",
    "Văn hoá, Thông tin và Thể thao",
)  # fmt: skip
"""Parts of names that carry a comma inside; a list must not be split there."""

OFFICE_TITLES = (
    "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "PHÓ CHỦ TỊCH", "CHỦ TỊCH", "PHÓ GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC",
    "GIÁM ĐỐC", "THỨ TRƯỞNG", "BỘ TRƯỞNG", "PHÓ THỦ TƯỚNG", "THỦ TƯỚNG", "PHÓ CHỦ NHIỆM", "CHỦ NHIỆM",
    "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "PHÓ TRƯỞNG BAN", "TRƯỞNG BAN", "PHÓ TRƯỞNG PHÒNG", "TRƯỞNG PHÒNG", "PHÓ CỤC TRƯỞNG",
    "CỤC TRƯỞNG", "PHÓ TỔNG CỤC TRƯỞNG", "TỔNG CỤC TRƯỞNG", "PHÓ VỤ TRƯỞNG", "VỤ TRƯỞNG", "PHÓ CHÁNH VĂN PHÒNG",
    "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH THANH TRA", "CHÁNH THANH TRA", "PHÓ BÍ THƯ THƯỜNG TRỰC", "PHÓ BÍ THƯ", "BÍ THƯ",
    "PHÓ HIỆU TRƯỞNG", "HIỆU TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "VIỆN TRƯỞNG", "PHÓ TỔNG BIÊN TẬP", "TỔNG BIÊN TẬP",
    "TỔNG BÍ THƯ", "PHÓ CHI CỤC TRƯỞNG", "CHI CỤC TRƯỞNG", "ỦY VIÊN THƯỜNG TRỰC", "ỦY VIÊN", "THƯỜNG TRỰC",
    "CHỈ HUY TRƯỞNG", "PHÓ CHỈ HUY TRƯỞNG", "CHÍNH ỦY", "TỔNG THƯ KÝ", "CHÁNH ÁN", "PHÓ CHÁNH ÁN", "TRƯỞNG ĐOÀN",
    "PHÓ TRƯỞNG ĐOÀN", "ĐỘI TRƯỞNG", "TRƯỞNG TRẠM", "TỔ TRƯỞNG",
)  # fmt: skip
"""Offices that sign, as printed in capitals above a name."""

BODY_OPENINGS = (
    "Căn cứ", "Thực hiện", "Theo đề nghị", "Xét đề nghị", "Nhằm", "Để", "Trong", "Tiếp theo", "Ngày", "Qua", "Sau khi",
    "Hiện nay", "Vừa qua", "Tại", "Thi hành", "Triển khai", "Chấp hành", "Tiếp tục", "Năm", "Nhân dịp", "Hưởng ứng",
    "Điều", "Kính thưa",
)  # fmt: skip
"""Words a body likes to begin with; they end a subject set without a blank line."""

_HEAD_WORDS_CAPS = (
    "ỦY BAN", "UỶ BAN", "UBND", "UBMTTQ", "SỞ", "BỘ", "BAN", "VĂN PHÒNG", "PHÒNG", "TỈNH ỦY", "TỈNH UỶ", "THÀNH ỦY",
    "THÀNH UỶ", "HUYỆN ỦY", "HUYỆN UỶ", "THỊ ỦY", "QUẬN ỦY", "ĐẢNG ỦY", "ĐẢNG UỶ", "CỤC", "TỔNG CỤC", "VỤ", "HỘI",
    "ĐOÀN", "TRUNG TÂM", "TRƯỜNG", "CHI CỤC", "CÔNG AN", "THỦ TƯỚNG", "CHÍNH PHỦ", "QUỐC HỘI", "HỘI ĐỒNG", "MẶT TRẬN",
    "HĐND", "LIÊN ĐOÀN", "CÔNG TY", "TỔNG CÔNG TY", "TẬP ĐOÀN", "BÁO", "ĐÀI", "TÒA ÁN", "TOÀ ÁN", "VIỆN", "CHI BỘ",
    "ĐẢNG BỘ", "NGÂN HÀNG", "BẢO HIỂM", "KHO BẠC", "THANH TRA", "BẢO TÀNG", "THƯ VIỆN", "LIÊN HIỆP", "ĐẢNG ĐOÀN",
    "BỘ TƯ LỆNH", "BỘ CHỈ HUY", "CHỦ TỊCH NƯỚC", "NHÀ", "CỔNG", "TỔ CÔNG TÁC", "HUYỆN ĐOÀN", "TỈNH ĐOÀN", "THÀNH ĐOÀN",
)  # fmt: skip


def alternatives(words: tuple[str, ...], *, any_case_inside: bool = False) -> str:
    """A regular-expression group of the words, longest first, any white space between their parts.

    ``any_case_inside`` lets the later syllables of a word begin with a capital too ("Trung Tâm").
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_pattern(word, any_case_inside=any_case_inside) for word in ordered) + ")"


def _pattern(word: str, *, any_case_inside: bool) -> str:
    first, *later = map(re.escape, word.split())
    if any_case_inside:
        later = [f"[{part[0].upper()}{part[0].lower()}]{part[1:]}" if part[0].isalpha() else part for part in later]
    return r"\s+".join((first, *later))


ISSUER_HEAD = re.compile(rf"{alternatives(_HEAD_WORDS_CAPS)}(?![{UPPER}])")
"""A header line in capitals that begins the name of a body (and not the rest of the line above)."""

LETTER = UPPER + LOWER
_NO_BODY = (
    "Báo cáo", "Ban hành", "Ban đầu", "Bộ luật", "Bộ Luật", "Bộ máy", "Đoàn kết", "Đoàn viên", "Hội nghị", "Hội thảo",
    "Hội diễn", "Hội đàm", "Hội viên", "Tổ chức", "Đội ngũ", "Phòng chống", "Phòng ngừa", "Viện trợ", "Trường hợp",
    "Trưởng thành", "Cơ quan chủ trì", "Cơ quan phối hợp", "Cơ quan thực hiện", "Cơ quan hướng dẫn", "Đơn vị chủ trì",
    "Đơn vị phối hợp", "Đơn vị thực hiện", "Đơn vị hướng dẫn", "Đơn vị tính", "Quỹ đất", "Quỹ thời gian",
    "Trạm biến áp", "Trạm phát", "Cơ sở dữ liệu", "Cơ sở vật chất", "Cơ sở pháp lý", "Cơ sở hạ tầng", "Cổng chào",
    "Cổng trường", "Vụ việc", "Sở hữu", "Công an viên", "Nhà ở", "Bộ tiêu chí", "Báo chí", "Nhà nước", "Phòng bệnh",
    "Phòng dịch", "Phòng vệ", "Sở dĩ", "Cục bộ", "Vụ mùa", "Vụ đông", "Vụ xuân", "Bộ mặt", "Báo động", "Viện phí",
    "Đài tưởng niệm", "Đài hoa",
)  # fmt: skip
_NO_GROUP = (
    "hội nghị", "hội thảo", "hội thi", "hội diễn", "hội trại", "hội đồng thi", "hội viên", "hội chợ",
    "tổ chức thực hiện", "cơ sở dữ liệu",
    "cơ sở vật chất", "cơ sở pháp lý", "trường hợp", "bộ tiêu chí", "bộ luật", "ban hành", "báo cáo", "cụm từ",
    "cụm loa", "cụm pa nô", "cụm panô", "cụm thông tin", "cụm cổ động", "khối lượng", "phong trào", "phòng chống",
    "sở hữu", "đội ngũ", "bản tin", "bản đồ", "bản vẽ", "bản cam kết", "bản sắc", "ngành nghề", "ngành hàng", "cấp độ",
    "cấp bậc", "làng nghề", "làng văn hóa", "trưởng thành", "khoa học", "viện trợ", "chi phí", "chi tiết", "chi tiêu",
    "vụ việc", "vụ án", "bộ phim", "bộ môn", "đội hình", "quỹ đất", "đài tưởng niệm", "trường phái", "ban đầu",
)  # fmt: skip
AGENCY_HEAD = re.compile(
    rf"(?!{alternatives(_NO_BODY)}(?![{LETTER}]))"
    rf"(?:{alternatives(AGENCY_HEADS, any_case_inside=True)}(?![{LETTER}])(?!\s*,)"
    rf"|(?:[Tt]ất cả\s+)?(?:[Cc]ác|[Nn]hững|[Mm]ọi)\s+"
    rf"(?!{alternatives(_NO_GROUP)}(?![{LETTER}])){alternatives(GROUP_HEADS)}(?![{LETTER}])"
    rf"|(?:[Cc]ác|[Nn]hững)\s+(?!{alternatives(_NO_BODY)}(?![{LETTER}])){alternatives(AGENCY_HEADS)}(?![{LETTER}])"
    rf"|(?:[Tt]ất cả\s+)?(?:đơn vị|cơ quan|địa phương|thủ trưởng|hiệu trưởng)(?![{LETTER}]))"
)
"""The beginning of the name of a body, an office or a group of bodies in running text."""
