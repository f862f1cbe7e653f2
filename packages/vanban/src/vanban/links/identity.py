"""When two printings of a number, a date or the name of a body may mean the same."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from vanban.letters import fold

_ABBREVIATIONS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "mttq": "mat tran to quoc",
    "btg": "ban tuyen giao",
    "btv": "ban thuong vu",
    "bch": "ban chap hanh",
    "bcd": "ban chi dao",
    "bql": "ban quan ly",
    "tw": "trung uong",
    "vp": "van phong",
    "ttxvn": "thong tan xa viet nam",
    "ldld": "lien doan lao dong",
    "tp": "thanh pho",
    "tx": "thi xa",
}
_LONG = 400  # characters
_OFFICE = re.compile(
    r"(?:pho )?(?:chu tich|giam doc|tong giam doc|bo truong|thu truong|truong ban|truong phong|truong|cuc truong"
    r"|vu truong|chanh van phong|chu nhiem|thuong truc) (?=uy ban|hoi dong|so |bo |ban |phong |cuc |vu |van phong)"
)


@lru_cache(maxsize=8192)
def number_key(number: str) -> str:
    """A number in one spelling: ``"08 /KH–UBND"`` → ``"8-kh-ubnd"``; ``""`` when nothing is printed."""
    parts = re.findall(r"[^\W_]+", fold(number))
    return "-".join(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)


@lru_cache(maxsize=8192)
def body_words(name: str) -> tuple[str, ...]:
    """The words of a body's name, folded, abbreviations written out, the office of its head dropped."""
    words = re.findall(r"[^\W_]+", fold(name))
    spelled = " ".join(_ABBREVIATIONS.get(word, word) for word in words)
    return tuple(_OFFICE.sub("", spelled + " ").split())


def bodies_agree(one: str | None, other: str | None) -> bool | None:
    """Whether two names may mean the same body: the words of one stand in the other in order. ``None``: unknown."""
    if not one or not other:
        return None
    short, long = sorted((body_words(one), body_words(other)), key=len)
    rest = iter(long)
    return all(word in rest for word in short)


def dates_agree(one: str | None, other: str | None) -> bool | None:
    """Whether two ISO dates, perhaps without day, may be the same. ``None`` when one is unknown."""
    if not one or not other:
        return None
    return one.startswith(other) or other.startswith(one)


def alike(one: str, other: str) -> float:
    """Likeness of two strings, 0 to 1, whatever their order; of long ones only their letters are counted."""
    short, long = sorted((one, other), key=lambda text: (len(text), text))
    matcher = SequenceMatcher(None, short, long, autojunk=False)
    return matcher.ratio() if len(long) <= _LONG else matcher.quick_ratio()
