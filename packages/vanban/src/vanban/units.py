"""Lists of bodies: "Các sở, ban, UBND các xã" are two, not three."""

from __future__ import annotations

import re

from vanban.letters import UPPER, is_caps, lowered
from vanban.lexicon import ACTION_VERBS, AGENCY_HEAD, COMMA_NAMES, LETTER, NO_VERBS, alternatives
from vanban.namewords import BARE_HEADS, is_still_name, name_stop
from vanban.views import View

_PROTECTED = re.compile(alternatives(COMMA_NAMES))
_BREAK = re.compile(r"\s*(?:;(?:\s*(?:và|cùng)(?=\s))?|<br\s*/?>)\s*")
_COMMA = re.compile(r"\s*,\s*(?:(?:và|cùng(?:\s+với)?)\s+)?")
_BULLET = re.compile(r"\s+[-+•]\s*(?=\S)")
_AND_GROUP = re.compile(
    r"\s+(?:và|cùng(?:\s+với)?)\s+(?=(?:tất cả\s+)?(?:các|những)\s|(?:cơ quan|đơn vị)\s+(?:có\s+)?liên quan)"
)
_AND_BODY = re.compile(
    r"(?<!Hội đồng nhân dân)(?<!hội đồng nhân dân)(?<!HĐND)(?<!Quốc hội)\s+(?:và|cùng(?:\s+với)?)\s+"
    r"(?=(?:Sở|Bộ|UBND|[ỦU][ỷyỶ]?\s?ban nhân dân|Ủy ban|Uỷ ban|Công an|Văn phòng|Đài|Trung tâm|Cục|Chi cục|Bảo tàng"
    r"|Thư viện|Kho bạc|Bưu điện|Giám đốc|Chủ tịch|Thủ trưởng|Hội Liên hiệp|Liên đoàn|Tỉnh đoàn|Đoàn Thanh niên"
    r"|Bộ Chỉ huy|Ban Chỉ huy|Báo"
    r"|(?![^,;]{1,60}\scác cấp)(?:Ban|Hội|Phòng|Trạm|Trường|Tòa án|Toà án|Viện|Ngân hàng|Bảo hiểm|Mặt trận"
    r"|Đảng ủy|Đảng uỷ|Chi bộ|Hạt Kiểm lâm|Huyện đoàn|Đoàn|Liên minh|Công ty|Điện lực|Viễn thông))\s+\S)"
)
_ONE_PLACE = re.compile(r"(?:Văn phòng|Đoàn đại biểu|Lãnh đạo|Thường trực)\b[^,;]{0,60}$")
_AND_PLACE = re.compile(
    r"\s+(?:và|cùng)\s+(?=(?:địa phương|cộng đồng)(?!\w)|(?:đơn vị|cơ quan|tổ chức)\s+(?:có\s+)?liên quan)"
)
_SOCIETY = re.compile(
    r"\s*(?:,|\s+và)\s+(?=(?:tổ chức (?:xã hội|chính trị|tôn giáo|phi)|doanh nghiệp|cộng đồng|người dân)(?!\w))"
)
_SOCIETIES = re.compile(r"tổ chức xã hội(?!\w)")
_LOWER_BODY = re.compile(
    r"các |những |tất cả |toàn thể |thủ trưởng |chủ tịch |[uủ][ỷy]? ?ban nhân dân |hiệu trưởng |giám đốc |trưởng các "
)
_PEOPLE = re.compile(
    r"(?:cha mẹ|phụ huynh|công chức|viên chức|cán bộ|gia đình|nhà trường|chính quyền|nhân viên"
    r"|người (?:có uy tín|đại diện|dân|thân)|già làng"
    r"|trưởng (?:thôn|bản|xóm|ấp|khu)|chủ (?:rừng|đầu tư|hộ|cơ sở|doanh nghiệp)|nhà (?:tài trợ|thầu))(?!\w)"
)
_GROUP_FOLLOWS = re.compile(r"(?:doanh nghiệp|lực lượng|cộng đồng|cơ quan|đơn vị|địa phương)(?!\w)")
_REMARK = re.compile(
    r"\s*\((?:qua|nếu|cơ quan|đơn vị|thường trực|bộ phận|là|đầu mối|để|kèm|phòng|chủ trì|phối hợp)\b[^()]*\)\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(rf"(?<= )(?:{alternatives(ACTION_VERBS)})(?![{LETTER}])")
_NO_VERB = re.compile(rf"(?<!\w)(?:{'|'.join(NO_VERBS)})(?![{LETTER}])")
_NOUNS = (
    "tổ chức", "thông tin", "quản lý", "kiểm tra", "hướng dẫn", "chỉ đạo", "tham mưu", "bảo vệ", "sản xuất", "đào tạo",
    "thanh tra", "giám sát", "tuyên truyền", "sử dụng", "phát hành", "cung cấp", "khai thác", "vận hành", "phục vụ",
    "thống kê", "phát thanh", "thực hiện", "tiếp nhận", "đầu tư", "công bố", "hỗ trợ", "chuyển", "phòng ngừa",
)  # fmt: skip
_NOUN_BEFORE = re.compile(
    r"(?:[Cc]ác|[Nn]hững|[Mm]ọi|cơ quan|công tác|doanh nghiệp|cơ sở|bộ phận|lực lượng|dịch vụ|chủ|nhân viên|cán bộ"
    r"|(?:cơ quan|đơn vị|địa phương|ngành|đoàn thể),)\s$"
    r"|(?:^|[,;:(]\s*|(?:[Cc]ác|và|do|giao|cho)\s)(?:[Đđ]oàn|[Tt]ổ|[Bb]an|[Đđ]ội|[Pp]hòng|[Tt]rung tâm|[Tt]rạm"
    r"|Cục|Chi cục"
    r"|Vụ|Tổng cục|Hội đồng|Văn phòng|[Bb]ộ phận|Chi nhánh)\s$"
)
_NOUN_AFTER = re.compile(
    r"(?<=tổ chức)\s*,|\s*(?:(?:chính trị|xã hội|đoàn thể|hội"
    r"(?!\s+(?:nghị|thảo|thi|diễn|chợ|trại|đồng|họp))|có liên quan|liên quan|đảng|Đảng|quần chúng)(?!\w))"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_HEADS = BARE_HEADS | {
    "",
    "Phân xưởng",
    "Trung tâm",
    "Bộ phận",
    "Nhà máy",
    "Xí nghiệp",
    "Công ty",
    "Chi nhánh",
    "Chi cục",
}
_RELATIVE = re.compile(r"(?:được|chưa|đóng|đứng chân|có tên|nằm)(?!\w)")
_MARK = re.compile(r"[.:()]")
_GROUP = r"(?:[Ss]ở|[Bb]ộ|[Bb]an|ngành|xã|phường|huyện|trường|phòng|đơn vị|cơ quan|đoàn thể|hội|địa phương|thôn|bản)"
_ENUMERATES = re.compile(
    rf"(?:[Cc]ác|[Nn]hững)\s+{_GROUP}(?:\s*(?:,|và)\s*(?:các\s+)?{_GROUP})*"
    r"(?:\s+(?:liên quan|cấp tỉnh|tỉnh|trực thuộc))?$"
)
_NAMES_FOLLOW = re.compile(rf":\s+[{UPPER}][^,;:.()]{{1,60}}?(?:,|\s+và|;)\s+[{UPPER}]")
_REACH = 400  # characters a list of bodies may take


def split_units(view: View) -> list[View]:
    """The bodies of a printed list, each as printed; remarks in brackets after a name are dropped."""
    text = view.text
    protected = {at for match in _PROTECTED.finditer(text) for at in range(*match.span())}
    depth = _depths(text)
    cuts = [match.span() for match in _BREAK.finditer(text) if not depth[match.start()]]
    for comma in _COMMA.finditer(text):
        if comma.start() not in protected and not depth[comma.start()] and _begins_body(text, comma.end()):
            cuts.append(comma.span())
    cuts.extend(
        match.span() for match in _SOCIETY.finditer(text) if not depth[match.start()] and _SOCIETIES.search(text)
    )
    for pattern in (_AND_GROUP, _AND_BODY):
        for match in pattern.finditer(text):
            if match.start() in protected or depth[match.start()]:
                continue
            if pattern is _AND_GROUP or not _ONE_PLACE.search(text[max(0, match.start() - 90) : match.start()]):
                cuts.append(match.span())
    if text[:1] in "-+•":
        cuts.extend(match.span() for match in _BULLET.finditer(text) if _begins_body(text, match.end()))
    cuts = sorted(set(cuts))
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    parts = (_trimmed(view.cut(start, max(start, end))) for start, end in zip(starts, ends, strict=True))
    return [piece for part in parts for piece in _with_places(part) if piece.text]


def _with_places(part: View) -> list[View]:
    """ "Hội Nông dân tỉnh và địa phương" are two bodies, "các sở và địa phương" is one group."""
    more = None if _LOWER_BODY.match(part.text.lower()) else _AND_PLACE.search(part.text)
    return [part] if more is None else [part.cut(0, more.start()), part.cut(more.end())]


def _trimmed(view: View) -> View:
    part = view.strip(" .,;:-–+•")
    remark = _REMARK.search(part.text)
    return part.cut(0, remark.start()) if remark and remark.start() else part


def _depths(text: str) -> list[int]:
    """How many brackets are open at each character."""
    depth, found = 0, []
    for char in text:
        depth = depth + 1 if char == "(" else max(0, depth - 1) if char == ")" else depth
        found.append(depth)
    return found


def _hidden(bracket: re.Match[str]) -> str:
    return "·" * len(bracket.group())


def _begins_body(text: str, at: int) -> bool:
    if _LOWER_BODY.match(text, at) or _PEOPLE.match(text, at):
        return True
    head = AGENCY_HEAD.match(text, at)
    return head is not None and text[at].isupper()


def _verb_position(text: str, start: int, stop: int) -> int | None:
    """Where the first verb of action begins; "tổ chức" and "thông tin" are no verbs inside a name."""
    names = [match.span() for match in _NO_VERB.finditer(lowered(text), start, min(len(text), stop + 20))]
    for verb in _VERB.finditer(text, start, stop):
        if text[start : verb.start()].strip() in _HEADS or any(begin <= verb.start() < end for begin, end in names):
            continue
        if verb.group() in _NOUNS and (
            _NOUN_BEFORE.search(text[max(start, verb.start() - 30) : verb.start()])
            or _NOUN_AFTER.match(text, verb.end())
        ):
            continue
        return verb.start()
    return None


def _stop(text: str, start: int, stop: int) -> int | None:
    """Where the names that begin at ``start`` end before other words: at a known verb, or where words fit no name."""
    verb = _verb_position(text, start, stop)
    unknown = name_stop(text, start, stop if verb is None else verb)
    if unknown is None or _RELATIVE.match(text, unknown) or (verb is not None and is_still_name(text, unknown, verb)):
        return verb
    return unknown


def leading_bodies(view: View) -> View | None:
    """The bodies a sentence begins with, up to its verb: "Hiệu trưởng các trường | phải bố trí …".

    ``None`` when it does not begin with a body or nothing but its name stands there.
    """
    if not begins_with_body(view.text):
        return None
    shown = _BRACKETS.sub(_hidden, view.text[:_REACH])
    verb = _stop(shown, 0, len(shown))
    if verb is None or not view.text[verb:].strip(" .,;:"):
        return None
    bodies = view.cut(0, verb).rstrip(" ,:")
    return None if ". " in bodies.text or "(" in shown[:verb] or len(bodies.text) < 4 else bodies


def begins_with_body(text: str) -> bool:
    """Whether a text begins with the name of a body, of an office or of a group of bodies."""
    if AGENCY_HEAD.match(text):
        return True
    head = text[:40].split(":", maxsplit=1)[0]
    return is_caps(head) and AGENCY_HEAD.match(head.capitalize()) is not None


def begins_with_people(text: str, start: int) -> bool:
    """Whether persons or a group without a name stand at a position: "cha mẹ học sinh", "lực lượng chức năng"."""
    return bool(_PEOPLE.match(text, start) or _GROUP_FOLLOWS.match(text, start))


def without_verb(view: View) -> View:
    """A list of bodies without the action that may follow it: "các xã | tham mưu thực hiện"."""
    shown = _BRACKETS.sub(_hidden, view.text)
    verb = _verb_position(shown, 0, min(len(shown), _REACH))
    return view if verb is None else view.cut(0, verb).rstrip(" ,;:")


def is_heading(text: str) -> bool:
    """Whether a text that begins with a body is its name only, as far as no verb of action stands in it."""
    return _verb_position(text, 0, len(text)) is None


def is_name(text: str) -> bool:
    """Whether a text that begins with a body holds names of bodies and nothing else."""
    return _stop(text, 0, len(text)) is None


def verb_free(text: str, start: int, stop: int) -> bool:
    """Whether no verb of action stands between two positions."""
    return _verb_position(text, start, stop) is None


def heading_colon(text: str) -> int:
    """Where the colon after the bodies that head a text stands, -1 without one; "các sở: Tài chính, Y tế" is a name."""
    colon = text.find(":", 0, _REACH)
    return text.find(":", colon + 1, _REACH) if colon > 0 and _enumerates(text, colon) else colon


def _enumerates(text: str, colon: int) -> bool:
    """Whether a colon stands between "các sở" and their names."""
    if not _ENUMERATES.search(text[max(0, colon - 60) : colon]):
        return False
    listed = _NAMES_FOLLOW.match(text, colon)
    if listed is None:
        return False
    verb = _VERB.match(f" {lowered(listed.group()[1:]).strip()}", 1)
    return verb is None or listed.group()[1:].strip()[verb.end() - 1 :].startswith((",", ";", " và"))


def until_verb(view: View, start: int) -> View:
    """From a position to the verb, mark or bracket that ends the list of bodies there."""
    text = view.text[:start] + _BRACKETS.sub(_hidden, view.text[start : start + _REACH])
    mark = _MARK.search(text, start)
    if mark and mark.group() == ":" and _enumerates(view.text, mark.start()):
        mark = _MARK.search(text, mark.end())  # "các sở: Tài chính, Y tế"
    stop = mark.start() if mark else len(text)
    verb = _stop(text, start, stop)
    stop = stop if verb is None else verb
    return view.cut(start, len(text[:stop].rstrip(" ,;:·")))
