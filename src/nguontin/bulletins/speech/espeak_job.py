"""The child's side of `espeak`: one text through the eSpeak NG library by ctypes (eSpeak NG `speak_lib.h`).

The library keeps global state, is not thread-safe and may crash; so it lives for one text in a process of its own.
"""

import ctypes
import os
from pathlib import Path
from typing import Any

import espeakng_loader

from nguontin.kernel.child import child_job

RETRIEVE_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: samples go to the callback before `espeak_Synth` returns
DO_NOT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT: report a missing data folder instead of ending the process
CHARACTERS_UTF8 = 1
POSITION_CHARACTER = 1
RATE_PARAMETER, PITCH_PARAMETER = 1, 3
MAX_SECONDS = 1800

Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_int16), ctypes.c_int, ctypes.c_void_p)


@child_job
def speak(payload: bytes, *, voice: str, words_per_minute: int, pitch: int) -> tuple[dict[str, Any], bytes]:
    """Speak UTF-8 text; return the sample rate and int16 mono samples in the machine's order (little-endian)."""
    # The library cuts long paths off (160 characters), so it is given a short one from inside the right folder.
    os.chdir(Path(espeakng_loader.get_data_path()).parent)
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(RETRIEVE_SYNCHRONOUS, 0, b".", DO_NOT_EXIT)
    if rate <= 0:
        raise RuntimeError(f"eSpeak NG did not start: {rate}")
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise RuntimeError(f"eSpeak NG has no voice {voice}")
    library.espeak_SetParameter(RATE_PARAMETER, words_per_minute, 0)
    library.espeak_SetParameter(PITCH_PARAMETER, pitch, 0)
    sound = bytearray()

    def collect(samples: Any, count: int, _events: int | None) -> int:
        if samples and count > 0:
            sound.extend(ctypes.string_at(samples, count * 2))
        return int(len(sound) > MAX_SECONDS * rate * 2)  # anything but 0 stops it

    callback = Callback(collect)  # a name keeps it alive while the library holds it
    library.espeak_SetSynthCallback(callback)
    text = payload.replace(b"\0", b" ") + b"\0"
    status = library.espeak_Synth(
        text, ctypes.c_size_t(len(text)), 0, POSITION_CHARACTER, 0, CHARACTERS_UTF8, None, None
    )
    if status != 0:
        raise RuntimeError(f"eSpeak NG refused the text: {status}")
    library.espeak_Synchronize()
    return {"rate": rate}, bytes(sound)
