"""Trends as a table for spreadsheets, one row a bucket: pure."""

from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from cashbeat.contracts.analytics import Band, ComparedBucket, TrendData
from cashbeat.kit.csv_rows import CsvExport, csv_parts, time_cell

COLUMNS = (
    "timestamp",
    "end",
    "currency",
    "amount",
    "count",
    "successRate",
    "completedCount",
    "failedCount",
    "pendingCount",
    "refundedCount",
    "refundedVolume",
    "averageAmount",
    "activeMethods",
    "complete",
    "previousTimestamp",
    "previousAmount",
    "previousCount",
    "previousSuccessRate",
    "expectedVolumeLow",
    "expectedVolumeMiddle",
    "expectedVolumeHigh",
    "expectedSuccessRateLow",
    "expectedSuccessRateMiddle",
    "expectedSuccessRateHigh",
    "anomaly",
)


def table_of(points: Sequence[TrendData], currency: str, tz: ZoneInfo) -> CsvExport:
    """The table as CSV, times in the zone with their offset; what is null is an empty cell."""
    return CsvExport(len(points), csv_parts(COLUMNS, _each(points), partial(_cells, currency, tz)))


async def _each(points: Sequence[TrendData]) -> AsyncIterator[TrendData]:
    for point in points:
        yield point


def _cells(currency: str, tz: ZoneInfo, point: TrendData) -> tuple[Any, ...]:
    expected = point.expected
    return (
        time_cell(point.timestamp, tz),
        time_cell(point.end, tz),
        currency,
        point.amount,
        point.count,
        point.success_rate,
        point.completed_count,
        point.failed_count,
        point.pending_count,
        point.refunded_count,
        point.refunded_volume,
        point.average_amount,
        point.active_methods,
        "true" if point.complete else "false",
        *_compared(point.previous, tz),
        *_band(None if expected is None else expected.volume),
        *_band(None if expected is None else expected.success_rate),
        point.anomaly and point.anomaly.reason,
    )


def _compared(part: ComparedBucket | None, tz: ZoneInfo) -> tuple[Any, ...]:
    if part is None:
        return (None,) * 4
    return time_cell(part.timestamp, tz), part.amount, part.count, part.success_rate


def _band(band: Band | None) -> tuple[float | None, ...]:
    return (None,) * 3 if band is None else (band.low, band.middle, band.high)
