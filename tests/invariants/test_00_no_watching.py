"""The house does not watch people: the README refuses it, and nothing on the site or in the database offers it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

from nguontin.kernel.fold import fold
from tests.support.walk import addresses

ROOT = Path(__file__).resolve().parents[2]
REFUSED = {
    "README.md": (
        "monitoring what residents or journalists say",
        "scanning social networks",
        "scoring opinion",
        "lists of persons or accounts",
        "take content down",
        "hidden or automated persuasion",
        "accounts that pretend to be somebody else",
        "signed correction",
    ),
    "README.vi.md": ("mạng xã hội", "chấm điểm", "danh sách", "gỡ", "đính chính"),
}
WATCHING = re.compile(
    r"sentiment|opinion|monitor|surveil|watch_?list|blacklist|takedown|take_down|crawl|scrap(e|er|ing)\b|persona\b|"
    r"sock_?puppet|dissident|suspect|informant|hashtag|social_post|du_luan|theo_doi_nguoi"
)


@pytest.mark.parametrize("file", REFUSED)
def test_the_readme_names_what_is_refused(file: str) -> None:
    words = " ".join((ROOT / file).read_text().split()).lower()
    assert [phrase for phrase in REFUSED[file] if phrase not in words] == []


def test_no_address_offers_it() -> None:
    assert [one.name for one in addresses() if WATCHING.search(fold(one.name).replace(" ", "_"))] == []


def test_no_table_or_column_keeps_it() -> None:
    names = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("nguontin.")
        for field in model._meta.get_fields()
    }
    assert [name for name in sorted(names) if WATCHING.search(name)] == []


def test_nothing_fetches_from_the_network_but_what_the_operator_configured() -> None:
    """The server asks nobody: it is asked. (Mail and the broker are addresses that the operator sets.)"""
    asking = re.compile(
        r"^\s*(import|from) (requests|httpx|aiohttp|urllib\.request|http\.client|feedparser|bs4)\b", re.M
    )
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src/nguontin").rglob("*.py")
        if not {"tests", "bench", "demo", "cli"} & set(path.parts) and asking.search(path.read_text())
    ]
    assert found == []
