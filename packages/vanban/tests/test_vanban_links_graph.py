"""The chain of references over a set of papers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from functools import cache
from pathlib import Path

import pytest
import vanban
from hypothesis import given, settings
from hypothesis import strategies as st
from roundtrip_helpers import NAMES, written
from vanban import graph
from vanban.cli import main
from vanban.links.cycles import cycles_of
from vanban.model import Document
from vanban_helpers import PAPERS, TODAY, read_text

HEAD = """UBND TỈNH TRÀ LĨNH       CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ Y TẾ         Độc lập - Tự do - Hạnh phúc

Số: {number}/QĐ-SYT        Trà Lĩnh, ngày {day} năm 2026

QUYẾT ĐỊNH
Về việc số {number}

GIÁM ĐỐC SỞ Y TẾ

"""


def decision(number: int, body: str, day: str = "04 tháng 5") -> Document:
    return read_text(HEAD.format(number=number, day=day) + body + "\n")


def drawn(**bodies: str) -> graph.Graph:
    """Decisions by name: ``d5`` is number 5."""
    return graph.build({name: decision(int(name[1:]), body) for name, body in bodies.items()})


def ends(found: graph.Graph) -> list[tuple[str, str, str]]:
    return [(edge.source, edge.kind, edge.target) for edge in found.edges]


def test_papers_are_joined_and_unknown_ones_become_stubs() -> None:
    found = drawn(
        d5="Căn cứ Kế hoạch số 7/KH-UBND ngày 01/02/2026 của UBND tỉnh;\n",
        d6="Căn cứ Quyết định số 5/QĐ-SYT ngày 04/5/2026 của Sở Y tế;\n\nĐiều 1. Quyết định này thay thế Quyết định số"
        " 3/QĐ-SYT ngày 01/01/2026 của Sở Y tế.\n",
    )
    plan, old = "[Kế hoạch 7/KH-UBND 2026-02-01 UBND tỉnh]", "[Quyết định 3/QĐ-SYT 2026-01-01 Sở Y tế]"
    assert ends(found) == [("d5", "carries_out", plan), ("d6", "replaces", old), ("d6", "carries_out", "d5")]
    assert {node.id: node.stub for node in found.nodes} == {plan: True, old: True, "d5": False, "d6": False}
    place = found.edges[1].places[0]
    text = decision(6, "").text
    assert place.name == "d6"
    assert place.cue[0][0] > len(text.rstrip())


@pytest.mark.parametrize(
    "cited",
    [
        "Quyết định số 05/QĐ-SYT",
        "Văn bản số 5/QĐ-SYT ngày 04 tháng 5 năm 2026",
        "Quyết định số 5 /QĐ-SYT ngày 04/5/2026 của Giám đốc Sở Y tế",
        "Quyết định số 5/QĐ-SYT ngày 04/5/2026 của Sở Y tế tỉnh Trà Lĩnh",
    ],
)
def test_citations_as_printed_in_real_life_find_their_paper(cited: str) -> None:
    found = drawn(d5="Điều 1. Một việc.", d6=f"Căn cứ {cited};")
    assert ends(found) == [("d6", "carries_out", "d5")]


@pytest.mark.parametrize(
    "cited",
    [
        "Quyết định số 5/QĐ-SYT ngày 04/5/2025 của Sở Y tế",
        "Quyết định số 5/QĐ-SYT ngày 04/5/2026 của Sở Yến Sào",
        "Quyết định số 5/QĐ-STC ngày 04/5/2026",
    ],
)
def test_another_year_body_or_symbol_is_another_paper(cited: str) -> None:
    found = drawn(d5="Điều 1. Một việc.", d6=f"Căn cứ {cited};")
    (edge,) = found.edges
    assert edge.target != "d5"
    assert len(found.nodes) == 3


def test_a_citation_without_date_means_the_latest_paper_before() -> None:
    papers = {"may": decision(5, "Điều 1. Một.", "04 tháng 5"), "july": decision(5, "Điều 1. Hai.", "04 tháng 7")}
    june = graph.build(papers | {"june": decision(6, "Căn cứ Quyết định số 5/QĐ-SYT;", "09 tháng 6")})
    assert ends(june) == [("june", "carries_out", "may")]
    august = graph.build(papers | {"august": decision(6, "Căn cứ Quyết định số 5/QĐ-SYT;", "09 tháng 8")})
    assert ends(august) == [("august", "carries_out", "july")]


def test_stubs_cited_by_several_papers_are_one() -> None:
    found = drawn(
        d5="Căn cứ Luật Báo chí ngày 05 tháng 4 năm 2016;\n\nCăn cứ Nghị định số 49/2024/NĐ-CP;",
        d6="Căn cứ Luật Báo chí ngày 05/4/2016;\n\nCăn cứ Nghị định số 49/2024/NĐ-CP ngày 10/5/2024 của Chính phủ;",
    )
    assert sum(node.stub for node in found.nodes) == 2
    assert len(found.edges) == 4


def test_copies_are_one_node_and_a_pair_one_edge() -> None:
    body = "Căn cứ Quyết định số 6/QĐ-SYT ngày 04/5/2026;\n\nĐiều 1. Quyết định này thay thế Quyết định số 6/QĐ-SYT.\n"
    found = graph.build({"a": decision(5, body), "b": decision(5, body), "c": decision(6, "Điều 1. Một việc.")})
    assert [node.names for node in found.nodes] == [("a", "b"), ("c",)]
    (edge,) = found.edges
    assert (edge.source, edge.kind, edge.target) == ("a", "replaces", "c")
    assert [place.name for place in edge.places] == ["a", "b"]


def test_papers_without_number_are_nodes_of_their_own() -> None:
    blank = read_text((PAPERS / "decision.txt").read_text(encoding="utf-8"))
    found = graph.build({"a": blank, "b": blank, "c": read_text("Một tờ giấy không có gì")})
    assert [node.names for node in found.nodes if not node.stub] == [("a", "b"), ("c",)]


def test_rings_are_told() -> None:
    cites = "Căn cứ Quyết định số {}/QĐ-SYT ngày 04/5/2026;"
    found = drawn(d1=cites.format(2), d2=cites.format(3), d3=cites.format(1), d4=cites.format(1), d5=cites.format(5))
    assert found.cycles == (("d1", "d2", "d3"),)
    assert ("d5", "carries_out", "d5") not in ends(found)


def test_drawing_is_valid_and_escaped() -> None:
    found = graph.build({'a"b\\c\nd': decision(5, "Căn cứ Kế hoạch số 7/KH-UBND ngày 01/02/2026 của UBND tỉnh;")})
    text = found.to_dot()
    assert '"a\\"b\\\\c\\nd"' in text
    assert 'label="căn cứ, thực hiện"' in text
    assert text.count("style=dashed") == 1
    line = re.compile(r'"(?:[^"\\]|\\.)*"')
    assert all(line.sub("", row).count('"') == 0 for row in text.splitlines())
    if dot := shutil.which("dot"):
        subprocess.run([dot, "-Tsvg"], input=text.encode(), check=True, capture_output=True, timeout=60)


@cache
def ours() -> dict[str, Document]:
    return {name: vanban.read(written(name), filename=f"{name}.docx", today=TODAY) for name in NAMES}


def test_our_papers_make_one_graph() -> None:
    found = graph.build(ours())
    assert sum(not node.stub for node in found.nodes) == len(NAMES)
    assert found.cycles == ()
    ids = {node.id for node in found.nodes}
    assert len(ids) == len(found.nodes)
    assert {end for edge in found.edges for end in (edge.source, edge.target)} <= ids
    assert json.loads(json.dumps(found.to_json()))["edges"]


@settings(max_examples=20, deadline=None)
@given(st.permutations(NAMES))
def test_order_of_the_papers_does_not_matter(names: list[str]) -> None:
    assert graph.build({name: ours()[name] for name in names}) == graph.build(ours())


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))))
def test_rings_hold_just_what_reaches_itself(edges: list[tuple[str, str]]) -> None:
    def reached(start: str) -> set[str]:
        found: set[str] = set()
        new = {start}
        while new:
            new = {target for source, target in edges if source in new} - found
            found |= new
        return found

    rings = cycles_of("abcdef", [(source, target) for source, target in edges if source != target])
    for one in "abcdef":
        mates = {other for other in reached(one) if one in reached(other)} | {one}
        assert (len(mates) > 1) == any(one in ring for ring in rings)
        assert all(set(ring) == mates for ring in rings if one in ring)


def test_two_thousand_papers_take_seconds() -> None:
    body = "Căn cứ Quyết định số {}/QĐ-SYT ngày 04/5/2026 của Sở Y tế;\n\nCăn cứ Luật Báo chí ngày 05/4/2016;"
    documents = {f"{number:04}": decision(number, body.format(number + 1)) for number in range(1, 2001)}
    began = time.perf_counter()
    found = graph.build(documents)
    assert time.perf_counter() - began < 10
    assert (len(found.nodes), len(found.edges)) == (2002, 4000)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"PK\x03\x04nothing")
    letter = str(PAPERS / "letter.txt")
    assert main(["graph", letter, str(broken), str(tmp_path / "mat.txt")]) == 1
    captured = capsys.readouterr()
    printed = json.loads(captured.out)
    assert [edge["kind"] for edge in printed["edges"]] == ["carries_out", "cites", "cites"]
    assert "hong.docx" in captured.err
    assert "mat.txt" in captured.err
    assert main(["graph", "--dot", letter]) == 0
    assert capsys.readouterr().out.startswith("digraph")
