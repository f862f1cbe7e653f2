"""The papers of the round trip: their data, their annotations and what is printed in them."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree
from vanban import write

FOLDER = Path(__file__).parent / "roundtrip"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json") if not path.name.endswith(".gold.json"))


def data(name: str) -> dict[str, Any]:
    """What a paper is written from."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def annotation(name: str) -> dict[str, Any]:
    """What a reader should find in it."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.gold.json").read_text(encoding="utf-8"))
    return loaded


@cache
def written(name: str) -> bytes:
    """The paper as .docx."""
    return write.docx(write.load(data(name)))


def printed(name: str) -> str:
    """All words of the written paper on one line, lower case, footnotes last; taken without the reader."""
    document = docx.Document(io.BytesIO(written(name)))
    roots = [document.element.body]
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes"):
            roots.append(etree.fromstring(relation.target_part.blob))
    parts = [_words(paragraph) for root in roots for paragraph in root.iter(qn("w:p"))]
    return re.sub(r"\s+", " ", " ".join(parts)).casefold()


def _words(paragraph: Any) -> str:
    return "".join(node.text or " " for node in paragraph.iter(qn("w:t"), qn("w:br")))
