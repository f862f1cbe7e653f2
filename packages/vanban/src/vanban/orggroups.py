"""Groups of bodies as papers print them, and the kinds of unit they stand for: "các sở, ban, ngành", "UBND cấp xã"."""

from __future__ import annotations

from vanban.letters import fold
from vanban.orgnames import Words, ready

_OPENERS = ("tat ca", "toan the", "cac", "nhung", "moi")
_BODIES = (
    "uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd", "dang uy", "chinh quyen", "chu tich", "thu truong",
    "giam doc", "lanh dao", "he thong truyen thanh", "dai truyen thanh", "phong van hoa xa hoi", "nguoi dung dau",
    "truong",
)  # fmt: skip
_TAILS = ("tren dia ban tinh", "tren dia ban", "thuoc tinh", "trong tinh", "toan tinh", "cap tinh", "cua tinh", "tinh")
_NAMED: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("department",), ("so", "ban", "nganh", "co quan chuyen mon", "co quan chuyen mon thuoc ubnd")),
    (("department", "agency"), ("co quan don vi", "co quan", "don vi")),
    (("agency",), ("don vi su nghiep",)),
    (("front",), ("doan the", "hoi", "to chuc chinh tri xa hoi", "mat tran to quoc", "mttq", "uy ban mttq")),
    (("party",), ("ban dang", "ban xay dung dang", "ban cua dang", "co quan tham muu giup viec tinh uy",
      "ban dang tinh uy")),
    (("press",), ("co quan bao chi", "co quan bao chi dia phuong")),
    (("commune",), ("xa", "thi tran")),
    (("ward",), ("phuong",)),
    (("zone",), ("dac khu",)),
    (("commune", "ward", "zone"), ("cap xa", "don vi hanh chinh cap xa", "dia phuong")),
    (("district",), ("huyen", "quan", "thi xa", "thanh pho", "cap huyen")),
    (("hamlet",), ("xom", "thon", "ban lang", "to dan pho", "khu pho", "ap", "buon", "lang", "khu dan cu", "khom")),
    (("school",), ("truong hoc", "nha truong", "co so giao duc", "truong")),
)  # fmt: skip
"""Kinds of unit and the words of groups, without marks, that stand for them."""
_KINDS = {name: frozenset(kinds) for kinds, names in _NAMED for name in names}
_VILLAGE = ready("bản")[0]  # without marks it would be "ban", a board
_NAMES = tuple(sorted(_KINDS, key=len, reverse=True))


def kinds_of(words: Words) -> frozenset[str]:
    """The kinds of unit that a group stands for; empty unless every word is understood.

    "Các đơn vị có liên quan" is understood by nobody but its writer, so it gives nothing.
    """
    text = " ".join("cac" if word.isdigit() else "ban lang" if word == _VILLAGE else fold(word) for word in words)
    rest = _after_opener(text)
    several = rest is not None
    rest = text if rest is None else rest
    rest, bodied = _after_bodies(rest)
    inner = _after_opener(rest)
    rest = rest if inner is None else inner
    if not (several or inner is not None or bodied or rest.startswith("cap ") or rest.count(" ") >= 1):
        return frozenset()
    for tail in _TAILS:
        if rest.endswith(f" {tail}"):
            rest = rest.removesuffix(f" {tail}")
            break
    return _read(rest, several=several or inner is not None)


def _after_opener(text: str) -> str | None:
    for opener in _OPENERS:
        if text.startswith(f"{opener} "):
            rest = text.removeprefix(f"{opener} ")
            return _after_opener(rest) or rest
    return None


def _after_bodies(text: str) -> tuple[str, bool]:
    for body in _BODIES:
        if text.startswith(f"{body} "):
            rest, _ = _after_bodies(text.removeprefix(f"{body} "))
            return rest, True
    return text, False


def _read(text: str, *, several: bool) -> frozenset[str]:
    kinds: set[str] = set()
    count = 0
    while text:
        name = next((name for name in _NAMES if text == name or text.startswith(f"{name} ")), None)
        if name is None:
            return frozenset()
        kinds |= _KINDS[name]
        count += 1
        text = text.removeprefix(name).strip()
        text = (_after_opener(text) or text) if text else text
    return frozenset(kinds) if several or count > 1 or kinds == _KINDS["cap xa"] else frozenset()
