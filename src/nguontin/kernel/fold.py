"""Vietnamese text folded for search: no diacritics, đ as d, one case, single blanks."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """*text* as people type it in a hurry: "Hoà An, Đình Phong" → "hoa an, dinh phong"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
