"""From plain data (a JSON file) to a :class:`~vanban.write.model.Paper`; every mistake names the field.

The keys are those of the dataclasses in :mod:`vanban.write.model`; blocks carry ``type``; a bare string is a paragraph.
"""

from __future__ import annotations

import datetime
import difflib
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from vanban.write.model import (
    Annex,
    Article,
    Block,
    Centred,
    Heading,
    InnerBlock,
    PageBreak,
    Paper,
    Paragraph,
    SignatureBlock,
    Table,
)

_BLOCKS: dict[str, type[Any]] = {
    "paragraph": Paragraph,
    "heading": Heading,
    "article": Article,
    "centred": Centred,
    "table": Table,
    "page_break": PageBreak,
    "annex": Annex,
}
_LEVELS = range(1, 6)


class DataError(ValueError):
    """The data cannot be made into a paper. ``field`` says where (``body[3].rows[0]``), ``message_vi`` what to mend."""

    def __init__(self, field: str, message_vi: str) -> None:
        super().__init__(f"{field}: {message_vi}")
        self.field = field
        self.message_vi = message_vi


def load(data: object) -> Paper:
    """Build a paper from plain data; raises :class:`DataError` for whatever does not fit."""
    paper: Paper = _record(Paper, data, "")
    if paper.kind and paper.kind.casefold() == "công văn":  # a letter prints no name of its kind
        paper = replace(paper, kind=None)
    if paper.form == "party" and (paper.co_issuers or paper.contact):
        raise DataError("form", "Thể thức của Đảng không có cơ quan đồng ban hành và dòng địa chỉ ở chân trang.")
    if paper.co_issuers and len(paper.co_signers) != len(paper.co_issuers):
        raise DataError("co_signers", "Mỗi cơ quan đồng ban hành cần một người ký, theo đúng thứ tự.")
    if isinstance(paper.number, int) and paper.number < 1:
        raise DataError("number", "Văn bản trong năm đánh số từ 1; nếu chưa có số, hãy bỏ mục này để chừa chỗ trống.")
    for at, block in enumerate(paper.body):
        _check_block(block, f"body[{at}]")
    return paper


def _check_block(block: Block, where: str) -> None:
    if isinstance(block, Annex):
        for at, inner in enumerate(block.blocks):
            _check_block(inner, f"{where}.blocks[{at}]")
    elif isinstance(block, Heading) and block.level not in _LEVELS:
        raise DataError(f"{where}.level", "Cấp của đề mục phải từ 1 (I.) đến 5 (gạch đầu dòng).")
    elif isinstance(block, Table):
        _check_table(block, where)


def _check_table(table: Table, where: str) -> None:
    columns = len(table.header)
    if not columns:
        raise DataError(f"{where}.header", "Bảng cần ít nhất một cột.")
    for at, row in enumerate(table.rows):
        if len(row) not in (1, columns):
            message = f'Hàng này có {len(row)} ô nhưng bảng có {columns} cột; hãy thêm hoặc bớt ô (ô trống ghi "").'
            raise DataError(f"{where}.rows[{at}]", message)
    if table.widths and len(table.widths) != columns:
        raise DataError(f"{where}.widths", f"Cần {columns} độ rộng (mm), mỗi cột một số; hoặc bỏ mục này.")
    if any(width <= 0 for width in table.widths):
        raise DataError(f"{where}.widths", "Độ rộng cột phải lớn hơn 0 mm.")
    if any(not 0 <= column < columns for column in table.numeric):
        raise DataError(f"{where}.numeric", f"Số thứ tự cột tính từ 0 đến {columns - 1}.")


def _record(kind: type[Any], data: object, where: str) -> Any:
    """An instance of a dataclass from a mapping with the names of its fields."""
    if not isinstance(data, Mapping):
        raise DataError(where or "tệp", "Chỗ này phải là một đối tượng JSON { … }.")
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    for name in data:
        if name not in known:
            near = difflib.get_close_matches(str(name), known, n=1)
            hint = f" Có phải “{near[0]}”?" if near else f" Các mục dùng được: {', '.join(known)}."
            raise DataError(_under(where, str(name)), f"Không có mục tên này.{hint}")
    values = {}
    for name, field in known.items():
        if name in data:
            values[name] = _value(hints[name], data[name], _under(where, name))
        elif field.default is MISSING and field.default_factory is MISSING:
            raise DataError(_under(where, name), "Thiếu mục bắt buộc này; hãy thêm vào tệp.")
    return kind(**values)


def _under(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _block(data: object, where: str, *, inner: bool) -> Any:
    if isinstance(data, str):
        return Paragraph(data)
    if not isinstance(data, Mapping) or "type" not in data:
        raise DataError(where, 'Khối phải là một chuỗi (đoạn văn) hoặc đối tượng có mục "type".')
    name = data["type"]
    if not isinstance(name, str) or name not in _BLOCKS or (inner and name == "annex"):
        allowed = ", ".join(known for known in _BLOCKS if not (inner and known == "annex"))
        raise DataError(_under(where, "type"), f"Loại khối “{name}” không dùng được ở đây. Chọn một trong: {allowed}.")
    return _record(_BLOCKS[name], {key: value for key, value in data.items() if key != "type"}, where)


def _value(hint: Any, data: object, where: str) -> Any:
    """``data`` as the annotated type wants it."""
    if hint in (Block, InnerBlock):
        return _block(data, where, inner=hint == InnerBlock)
    if get_origin(hint) in (tuple, frozenset):
        if not isinstance(data, list):
            raise DataError(where, "Chỗ này phải là một danh sách [ … ].")
        values = (_value(get_args(hint)[0], one, f"{where}[{at}]") for at, one in enumerate(data))
        made = tuple(values)
        return frozenset(made) if get_origin(hint) is frozenset else made
    options = get_args(hint) if get_origin(hint) in (types.UnionType, Union) else (hint,)
    if type(None) in options and data is None:
        return None
    for option in options:
        if option in _PLAIN and _PLAIN[option](data):
            return datetime.date.fromisoformat(str(data)) if option is datetime.date else data
        if get_origin(option) is Literal and data in get_args(option):
            return data
        if option is SignatureBlock:
            return _record(SignatureBlock, data, where)
    raise DataError(where, _wanted(options))


def _wanted(options: tuple[Any, ...]) -> str:
    choices = [choice for option in options for choice in get_args(option)]
    if choices:
        return f"Chọn một trong: {', '.join(choices)}."
    if datetime.date in options:
        return "Ngày phải ghi dạng 2026-02-05 (năm-tháng-ngày)."
    names = [_NAMES[option] for option in options if option in _NAMES]
    return f"Chỗ này phải là {' hoặc '.join(names)}."


def _is_date(data: object) -> bool:
    try:
        return isinstance(data, str) and bool(datetime.date.fromisoformat(data))
    except ValueError:
        return False


def _is_number(data: object) -> bool:
    return isinstance(data, int | float) and not isinstance(data, bool)


_PLAIN: dict[Any, Callable[[object], bool]] = {
    str: lambda data: isinstance(data, str),
    bool: lambda data: isinstance(data, bool),
    int: lambda data: isinstance(data, int) and not isinstance(data, bool),
    float: _is_number,
    datetime.date: _is_date,
}
_NAMES = {str: "chuỗi chữ", bool: "true hoặc false", int: "số nguyên", float: "số", type(None): "null"}
