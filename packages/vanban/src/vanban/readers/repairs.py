"""Faults that recognition makes again and again in the fixed phrases of papers, put right by rule.

A rule changes only letters that look alike, and only where a fixed phrase of the form leaves no doubt: nothing is
added that is not printed. What stands in free text is left as it was recognised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from vanban.letters import LOWER, UPPER, fold, is_caps
from vanban.lexicon import KIND_OF_CODE, OFFICE_TITLES, TITLE_KINDS, alternatives
from vanban.readers.layout import Row, Sheet
from vanban.readers.page import Word, lines_of

_PHRASES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Nơi nhận:",
    "Kính gửi:",
)
_ALIKE = 0.8  # share of letters, marks apart, that a line must share with a phrase
_TITLES = {fold(title): title for title in (*OFFICE_TITLES, *(kind.upper() for kind in TITLE_KINDS))}
_BULLETS = {"~", "—", "–", "_", "»", "›", "=", "¬", "•", "‹", "«", "--", "-—"}
_SPECKS = re.compile(r"[|_~‹›«»^ˆ`'’‘“”\"=¬°§©®\\.,:;*•—-]+")
_FOREIGN = {"Ð": "Đ", "ð": "đ", "ø": "g", "ñ": "n", "Ñ": "N", "€": "c", "⁄": "/"}
"""Letters that Vietnamese does not have, and those they are printed as."""
_FIGURES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "i": "1"})
_ONE = r"[LlI|!ỊÌÍ]"
_ROMAN = {
    wrong: right
    for right, alike in {
        "I": "L 1",
        "II": "IL LI 1I I1 H",
        "III": "IIL HI IH TII II1",
        "IV": "1V TV LV",
        "VI": "VL V1",
    }.items()
    for wrong in alike.split()
}

_ORDER = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
_HEADING = re.compile(r"([IVX]+)\s?[.)]\s?\S")

_Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _date(match: re.Match[str]) -> str:
    day, month, year = (match[name].translate(_FIGURES) for name in ("day", "month", "year"))
    return f"ngày {day} tháng {month} năm {year}"


def _roman(match: re.Match[str]) -> str:
    return f"{_ROMAN.get(match['label'], match['label'])}. {match['rest']}"


_RULES: tuple[_Rule, ...] = (
    (re.compile(f"[{''.join(_FOREIGN)}]"), lambda match: _FOREIGN[match.group()]),
    (re.compile(rf"\b(Điều|Khoản|khoản) {_ONE}(?=[.,;:]|\s|$)"), r"\1 1"),
    (re.compile(r"\bchỉ(?= (?:bộ|cục|hội|đoàn|nhánh|phí|tiết|trả|ủy)\b)"), "chi"),
    (re.compile(r"\bChỉ(?= (?:bộ|cục|hội|đoàn|nhánh|ủy)\b)"), "Chi"),
    (re.compile(r"\btỉn\b"), "tin"),
    (re.compile(r"^(?:5|S)(?:[ốóôôòỏõọo6]|é)\s?[:;](?=\s*[\d./…-])"), "Số:"),
    (re.compile(rf"^-(?=[{UPPER}][{LOWER}])"), "- "),
    (re.compile(r"\(b/[C€Cc¢]\)"), "(b/c)"),
    (re.compile(r"\bƯBND\b"), "UBND"),
    (re.compile(r"(?<=NHÂN DÂN )T[ĨÌI]NH\b"), "TỈNH"),
    (re.compile(r"^[Vv]\s?[/1Il|]\s?[vV]\s(?=\w)|^V(?=\S{0,3}[/⁄%\\])\S{1,4}\s(?=\w)"), "V/v "),
    (
        re.compile(
            r"\bng[àáảaâ]y\s(?P<day>[\dOolI|]{1,2})\sth[áàaảâ]ng\s(?P<month>[\dOolI|]{1,2})\sn[ăâaãä]m\s(?P<year>[\dOolI|]{4})\b"
        ),
        _date,
    ),
    (re.compile(rf"(?<=\d)[Il|\\](?=[{UPPER}]{{2,5}}-[{UPPER}]{{2}})"), "/"),  # 45IKH-UBND
    (re.compile(rf"(?<=\d)\s?/[/\s]?(?=[{UPPER}]{{2,8}}-)"), "/"),
    (re.compile(rf"(?<=/[{UPPER}]{{2}})\s?-\s?(?=[{UPPER}])"), "-"),
    (re.compile(rf"(?<=\d)(?=(?:{alternatives(tuple(KIND_OF_CODE))})-[{UPPER}]{{2}})"), "/"),  # 14NQ-HĐND
    (re.compile(r"(?<=/)T['’]?[TIl]r(?=-)"), "TTr"),
    (re.compile(r"(?<=/)N[DĐÐ]{1,2}(?=-CP\b)"), "NĐ"),
    (re.compile(r"(?<=/)Q[DĐÐ]{1,2}(?=-)"), "QĐ"),
    (re.compile(r"(?<=[-/])TT[EgøpqG9]{1,2}(?![\w/])"), "TTg"),
    (re.compile(rf"(?<=/)([{UPPER}]{{2,}}) (?=T[UW]\b)"), r"\1"),  # 77-CV/BTGDV TU
    (re.compile(r"(?<=-)H[DĐ]ND\b"), "HĐND"),
    (re.compile(r"\b[UÙÚỦŨỤ][YỲÝỶỸỴ] BAN NHÂN DÂN\b"), "ỦY BAN NHÂN DÂN"),
    (re.compile(r"\b(?:U|Ủ|Ú)y ban\b"), "Ủy ban"),
    (re.compile(r"\b[uúủ]y ban\b"), "ủy ban"),
    (re.compile(r"\b([Tt])[iỉ]nh [uúủ]y\b"), r"\1ỉnh ủy"),
    (re.compile(r"\bQuý (?=[Il1|]{1,3}/)([Il1|]{1,3})"), lambda match: "Quý " + "I" * len(match.group(1))),
    (re.compile(r"\bQuý [1lI|]V(?=[/,;. ])"), "Quý IV"),
    (re.compile(rf"^(?P<label>[ILH1TV]{{1,3}})\s?[.,]?\s?(?P<rest>(?<=[\s.,])[{UPPER}][{UPPER},\s-]{{3,}})$"), _roman),
)


def repaired(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words of a page, the faults in fixed phrases put right."""
    mended: list[Word] = []
    for line in lines_of(words):
        for part in _parts(line.words):
            mended.extend(_repaired_part(part))
    return tuple(mended)


