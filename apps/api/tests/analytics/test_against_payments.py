"""Metrics and trends equal what brute force finds in the payments themselves."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, get_args
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashbeat.analytics.parameters import MetricsParameters, TrendParameters
from cashbeat.analytics.question import metrics_question, trends_question
from cashbeat.contracts.analytics import (
    ComparedBucket,
    Comparison,
    MetricFigures,
    TrendData,
)
from cashbeat.core.redis import RedisHint
from cashbeat.kit.ids import new_id
from cashbeat.kit.money import to_major
from cashbeat.kit.time_buckets import MINUTE, QUARTER, Bucket, Grain, day_start, local_day
from cashbeat.payment.filter import PaymentFilter
from cashbeat.payment.repository import PaymentRepository
from cashbeat.tenant.tenant import Tenant

ZONES = [
    "UTC",
    "Europe/Kyiv",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
]
MOMENTS = [
    datetime(2025, 3, 30, 1, tzinfo=UTC),  # clocks forward: Kyiv, Berlin
    datetime(2025, 10, 26, 1, tzinfo=UTC),  # clocks back: Kyiv, Berlin
    datetime(2025, 11, 2, 6, tzinfo=UTC),  # clocks back: New York
    datetime(2025, 4, 5, 15, tzinfo=UTC),  # half an hour back: Lord Howe
    datetime(2011, 12, 30, 10, tzinfo=UTC),  # a day skipped: Apia
    datetime(2024, 2, 29, 12, tzinfo=UTC),  # the end of a month, a leap day
    datetime(2025, 12, 31, 22, tzinfo=UTC),  # the end of a year
]
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Case:
    """A random history with a random question about it."""

    dice: random.Random
    home: str
    clock: str
    moment: datetime
    now: datetime
    span: Bucket
    methods: tuple[str, ...]
    statuses: tuple[str, ...]
    payments: int
    compare: str | None

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.clock)

    @property
    def parameters(self) -> dict[str, Any]:
        return {
            "start": self.span.start.isoformat(),
            "end": self.span.end.isoformat(),
            "tz": self.clock,
            "currency": "EUR",
            "method": list(self.methods) or None,
            "status": list(self.statuses) or None,
        }


@st.composite
def cases(draw: st.DrawFn) -> Case:
    moment = draw(st.sampled_from(MOMENTS))
    home = draw(st.sampled_from(ZONES))
    clock = draw(st.sampled_from([home, home, *ZONES]))
    dice = random.Random(draw(st.integers(0, 2**32)))

    def edge() -> datetime:
        near = moment + timedelta(seconds=dice.uniform(-6, 6) * 86_400)
        match draw(st.sampled_from(["day", "quarter", "minute", "ragged", "ragged"])):
            case "day":
                return day_start(local_day(near, ZoneInfo(clock)), ZoneInfo(clock))
            case "quarter":
                return near - (near - moment) % QUARTER
            case "minute":
                return near - (near - moment) % MINUTE
            case _:
                return near - (near - moment) % MILLISECOND

    start, end = sorted((edge(), edge()))
    end = max(end, start + MILLISECOND)
    later = draw(st.sampled_from([timedelta(days=-1), timedelta(0), timedelta(minutes=20), None]))
    now = end + timedelta(days=400) if later is None else end + later
    return Case(
        dice=dice,
        home=home,
        clock=clock,
        moment=moment,
        now=now,
        span=Bucket(start, end),
        methods=draw(st.sampled_from([(), (), ("card",), ("card", "upi")])),
        statuses=draw(st.sampled_from([(), (), ("completed",), ("failed", "refunded")])),
        payments=draw(st.integers(0, 60)),
        compare=draw(st.sampled_from([None, *get_args(Comparison)])),
    )


def made_at(case: Case) -> datetime:
    """A time of a payment: anywhere near, or a hair's breadth from a border."""
    anywhere = case.moment + timedelta(
        milliseconds=case.dice.randint(-8 * 86_400_000, 8 * 86_400_000)
    )
    borders = [
        *case.span,
        case.moment,
        day_start(local_day(anywhere, case.tz), case.tz),
        day_start(local_day(anywhere, ZoneInfo(case.home)), ZoneInfo(case.home)),
        anywhere - (anywhere - case.moment) % QUARTER,
    ]
    close = case.dice.choice(borders) + case.dice.choice([-1, 0, 1]) * MILLISECOND
    inside = case.span.start + (case.span.end - case.span.start) * case.dice.random()
    inside -= (inside - case.moment) % MILLISECOND
    return case.dice.choice([anywhere, close, inside])


