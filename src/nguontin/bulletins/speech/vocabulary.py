"""The spoken vocabulary, read from the data files beside this module."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

_DATA = files("nguontin.bulletins.speech") / "data"


def _load(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


_ABBREVIATIONS, _UNITS = _load("abbreviations.toml"), _load("units.toml")

DOCUMENT_TYPES: Mapping[str, str] = _ABBREVIATIONS["document_types"]
ISSUERS: Mapping[str, str] = _ABBREVIATIONS["issuers"]
GENERAL: Mapping[str, str] = _ABBREVIATIONS["general"]
# In running text an issuer may be named by its initials too; the shortest of them mean too many other things.
ABBREVIATIONS: Mapping[str, str] = {name: full for name, full in ISSUERS.items() if len(name) > 3} | dict(GENERAL)
TITLES: Mapping[str, str] = _ABBREVIATIONS["titles"]
UNITS: Mapping[str, str] = _UNITS["units"]
SYMBOLS: Mapping[str, str] = _UNITS["symbols"]
