"""Answers equal a count of the payments before, while and after the time zone is changed."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashbeat.analytics.parameters import MetricsParameters, TrendParameters
from cashbeat.analytics.question import metrics_question, trends_question
from cashbeat.analytics.reading import SpanReader
from cashbeat.core.mongo import in_transaction
from cashbeat.core.redis import RedisHint
from cashbeat.kit.ids import new_id
from cashbeat.kit.time_buckets import Bucket, day_start, local_day, zone
from cashbeat.payment.filter import PaymentFilter
from cashbeat.payment.recording import StoredPayment
from cashbeat.projector.checkpoint import Checkpoint, CheckpointRepository
from cashbeat.projector.recut import Recutter
from cashbeat.rollup.recuts import cuttings_of
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

from .test_against_payments import MOMENTS, ZONES, assert_figures, assert_point

NOW = datetime(2027, 1, 1, tzinfo=UTC)
STEPS = ("pay", "pay", "change", "step", "step", "step", "crash", "ask", "ask", "race")


@dataclass
class Organisation:
    """One that changes its zone at any time, with the projector's part in it."""

    ledger: Any
    dice: random.Random
    moment: datetime
    days_a_step: int
    tenant: Tenant
    payments: list[StoredPayment] = field(default_factory=list)
    remembered: list[Tenant] = field(default_factory=list)
    worker: Recutter | None = None

    @property
    def tenants(self) -> TenantRepository:
        return TenantRepository(self.ledger.database)

    async def begin(self) -> None:
        await self.ledger.put(self.tenant, [], NOW, self.dice)
        checkpoints = CheckpointRepository(self.ledger.database)
        await checkpoints.create(Checkpoint({"_data": "82"}, 1))

    async def present(self) -> Tenant:
        found = await self.tenants.get(self.tenant.id)
        assert found is not None
        return found

    async def started(self) -> Recutter:
        if self.worker is None:
            self.worker = Recutter(self.ledger.database, self.tenants)
            await self.worker.load([await self.present()])
        self.worker._days = self.days_a_step
        self.worker._looked_at = -1e9
        await self.worker.look()
        return self.worker

    async def pay(self) -> None:
        made = [
            self.ledger.lived(self.tenant.id, self.dice, self._sometime(), "EUR")
            for _ in range(self.dice.randint(1, 12))
        ]
        self.payments += made
        present = await self.present()
        days = (await self.started()).cuttings(present)
        await self.ledger.put(present, made, NOW, self.dice, days)

    async def change(self) -> None:
        self.remembered.append(await self.present())
        wanted = self.dice.choice(ZONES)
        await in_transaction(
            self.ledger.database,
            lambda session: self.tenants.update(self.tenant.id, {"timeZone": wanted}, session),
        )

    async def step(self) -> None:
        worker = await self.started()
        checkpoint = await CheckpointRepository(self.ledger.database).get()
        assert checkpoint is not None
        if worker.busy:
            await worker.step(checkpoint)

    async def crash(self) -> None:
        self.worker = None

    async def finish(self) -> None:
        while (await self.started()).busy:
            await self.step()

    async def ask(self) -> None:
        """Ask as one does who knows the organisation as it is, or as it was before a change."""
        known = self.dice.choice([await self.present(), *self.remembered[-2:]])
        tz = self.dice.choice([known.zone, zone(self.dice.choice(ZONES))])
        edges = sorted((self._edge(tz), self._edge(tz)))
        span = Bucket(edges[0], max(edges[1], edges[0] + timedelta(minutes=1)))
        methods, statuses = self.dice.choice([((), ()), (("card",), ()), ((), ("completed",))])
        parameters: dict[str, Any] = {
            "start": span.start.isoformat(),
            "end": span.end.isoformat(),
            "tz": tz.key,
            "method": list(methods) or None,
            "status": list(statuses) or None,
        }
        service = self.ledger.service(RedisHint("redis://127.0.0.1:1/0", 0.05), lambda: NOW)
        asked = metrics_question(MetricsParameters(**parameters), known, NOW)
        metrics = await service.compute_metrics(known, asked)
        held = self._between(span, methods, statuses)
        assert_figures(metrics, held, tz)
        assert_figures(metrics.previous, self._between(asked.previous, methods, statuses), tz)
        totals = self.ledger.totals(lambda: NOW)
        listed = PaymentFilter(*span, methods, statuses, "EUR")
        assert await totals.count(known, listed) == len(held)
        grain = self.dice.choice(["day", "week"])
        trends = trends_question(TrendParameters(**parameters, period=grain), known, NOW)
        points = await service.compute_trends(known, trends)
        assert sum((point.amount for point in points), Decimal(0)) == metrics.total_volume
        for point in points:
            bucket = Bucket(max(point.timestamp, span.start), min(point.end, span.end))
            assert_point(point, self._between(bucket, methods, statuses))

    async def race(self) -> None:
        """Questions while the projector goes on: each is right, wherever the steps fall."""
        await asyncio.gather(self.ask(), self.ask(), self._some_steps(), self.ask())

    async def _some_steps(self) -> None:
        for _ in range(self.dice.randint(1, 5)):
            await self.step()

    def _sometime(self) -> datetime:
        at = self.moment + timedelta(seconds=self.dice.randint(-40 * 86_400, 40 * 86_400))
        return self.dice.choice([at, self._edge(zone(self.dice.choice(ZONES)))])

    def _edge(self, tz: Any) -> datetime:
        near = self.moment + timedelta(seconds=self.dice.randint(-30 * 86_400, 30 * 86_400))
        return self.dice.choice([near, day_start(local_day(near, tz), tz)])

    def _between(
        self, span: Bucket, methods: Sequence[str], statuses: Sequence[str]
    ) -> list[StoredPayment]:
        return [
            payment
            for payment in self.payments
            if span.start <= payment["createdAt"] < span.end
            and (not methods or payment["method"] in methods)
            and (not statuses or payment["status"] in statuses)
        ]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    seed=st.integers(0, 2**32),
    moment=st.sampled_from(MOMENTS),
    home=st.sampled_from(ZONES),
    days_a_step=st.sampled_from([1, 5, 40]),
    steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=24),
)
async def test_answers_are_right_at_every_moment_of_a_change(
    seed: int, moment: datetime, home: str, days_a_step: int, steps: list[str], ledger: Any
) -> None:
    tenant = Tenant(new_id("t"), "Ours", home, "EUR")
    ours = Organisation(ledger, random.Random(seed), moment, days_a_step, tenant)
    await ours.begin()
    await ours.pay()
    await ours.ask()
    for name in steps:
        await getattr(ours, name)()
    await ours.ask()
    await ours.finish()
    for _ in range(3):
        await ours.ask()
    days = await ledger.database["rollup_days"].find({"tenantId": tenant.id}).to_list()
    present = await ours.present()
    assert {day["timeZone"] for day in days} == {present.time_zone}
    assert present.day_zone == present.time_zone


