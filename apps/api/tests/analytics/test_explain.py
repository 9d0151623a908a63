"""Explanations: the parts of a dimension sum to the change, and what was done comes out first."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashbeat.analytics.cache import AnswerCache
from cashbeat.analytics.explain import service as explain_service
from cashbeat.analytics.explain.attribution import (
    MOST_PARTS,
    OTHERS,
    Change,
    Split,
    ordered,
    shortened,
)
from cashbeat.analytics.explain.parameters import ExplainParameters
from cashbeat.analytics.explain.question import explain_question
from cashbeat.analytics.explain.service import ExplainService
from cashbeat.analytics.explain.splits import BANDS, band_name
from cashbeat.contracts.base import format_instant
from cashbeat.contracts.explanation import ChangeExplanation, ExplainedDimension, ExplainedMeasure
from cashbeat.contracts.payment import PaymentStatus
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.redis import RedisHint
from cashbeat.kit.ids import new_id
from cashbeat.kit.time_buckets import Bucket
from cashbeat.payment.recording import Draft, StoredPayment, new_payment
from cashbeat.payment.sizing import PaymentSums, Sums
from cashbeat.rollup.repository import RollupRepository
from cashbeat.seed.history import History
from cashbeat.seed.plan import PlannedPayment
from cashbeat.tenant.tenant import Tenant

from .test_against_payments import Case, cases, chosen, made_at

MEASURES = get_args(ExplainedMeasure)
BERLIN = ZoneInfo("Europe/Berlin")
UNTIL = datetime(2026, 4, 15, 22, tzinfo=UTC)


@st.composite
def splits(draw: st.DrawFn) -> Split:
    """Sums of some parts, at least one of which has an attempt."""
    keys = draw(st.sets(st.integers(0, 30), min_size=1, max_size=30))
    found = {}
    for key in keys:
        succeeded, failed = draw(st.integers(0, 50)), draw(st.integers(0, 50))
        count = succeeded + failed + draw(st.integers(0, 9))
        found[f"k{key}"] = Sums(count, draw(st.integers(0, 10**9)), succeeded, failed)
    found["k0"] = Sums(3, 700, 2, 1)
    return found


def whole(split: Split) -> Sums:
    total = Sums()
    for sums in split.values():
        total.add(sums)
    return total


@given(splits(), splits(), st.sampled_from(MEASURES), st.sampled_from([1.0, 0.5, 7 / 3]))
def test_the_parts_sum_to_the_change(
    now: Split, base: Split, measure: ExplainedMeasure, scale: float
) -> None:
    change = Change(measure, whole(now), whole(base), scale)
    for failures in (False, True):
        parts = ordered(change, change.parts(now, base, failures=failures))
        shown = shortened(change, parts, now, base, failures=failures)
        assert len(shown) <= MOST_PARTS
        assert shown[0] == parts[0]
        assert [part.key for part in shown[:-1]].count(OTHERS) == 0
        near = pytest.approx(change.difference, rel=1e-9, abs=1e-9 * max(1, abs(change.value)))
        for some in (parts, shown):
            if failures and measure in ("volume", "count"):
                continue  # of which failure codes are no parts by themselves
            assert sum(part.contribution for part in some) == near


def test_a_rate_is_explained_by_rates_and_by_what_is_used_more() -> None:
    base = {"card": Sums(100, 0, 90, 10), "cash": Sums(100, 0, 100, 0)}
    worse = {"card": Sums(100, 0, 70, 30), "cash": Sums(100, 0, 100, 0)}
    change = Change("success_rate", whole(worse), whole(base), 1.0)
    given = {part.key: part.contribution for part in change.parts(worse, base)}
    assert given == {"card": pytest.approx(-0.1), "cash": pytest.approx(0)}
    more_card = {"card": Sums(150, 0, 135, 15), "cash": Sums(50, 0, 50, 0)}
    change = Change("success_rate", whole(more_card), whole(base), 1.0)
    given = {part.key: part.contribution for part in change.parts(more_card, base)}
    assert sum(given.values()) == pytest.approx(-0.025)
    assert all(each < 0 for each in given.values())


def test_bands_cover_every_amount() -> None:
    assert [band_name(start, "EUR") for start in BANDS[:6]] == [
        "0-1",
        "1-2",
        "2-5",
        "5-10",
        "10-20",
        "20-50",
    ]
    assert (band_name(100, "JPY"), band_name(100, "KWD")) == ("100-200", "0.1-0.2")
    assert band_name(BANDS[-1], "EUR") == "10000000+"
    assert list(BANDS) == sorted(set(BANDS))


def service_of(ledger: Any, no_redis: RedisHint, now: datetime) -> ExplainService:
    return ExplainService(
        ledger.reader,
        RollupRepository(ledger.database),
        PaymentSums(ledger.database),
        AnswerCache(no_redis, 60.0),
        lambda: now,
    )


def keyed(payment: StoredPayment) -> dict[str, str]:
    """The part that a payment belongs to, by dimension."""
    start = max(bound for bound in BANDS if bound <= payment["amount"])
    return {
        "method": payment["method"],
        "failure_code": payment.get("failureCode", ""),
        "currency": payment["currency"],
        "amount_band": band_name(start, "EUR"),
        "customer": payment.get("customerId", ""),
    }


def value_of(measure: str, payments: Sequence[StoredPayment]) -> float:
    succeeded = [each for each in payments if each["status"] in ("completed", "refunded")]
    failed = [each for each in payments if each["status"] == "failed"]
    match measure:
        case "volume":
            return float(sum(each["amount"] for each in succeeded)) / 100
        case "count":
            return len(payments)
        case "failed_count":
            return len(failed)
        case _:
            attempts = len(succeeded) + len(failed)
            return len(succeeded) / attempts if attempts else 0


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    case=cases(),
    measure=st.sampled_from(MEASURES),
    days=st.integers(1, 5),
    everything=st.booleans(),
)
async def test_an_explanation_equals_a_count_of_the_payments(
    case: Case,
    measure: str,
    days: int,
    everything: bool,
    ledger: Any,
    no_redis: RedisHint,
) -> None:
    tenant = Tenant(new_id("t"), "Ours", case.home, "EUR")
    customers = [None, *(f"c-{number}" for number in range(20))]
    payments = []
    for place in range(case.payments + 10):
        currency = "EUR" if place % 5 else "JPY"
        payment = ledger.lived(tenant.id, case.dice, made_at(case), currency)
        if (customer := case.dice.choice(customers)) is not None:
            payment["customerId"] = customer
        payments.append(payment)
    await ledger.put(tenant, payments, case.now, case.dice)
    base = Bucket(case.span.start - timedelta(days=days), case.span.start)
    given = case.parameters | {
        "measure": measure,
        "base_start": format_instant(base.start),
        "base_end": format_instant(base.end),
        "currency": None if everything else "EUR",
    }
    question = explain_question(ExplainParameters(**given), tenant, case.now)
    found = await service_of(ledger, no_redis, case.now).compute(tenant, question)
    mixed = everything and measure != "volume"
    ours = [each for each in payments if mixed or each["currency"] == "EUR"]
    now, before = chosen(ours, case.span, case), chosen(ours, base, case)
    factor = 1 if measure == "success_rate" else question.scale
    assert (found.range.count, found.base.count) == (len(now), len(before))
    assert found.range.value == pytest.approx(value_of(measure, now))
    assert found.base.value == pytest.approx(value_of(measure, before) * factor)
    assert found.change == pytest.approx(found.range.value - found.base.value)
    assert_dimensions(found, now, before, factor)


def assert_dimensions(
    found: ChangeExplanation,
    now: Sequence[StoredPayment],
    before: Sequence[StoredPayment],
    factor: float,
) -> None:
    for each in found.dimensions:
        if each.omitted is not None:
            assert each.parts == []
            continue
        total = sum(part.contribution for part in each.parts)
        assert total == pytest.approx(found.change, rel=1e-6, abs=1e-6)
        for part in each.parts:
            if part.key == OTHERS:
                continue
            if found.measure == "success_rate" and each.dimension == "failure_code":
                continue
            mine = [p for p in now if keyed(p)[each.dimension] == part.key]
            then = [p for p in before if keyed(p)[each.dimension] == part.key]
            assert part.value == pytest.approx(value_of(found.measure, mine))
            assert part.base_value == pytest.approx(value_of(found.measure, then) * factor)
    ranks = [each.concentration for each in found.dimensions if each.omitted is None]
    assert ranks == sorted(ranks, reverse=True)


@cache
def planned() -> tuple[PlannedPayment, ...]:
    """The demo merchant's last days, without incidents of their own."""
    history = History(until=UNTIL, tz=BERLIN, days=3, per_day=900, seed=11)
    plans = [payment for day in history.all_days() for payment in history.payments_of(day)]
    return tuple(plan for plan in plans if plan.currency == "EUR")


