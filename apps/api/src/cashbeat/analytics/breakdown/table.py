"""A breakdown as one table, for spreadsheets: pure."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

from cashbeat.contracts.breakdown import BreakdownPart, PaymentBreakdown
from cashbeat.kit.csv_rows import CsvExport, csv_parts

COLUMNS = (
    "dimension",
    "key",
    "count",
    "countShare",
    "amount",
    "amountShare",
    "successRate",
    "attempts",
    "refundedVolume",
    "previousCount",
    "previousAmount",
    "currency",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Row = tuple[Any, ...]


def table_of(found: PaymentBreakdown) -> CsvExport:
    """The table as CSV; what a dimension does not know is an empty cell."""
    rows = [(*row, found.currency) for row in _rows(found)]
    return CsvExport(len(rows), csv_parts(COLUMNS, _each(rows), lambda row: row))


async def _each(rows: list[Row]) -> AsyncIterator[Row]:
    for row in rows:
        yield row


def _rows(found: PaymentBreakdown) -> Iterator[Row]:
    for dimension, parts in (
        ("method", found.methods),
        ("status", found.statuses),
        ("failure_code", found.failure_codes),
    ):
        for part in parts:
            yield dimension, *_part(part)
    for hour in found.hours_of_week:
        share = hour.count / found.count if found.count else 0.0
        key = f"{_DAYS[hour.weekday - 1]} {hour.hour:02}:00"
        rate, attempts = hour.success_rate, hour.attempts
        yield "hour_of_week", key, hour.count, share, None, None, rate, attempts, *[None] * 3
    for step in found.flow:
        key = f"{step.from_} to {step.to}"
        yield "flow", key, step.count, None, step.amount, *[None] * 6


def _part(part: BreakdownPart) -> Row:
    return (
        part.key,
        part.count,
        part.count_share,
        part.amount,
        part.amount_share,
        part.success_rate,
        part.attempts,
        part.refunded_volume,
        part.previous_count,
        part.previous_amount,
    )
