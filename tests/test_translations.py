"""The English catalogue holds every text of the site, compiled as written, and pages in English are in English."""

from __future__ import annotations

import ast
import gettext
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.template.base import Node, TextNode
from django.template.engine import Engine
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.test import Client

from nguontin.broadcast.services import importing as stations
from nguontin.broadcast.views.importing import EXAMPLE
from nguontin.units.models import Person, Unit
from nguontin.units.services.imports import hamlets, people
from tests.support.world import World

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "nguontin"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr\[\d\]|msgstr) (".*")\Z')
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|</?\w+>")
VIETNAMESE = re.compile("[À-ÖØ-öø-ƿǍ-ǰẠ-ỹ]")
MARKS = {"gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
ERRORS = {"DomainError", "Forbidden", "Missing", "TooMany"}
TABLES = (stations.COLUMNS, hamlets.COLUMNS, people.COLUMNS)  # imported tables have Vietnamese columns
OWN_NAMES = {"Tiếng", "Việt"}  # a language is offered by its own name


@dataclass(frozen=True)
class Entry:
    """One text: its key as gettext has it (context and text joined by EOT), its plural, its translations."""

    key: str
    plural: str
    english: tuple[str, ...]
    flags: str


def entries() -> list[Entry]:
    """The catalogue without its header."""
    found = []
    for block in CATALOGUE.read_text(encoding="utf-8").strip().split("\n\n")[1:]:
        fields: dict[str, str] = {}
        flags = name = ""
        for line in block.split("\n"):
            if line.startswith("#"):
                flags += line
            elif started := FIELD.match(line):
                name = started[1]
                fields[name] = ast.literal_eval(started[2])
            else:
                fields[name] += ast.literal_eval(line)
        context = fields["msgctxt"] + "\x04" if "msgctxt" in fields else ""
        english = tuple(value for name, value in fields.items() if name.startswith("msgstr"))
        found.append(Entry(context + fields["msgid"], fields.get("msgid_plural", ""), english, flags))
    return found


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def marked_in(tree: ast.Module) -> Iterator[tuple[int, str | None]]:
    """(line, key) of each call of a gettext function; None for a text put together on the spot."""
    names = {
        (one.asname or one.name): one.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for one in node.names
        if one.name in MARKS
    }
    if any(isinstance(node, ast.FunctionDef) and node.name == "_" for node in tree.body):
        names["_"] = "gettext"  # a mark of one's own, where Django is not at hand
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in names:
            continue
        wanted = node.args[:2] if names[node.func.id].startswith("p") else node.args[:1]
        if isinstance(wanted[-1], ast.Attribute | ast.Name):
            continue  # marked where it was written
        written = [one.value for one in wanted if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        yield node.lineno, "\x04".join(written) if len(written) == len(wanted) else None


def templates() -> Iterator[tuple[Path, str, list[Node]]]:
    """Every template: its path, its source and all its nodes."""
    engine = Engine.get_default()
    for path in sorted(PACKAGE.rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        yield path, source, engine.from_string(source).nodelist.get_nodes_by_type(Node)


def marked_in_template(source: str, nodes: list[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, TranslateNode):
            text = getattr(node.filter_expression.var, "literal", node.filter_expression.var)
            if isinstance(text, str):
                context = node.message_context.resolve({}) + "\x04" if node.message_context else ""
                yield context + text
        elif isinstance(node, BlockTranslateNode):
            yield node.render_token_list(node.singular)[0]
    yield from re.findall(r'[=:]_\("([^"]+)"\)', source)


def needed() -> dict[str, str]:
    """Key of every text marked in the source, with one place where it stands."""
    found = {
        key: f"{path.relative_to(PACKAGE)}:{line}"
        for path, tree in modules()
        for line, key in marked_in(tree)
        if key is not None
    }
    for path, source, nodes in templates():
        found.update(dict.fromkeys(marked_in_template(source, nodes), str(path.relative_to(PACKAGE))))
    return found


def test_every_text_of_the_source_has_its_english_and_no_english_is_left_over() -> None:
    wanted, kept = needed(), {entry.key for entry in entries()}
    assert len(wanted) > 1000
    assert {key: place for key, place in wanted.items() if key not in kept} == {}, "run scripts/translations.py"
    assert kept - set(wanted) == set(), "run scripts/translations.py"


def test_no_translation_is_empty_guessed_or_vietnamese_and_placeholders_agree() -> None:
    wrong = [
        entry
        for entry in entries()
        if not all(entry.english)
        or "fuzzy" in entry.flags
        or any(sorted(PLACEHOLDER.findall(one)) != sorted(PLACEHOLDER.findall(entry.key)) for one in entry.english)
        or any(one.endswith("\n") != entry.key.endswith("\n") for one in entry.english)
    ]
    assert wrong == []


def test_the_compiled_catalogue_says_what_its_source_says() -> None:
    expected: dict[str | tuple[str, int], str] = {}
    for entry in entries():
        if entry.plural:
            expected.update({(entry.key, form): one for form, one in enumerate(entry.english)})
        else:
            expected[entry.key] = entry.english[0]
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    del compiled[""]
    assert compiled == expected, "run scripts/translations.py --compile"


def test_no_text_is_put_together_before_it_is_looked_up() -> None:
    assert [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path, tree in modules()
        for line, key in marked_in(tree)
        if key is None
    ] == []


def test_refusals_are_marked_for_translation() -> None:
    bare = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS
        for text in node.args
        if isinstance(text, ast.Constant | ast.JoinedStr) and VIETNAMESE.search(ast.unparse(text))
    ]
    assert bare == []


def test_templates_and_scripts_hold_no_vietnamese_that_is_not_marked() -> None:
    bare = [
        f"{path.relative_to(PACKAGE)}: {node.s.strip()}"
        for path, _source, nodes in templates()
        for node in nodes
        if isinstance(node, TextNode) and VIETNAMESE.search(node.s) and set(words(node.s)) - OWN_NAMES
    ]
    scripts = [path for path in PACKAGE.rglob("*.js") if "vendor" not in path.parts]
    assert len(scripts) > 3
    assert bare + [str(path) for path in scripts if VIETNAMESE.search(path.read_text(encoding="utf-8"))] == []


def words(text: str) -> list[str]:
    """The words with letters that English does not have."""
    return [word for word in re.findall(r"\w+", text) if VIETNAMESE.search(word)]


def shown(page: bytes) -> str:
    """What a page says: its text, and what its tags show or pass on to scripts."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", page.decode(), flags=re.DOTALL)
    spoken = re.findall(r'(?:placeholder|title|alt|aria-label|data-[\w-]+)="([^"]*)"', text)
    return html.unescape(" ".join([re.sub(r"<[^>]*>", " ", text), *spoken]))


def any_of(texts: set[str]) -> re.Pattern[str]:
    """Any of the texts that have Vietnamese letters, the longest first."""
    return re.compile("|".join(re.escape(one) for one in sorted(texts, key=len, reverse=True) if words(one)))


OPEN_PAGES = ["/login/", "/password/reset/", "/xa/", "/xa/01273/", "/hoi/01273/", "/tra-loi/", "/no-such-page/"]
STAFF_PAGES = [
    (
        "officer_a",
        "/ /papers/ /papers/assignments/ /papers/calendar/ /papers/new /bulletins/ /bulletins/new/ /air/ /equipment/",
    ),
    ("officer_a", "/air/acceptances/ /air/broadcasts/ /alarms/ /alarms/new/ /questions/ /reports/ /account/ /audit/"),
    ("leader", "/ /papers/ /bulletins/ /air/ /air/broadcasts/ /alarms/ /reports/"),
    ("administrator", "/people/ /people/add/ /units/ /import/nguoi/ /import/xom/ /air/stations/new/"),
    ("administrator", "/air/stations/import/ /account/password/ /account/second-factor/"),
    ("auditor", "/audit/"),
]


@pytest.mark.django_db
def test_pages_in_english_show_vietnamese_only_where_it_is_data(client: Client) -> None:
    world = World.build()
    client.cookies["django_language"] = "en"
    data = {*Unit.objects.values_list("name", flat=True), *Person.objects.values_list("full_name", flat=True)}
    data |= {one for entry in entries() for one in entry.english}  # some give a Vietnamese example
    tables = {*EXAMPLE, *(name for table in TABLES for names in table.values() for name in names)}
    known, known_at_import = any_of(data), any_of(data | tables)
    pages = [("", address) for address in OPEN_PAGES]
    pages += [(who, address) for who, addresses in STAFF_PAGES for address in addresses.split()]
    left: dict[str, set[str]] = {}
    for who, address in pages:
        client.logout()
        client.cookies["django_language"] = "en"
        if who:
            client.force_login(world.viewers[who].person)
        answer = client.get(address)
        assert answer.headers["Content-Language"] == "en"
        assert 'lang="en"' in answer.content.decode()[:200]
        pattern = known_at_import if "/import/" in address else known
        if foreign := set(words(pattern.sub(" ", shown(answer.content)))) - OWN_NAMES:
            left[f"{who} {address} {answer.status_code}"] = foreign
    assert left == {}


@pytest.mark.django_db
def test_pages_are_vietnamese_unless_english_was_chosen(client: Client) -> None:
    answer = client.get("/login/", headers={"accept-language": "en"})
    assert "Đăng nhập" in answer.content.decode()
    client.cookies["django_language"] = "en"
    answer = client.get("/login/")
    assert "Sign in" in answer.content.decode()
    assert "Đăng nhập" not in answer.content.decode()
