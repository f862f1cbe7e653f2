"""Errors that a person can act on: a code, a Vietnamese sentence, what to do next."""

from __future__ import annotations


class DomainError(Exception):
    """A rule of the field says no. ``message`` is for people; ``next_step`` tells them what to do."""

    status = 422

    def __init__(self, code: str, message: str, next_step: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.next_step = code, message, next_step


class Forbidden(DomainError):
    """The person's role does not allow it."""

    status = 403


class Missing(DomainError):
    """It does not exist, or not for this person (the two are never told apart)."""

    status = 404


class TooMany(DomainError):
    """Rate limit reached; ``retry_after_s`` seconds to wait."""

    status = 429

    def __init__(self, code: str, message: str, next_step: str = "", *, retry_after_s: int = 60) -> None:
        super().__init__(code, message, next_step)
        self.retry_after_s = retry_after_s