def chosen(payments: Sequence[dict[str, Any]], span: Bucket, case: Case) -> list[dict[str, Any]]:
    return [
        payment
        for payment in payments
        if span.start <= payment["createdAt"] < span.end
        and (not case.methods or payment["method"] in case.methods)
        and (not case.statuses or payment["status"] in case.statuses)
    ]


def assert_figures(found: MetricFigures, payments: Sequence[dict[str, Any]], tz: ZoneInfo) -> None:
    """Each figure, counted one payment at a time."""
    succeeded = [p for p in payments if p["status"] in ("completed", "refunded")]
    failed = [p for p in payments if p["status"] == "failed"]
    volume = sum(p["amount"] for p in succeeded)
    assert found.total_volume == to_major(volume, "EUR")
    attempts = len(succeeded) + len(failed)
    assert found.success_rate == (len(succeeded) / attempts if attempts else 0)
    exact = Fraction(volume, 100 * len(succeeded)) if succeeded else Fraction(0)
    assert abs(Fraction(found.average_amount) - exact) <= Fraction(1, 200)
    assert found.average_amount == round(found.average_amount, 2)
    hours = [p["createdAt"].astimezone(tz).hour for p in payments]
    assert found.peak_hour == max(range(24), key=lambda hour: (hours.count(hour), -hour))
    methods = sorted({p["method"] for p in succeeded})
    by_method = [sum(p["amount"] for p in succeeded if p["method"] == m) for m in methods]
    best = methods[by_method.index(max(by_method))] if methods else ""
    assert found.top_payment_method == best
    assert found.active_methods == len({p["method"] for p in payments})
    assert found.count == len(payments)
    for status in ("completed", "failed", "pending", "refunded"):
        counted = len([p for p in payments if p["status"] == status])
        assert getattr(found, f"{status}_count") == counted
    given_back = sum(p["refundedAmount"] for p in payments)
    assert found.refunded_volume == to_major(given_back, "EUR")
    assert found.net_volume == found.total_volume - found.refunded_volume
    assert found.refund_rate == (given_back / volume if volume else 0)
    assert found.hours == [hours.count(hour) for hour in range(24)]


def assert_point(point: TrendData, payments: Sequence[dict[str, Any]]) -> None:
    succeeded = [p for p in payments if p["status"] in ("completed", "refunded")]
    failed = [p for p in payments if p["status"] == "failed"]
    attempts = len(succeeded) + len(failed)
    assert point.amount == to_major(sum(p["amount"] for p in succeeded), "EUR")
    assert point.count == len(payments)
    assert point.success_rate == (len(succeeded) / attempts if attempts else 0)
    assert point.failed_count == len(failed)
    assert point.completed_count + point.refunded_count == len(succeeded)
    assert point.pending_count == len(payments) - attempts
    assert point.refunded_volume == to_major(sum(p["refundedAmount"] for p in payments), "EUR")
    exact = point.amount / len(succeeded) if succeeded else Decimal(0)
    assert abs(point.average_amount - exact) <= Decimal("0.005")
    assert point.active_methods == len({p["method"] for p in payments})


def assert_compared(found: ComparedBucket, payments: Sequence[dict[str, Any]]) -> None:
    succeeded = [p for p in payments if p["status"] in ("completed", "refunded")]
    attempts = len(payments) - len([p for p in payments if p["status"] == "pending"])
    assert found.amount == to_major(sum(p["amount"] for p in succeeded), "EUR")
    assert (found.count, found.attempts) == (len(payments), attempts)
    assert found.success_rate == (len(succeeded) / attempts if attempts else 0)


