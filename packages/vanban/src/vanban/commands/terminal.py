"""What all commands say alike: results on standard output, progress and refusals in Vietnamese on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from vanban.errors import UnreadableError

Made = TypeVar("Made")


def show(text: str) -> None:
    """Print a result, a line or more."""
    sys.stdout.write(f"{text}\n")


def tell(text: str) -> None:
    """Print progress or a refusal."""
    sys.stderr.write(f"{text}\n")


def counted(files: Sequence[Path]) -> Iterator[Path]:
    """The files one after the other; of several, each is announced with its number."""
    for number, path in enumerate(files, start=1):
        if len(files) > 1:
            tell(f"[{number}/{len(files)}] {path.name}")
        yield path


def attempt(path: Path, work: Callable[[Path], Made]) -> Made | None:
    """What *work* makes of a file; ``None`` when it cannot be read or written, after telling why and what to do."""
    try:
        return work(path)
    except UnreadableError as error:
        tell(f"{path}: không đọc được ({error.code}). {error.message_vi}")
    except OSError as error:
        tell(f"{error.filename or path}: {advice(error)}")
    return None


def advice(error: OSError) -> str:
    """What is wrong with a path and what to do."""
    if isinstance(error, FileNotFoundError):
        return "không có tệp hoặc thư mục này. Hãy kiểm tra lại đường dẫn."
    if isinstance(error, IsADirectoryError):
        return "đây là thư mục. Hãy ghi tên từng tệp, ví dụ THƯ_MỤC/*.docx."
    if isinstance(error, PermissionError):
        return "không có quyền mở hoặc ghi. Hãy xin quyền, hoặc chép tệp sang thư mục khác."
    return f"không mở hoặc ghi được ({error.strerror}). Hãy kiểm tra đường dẫn và ổ đĩa."
