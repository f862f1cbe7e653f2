"""Rules of the components: which must be there, and in which box."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.check.components import Paper, Role
from vanban.check.registry import PARTY_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import Column, Line

_WITHOUT_ADDRESS = "Thêm “Kính gửi:” và tên cơ quan nhận dưới phần đầu công văn."


def _missing(paper: Paper, role: Role, advice: str) -> Iterator[Departure]:
    if not paper.has(role):
        yield Departure(f"Thiếu thành phần thể thức: {role}.", advice, box=role)


@rule("component.state-name", f"{STATE_SOURCE}II.1", forms=("state",))
def needs_state_name(paper: Paper) -> Iterator[Departure]:
    """Quốc hiệu."""
    return _missing(
        paper, Role.STATE_NAME, "Ghi “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” ở phía trên cùng, bên phải trang đầu."
    )


@rule("component.motto", f"{STATE_SOURCE}II.1", forms=("state",))
def needs_motto(paper: Paper) -> Iterator[Departure]:
    """Tiêu ngữ."""
    return _missing(paper, Role.MOTTO, "Ghi “Độc lập - Tự do - Hạnh phúc” dưới Quốc hiệu.")


@rule("component.party-heading", f"{PARTY_SOURCE}II.1.1", forms=("party",))
def needs_party_heading(paper: Paper) -> Iterator[Departure]:
    """Tiêu đề "Đảng Cộng sản Việt Nam"."""
    return _missing(paper, Role.PARTY_HEADING, "Ghi “ĐẢNG CỘNG SẢN VIỆT NAM” ở góc phải, dòng đầu trang đầu.")


@rule("component.no-state-name", f"{PARTY_SOURCE}II.1.1", forms=("party",))
def no_state_name(paper: Paper) -> Iterator[Departure]:
    """A Party paper has neither Quốc hiệu nor Tiêu ngữ."""
    for line in paper.lines(Role.STATE_NAME, Role.MOTTO):
        yield Departure(
            "Văn bản của Đảng không ghi Quốc hiệu, Tiêu ngữ.",
            "Bỏ dòng này; chỉ giữ tiêu đề “ĐẢNG CỘNG SẢN VIỆT NAM”.",
            line,
            "Tiêu đề",
        )


@rule("component.issuer", f"{STATE_SOURCE}II.2; {PARTY_SOURCE}II.1.2")
def needs_issuer(paper: Paper) -> Iterator[Departure]:
    """The issuing body."""
    return _missing(paper, Role.ISSUER, "Ghi tên cơ quan ban hành bằng chữ in hoa ở góc trái, dòng đầu trang đầu.")


@rule("component.number", f"{STATE_SOURCE}II.3; {PARTY_SOURCE}II.1.3")
def needs_number(paper: Paper) -> Iterator[Departure]:
    """Number and symbol; the number itself may still be blank."""
    return _missing(
        paper, Role.NUMBER, "Ghi dòng số, ký hiệu dưới tên cơ quan ban hành; chưa có số thì để trống sau chữ “Số”."
    )


@rule("component.date", f"{STATE_SOURCE}II.4; {PARTY_SOURCE}II.1.4")
def needs_date(paper: Paper) -> Iterator[Departure]:
    """Place and date; day and month may still be blank."""
    return _missing(paper, Role.DATE, "Ghi “Địa danh, ngày … tháng … năm …” ở bên phải, ngang dòng số, ký hiệu.")


@rule("component.subject", f"{STATE_SOURCE}II.5; {PARTY_SOURCE}II.1.5")
def needs_subject(paper: Paper) -> Iterator[Departure]:
    """A kind with its subject, or the subject of a letter."""
    if paper.kind is None and not paper.has(Role.LETTER_SUBJECT):
        yield Departure(
            "Thiếu tên loại và trích yếu nội dung văn bản.",
            "Ghi tên loại và trích yếu giữa trang, hoặc với công văn ghi “V/v …” dưới số, ký hiệu.",
            box=Role.SUBJECT,
        )
    elif paper.kind is not None and not paper.has(Role.SUBJECT) and not _subject_in_kind(paper):
        yield Departure(
            "Thiếu trích yếu dưới tên loại.",
            "Ghi trích yếu nội dung ngay dưới tên loại.",
            paper.first(Role.KIND),
            Role.SUBJECT,
        )


def _subject_in_kind(paper: Paper) -> bool:
    line = paper.first(Role.KIND)
    return line is not None and len(line.text) > len(paper.kind or "") + 3


@rule("component.addressee", f"{STATE_SOURCE}II.9.b; {PARTY_SOURCE}II.1.9.2")
def needs_addressee(paper: Paper) -> Iterator[Departure]:
    """A letter and a submission (tờ trình) say to whom they go."""
    letter = paper.kind is None and bool(paper.lines(Role.LETTER_SUBJECT))
    if (letter or paper.kind == "tờ trình") and not paper.has(Role.ADDRESS_LABEL):
        yield Departure("Thiếu “Kính gửi”.", _WITHOUT_ADDRESS, box=Role.ADDRESS_LABEL)


@rule("component.body", f"{STATE_SOURCE}II.6; {PARTY_SOURCE}II.1.6")
def needs_body(paper: Paper) -> Iterator[Departure]:
    """A body."""
    if not paper.lines(Role.BODY, Role.HEADING, Role.TABLE):
        yield Departure("Thiếu nội dung văn bản.", "Ghi nội dung giữa phần đầu và phần ký.", box=Role.BODY)


@rule("component.signature", f"{STATE_SOURCE}II.7; {PARTY_SOURCE}II.1.7")
def needs_signature(paper: Paper) -> Iterator[Departure]:
    """Capacity or office, and the name of who signs."""
    if not paper.has(Role.CAPACITY):
        yield Departure(
            "Thiếu quyền hạn, chức vụ của người ký.",
            "Ghi chức vụ bằng chữ in hoa đậm ở bên phải, dưới nội dung.",
            box=Role.CAPACITY,
        )
    if not paper.has(Role.SIGNER):
        yield Departure("Thiếu họ tên người ký.", "Ghi họ và tên đầy đủ dưới chỗ ký.", box=Role.SIGNER)


@rule("component.recipients", f"{STATE_SOURCE}II.9; {PARTY_SOURCE}II.1.9")
def needs_recipients(paper: Paper) -> Iterator[Departure]:
    """ "Nơi nhận"."""
    return _missing(
        paper, Role.RECIPIENT_LABEL, "Thêm “Nơi nhận:” ở bên trái, ngang phần chức vụ người ký, và danh sách nơi nhận."
    )


def _misplaced(lines: list[Line], column: Column, name: str, advice: str) -> Iterator[Departure]:
    other = Column.RIGHT if column is Column.LEFT else Column.LEFT
    for line in lines[:1]:
        if line.column is other:
            side = "bên phải" if other is Column.RIGHT else "bên trái"
            yield Departure(f"{name} nằm {side}, sai vị trí.", advice, line, name)


@rule("box.state-name", f"{STATE_SOURCE}II.1.a và IV (ô số 1)", forms=("state",), layout=True)
def state_name_box(paper: Paper) -> Iterator[Departure]:
    """Quốc hiệu and Tiêu ngữ stand on the right."""
    lines = paper.lines(Role.STATE_NAME, Role.MOTTO)
    return _misplaced(
        lines, Column.RIGHT, "Quốc hiệu, Tiêu ngữ", "Chuyển Quốc hiệu, Tiêu ngữ sang ô bên phải trang đầu."
    )


@rule("box.party-heading", f"{PARTY_SOURCE}II.1.1.2", forms=("party",), layout=True)
def party_heading_box(paper: Paper) -> Iterator[Departure]:
    """The Party's heading stands on the right."""
    return _misplaced(
        paper.lines(Role.PARTY_HEADING), Column.RIGHT, "Tiêu đề Đảng", "Chuyển tiêu đề sang góc phải, dòng đầu."
    )