def assert_bucket_shape(point: TrendData, grain: Grain, tz: ZoneInfo) -> None:
    first = point.timestamp.astimezone(tz)
    last = (point.end - MILLISECOND).astimezone(tz)
    match grain:
        case Grain.HOUR:
            assert (first.minute, first.second) == (0, 0)
            assert (first.date(), first.hour) == (last.date(), last.hour)
        case Grain.DAY:
            assert first.date() == last.date()
        case Grain.WEEK:
            assert first.isocalendar()[:2] == last.isocalendar()[:2]
        case Grain.MONTH:
            assert (first.year, first.month) == (last.year, last.month)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(case=cases())
async def test_analytics_equal_a_count_of_the_payments(
    case: Case, ledger: Any, no_redis: RedisHint
) -> None:
    tenant = Tenant(new_id("t"), "Ours", case.home, "EUR")
    other = Tenant(new_id("t"), "Theirs", case.clock, "EUR")
    ours = [ledger.lived(tenant.id, case.dice, made_at(case), "EUR") for _ in range(case.payments)]
    await ledger.put(tenant, ours, case.now, case.dice)
    for who, currency in ((tenant, "JPY"), (other, "EUR")):
        foreign = [ledger.lived(who.id, case.dice, made_at(case), currency) for _ in range(5)]
        await ledger.put(who, foreign, case.now, case.dice)
    service = ledger.service(no_redis, lambda: case.now)

    asked = metrics_question(
        MetricsParameters(**case.parameters, compare=case.compare), tenant, case.now
    )
    metrics = await service.compute_metrics(tenant, asked)
    in_range = chosen(ours, case.span, case)
    assert_figures(metrics, in_range, case.tz)
    assert_figures(metrics.previous, chosen(ours, asked.previous, case), case.tz)
    assert (metrics.from_, metrics.to) == tuple(case.span)
    listed = PaymentFilter(*case.span, case.methods, case.statuses, "EUR")
    totals = ledger.totals(lambda: case.now)
    assert metrics.count == await totals.count(tenant, listed)
    assert await totals.count(tenant, replace(listed, refunded=True)) is None
    payments = PaymentRepository(ledger.database)
    failing = replace(listed, failure_codes=("card_declined", "issuer_unavailable"))
    declined = replace(failing, currency=None, failure_codes=("card_declined",))
    for wanted in (listed, replace(listed, currency=None), PaymentFilter(), failing, declined):
        counted = await payments.count_up_to(tenant.id, wanted, 10_000, 30)
        assert counted == await totals.count(tenant, wanted)

    for grain in Grain:
        parameters = TrendParameters(**case.parameters, period=grain.value, compare=case.compare)
        question = trends_question(parameters, tenant, case.now)
        points = await service.compute_trends(tenant, question)
        assert points[0].timestamp <= case.span.start < points[0].end
        assert points[-1].timestamp < case.span.end <= points[-1].end
        for point, following in pairwise(points):
            assert point.end == following.timestamp
        for point in points:
            assert_bucket_shape(point, grain, case.tz)
            bucket = Bucket(point.timestamp, point.end)
            assert_point(point, chosen(in_range, bucket, case))
            inside = case.span.start <= bucket.start and bucket.end <= case.span.end
            assert point.complete == (inside and bucket.end <= case.now)
            if point.previous is not None:
                part = Bucket(point.previous.timestamp, point.previous.end)
                assert_compared(point.previous, chosen(ours, part, case))
            assert case.compare is not None or point.previous is None
        assert sum((point.amount for point in points), Decimal(0)) == metrics.total_volume
        assert sum(point.count for point in points) == metrics.count
        refunded = sum((point.refunded_volume for point in points), Decimal(0))
        assert refunded == metrics.refunded_volume
