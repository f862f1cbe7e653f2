"""Rules that hold for the repository as a whole."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from nguontin.cli.commands import COMMANDS
from nguontin.config.env import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ["requirements/base.txt", "requirements/dev.txt"]
LONG_MODULE_LINES, LONG_MODULES_ALLOWED = 400, 3
VENDOR = "src/nguontin/web/static/vendor/"
TEXT_SUFFIXES = {
    "",
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".html",
    ".css",
    ".js",
    ".yml",
    ".yaml",
    ".conf",
    ".service",
    ".json",
}
# Written so that this file does not find itself: home and workplace folders, and addresses of package indexes.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|ho" r"me/\w+|Us" r"ers/\w+)/[\w.]")
INDEX_ADDRESS = re.compile(r"--(?:extra-)?index-url|--find-links|https?://|pypi\.org", re.IGNORECASE)
HTTP_CLIENTS = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3"}
LOADED_FROM_OUTSIDE = re.compile(r"""<(?:script|img|iframe|link)[^>]+(?:src|href)=["']?(?:https?:)?//""")
ICON = re.compile(r"(?:icons\.svg#|\{% icon [\"'])([a-z0-9-]+)")


def tracked(*patterns: str) -> list[Path]:
    """Files that git knows (or would add), relative to the root; without git, all but what it would ignore."""
    if shutil.which("git") is None:
        return [path for path in walked() if not patterns or any(fits(path, one) for one in patterns)]
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted({Path(line) for line in listed.splitlines() if (ROOT / line).is_file()})


def fits(path: Path, pattern: str) -> bool:
    """As git reads a pathspec: a folder takes in all that is below it, and ``*`` crosses folders."""
    return fnmatch(str(path), pattern) or str(path).startswith(f"{pattern}/")


@cache
def walked() -> list[Path]:
    """All files of the tree but those that .gitignore names."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    ignored = [line.strip("/") for line in lines if line and line[0] not in "#!"]
    found: list[Path] = []
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            inside = path.relative_to(ROOT)
            if path.name == ".git" or any(inside.match(one) for one in ignored):
                continue
            if path.is_dir() and not path.is_symlink():
                folders.append(path)
            elif path.is_file():
                found.append(inside)
    return sorted(found)


def our_texts() -> list[Path]:
    return [
        path
        for path in tracked()
        if path.suffix in TEXT_SUFFIXES and VENDOR not in str(path) and path.name != "LICENSE"
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_index_and_hashes_every_package(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not INDEX_ADDRESS.search(text)
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_test_lock_holds_what_every_command_needs_in_the_same_versions() -> None:
    base, dev = (set(re.findall(r"^[\w.\-\[\]]+==[\w.]+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS)
    assert base <= dev


def test_nothing_names_a_folder_of_one_machine() -> None:
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path in our_texts()
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_at_most_three_modules_are_long() -> None:
    modules = [path for path in tracked("*.py", "nguontin") if "migrations" not in path.parts]
    lengths = {str(path): len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in modules}
    long = {path: lines for path, lines in lengths.items() if lines > LONG_MODULE_LINES}
    assert len(long) <= LONG_MODULES_ALLOWED, long


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(readme: str, command: str) -> None:
    assert f"./nguontin {command}" in (ROOT / readme).read_text(encoding="utf-8")


def test_every_setting_is_documented_and_no_other() -> None:
    documented = re.findall(r"`(NGUON_[A-Z_]+)`", (ROOT / "docs/settings.md").read_text(encoding="utf-8"))
    assert set(documented) == set(SETTINGS)


def test_deployment_uses_known_settings_alone() -> None:
    used = {name for path in tracked("deploy") for name in re.findall(r"\bNGUON_[A-Z_]+\b", (ROOT / path).read_text())}
    assert used
    assert used <= set(SETTINGS)


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in tracked("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", (ROOT / path).read_text(encoding="utf-8")):
            if "://" not in target and not (ROOT / path.parent / target).exists():
                broken.append(f"{path}: {target}")
    assert broken == []


def test_tests_named_in_the_documents_exist() -> None:
    """The threat model and the list of invariants point at tests; a renamed test must not leave a false promise."""
    broken = []
    for path in tracked("docs"):
        text = (ROOT / path).read_text(encoding="utf-8") if path.suffix == ".md" else ""
        for file, name in re.findall(r"`((?:[\w.\-]+/)+test_\w+\.py)(?:::(\w+))?`", text):
            where = ROOT / file
            if not where.exists() or (name and f"def {name}(" not in where.read_text(encoding="utf-8")):
                broken.append(f"{path}: {file}::{name}")
    assert broken == []


def test_licences_stand_beside_what_they_cover() -> None:
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text()
    for package in (ROOT / "packages").iterdir():
        assert "Apache License" in (package / "LICENSE").read_text()
        assert 'license = "Apache-2.0"' in (package / "pyproject.toml").read_text()
    for folder in (ROOT / VENDOR).iterdir():
        assert (folder / "LICENSE").is_file(), folder.name


def test_every_icon_on_a_page_is_in_the_sprite() -> None:
    sprite = next((ROOT / VENDOR).glob("bootstrap-icons-*/icons.svg")).read_text()
    drawn = set(re.findall(r'id="([a-z0-9-]+)"', sprite))
    sources = [path for path in tracked("src/*.html", "src/*.py") if (ROOT / path).is_file()]
    used = {name for path in sources for name in ICON.findall((ROOT / path).read_text(encoding="utf-8"))}
    assert used <= drawn


def test_pages_load_nothing_from_elsewhere() -> None:
    """The pages must work on a machine without the internet."""
    pages = {str(path): (ROOT / path).read_text(encoding="utf-8") for path in tracked("src/*.html")}
    assert [path for path, page in pages.items() if LOADED_FROM_OUTSIDE.search(page)] == []


def imported(path: Path) -> set[str]:
    """Names of the modules that a Python file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def test_the_server_can_fetch_no_address_that_a_stranger_gave() -> None:
    """No page and no job holds an HTTP client, so no paper, question or form can make the server call anybody."""
    server = [path for path in tracked("src/*.py") if not {"tests", "demo", "bench"} & set(path.parts)]
    assert [str(path) for path in server if imported(path) & HTTP_CLIENTS] == []


def test_addresses_of_a_room_lead_to_its_own_views() -> None:
    """import-linter lets addresses alone import views; this holds that they are the same room's."""
    strange = [
        f"{path}: {module}"
        for path in tracked("src/nguontin/*/urls*.py")
        for module in imported(path)
        if re.match(r"nguontin\.\w+\.views\b", module) and module.split(".")[1] != path.parts[2]
    ]
    assert strange == []