@rule("box.issuer", f"{STATE_SOURCE}IV (ô số 2); {PARTY_SOURCE}II.1.2.2", layout=True)
def issuer_box(paper: Paper) -> Iterator[Departure]:
    """The issuing body stands on the left."""
    return _misplaced(
        paper.lines(Role.PARENT, Role.ISSUER),
        Column.LEFT,
        "Tên cơ quan",
        "Chuyển tên cơ quan sang ô bên trái trang đầu.",
    )


@rule("box.number", f"{STATE_SOURCE}II.3.c và IV (ô số 3); {PARTY_SOURCE}II.1.3.2", layout=True)
def number_box(paper: Paper) -> Iterator[Departure]:
    """The number stands on the left, under the issuer."""
    return _misplaced(
        paper.lines(Role.NUMBER), Column.LEFT, "Số, ký hiệu", "Chuyển số, ký hiệu xuống dưới tên cơ quan ban hành."
    )


@rule("box.date", f"{STATE_SOURCE}II.4.d và IV (ô số 4); {PARTY_SOURCE}II.1.4.2", layout=True)
def date_box(paper: Paper) -> Iterator[Departure]:
    """Place and date stand on the right."""
    return _misplaced(
        paper.lines(Role.DATE),
        Column.RIGHT,
        "Địa danh, thời gian",
        "Chuyển địa danh, thời gian sang bên phải, dưới Quốc hiệu hoặc tiêu đề.",
    )


@rule("box.signature", f"{STATE_SOURCE}IV (ô số 7a, 7b); {PARTY_SOURCE}II.1.7.2", layout=True)
def signature_box(paper: Paper) -> Iterator[Departure]:
    """The signature stands on the right."""
    lines = paper.lines(Role.CAPACITY)
    if any(line.column is not Column.LEFT for line in lines):  # minutes and joint papers have signers on both sides
        return iter(())
    return _misplaced(lines, Column.RIGHT, "Chữ ký", "Chuyển quyền hạn, chức vụ, họ tên sang bên phải.")


@rule("box.recipients", f"{STATE_SOURCE}II.9.đ và IV (ô số 9b)", forms=("state",), layout=True)
def recipients_box(paper: Paper) -> Iterator[Departure]:
    """ "Nơi nhận" stands on the left."""
    return _misplaced(
        paper.lines(Role.RECIPIENT_LABEL),
        Column.LEFT,
        "Nơi nhận",
        "Chuyển “Nơi nhận” sang bên trái, ngang hàng chức vụ người ký.",
    )


@rule("box.same-line", f"{STATE_SOURCE}II.4.d", forms=("state",), layout=True)
def date_beside_number(paper: Paper) -> Iterator[Departure]:
    """The date stands on the same line as the number."""
    number, date = paper.first(Role.NUMBER), paper.first(Role.DATE)
    if number is None or date is None or number.block is None or number.block != date.block:
        return
    if number.row != date.row:
        yield Departure(
            "Địa danh, thời gian không cùng dòng với số, ký hiệu.",
            "Đặt hai thành phần này trên cùng một hàng của bảng phần đầu.",
            date,
            Role.DATE,
        )
