"""Rules of "Kính gửi", "Nơi nhận" and the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.check import words
from vanban.check.components import Paper, Role
from vanban.check.edits import set_head, set_type
from vanban.check.measures import text_departure
from vanban.check.registry import PARTY_SOURCE, STATE_SOURCE, Departure, rule
from vanban.check.sheet import Line
from vanban.letters import LOWER, UPPER, fold, is_caps

_STATE_MARKS = {"tm": "TM.", "kt": "KT.", "tl": "TL.", "tuq": "TUQ.", "q": "Q."}
_PARTY_MARKS = {"tm": "T/M", "kt": "K/T", "tl": "T/L", "q": "Q."}
_MAY_SHOW_RANK = re.compile(
    r"TRƯỜNG|ĐẠI HỌC|HỌC VIỆN|VIỆN |BỆNH VIỆN|Y TẾ|CÔNG AN|QUÂN SỰ|QUÂN KHU|BIÊN PHÒNG|QUỐC PHÒNG|BỘ TƯ LỆNH"
    r"|CẢNH SÁT|QUÂN ĐOÀN|HẢI QUÂN|SƯ ĐOÀN|TRUNG ĐOÀN"
)
_KEEP = re.compile(r"Lưu:\s*VT(?:[,;(].*|\s.*)?\.?")
_LABEL = re.compile(r"(?P<label>Kính gửi)(?P<colon>\s*:)?\s*(?P<rest>.*)")


@rule("addressee.label", f"{STATE_SOURCE}II.9.d; {PARTY_SOURCE}II.1.9.2")
def addressee_label(paper: Paper) -> Iterator[Departure]:
    """ "Kính gửi:" with a colon right after it."""
    line = paper.first(Role.ADDRESS_LABEL)
    if line is None or not fold(line.text).startswith("kinh gui"):  # a telegram's "… điện:"
        return
    match = _LABEL.fullmatch(line.text)
    if match is None or match["colon"] != ":":
        rest = re.sub(r"(?i)^kính gửi\s*[:.]?\s*", "", line.text)
        yield text_departure(
            line,
            Role.ADDRESS_LABEL,
            f"“{line.text[:20]}”: cần “Kính gửi:” có dấu hai chấm.",
            f"Kính gửi: {rest}".strip(),
        )


@rule("addressee.slant", "HD 36-HD/VPTW, Phụ lục 3, số 9", forms=("party",), layout=True)
def addressee_slant(paper: Paper) -> Iterator[Departure]:
    """The words "Kính gửi" are italic."""
    line = paper.first(Role.ADDRESS_LABEL)
    first = next((piece for piece in line.pieces if piece.text.strip()), None) if line else None
    if line is not None and first is not None and not first.format.italic:
        yield Departure(
            "Từ “Kính gửi” chữ đứng, cần chữ nghiêng.", "Chọn từ “Kính gửi” và bật chữ nghiêng (Ctrl+I).", line,
            Role.ADDRESS_LABEL, lambda: set_head(line, len("Kính gửi:"), italic=True),
        )  # fmt: skip


def _list(lines: list[Line], role: Role, separator: str, *, dashed: bool) -> Iterator[Departure]:
    """Each line begins with a dash and ends with the separator, the last with a full stop."""
    entries = _entries(lines)
    for at, entry in enumerate(entries):
        first, last = entry[0], entry[-1]
        final = at == len(entries) - 1
        if dashed and not first.dashed:
            yield _undashed(first, role)
        wanted = "." if final else separator
        if not last.text.endswith(wanted):
            name = "chấm (.)" if final else {";": "chấm phẩy (;)", ",": "phẩy (,)"}[separator]
            made = f"{last.text.rstrip(' .;,:')}{wanted}"
            yield text_departure(
                last,
                role,
                f"{role}: {'dòng cuối ' if final else ''}cần kết thúc bằng dấu {name}.",
                made,
                advice=f"Kết thúc dòng này bằng dấu “{wanted}”.",
            )


def _undashed(line: Line, role: Role) -> Departure:
    message, advice = f"{role}: đầu dòng cần gạch đầu dòng “- ”.", "Thêm gạch đầu dòng (-) và một dấu cách."
    if line.format is not None and line.format.bullet:
        return Departure(message, "Đổi dấu đầu dòng tự động của Word thành gạch nối (-).", line, role)
    return text_departure(line, role, message, f"- {line.text.lstrip('-–•+* ')}", advice=advice)


def _entries(lines: list[Line]) -> list[list[Line]]:
    """Lines of a list, each with the lines that go on with it."""
    entries: list[list[Line]] = []
    for line in lines:
        begins = line.listed or fold(line.text).startswith("luu")
        ended = bool(entries) and entries[-1][-1].text.endswith((";", ".", ","))
        if not entries or begins or ended or line.text[:1].isupper():
            entries.append([line])
        else:
            entries[-1].append(line)
    return entries


@rule("addressee.list", f"{STATE_SOURCE}II.9.d", forms=("state",))
def state_addressees(paper: Paper) -> Iterator[Departure]:
    """Several addressees: a dash before each, ";" after it, "." after the last."""
    lines = paper.lines(Role.ADDRESSEE)
    if len(_entries(lines)) > 1:
        yield from _list(lines, Role.ADDRESSEE, ";", dashed=True)


@rule("addressee.list", f"{PARTY_SOURCE}II.1.9.2", forms=("party",))
def party_addressees(paper: Paper) -> Iterator[Departure]:
    """Several addressees: a comma after each, a full stop after the last."""
    lines = paper.lines(Role.ADDRESSEE)
    if len(_entries(lines)) > 1:
        yield from _list(lines, Role.ADDRESSEE, ",", dashed=False)


@rule("recipients.label", f"{STATE_SOURCE}II.9.đ; {PARTY_SOURCE}II.1.9.2")
def recipients_label(paper: Paper) -> Iterator[Departure]:
    """ "Nơi nhận:" with a colon, on a line of its own."""
    line = paper.first(Role.RECIPIENT_LABEL)
    if line is not None and line.text != "Nơi nhận:" and len(line.text) < 16:
        yield text_departure(line, Role.RECIPIENT_LABEL, f"“{line.text}”, cần “Nơi nhận:”.", "Nơi nhận:")


@rule("recipients.underline", "HD 36-HD/VPTW, Phụ lục 3, số 9", forms=("party",), layout=True)
def recipients_underlined(paper: Paper) -> Iterator[Departure]:
    """The words "Nơi nhận" are underlined."""
    line = paper.first(Role.RECIPIENT_LABEL)
    if line is not None and not any(piece.format.underline for piece in line.pieces):
        yield Departure(
            "Từ “Nơi nhận” chưa gạch chân.", "Chọn từ “Nơi nhận” và gạch chân (Ctrl+U).", line, Role.RECIPIENT_LABEL,
            lambda: set_type(line, underline=True),
        )  # fmt: skip


@rule("recipients.list", f"{STATE_SOURCE}II.9.đ", forms=("state",))
def state_recipients(paper: Paper) -> Iterator[Departure]:
    """A dash before each recipient, ";" after it, "." after the last."""
    return _list(paper.lines(Role.RECIPIENT), Role.RECIPIENT, ";", dashed=True)


@rule("recipients.list", f"{PARTY_SOURCE}II.1.9.2", forms=("party",))
def party_recipients(paper: Paper) -> Iterator[Departure]:
    """A comma after each recipient, a full stop after the last."""
    return _list(paper.lines(Role.RECIPIENT), Role.RECIPIENT, ",", dashed=False)


@rule("recipients.keep", f"{STATE_SOURCE}II.9.đ", forms=("state",))
def state_keep(paper: Paper) -> Iterator[Departure]:
    """The last line says where the paper is kept: "- Lưu: VT, …"."""
    lines = paper.lines(Role.RECIPIENT)
    if not lines:
        return
    kept = [line for line in lines if re.match(r"[-–•+*\s]*luu(?![a-z])", fold(line.text))]
    if not kept:
        yield Departure(
            "Nơi nhận thiếu dòng “Lưu: VT, …”.",
            "Thêm dòng cuối “- Lưu: VT, chữ viết tắt đơn vị soạn thảo (số bản lưu).”.",
            lines[-1],
            Role.RECIPIENT,
        )
        return
    line = kept[-1]
    if not _KEEP.fullmatch(line.text.lstrip("- ")):
        found = re.fullmatch(r"[-–•+*\s]*[Ll]ưu\s*:?\s*(?P<office>VT|[Vv]ăn thư)(?P<rest>.*)", line.text)
        message = f"Dòng lưu “{line.text}”, cần dạng “- Lưu: VT, …”."
        if found:
            dash = "- " if line.text.startswith(("-", "–")) else ""
            yield text_departure(line, Role.RECIPIENT, message, f"{dash}Lưu: VT{found['rest']}")
        else:
            yield Departure(message, "Ghi “- Lưu: VT, chữ viết tắt đơn vị soạn thảo.”.", line, Role.RECIPIENT)


@rule("recipients.keep", f"{PARTY_SOURCE}II.1.9.1 (ví dụ) và Phụ lục 3, số 9", forms=("party",))
def party_keep(paper: Paper) -> Iterator[Departure]:
    """The last line says where the paper is kept: "Lưu Văn phòng …"."""
    lines = paper.lines(Role.RECIPIENT)
    if lines and not any(re.match(r"[-–•+*\s]*luu(?![a-z])", fold(line.text)) for line in lines):
        yield Departure("Nơi nhận thiếu dòng lưu.", "Thêm dòng cuối “- Lưu Văn phòng …”.", lines[-1], Role.RECIPIENT)


@rule("recipients.as-above", f"{STATE_SOURCE}II.9.b-c; {PARTY_SOURCE}II.1.9.2")
def as_above(paper: Paper) -> Iterator[Departure]:
    """A paper with "Kính gửi" begins its recipients with "Như trên"."""
    lines = paper.lines(Role.RECIPIENT)
    if lines and paper.lines(Role.ADDRESS_LABEL) and not fold(lines[0].text).lstrip("-–•+* ").startswith("nhu "):
        yield Departure(
            "Văn bản có “Kính gửi” nhưng dòng đầu “Nơi nhận” không phải “Như trên”.",
            "Thêm dòng đầu “- Như trên”.",
            lines[0],
            Role.RECIPIENT,
        )


def _marks(paper: Paper, marks: dict[str, str], after: str) -> Iterator[Departure]:
    for line in paper.lines(Role.CAPACITY):
        match = words.CAPACITY.fullmatch(line.text) if words.is_capacity(line.text) else None
        key = fold("".join(char for char in match["mark"] if char.isalpha())) if match else ""
        wanted = marks.get(key, "")
        if match is None or not wanted:
            continue
        made = f"{wanted} {match['office']}"
        if made != line.text:
            found = f"{match['mark']}{match['end']}".strip()
            yield text_departure(line, Role.CAPACITY, f"Quyền hạn ký ghi “{found}”, cần “{wanted}” {after}.", made)


@rule("signature.mark", f"{STATE_SOURCE}II.7.b", forms=("state",))
def state_mark(paper: Paper) -> Iterator[Departure]:
    """ "TM.", "KT.", "TL.", "TUQ.", "Q." before the capacity."""
    return _marks(paper, _STATE_MARKS, "và một dấu cách")


@rule("signature.mark", f"{PARTY_SOURCE}II.1.7.1", forms=("party",))
def party_mark(paper: Paper) -> Iterator[Departure]:
    """ "T/M", "K/T", "T/L" before the capacity; "Q." for an acting head."""
    return _marks(paper, _PARTY_MARKS, "theo mẫu của Đảng")


@rule("signature.deputy", f"{STATE_SOURCE}II.7.b-c; {PARTY_SOURCE}II.1.7.1", layout=True)
def deputy_title(paper: Paper) -> Iterator[Departure]:
    """Who signs for the head or by order has the own office below the mark."""
    lines = paper.lines(Role.CAPACITY)
    if len(lines) == 1 and re.match(r"(?:K\s?[./]?\s?T|T\s?[./]?\s?L|TUQ)\s*[.:/]?\s", lines[0].text):
        yield Departure(
            f"“{lines[0].text}”: thiếu dòng chức vụ của người ký.",
            "Ghi chức vụ của người trực tiếp ký ở dòng dưới.",
            lines[0],
            Role.CAPACITY,
        )


@rule("signature.name", f"{STATE_SOURCE}II.7.d; {PARTY_SOURCE}II.1.7.1")
def bare_name(paper: Paper) -> Iterator[Departure]:
    """No academic or honorary titles before the name.

    The state's schools, hospitals and forces may be allowed to show them; the Party's bodies never.
    """
    issuer = " ".join(line.text for line in paper.lines(Role.ISSUER, Role.PARENT))
    if paper.form == "state" and _MAY_SHOW_RANK.search(issuer):
        return
    for line in paper.lines(Role.SIGNER):
        match = words.HONORIFIC.match(line.text)
        if match:
            yield Departure(
                f"Trước họ tên người ký ghi “{match.group().strip()}”.",
                "Bỏ học hàm, học vị, danh hiệu trước họ tên.",
                line,
                Role.SIGNER,
            )


@rule("signature.name-case", f"{STATE_SOURCE}II.7.e; HD 36-HD/VPTW, Phụ lục 3, số 7", layout=True)
def name_case(paper: Paper) -> Iterator[Departure]:
    """The name is set in small letters with capital initials."""
    for line in paper.lines(Role.SIGNER):
        if is_caps(line.text):
            wanted = re.sub(rf"[{UPPER}{LOWER}]+", lambda word: word.group().capitalize(), line.text)
            yield text_departure(line, Role.SIGNER, "Họ tên người ký in hoa toàn bộ, cần chữ in thường.", wanted)
