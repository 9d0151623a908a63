"""The definitions, on counters small enough to count by hand."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cashbeat.analytics.metrics import figures, peak_hour, standing, top_method
from cashbeat.rollup.counters import Counters


def counters_of(*cells: tuple[str, str, int, int, int]) -> Counters:
    counters = Counters()
    for cell in cells:
        counters.add(*cell)
    return counters


def test_each_figure_is_what_its_definition_says() -> None:
    found = figures(
        counters_of(
            ("card", "completed", 2, 10_000, 2_500),
            ("card", "refunded", 1, 1_000, 1_000),
            ("card", "failed", 1, 50_000, 0),
            ("upi", "completed", 1, 11_000, 0),
            ("cash", "pending", 3, 90_000, 0),
        ),
        {9: 3, 14: 4, 20: 4},
        "EUR",
    )
    assert found.total_volume == Decimal("220.00")
    assert found.success_rate == 4 / 5
    assert found.average_amount == Decimal("55.00")
    assert found.peak_hour == 14
    assert found.top_payment_method == "card"
    assert found.active_methods == 3
    assert found.count == 8
    assert (found.completed_count, found.failed_count) == (3, 1)
    assert (found.pending_count, found.refunded_count) == (3, 1)
    assert found.refunded_volume == Decimal("35.00")
    assert found.net_volume == Decimal("185.00")
    assert found.refund_rate == 3_500 / 22_000
    assert found.hours == [*[0] * 9, 3, *[0] * 4, 4, *[0] * 5, 4, 0, 0, 0]


def test_nothing_is_zero_everywhere() -> None:
    found = figures(Counters(), {}, "KWD")
    assert str(found.total_volume) == str(found.average_amount) == "0.000"
    assert (found.success_rate, found.peak_hour, found.top_payment_method) == (0.0, 0, "")
    assert (found.count, found.active_methods) == (0, 0)
    assert (str(found.net_volume), found.refund_rate, found.hours) == ("0.000", 0.0, [0] * 24)


def test_pending_payments_are_no_attempts() -> None:
    assert standing(counters_of(("card", "pending", 5, 500, 0))).success_rate == 0.0


def test_ties_go_to_the_earliest_hour_and_the_first_name() -> None:
    assert peak_hour({23: 2, 4: 2, 5: 1}) == 4
    tied = counters_of(("upi", "completed", 1, 500, 0), ("card", "completed", 5, 500, 0))
    assert top_method(tied) == "card"


def test_a_bucket_that_its_payments_left_counts_no_method() -> None:
    left = counters_of(("card", "pending", 1, 100, 0), ("card", "pending", -1, -100, 0))
    assert figures(left, {}, "EUR").active_methods == 0


@given(st.dictionaries(st.integers(0, 23), st.integers(0, 5)))
def test_no_hour_has_more_payments_than_the_peak(hours: dict[int, int]) -> None:
    peak = peak_hour(hours)
    assert all(hours.get(peak, 0) >= count for count in hours.values())
    assert all(hours.get(hour, 0) < hours.get(peak, 0) for hour in range(peak))
