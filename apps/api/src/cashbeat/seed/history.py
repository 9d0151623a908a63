"""The past of one merchant: payments by local day, the same for the same arguments.

A day depends on the seed, the volume and its place in the history alone, never on other days, so a
history that was broken off can be taken up at any day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

from cashbeat.kit.time_buckets import DAY, day_start, local_day
from cashbeat.seed.customer import Crowd
from cashbeat.seed.effect import EFFECTS, NORMAL, Effect, ScenarioName
from cashbeat.seed.method import EVENING, METHODS, WEEKEND, Method
from cashbeat.seed.plan import PlannedPayment, Step
from cashbeat.seed.sale import draw_outcome, draw_sale, refund_steps
from cashbeat.seed.season import day_factor, growth_factor, share_factor

REFUND_DAYS = 21
"""No refund comes later than this after its payment."""

RETRY_SHARE = 0.06
RETRY_SUCCESS = 0.65
NO_RETRY = frozenset({"fraud_suspected", "mandate_cancelled", "bank_account_closed"})
DAILY_NOISE = 0.06

Status = Literal["pending", "completed", "failed"]


@dataclass(frozen=True, slots=True)
class Incident:
    """Something out of the ordinary in the past. `[start, end)` in UTC.

    `refunds_at` is the start of the hours in which what was bought during it is given back.
    """

    name: ScenarioName
    start: datetime
    end: datetime
    effect: Effect
    refunds_at: datetime | None = None


@dataclass(frozen=True)
class History:
    """`days` local days that end with the day of `until`; nothing happens at or after `until`.

    Units: `per_day` is the mean number of payments a day.
    """

    until: datetime
    tz: ZoneInfo
    days: int = 90
    per_day: int = 600
    seed: int = 42
    currency: str = "EUR"
    methods: frozenset[str] = frozenset(method.code for method in METHODS)

    @property
    def last_day(self) -> date:
        return local_day(self.until - timedelta.resolution, self.tz)

    @property
    def first_day(self) -> date:
        return self.last_day - (self.days - 1) * DAY

    @property
    def name(self) -> str:
        """Names the content: equal names, equal payments (up to `until`)."""
        return f"seed-{self.seed}-{self.last_day:%Y%m%d}-{self.days}-{self.per_day}"

    def all_days(self) -> Sequence[date]:
        """Every local day, oldest first."""
        return [self.first_day + index * DAY for index in range(self.days)]

    @cached_property
    def crowd(self) -> Crowd:
        """The merchant's customers."""
        return Crowd(self.seed, max(50, self.per_day * 12), self.currency)

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """A decline spike, a gateway outage and a refund wave, where the history is long enough."""
        return tuple(
            incident
            for incident in (
                self._incident(ScenarioName.DECLINE_SPIKE, days_ago=4, at=time(18), hours=2),
                self._incident(ScenarioName.GATEWAY_OUTAGE, days_ago=17, at=time(11), hours=1.5),
                self._incident(ScenarioName.REFUND_WAVE, days_ago=33, at=time(0), hours=48),
            )
            if incident.start >= day_start(self.first_day, self.tz)
        )

    def payments_of(self, day: date) -> list[PlannedPayment]:
        """The payments of a local day, oldest first, up to `until`.

        What a bank settled before the last day is recorded as settled; the rest is recorded as
        pending and settled by a step, so a payment is the same whatever the time of that day is.
        """
        rng = Random(f"{self.name}:{day}")  # noqa: S311
        methods = [method for method in METHODS if method.code in self.methods]
        weights = [method.share * share_factor(day, method.code) for method in methods]
        chosen = rng.choices(methods, weights, k=self._count(rng, day))
        attempts = [(_moment(rng, method, day, self.tz), method) for method in chosen]
        attempts.sort(key=lambda attempt: attempt[0])
        number = day.timetuple().tm_yday * max(200, 2 * self.per_day)
        payments = (
            self._payment(rng, method, at, number + index)
            for index, (at, method) in enumerate(attempts)
        )
        return [payment for payment in payments if payment is not None]

    def _count(self, rng: Random, day: date) -> int:
        index = (day - self.first_day).days
        mean = self.per_day * day_factor(day) * growth_factor(index, self.days)
        mean *= rng.lognormvariate(0, DAILY_NOISE)
        return max(0, round(rng.gauss(mean, mean**0.5)))

    def _payment(
        self, rng: Random, method: Method, at: datetime, number: int
    ) -> PlannedPayment | None:
        """The payment attempted at `at`; None when an incident kept the customer away."""
        incident = next((each for each in self.incidents if each.start <= at < each.end), None)
        effect = incident.effect if incident else NORMAL
        local = at.astimezone(self.tz)
        sale = draw_sale(rng, self.crowd, method, local, number, effect.amount)
        failure = draw_outcome(rng, method, local.hour, effect)
        settled = at + _hours(rng, method.settles)
        if failure is not None:
            steps = _retry_steps(rng, settled, failure)
        elif rng.random() < effect.refund_rate(method):
            steps = _refunds(rng, sale.minor, settled, incident)
        else:
            steps = ()
        if rng.random() > effect.volume or at >= self.until:
            return None
        status: Status = "failed" if failure else "completed"
        if settled > at and settled >= self._today:
            steps = (_settlement(settled, failure), *steps)
            status, failure = "pending", None
        return PlannedPayment(
            created_at=at,
            minor=sale.minor,
            currency=sale.currency,
            method=method.code,
            status=status,
            failure_code=failure,
            customer_id=sale.customer_id,
            external_id=sale.external_id,
            description=sale.description,
            steps=tuple(step for step in steps if step.at < self.until),
        )

    @cached_property
    def _today(self) -> datetime:
        return day_start(self.last_day, self.tz)

    def _incident(self, name: ScenarioName, *, days_ago: int, at: time, hours: float) -> Incident:
        day = self.last_day - days_ago * DAY
        start = datetime.combine(day, at, self.tz).astimezone(UTC)
        end = start + timedelta(hours=hours)
        wave = name is ScenarioName.REFUND_WAVE
        refunds_at = day_start(day + 4 * DAY, self.tz) + timedelta(hours=9) if wave else None
        return Incident(name, start, end, EFFECTS[name], refunds_at)


