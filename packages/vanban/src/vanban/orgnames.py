"""How printed names of bodies are compared: words, initials, offices and places around a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from vanban.letters import fold

Words = tuple[str, ...]
_TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below
_REMARK = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W_]+")
_ADDRESSES = ("đề nghị", "kính gửi", "trân trọng đề nghị", "yêu cầu", "giao", "đồng chí", "đ c", "các đồng chí")
_EXPANSIONS = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "mttq": "mặt trận tổ quốc",
    "mttqvn": "mặt trận tổ quốc việt nam", "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubmttqvn": "ủy ban mặt trận tổ quốc việt nam", "vp": "văn phòng", "vpubnd": "văn phòng ủy ban nhân dân",
    "ca": "công an", "chqs": "chỉ huy quân sự", "bđbp": "bộ đội biên phòng", "bql": "ban quản lý",
    "ttvh": "trung tâm văn hóa", "tncs": "thanh niên cộng sản", "tncshcm": "thanh niên cộng sản hồ chí minh",
    "hcm": "hồ chí minh", "tp": "thành phố", "tx": "thị xã", "tu": "tỉnh ủy", "btv": "ban thường vụ",
    "btt": "ban thường trực", "bcđ": "ban chỉ đạo", "ubkt": "ủy ban kiểm tra", "tand": "tòa án nhân dân",
    "vksnd": "viện kiểm sát nhân dân", "kbnn": "kho bạc nhà nước", "bhxh": "bảo hiểm xã hội", "cat": "công an tỉnh",
    "catp": "công an thành phố", "lđlđ": "liên đoàn lao động", "lhpn": "liên hiệp phụ nữ", "ccb": "cựu chiến binh",
    "ctđ": "chữ thập đỏ", "đtn": "đoàn thanh niên", "thpt": "trung học phổ thông", "thcs": "trung học cơ sở",
    "th": "tiểu học", "mn": "mầm non", "ptth": "phát thanh truyền hình", "pt": "phát thanh",
    "xhcn": "xã hội chủ nghĩa", "khkt": "khoa học kỹ thuật",
}  # fmt: skip
_SEVERAL = {
    "bch": ("ban chấp hành", "ban chỉ huy", "bộ chỉ huy"),
    "bchqs": ("bộ chỉ huy quân sự", "ban chỉ huy quân sự"),
}
_OFFICES = (
    "giám đốc", "phó giám đốc", "chủ tịch", "phó chủ tịch", "thủ trưởng", "hiệu trưởng", "trưởng", "bí thư", "chánh",
    "lãnh đạo", "chỉ huy trưởng", "cục trưởng", "chi cục trưởng", "người đứng đầu", "ban giám đốc", "thường trực",
    "ban thường vụ", "ban chấp hành", "ban thường trực", "tổng biên tập",
)  # fmt: skip
_OFFICE_WORDS = tuple(sorted((tuple(office.split()) for office in _OFFICES), key=len, reverse=True))
_WITHIN = ("trên địa bàn tỉnh", "thuộc tỉnh", "trong tỉnh", "toàn tỉnh", "của tỉnh", "cấp tỉnh", "tỉnh", "thành phố")


_SHORTER = (
    ("ủy ban mặt trận tổ quốc việt nam", ("ủy ban mặt trận tổ quốc", "mặt trận tổ quốc việt nam", "mặt trận tổ quốc")),
    ("hội liên hiệp phụ nữ", ("hội phụ nữ",)),
    ("đoàn thanh niên cộng sản hồ chí minh", ("đoàn thanh niên", "tỉnh đoàn")),
    ("bộ chỉ huy bộ đội biên phòng", ("ban chỉ huy bộ đội biên phòng", "bộ đội biên phòng")),
    ("ban chỉ huy bộ đội biên phòng", ("bộ chỉ huy bộ đội biên phòng", "bộ đội biên phòng")),
    ("bộ chỉ huy quân sự", ("ban chỉ huy quân sự",)),
    ("ban chỉ huy quân sự", ("bộ chỉ huy quân sự",)),
)
"""Names that go by shorter or older ones whatever the place."""


def name_words(printed: str) -> Words:
    """Words in lower case, each tone moved behind its word; signs, "và" and remarks in brackets left out.

    So "Hoà An" and "Hòa An" are equal, and "Sở VH,TT&DL" and "Sở VH, TT và DL (b/c)".
    """
    text = unicodedata.normalize("NFC", _REMARK.sub(" ", printed).lower())
    words = tuple(_tone_last(word) for word in _WORD.findall(text) if word != "và")
    for address in _ADDRESSES_WORDS:
        if words[: len(address)] == address:
            return words[len(address) :]
    return words


def _tone_last(word: str) -> str:
    signs = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in signs if sign not in _TONES) + "".join(sign for sign in signs if sign in _TONES)


_ADDRESSES_WORDS = tuple(tuple(_tone_last(word) for word in address.split()) for address in _ADDRESSES)
_OFFICES_READY = tuple(tuple(_tone_last(word) for word in words) for words in _OFFICE_WORDS)
_WITHIN_READY = tuple(tuple(_tone_last(word) for word in words.split()) for words in _WITHIN)
_READY = {_tone_last(short): tuple(_tone_last(word) for word in full.split()) for short, full in _EXPANSIONS.items()}
_READY_SEVERAL = {
    _tone_last(short): tuple(tuple(_tone_last(word) for word in full.split()) for full in several)
    for short, several in _SEVERAL.items()
}


def ready(phrase: str) -> Words:
    """The words of a phrase in lower case as :func:`name_words` gives them."""
    return tuple(_tone_last(word) for word in phrase.split())


_SHORTER_READY = tuple((ready(full), tuple(map(ready, others))) for full, others in _SHORTER)


def shorter(words: Words) -> Iterator[Words]:
    """Other names of the same body: "ủy ban mặt trận tổ quốc việt nam tỉnh" → "mặt trận tổ quốc tỉnh"."""
    for full, others in _SHORTER_READY:
        if words[: len(full)] == full:
            for other in others:
                yield other if other[-1:] == ready("đoàn") else (*other, *words[len(full) :])


def plain(words: Words) -> Words:
    """The words without any mark: "so", "van", "hoa"."""
    return tuple(fold(word) for word in words)


def expanded(words: Words) -> Iterator[Words]:
    """The words with known abbreviations written out ("ubnd", "mttq"); several ways for the ambiguous ones."""
    ways: list[Words] = [()]
    for word in words:
        choices = _READY_SEVERAL.get(word) or (_READY.get(word, (word,)),)
        ways = [(*way, *choice) for way in ways for choice in choices][:8]
    yield from ways


def without_office(words: Words) -> Words:
    """The body of an office: "giám đốc sở y tế" → "sở y tế"; the words themselves when no office begins them."""
    for office in _OFFICES_READY:
        if words[: len(office)] == office and len(words) > len(office) + 1:
            return words[len(office) :]
    return words


def without_place(words: Words, own: Words) -> Iterator[Words]:
    """The words without the tree's own place at their end: "sở y tế tỉnh cao bằng" → "sở y tế tỉnh", "sở y tế"."""
    ends = [words]
    if own and words[-len(own) :] == own and len(words) > len(own):
        ends.append(words[: -len(own)])
    for end in tuple(ends):
        for tail in _WITHIN_READY:
            if end[-len(tail) :] == tail and len(end) > len(tail):
                ends.append(end[: -len(tail)])
    yield from ends


def initials_of(words: Words) -> Iterator[Words]:
    """The words with one run of two or more of them put into initials: "sở vhttdl", "svhttdl", "hội lhpn tỉnh"."""
    letters = [fold(word)[:1] if fold(word)[:1] != "d" else word[0] for word in words]
    for first in range(len(words)):
        for last in range(first + 2, len(words) + 1):
            yield (*words[:first], "".join(letters[first:last]), *words[last:])


def joined_initials(words: Words) -> Words:
    """Initials that signs had parted put together: "sở gd đt" → "sở gdđt", "sở vh tt dl" → "sở vhttdl"."""
    found: list[str] = []
    run = False
    for word in words:
        short = _is_initials(word)
        if short and run:
            found[-1] += word
        else:
            found.append(word)
        run = short
    return tuple(found)


def _is_initials(word: str) -> bool:
    return len(word) <= 6 and word.isalpha() and not any(vowel in fold(word) for vowel in "aeiouy")
