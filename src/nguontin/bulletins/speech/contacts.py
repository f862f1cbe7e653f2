"""Addresses and telephone numbers: web, e-mail, hotlines, mobile and fixed lines."""

import re

from nguontin.bulletins.speech.letters import is_pronounceable, spell
from nguontin.bulletins.speech.numbers import read_digits, read_number
from nguontin.bulletins.speech.spoken import Claim, Rule, whole

SIGNS = {
    ".": "chấm", "/": "gạch chéo", "-": "gạch ngang", "_": "gạch dưới", "@": "a còng", "?": "hỏi chấm", "=": "bằng",
    "&": "và", ":": "hai chấm", "#": "thăng", "%": "phần trăm", "+": "cộng", "~": "ngã",
}  # fmt: skip
PART = re.compile(r"[^\W\d_]+|\d+|[\W_]")
LABEL = r"[a-z0-9_-]{1,63}"
HOST = rf"{LABEL}(?:\.{LABEL}){{0,6}}\.(?:vn|com|net|org|info|edu|gov|io|me|app|asia|eu|int)"
LETTERS_SAID = {"gov": "gờ o vê", "vn": "vê en", "www": "vê kép vê kép vê kép", "edu": "e đu", "org": "o rờ gờ"}


def read_address(address: str) -> str:
    """ "xaabc.gov.vn" → "xaabc chấm gờ o vê chấm vê en"."""
    words = []
    for part in PART.findall(address.lower()):
        if part.isdecimal():
            words.append(read_digits(part))
        elif part.isalpha():
            words.append(LETTERS_SAID.get(part) or (part if is_pronounceable(part) else spell(part)))
        elif part in SIGNS:
            words.append(SIGNS[part])
    return " ".join(words)


def read_telephone(number: str) -> str:
    """Digit by digit; groups as written, else of three or four, with a short rest between them."""
    prefix = "cộng " if number.lstrip(" (").startswith("+") else ""
    groups = re.findall(r"\d+", number)
    if len(groups) == 1:
        groups = _grouped(groups[0])
    return prefix + ", ".join(read_digits(group) for group in groups)


def _grouped(digits: str) -> list[str]:
    """A mobile number 4-3-3, a service number 4-4, others in threes from the end; short ones whole."""
    if len(digits) <= 5:
        return [digits]
    head = 4 if len(digits) in (8, 10) else (len(digits) - 1) % 3 + 1
    step = 4 if len(digits) == 8 else 3
    return [digits[:head], *(digits[at : at + step] for at in range(head, len(digits), step))]


def _read_address(match: re.Match[str]) -> Claim:
    address = match["address"].rstrip(".,;:!?)/")
    end = match.start("address") + len(address)
    return Claim(match.start(), end, read_address(address))


def _read_telephone(match: re.Match[str]) -> Claim:
    return Claim(match.start("number"), match.end("number"), read_telephone(match["number"]))


def _read_round_the_clock(match: re.Match[str]) -> Claim:
    return whole(match, f"{read_number(match[1])} trên {read_number(match[2])}")


START = r"(?<![\w.+@/-])"
NUMBER_END = r"(?!\d|[.,/-]\d)"
CALL = (
    r"điện thoại|đt|sđt|hotline|đường dây nóng|tổng đài|gọi(?: ngay| tới| đến| số| điện){0,3}|liên hệ|số máy|zalo|fax|"
    r"di động|đtdđ|máy bàn|tel|phone"
)
RULES = (
    Rule("address", re.compile(rf"{START}(?P<address>[\w.+-]{{1,64}}@{HOST})(?![\w-])", re.I), _read_address),
    Rule(
        "address",
        re.compile(rf"{START}(?:(?:https?|ftp)://)(?P<address>[^\s<>\"”“]{{1,2000}})", re.I),
        _read_address,
    ),
    Rule(
        "address", re.compile(rf"{START}(?P<address>{HOST}(?![\w-])(?:/[^\s<>\"”“]{{0,2000}})?)", re.I), _read_address
    ),
    Rule("round_the_clock", re.compile(r"(?<![\w/.,])(24)/(24|7)(?![\w/]|[.,]\d)"), _read_round_the_clock),
    Rule(
        "telephone",
        re.compile(
            r"(?<![\w.,/+-])(?P<number>(?:\+84[\s.]?|\(?0)\d{1,4}\)?(?:[\s.-]?\d{2,4}){1,4}|0\d{8,10}|"
            rf"1[89]00[\s.]?(?:\d{{4}}|\d{{2}}[\s.]?\d{{2}})|1[89]00[\s.]?\d{{6}}){NUMBER_END}(?!\w)"
        ),
        lambda match: _read_telephone(match) if 8 <= sum(map(str.isdecimal, match[0])) <= 12 else None,
    ),
    Rule(
        "telephone",
        re.compile(
            rf"(?<!\w)(?:{CALL})\s{{0,2}}(?:(?:số|:|là|theo|qua|\()\s{{0,2}}){{0,3}}(?P<number>\d{{3}}(?:[\s.]?\d{{2,4}}){{0,3}}){NUMBER_END}(?!\w)",
            re.I,
        ),
        _read_telephone,
    ),
)
