"""Rows turned into what they say of a customer, a column at a time; or into their problems."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cashbeat.contracts.customer_import import CustomerImportField
from cashbeat.customer.importing.reading.amount import Owed
from cashbeat.customer.importing.reading.cell import problem_of
from cashbeat.customer.importing.reading.column import Column, ColumnReader
from cashbeat.customer.importing.reading.columns import NAMING
from cashbeat.customer.importing.reading.field import FIELDS
from cashbeat.customer.importing.reading.handover import Kind, Problem
from cashbeat.customer.importing.reading.table import Rows
from cashbeat.customer.importing.workbook.layout import EXAMPLE, is_example
from cashbeat.tabular.source import Cell
from cashbeat.tabular.value import Fault

AMOUNT: CustomerImportField = "outstanding_amount"
_KEYS: Mapping[str, str] = {AMOUNT: "amount", "due_date": "due_on"}
"""Fields whose value has another name than they."""


class RowRead:
    """One row: its cells, what they say, and what is wrong with it so far."""

    __slots__ = ("cells", "fixed", "kinds", "number", "problems", "typed", "values")

    def __init__(
        self,
        number: int,
        cells: dict[str, str],
        values: dict[str, Any],
        kinds: dict[str, Kind] | None,
    ) -> None:
        self.number, self.cells, self.values, self.kinds = number, cells, values, kinds
        self.typed: dict[str, str] | None = None
        self.fixed: list[str] | None = None
        self.problems: Sequence[Problem] = ()

    def add(self, field: str | None, text: str, fault: Fault) -> None:
        """Add a problem."""
        self.problems = (*self.problems, problem_of(field, text, fault))


class RowReader:
    """Reads rows of one file.

    `readers` read the columns of all fields but the amounts, `amounts` pairs of (cell, currency of
    the row); `currency` is the one that the column of amounts names. `fields` are those that are
    read, in the order of the contract.

    `examples` counts rows that are the template's example, `idle_dates` those of a customer who
    owes nothing.
    """

    def __init__(
        self,
        columns: Mapping[CustomerImportField, int],
        readers: Mapping[str, ColumnReader],
        amounts: Callable[[Sequence[tuple[Cell, str | Fault | None]]], Column],
        currency: str | None,
        fixes: Mapping[int, Mapping[str, str]],
    ) -> None:
        fixed = {name for texts in fixes.values() for name in texts}
        self.fields = [name for name in FIELDS if name in columns or name in fixed]
        self._columns, self._fixes = columns, fixes
        self._readers, self._amounts, self._currency = readers, amounts, currency
        self._keys = [_KEYS.get(name, name) for name in self.fields]
        self.examples = 0
        self.idle_dates = 0

    def read(self, rows: Rows, fixed: Sequence[int]) -> list[RowRead]:
        """The rows, in their order. `fixed` are the numbers of those that were corrected.

        What few rows have is looked for in whole columns: most of a file is plain.
        """
        columns = self._read_columns(rows, fixed)
        currencies = self._take_apart(columns)
        texts = [columns[name].texts for name in self.fields]
        values = [columns[name].values for name in self.fields]
        kinds = _kinds([columns[name] for name in self.fields], self.fields, len(rows.numbers))
        said = _dicts(self._keys, values)
        read = list(map(RowRead, rows.numbers, _dicts(self.fields, texts), said, kinds))
        for row, code in zip(read, currencies, strict=False):
            if code is not None:
                row.values["currency"] = code
        self._add_typed(columns, read)
        self._add_ragged(rows, read)
        self._add_faults(columns, read)
        self._add_nameless(columns, read)
        self._drop_idle_dates(columns, read)
        for row in read if fixed else ():
            if row.number in self._fixes:
                row.fixed = [name for name in self.fields if name in self._fixes[row.number]]
        return self._without_examples(columns, read)

    def _read_columns(self, rows: Rows, fixed: Sequence[int]) -> dict[str, Column]:
        raw = {name: self._cells(name, rows, fixed) for name in self.fields}
        columns: dict[str, Column] = {
            name: self._readers[name](raw[name]) for name in self.fields if name != AMOUNT
        }
        if AMOUNT in raw:
            currencies = self._currencies(columns.get("currency"), len(rows.numbers))
            columns[AMOUNT] = self._amounts(list(zip(raw[AMOUNT], currencies, strict=True)))
        return columns

    def _cells(self, name: CustomerImportField, rows: Rows, fixed: Sequence[int]) -> list[Cell]:
        index = self._columns.get(name)
        cells: list[Cell] = (
            [""] * len(rows.cells) if index is None else [row[index] for row in rows.cells]
        )
        if fixed:
            places = {number: place for place, number in enumerate(rows.numbers)}
            for number in fixed:
                if number in places and name in self._fixes[number]:
                    cells[places[number]] = self._fixes[number][name]
        return cells

    def _currencies(self, column: Column | None, count: int) -> list[str | Fault | None]:
        """The currency of each row's amount: a Fault where its cell is none."""
        if column is None:
            return [self._currency] * count
        codes: list[str | Fault | None] = [value or self._currency for value in column.values]
        for place, fault in column.faults.items():
            codes[place] = fault
        return codes

    def _take_apart(self, columns: Mapping[str, Column]) -> list[str | None]:
        """Leave of the values of amounts their numbers; returns the currencies that were there."""
        if AMOUNT not in columns:
            return []
        owed: Sequence[Owed | None] = columns[AMOUNT].values
        columns[AMOUNT].values = [each and each[0] for each in owed]
        return [each and each[1] for each in owed]

    def _add_typed(self, columns: Mapping[str, Column], read: Sequence[RowRead]) -> None:
        for name in self.fields:
            for place, text in columns[name].typed.items():
                read[place].typed = {**(read[place].typed or {}), name: text}

    def _add_ragged(self, rows: Rows, read: Sequence[RowRead]) -> None:
        for row in read if rows.ragged else ():
            if row.number in rows.ragged:
                fault = _ragged(rows.ragged[row.number], len(rows.cells[0]))
                row.add(None, " | ".join(row.cells.values()), fault)

    def _add_faults(self, columns: Mapping[str, Column], read: Sequence[RowRead]) -> None:
        for name in self.fields:
            column = columns[name]
            for place, fault in column.faults.items():
                read[place].add(name, column.texts[place], fault)

    def _add_nameless(self, columns: Mapping[str, Column], read: Sequence[RowRead]) -> None:
        naming = [columns[name].texts for name in NAMING if name in columns]
        if any(all(texts) for texts in naming):
            return
        for place, row in enumerate(read):
            if not any(texts[place] for texts in naming):
                row.add(None, "", _NAMELESS)

    def _drop_idle_dates(self, columns: Mapping[str, Column], read: Sequence[RowRead]) -> None:
        if AMOUNT not in columns or "0" not in columns[AMOUNT].values:
            return
        for row in read:
            if row.values.get("amount") == "0" and row.values.pop("due_on", None) is not None:
                self.idle_dates += 1

    def _without_examples(
        self, columns: Mapping[str, Column], read: list[RowRead]
    ) -> list[RowRead]:
        if "external_id" not in columns or _EXAMPLE_ID not in columns["external_id"].texts:
            return read
        kept = [row for row in read if not is_example(row.cells)]
        self.examples += len(read) - len(kept)
        return kept


