"""Document codes as a radio announcer reads them.

"Kế hoạch số 902/KH-UBND" names type and issuer twice for the eye; the ear gets each once:

- the number is read, leading zeros too ("Chỉ thị số 05-CT/TW" is "Chỉ thị không năm" to all), then the year;
- the type is said unless it stands just before the code;
- the issuer is said ("của Ủy ban nhân dân") unless "của …" follows the code or its date;
- initials of the drafting office, which only the registry needs, are left out; unknown issuers are spelled.
"""

import re

from nguontin.bulletins.speech.letters import spell
from nguontin.bulletins.speech.numbers import read_number, read_padded
from nguontin.bulletins.speech.spoken import Claim, Rule
from nguontin.bulletins.speech.vocabulary import DOCUMENT_TYPES, ISSUERS

LETTERS = r"[A-ZĐƯ][A-ZĐƯa-zđ]{0,15}"
SYMBOL = rf"{LETTERS}(?:\d{{1,2}})?"
CODE = re.compile(
    rf"(?P<lead>(?<!\w)[Ss]ố\s{{0,2}}:?\s{{0,2}})?(?<![\w/.,-])(?P<number>\d{{1,6}}[a-z]?)"
    rf"(?:/(?P<year>(?:19|20)\d\d))?\s?[/-]\s?(?P<symbols>{SYMBOL}(?:[/-]{SYMBOL}){{0,4}})(?![\w/-])"
)
FOLLOWED_BY_ISSUER = re.compile(
    r"(?:\s{0,2},?\s{0,2}(?:ban hành\s{1,2})?ngày\s{1,2}[\d/.\-]{1,10}"
    r"(?:\s{1,2}tháng\s{1,2}\d{1,2}\s{1,2}năm\s{1,2}\d{4})?)?"
    r"\s{0,2},?\s{0,2}của(?!\w)"
)
TERM = re.compile(r"(?P<name>QH|UBTVQH|HĐND)(?P<term>\d{1,2})")
LOOK_BACK, LOOK_AHEAD = 40, 60


def _read_code(match: re.Match[str]) -> Claim | None:
    symbols = re.split(r"[/-]", match["symbols"])
    kind = DOCUMENT_TYPES.get(symbols[0]) if len(symbols) > 1 or symbols[0] not in ISSUERS else None
    issuer = _issuer(symbols[1] if kind and len(symbols) > 1 else None if kind else symbols[0])
    if kind is None and not match["year"] and match["lead"] is None and symbols[0] not in ISSUERS:
        return None  # "10-A", "3/B2": no document
    before = match.string[max(0, match.start() - LOOK_BACK) : match.start()].rstrip().lower()
    words = [_name(match, kind, before)]
    number, letter = match["number"].rstrip("abcdefghijklmnopqrstuvwxyz"), match["number"].lstrip("0123456789")
    words.append(read_padded(number) + (f" {spell(letter)}" if letter else ""))
    if match["year"]:
        words.append(f"năm {read_number(match['year'])}")
    if issuer and not FOLLOWED_BY_ISSUER.match(match.string[match.end() : match.end() + LOOK_AHEAD]):
        words.append(f"của {issuer}")
    return Claim(match.start(), match.end(), " ".join(filter(None, words)))


def _name(match: re.Match[str], kind: str | None, before: str) -> str:
    """The type of document and "số", as far as they are not written already."""
    if kind and not before.removesuffix("số").rstrip().endswith(kind.lower()):
        return f"{kind} số"
    return "số" if match["lead"] else ""


def _issuer(symbol: str | None) -> str | None:
    if symbol is None:
        return None
    term = TERM.fullmatch(symbol)
    if term:
        return f"{ISSUERS[term['name']]} khóa {read_number(term['term'])}"
    letters = symbol.rstrip("0123456789")
    return ISSUERS.get(letters) or spell(letters)


RULES = (Rule("document_code", CODE, _read_code),)
