"""Whether two papers are the same one, a copy, a corrected version, or different."""

from __future__ import annotations

import itertools
import time
from functools import cache

import pytest
import vanban
from hypothesis import given, settings
from hypothesis import strategies as st
from links_noise import edited, long_lines, refigured, scanned
from roundtrip_helpers import NAMES, written
from vanban.analysis import analyse
from vanban.links.differences import differences
from vanban.links.identity import bodies_agree, number_key
from vanban.model import Document
from vanban_helpers import CORPUS, PAPERS, TODAY, read_text

NEW = "các trạm bơm phải được kiểm tra dầu mỡ và thay dây curoa trước mùa nước nổi hằng năm theo lịch đã duyệt"


@cache
def texts() -> dict[str, str]:
    """The papers of our own writing."""
    found = {name: vanban.read(written(name), filename=f"{name}.docx", today=TODAY).text for name in NAMES}
    return found | {path.stem: path.read_text(encoding="utf-8") for path in PAPERS.glob("*.txt")}


@cache
def papers() -> dict[str, Document]:
    return {name: read_text(text) for name, text in texts().items()}


def verdicts(changed: dict[str, str]) -> dict[str, str]:
    """How each changed text stands to its original."""
    return {name: vanban.compare(papers()[name], read_text(text)).same for name, text in changed.items()}


def share(found: dict[str, str], wanted: str) -> float:
    return sum(same == wanted for same in found.values()) / len(found)


def test_no_two_of_our_papers_are_taken_for_one() -> None:
    for one, other in itertools.combinations(papers(), 2):
        assert vanban.compare(papers()[one], papers()[other]).same == "different", (one, other)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the development papers do not stand beside this checkout")
def test_no_two_of_the_development_papers_are_taken_for_one() -> None:
    found = {path.name: read_text(path.read_text(encoding="utf-8")) for path in (CORPUS / "text").glob("*.txt")}
    for one, other in itertools.combinations(found, 2):
        assert vanban.compare(found[one], found[other]).same == "different", (one, other)


def test_a_paper_is_the_same_as_itself_whatever_its_layout() -> None:
    for name, text in texts().items():
        assert vanban.compare(papers()[name], papers()[name]) == vanban.Comparison(
            "same", 1.0, (), vanban.compare(papers()[name], papers()[name]).reasons
        )
        spaced = read_text(text.replace("\n", "\n\n").replace("\n\n\n\n", "\n\n"))
        assert vanban.compare(papers()[name], spaced).same == "same", name


@pytest.mark.parametrize(
    ("rate", "lost", "least"), [(0.002, 0.0, 1.0), (0.01, 0.0, 0.98), (0.03, 0.03, 0.85), (0.05, 0.05, 0.8)]
)
def test_a_scan_is_the_same_paper(rate: float, lost: float, least: float) -> None:
    found = verdicts({name: scanned(text, rate=rate, lost=lost, seed=7) for name, text in texts().items()})
    assert share(found, "same") >= least, {name: same for name, same in found.items() if same != "same"}
    assert "copy" not in found.values()


@pytest.mark.parametrize(("rate", "least"), [(0.0, 1.0), (0.01, 0.8)])
def test_another_sentence_makes_a_revision(rate: float, least: float) -> None:
    changed = {}
    for name, text in texts().items():
        for at in long_lines(text)[-1:]:
            changed[name] = scanned(edited(text, at, NEW), rate=rate, lost=0.0, seed=3)
    assert len(changed) > 30
    found = verdicts(changed)
    assert share(found, "revision") >= least, {name: same for name, same in found.items() if same != "revision"}


def test_a_sentence_more_makes_a_revision_wherever_it_stands() -> None:
    for name, text in texts().items():
        for at in long_lines(text)[:1]:
            lines = text.split("\n")
            longer = read_text("\n".join([*lines[:at], f"{NEW.capitalize()}.", *lines[at:]]))
            assert vanban.compare(papers()[name], longer).same == "revision", (name, at)


