"""Faults that a scanner and a clerk bring into a text, from a given seed."""

from __future__ import annotations

import random
import re

_MISREAD = dict(zip("aeonuithbgmrcáàủạêơưđ015", "oecuniltbqnrcaàúaeoud" + "OlS", strict=True))


def scanned(text: str, *, rate: float, lost: float, seed: int) -> str:
    """The text with a share of its characters misread, dropped or doubled, and a share of its lines lost."""
    chance = random.Random(seed)
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() and chance.random() < lost:
            continue
        lines.append("".join(_read(char, rate, chance) for char in line))
    return "\n".join(lines)


def _read(char: str, rate: float, chance: random.Random) -> str:
    drawn = chance.random() / rate if rate else 1.0
    if drawn >= 1:
        return char
    if drawn < 0.7:
        return _MISREAD.get(char, chance.choice("oecuni") if char.isalpha() else char)
    return "" if drawn < 0.85 else char + chance.choice(" .,i")


def long_lines(text: str) -> list[int]:
    """Numbers of the lines of a dozen words and more in the middle of a text."""
    lines = text.split("\n")
    middle = range(int(len(lines) * 0.4), int(len(lines) * 0.85))
    return [at for at in middle if len(lines[at].split()) >= 12 and not lines[at].startswith("|")]


def edited(text: str, at: int, new: str) -> str:
    """The text with the line ``at`` keeping its first three words before the ``new`` ones."""
    lines = text.split("\n")
    lines[at] = " ".join(lines[at].split()[:3]) + " " + new
    return "\n".join(lines)


def refigured(text: str, at: int) -> str:
    """The text with the first number from line ``at`` on made another one of the same length."""
    lines = text.split("\n")
    rest = re.sub(r"\d\d", lambda digits: str(10 + (int(digits.group()) + 13) % 90), "\n".join(lines[at:]), count=1)
    return "\n".join([*lines[:at], rest])
