"""Everything that is no number: outline marks, abbreviations, unknown initials, symbols; and the digits left over."""

import re
import unicodedata

from nguontin.bulletins.speech.letters import is_pronounceable, spell
from nguontin.bulletins.speech.numbers import read_number
from nguontin.bulletins.speech.roman import roman_value
from nguontin.bulletins.speech.spoken import Claim, Rule, whole
from nguontin.bulletins.speech.vocabulary import ABBREVIATIONS, SYMBOLS, TITLES

INITIALS = re.compile(r"[A-ZĐƯ]{2,8}")
AND_BEFORE = re.compile(r"(?<!\w)và$", re.I)
WORD_END = r"(?![^\W_])"
JOINED = r"[^\W\d_]{1,12}(?:[&,/.-][^\W\d_]{1,8}){0,3}"  # "TT&TT", "V/v", "KT-XH", "VH,TT&DL", "v.v"


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _read_outline(match: re.Match[str]) -> Claim:
    """ "1.", "1.2.", "II.", "a)" at the start of a line: said with a rest after it."""
    if match["letter"]:
        spoken = spell(match["letter"])
    elif match["roman"]:
        spoken = read_number(str(roman_value(match["roman"]) or 0))
    else:
        spoken = " chấm ".join(read_number(part) for part in match["number"].split("."))
    return Claim(match.start("mark"), match.end("mark"), f"{_capitalised(spoken)},")


def _read_abbreviation(match: re.Match[str]) -> Claim | None:
    """The longest known beginning of a token that ends at one of its joints: "TT&TT", then "TT"."""
    token = match[0]
    joints = [at for at, sign in enumerate(token) if not sign.isalpha()]
    for end in [len(token), *reversed(joints)]:
        spoken = ABBREVIATIONS.get(token[:end])
        if spoken:
            return Claim(match.start(), match.start() + end, spoken)
    return None


def _read_joined(match: re.Match[str]) -> Claim | None:
    spoken = ABBREVIATIONS.get(match[0])
    return whole(match, spoken) if spoken else None


def _read_title(match: re.Match[str]) -> Claim:
    return whole(match, TITLES[match[1]] + " ")


def _read_initials(match: re.Match[str]) -> Claim | None:
    return None if is_pronounceable(match[0]) else whole(match, spell(match[0]))


def _read_slash(match: re.Match[str]) -> Claim:
    """ "nam/nữ" → "nam hoặc nữ", "và/hoặc" → "và hoặc". What is counted per unit was read before (`measures`)."""
    return whole(match, " " if AND_BEFORE.search(match.string, max(0, match.start() - 3), match.start()) else "hoặc")


def _read_symbol(match: re.Match[str]) -> Claim:
    return whole(match, SYMBOLS[match[0]])


def _read_leftover(match: re.Match[str]) -> Claim:
    """What no other rule read, sign by sign, so that no digit ever reaches the voice."""
    words = []
    for sign in match[0]:
        value = unicodedata.numeric(sign, None)
        if value is None:
            continue
        if value == int(value):
            words.append(read_number(str(int(value))))
        else:
            above, below = value.as_integer_ratio()
            simple = below <= 1000
            words.append(f"{read_number(str(above))} phần {read_number(str(below))}" if simple else "một phần")
    return whole(match, " ".join(words))


# digits, superscripts and subscripts, ½ and its like, Ⅳ, ①: other signs for numbers do not pass `normaliser._clean`
NUMERIC = r"\d²³¹¼-¾\u2070-\u2089\u2150-\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
OUTLINE = Rule(
    "outline",
    re.compile(
        r"^[ \t]*(?P<mark>(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})[.)](?=[\s\ue000]|$)"
        r"|(?P<roman>[IVX]{1,6})[.)](?=[\s\ue000]|$)"
        r"|(?P<letter>[a-zđ])\)(?=[\s\ue000]|$))",
        re.M,
    ),
    _read_outline,
)
BULLET = Rule(
    "bullet", re.compile(r"^[ \t]*(?:[-+•*–—·■●✓](?:[ \t]+|(?=\ue000|$))){1,9}", re.M), lambda match: whole(match, "")
)
END_OF_PAPER = Rule("end_of_paper", re.compile(r"\.?/\.(?!\w)"), lambda match: whole(match, "."))
LEFTOVER = Rule("number", re.compile(f"[{NUMERIC}]+"), _read_leftover)
_TITLE_NAMES = "|".join(sorted(TITLES, key=len, reverse=True))
RULES = (
    Rule("title", re.compile(rf"(?<![^\W_])({_TITLE_NAMES})\.[ \t]?(?=[^\W\d_]|\ue000)"), _read_title),
    Rule("abbreviation", re.compile(rf"(?<![^\W_]){JOINED}{WORD_END}"), _read_abbreviation),
    Rule("abbreviation", re.compile(rf"(?<![^\W_])[^\W\d_]{{1,12}}{WORD_END}"), _read_joined),
    Rule("initials", re.compile(rf"(?<![^\W_]){INITIALS.pattern}{WORD_END}"), _read_initials),
    Rule("slash", re.compile(r"(?<=[^\W_]|\ue000)\s?/\s?(?=[^\W_]|\ue000)"), _read_slash),
    Rule("symbol", re.compile("[" + re.escape("".join(SYMBOLS)) + "]"), _read_symbol),
)
