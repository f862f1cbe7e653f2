"""The languages of bulletins, in the order in which they are offered.

Codes are this system's own; most are ISO 639 too, but "tay" (Tày, ISO tyz) and "lo" (Lô Lô, ISO nty) are not: they
must not be written into the `lang` attribute of a page (`HTML_LANG` has what may).
"""

from typing import NamedTuple


class Language(NamedTuple):
    """Vietnamese name (translated where it is shown), the language's own name, and whether a synthetic voice exists."""

    name_vi: str
    own_name: str
    has_voice: bool


def _(text: str) -> str:
    """Marks a name for the catalogue, which is asked where it is shown: the voice's own process runs without Django."""
    return text


# The peoples' languages of the northern mountains first after Vietnamese. No synthetic voice of them exists.
# An own name without a settled spelling in Vietnam is given as the Vietnamese writing has it.
LANGUAGES: dict[str, Language] = {
    "vi": Language(_("tiếng Việt"), "tiếng Việt", True),
    "tay": Language(_("tiếng Tày"), "tiểng Tày", False),
    "nut": Language(_("tiếng Nùng"), "cảng Nồng", False),
    "hmn": Language(_("tiếng Mông"), "lus Hmoob", False),
    "ium": Language(_("tiếng Dao"), "Iu Mienh", False),
    "lo": Language(_("tiếng Lô Lô"), "Lô Lô", False),
    "en": Language(_("tiếng Anh"), "English", True),
    "zh": Language(_("tiếng Trung Quốc"), "中文", True),
}

# BCP 47 tags where they differ from the codes above
HTML_LANG: dict[str, str] = {"tay": "tyz", "lo": "nty"}