def stored(tenant_id: str, plan: PlannedPayment) -> StoredPayment:
    """A planned payment as recorded, its later steps left out; what waited has come through."""
    status = PaymentStatus.COMPLETED if plan.status == "pending" else PaymentStatus(plan.status)
    draft = Draft(
        plan.minor,
        plan.currency,
        plan.method,
        status,
        plan.created_at.replace(microsecond=0),
        plan.failure_code,
        "c-big" if is_big(plan) else plan.customer_id,
    )
    return new_payment(tenant_id, draft, plan.created_at)


SPIKE = Bucket(UNTIL - timedelta(hours=6), UNTIL - timedelta(hours=4))
"""Two hours of the evening: 18 to 20 o'clock in Berlin."""


async def explained(
    ledger: Any,
    no_redis: RedisHint,
    change: Callable[[list[PlannedPayment]], list[PlannedPayment]],
    span: Bucket,
    measure: ExplainedMeasure,
) -> ChangeExplanation:
    """What the service says of a span after something was done in it, against the day before."""
    tenant = Tenant("ours", "Ours", "Europe/Berlin", "EUR")
    inside = [plan for plan in planned() if span.start <= plan.created_at < span.end]
    outside = [plan for plan in planned() if not span.start <= plan.created_at < span.end]
    payments = [stored("ours", plan) for plan in (*outside, *change(inside))]
    await ledger.put(tenant, payments, UNTIL, random.Random(1))
    given = ExplainParameters(
        start=format_instant(span.start),
        end=format_instant(span.end),
        base_start=format_instant(span.start - timedelta(days=1)),
        base_end=format_instant(span.end - timedelta(days=1)),
        measure=measure,
        currency="EUR",
    )
    question = explain_question(given, tenant, UNTIL)
    return await service_of(ledger, no_redis, UNTIL).compute(tenant, question)


