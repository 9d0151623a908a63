"""Columns of a few thousand cells, read at once: good texts by one pattern, the rest one by one."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cashbeat.customer.importing.reading.cell import CellReader, Read
from cashbeat.customer.importing.reading.handover import Kind
from cashbeat.tabular.source import Cell
from cashbeat.tabular.value import Fault, Remembered

_NO_TEXT = "\x00"
"""Stands for a cell that is no text; no pattern takes it."""


@dataclass(slots=True)
class Column:
    """What the cells of a column came to.

    `texts` are what stands there, "" of blank cells; `values` what they say, "" or None of those
    that say nothing. The others are by the place of the cell, of the few that have them.
    """

    texts: Sequence[str]
    values: Sequence[Any]
    kinds: dict[int, Kind] = field(default_factory=dict)
    faults: dict[int, Fault] = field(default_factory=dict)
    typed: dict[int, str] = field(default_factory=dict)


ColumnReader = Callable[[Sequence[Cell]], Column]


def text_column(good: re.Pattern[str], read: CellReader) -> ColumnReader:
    """A reader of texts that say what they are: trimmed, and blank or fully matched by `good`.

    Every other cell is read by itself.
    """
    passes = good.fullmatch
    remembered: Mapping[Cell, Read] = Remembered(read)

    def read_column(cells: Sequence[Cell]) -> Column:
        try:
            texts = list(map(str.strip, cells))  # type: ignore[arg-type]
        except TypeError:
            texts = [cell.strip() if isinstance(cell, str) else _NO_TEXT for cell in cells]
        others = [place for place, match in enumerate(map(passes, texts)) if match is None]
        if not others:
            return Column(texts, texts)
        values: list[Any] = texts.copy()
        column = Column(texts, values)
        for place in others:
            texts[place], kind, values[place], fault, _ = remembered[cells[place]]
            if kind is not None:
                column.kinds[place] = kind
            if fault is not None:
                column.faults[place] = fault
        return column

    return read_column


def any_column(read: Callable[[Any], Read]) -> Callable[[Sequence[Any]], Column]:
    """A reader of cells each of which is read by itself, those that repeat once."""
    remembered: Mapping[Any, Read] = Remembered(read)

    def read_column(cells: Sequence[Any]) -> Column:
        if not cells:
            return Column([], [])
        reads = map(remembered.__getitem__, cells)
        texts, kinds, values, faults, typed = zip(*reads, strict=True)
        column = Column(texts, values)
        if any(kinds):
            column.kinds = {place: kind for place, kind in enumerate(kinds) if kind}
        if any(faults):
            column.faults = {place: fault for place, fault in enumerate(faults) if fault}
        if any(typed):
            column.typed = {place: text for place, text in enumerate(typed) if text}
        return column

    return read_column