def test_another_figure_makes_a_revision() -> None:
    changed = {name: refigured(text, long_lines(text)[0]) for name, text in texts().items() if long_lines(text)}
    changed = {name: text for name, text in changed.items() if text != texts()[name]}
    found = verdicts(changed)
    assert share(found, "revision") >= 0.95, found


def letter(**changes: str) -> Document:
    """Our letter with words replaced; ``number`` and ``date`` by name."""
    text = (PAPERS / "letter.txt").read_text(encoding="utf-8")
    words = {
        "number": "318/SVHTTDL-QLTT",
        "date": "ngày 04 tháng 5 năm 2026",
        "issuer": "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
    }
    for name, new in changes.items():
        assert words[name] in text
        text = text.replace(words[name], new)
    return read_text(text)


def test_the_same_number_of_another_issuer_or_year_is_another_paper() -> None:
    assert vanban.compare(letter(), letter(issuer="SỞ Y TẾ")).same == "same"  # same number and day: misread
    other = letter(issuer="SỞ Y TẾ", date="ngày 09 tháng 8 năm 2026")
    assert vanban.compare(letter(), other).same == "different"
    yearly = vanban.compare(letter(), letter(date="ngày 04 tháng 5 năm 2025"))
    assert (yearly.same, yearly.differing) == ("different", ("date",))


def test_the_same_letter_under_another_number_is_another_paper() -> None:
    found = vanban.compare(letter(), letter(number="319/SVHTTDL-QLTT"))
    assert (found.same, found.differing) == ("different", ("number",))
    assert found.score == 1.0
    assert any("số" in reason for reason in found.reasons)


def test_another_day_of_the_same_year_is_a_revision() -> None:
    assert vanban.compare(letter(), letter(date="ngày 14 tháng 6 năm 2026")).same == "revision"


def test_blank_numbers_are_no_contradiction() -> None:
    blank = letter(number="      /SVHTTDL-QLTT")
    assert blank.number is None
    assert vanban.compare(letter(), blank).same == "same"
    assert vanban.compare(blank, blank).same == "same"
    monthly = letter(number="      /SVHTTDL-QLTT", date="ngày      tháng 6 năm 2026")
    assert vanban.compare(blank, monthly).same == "different"


@pytest.mark.parametrize(
    "mark",
    [
        "\n\nSAO Y\n\nUBND XÃ NÀ MẪU\nSố: 12/SY-UBND\nNà Mẫu, ngày 10 tháng 5 năm 2026\nCHỦ TỊCH\n\nHoàng Văn Sao",
        "\n\nSAO LỤC\n\nĐẢNG ỦY XÃ NÀ MẪU\nSố 5-BS/ĐU\nT/M BAN THƯỜNG VỤ\n\nLý Văn Sao",
    ],
)
def test_a_copy_mark_makes_a_copy(mark: str) -> None:
    text = (PAPERS / "letter.txt").read_text(encoding="utf-8")
    found = vanban.compare(read_text(text), read_text(text + mark))
    assert found.same == "copy", found
    assert vanban.compare(read_text(text + mark), read_text(text + mark)).same == "same"
    noisy = read_text(scanned(text, rate=0.02, lost=0.0, seed=2) + mark)
    assert vanban.compare(read_text(text), noisy).same == "copy"


