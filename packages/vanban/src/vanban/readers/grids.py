"""Tables with drawn lines: from the rules and words of a page to rows of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vanban.readers.page import Page, Rule, Word, glued, lines_of
from vanban.readers.tables import WIDEST, Cell

_NEAR = 3.5  # points: rules that nearly touch do
_MOST_ROWS = 400  # of one page's table
_NARROWEST = 6.0  # points: a column or row narrower than this is a double line
_MOST_RULES = 4000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the edges of its columns and rows in points, its cells row by row, its words in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: tuple[Word, ...]


def find_grids(page: Page) -> tuple[list[Grid], list[Word]]:
    """The tables of a page from top to bottom, and the words that stand in none."""
    free = list(page.words)
    grids: list[Grid] = []
    for xs, ys, rules in _frames(page):
        inside = [word for word in free if _holds(xs, ys, word)]
        if len(inside) < 2:
            continue
        free = [word for word in free if not _holds(xs, ys, word)]
        grids.append(_grid(xs, ys, rules, inside))
    return sorted(grids, key=lambda grid: grid.ys[0]), free


def _holds(xs: Sequence[float], ys: Sequence[float], word: Word) -> bool:
    return xs[0] - 1 <= (word.left + word.right) / 2 <= xs[-1] + 1 and ys[0] - 1 <= word.middle <= ys[-1] + 1


def _frames(page: Page) -> list[tuple[list[float], list[float], list[Rule]]]:
    """Column edges, row edges and rules of each set of rules that cross and make at least two cells."""
    frames = []
    for rules in _joined(_merged(page.rules)):
        level = [rule for rule in rules if rule.level]
        upright = [rule for rule in rules if not rule.level]
        if len(level) < 2 or not upright:
            continue
        xs = _edges([rule.left for rule in upright], [min(r.left for r in level), max(r.right for r in level)])
        ys = _edges([rule.top for rule in level], [min(r.top for r in upright), max(r.bottom for r in upright)])
        if len(xs) > WIDEST or len(ys) > _MOST_ROWS or (len(xs) - 1) * (len(ys) - 1) < 2:
            continue
        frames.append((xs, ys, rules))
    return frames


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one straight line made one."""
    done: list[Rule] = []
    for level in (True, False):
        same = [rule for rule in rules if rule.level is level][:_MOST_RULES]
        same.sort(key=lambda rule: (round((rule.top if level else rule.left) / 2), rule.left if level else rule.top))
        last: Rule | None = None
        for rule in same:
            if last is not None and _prolongs(last, rule):
                last = Rule(
                    min(last.left, rule.left),
                    min(last.top, rule.top),
                    max(last.right, rule.right),
                    max(last.bottom, rule.bottom),
                )
                done[-1] = last
            else:
                last = rule
                done.append(rule)
    return done


def _prolongs(last: Rule, rule: Rule) -> bool:
    if last.level:
        return abs(rule.top - last.top) <= _NEAR and rule.left <= last.right + _NEAR
    return abs(rule.left - last.left) <= _NEAR and rule.top <= last.bottom + _NEAR


def _joined(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that touch one another, set by set."""
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    order = sorted(range(len(rules)), key=lambda at: rules[at].top)
    open_rules: list[int] = []
    for at in order:
        rule = rules[at]
        open_rules = [one for one in open_rules if rules[one].bottom >= rule.top - _NEAR]
        for one in open_rules:
            if rules[one].left <= rule.right + _NEAR and rules[one].right >= rule.left - _NEAR:
                parent[root(at)] = root(one)
        open_rules.append(at)
    sets: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        sets.setdefault(root(at), []).append(rule)
    return list(sets.values())


def _edges(drawn: Iterable[float], outer: Iterable[float]) -> list[float]:
    """Sorted places of edges; those nearly alike are one, and the outer ones count when they lie apart."""
    edges: list[float] = []
    for place in sorted([*drawn, *outer]):
        if not edges or place - edges[-1] > _NARROWEST:
            edges.append(place)
    return edges


def _grid(xs: list[float], ys: list[float], rules: list[Rule], words: list[Word]) -> Grid:
    columns, height = len(xs) - 1, len(ys) - 1
    level = [rule for rule in rules if rule.level]
    upright = [rule for rule in rules if not rule.level]
    home = {(row, column): (row, column) for row in range(height) for column in range(columns)}
    for row in range(height):
        for column in range(columns):
            middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column and not _bars(upright, xs[column], middle_y):
                home[row, column] = home[row, column - 1]
            elif row and not _bars(level, ys[row], middle_x) and home[row - 1, column][1] == column:
                home[row, column] = home[row - 1, column]
    held: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        place = _index(ys, word.middle), _index(xs, (word.left + word.right) / 2)
        held.setdefault(home[place], []).append(word)
    cells = {place: Cell(_cell_lines(inside)) for place, inside in held.items()}
    rows = []
    for row in range(height):
        shown = [column for column in range(columns) if home[row, column][1] == column]
        rows.append(tuple(_shown(cells, home[row, column], row) for column in shown))
    ordered = [word for place in sorted(held) for line in lines_of(held[place]) for word in line.words]
    return Grid(tuple(xs), tuple(ys), tuple(rows), tuple(ordered))


def _shown(cells: dict[tuple[int, int], Cell], place: tuple[int, int], row: int) -> Cell:
    cell = cells.get(place, Cell())
    return cell.below() if place[0] < row else cell


def _bars(rules: Iterable[Rule], edge: float, across: float) -> bool:
    """Whether a rule stands at an edge and covers a point of it."""
    for rule in rules:
        place, start, end = (rule.top, rule.left, rule.right) if rule.level else (rule.left, rule.top, rule.bottom)
        if abs(place - edge) <= _NARROWEST and start - _NEAR <= across <= end + _NEAR:
            return True
    return False


def _index(edges: Sequence[float], place: float) -> int:
    """The number of the column or row that holds a place."""
    return max(0, min(len(edges) - 2, sum(edge <= place for edge in edges) - 1))


def _cell_lines(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(glued(line.text for line in lines_of(words)))
