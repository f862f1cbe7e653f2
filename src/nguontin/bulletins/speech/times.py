"""Times of day: "17h30", "17:30", "7g15", "5 giờ 05", "7h-11h30"."""

import re

from nguontin.bulletins.speech.numbers import read_number
from nguontin.bulletins.speech.spoken import Claim, Rule, whole

START = r"(?<![\w.,:/])"
HOUR, MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
CLOCK = (
    rf"(?P<hour{{0}}>{HOUR})(?:\s?(?:[hHg]|[gG]iờ)(?:\s?(?P<minute{{0}}>{MINUTE})(?!\d)(?:\s?(?:phút|p|’|')(?!\w))?)?"
    rf"|:(?P<colon{{0}}>{MINUTE})(?::(?P<second{{0}}>{MINUTE}))?)"
)
END = r"(?![\w/:]|[.,]\d)"


def _clock(match: re.Match[str], suffix: str) -> str:
    words = [read_number(match[f"hour{suffix}"]), "giờ"]
    minute, second = match[f"minute{suffix}"] or match[f"colon{suffix}"], match[f"second{suffix}"]
    if minute and (int(minute) or second):
        words += [read_number(minute), "phút"]
    if second and int(second):
        words += [read_number(second), "giây"]
    return " ".join(words)


def _read_time(match: re.Match[str]) -> Claim:
    return whole(match, _clock(match, ""))


def _read_range(match: re.Match[str]) -> Claim:
    return whole(match, f"{_clock(match, '')} đến {_clock(match, '2')}")


RULES = (
    Rule(
        "time_range",
        re.compile(rf"{START}{CLOCK.format('')}\s{{0,2}}[-–—]\s{{0,2}}{CLOCK.format('2')}{END}"),
        _read_range,
    ),
    Rule("time", re.compile(rf"{START}{CLOCK.format('')}{END}"), _read_time),
)
