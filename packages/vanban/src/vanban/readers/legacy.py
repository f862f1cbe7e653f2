"""Vietnamese from before Unicode: TCVN3 (fonts ".Vn…") and VNI (fonts "VNI-…"), by font name or by statistics.

Sources: TCVN 5712:1993 (VN3) for TCVN3; the code table of VNI-Windows for VNI. Text of either kind reaches us as the
letters that Windows-1252 gives its bytes: "Céng hoµ" is "Cộng hoà", "Coäng hoøa" is "Cộng hòa".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

from vanban.letters import is_caps
from vanban.readers.syllables import share_of_syllables

TCVN3, TCVN3_CAPS, VNI = "tcvn3", "tcvn3-caps", "vni"
"""Names of the charsets; fonts like ".VnTimeH" print the small letters of TCVN3 as capitals."""

_TCVN3_CODES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ "
    "CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ "
    "EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
_TCVN3 = {int(code[:2], 16): code[2:] for code in _TCVN3_CODES.split()} | {0x3BC: "à"}  # Greek mu for the micro sign
_LETTERS = frozenset(_TCVN3.values())

_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323", "â": "\u0302", "ê": "\u0306",
    "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_BASES = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
_SAMPLE = 200_000  # letters from which the charset of a text is told
_FEWEST_WORDS = 8  # words with marks; fewer prove nothing
_SURE = 0.85  # share of true syllables that a restored text must reach
_GAIN = 0.3  # and by how much it must surpass the text as it stands


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_ALONE)
    for printed, base in _VNI_BASES.items():
        for mark, combining in _VNI_MARKS.items():
            letter = unicodedata.normalize("NFC", base + combining)
            if letter in _LETTERS:
                table[printed + mark] = letter
    upper = {
        "".join(case(char) for char, case in zip(code, cases, strict=False)): letter.upper()
        for code, letter in table.items()
        for cases in ((str.upper, str.upper), (str.upper, str.lower))
    }
    return upper | table


_VNI = _vni_table()
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_NEWER = re.compile("[\u0100-\u024f\u1ea0-\u1ef9]")  # letters that no text of these kinds carries


def charset_of_font(name: str | None) -> str | None:
    """The charset that a font name stands for, None for Unicode fonts."""
    folded = (name or "").strip(" '\"").lower()
    if folded.startswith(".vn"):
        return TCVN3_CAPS if folded.endswith("h") else TCVN3
    return VNI if folded.startswith("vni-") else None


def decode(text: str, charset: str | None) -> str:
    """Text of a font's charset as Unicode; text that is Unicode already stays as it is."""
    if charset is None or _NEWER.search(text):
        return text
    if charset == VNI:
        return _VNI_CODE.sub(lambda match: _VNI[match.group()], text)
    plain = text.translate(_TCVN3)
    return plain.upper() if charset == TCVN3_CAPS else plain


def decode_runs(runs: Iterable[tuple[str, str | None]]) -> str:
    """Runs of (text, charset) as one Unicode text; a letter and its mark may stand in two runs of one charset."""
    return "".join(
        decode("".join(text for text, _ in group), charset) for charset, group in groupby(runs, key=lambda run: run[1])
    )


def restored(text: str) -> str:
    """Text whose font is not known: TCVN3 or VNI made Unicode when that alone turns its words into syllables."""
    sample = text[:_SAMPLE]
    stands, words = share_of_syllables(sample)
    candidates = [(share_of_syllables(decode(sample, charset)), charset) for charset in (TCVN3, VNI)]
    (share, found), charset = max(candidates)
    if max(words, found) < _FEWEST_WORDS or share < _SURE or share < stands + _GAIN:
        return text
    plain = decode(text, charset)
    return _with_capitals(plain) if charset == TCVN3 else plain


def _with_capitals(text: str) -> str:
    """TCVN3 has no capitals with tone marks: lines and words set in capitals get theirs back."""
    return "\n".join(
        line.upper() if _looks_caps(line) else re.sub(r"\w+", lambda word: _word_in_capitals(word.group()), line)
        for line in text.split("\n")
    )


def _looks_caps(line: str) -> bool:
    return is_caps("".join(char for char in line if char.isascii()))


def _word_in_capitals(word: str) -> str:
    plain = [char for char in word if char.isascii() and char.isalpha()]
    return word.upper() if len(plain) > 1 and all(char.isupper() for char in plain) else word
