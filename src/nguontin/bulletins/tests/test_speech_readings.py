"""Written announcements and how an announcer reads them: tables by use case."""

import pytest

from nguontin.bulletins.speech import normalise
from nguontin.bulletins.speech.vocabulary import ABBREVIATIONS, DOCUMENT_TYPES, ISSUERS, SYMBOLS, TITLES, UNITS

CODES = [
    (
        "Kế hoạch số 902/KH-UBND ngày 18/4 của UBND tỉnh",
        "Kế hoạch số chín trăm linh hai ngày mười tám tháng tư của Ủy ban nhân dân tỉnh",
    ),
    ("theo 902/KH-UBND", "theo Kế hoạch số chín trăm linh hai của Ủy ban nhân dân"),
    ("Số: 12/TB-UBND", "Thông báo số mười hai của Ủy ban nhân dân"),
    ("Chỉ thị số 05-CT/TW", "Chỉ thị số không năm của Trung ương"),
    ("Luật số 36/2024/QH15", "Luật số ba mươi sáu năm hai nghìn không trăm hai mươi tư của Quốc hội khóa mười lăm"),
    (
        "Nghị định số 49/2024/NĐ-CP của Chính phủ",
        "Nghị định số bốn mươi chín năm hai nghìn không trăm hai mươi tư của Chính phủ",
    ),
    ("Công văn số 454/UBND-NCTH", "Công văn số bốn trăm năm mươi tư của Ủy ban nhân dân"),
    ("Công văn số 1454-CV/BTGTU", "Công văn số một nghìn bốn trăm năm mươi tư của Ban Tuyên giáo Tỉnh ủy"),
    ("Quyết định 90/QĐ-TTg", "Quyết định chín mươi của Thủ tướng Chính phủ"),
    ("Công văn số 17/XYZ-AB", "Công văn số mười bảy của ích i dài dét"),
]
DATES = [
    ("họp 15/11/2026", "họp ngày mười lăm tháng mười một năm hai nghìn không trăm hai mươi sáu"),
    ("ngày 15/11/2026", "ngày mười lăm tháng mười một năm hai nghìn không trăm hai mươi sáu"),
    ("mùng 5/9", "mùng năm tháng chín"),
    ("từ 15-17/11/2026", "từ ngày mười lăm đến ngày mười bảy tháng mười một năm hai nghìn không trăm hai mươi sáu"),
    (
        "03/10/1950-03/10/2020",
        "ngày mùng ba tháng mười năm một nghìn chín trăm năm mươi "
        "đến ngày mùng ba tháng mười năm hai nghìn không trăm hai mươi",
    ),
    ("từ 15/10 đến 20/10", "từ ngày mười lăm tháng mười đến ngày hai mươi tháng mười"),
    (
        "từ ngày 15 đến 17/11/2026",
        "từ ngày mười lăm đến ngày mười bảy tháng mười một năm hai nghìn không trăm hai mươi sáu",
    ),
    ("Quốc khánh (2/9)", "Quốc khánh (ngày mùng hai tháng chín)"),
    ("ngày 2/9", "ngày mùng hai tháng chín"),
    ("30/4 và 1/5", "ngày ba mươi tháng tư và ngày mùng một tháng năm"),
    ("tháng 5/2023", "tháng năm năm hai nghìn không trăm hai mươi ba"),
    ("tháng 4", "tháng tư"),
    ("ngày 2 tháng 4 năm 2026", "ngày mùng hai tháng tư năm hai nghìn không trăm hai mươi sáu"),
    ("giai đoạn 2021-2025", "giai đoạn hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi lăm"),
    ("Quý II/2026", "Quý hai năm hai nghìn không trăm hai mươi sáu"),
    ("quý IV năm 2021", "quý bốn năm hai nghìn không trăm hai mươi mốt"),
    ("31/12", "ngày ba mươi mốt tháng mười hai"),
]
TIMES = [
    ("17h30", "mười bảy giờ ba mươi phút"),
    ("17:30", "mười bảy giờ ba mươi phút"),
    ("17h00", "mười bảy giờ"),
    ("7h-11h30", "bảy giờ đến mười một giờ ba mươi phút"),
    ("5 giờ 30", "năm giờ ba mươi phút"),
    ("từ 13:30 - 16:30", "từ mười ba giờ ba mươi phút đến mười sáu giờ ba mươi phút"),
    ("17:30:15", "mười bảy giờ ba mươi phút mười lăm giây"),
]
NUMBERS = [
    ("1.234.567 đồng", "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng"),
    ("3,5 ha", "ba phẩy năm héc ta"),
    ("5%", "năm phần trăm"),
    ("40 km/h", "bốn mươi ki lô mét trên giờ"),
    ("12 m3/s", "mười hai mét khối trên giây"),
    ("25-27°C", "hai mươi lăm đến hai mươi bảy độ xê"),
    ("Nhiệt độ -5°C", "Nhiệt độ âm năm độ xê"),
    ("100.000đ/kg", "một trăm nghìn đồng trên ki lô gam"),
    ("5-7 ngày", "năm đến bảy ngày"),
    ("2/3 diện tích", "hai phần ba diện tích"),
    ("3/4 số hộ", "ba phần tư số hộ"),
    ("45/56 xã", "bốn mươi lăm trên năm mươi sáu xã"),
    ("24/7", "hai mươi tư trên bảy"),
    ("05 ngày", "năm ngày"),
    ("thứ 2", "thứ hai"),
    ("lần thứ 4", "lần thứ tư"),
    ("3x4", "ba nhân bốn"),
    ("20 m x 30 m", "hai mươi mét nhân ba mươi mét"),
    ("1,000,000 đồng", "một triệu đồng"),
    ("150 m²", "một trăm năm mươi mét vuông"),
    ("½ giờ", "một phần hai giờ"),
    ("5 tấn/ha", "năm tấn trên héc ta"),
    ("220V", "hai trăm hai mươi vôn"),
]
CONTACTS = [
    ("ĐT: 0912345678", "điện thoại: không chín một hai, ba bốn năm, sáu bảy tám"),
    ("(0206) 3852.123", "không hai không sáu, ba tám năm hai, một hai ba"),
    ("gọi 115", "gọi một một năm"),
    ("hotline 1900 1234", "đường dây nóng một chín không không, một hai ba bốn"),
    ("+84 912 345 678", "cộng tám bốn, chín một hai, ba bốn năm, sáu bảy tám"),
    ("https://caobang.gov.vn/tin-tuc.", "caobang chấm gờ o vê chấm vê en gạch chéo tin gạch ngang tuc."),
    ("ubndxa@caobang.gov.vn", "u bê en dê ích a a còng caobang chấm gờ o vê chấm vê en"),
]
ROMAN = [
    ("Đại hội XIV", "Đại hội mười bốn"),
    ("lần thứ III", "lần thứ ba"),
    ("lần thứ I", "lần thứ nhất"),
    ("khóa XIII", "khóa mười ba"),
    ("thế kỷ XXI", "thế kỷ hai mươi mốt"),
    ("MỤC VI PHẠM", "MỤC VI PHẠM"),
    ("XI MĂNG", "XI MĂNG"),
    ("cấp I-II", "cấp một đến hai"),
]
WORDS = [
    ("UBND xã", "Ủy ban nhân dân xã"),
    ("TP. Cao Bằng", "thành phố Cao Bằng"),
    ("TP.HCM", "thành phố Hồ Chí Minh"),
    ("TT. Nước Hai", "thị trấn Nước Hai"),
    ("STTTT", "Sở Thông tin và Truyền thông"),
    ("TT&TT", "Thông tin và Truyền thông"),
    ("HĐND&UBND", "Hội đồng nhân dân và Ủy ban nhân dân"),
    ("v.v.", "vân vân."),
    ("V/v", "Về việc"),
    ("và/hoặc", "và hoặc"),
    ("nam/nữ", "nam hoặc nữ"),
    ("Covid-19", "cô vít mười chín"),
    ("H5N1", "hát năm en một"),
    ("5G", "năm giê"),
    ("ABCDXYZ", "a bê xê dê ích i dài dét"),
    ("OCOP", "ô cốp"),
    ("THÔNG BÁO", "THÔNG BÁO"),
    ("kết thúc./.", "kết thúc."),
    ("rau & quả", "rau và quả"),
    ("5UBND", "năm Ủy ban nhân dân"),
]


READINGS = [*CODES, *DATES, *TIMES, *NUMBERS, *CONTACTS, *ROMAN, *WORDS]


@pytest.mark.parametrize(("written", "spoken"), READINGS)
def test_reading(written: str, spoken: str) -> None:
    assert normalise(written).text == spoken


@pytest.mark.parametrize(("written", "spoken"), [row for row in READINGS if not row[0].endswith(".")])
def test_reading_inside_a_sentence(written: str, spoken: str) -> None:
    """The words around stay as they are and the reading stands apart from them."""
    assert normalise(f"bà con ({written}), kính mời").text == f"bà con ({spoken}), kính mời"


@pytest.mark.parametrize("table", [ABBREVIATIONS, DOCUMENT_TYPES, ISSUERS, TITLES, UNITS])
def test_vocabulary_needs_no_second_reading(table: dict[str, str]) -> None:
    for spoken in [*table.values(), *filter(None, SYMBOLS.values())]:
        assert normalise(spoken).text in (spoken, "")
