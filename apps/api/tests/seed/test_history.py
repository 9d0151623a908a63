"""A history is the same for the same arguments, valid, in the past, and shaped like a business."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashbeat.contracts.payment import (
    CompletePayment,
    FailPayment,
    NewPayment,
    RefundPayment,
    RetryPayment,
)
from cashbeat.kit.money import to_minor
from cashbeat.payment.checking import check_new_payment
from cashbeat.seed.effect import OUTAGE_CODE, ScenarioName
from cashbeat.seed.history import REFUND_DAYS, History
from cashbeat.seed.method import BY_CODE, METHODS, Method
from cashbeat.seed.plan import PlannedPayment

Body = CompletePayment | FailPayment | RefundPayment | RetryPayment
BERLIN = ZoneInfo("Europe/Berlin")
UNTIL = datetime(2026, 11, 21, 16, 20, 30, tzinfo=UTC)
BODIES: Mapping[str, type[Body]] = {
    "complete": CompletePayment,
    "fail": FailPayment,
    "refund": RefundPayment,
    "retry": RetryPayment,
}
LEGAL = {
    ("pending", "complete"): "completed",
    ("pending", "fail"): "failed",
    ("failed", "retry"): "pending",
    ("completed", "refund"): "completed",
}

zones = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"]
).map(ZoneInfo)
moments = st.datetimes(datetime(2001, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
histories = st.builds(
    History,
    until=moments,
    tz=zones,
    days=st.integers(1, 45),
    per_day=st.integers(1, 60),
    seed=st.integers(0, 2**32),
    currency=st.sampled_from(["EUR", "GBP", "JPY", "KWD", "INR", "CHF"]),
    methods=st.sets(st.sampled_from(sorted(BY_CODE)), min_size=1).map(frozenset),
)


@pytest.fixture(scope="module")
def history() -> History:
    return History(until=UNTIL, tz=BERLIN)


@pytest.fixture(scope="module")
def payments(history: History) -> list[PlannedPayment]:
    return [payment for day in history.all_days() for payment in history.payments_of(day)]


@settings(max_examples=60, deadline=None)
@given(histories, st.data())
def test_every_day_can_be_sent(history: History, data: st.DataObject) -> None:
    day = data.draw(st.sampled_from(history.all_days()))
    previous = None
    for payment in history.payments_of(day):
        assert payment.created_at.astimezone(history.tz).date() == day
        assert payment.created_at < history.until
        assert previous is None or previous <= payment.created_at
        previous = payment.created_at
        _check_sendable(payment, history)


def _check_sendable(payment: PlannedPayment, history: History) -> None:
    wire = NewPayment.model_validate(payment.to_request())
    draft, problems = check_new_payment(wire, history.until, method_is_active=True)
    assert problems == []
    assert draft is not None
    assert draft.amount == payment.minor
    assert payment.method in history.methods
    status, left, last = str(payment.status), payment.minor, payment.created_at
    for step in payment.steps:
        body = BODIES[step.kind].model_validate(step.to_request(payment.currency))
        assert body.occurred_at is not None
        assert last <= body.occurred_at <= step.at < history.until
        last = body.occurred_at
        status = LEGAL[status, step.kind]
        if step.kind == "refund":
            left -= left if step.minor is None else step.minor
            assert left >= 0
            assert isinstance(body, RefundPayment)
            assert body.amount is None or to_minor(body.amount, payment.currency) == step.minor
            assert step.at - payment.created_at < timedelta(days=REFUND_DAYS)


def test_the_same_arguments_make_the_same_payments(history: History) -> None:
    day = history.first_day + timedelta(days=40)
    again = History(until=UNTIL, tz=BERLIN)
    assert again.payments_of(day) == history.payments_of(day)
    assert replace(history, seed=43).payments_of(day) != history.payments_of(day)


@pytest.mark.parametrize("days_ago", [0, 1, 2, 3, 40])
def test_what_is_recorded_does_not_depend_on_the_time_of_the_last_day(
    history: History, days_ago: int
) -> None:
    """A broken-off run that is taken up an hour later sends the same bodies."""
    day = history.last_day - timedelta(days=days_ago)
    later = replace(history, until=UNTIL + timedelta(hours=2))
    early = [payment.to_request() for payment in history.payments_of(day)]
    late = [payment.to_request() for payment in later.payments_of(day)]
    assert late[: len(early)] == early
    assert days_ago == 0 or len(late) == len(early)
    assert history.name == later.name


def test_the_default_is_a_demo_in_size_and_reaches_now(payments: Sequence[PlannedPayment]) -> None:
    assert 50_000 <= len(payments) <= 64_000
    assert UNTIL - payments[-1].created_at < timedelta(minutes=30)
    assert len({payment.external_id for payment in payments if payment.external_id}) == sum(
        payment.external_id is not None for payment in payments
    )


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.code)
def test_shares_declines_and_refunds_are_those_of_the_method(
    history: History, payments: Sequence[PlannedPayment], method: Method
) -> None:
    """Incidents aside."""
    payments = [
        payment
        for payment in payments
        if not any(each.start <= payment.created_at < each.end for each in history.incidents)
    ]
    own = [payment for payment in payments if payment.method == method.code]
    failures = Counter(payment.failure_code for payment in own if payment.failure_code is not None)
    refunded = sum(any(step.kind == "refund" for step in payment.steps) for payment in own)
    assert len(own) / len(payments) == pytest.approx(method.share, rel=0.15)
    assert sum(failures.values()) / len(own) == pytest.approx(method.decline_rate, rel=0.35)
    assert failures.keys() <= method.failures.keys()
    assert refunded / len(own) < 1.5 * method.refund_rate
    if method.failures:
        likely = max(method.failures, key=method.failures.__getitem__)
        assert failures[likely] > 0.6 * max(failures.values())


def test_evenings_are_busy_and_nights_are_not(payments: Sequence[PlannedPayment]) -> None:
    hours = Counter(
        payment.created_at.astimezone(BERLIN).hour
        for payment in payments
        if payment.method in {"card", "wallet"}
    )
    assert 18 <= max(hours, key=hours.__getitem__) <= 21
    assert hours[3] < hours[20] / 15


def test_saturdays_are_busier_than_tuesdays_but_not_for_banks(
    payments: Sequence[PlannedPayment],
) -> None:
    days: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for payment in payments:
        days[payment.created_at.astimezone(BERLIN).weekday()][payment.method] += 1
    assert days[5]["card"] > 1.2 * days[1]["card"]
    assert days[5]["bank_transfer"] < 0.5 * days[1]["bank_transfer"]


def test_month_ends_stand_out_and_holidays_are_quiet(payments: Sequence[PlannedPayment]) -> None:
    days = Counter(payment.created_at.astimezone(BERLIN).date() for payment in payments)
    ordinary = sum(days[date(2026, 9, day)] for day in range(7, 21)) / 14
    assert days[date(2026, 9, 30)] > 1.15 * ordinary
    assert days[date(2026, 10, 3)] < 0.7 * ordinary


def test_most_payments_are_in_the_default_currency(payments: Sequence[PlannedPayment]) -> None:
    currencies = Counter(payment.currency for payment in payments)
    assert currencies.keys() == {"EUR", "GBP", "USD"}
    assert currencies["EUR"] > 0.85 * len(payments)


def test_customers_come_back_and_keep_their_currency(payments: Sequence[PlannedPayment]) -> None:
    visits = Counter(p.customer_id for p in payments if p.customer_id is not None)
    currencies: defaultdict[str | None, set[str]] = defaultdict(set)
    for payment in payments:
        currencies[payment.customer_id].add(payment.currency)
    currencies.pop(None)
    assert all(len(used) == 1 for used in currencies.values())
    assert sum(count > 1 for count in visits.values()) > 0.6 * len(visits)
    assert max(visits.values()) < 0.01 * len(payments)


def test_only_recent_payments_are_still_pending(payments: Sequence[PlannedPayment]) -> None:
    pending = [p for p in payments if p.status == "pending" and not p.steps]
    assert 20 < len(pending) < 600
    assert all(UNTIL - payment.created_at < timedelta(days=2) for payment in pending)


def test_incidents_can_be_seen(history: History, payments: Sequence[PlannedPayment]) -> None:
    spike, outage, wave = history.incidents
    assert [spike.name, outage.name, wave.name] == [
        ScenarioName.DECLINE_SPIKE,
        ScenarioName.GATEWAY_OUTAGE,
        ScenarioName.REFUND_WAVE,
    ]
    within = [p for p in payments if spike.start <= p.created_at < spike.end]
    assert sum(payment.status == "failed" for payment in within) > 0.2 * len(within)
    timeouts = [p for p in payments if p.failure_code == OUTAGE_CODE and p.method == "card"]
    during = [p for p in timeouts if outage.start <= p.created_at < outage.end]
    assert len(during) > 5
    refunds = Counter(
        step.at.astimezone(BERLIN).date()
        for payment in payments
        for step in payment.steps
        if step.kind == "refund"
    )
    assert wave.refunds_at is not None
    assert max(refunds, key=refunds.__getitem__) == wave.refunds_at.astimezone(BERLIN).date()
    assert max(refunds.values()) > 4 * sum(refunds.values()) / len(refunds)


def test_a_short_history_has_no_incident_before_its_beginning() -> None:
    assert [i.name for i in History(until=UNTIL, tz=BERLIN, days=10).incidents] == ["decline-spike"]
    assert History(until=UNTIL, tz=BERLIN, days=1).incidents == ()
