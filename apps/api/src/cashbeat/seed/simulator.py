"""Plays live payments against the API until it is told to stop."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cashbeat.seed.client import ApiClient, ApiRefused, ApiUnreachable, KeyRefused
from cashbeat.seed.effect import Schedule
from cashbeat.seed.traffic import LivePayment, LiveStep, Traffic, hour_factor, opening_rate

MAX_OPEN = 2_000
"""Payments whose life is played at the same time; above it new ones get no further steps."""

MAX_WAITING = 64
"""Requests under way at once; while all are taken, nobody new arrives."""

OUTAGE_PAUSE = 0.5
FAREWELL_SECONDS = 3.0
_COUNTER = {"complete": "completed", "fail": "failed", "retry": "retried", "refund": "refunded"}


@dataclass(slots=True)
class Played:
    """What the API took so far."""

    created: int = 0
    completed: int = 0
    failed: int = 0
    retried: int = 0
    refunded: int = 0
    refused: int = 0
    unanswered: int = 0

    def sentence(self) -> str:
        """`12 created, 7 completed, ...`; what never happened is left out."""
        counts = ((field.name, getattr(self, field.name)) for field in fields(self))
        return ", ".join(
            f"{count:,} {name}" for name, count in counts if count or name == "created"
        )


class Simulator:
    """Customers who arrive at random and pay; one small task each, bounded in number.

    While the API does not answer, nobody new arrives and those who are in the middle of a payment
    try again, so an outage is followed by no burst and nothing is paid twice.
    """

    def __init__(
        self,
        client: ApiClient,
        traffic: Traffic,
        *,
        rate: float,
        schedule: Schedule,
        tz: ZoneInfo,
        opening: float = 0.0,
        flat: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.played = Played()
        self._client = client
        self._traffic = traffic
        self._rate = rate
        self._opening = opening
        self._schedule = schedule
        self._tz = tz
        self._flat = flat
        self._clock = clock
        self._begun: float | None = None
        self._run = secrets.token_hex(6)
        self._open: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(MAX_WAITING)
        self._stop = asyncio.Event()
        self._shut_out: KeyRefused | None = None

    @property
    def open(self) -> int:
        """Payments whose life is being played."""
        return len(self._open)

    @property
    def acting(self) -> bool:
        """Whether the scenario is on."""
        return self._schedule.acts_at(self._elapsed())

    def stop(self) -> None:
        """Ask `run` to come to its end."""
        self._stop.set()

    async def run(self, duration: float | None = None) -> Played:
        """Play for `duration` seconds, or until `stop` is called. Raises: KeyRefused."""
        loop = asyncio.get_running_loop()
        self._begun = loop.time()
        end = None if duration is None else self._begun + duration
        due = self._begun
        number = 0
        while not self._stop.is_set():
            due += self._traffic.wait(self._rate_now())
            if end is not None and due > end:
                await self._sleep(end - loop.time())
                break
            await self._sleep(due - loop.time())
            if not self._client.healthy or self._slots.locked():
                await self._sleep(OUTAGE_PAUSE)
                due = loop.time()
                continue
            self._admit(number)
            number += 1
        await self._farewell()
        if self._shut_out is not None:
            raise self._shut_out
        return self.played

    def _rate_now(self) -> float:
        """New payments a second: of the hour, and what is left of the opening."""
        elapsed = self._elapsed()
        rate = self._rate if self._flat else self._rate * hour_factor(self._clock(), self._tz)
        rate += opening_rate(self._opening, elapsed)
        return rate * self._schedule.effect_at(elapsed).volume

    def _elapsed(self) -> float:
        """Seconds since `run` began; 0 before."""
        return 0.0 if self._begun is None else asyncio.get_running_loop().time() - self._begun

    def _admit(self, number: int) -> None:
        effect = self._schedule.effect_at(self._elapsed())
        payment = self._traffic.next_payment(self._clock(), effect)
        task = asyncio.create_task(self._live(payment, f"sim-{self._run}-{number}"))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _live(self, payment: LivePayment, key: str) -> None:
        """One payment's life; a refused step ends it, a refused key the whole simulation."""
        crowded = len(self._open) > MAX_OPEN
        with suppress(ApiUnreachable):
            try:
                created = await self._create(payment, key)
                self._count("created", payment.status)
                for number, step in enumerate(() if crowded else payment.steps):
                    await self._sleep(step.delay)
                    if self._stop.is_set():
                        return
                    await self._take(created["id"], payment, step, f"{key}-{number}")
            except KeyRefused as error:
                self._shut_out = error
                self.stop()
            except ApiRefused:
                self._count("refused")

    async def _create(self, payment: LivePayment, key: str) -> Any:
        try:
            return await self._post("/api/payments", payment.to_request(), key)
        except (ApiUnreachable, asyncio.CancelledError):
            self._count("unanswered")
            raise

    async def _take(self, payment_id: str, payment: LivePayment, step: LiveStep, key: str) -> None:
        path = f"/api/payments/{payment_id}/{step.kind}"
        await self._post(path, payment.step_request(step), key)
        self._count(_COUNTER[step.kind])

    async def _post(self, path: str, body: Mapping[str, Any], key: str) -> Any:
        async with self._slots:
            return await self._client.post(path, body, key)

    def _count(self, *names: str) -> None:
        for name in names:
            if name != "pending":
                setattr(self.played, name, getattr(self.played, name) + 1)

    async def _sleep(self, seconds: float) -> None:
        """Sleep, or less when it is time to stop."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), max(seconds, 0))

    async def _farewell(self) -> None:
        """Let requests under way be answered, then leave the rest."""
        self._stop.set()
        if not self._open:
            return
        _, late = await asyncio.wait(set(self._open), timeout=FAREWELL_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
