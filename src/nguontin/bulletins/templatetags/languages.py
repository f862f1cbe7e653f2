"""Languages as people know them."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from nguontin.bulletins.speech import HTML_LANG, LANGUAGES

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """The name of a language code of ours ("tay" → "Tày"); the code itself when we do not know it."""
    known = LANGUAGES.get(code)
    return gettext(known.name_vi) if known else code


@register.filter
def html_lang(code: str) -> str:
    """What stands in a ``lang`` attribute for a language code of ours (BCP 47)."""
    return HTML_LANG.get(code, code)
