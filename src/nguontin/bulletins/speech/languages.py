"""The languages of bulletins, in the order in which they are offered.

Codes are this system's own; most are ISO 639 too, but "tay" (Tày, ISO tyz) and "lo" (Lô Lô, ISO nty) are not: they
must not be written into the `lang` attribute of a page (`HTML_LANG` has what may).
"""

from typing import NamedTuple


class Language(NamedTuple):
    """Vietnamese name, the language's own name, and whether a synthetic voice exists."""

    name_vi: str
    own_name: str
    has_voice: bool


# The peoples' languages of the northern mountains first after Vietnamese. No synthetic voice of them exists.
# An own name without a settled spelling in Vietnam is given as the Vietnamese writing has it.
LANGUAGES: dict[str, Language] = {
    "vi": Language("tiếng Việt", "tiếng Việt", True),
    "tay": Language("tiếng Tày", "tiểng Tày", False),
    "nut": Language("tiếng Nùng", "cảng Nồng", False),
    "hmn": Language("tiếng Mông", "lus Hmoob", False),
    "ium": Language("tiếng Dao", "Iu Mienh", False),
    "lo": Language("tiếng Lô Lô", "Lô Lô", False),
    "en": Language("tiếng Anh", "English", True),
    "zh": Language("tiếng Trung Quốc", "中文", True),
}

# BCP 47 tags where they differ from the codes above
HTML_LANG: dict[str, str] = {"tay": "tyz", "lo": "nty"}
