"""Folding: the same sums whatever the batches, and nothing but the present state in the end."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from cashbeat.kit.time_buckets import MINUTE, QUARTER, floor_to, local_day
from cashbeat.rollup.counters import Counters, from_stored, to_stored, total
from cashbeat.rollup.fold import Cutting, RollupDelta, Step, fold
from cashbeat.tenant.tenant import DayCut

ZONES = {"kyiv": ZoneInfo("Europe/Kyiv"), "howe": ZoneInfo("Australia/Lord_Howe")}
CUTTINGS = {tenant: [Cutting(DayCut(tz))] for tenant, tz in ZONES.items()}
START = datetime(2025, 10, 25, 20, tzinfo=UTC)


@st.composite
def lives(draw: st.DrawFn) -> list[Step]:
    """The steps of one payment."""
    tenant = draw(st.sampled_from(sorted(ZONES)))
    amount = draw(st.integers(2, 10**6))
    made = START + timedelta(milliseconds=draw(st.integers(0, 10**8)))
    facts = (tenant, draw(st.sampled_from(["EUR", "JPY"])), draw(st.sampled_from(["card", "upi"])))
    steps = [Step(*facts, amount, made, None, "pending")]
    for _ in range(draw(st.integers(0, 2))):
        code = draw(st.sampled_from(["card_declined", "expired_card", None]))
        steps.append(Step(*facts, amount, made, "pending", "failed", failure_code=code))
        if draw(st.booleans()):
            return steps
        steps.append(Step(*facts, amount, made, "failed", "pending", failure_code_before=code))
    if draw(st.booleans()):
        steps.append(Step(*facts, amount, made, "pending", "completed"))
        part = draw(st.integers(1, amount - 1))
        steps.append(Step(*facts, amount, made, "completed", "completed", part))
        steps.append(Step(*facts, amount, made, "completed", "refunded", amount - part, part))
    return steps


def figures_of(delta: RollupDelta) -> dict[object, object]:
    """Every number of a delta that is not zero."""
    found: dict[object, object] = {}
    for grain, counted in (("minute", delta.minutes), ("quarter", delta.quarters)):
        found |= {(grain, key): plain(counters) for key, counters in counted.items()}
    for key, day in delta.days.items():
        hours = {hour: count for hour, count in day.hours.items() if count}
        found["day", key] = (plain(day.counters), hours)
    return {key: value for key, value in found.items() if value not in ({}, ({}, {}))}


def plain(counters: Counters) -> dict[object, object]:
    cells = {k: (c.count, c.amount) for k, c in counters.cells.items() if c.count or c.amount}
    failures = {
        ("failed", *k): (c.count, c.amount)
        for k, c in counters.failures.items()
        if c.count or c.amount
    }
    return cells | failures | {("refunded", k): v for k, v in counters.refunded.items() if v}


def merged(deltas: list[RollupDelta]) -> RollupDelta:
    result = RollupDelta()
    for delta in deltas:
        for key, counters in delta.minutes.items():
            result.minutes.setdefault(key, Counters()).merge(counters)
        for key, counters in delta.quarters.items():
            result.quarters.setdefault(key, Counters()).merge(counters)
        for day_key, day in delta.days.items():
            into = result.days.setdefault(day_key, type(day)())
            into.counters.merge(day.counters)
            for hour, count in day.hours.items():
                into.hours[hour] = into.hours.get(hour, 0) + count
    return result


@given(st.lists(lives(), max_size=8), st.integers(1, 9))
def test_batches_add_up_to_the_whole(histories: list[list[Step]], size: int) -> None:
    steps = [step for history in histories for step in history]
    parts = [fold(steps[at : at + size], CUTTINGS) for at in range(0, len(steps), size)]
    assert figures_of(merged(parts)) == figures_of(fold(steps, CUTTINGS))


@given(st.lists(lives(), max_size=8))
def test_only_where_payments_stand_at_last_is_counted(histories: list[list[Step]]) -> None:
    expected: dict[object, Counters] = {}
    for history in histories:
        last = history[-1]
        refunded = last.refunded_before + last.refund
        places = [
            ("minute", (last.tenant_id, last.currency, floor_to(last.created_at, MINUTE))),
            ("quarter", (last.tenant_id, last.currency, floor_to(last.created_at, QUARTER))),
        ]
        for place in places:
            held = expected.setdefault(place, Counters())
            held.add(last.method, last.to_status, 1, last.amount, refunded)
            if last.failure_code is not None:
                held.add_failure(last.method, last.failure_code, 1, last.amount)
    found = figures_of(fold([step for history in histories for step in history], CUTTINGS))
    counted = {key: value for key, value in found.items() if key[0] != "day"}  # type: ignore[index]
    assert counted == {key: plain(held) for key, held in expected.items()}


@given(st.lists(lives(), min_size=1, max_size=8))
def test_a_day_is_the_sum_of_its_quarters_and_of_its_hours(histories: list[list[Step]]) -> None:
    delta = fold([step for history in histories for step in history], CUTTINGS)
    for (tenant, currency, day, _), held in delta.days.items():
        quarters = [
            counters
            for (owner, code, start), counters in delta.quarters.items()
            if (owner, code) == (tenant, currency) and local_day(start, ZONES[tenant]) == day
        ]
        assert plain(total(quarters)) == plain(held.counters)
        assert sum(held.hours.values()) == held.counters.count()


def test_a_fold_across_midnight_keeps_days_apart() -> None:
    """At 15:00 UTC Casey's clocks went from 02:00 back to 23:00 of the day before."""
    made = datetime(2010, 3, 4, 15, 30, tzinfo=UTC)
    step = Step("casey", "AUD", "card", 100, made, None, "completed")
    (key,) = fold([step], {"casey": [Cutting(DayCut(ZoneInfo("Antarctica/Casey")))]}).days
    assert key[2].isoformat() == "2010-03-05"