class Interrupted(SpanReader):
    """A reader between whose reading of days and of anything else something happens."""

    meanwhile: Any = None

    async def _read(self, *given: Any) -> Any:
        found = await super()._read(*given)
        interrupt, self.meanwhile = self.meanwhile, None
        if interrupt is not None:
            await interrupt()
        return found


@pytest.mark.parametrize("before", [False, True])
async def test_days_that_were_cleared_while_they_were_read_are_read_again(
    ledger: Any, before: bool
) -> None:
    """Whether the days went before they were read or behind that, the answer is right."""
    dice = random.Random(3)
    ours = Organisation(ledger, dice, MOMENTS[5], 40, Tenant("t", "Ours", "Asia/Tokyo", "EUR"))
    await ours.begin()
    for _ in range(5):
        await ours.pay()
    known = await ours.present()

    async def recut() -> None:
        await ours.change()
        while (await ours.present()).time_zone == "Asia/Tokyo":
            await ours.change()
        await ours.finish()
        await ours.pay()

    reader: SpanReader = ledger.reader
    torn = Interrupted(reader._rollups, reader._payments, reader._tenants)
    if before:
        await recut()
    else:
        torn.meanwhile = recut
    span = Bucket(datetime(2023, 6, 1, tzinfo=UTC), datetime(2024, 9, 1, tzinfo=UTC))
    question = metrics_question(
        MetricsParameters(start=span.start.isoformat(), end=span.end.isoformat()), known, NOW
    )
    (tally,) = await torn.read(known, question.selection, [span], known.zone, NOW)
    assert tally.counters.count() == len(ours._between(span, (), ()))
    hours = [payment["createdAt"].astimezone(known.zone).hour for payment in ours.payments]
    assert tally.hours == {hour: hours.count(hour) for hour in set(hours)}


async def test_a_reader_that_trusts_the_days_it_knew_is_wrong(ledger: Any) -> None:
    """The negative control: without a second look at which days count, payments are lost."""
    dice = random.Random(3)
    ours = Organisation(ledger, dice, MOMENTS[5], 40, Tenant("t", "Ours", "Asia/Tokyo", "EUR"))
    await ours.begin()
    await ours.pay()
    known = await ours.present()
    while (await ours.present()).time_zone == "Asia/Tokyo":
        await ours.change()
    await ours.finish()

    class Trusting(TenantRepository):
        async def get_days(self, tenant_id: str) -> Any:  # noqa: ARG002
            return known.days

    reader: SpanReader = ledger.reader
    trusting = SpanReader(reader._rollups, reader._payments, Trusting(ledger.database))
    span = Bucket(datetime(2023, 6, 1, tzinfo=UTC), datetime(2024, 9, 1, tzinfo=UTC))
    question = metrics_question(MetricsParameters(), known, NOW)
    (tally,) = await trusting.read(known, question.selection, [span], known.zone, NOW)
    assert tally.counters.count() < len(ours.payments)
    assert cuttings_of(known) != cuttings_of(await ours.present())