def _moment(rng: Random, method: Method, day: date, tz: ZoneInfo) -> datetime:
    """A moment of a local day at a likely hour, in UTC, on the day of a clock change too."""
    weights = method.hours or (WEEKEND if day.weekday() >= 5 else EVENING)
    hour = rng.choices(range(24), cum_weights=_cumulative(weights))[0]
    local = datetime.combine(day, time(hour), tz).replace(fold=rng.getrandbits(1))
    return local.astimezone(UTC) + timedelta(milliseconds=rng.randrange(3_600_000))


@lru_cache
def _cumulative(weights: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(accumulate(weights))


def _hours(rng: Random, span: tuple[float, float] | None) -> timedelta:
    return timedelta(hours=rng.uniform(*span)) if span else timedelta()


def _settlement(at: datetime, failure: str | None) -> Step:
    return Step("fail", at, failure_code=failure) if failure else Step("complete", at)


def _refunds(
    rng: Random, minor: int, settled: datetime, incident: Incident | None
) -> tuple[Step, ...]:
    days = min(REFUND_DAYS - 5.0, 0.05 + rng.expovariate(1 / 4))
    at = settled + timedelta(days=days)
    if incident is not None and incident.refunds_at is not None:
        at = max(settled, incident.refunds_at) + timedelta(hours=rng.uniform(0, 9))
    return refund_steps(rng, minor, at, at + timedelta(days=rng.uniform(0.5, 3)))


def _retry_steps(rng: Random, failed: datetime, code: str) -> tuple[Step, ...]:
    """Some try again; most of those come through, the others fail with the same code."""
    if code in NO_RETRY or rng.random() >= RETRY_SHARE:
        return ()
    again = failed + timedelta(hours=rng.uniform(0.05, 24))
    done = again + timedelta(seconds=rng.uniform(1, 40))
    if rng.random() < RETRY_SUCCESS:
        return Step("retry", again), Step("complete", done)
    return Step("retry", again), Step("fail", done, failure_code=code)
