"""Reading a stranger's file in a child process with bounds on time and memory; what is wrong has words for people."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from nguontin.kernel.child import ChildFailedError, Limits, Refusal, run_in_child

JOB: Final = "nguontin.directives.reading_job:read"
LIMITS: Final = Limits(seconds=300, memory=2 * 1024**3)
"""A scan of 60 pages takes about four minutes; the largest text paper under a second and 300 MB."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the text, the JSON of `reading`, and (name, bytes) of further papers in the same file."""

    text: str
    read: dict[str, Any]
    others: tuple[tuple[str, bytes], ...] = ()


class UnreadError(Exception):
    """A file that was not read: a code for programs, a sentence for people that says what to do next."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"{code}: {why}")
        self.code = code
        self.why = why


def read_bounded(data: bytes, *, filename: str, today: date) -> Reading:
    """Read a file. Raises UnreadError with vanban's codes, or "too_slow", "too_heavy", "fault"."""
    arguments = {"filename": filename, "today": today.isoformat()}
    try:
        answer, body = run_in_child(JOB, data, arguments=arguments, limits=LIMITS)
    except Refusal as refused:
        raise UnreadError(refused.code, refused.message_vi) from refused
    except ChildFailedError as failed:
        raise _in_words(failed) from failed
    size = answer["reading"]
    others = []
    at = size
    for name, length in answer["others"]:
        others.append((name, body[at : at + length]))
        at += length
    return Reading(**json.loads(body[:size]), others=tuple(others))


def _in_words(failed: ChildFailedError) -> UnreadError:
    """Time and memory are the file's doing; anything else is ours, and is logged as such."""
    if failed.reason == "timeout":
        logger.warning("reading took too long: %s", failed.detail)
        return UnreadError(
            "too_slow",
            _("Đọc tệp này quá lâu nên đã dừng. Hãy tách riêng văn bản cần đọc hoặc lấy bản .docx rồi tải lên."),
        )
    if failed.reason == "memory":
        logger.warning("reading took too much memory: %s", failed.detail)
        return UnreadError(
            "too_heavy",
            _("Tệp này quá nặng đối với một văn bản. Hãy tách riêng văn bản cần đọc hoặc lấy bản .docx rồi tải lên."),
        )
    logger.error("the reader fell: %s", failed.detail)
    return fault()


def fault() -> UnreadError:
    """What people are told when the reader itself fell."""
    return UnreadError("fault", _("Bộ đọc gặp lỗi với tệp này. Bấm “Đọc lại”; nếu vẫn lỗi, báo quản trị viên."))