def in_order(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Headings whose Roman figure lost or won a stroke, put right by their order: "II." after "II." is "III."."""
    rows = [block for sheet in sheets for block in sheet.blocks if isinstance(block, Row)]
    found = [(row, heading) for row in rows if (heading := _HEADING.match(row.text)) and is_caps(row.text)]
    printed = [_ORDER.index(heading[1]) if heading[1] in _ORDER else 0 for _, heading in found]
    mended: dict[int, Row] = {}
    last = 0
    for (row, heading), number, after in zip(found, printed, [*printed, 0][1:], strict=True):
        due = last + 1
        last = number
        if number == due or due >= len(_ORDER) or not _is_stroke_apart(heading[1], _ORDER[due]):
            continue
        if due > 1 or 0 < after <= number:  # else the first heading may not have been seen
            mended[id(row)] = replace(row, text=_ORDER[due] + row.text[heading.end(1) :], doubts=())
            last = due
    return [replace(sheet, blocks=tuple(mended.get(id(block), block) for block in sheet.blocks)) for sheet in sheets]


def _is_stroke_apart(one: str, other: str) -> bool:
    """Whether two Roman figures differ by a single stroke at their end."""
    return abs(len(one) - len(other)) == 1 and one.rstrip("I") == other.rstrip("I")


def _parts(words: tuple[Word, ...]) -> list[list[Word]]:
    """A line cut at its wide gaps: a phrase of the form stands alone in its column."""
    parts: list[list[Word]] = []
    for word in words:
        if parts and word.left - parts[-1][-1].right < 1.2 * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _repaired_part(part: list[Word]) -> list[Word]:
    words = [word for at, word in enumerate(part) if not _is_speck(word, first=at == 0 and len(part) > 1)]
    if not words:
        return []
    if len(words) > 1 and words[0].text in _BULLETS:
        words[0] = replace(words[0], text="-")
    text = " ".join(word.text for word in words)
    phrase = _phrase(text)
    if phrase:
        return [_over(words, phrase)]
    for pattern, new in _RULES:
        match = pattern.search(text)
        while match:
            changed = match.expand(new) if isinstance(new, str) else new(match)
            words = _replaced(words, match.start(), match.end(), changed)
            text = " ".join(word.text for word in words)
            match = pattern.search(text, match.start() + max(1, len(changed)))
    return words


def _is_speck(word: Word, *, first: bool) -> bool:
    """Dust and remains of drawn lines; a sign at the head of a line may be its dash."""
    if not _SPECKS.fullmatch(word.text) or word.text in ("-", "–", "*"):
        return False
    return not (first and word.text in _BULLETS) and (word.sure < 0.8 or not word.text.strip("|_~"))


def _phrase(text: str) -> str | None:
    folded = fold(text)
    for phrase in _PHRASES:
        near = abs(len(phrase) - len(text)) <= 0.2 * len(phrase) + 1
        if near and SequenceMatcher(None, folded, fold(phrase), autojunk=False).ratio() >= _ALIKE:
            return phrase
    title = _TITLES.get(folded.rstrip(" ."))
    return title if title and is_caps(text) and is_caps(title) else None


def _over(words: list[Word], text: str) -> Word:
    return replace(
        words[0],
        text=text,
        right=words[-1].right,
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words),
        sure=min(word.sure for word in words),
    )


def _replaced(words: list[Word], start: int, end: int, new: str) -> list[Word]:
    """The words of a line with a stretch of its text changed; words that the stretch touches become one."""
    before: list[Word] = []
    touched: list[tuple[int, Word]] = []
    after: list[Word] = []
    at = 0
    for word in words:
        if at + len(word.text) <= start:
            before.append(word)
        elif at >= end:
            after.append(word)
        else:
            touched.append((at, word))
        at += len(word.text) + 1
    if not touched:
        return words
    first, last = touched[0], touched[-1]
    text = first[1].text[: max(0, start - first[0])] + new + last[1].text[max(0, end - last[0]) :]
    return [*before, _over([word for _, word in touched], text.strip()), *after]
