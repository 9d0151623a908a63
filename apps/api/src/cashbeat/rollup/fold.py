"""Payment steps folded into additive deltas, one a bucket, however many steps there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cashbeat.kit.time_buckets import MINUTE, QUARTER, floor_to, local_day
from cashbeat.rollup.counters import Counters


@dataclass(frozen=True, slots=True)
class Step:
    """One transition of one payment: all that a rollup needs to know of it.

    Units: `amount`, `refund` (given back by this step), `refunded_before` in minor units.
    `from_status` is None for a new payment. The payment is counted at `created_at`, whenever the
    step happens.
    """

    tenant_id: str
    currency: str
    method: str
    amount: int
    created_at: datetime
    from_status: str | None
    to_status: str
    refund: int = 0
    refunded_before: int = 0


@dataclass(slots=True)
class DayDelta:
    """What a local day gains or loses; `hours` counts payments by (hour, method, status)."""

    counters: Counters = field(default_factory=Counters)
    hours: dict[tuple[int, str, str], int] = field(default_factory=dict)


BucketKey = tuple[str, str, datetime]
"""(tenant, currency, bucket start in UTC)."""

DayKey = tuple[str, str, date]
"""(tenant, currency, local day)."""


@dataclass(slots=True)
class RollupDelta:
    """All that a batch of steps changes, at every grain."""

    minutes: dict[BucketKey, Counters] = field(default_factory=dict)
    quarters: dict[BucketKey, Counters] = field(default_factory=dict)
    days: dict[DayKey, DayDelta] = field(default_factory=dict)


def fold(steps: Iterable[Step], zones: dict[str, ZoneInfo]) -> RollupDelta:
    """Sum steps into deltas per bucket.

    Shape:  N steps -> at most N entries a grain; a step leaves its payment's old cell and enters
            the new one in the same bucket, that of `created_at`.
    Units:  integer minor units; bucket [start, start + grain).
    Zones:  tenant -> zone that its days are cut in.
    Source: docs/adr/0004-rollups.md.
    """
    delta = RollupDelta()
    places: dict[datetime, tuple[datetime, datetime]] = {}
    local: dict[tuple[str, datetime], tuple[date, int]] = {}
    for step in steps:
        place = places.get(step.created_at)
        if place is None:
            minute = floor_to(step.created_at, MINUTE)
            place = places[step.created_at] = (minute, floor_to(minute, QUARTER))
        minute, quarter = place
        day_hour = local.get((step.tenant_id, quarter))
        if day_hour is None:
            zone = zones[step.tenant_id]
            day_hour = (local_day(quarter, zone), quarter.astimezone(zone).hour)
            local[(step.tenant_id, quarter)] = day_hour
        tenant, currency = step.tenant_id, step.currency
        day = delta.days.setdefault((tenant, currency, day_hour[0]), DayDelta())
        _move(delta.minutes.setdefault((tenant, currency, minute), Counters()), step)
        _move(delta.quarters.setdefault((tenant, currency, quarter), Counters()), step)
        _move(day.counters, step)
        _move_hour(day.hours, day_hour[1], step)
    return delta


def _move(counters: Counters, step: Step) -> None:
    if step.from_status is not None:
        counters.add(step.method, step.from_status, -1, -step.amount, -step.refunded_before)
    counters.add(step.method, step.to_status, 1, step.amount, step.refunded_before + step.refund)


def _move_hour(hours: dict[tuple[int, str, str], int], hour: int, step: Step) -> None:
    if step.from_status is not None:
        key = (hour, step.method, step.from_status)
        hours[key] = hours.get(key, 0) - 1
    key = (hour, step.method, step.to_status)
    hours[key] = hours.get(key, 0) + 1
