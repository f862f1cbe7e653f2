"""The command ``vanban write``: a .docx from a JSON file."""

from __future__ import annotations

import json
from pathlib import Path

from vanban import write
from vanban.commands.terminal import attempt, tell


def write_file(data: Path, output: Path) -> int:
    """Write the .docx that a JSON file describes; status 1 with the field and what to do when the data are wrong."""
    done = attempt(data, lambda file: _written(file, output))
    if done:
        tell(f"Đã viết {output}")
    return 0 if done else 1


def _written(data: Path, output: Path) -> bool:
    try:
        output.write_bytes(write.docx(write.load(json.loads(data.read_text(encoding="utf-8")))))
    except UnicodeDecodeError:
        tell(f"{data}: tệp không phải UTF-8. Hãy lưu lại tệp với bảng mã UTF-8.")
    except json.JSONDecodeError as error:
        tell(f"{data}: JSON sai cú pháp ở dòng {error.lineno}, cột {error.colno}. Hãy sửa dấu phẩy, ngoặc ở đó.")
    except write.DataError as error:
        tell(f"{data}: mục {error.field}: {error.message_vi}")
    else:
        return True
    return False
