"""A table of a web page while its rows are being read."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.readers.tables import BLANK, WIDEST, Cell, table_text


class GrowingTable:
    """Rows of cells; a cell that spans rows stands again in each of them."""

    def __init__(self) -> None:
        """Without rows at first."""
        self._rows: list[list[Cell]] = []
        self._spanning: dict[int, tuple[Cell, int]] = {}  # by column: the cell above and the rows it still covers

    def open_row(self) -> None:
        """Begin the next row."""
        self._cover()
        self._rows.append([])

    def add(self, lines: Sequence[str], *, columns: int, rows: int) -> None:
        """Put a cell at the end of the row that is open."""
        if not self._rows:
            self._rows.append([])
        self._cover()
        row = self._rows[-1]
        if len(row) >= WIDEST:
            row[-1] = Cell((*row[-1].lines, *lines))
            return
        cell = Cell(tuple(lines))
        for at in range(min(max(1, columns), WIDEST - len(row))):
            if rows > 1:
                self._spanning[len(row)] = (cell if at == 0 else BLANK, rows - 1)
            row.append(cell if at == 0 else BLANK)

    def text(self) -> list[str]:
        """Text blocks as of :func:`vanban.readers.tables.table_text`."""
        self._cover()
        return table_text(self._rows)

    def _cover(self) -> None:
        """Fill the next columns of the open row that cells from above cover."""
        if not self._rows:
            return
        row = self._rows[-1]
        while len(row) in self._spanning:
            cell, left = self._spanning.pop(len(row))
            if left > 1:
                self._spanning[len(row)] = (cell, left - 1)
            row.append(cell.below())