def named(found: ChangeExplanation, dimension: str) -> ExplainedDimension:
    return next(each for each in found.dimensions if each.dimension == dimension)


@pytest.mark.parametrize("measure", ["failed_count", "success_rate"])
async def test_a_spike_of_declines_comes_out_on_top(
    ledger: Any, no_redis: RedisHint, measure: ExplainedMeasure
) -> None:
    """Half of the card payments of two hours fail because the issuer cannot be reached."""
    dice = random.Random(5)
    failed = 0

    def spike(plans: list[PlannedPayment]) -> list[PlannedPayment]:
        nonlocal failed
        made = []
        for plan in plans:
            if plan.method == "card" and plan.status == "completed" and dice.random() < 0.5:
                failed += 1
                made.append(replace(plan, status="failed", failure_code="issuer_unavailable"))
            else:
                made.append(plan)
        return made

    found = await explained(ledger, no_redis, spike, SPIKE, measure)
    assert failed >= 20
    first = found.dimensions[0]
    assert (first.dimension, first.parts[0].key) == ("failure_code", "issuer_unavailable")
    true = failed / found.change if measure == "failed_count" else None
    if true is None:
        attempts = sum(1 for plan in planned() if SPIKE.start <= plan.created_at < SPIKE.end)
        true = -failed / attempts / found.change
    assert first.parts[0].share == pytest.approx(true, abs=0.05)
    assert named(found, "method").parts[0].key == "card"
    assert "issuer_unavailable" in found.summary


async def test_the_customer_who_stopped_buying_comes_out_on_top(
    ledger: Any, no_redis: RedisHint
) -> None:
    """One who bought a quarter of everything buys nothing any more."""
    span = Bucket(UNTIL - timedelta(days=1), UNTIL)
    found = await explained(
        ledger, no_redis, lambda plans: [p for p in plans if not is_big(p)], span, "volume"
    )
    first = found.dimensions[0]
    assert (first.dimension, first.parts[0].key) == ("customer", "c-big")
    before = day_before(span)
    lost = sum(plan.minor for plan in before if is_big(plan) and plan.status != "failed") / 100
    assert first.parts[0].contribution == pytest.approx(-lost)
    assert first.parts[0].share == pytest.approx(lost / -found.change, abs=0.05)
    assert "the customer c-big accounts for" in found.summary


