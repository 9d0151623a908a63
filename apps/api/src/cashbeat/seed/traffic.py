"""The present of one merchant: the next live payment and what will become of it. Pure."""

import math
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, Literal
from zoneinfo import ZoneInfo

from cashbeat.kit.money import to_major
from cashbeat.seed.customer import Crowd
from cashbeat.seed.effect import NORMAL, OUTAGE_CODE, Effect
from cashbeat.seed.history import NO_RETRY
from cashbeat.seed.method import EVENING, METHODS, Method
from cashbeat.seed.plan import StepKind
from cashbeat.seed.sale import Sale, draw_outcome, draw_refunded_part, draw_sale

CROWD = 2_000
SETTLED_AT_ONCE = 0.25
RETRY_SHARE = 0.30
RETRY_SUCCESS = 0.65
_BUSIEST, _QUIETEST = 1.35, 0.55
_OPENING_HALVES_AFTER = 300.0


@dataclass(frozen=True, slots=True)
class LiveStep:
    """What happens `delay` seconds after the step before it. `minor` is the part refunded."""

    kind: StepKind
    delay: float
    minor: int | None = None
    failure_code: str | None = None


@dataclass(frozen=True, slots=True)
class LivePayment:
    """A payment made now, and its life to come."""

    sale: Sale
    method: str
    status: Literal["pending", "completed", "failed"]
    failure_code: str | None
    steps: tuple[LiveStep, ...]

    def to_request(self) -> dict[str, Any]:
        """Body of `POST /api/payments`; the API sets the time."""
        body = {
            "amount": to_major(self.sale.minor, self.sale.currency),
            "currency": self.sale.currency,
            "method": self.method,
            "status": self.status,
            "customerId": self.sale.customer_id,
            "externalId": self.sale.external_id,
            "failureCode": self.failure_code,
            "description": self.sale.description,
        }
        return {name: value for name, value in body.items() if value is not None}

    def step_request(self, step: LiveStep) -> dict[str, Any]:
        """Body of `POST /api/payments/{id}/<kind>`."""
        if step.failure_code is not None:
            return {"failureCode": step.failure_code}
        if step.minor is not None:
            return {"amount": to_major(step.minor, self.sale.currency)}
        return {}


class Traffic:
    """An endless stream of live payments; the same seed makes the same stream."""

    def __init__(self, seed: int, tz: ZoneInfo, currency: str, methods: frozenset[str]) -> None:
        self._rng = Random(f"traffic:{seed}")  # noqa: S311
        self._tz = tz
        self._crowd = Crowd(seed, CROWD, currency)
        self._methods = [method for method in METHODS if method.code in methods]
        self._number = self._rng.randrange(50_000)

    def wait(self, rate: float) -> float:
        """Seconds until the next payment arrives: exponential, `rate` a second on average."""
        return self._rng.expovariate(rate)

    def next_payment(self, now: datetime, effect: Effect = NORMAL) -> LivePayment:
        """The payment that arrives now."""
        rng = self._rng
        weights = [method.share * effect.share.get(method.code, 1.0) for method in self._methods]
        method = rng.choices(self._methods, weights)[0]
        local = now.astimezone(self._tz)
        self._number += 1
        sale = draw_sale(rng, self._crowd, method, local, self._number, effect.amount)
        failure = draw_outcome(rng, method, local.hour, effect)
        at_once = method.code == "cash" or rng.random() < SETTLED_AT_ONCE
        after = self._after(method, sale, failure, effect)
        if at_once and failure != OUTAGE_CODE:
            return LivePayment(
                sale, method.code, "failed" if failure else "completed", failure, after
            )
        first = self._settlement(failure)
        return LivePayment(sale, method.code, "pending", None, (first, *after))

    def _settlement(self, failure: str | None) -> LiveStep:
        """A gateway that times out takes its time; a bank answers within seconds."""
        delay = self._rng.uniform(1, 8)
        if failure is None:
            return LiveStep("complete", delay)
        slow = 8.0 if failure == OUTAGE_CODE else 0.0
        return LiveStep("fail", delay + slow, failure_code=failure)

    def _after(
        self, method: Method, sale: Sale, failure: str | None, effect: Effect
    ) -> tuple[LiveStep, ...]:
        rng = self._rng
        if failure is not None:
            if failure in NO_RETRY or rng.random() >= RETRY_SHARE:
                return ()
            return LiveStep("retry", rng.uniform(5, 40)), self._second_attempt(failure, effect)
        if rng.random() >= effect.refund_rate(method):
            return ()
        hasty = effect.refund > 1
        delay = rng.uniform(3, 40) if hasty else rng.uniform(20, 180)
        return (LiveStep("refund", delay, minor=draw_refunded_part(rng, sale.minor)),)

    def _second_attempt(self, failure: str, effect: Effect) -> LiveStep:
        works = 0.1 if effect.outage else RETRY_SUCCESS
        return self._settlement(None if self._rng.random() < works else failure)


def hour_factor(now: datetime, tz: ZoneInfo) -> float:
    """How busy the local hour is, mildly: between 0.55 and 1.35, so that nights show life too."""
    busy = EVENING[now.astimezone(tz).hour] / max(EVENING)
    return _QUIETEST + (_BUSIEST - _QUIETEST) * busy


def opening_rate(first: float, elapsed: float) -> float:
    """What is left of the additional rate of the beginning: half of it after every 5 minutes."""
    return first * math.exp2(-elapsed / _OPENING_HALVES_AFTER)
