"""Exported CSV files (RFC 4180): numbers as numbers, text that is no formula, times with offset."""

import csv
import io
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from cashbeat.kit.csv_safe import neutralise

T = TypeVar("T")

_ROWS_PER_CHUNK = 500


class CsvExport(NamedTuple):
    """A CSV file: how many rows it has below its header, and its parts as they are read."""

    rows: int
    parts: AsyncIterator[bytes]


async def csv_parts(
    columns: Iterable[str], found: AsyncIterator[T], cells: Callable[[T], Iterable[Any]]
) -> AsyncIterator[bytes]:
    """A header line and a row for each thing found, some hundred at a time."""
    lines = ["\ufeff" + csv_line(columns)]
    async for each in found:
        lines.append(csv_line(cells(each)))
        if len(lines) >= _ROWS_PER_CHUNK:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()


def time_cell(instant: datetime, tz: ZoneInfo) -> str:
    """A moment in the zone, to the millisecond, with its offset."""
    return instant.astimezone(tz).isoformat(timespec="milliseconds")


def csv_line(cells: Iterable[Any]) -> str:
    """One line with its CRLF; None is an empty cell."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(
        [neutralise(cell) if isinstance(cell, str) else cell for cell in cells]
    )
    return buffer.getvalue()
