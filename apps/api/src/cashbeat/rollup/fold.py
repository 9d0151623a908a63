"""Payment steps folded into additive deltas, one a bucket, however many steps there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from cashbeat.kit.time_buckets import local_day
from cashbeat.rollup.counters import Counters
from cashbeat.tenant.tenant import DayCut


class Step(NamedTuple):
    """One transition of one payment: all that a rollup needs to know of it.

    Units: `amount`, `refund` (given back by this step), `refunded_before` in minor units.
    `from_status` is None for a new payment. `failure_code` is set of a step to failed that has one,
    `failure_code_before` of the step that leaves it. The payment is counted at `created_at` (UTC,
    aware or not), whenever the step happens.
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
    failure_code: str | None = None
    failure_code_before: str | None = None


@dataclass(slots=True)
class DayDelta:
    """What a local day gains or loses; `hours` counts payments by (hour, method, status)."""

    counters: Counters = field(default_factory=Counters)
    hours: dict[tuple[int, str, str], int] = field(default_factory=dict)


BucketKey = tuple[str, str, datetime]
"""(tenant, currency, bucket start in UTC)."""

DayKey = tuple[str, str, date, DayCut]
"""(tenant, currency, local day, the cut that it is a day of)."""


class Cutting(NamedTuple):
    """Days that a tenant's quarters are added up to: all of them, or those that start before `to`.

    While the days are cut anew there are two: those that count, and those made so far.
    """

    days: DayCut
    to: datetime | None = None


Cuttings = Mapping[str, Sequence[Cutting]]
"""Tenant -> its days."""


@dataclass(slots=True)
class RollupDelta:
    """All that a batch of steps changes, at every grain."""

    minutes: dict[BucketKey, Counters] = field(default_factory=dict)
    quarters: dict[BucketKey, Counters] = field(default_factory=dict)
    days: dict[DayKey, DayDelta] = field(default_factory=dict)


def fold(
    steps: Iterable[Step], cuttings: Cuttings, minutes_from: datetime | None = None
) -> RollupDelta:
    """Sum steps into deltas per bucket.

    Shape:  N steps -> at most N entries a grain; a step leaves its payment's old cell and enters
            the new one in the same bucket, that of `created_at`. Days are sums of quarters.
            Minutes that start at `minutes_from` or before are left out: history has no use for
            them, and most of its minutes hold one payment.
    Units:  integer minor units; bucket [start, start + grain); starts are aware and in UTC.
    Source: docs/adr/0004-rollups.md; docs/adr/0015-time-zone-change.md.
    """
    delta = RollupDelta()
    minutes, quarters = delta.minutes, delta.quarters
    for step in steps:
        at = step.created_at
        minute = at.minute
        quarter = at.replace(minute=minute - minute % 15, second=0, microsecond=0, tzinfo=UTC)
        key = (step.tenant_id, step.currency, quarter)
        counters = quarters.get(key)
        if counters is None:
            counters = quarters[key] = Counters()
        _move(counters, step)
        start = quarter.replace(minute=minute)
        if minutes_from is None or start > minutes_from:
            key = (step.tenant_id, step.currency, start)
            counters = minutes.get(key)
            if counters is None:
                counters = minutes[key] = Counters()
            _move(counters, step)
    delta.days = cut_days(delta.quarters, cuttings)
    return delta


def cut_days(quarters: Mapping[BucketKey, Counters], cuttings: Cuttings) -> dict[DayKey, DayDelta]:
    """Quarters added up to local days with their hours."""
    days: dict[DayKey, DayDelta] = {}
    for (tenant, currency, quarter), counters in quarters.items():
        for cut, to in cuttings[tenant]:
            if to is not None and quarter >= to:
                continue
            key = (tenant, currency, local_day(quarter, cut.zone), cut)
            day = days.get(key)
            if day is None:
                day = days[key] = DayDelta()
            day.counters.merge(counters)
            _count_hours(day.hours, quarter.astimezone(cut.zone).hour, counters)
    return days


def _move(counters: Counters, step: Step) -> None:
    if step.from_status is not None:
        counters.add(step.method, step.from_status, -1, -step.amount, -step.refunded_before)
    counters.add(step.method, step.to_status, 1, step.amount, step.refunded_before + step.refund)
    if step.failure_code_before is not None:
        counters.add_failure(step.method, step.failure_code_before, -1, -step.amount)
    if step.failure_code is not None:
        counters.add_failure(step.method, step.failure_code, 1, step.amount)


def _count_hours(hours: dict[tuple[int, str, str], int], hour: int, counters: Counters) -> None:
    for (method, status), cell in counters.cells.items():
        if cell.count:
            key = (hour, method, status)
            hours[key] = hours.get(key, 0) + cell.count