_EXAMPLE_ID = EXAMPLE["external_id"]


def _dicts(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """For each row those of its values that are there, by their names."""
    rows = zip(*columns, strict=True)
    if all(map(all, columns)):
        return [dict(zip(names, row, strict=True)) for row in rows]
    return [{name: value for name, value in zip(names, row, strict=True) if value} for row in rows]


def _kinds(
    columns: Sequence[Column], fields: Sequence[str], count: int
) -> Sequence[dict[str, Kind] | None]:
    """What the cells of each row are stored as; rows that are alike share it."""
    found: list[tuple[tuple[str, Kind], ...]] = [()] * count
    for name, column in zip(fields, columns, strict=True):
        for place, kind in column.kinds.items():
            found[place] += ((name, kind),)
    shared = {kinds: dict(kinds) or None for kinds in set(found)}
    return [shared[kinds] for kinds in found]


_NAMELESS = Fault(
    "customer_missing",
    "the row has no name, customer id or e-mail address to tell which customer it is about",
    "fill in one of them, or leave the row out",
)


def _ragged(cells: int, width: int) -> Fault:
    how = "too many" if cells > width else "too few"
    return Fault(
        "row_ragged",
        f"the row has {cells} cells, the header {width}: {how}",
        "a cell that holds the delimiter needs quotation marks; a short row may be cut off",
    )
