#!/usr/bin/env python3
"""Fetch the front-end assets from npm into src/nguontin/web/static/vendor (run by hand when a version changes).

There is no build step: the few files that the pages link are copied out of the published packages, next to their
licences. The reference to a source map is taken off the last line, because the maps are not shipped and Django's
manifest storage refuses a stylesheet that names a missing file. Of Bootstrap Icons only the symbols listed here go
into the sprite; add a name and run the script again.
"""

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "src/nguontin/web/static/vendor"

# Package, version, published SHA-512 (npm's integrity field), files to keep (path inside the package -> name).
PACKAGES = [
    (
        "htmx.org",
        "2.0.11",
        "sha512-Thx/WtpeOQqSrqBCw/A1cwGJGg4UrVa3+sW0GmrM3p4gJgO89ecH4qtbnyzDDWFvBTqjnIMCgELTNt636dtamA==",
        {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
    ),
    (
        "bootstrap",
        "5.3.8",
        "sha512-HP1SZDqaLDPwsNiqRqi5NcP0SSXciX2s9E+RyqJIIqGo+vJeN5AJVM98CXmW/Wux0nQ5L7jeWUdplCEf0Ee+tg==",
        {
            "dist/css/bootstrap.min.css": "bootstrap.min.css",
            "dist/js/bootstrap.bundle.min.js": "bootstrap.bundle.min.js",
            "LICENSE": "LICENSE",
        },
    ),
    (
        "bootstrap-icons",
        "1.13.2",
        "sha512-fAU1Ly3dH7hwRg+CB8EZ0Vl0fF80zgXHeUVJyfUOKzoURr+TbwISbCW5tKUoQLERaWYG2emTCybcPbD96hdD1A==",
        {"LICENSE": "LICENSE"},
    ),
]

ICONS = """
arrow-clockwise arrow-counterclockwise arrow-left arrow-repeat arrow-right bar-chart bell bell-fill box-arrow-in-right
box-arrow-right broadcast broadcast-pin building buildings calendar-event calendar-week calendar3 camera chat-dots
chat-left-text check-circle check-circle-fill check-lg chevron-down chevron-left chevron-right chevron-up circle
circle-fill clipboard-check clipboard-data clock clock-history cloud-upload dash-circle diagram-3 download
exclamation-circle exclamation-octagon-fill exclamation-triangle exclamation-triangle-fill eye eye-slash
file-earmark-excel file-earmark-pdf file-earmark-text file-earmark-word fire flag funnel gear geo-alt globe graph-up
hdd-network hourglass-split house house-fill image inbox info-circle journal-check journal-text key lightning-charge
link-45deg list list-check list-task lock map megaphone megaphone-fill mic mic-fill moon-stars paperclip pause-fill
pencil people person person-circle play-circle play-fill plus-lg printer qr-code question-circle reply rss search send
shield-check shield-lock skip-forward-fill slash-circle speaker speaker-fill star stop-fill sun tag three-dots-vertical
tools translate trash unlock upload volume-mute volume-up volume-up-fill wifi wifi-off x-circle x-circle-fill x-lg
""".split()  # noqa: SIM905 - a list of a hundred quoted words is no easier to keep


def fetch(name: str, version: str, integrity: str, into: Path) -> Path:
    """Download one package with npm, check its published SHA-512 and unpack it; the folder of its content."""
    packed = subprocess.run(  # noqa: S603 - the names stand above
        ["npm", "pack", "--json", f"{name}@{version}"],  # noqa: S607
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    answer = json.loads(packed.stdout)[0]
    if answer["integrity"] != integrity:
        raise SystemExit(f"{name} {version}: {answer['integrity']} is not the recorded {integrity}")
    folder = into / f"{name}-{version}"
    with tarfile.open(into / answer["filename"]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def sprite(source: str, names: list[str]) -> str:
    """The <symbol> elements called `names` of Bootstrap Icons' own sprite, as a sprite of their own."""
    symbols = {
        found.group(1): found.group(0) for found in re.finditer(r'<symbol [^>]*id="([^"]+)".*?</symbol>', source)
    }
    missing = [name for name in names if name not in symbols]
    if missing:
        raise SystemExit(f"no such icon: {', '.join(missing)}")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols[name] for name in sorted(names)) + "\n</svg>\n"
    )


def main() -> None:
    """Replace every vendored folder by what npm holds."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, version, integrity, files in PACKAGES:
            content = fetch(name, version, integrity, Path(scratch))
            for old in VENDOR.glob(f"{name}-*"):
                if re.fullmatch(re.escape(name) + r"-\d[\d.]*", old.name):
                    shutil.rmtree(old)
            target = VENDOR / f"{name}-{version}"
            target.mkdir(parents=True)
            for inside, kept in files.items():
                text = (content / inside).read_text(encoding="utf-8")
                (target / kept).write_text(
                    re.sub(r"\n?(/\*|//)# sourceMappingURL=.*\s*$", "\n", text), encoding="utf-8"
                )
            if name == "bootstrap-icons":
                (target / "icons.svg").write_text(sprite((content / "bootstrap-icons.svg").read_text(), ICONS))
            sys.stderr.write(f"{target.relative_to(VENDOR)}: {', '.join(sorted(p.name for p in target.iterdir()))}\n")


if __name__ == "__main__":
    main()
