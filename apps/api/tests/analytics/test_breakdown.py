"""Breakdowns equal what brute force finds in the payments, in any zone, over changes of clocks."""

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings

from cashbeat.analytics.breakdown.holding import HoldingSums
from cashbeat.analytics.breakdown.service import BreakdownService
from cashbeat.analytics.breakdown.table import COLUMNS, table_of
from cashbeat.analytics.cache import AnswerCache
from cashbeat.analytics.parameters import MetricsParameters
from cashbeat.analytics.question import Selection, metrics_question
from cashbeat.contracts.breakdown import BreakdownPart, PaymentBreakdown
from cashbeat.core.redis import RedisHint
from cashbeat.kit.ids import new_id
from cashbeat.kit.money import to_major
from cashbeat.kit.time_buckets import Bucket, local_day
from cashbeat.rollup.counters import STATUSES
from cashbeat.tenant.tenant import Tenant

from .test_against_payments import Case, cases, chosen, made_at

Payments = Sequence[dict[str, Any]]


def amount_of(payments: Payments, name: str = "amount") -> Decimal:
    return to_major(sum(payment[name] for payment in payments), "EUR")


def succeeded(payments: Payments) -> Payments:
    return [payment for payment in payments if payment["status"] in ("completed", "refunded")]


def rate_of(payments: Payments) -> tuple[int, float]:
    good = len(succeeded(payments))
    attempts = good + len([payment for payment in payments if payment["status"] == "failed"])
    return attempts, good / attempts if attempts else 0


def assert_parts(
    parts: Sequence[BreakdownPart],
    now: Payments,
    before: Payments,
    key: Callable[[dict[str, Any]], str],
    counted: Callable[[Payments], Payments] = lambda payments: payments,
) -> None:
    """Each part is the payments of its key; none is missing; `counted` ones make its amount."""
    assert {part.key for part in parts} >= {key(payment) for payment in (*now, *before)}
    assert len({part.key for part in parts}) == len(parts)
    whole = sum(payment["amount"] for payment in counted(now))
    for part in parts:
        mine = [payment for payment in now if key(payment) == part.key]
        then = [payment for payment in before if key(payment) == part.key]
        assert (part.count, part.previous_count) == (len(mine), len(then))
        assert part.count_share == (len(mine) / len(now) if now else 0)
        assert part.amount == amount_of(counted(mine))
        assert part.previous_amount == amount_of(counted(then))
        own = sum(payment["amount"] for payment in counted(mine))
        assert part.amount_share == (own / whole if whole else 0)
        assert (part.attempts, part.success_rate) == rate_of(mine)
        assert part.refunded_volume == amount_of(mine, "refundedAmount")