def is_big(plan: PlannedPayment) -> bool:
    """Whether the customer is the one who stops: a quarter of them are."""
    return plan.customer_id is not None and int(plan.customer_id[-2:]) < 25


def day_before(span: Bucket) -> list[PlannedPayment]:
    day = timedelta(days=1)
    return [p for p in planned() if span.start - day <= p.created_at < span.end - day]


async def test_the_amounts_that_are_missing_come_out_on_top(
    ledger: Any, no_redis: RedisHint
) -> None:
    """Nothing from 50 to below 100 is sold any more, by whichever method."""
    span = Bucket(UNTIL - timedelta(days=1), UNTIL)
    found = await explained(
        ledger,
        no_redis,
        lambda plans: [plan for plan in plans if not 5_000 <= plan.minor < 10_000],
        span,
        "volume",
    )
    first = found.dimensions[0]
    assert (first.dimension, first.parts[0].key) == ("amount_band", "50-100")
    base = sum(
        plan.minor
        for plan in day_before(span)
        if plan.status != "failed" and 5_000 <= plan.minor < 10_000
    )
    assert first.parts[0].contribution == pytest.approx(-base / 100)


async def test_too_many_payments_are_explained_from_rollups_alone(
    ledger: Any, no_redis: RedisHint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explain_service, "MOST_PAYMENTS", 10)
    found = await explained(ledger, no_redis, lambda plans: plans, SPIKE, "volume")
    assert {each.dimension: each.omitted is None for each in found.dimensions} == {
        "method": True,
        "amount_band": False,
        "customer": False,
    }
    assert "ask for a shorter range" in str(named(found, "customer").omitted)


TENANT = Tenant("ours", "Ours", "Europe/Berlin", "EUR")


def test_the_base_is_the_period_before_unless_it_is_given() -> None:
    span: dict[str, Any] = {"start": "2026-04-10T22:00:00Z", "end": "2026-04-12T22:00:00Z"}
    question = explain_question(ExplainParameters(**span), TENANT, UNTIL)
    assert question.base == Bucket(
        datetime(2026, 4, 8, 22, tzinfo=UTC), datetime(2026, 4, 10, 22, tzinfo=UTC)
    )
    assert (question.measure, question.scale, question.all_currencies) == ("volume", 1, False)
    base: dict[str, Any] = {
        "base_start": "2026-04-01T22:00:00Z",
        "base_end": "2026-04-05T22:00:00Z",
    }
    question = explain_question(ExplainParameters(**span, **base, measure="count"), TENANT, UNTIL)
    assert (question.scale, question.all_currencies) == (0.5, True)
    running = span | {"end": "2026-04-20T22:00:00Z"}
    question = explain_question(ExplainParameters(**running, **base), TENANT, UNTIL)
    assert question.scale == 5 / 4


def test_every_fault_of_a_question_is_named_at_once() -> None:
    with pytest.raises(InvalidRequest) as refused:
        explain_question(
            ExplainParameters(
                start="2026-04-12T22:00:00Z",
                end="2026-04-11T22:00:00Z",
                base_start="yesterday",
                tz="Mars",
                currency="XBT",
                measure="profit",
                method=["CARD"],
            ),
            TENANT,
            UNTIL,
        )
    assert {(fault.field, fault.code) for fault in refused.value.errors} == {
        ("query.from", "empty_range"),
        ("query.baseFrom", "invalid_instant"),
        ("query.baseTo", "required"),
        ("query.tz", "unknown_time_zone"),
        ("query.currency", "unknown_currency"),
        ("query.measure", "not_one_of"),
        ("query.method", "invalid_format"),
    }
    given: dict[str, Any] = {
        "base_start": "2026-04-11T22:00:00Z",
        "base_end": "1999-04-11T22:00:00Z",
    }
    with pytest.raises(InvalidRequest) as refused:
        explain_question(ExplainParameters(**given), TENANT, UNTIL)
    assert [fault.code for fault in refused.value.errors] == ["out_of_range"]
