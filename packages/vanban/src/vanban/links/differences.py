"""What differs between two texts, faults of recognition and of layout told from changed wording."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from vanban.letters import fold
from vanban.links.identity import alike

_TOKEN = re.compile(r"[a-z]+|\d+")
_GRAM = 3  # words that must match in a row before two texts count as aligned
_FAULTY = 0.003  # share of misread words above which a text is taken for a scan
_MISREAD = 0.5  # likeness of two stretches that differ by misread letters only
_SPELLING = 0.75  # below it, in a text without other faults, several words are a change of wording
_SENTENCE = 6  # words; so many new ones are no fault of recognition
_LOPSIDED = 3  # times as many words on one side: a line was lost beside a misread word
_TINY = 2  # letters; a stretch as short is a fault
_SLIPS = 0.005  # rewritten stretches for each misread one that wrong alignment explains
_FAULTIER = 3  # times as many misspelt words make one text the scan of the two


@dataclass(frozen=True, slots=True)
class Differences:
    """Counts of words, edges of the texts left out (headers, stamps and copy marks stand there).

    ``misread``: stretches alike but for some letters, ``reworded`` of them by more than spelling. ``replaced``: the
    changed stretches, longest first, ``rewritten`` of them of a sentence's length. ``figures``: stretches that differ
    in figures. ``missing``: words that only one text has, ``invented`` of them in sentences that only the scan has.
    ``size``: words of the shorter text.
    """

    misread: int
    reworded: int
    rewritten: int
    replaced: tuple[str, ...]
    figures: tuple[str, ...]
    missing: int
    invented: int
    size: int

    @property
    def scanned(self) -> bool:
        """Whether there are so many misread words that at least one text was recognised from a picture."""
        return self.misread > max(1.0, _FAULTY * self.size)

    @property
    def changed(self) -> bool:
        """Whether the wording was changed: more than recognition and layout explain."""
        if not self.scanned:
            return bool(self.replaced or self.figures or self.missing or self.reworded)
        if len(self.figures) > max(2.0, 0.15 * self.misread) or self.invented:
            return True
        return self.rewritten > _SLIPS * self.misread


def differences(one: str, other: str, *, from_start: bool = False) -> Differences:
    """Compare two texts word by word; the order of the two does not matter.

    ``from_start``: both are known to begin at the same place, so that what only one begins with counts too.
    """
    one, other = sorted((fold(one), fold(other)))
    left, right = _TOKEN.findall(one), _TOKEN.findall(other)
    count = _Count(Counter(left) + Counter(right))
    for here, there in _gaps(left, right, from_start=from_start):
        count.add(here, there)
    return count.result(min(len(left), len(right)))


class _Count:
    def __init__(self, known: Counter[str]) -> None:
        self.known = known
        self.misread = self.reworded = self.rewritten = 0
        self.misspelt = [0, 0]
        self.replaced: list[str] = []
        self.figures: list[str] = []
        self.lost: tuple[list[list[str]], list[list[str]]] = ([], [])

    def add(self, here: list[str], there: list[str]) -> None:
        """One stretch that differs."""
        few, many = sorted((len(here), len(there)))
        if few and Counter(here) == Counter(there):
            return
        if few and _letters(here) == _letters(there):
            self._figures(here, there)
        elif few * _LOPSIDED <= many and many >= _LOPSIDED:
            self.misread += few > 0
            self.lost[0].append(here)
            self.lost[1].append(there)
        elif not few:
            self.lost[0].append(here)
            self.lost[1].append(there)
        else:
            self._words(here, there)

    def _figures(self, here: list[str], there: list[str]) -> None:
        """A lost or doubled digit is a misreading, another one of the same length may be a correction."""
        one, other = ("".join(word for word in side if word.isdigit()) for side in (here, there))
        if one == other or len(one) != len(other):
            self.misread += one != other
        else:
            self.figures.append(f"{' '.join(here)} – {' '.join(there)}")

    def _words(self, here: list[str], there: list[str]) -> None:
        one, other = "".join(here), "".join(there)
        likeness = alike(one, other)
        if likeness >= _MISREAD or min(len(one), len(other)) <= _TINY:
            self.misread += one != other
            self.reworded += (
                likeness < _SPELLING and max(len(here), len(there)) > 1 and min(len(one), len(other)) > _TINY
            )
            for side, words in enumerate((here, there)):
                self.misspelt[side] += sum(self.known[word] == 1 for word in words)
        else:
            self.rewritten += min(len(here), len(there)) >= _SENTENCE
            self.replaced.append(" ".join(here if (len(here), here) > (len(there), there) else there))

    def result(self, size: int) -> Differences:
        bags = [Counter(word for words in side for word in _letters(words) if len(word) > 1) for side in self.lost]
        only = bags[0] - bags[1], bags[1] - bags[0]
        fewer, more = sorted(self.misspelt)
        invented = 0
        if more > _FAULTIER * fewer:
            scan = self.misspelt.index(more)
            new = (sum(only[scan][word] > 0 for word in words) for words in self.lost[scan])
            invented = sum(count for count in new if count >= _SENTENCE)
        self.replaced.sort(key=lambda part: (-len(part), part))
        return Differences(
            misread=self.misread,
            reworded=self.reworded,
            rewritten=self.rewritten,
            replaced=tuple(self.replaced),
            figures=tuple(self.figures),
            missing=sum(map(Counter.total, only)),
            invented=invented,
            size=size,
        )


def _gaps(left: list[str], right: list[str], *, from_start: bool) -> list[tuple[list[str], list[str]]]:
    """The stretches between aligned ones, that after the last (and before the first) left out."""
    grams = [list(zip(*(words[at:] for at in range(_GRAM)), strict=False)) for words in (left, right)]
    blocks = SequenceMatcher(None, grams[0], grams[1], autojunk=True).get_matching_blocks()[:-1]
    gaps: list[tuple[list[str], list[str]]] = []
    if from_start and blocks and (blocks[0].a or blocks[0].b):
        gaps.append((left[: blocks[0].a], right[: blocks[0].b]))
    for before, after in itertools.pairwise(blocks):
        begin = before.a + before.size + _GRAM - 1, before.b + before.size + _GRAM - 1
        twice = max(0, begin[0] - after.a, begin[1] - after.b)  # words that both blocks hold: one was lost or doubled
        here, there = left[begin[0] - twice : after.a], right[begin[1] - twice : after.b]
        if here or there:
            gaps.append((here, there))
    return gaps


def _letters(words: list[str]) -> list[str]:
    return [word for word in words if word.isalpha()]
