#!/usr/bin/env python3
"""Bring the English catalogue up to date: collect the texts from the source, then compile what is translated.

    scripts/translations.py            collect, list what has no translation yet, compile
    scripts/translations.py --compile  only compile

Needs the gettext tools (Debian: `apt-get install gettext`); the running product needs only the compiled file, which is
committed beside its source. The catalogue names no places in the code and no dates, so it changes only with the texts.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "nguontin"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = r"""# English texts of Nguồn Tin; the Vietnamese in the source is the original.
msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


def collect() -> None:
    """Merge the texts of the source into the catalogue; new ones come without a translation, never with a guess."""
    with tempfile.TemporaryDirectory() as data:
        os.environ.update(NGUON_MODE="test", NGUON_DATA_DIR=data, DJANGO_SETTINGS_MODULE="nguontin.config.settings")
        import django
        from django.core.management import call_command
        from django.core.management.commands import makemessages

        class Collect(makemessages.Command):
            msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

        django.setup()
        os.chdir(PACKAGE)
        call_command(
            Collect(),
            locale=["en"],
            extensions=["html", "py"],
            ignore_patterns=["tests/*", "migrations/*"],
            no_location=True,
            no_wrap=True,
            no_obsolete=True,
        )
    _head, _blank, entries = CATALOGUE.read_text(encoding="utf-8").partition("\n\n")
    CATALOGUE.write_text(f"{HEADER}\n{entries}", encoding="utf-8")


def untranslated() -> list[str]:
    """The entries that still lack a translation."""
    entries = CATALOGUE.read_text(encoding="utf-8").split("\n\n")[1:]
    return [entry for entry in entries if re.search(r'^msgstr(\[\d\])? ""\n?\Z|^msgstr\[\d\] ""$', entry, re.M)]


def compile_catalogue() -> None:
    """Check the placeholders and write the compiled file."""
    target = CATALOGUE.with_suffix(".mo")
    order = ["msgfmt", "--check-format", "--no-hash", f"--output-file={target}", str(CATALOGUE)]
    subprocess.run(order, check=True)  # noqa: S603 - its words stand above


def main() -> int:
    """Return 1 while texts lack a translation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compile", action="store_true", help="only compile")
    if not parser.parse_args().compile:
        collect()
    compile_catalogue()
    missing = untranslated()
    sys.stdout.writelines(f"{entry}\n\n" for entry in missing)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
