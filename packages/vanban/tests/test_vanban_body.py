"""The numbered tree of the body."""

from __future__ import annotations

import vanban
from vanban.model import BodyUnit
from vanban_helpers import assert_in_bounds, printed, read_text, unspaced

PAPER = """Số: 4/KH-UBND

KẾ HOẠCH
Dọn đường làng

Căn cứ nghị quyết của thôn.

I. NHIỆM VỤ
1. Quét đường
a) Thôn Một quét
đường chính;
b) Thôn Hai quét ngõ:
- Ngõ trên;
- Ngõ dưới.
2. Trồng cây

Mỗi nhà trồng một cây.

II. TỔ CHỨC THỰC HIỆN
1.1. Trưởng thôn chỉ đạo.
"""


def shape(units: tuple[BodyUnit, ...]) -> list[object]:
    return [[unit.label, unit.level, unit.text, shape(unit.children)] for unit in units]


def test_units_stand_inside_each_other_with_their_own_words() -> None:
    assert shape(read_text(PAPER).body) == [
        [
            "I",
            "roman",
            "NHIỆM VỤ",
            [
                [
                    "1",
                    "number",
                    "Quét đường",
                    [
                        ["a", "point", "Thôn Một quét đường chính;", []],
                        [
                            "b",
                            "point",
                            "Thôn Hai quét ngõ:",
                            [["-", "dash", "Ngõ trên;", []], ["-", "dash", "Ngõ dưới.", []]],
                        ],
                    ],
                ],
                ["2", "number", "Trồng cây\nMỗi nhà trồng một cây.", []],
            ],
        ],
        ["II", "roman", "TỔ CHỨC THỰC HIỆN", [["1.1", "number2", "Trưởng thôn chỉ đạo.", []]]],
    ]


def walk(units: tuple[BodyUnit, ...]) -> list[BodyUnit]:
    return [found for unit in units for found in (unit, *walk(unit.children))]


def test_each_unit_stands_where_its_spans_say() -> None:
    document = read_text(PAPER)
    for unit in walk(document.body):
        assert_in_bounds(document.text, unit.spans)
        assert printed(document.text, unit.spans) == unspaced(unit.text)
        assert document.text[unit.start :].startswith(unit.label)
        assert unit.start < unit.spans[0][0]
        assert all(unit.start < child.start < child.end <= unit.end for child in unit.children)


def test_json_gives_places_and_no_words_twice() -> None:
    body = vanban.to_json(read_text(PAPER))["body"]
    assert isinstance(body, list)
    assert body[1] == {
        "label": "II",
        "level": "roman",
        "start": PAPER.index("II. "),
        "end": len(PAPER.rstrip()),
        "spans": ((PAPER.index("TỔ CHỨC"), PAPER.index("\n1.1.")),),
        "children": body[1]["children"],
    }
