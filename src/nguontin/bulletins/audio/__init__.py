"""Sound of bulletins: read any uploaded file safely, level it, encode it for the loudspeakers, recognise it again.

Everything that touches bytes from outside runs in a child process with limits on time and memory (`child`).
Plain Python: no Django, no settings, no clock.
"""

from nguontin.bulletins.audio.matching import contains
from nguontin.bulletins.audio.model import AudioError, Encoded, Pcm
from nguontin.bulletins.audio.service import decode_to_pcm, level_and_encode

__all__ = ["AudioError", "Encoded", "Pcm", "contains", "decode_to_pcm", "level_and_encode"]
