"""A holding told as parts: pure, with the definitions of `analytics.metrics`.

method        count: all its payments; amount: its volume
status        count and amount: what stands there
failure code  count and amount: payments that stand failed with it; the empty one has none
share         of the sum over all parts; 0 of nothing
flow          created -> succeeded, failed, pending; succeeded -> kept, refunded
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from cashbeat.analytics.breakdown.holding import Holding, HourCounts, Place
from cashbeat.analytics.metrics import SUCCEEDED, Standing, standing
from cashbeat.analytics.question import MetricsQuestion
from cashbeat.contracts.breakdown import BreakdownPart, FlowStep, HourOfWeek, PaymentBreakdown
from cashbeat.kit.money import to_major
from cashbeat.rollup.counters import STATUSES, Cell, Counters

NO_CODE = ""
"""The key of failures without a code."""

Sizes = Mapping[str, Cell]
"""Payments and minor units by the key of a part."""


def breakdown(
    question: MetricsQuestion, held: Holding, before: Counters, as_of: datetime
) -> PaymentBreakdown:
    """All breakdowns of a span; `before` is what the compared one holds."""
    currency, now = question.selection.currency, standing(held.counters)
    return PaymentBreakdown(
        currency=currency,
        time_zone=question.zone.key,
        from_=question.span.start,
        to=question.span.end,
        previous_from=question.previous.start,
        previous_to=question.previous.end,
        count=now.count,
        methods=_methods(held.counters, before, currency),
        statuses=_statuses(held.counters, before, currency),
        failure_codes=_failure_codes(held.counters, before, currency),
        hours_of_week=hours_of_week(held.week),
        flow=_flow(now, currency),
        as_of=as_of,
    )


def failures_of(counters: Counters) -> dict[str, Cell]:
    """Payments that stand failed, by failure code; what is left of them has none."""
    found: dict[str, Cell] = {}
    for (_, code), cell in counters.failures.items():
        _put(found, code, cell)
    failed = standing(counters).held["failed"]
    _put(
        found,
        NO_CODE,
        Cell(
            failed.count - sum(cell.count for cell in found.values()),
            failed.amount - sum(cell.amount for cell in found.values()),
        ),
    )
    return {code: cell for code, cell in found.items() if cell.count}


def volumes_of(counters: Counters) -> dict[str, Cell]:
    """All payments of each method, and its volume."""
    found: dict[str, Cell] = {}
    for (method, status), cell in counters.cells.items():
        _put(found, method, Cell(cell.count, cell.amount if status in SUCCEEDED else 0))
    return {method: cell for method, cell in found.items() if cell.count}


def hours_of_week(week: Mapping[Place, HourCounts]) -> list[HourOfWeek]:
    """All 168 hours, Monday 0:00 first."""
    none = HourCounts()
    return [
        HourOfWeek(
            weekday=weekday,
            hour=hour,
            count=(held := week.get((weekday, hour), none)).count,
            attempts=held.attempts,
            success_rate=held.succeeded / held.attempts if held.attempts else 0.0,
        )
        for weekday in range(1, 8)
        for hour in range(24)
    ]


def _put(into: dict[str, Cell], key: str, cell: Cell) -> None:
    held = into.setdefault(key, Cell())
    held.count += cell.count
    held.amount += cell.amount


def _methods(held: Counters, before: Counters, currency: str) -> list[BreakdownPart]:
    """Also those that only the compared period has payments of: they are what went missing."""
    now, then = volumes_of(held), volumes_of(before)
    keys = sorted(now.keys() | then.keys(), key=lambda key: (-_size(now, key).amount, key))
    return _parts(keys, now, then, currency, lambda key: standing(held.only([key], ())))


def _statuses(held: Counters, before: Counters, currency: str) -> list[BreakdownPart]:
    now, then = standing(held).held, standing(before).held
    return _parts(STATUSES, now, then, currency, lambda key: standing(held.only((), [key])))


def _failure_codes(held: Counters, before: Counters, currency: str) -> list[BreakdownPart]:
    now, then = failures_of(held), failures_of(before)
    keys = sorted(now.keys() | then.keys(), key=lambda key: (-_size(now, key).count, key))

    def failed(key: str) -> Standing:
        cells = {status: Cell() for status in STATUSES} | {"failed": _size(now, key)}
        return Standing(cells, 0)

    return _parts(keys, now, then, currency, failed)


def _parts(
    keys: Iterable[str],
    now: Sizes,
    then: Sizes,
    currency: str,
    stands: Callable[[str], Standing],
) -> list[BreakdownPart]:
    counts = sum(cell.count for cell in now.values())
    amounts = sum(cell.amount for cell in now.values())
    return [
        BreakdownPart(
            key=key,
            count=(size := _size(now, key)).count,
            count_share=size.count / counts if counts else 0.0,
            amount=to_major(size.amount, currency),
            amount_share=size.amount / amounts if amounts else 0.0,
            success_rate=(part := stands(key)).success_rate,
            attempts=part.succeeded + part.held["failed"].count,
            refunded_volume=to_major(part.refunded_volume, currency),
            previous_count=_size(then, key).count,
            previous_amount=to_major(_size(then, key).amount, currency),
        )
        for key in keys
    ]


def _size(sizes: Sizes, key: str) -> Cell:
    return sizes.get(key) or Cell()


def _flow(now: Standing, currency: str) -> list[FlowStep]:
    held, refunded = now.held, now.refunded_volume
    steps = [
        ("created", "succeeded", now.succeeded, now.volume),
        ("created", "failed", held["failed"].count, held["failed"].amount),
        ("created", "pending", held["pending"].count, held["pending"].amount),
        ("succeeded", "kept", held["completed"].count, now.volume - refunded),
        ("succeeded", "refunded", held["refunded"].count, refunded),
    ]
    return [
        FlowStep(from_=source, to=to, count=count, amount=to_major(amount, currency))
        for source, to, count, amount in steps
    ]
