"""Live payments: reproducible, valid, and moved by scenarios as their help promises."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashbeat.contracts.payment import FailPayment, NewPayment, RefundPayment
from cashbeat.payment.checking import check_new_payment
from cashbeat.seed.effect import EFFECTS, NORMAL, OUTAGE_CODE, Effect, ScenarioName, Schedule
from cashbeat.seed.method import BY_CODE
from cashbeat.seed.traffic import LivePayment, Traffic, hour_factor, opening_rate

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MANY = 6_000


def draw(effect: Effect = NORMAL, count: int = MANY, seed: int = 5) -> list[LivePayment]:
    traffic = Traffic(seed, BERLIN, "EUR", frozenset(BY_CODE))
    return [traffic.next_payment(NOON, effect) for _ in range(count)]


def first_outcome(payment: LivePayment) -> str | None:
    """The failure code of the first attempt."""
    if payment.status == "pending":
        return payment.steps[0].failure_code
    return payment.failure_code


def rate(payments: list[LivePayment], fact: Callable[[LivePayment], bool]) -> float:
    return sum(map(fact, payments)) / len(payments)


def of_method(payments: list[LivePayment], *codes: str) -> list[LivePayment]:
    return [payment for payment in payments if payment.method in codes]


def refunded(payment: LivePayment) -> bool:
    return any(step.kind == "refund" for step in payment.steps)


@pytest.fixture(scope="module")
def steady() -> list[LivePayment]:
    return draw()


def test_the_same_seed_makes_the_same_stream(steady: list[LivePayment]) -> None:
    assert draw(count=50) == steady[:50]
    assert draw(count=50, seed=6) != steady[:50]


@pytest.mark.parametrize("name", ScenarioName)
def test_every_payment_and_step_is_valid(name: ScenarioName) -> None:
    for payment in draw(EFFECTS[name], 500):
        body = NewPayment.model_validate(payment.to_request())
        assert check_new_payment(body, NOON, method_is_active=True)[1] == []
        status = str(payment.status)
        for step in payment.steps:
            request = payment.step_request(step)
            assert 0 < step.delay < 200
            if step.kind == "fail":
                FailPayment.model_validate(request)
            elif step.kind == "refund":
                RefundPayment.model_validate(request)
                assert step.minor is None or 0 < step.minor < payment.sale.minor
            else:
                assert request == {}
            expected = {"complete": "pending", "fail": "pending", "retry": "failed"}
            assert status == expected.get(step.kind, "completed")
            status = {"complete": "completed", "fail": "failed", "retry": "pending"}.get(
                step.kind, "refunded"
            )


def test_steady_is_ordinary_business(steady: list[LivePayment]) -> None:
    for code, method in BY_CODE.items():
        own = of_method(steady, code)
        assert len(own) / MANY == pytest.approx(method.share, rel=0.2)
        declined = rate(own, lambda payment: first_outcome(payment) is not None)
        assert declined == pytest.approx(method.decline_rate, abs=0.02)
    assert rate(steady, lambda payment: payment.status == "pending") > 0.6


def test_decline_spike_declines_cards(steady: list[LivePayment]) -> None:
    spike = draw(EFFECTS[ScenarioName.DECLINE_SPIKE])

    def declined(payment: LivePayment) -> bool:
        return first_outcome(payment) is not None

    assert rate(of_method(spike, "card"), declined) > 4 * rate(of_method(steady, "card"), declined)
    assert rate(of_method(spike, "upi"), declined) < 0.1


def test_gateway_outage_times_out_and_spares_banks() -> None:
    outage = draw(EFFECTS[ScenarioName.GATEWAY_OUTAGE])

    def timed_out(payment: LivePayment) -> bool:
        return first_outcome(payment) == OUTAGE_CODE

    assert rate(of_method(outage, "card", "wallet"), timed_out) > 0.85
    assert rate(of_method(outage, "bank_transfer", "direct_debit", "cash"), timed_out) == 0
    assert EFFECTS[ScenarioName.GATEWAY_OUTAGE].volume < 1


def test_refund_wave_refunds_soon(steady: list[LivePayment]) -> None:
    wave = draw(EFFECTS[ScenarioName.REFUND_WAVE])
    assert rate(wave, refunded) > 6 * rate(steady, refunded)
    assert all(step.delay <= 40 for each in wave for step in each.steps if step.kind == "refund")


def test_month_end_brings_banks_and_larger_amounts(steady: list[LivePayment]) -> None:
    month_end = draw(EFFECTS[ScenarioName.MONTH_END])
    usual = Counter(payment.method for payment in steady)
    now = Counter(payment.method for payment in month_end)
    assert now["direct_debit"] > 2 * usual["direct_debit"]
    assert now["bank_transfer"] > 1.3 * usual["bank_transfer"]
    assert EFFECTS[ScenarioName.MONTH_END].volume > 2

    def card_mean(payments: list[LivePayment]) -> float:
        own = of_method(payments, "card")
        return sum(payment.sale.minor for payment in own) / len(own)

    assert card_mean(month_end) > 1.1 * card_mean(steady)


def test_arrivals_have_the_asked_rate() -> None:
    traffic = Traffic(5, BERLIN, "EUR", frozenset(BY_CODE))
    assert sum(traffic.wait(4.0) for _ in range(MANY)) == pytest.approx(MANY / 4, rel=0.05)


@given(st.floats(0, 1e6), st.floats(0, 1e5), st.none() | st.floats(0, 1e5))
def test_a_scenario_acts_in_its_window_only(
    elapsed: float, start: float, length: float | None
) -> None:
    schedule = Schedule(ScenarioName.REFUND_WAVE, start, length)
    inside = elapsed >= start and (length is None or elapsed < start + length)
    assert schedule.acts_at(elapsed) is inside
    assert (schedule.effect_at(elapsed) is NORMAL) is not inside
    assert not Schedule(ScenarioName.STEADY, start, length).acts_at(elapsed)


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(2001, 1, 1)))  # noqa: DTZ001
def test_the_hour_changes_the_rate_mildly(now: datetime) -> None:
    assert 0.5 < hour_factor(now, BERLIN) < 1.4


def test_an_opening_halves_and_ends_as_so_many_payments() -> None:
    assert opening_rate(0.5, 0) == 0.5
    assert opening_rate(0.5, 600) == 0.125
    assert 210 < sum(opening_rate(0.5, second) for second in range(86_400)) < 220
