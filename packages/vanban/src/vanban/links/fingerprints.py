"""Fingerprints of papers: which of many stored ones is most like a new one, without their texts.

The text after the header is folded to letters and figures and cut into overlapping shingles of five characters. A
MinHash (Broder 1997) of their set keeps, for each of 128 fixed hash functions, 16 bits of the least value; the share of
equal places estimates the Jaccard index of two sets with a standard error of at most 0.045.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from vanban.letters import fold
from vanban.links.identity import bodies_agree, dates_agree, number_key
from vanban.model import Document

SHINGLE = 5  # characters: the least length that keeps papers of the same office apart and bears 5 % wrong characters
_PLACES = 128
_CHUNK = 4096  # shingles hashed at a time: 4 MB
_LETTERS = re.compile(r"[^a-z0-9]+")
_FIELDS = ("number", "symbol", "place", "date", "subject", "issuer", "issuer_parent")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a paper: 256 bytes for its text, how many shingles it has, and its folded identity.

    ``number`` is a :func:`~vanban.links.identity.number_key`; ``date`` is ISO; what the paper does not say is ``""``.
    """

    sketch: bytes
    size: int
    number: str
    date: str
    issuer: str

    def to_json(self) -> str:
        """About 500 characters."""
        return json.dumps(asdict(self) | {"sketch": base64.b64encode(self.sketch).decode()}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Fingerprint:
        """The inverse of :meth:`to_json`. Raises ``ValueError`` (``KeyError``, ``TypeError``) for anything else."""
        kept = json.loads(text)
        sketch = base64.b64decode(kept["sketch"], validate=True)
        if len(sketch) != 2 * _PLACES:
            raise ValueError(f"sketch of {len(sketch)} bytes, not {2 * _PLACES}")
        return cls(sketch, int(kept["size"]), str(kept["number"]), str(kept["date"]), str(kept["issuer"]))


@dataclass(frozen=True, slots=True)
class Match:
    """A stored fingerprint that is like the asked one: its index, the likeness of the texts (0 to 1).

    ``identified``: number, date and issuer are the same; ``None`` when one of the papers has no number.
    """

    index: int
    score: float
    identified: bool | None


def fingerprint(document: Document) -> Fingerprint:
    """The fingerprint of a paper."""
    shingles = shingles_of(text_after_header(document))
    return Fingerprint(
        sketch=_sketch(shingles),
        size=len(shingles),
        number=number_key(document.number.value) if document.number else "",
        date=document.date.value if document.date else "",
        issuer=fold(document.issuer.value) if document.issuer else "",
    )


def closest(
    asked: Fingerprint, many: Sequence[Fingerprint], *, least: float = 0.3, most: int = 10
) -> tuple[Match, ...]:
    """The stored fingerprints like the asked one, the best first: of likeness ``least``, or of the same identity."""
    if not many:
        return ()
    kept = np.frombuffer(b"".join(one.sketch for one in many), dtype="<u2").reshape(len(many), _PLACES)
    scores = (kept == np.frombuffer(asked.sketch, dtype="<u2")).mean(axis=1)
    if not asked.size:
        scores[:] = 0.0
    named = [at for at, one in enumerate(many) if asked.number and one.number == asked.number]
    likely = {int(at) for at in np.flatnonzero(scores >= least)} | {at for at in named if _identified(asked, many[at])}
    found = [
        Match(at, float(scores[at]), _identified(asked, many[at])) for at in likely if many[at].size or asked.number
    ]
    return tuple(sorted(found, key=lambda match: (not match.identified, -match.score, match.index))[:most])


def _identified(one: Fingerprint, other: Fingerprint) -> bool | None:
    if not one.number or not other.number:
        return None
    agree = one.number == other.number and dates_agree(one.date, other.date) is not False
    return agree and bodies_agree(one.issuer, other.issuer) is not False


def text_after_header(document: Document) -> str:
    """The text behind the last header field, so that header faults and copy headers weigh little."""
    half = len(document.text) // 2
    fields = [getattr(document, name) for name in _FIELDS]
    return document.text[max((field.end for field in fields if field and field.end <= half), default=0) :]


def shingles_of(text: str) -> NDArray[np.uint64]:
    """The set of shingles of a text as sorted numbers."""
    codes = np.frombuffer(_LETTERS.sub("", fold(text)).encode("ascii"), dtype=np.uint8).astype(np.uint64)
    if not len(codes):
        return np.empty(0, dtype=np.uint64)
    count = max(1, len(codes) - SHINGLE + 1)
    packed = np.zeros(count, dtype=np.uint64)
    for shift in range(min(SHINGLE, len(codes))):
        packed = (packed << np.uint64(8)) | codes[shift : shift + count]
    return np.unique(packed)


def likeness(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> tuple[float, float]:
    """Jaccard index of two sets, and the share of the smaller one that stands in the larger one; 1 for empty sets."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    union, smaller = len(one) + len(other) - common, min(len(one), len(other))
    return (common / union if union else 1.0), (common / smaller if smaller else 1.0 if not union else 0.0)


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014): equal numbers give equal, like ones unlike results."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_SEEDS = _mixed(np.arange(1, _PLACES + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))


def _sketch(shingles: NDArray[np.uint64]) -> bytes:
    least = np.full(_PLACES, np.iinfo(np.uint64).max, dtype=np.uint64)
    mixed = _mixed(shingles)
    for begin in range(0, len(mixed), _CHUNK):
        hashed = _mixed(mixed[begin : begin + _CHUNK, None] ^ _SEEDS)
        least = np.minimum(least, hashed.min(axis=0))
    return (least & np.uint64(0xFFFF)).astype("<u2").tobytes()
