"""From a file to the text of its paper: the surest reader, and in letters, archives and envelopes the right part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.errors import UnreadableError
from vanban.readers.marks import ENOUGH, paper_marks
from vanban.readers.registry import LARGEST, Container, Part, Reader, best_reader, reader_of

MOST_PARTS = 200
LARGEST_SUM = 2 * LARGEST  # bytes of all parts together
DEEPEST = 3  # a paper in an archive in a forwarded letter in a letter
MOST_TRIED = 8  # parts that are read to find the paper among them

LONGEST_TEXT = 5_000_000  # letters; a paper of 500 pages has about 1.5 million

_PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"}
_FIRST, _PRINTED, _PICTURE, _OWN_WORDS = range(4)
_TOO_MANY = f"Tệp chứa quá nhiều tệp con (hơn {MOST_PARTS} tệp hoặc quá lớn). Hãy tải riêng văn bản cần đọc."

_TOO_LONG = "Tệp dài hơn 5 triệu chữ, không phải một văn bản hành chính. Hãy tách riêng văn bản cần đọc."


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked of one file."""

    parts: int = MOST_PARTS
    size: int = LARGEST_SUM

    def spend(self, part: Part) -> None:
        self.parts -= 1
        self.size -= len(part.data)
        if self.parts < 0 or self.size < 0:
            raise UnreadableError("zip_bomb", _TOO_MANY)


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: int
    score: float
    reader: Reader
    part: Part


def extract_text(data: bytes, *, filename: str) -> str:
    """The text of a file by the reader that is surest of it; of a container that of the paper in it."""
    reader = reader_of(data, filename=filename)
    text = _text_of_paper(Part(filename, data)) if isinstance(reader, Container) else reader.read(data)
    if len(text) > LONGEST_TEXT:
        raise UnreadableError("too_large", _TOO_LONG)
    return text


def parts_of(data: bytes, *, filename: str) -> tuple[Part, ...]:
    """Every file in a letter, archive or envelope, also in nested ones; a file that holds no others is its own part.

    Raises :class:`UnreadableError` for what cannot be opened and for more than 200 parts or 100 MB (``zip_bomb``).
    """
    reader_of(data, filename=filename)
    return tuple(part for part, reader in _walk(Part(filename, data), 0, _Budget()) if reader is None)


def _walk(part: Part, depth: int, budget: _Budget) -> Iterator[tuple[Part, Reader | None]]:
    """Leaves with None, then the containers they stood in with their reader."""
    _, reader = best_reader(part.data, filename=part.filename)
    if reader is None or not isinstance(reader, Container):
        yield part, None
        return
    if depth > DEEPEST:
        return
    empty = True
    try:
        for inner in reader.parts(part.data):
            budget.spend(inner)
            empty = False
            yield from _walk(inner, depth + 1, budget)
    except UnreadableError as error:
        if depth == 0 or error.code == "zip_bomb":
            raise
        empty = True
    if empty:
        yield part, None
    yield part, reader


def _candidates(whole: Part) -> list[_Candidate]:
    """Parts that a reader knows: papers, then printed ones, pictures, and the containers' own words."""
    found = []
    for part, container in _walk(whole, 0, _Budget()):
        if container is not None:
            found.append(_Candidate(_OWN_WORDS, 0.0, container, part))
            continue
        score, reader = best_reader(part.data, filename=part.filename)
        if reader is not None and not isinstance(reader, Container):
            found.append(_Candidate(_rank(reader), score, reader, part))
    return sorted(found, key=lambda one: (one.rank, -one.score))


def _rank(reader: Reader) -> int:
    if _PICTURES.intersection(reader.types):
        return _PICTURE
    return _PRINTED if ".pdf" in reader.types else _FIRST


def _text_of_paper(whole: Part) -> str:
    """The first part that shows the marks of a paper, else the one that shows most of them."""
    best, most, found_rank = "", -1, _OWN_WORDS
    refusal: UnreadableError | None = None
    for candidate in _candidates(whole)[:MOST_TRIED]:
        if most >= 0 and candidate.rank >= _PICTURE and candidate.rank > found_rank:
            break  # pictures beside a paper are seals and logos, the letter's own words only go with it
        try:
            text = candidate.reader.read(candidate.part.data)
        except UnreadableError as error:
            refusal = refusal or _named(error, candidate, whole)
            continue
        marks = paper_marks(text)
        if refusal is not None and candidate.rank == _OWN_WORDS and marks < ENOUGH - 1:
            continue  # "xin gửi văn bản đính kèm" is not the paper that could not be read
        if marks > most:
            best, most, found_rank = text, marks, candidate.rank
        if marks >= ENOUGH:
            break
    if most < 0:
        raise refusal or UnreadableError("no_paper", "Tệp không chứa văn bản nào đọc được. Hãy tải riêng văn bản lên.")
    return best


def _named(error: UnreadableError, candidate: _Candidate, whole: Part) -> UnreadableError:
    """The refusal of a part says which part."""
    if candidate.part is whole:
        return error
    return UnreadableError(error.code, f"Tệp “{candidate.part.filename}” bên trong: {error.message_vi}")