def assert_breakdown(
    found: PaymentBreakdown, now: Payments, before: Payments, tz: ZoneInfo
) -> None:
    assert found.count == len(now)
    assert_parts(found.methods, now, before, lambda payment: payment["method"], succeeded)
    assert_parts(found.statuses, now, before, lambda payment: payment["status"])
    assert [part.key for part in found.statuses] == list(STATUSES)
    failed, failed_before = (
        [payment for payment in payments if payment["status"] == "failed"]
        for payments in (now, before)
    )
    assert_parts(found.failure_codes, failed, failed_before, lambda payment: payment["failureCode"])
    volumes = [part.amount for part in found.methods]
    assert volumes == sorted(volumes, reverse=True)
    counts = [part.count for part in found.failure_codes]
    assert counts == sorted(counts, reverse=True)
    hours = Counter(
        (local_day(at := payment["createdAt"], tz).isoweekday(), at.astimezone(tz).hour)
        for payment in now
    )
    assert {(hour.weekday, hour.hour): hour.count for hour in found.hours_of_week} == {
        (weekday, hour): hours[weekday, hour] for weekday in range(1, 8) for hour in range(24)
    }
    assert sum(hour.attempts for hour in found.hours_of_week) == rate_of(now)[0]
    flow = {(step.from_, step.to): (step.count, step.amount) for step in found.flow}
    by_status = {status: [p for p in now if p["status"] == status] for status in STATUSES}
    assert flow == {
        ("created", "succeeded"): (len(succeeded(now)), amount_of(succeeded(now))),
        ("created", "failed"): (len(by_status["failed"]), amount_of(by_status["failed"])),
        ("created", "pending"): (len(by_status["pending"]), amount_of(by_status["pending"])),
        ("succeeded", "kept"): (
            len(by_status["completed"]),
            amount_of(succeeded(now)) - amount_of(now, "refundedAmount"),
        ),
        ("succeeded", "refunded"): (
            len(by_status["refunded"]),
            amount_of(now, "refundedAmount"),
        ),
    }


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(case=cases())
async def test_a_breakdown_equals_a_count_of_the_payments(
    case: Case, ledger: Any, no_redis: RedisHint
) -> None:
    tenant = Tenant(new_id("t"), "Ours", case.home, "EUR")
    ours = [ledger.lived(tenant.id, case.dice, made_at(case), "EUR") for _ in range(case.payments)]
    await ledger.put(tenant, ours, case.now, case.dice)
    foreign = [ledger.lived(tenant.id, case.dice, made_at(case), "JPY") for _ in range(5)]
    await ledger.put(tenant, foreign, case.now, case.dice)
    asked = metrics_question(
        MetricsParameters(**case.parameters, compare=case.compare), tenant, case.now
    )
    service = BreakdownService(ledger.reader, AnswerCache(no_redis, 60.0), lambda: case.now)
    found = await service.compute(tenant, asked)
    now, before = chosen(ours, case.span, case), chosen(ours, asked.previous, case)
    assert_breakdown(found, now, before, case.tz)
    metrics = await ledger.service(no_redis, lambda: case.now).compute_metrics(tenant, asked)
    assert found.count == metrics.count
    assert sum((part.amount for part in found.methods), Decimal(0)) == metrics.total_volume
    assert [part.count for part in found.statuses] == [
        metrics.pending_count,
        metrics.completed_count,
        metrics.failed_count,
        metrics.refunded_count,
    ]
    assert sum(part.count for part in found.failure_codes) == metrics.failed_count
    by_hour = Counter[int]()
    for hour in found.hours_of_week:
        by_hour[hour.hour] += hour.count
    assert [by_hour[hour] for hour in range(24)] == metrics.hours


def test_hours_of_a_day_read_on_another_clock_may_be_of_the_next_or_last_weekday() -> None:
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    row = {"start": monday, "day": "2026-03-02", "h": {"1": {"card": {"completed": 2}}}}
    span = Bucket(monday, datetime(2026, 3, 3, tzinfo=UTC))
    for shift, place in ((0, (1, 1)), (-2, (7, 23)), (23, (2, 0))):
        sums = HoldingSums([span], Selection("EUR"), ZoneInfo("UTC"))
        sums.add_day(row, shift)
        (holding,) = sums.sums()
        assert {at: (held.count, held.attempts) for at, held in holding.week.items()} == {
            place: (2, 2)
        }


async def test_the_table_states_every_number_once(ledger: Any, no_redis: RedisHint) -> None:
    dice, now = random.Random(3), datetime(2026, 4, 15, 9, 20, tzinfo=UTC)
    tenant = Tenant("ours", "Ours", "Europe/Kyiv", "EUR")
    payments = [ledger.lived("ours", dice, now, "EUR") for _ in range(40)]
    await ledger.put(tenant, payments, now, dice)
    service = BreakdownService(ledger.reader, AnswerCache(no_redis, 60.0), lambda: now)
    found = await service.compute(tenant, metrics_question(MetricsParameters(), tenant, now))
    export = table_of(found)
    text = b"".join([part async for part in export.parts]).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    assert tuple(header) == COLUMNS
    assert len(rows) == export.rows
    assert len(rows) == (
        len(found.methods) + len(found.statuses) + len(found.failure_codes) + 168 + 5
    )
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert {row[-1] for row in rows} == {"EUR"}
    by_dimension = Counter[str]()
    for row in rows:
        by_dimension[row[0]] += int(row[2])
    assert by_dimension["method"] == by_dimension["status"] == by_dimension["hour_of_week"] == 40
    assert by_dimension["failure_code"] == found.statuses[2].count
