"""Eight quiet weeks raise at most one flag; six incidents are flagged within two buckets.

On the payments of the seed, judged as they stand two buckets after an incident began: what banks
settle later is pending then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cashbeat.analytics.anomaly.finding import Finding, find
from cashbeat.analytics.anomaly.sample import Sample, sample_of
from cashbeat.analytics.anomaly.season import SEASONS, earlier
from cashbeat.analytics.metrics import standing
from cashbeat.kit.time_buckets import Bucket, Grain, buckets, day_start, floor_to, local_day
from cashbeat.rollup.counters import Counters
from cashbeat.seed.effect import EFFECTS, NORMAL, Effect, ScenarioName
from cashbeat.seed.history import History, Incident
from cashbeat.seed.plan import PlannedPayment

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)
_NOTHING = sample_of(standing(Counters()))


class QuietHistory(History):
    """A history in which nothing is out of the ordinary, but for one thing where it is wanted."""

    happened: tuple[Incident, ...] = ()

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """What happened."""
        return self.happened


@dataclass(frozen=True)
class Happening:
    """Something out of the ordinary on a local day from a full hour on; `more` times as many."""

    name: str
    day: date
    hour: int
    effect: Effect = NORMAL
    more: int = 1
    grain: Grain = Grain.HOUR
    per_day: int = 600

    @property
    def first_two(self) -> Bucket:
        """The first two buckets of it."""
        start = datetime(self.day.year, self.day.month, self.day.day, self.hour, tzinfo=BERLIN)
        length = 2 * HOUR if self.grain is Grain.HOUR else timedelta(days=2)
        return Bucket(start.astimezone(UTC), start.astimezone(UTC) + length)


def standing_of(payment: PlannedPayment) -> tuple[str, int]:
    """The status in which a planned payment ends up, and what of it was given back."""
    status, refunded = str(payment.status), 0
    for step in payment.steps:
        match step.kind:
            case "complete":
                status = "completed"
            case "fail":
                status = "failed"
            case "retry":
                status = "pending"
            case "refund":
                refunded = payment.minor if step.minor is None else refunded + step.minor
                status = "refunded" if refunded == payment.minor else status
    return status, refunded


def counted(payments: Iterable[PlannedPayment], grain: Grain) -> Mapping[datetime, Sample]:
    """Where the payments of each hour or day stand, by its start."""
    found: dict[datetime, Counters] = defaultdict(Counters)
    for payment in payments:
        at = payment.created_at
        start = (
            floor_to(at, HOUR) if grain is Grain.HOUR else day_start(local_day(at, BERLIN), BERLIN)
        )
        status, refunded = standing_of(payment)
        found[start].add(payment.method, status, 1, payment.minor, refunded)
    return {start: sample_of(standing(counters)) for start, counters in found.items()}


def findings(
    held: Mapping[datetime, Sample], span: Bucket, grain: Grain
) -> list[tuple[Bucket, Finding]]:
    """What is found of every bucket of a span."""
    return [
        (
            bucket,
            find(
                bucket,
                grain,
                BERLIN,
                "EUR",
                held.get(bucket.start, _NOTHING),
                [held.get(part.start, _NOTHING) for part in earlier(bucket, grain, BERLIN)],
                rates=True,
            ),
        )
        for bucket in buckets(*span, grain, BERLIN)
    ]


def quiet_payments(
    until: datetime, weeks: int, per_day: int, seed: int
) -> Sequence[PlannedPayment]:
    """The payments of quiet weeks that end at a local midnight."""
    history = QuietHistory(until, BERLIN, days=7 * weeks, per_day=per_day, seed=seed)
    return [payment for day in history.all_days() for payment in history.payments_of(day)]


def payments_around(happening: Happening, seed: int) -> list[PlannedPayment]:
    """The payments of those days and of the same weekdays before, as they stand after two buckets.

    What is more than usual are payments of other merchants at the same time.
    """
    span = happening.first_two
    days = len(list(buckets(*span, Grain.DAY, BERLIN)))
    found = []
    for copy in range(happening.more):
        history = QuietHistory(
            span.end,
            BERLIN,
            days=7 * SEASONS + days,
            per_day=happening.per_day,
            seed=seed + 1_000 * copy,
        )
        incident = Incident(ScenarioName.STEADY, *span, happening.effect)
        object.__setattr__(history, "happened", (incident,))
        for day in history.all_days()[-days:]:
            weeks = range(SEASONS + 1) if copy == 0 else range(1)
            for week in weeks:
                payments = history.payments_of(day - week * WEEK)
                found += (
                    payments if copy == 0 else [p for p in payments if span.start <= p.created_at]
                )
    return found


FRIDAY, SATURDAY = date(2026, 9, 18), date(2026, 9, 19)
UNTIL = datetime(2026, 9, 21, tzinfo=BERLIN).astimezone(UTC)

INCIDENTS = (
    Happening("decline spike", FRIDAY, 18, EFFECTS[ScenarioName.DECLINE_SPIKE]),
    Happening("gateway outage", FRIDAY, 11, EFFECTS[ScenarioName.GATEWAY_OUTAGE]),
    Happening("one method down", FRIDAY, 14, Effect(outage={"card": 1.0})),
    Happening("nobody comes", FRIDAY, 18, Effect(volume=0.1)),
    Happening("three times as many", FRIDAY, 16, more=3),
    Happening("twice as many at the weekend", SATURDAY, 0, more=2, grain=Grain.DAY),
)
AS_MANY_BY_HOUR = Happening("twice as many, by hour", SATURDAY, 10, more=2, per_day=3_000)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_eight_quiet_weeks_raise_at_most_one_flag(seed: int) -> None:
    """With two turns of a month among them."""
    payments = quiet_payments(UNTIL, 16, 600, seed)
    span = Bucket(UNTIL - 8 * WEEK, UNTIL)
    flagged = []
    for grain, judged_at_least in ((Grain.DAY, 56), (Grain.HOUR, 900)):
        found = findings(counted(payments, grain), span, grain)
        assert sum(finding.expected is not None for _, finding in found) >= judged_at_least
        flagged += [finding.anomaly for _, finding in found if finding.anomaly]
    assert len(flagged) <= 1, flagged


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("incident", INCIDENTS, ids=lambda each: each.name)
def test_an_incident_is_flagged_within_two_buckets(incident: Happening, seed: int) -> None:
    held = counted(payments_around(incident, seed), incident.grain)
    found = findings(held, incident.first_two, incident.grain)
    assert len(found) == 2
    assert [finding.anomaly for _, finding in found if finding.anomaly]


def test_of_many_payments_twice_as_many_are_flagged_by_hour_too() -> None:
    held = counted(payments_around(AS_MANY_BY_HOUR, seed=1), Grain.HOUR)
    found = findings(held, AS_MANY_BY_HOUR.first_two, Grain.HOUR)
    assert [finding.anomaly for _, finding in found if finding.anomaly]


def test_without_an_incident_the_same_buckets_are_usual() -> None:
    """The negative control."""
    for incident in INCIDENTS:
        usual = Happening("nothing", incident.day, incident.hour, grain=incident.grain)
        held = counted(payments_around(usual, seed=1), incident.grain)
        found = findings(held, incident.first_two, incident.grain)
        assert not [finding.anomaly for _, finding in found if finding.anomaly]
