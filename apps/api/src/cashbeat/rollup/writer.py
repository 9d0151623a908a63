"""Deltas as MongoDB writes: one `$inc` a document and batch, never one a payment.

Increments folded per batch cost about 13 µs a payment; one `$inc` transaction a payment ran at 0.14
of a bare insert's rate, for write conflicts on the hot bucket (docs/adr/0004-rollups.md).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from pymongo import ReplaceOne, UpdateOne

from cashbeat.kit.time_buckets import day_start
from cashbeat.rollup.counters import Counters
from cashbeat.rollup.fold import BucketKey, DayDelta, DayKey, RollupDelta

MINUTES = "rollup_minutes"
QUARTERS = "rollup_quarters"
DAYS = "rollup_days"


class StoredRollup(NamedTuple):
    """A rollup document: its fixed fields, and its numbers (or their change) by dotted path."""

    fields: dict[str, Any]
    numbers: dict[str, int]


def stored_rollups(
    delta: RollupDelta, minute_retention: timedelta
) -> dict[str, dict[str, StoredRollup]]:
    """A delta as documents: collection -> `_id` -> fields and numbers."""
    return {
        MINUTES: {
            _minute_id(key): StoredRollup(
                _minute_fields(key, minute_retention), _paths("m", counters)
            )
            for key, counters in delta.minutes.items()
        },
        QUARTERS: _quarters_by_day(delta.quarters),
        DAYS: stored_days(delta.days),
    }


def stored_days(days: Mapping[DayKey, DayDelta]) -> dict[str, StoredRollup]:
    """Days as documents: `_id` -> fields and numbers."""
    return {
        _day_id(key): StoredRollup(_day_fields(key), _day_paths(day)) for key, day in days.items()
    }


def rollup_operations(
    delta: RollupDelta, minute_retention: timedelta
) -> dict[str, list[UpdateOne]]:
    """The upserts of a delta by collection."""
    return {
        collection: [_increment(name, *rollup) for name, rollup in rollups.items()]
        for collection, rollups in stored_rollups(delta, minute_retention).items()
    }


def _quarters_by_day(quarters: dict[BucketKey, Counters]) -> dict[str, StoredRollup]:
    """Quarters in the documents of their UTC days: old history touches many, a few a payment."""
    days: dict[str, StoredRollup] = {}
    for (tenant, currency, start), counters in quarters.items():
        name = f"{tenant}|{currency}|{start.date().isoformat()}"
        day = days.get(name)
        if day is None:
            midnight = start.replace(hour=0, minute=0)
            fields = {"tenantId": tenant, "currency": currency, "start": midnight}
            day = days[name] = StoredRollup(fields, {})
        day.numbers.update(_paths(f"q.{start.hour * 4 + start.minute // 15}", counters))
    return days


def _paths(prefix: str, counters: Counters) -> dict[str, int]:
    """Counters as the numbers of a stored document, by dotted path; zeros are left out."""
    paths: dict[str, int] = {}
    for (method, status), cell in counters.cells.items():
        if cell.count:
            paths[f"{prefix}.{method}.{status}.n"] = cell.count
        if cell.amount:
            paths[f"{prefix}.{method}.{status}.a"] = cell.amount
    for (method, status), amount in counters.refunded.items():
        if amount:
            paths[f"{prefix}.{method}.{status}.r"] = amount
    for (method, code), cell in counters.failures.items():
        if cell.count:
            paths[f"{prefix}.{method}.failed.f.{code}.n"] = cell.count
        if cell.amount:
            paths[f"{prefix}.{method}.failed.f.{code}.a"] = cell.amount
    return paths


def _day_paths(day: DayDelta) -> dict[str, int]:
    """A day with its hours as the numbers of a stored document, by dotted path."""
    paths = _paths("m", day.counters)
    by_hour: dict[str, int] = {}
    for (hour, method, status), count in day.hours.items():
        if count:
            paths[f"h.{hour}.{method}.{status}"] = count
            by_hour[f"hn.{hour}"] = by_hour.get(f"hn.{hour}", 0) + count
    return paths | {path: count for path, count in by_hour.items() if count}


def _minute_id(key: BucketKey) -> str:
    tenant, currency, start = key
    return f"{tenant}|{currency}|{start:%Y-%m-%dT%H:%M}Z"


def _minute_fields(key: BucketKey, retention: timedelta) -> dict[str, Any]:
    tenant, currency, start = key
    return {
        "tenantId": tenant,
        "currency": currency,
        "start": start,
        "expiresAt": start + retention,
    }


def _day_id(key: DayKey) -> str:
    tenant, currency, day, cut = key
    name = f"{tenant}|{currency}|{day.isoformat()}"
    return f"{name}|{cut.number}" if cut.number else name


def _day_fields(key: DayKey) -> dict[str, Any]:
    tenant, currency, day, cut = key
    fields = {
        "tenantId": tenant,
        "currency": currency,
        "day": day.isoformat(),
        "timeZone": cut.zone.key,
        "start": day_start(day, cut.zone),
    }
    return fields | {"cut": cut.number} if cut.number else fields


def replacement(name: str, rollup: StoredRollup) -> ReplaceOne[dict[str, Any]]:
    """The write that makes a stored document this one, whatever it was."""
    document: dict[str, Any] = {"_id": name, **rollup.fields}
    for path, number in rollup.numbers.items():
        inner = document
        *parents, leaf = path.split(".")
        for parent in parents:
            inner = inner.setdefault(parent, {})
        inner[leaf] = number
    return ReplaceOne({"_id": name}, document, upsert=True)


def _increment(name: str, fields: dict[str, Any], numbers: dict[str, int]) -> UpdateOne:
    update: dict[str, Any] = {"$setOnInsert": fields}
    if numbers:
        update["$inc"] = numbers
    return UpdateOne({"_id": name}, update, upsert=True)