def test_an_excerpt_is_a_copy() -> None:
    name = max(texts(), key=lambda one: len(texts()[one]))
    lines = texts()[name].split("\n")
    assert vanban.compare(papers()[name], read_text("\n".join(lines[: len(lines) // 2]))).same == "copy"


def test_reasons_are_sentences_for_people() -> None:
    for other in (letter(), letter(number="319/SVHTTDL-QLTT"), read_text("không có gì")):
        reasons = vanban.compare(letter(), other).reasons
        assert reasons
        assert all(reason[0].isupper() and reason.endswith(".") for reason in reasons)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_order_does_not_matter(data: st.DataObject) -> None:
    names = st.sampled_from(sorted(texts()))
    one, other = data.draw(names), data.draw(names)
    rate = data.draw(st.sampled_from([0.0, 0.01, 0.05]))
    noisy = read_text(scanned(texts()[other], rate=rate, lost=rate, seed=data.draw(st.integers(0, 99))))
    assert vanban.compare(papers()[one], noisy) == vanban.compare(noisy, papers()[one])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_are_compared(one: str, other: str) -> None:
    a, b = analyse(one, today=TODAY), analyse(other, today=TODAY)
    found = vanban.compare(a, b)
    assert 0 <= found.score <= 1
    assert found.same in ("same", "copy", "revision", "different")
    assert vanban.compare(b, a) == found
    assert vanban.compare(a, a).same == "same"


def test_differences_tell_misread_letters_from_new_words() -> None:
    plain = "sở y tế đề nghị các xã phun thuốc khử trùng tại chợ trước ngày hai mươi và báo cáo kết quả về sở"
    misread = differences(plain, plain.replace("khử trùng", "khư trúnq").replace("phun thuốc", "phun thuôo"))
    assert (misread.misread, misread.replaced, misread.changed) == (1, (), False)  # the two stand side by side
    new = differences(plain, plain.replace("phun thuốc khử trùng", "dọn cống rãnh"))
    assert new.replaced
    assert new.changed


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("UBND tỉnh", "ỦY BAN NHÂN DÂN TỈNH TRÀ LĨNH", True),
        ("Chủ tịch UBND xã Nà Mẫu", "Uỷ ban nhân dân xã Nà Mẫu", True),
        ("UBND xã Nà Mẫu", "UBND tỉnh Trà Lĩnh", False),
        ("Bộ trưởng Bộ Y tế", "Bộ Y tế", True),
        ("Sở Y tế", None, None),
    ],
)
def test_names_of_bodies(one: str, other: str | None, agree: bool | None) -> None:
    assert bodies_agree(one, other) is agree


def test_numbers_in_one_spelling() -> None:
    assert number_key("08/KH-UBND") == number_key(" 8 / kh–ubnd") == "8-kh-ubnd"
    assert number_key("581 -CV/BTGTU") == number_key("581-CV/BTGTU")
    assert number_key("12/QĐ-UBND") != number_key("12/KH-UBND")


def test_fingerprints_find_the_scan_among_ten_thousand() -> None:
    kept = [vanban.fingerprint(document) for document in papers().values()]
    many = (kept * (10_000 // len(kept) + 1))[: 10_000 - len(kept)]
    many = [vanban.Fingerprint(bytes(byte ^ 0xA5 for byte in one.sketch), one.size, "", "", "") for one in many] + kept
    for at, text in enumerate(list(texts().values())[:10]):
        asked = vanban.fingerprint(read_text(scanned(text, rate=0.03, lost=0.03, seed=5)))
        began = time.perf_counter()
        found = vanban.closest(asked, many)
        assert time.perf_counter() - began < 0.2
        assert found[0].index == len(many) - len(kept) + at


def test_fingerprints_are_kept_as_json() -> None:
    for document in (*papers().values(), read_text("x")):
        one = vanban.fingerprint(document)
        assert vanban.Fingerprint.from_json(one.to_json()) == one
        assert len(one.to_json()) < 700
    with pytest.raises(ValueError, match="sketch"):
        vanban.Fingerprint.from_json('{"sketch": "AAAA", "size": 1, "number": "", "date": "", "issuer": ""}')


def test_another_text_of_the_same_identity_is_found_by_its_fingerprint() -> None:
    one = vanban.fingerprint(letter())
    named = vanban.Fingerprint(bytes(256), 10, one.number, one.date, one.issuer)
    (found,) = vanban.closest(one, [named])
    assert (found.index, found.identified) == (0, True)
    assert vanban.closest(one, []) == ()


def test_long_papers_are_compared_in_seconds() -> None:
    text = "\n".join(
        f"{at}. Xã thứ {at * 7919 % 1000} làm việc {at * 104729 % 997} của thôn {at}." for at in range(1500)
    )
    began = time.perf_counter()
    assert vanban.compare(read_text(text), read_text(scanned(text, rate=0.02, lost=0.0, seed=1))).score > 0.5
    assert time.perf_counter() - began < 30  # for 15,000 words