@given(st.lists(lives(), min_size=1, max_size=8), st.integers(0, 10**8))
def test_days_of_two_cuts_are_counted_side_by_side(
    histories: list[list[Step]], elapsed: int
) -> None:
    """Of the days that are being made, those made so far."""
    to = floor_to(START + timedelta(milliseconds=elapsed), QUARTER)
    made = Cutting(DayCut(ZoneInfo("Asia/Kathmandu"), 4), to)
    steps = [step for history in histories for step in history]
    both = fold(steps, {tenant: [*own, made] for tenant, own in CUTTINGS.items()}).days
    assert {key: day for key, day in both.items() if not key[3].number} == fold(
        steps, CUTTINGS
    ).days
    early = [step for step in steps if floor_to(step.created_at, QUARTER) < to]
    alone = fold(early, {key: [Cutting(made.days)] for key in ZONES}).days
    assert {key: day for key, day in both.items() if key[3].number} == alone


@given(st.lists(lives(), max_size=6))
def test_counters_survive_storage(histories: list[list[Step]]) -> None:
    for counters in fold([s for h in histories for s in h], CUTTINGS).quarters.values():
        assert plain(from_stored(to_stored(counters))) == plain(counters)


def test_a_part_of_counters_is_chosen_by_method_and_status() -> None:
    counters = Counters()
    counters.add("card", "completed", 2, 300, 50)
    counters.add("card", "failed", 1, 100)
    counters.add_failure("card", "card_declined", 1, 100)
    counters.add("upi", "completed", 4, 400, 7)
    assert counters.only((), ()).count() == 7
    assert counters.only(("card",), ()).count() == 3
    assert counters.only((), ("completed",)).amount("completed", "failed") == 700
    assert counters.only(("upi",), ("completed",)).refunded == {("upi", "completed"): 7}
    assert counters.only(("upi",), ("failed",)).count() == 0
    assert counters.only(("card",), ("failed",)).failures == counters.failures
    assert not counters.only((), ("completed",)).failures
    assert not counters.only(("upi",), ()).failures
