"""The rows of a file as a person means them: cells that look empty named, corrections in place."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cashbeat.customer.importing.reading.cell import Unseen, merged
from cashbeat.customer.importing.reading.handover import cell_name
from cashbeat.tabular.source import Cell, Range, Row, RowSource


@dataclass(slots=True)
class Rows:
    """Rows that are not blank, each as wide as the header, with their numbers.

    `ragged` holds the number of cells of rows that a CSV file has too many or too few in.
    `wide` is a row with cells beyond the header, which are not read.
    """

    numbers: list[int] = field(default_factory=list)
    cells: list[Row] = field(default_factory=list)
    ragged: dict[int, int] = field(default_factory=dict)
    wide: int | None = None


class Table:
    """A file's rows, shaped. `fixes` are row -> {field: text}."""

    def __init__(self, source: RowSource, fixes: Mapping[int, Mapping[str, str]]) -> None:
        self._source = source
        self._width = len(source.header)
        self._is_workbook = source.kind == "xlsx"
        self._merges = _Merges(source.oddities.merges)
        self._errors = sorted(source.oddities.errors)
        self._fixes = fixes
        self._fixed = sorted(fixes)

    def chunks(self) -> Iterator[Rows]:
        """The rows behind the header, some thousands at a time."""
        for first, rows in self._source.chunks():
            shaped = self._shaped(first, rows)
            if shaped.numbers:
                self._name_unseen(first, first + len(rows), shaped)
            yield shaped

    def fixes_between(self, first: int, end: int) -> list[int]:
        """The numbers of corrected rows from `first` until before `end`."""
        return self._fixed[bisect_left(self._fixed, first) : bisect_left(self._fixed, end)]

    def raw(self, index: int, name: str) -> Iterator[Any]:
        """The cells of a column as the file stores them, corrections of field `name` in place."""
        fixed = {row: texts[name] for row, texts in self._fixes.items() if name in texts}
        if not fixed:
            yield from (cell for _, cell in self._source.raw(index))
            return
        for number, cell in self._source.raw(index):
            yield fixed.get(number, cell)

    def _shaped(self, first: int, rows: Sequence[Row]) -> Rows:
        width = self._width
        if all(map(width.__eq__, map(len, rows))) and all(map(any, rows)):
            return Rows(list(range(first, first + len(rows))), list(rows))
        shaped = Rows()
        for number, row in enumerate(rows, first):
            cells = row
            while len(cells) > width and cells[-1] == "":
                cells = cells[:-1]
            if not any(cells):
                continue
            if len(cells) != width:
                cells = self._fitted(number, cells, shaped)
            shaped.numbers.append(number)
            shaped.cells.append(cells)
        return shaped

    def _fitted(self, number: int, cells: Row, shaped: Rows) -> Row:
        """A row of another width: of a workbook its cells stand where they stand all the same."""
        if not self._is_workbook:
            shaped.ragged[number] = len(cells)
        elif len(cells) > self._width:
            shaped.wide = shaped.wide or number
        return [*cells[: self._width], *[""] * (self._width - len(cells))]

    def _name_unseen(self, first: int, end: int, shaped: Rows) -> None:
        errors = self._errors[
            bisect_left(self._errors, (first, 0)) : bisect_left(self._errors, (end, 0))
        ]
        left = self._source.oddities.first_column
        covered = self._merges.between(first, end, range(left, left + self._width))
        if not errors and not covered:
            return
        places = {number: place for place, number in enumerate(shaped.numbers)}
        for row, column, text in [
            *covered,
            *((*where, Unseen(self._source.oddities.errors[where])) for where in errors),
        ]:
            place, index = places.get(row), column - left
            if place is not None and 0 <= index < self._width:
                cells: list[Cell] = list(shaped.cells[place])
                cells[index] = text
                shaped.cells[place] = cells


class _Merges:
    """The merged ranges of a sheet, in the order of their first rows."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._ranges = ranges
        self._firsts = [each[0] for each in ranges]
        self._longest = max((each[2] - each[0] for each in ranges), default=0)

    def between(self, first: int, end: int, columns: range) -> list[tuple[int, int, Unseen]]:
        """Row, column and text of each covered cell from row `first` until before `end`."""
        begin = bisect_left(self._firsts, first - self._longest)
        near = self._ranges[begin : bisect_left(self._firsts, end)]
        return [
            (row, column, merged(each, cell_name))
            for each in near
            if each[2] >= first
            for row in range(max(each[0], first), min(each[2] + 1, end))
            for column in range(max(each[1], columns.start), min(each[3] + 1, columns.stop))
            if (row, column) != each[:2]
        ]
