"""Text as XML can hold it: what people paste may carry control characters, and one of them would spoil a whole file."""

from __future__ import annotations

import re

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def writable(text: str) -> str:
    """*text* without the characters that no XML file may contain."""
    return _UNWRITABLE.sub("", text)
