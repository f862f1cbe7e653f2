"""Checks of single fields: each turns one JSON value into one Python value and back, or says what is wrong with it.

A check is strict: an integer is an integer (never a bool, a float or "3"), text has a greatest length, a list too.
"""

import dataclasses
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from loa_protocol.errors import Refusal, Refused

T = TypeVar("T")

INTEGER_MAX = 2**53 - 1
"""Greatest integer on the wire: the greatest that every JSON reader keeps exactly."""


def malformed(path: str, problem: str) -> Refused:
    """The error for a value that is not what the field wants."""
    return Refused(Refusal.MALFORMED, f"{path}: {problem}")


@dataclasses.dataclass(frozen=True, slots=True)
class Check:
    """``read(json value, path)`` gives the Python value or raises ``Refused``; ``write`` is the way back."""

    read: Callable[[Any, str], Any]
    write: Callable[[Any], Any] = lambda value: value


def integer(lowest: int = 0, highest: int = INTEGER_MAX) -> Check:
    """A whole number from ``lowest`` to ``highest``, both included."""

    def read(value: Any, path: str) -> int:
        if type(value) is not int:
            raise malformed(path, "not an integer")
        if not lowest <= value <= highest:
            raise malformed(path, f"not within {lowest}..{highest}")
        return value

    return Check(read)


def boolean() -> Check:
    """True or false."""

    def read(value: Any, path: str) -> bool:
        if type(value) is not bool:
            raise malformed(path, "not true or false")
        return value

    return Check(read)


def text(longest: int, pattern: str | None = None) -> Check:
    """Text of 1 to ``longest`` characters that can be written as UTF-8 and matches ``pattern`` as a whole."""
    compiled = re.compile(pattern, re.ASCII) if pattern else None

    def read(value: Any, path: str) -> str:
        if type(value) is not str:
            raise malformed(path, "not text")
        if not 1 <= len(value) <= longest:
            raise malformed(path, f"not 1..{longest} characters")
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise malformed(path, "half a character")
        if compiled and not compiled.fullmatch(value):
            raise malformed(path, f"does not match {compiled.pattern}")
        return value

    return Check(read)


def hexadecimal(digits: int) -> Check:
    """Exactly ``digits`` lower-case hexadecimal digits."""
    return text(digits, rf"[0-9a-f]{{{digits}}}")


def identity() -> Check:
    """A UUID in its canonical lower-case form."""

    def read(value: Any, path: str) -> UUID:
        if type(value) is not str:
            raise malformed(path, "not a UUID")
        try:
            parsed = UUID(value)
        except ValueError:
            raise malformed(path, "not a UUID") from None
        if str(parsed) != value:
            raise malformed(path, "not a UUID in canonical form")
        return parsed

    return Check(read, str)


def choice(words: type[StrEnum]) -> Check:
    """One word of an enumeration."""

    def read(value: Any, path: str) -> StrEnum:
        if type(value) is not str or value not in words._value2member_map_:
            raise malformed(path, f"not one of {', '.join(words)}")
        return words(value)

    return Check(read, str)


def nullable(check: Check) -> Check:
    """Null, or what ``check`` wants."""
    return Check(
        lambda value, path: None if value is None else check.read(value, path),
        lambda value: None if value is None else check.write(value),
    )


def listed(check: Check, *, longest: int, shortest: int = 0) -> Check:
    """A list of ``shortest`` to ``longest`` entries; a tuple in Python."""

    def read(value: Any, path: str) -> tuple[Any, ...]:
        if type(value) is not list:
            raise malformed(path, "not a list")
        if not shortest <= len(value) <= longest:
            raise malformed(path, f"not {shortest}..{longest} entries")
        return tuple(check.read(entry, f"{path}[{index}]") for index, entry in enumerate(value))

    return Check(read, lambda value: [check.write(entry) for entry in value])


def counted(key: Check, *, longest: int) -> Check:
    """An object of counts: keys as ``key`` wants them, values integers from 0."""
    count = integer()

    def read(value: Any, path: str) -> dict[str, int]:
        if type(value) is not dict:
            raise malformed(path, "not an object")
        if len(value) > longest:
            raise malformed(path, f"more than {longest} entries")
        return {key.read(name, path): count.read(number, f"{path}.{name}") for name, number in value.items()}

    return Check(read, lambda value: {key.write(name): number for name, number in value.items()})


def record(cls: type) -> Check:
    """An object read as the dataclass ``cls``."""
    return Check(lambda value, path: read_record(cls, value, path), write_record)


def wire(check: Check, *, name: str | None = None) -> Any:
    """Declare a dataclass field: how it is checked, and its name on the wire when Python reserves that word."""
    return dataclasses.field(metadata={"check": check, "name": name})


def read_record(cls: type[T], value: Any, path: str) -> T:
    """Build ``cls`` from a JSON object; unknown keys are ignored, a missing one is malformed."""
    if type(value) is not dict:
        raise malformed(path, "not an object")
    found: dict[str, Any] = {}
    for field in dataclasses.fields(cls):  # type: ignore[arg-type]
        name = field.metadata["name"] or field.name
        if name not in value:
            raise malformed(f"{path}.{name}", "missing")
        found[field.name] = field.metadata["check"].read(value[name], f"{path}.{name}")
    return cls(**found)


def write_record(value: Any) -> Mapping[str, Any]:
    """The JSON object of a message dataclass."""
    return {
        field.metadata["name"] or field.name: field.metadata["check"].write(getattr(value, field.name))
        for field in dataclasses.fields(value)
    }
