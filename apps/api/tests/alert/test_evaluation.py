"""Rules over minutes: what fires, and that it does not depend on how the minutes are cut."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import bson
import pytest
from bson.codec_options import CodecOptions
from hypothesis import given, settings
from hypothesis import strategies as st

from cashbeat.alert.criteria import BASELINE_MINUTES, Criteria
from cashbeat.alert.evaluation import IDLE, Firing, Ratio, State, evaluate
from cashbeat.alert.series import Seen, Series, Sight, ranges_of, sight_of
from cashbeat.alert.state import from_stored, to_stored
from cashbeat.kit.time_buckets import MINUTE

NOTHING = Seen(0, 0)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AWARE: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True)


def rule(**fields: Any) -> Criteria:
    given: dict[str, Any] = {
        "measure": "failed_count",
        "condition": "above",
        "threshold": Fraction(5),
        "clear": Fraction(2),
        "window": 1,
        "hold": 1,
        "cooldown": 0,
    } | fields
    return Criteria(**given)


def firings(of: Criteria, amounts: Sequence[int], counts: Sequence[int] = ()) -> list[Firing]:
    """What a rule fires over minutes from `NOON`; before them there is nothing."""
    seen = [Seen(*each) for each in zip(amounts, counts or [100] * len(amounts), strict=True)]
    sight = seeing(of, [Seen(0, 0)] * of.reach, seen)
    return list(evaluate(of, sight, IDLE, NOON + len(seen) * MINUTE).firings)


def seeing(of: Criteria, before: list[Seen], present: list[Seen], first: int = 0) -> Sight:
    """What a rule sees from a minute after `NOON` on; `before` lies before `NOON`."""
    every, at = before + present, len(before) + first
    now = Series(every[at - of.window :])
    if of.back is None:
        return Sight(NOON + first * MINUTE, now)
    return Sight(NOON + first * MINUTE, now, Series(every[at - of.reach :]))


def minutes(at: datetime | None) -> int | None:
    return None if at is None else (at - NOON) // MINUTE


def spans(found: Sequence[Firing]) -> list[tuple[int | None, int | None]]:
    """Minutes from `NOON` at which alerts were raised and cleared."""
    return [(minutes(each.standing.raised), minutes(each.ended)) for each in found]


def test_it_fires_above_the_threshold_and_clears_at_the_other_one() -> None:
    (only,) = firings(rule(), [5, 6, 9, 4, 3, 2, 0])
    assert spans([only]) == [(2, 6)]
    assert (only.standing.value, only.standing.worst) == (Ratio(6), Ratio(9))
    assert minutes(only.standing.worst_at) == 3


def test_it_must_hold_and_must_be_clear_for_so_long() -> None:
    held = rule(hold=3)
    assert spans(firings(held, [9, 9, 0, 9, 9, 9, 0, 0, 9, 0, 0, 0])) == [(6, 12)]
    (only,) = firings(held, [9, 9, 0, 9, 9, 9])
    assert minutes(only.standing.started) == 3


def test_between_the_thresholds_nothing_changes() -> None:
    assert spans(firings(rule(), [4, 3, 4])) == []
    assert spans(firings(rule(), [9, 3, 4, 3])) == [(1, None)]


def test_after_an_alert_it_is_quiet_for_the_cooldown() -> None:
    cooled = rule(cooldown=3)
    assert spans(firings(cooled, [9, 0, 9, 9, 9, 9])) == [(1, 2), (6, None)]
    assert spans(firings(rule(), [9, 0, 9, 0])) == [(1, 2), (3, 4)]


def test_the_window_slides() -> None:
    assert spans(firings(rule(window=3), [2, 2, 2, 0, 0, 0])) == [(3, 5)]


def test_below_means_below() -> None:
    low = rule(measure="payment_count", condition="below", threshold=Fraction(5), clear=Fraction(7))
    assert spans(firings(low, [5, 4, 6, 7])) == [(2, 4)]


def test_a_rate_needs_attempts() -> None:
    rate = rule(measure="failure_rate", threshold=Fraction(1, 5), clear=Fraction(1, 10))
    rate_of_many = rule(
        measure="failure_rate", threshold=Fraction(1, 5), clear=Fraction(1, 10), minimum_count=20
    )
    assert spans(firings(rate, [1, 0], [4, 4])) == [(1, 2)]
    assert spans(firings(rate_of_many, [1, 5, 0], [4, 20, 0])) == [(2, 3)]


@pytest.mark.parametrize(
    ("condition", "now", "fires"),
    [
        ("falls_by", 50, True),
        ("falls_by", 51, False),
        ("falls_by", 0, True),
        ("rises_by", 150, True),
        ("rises_by", 149, False),
    ],
)
def test_changes_are_against_the_same_window_before(condition: Any, now: int, fires: bool) -> None:
    of = rule(
        measure="payment_count",
        condition=condition,
        threshold=Fraction(1, 2),
        clear=Fraction(1, 2),
        baseline="day",
    )
    day = BASELINE_MINUTES["day"]
    sight = seeing(of, [Seen(100, 100)] * (day + 1), [Seen(now, now)])
    found = evaluate(of, sight, IDLE, NOON + MINUTE).firings
    assert bool(found) == fires
    if found:
        assert found[0].standing.base == Ratio(100)


def test_a_change_has_floors() -> None:
    day = BASELINE_MINUTES["day"]

    def fires(base: int, now: int, **floors: Any) -> bool:
        of = rule(
            measure="payment_count",
            condition="falls_by",
            threshold=Fraction(1, 2),
            clear=Fraction(1, 2),
            baseline="day",
            **floors,
        )
        sight = seeing(of, [Seen(base, base)] * (day + 1), [Seen(now, now)])
        return bool(evaluate(of, sight, IDLE, NOON + MINUTE).firings)

    assert fires(10, 2)
    assert not fires(10, 2, minimum_count=11)
    assert not fires(10, 2, minimum_change=Fraction(9))
    assert not fires(0, 0), "a baseline without payments is no evidence"


@st.composite
def rules(draw: st.DrawFn) -> Criteria:
    measure = draw(st.sampled_from(["failure_rate", "failed_count", "payment_count"]))
    condition: Any = draw(st.sampled_from(["above", "below", "rises_by", "falls_by"]))
    relative = condition in {"rises_by", "falls_by"}
    rate = measure == "failure_rate" or relative
    unit = st.fractions(0, 1 if rate else 12, max_denominator=10)
    threshold, clear = draw(unit), draw(unit)
    upside_down = (clear < threshold) if condition == "below" else (clear > threshold)
    return rule(
        measure=measure,
        condition=condition,
        threshold=threshold,
        clear=threshold if upside_down else clear,
        window=draw(st.integers(1, 6)),
        hold=draw(st.integers(1, 4)),
        cooldown=draw(st.integers(0, 5)),
        baseline="day" if relative else None,
        minimum_count=draw(st.integers(0, 5)),
        minimum_change=Fraction(draw(st.integers(0, 2))),
    )


@st.composite
def seen(draw: st.DrawFn) -> Seen:
    count = draw(st.integers(0, 12))
    return Seen(draw(st.integers(0, count)), count)


def revived(state: State) -> State:
    """A state that went through the database."""
    stored = bson.decode(bson.encode(to_stored(state)), AWARE)
    return from_stored(stored)


@settings(deadline=None)
@given(rules(), st.lists(seen(), min_size=1, max_size=60), st.data())
def test_minute_by_minute_is_the_whole_at_once(
    of: Criteria, present: list[Seen], data: st.DataObject
) -> None:
    """However the range is cut: a live run, one that was down for a while, and a preview agree."""
    past = [Seen(each.amount, each.evidence) for each in present] * (of.reach // len(present) + 1)
    past = past[: of.reach]
    end = NOON + len(present) * MINUTE
    whole = evaluate(of, seeing(of, past, present), IDLE, end)
    state, at = IDLE, NOON
    found: dict[datetime | None, Firing] = {}
    while at < end:
        upto = min(end, at + data.draw(st.integers(1, 7)) * MINUTE)
        before = set(found)
        sight = seeing(of, past, present, (at - NOON) // MINUTE)
        part = evaluate(of, sight, revived(state), upto)
        for each in part.firings:
            assert each.new == (each.standing.raised not in before)
            found[each.standing.raised] = each
        state, at = part.state, upto
    assert state == whole.state
    assert [(each.standing, each.ended) for each in found.values()] == [
        (each.standing, each.ended) for each in whole.firings
    ]


@given(rules(), st.lists(seen(), min_size=1, max_size=40))
def test_alerts_do_not_overlap_and_keep_the_cooldown(of: Criteria, present: list[Seen]) -> None:
    found = firings(of, [each.amount for each in present], [each.evidence for each in present])
    for before, after in itertools.pairwise(found):
        assert before.ended is not None
        assert after.standing.raised is not None
        assert after.standing.started >= before.ended + timedelta(minutes=of.cooldown)
    for each in found:
        raised = each.standing.raised
        assert raised is not None
        assert raised - each.standing.started == of.hold * MINUTE


def test_a_series_is_what_is_stored() -> None:
    card = {"completed": {"n": 3, "a": 30}, "failed": {"n": 2, "a": 9}}
    other = {"refunded": {"n": 1, "a": 7, "r": 7}, "pending": {"n": 4, "a": 1}}
    stored = [{"start": NOON, "m": {"card": card, "cash": other}}] * 2
    told = {
        "failure_rate": Seen(4, 12),
        "failed_count": Seen(4, 20),
        "payment_count": Seen(20, 20),
        "volume": Seen(74, 20),
        "refunded_volume": Seen(14, 20),
    }
    end = NOON + 2 * MINUTE
    for measure, expected in told.items():
        now = sight_of(rule(measure=measure, window=1), NOON, end, stored).now
        assert [now.over(each, each + 1) for each in range(3)] == [NOTHING, expected, NOTHING]
    of_card = rule(method="card", baseline="day", condition="falls_by")
    old = [{"start": NOON - MINUTE - timedelta(days=1), "m": {"card": card}}, *stored]
    sight = sight_of(of_card, NOON, end, old)
    assert sight.now.over(1, 2) == Seen(4, 10)
    assert sight.base is not None
    assert sight.base.over(0, 1) == Seen(2, 5)


@given(rules(), st.integers(1, 3_000))
def test_the_ranges_read_are_those_seen(of: Criteria, length: int) -> None:
    """A minute in no range is seen by no window, and the ranges do not overlap."""
    end = NOON + length * MINUTE
    ranges = ranges_of(of, NOON, end)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(ranges))
    edges = {edge + shift for each in ranges for edge in each for shift in (-MINUTE, 0 * MINUTE)}
    for start in edges:
        sight = sight_of(of, NOON, end, [{"start": start, "m": {"card": {"failed": {"n": 1}}}}])
        parts = [sight.now] + ([] if sight.base is None else [sight.base])
        seen = any(part.over(0, of.window + length).evidence for part in parts)
        assert seen == any(first <= start < last for first, last in ranges)
