"""Random lives of payments, and a database in which they are stored and projected."""

import random
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from pymongo import AsyncMongoClient, IndexModel

from cashbeat.analytics.cache import AnswerCache
from cashbeat.analytics.reading import SpanReader
from cashbeat.analytics.service import AnalyticsService
from cashbeat.analytics.totals import StoredTotals
from cashbeat.contracts.payment import PaymentStatus
from cashbeat.core.mongo import Database
from cashbeat.core.redis import RedisHint
from cashbeat.payment.changes import PaymentStep, steps_of_document
from cashbeat.payment.counting import PaymentCounts
from cashbeat.payment.documents import PaymentDocument
from cashbeat.payment.machine import Standing, complete, fail, refund, retry
from cashbeat.payment.recording import Draft, StoredPayment, new_payment, step_update
from cashbeat.projector.batch import rollup_step
from cashbeat.rollup.documents import RollupDay, RollupMinute, RollupQuarter
from cashbeat.rollup.failure_codes import FailureCodes
from cashbeat.rollup.fold import Cutting, fold
from cashbeat.rollup.recuts import cuttings_of
from cashbeat.rollup.repository import RollupRepository
from cashbeat.rollup.writer import rollup_operations
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

RETENTION = timedelta(hours=1)
FAILURES = ("card_declined", "insufficient_funds", "issuer_unavailable")


def _next_step(stored: StoredPayment, dice: random.Random) -> Any:
    standing = Standing(
        stored["_id"],
        PaymentStatus(stored["status"]),
        stored["amount"],
        stored["refundedAmount"],
        stored["currency"],
        stored["version"],
    )
    match standing.status:
        case PaymentStatus.PENDING:
            return dice.choice([complete, fail])(standing)
        case PaymentStatus.FAILED:
            return retry(standing)
        case PaymentStatus.COMPLETED:
            left = standing.amount - standing.refunded
            return refund(standing, dice.choice([None, dice.randint(1, left)]))
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A database that payments are put into together with what the projector derives of them."""

    database: Database

    @staticmethod
    def lived(tenant_id: str, dice: random.Random, made: datetime, currency: str) -> StoredPayment:
        """A payment with some of its life behind it: retries, partial refunds, all of it."""
        status = dice.choice([PaymentStatus.PENDING, PaymentStatus.COMPLETED, PaymentStatus.FAILED])
        amount = dice.choice([1, 100, dice.randint(1, 10**9)])
        method = dice.choice(["bank_transfer", "card", "upi"])
        failure = dice.choice(FAILURES) if status is PaymentStatus.FAILED else None
        draft = Draft(amount, currency, method, status, made, failure)
        stored = new_payment(tenant_id, draft, made)
        for _ in range(dice.randint(0, 5)):
            step = _next_step(stored, dice)
            if step is None:
                break
            failure = dice.choice(FAILURES) if step.to is PaymentStatus.FAILED else None
            update = step_update(stored, step, stored["updatedAt"], made, failure)
            for name in update.get("$unset", {}):
                stored.pop(name, None)
            stored |= update["$set"]
            stored["events"].append(update["$push"]["events"])
        return stored

    async def put(
        self,
        tenant: Tenant,
        payments: list[StoredPayment],
        now: datetime,
        dice: random.Random,
        days: Sequence[Cutting] = (),
    ) -> None:
        """Store payments and fold their steps in batches, payments interleaved.

        `days` they are counted in; those of the tenant if left out.
        """
        if payments:
            await self.database["payments"].insert_many(payments)
        steps = interleaved([steps_of_document(stored) for stored in payments], dice)
        await TenantRepository(self.database).create_if_absent(tenant, now)
        cuttings, codes = {tenant.id: days or cuttings_of(tenant)}, FailureCodes()
        while steps:
            size = dice.choice([1, 7, len(steps)])
            batch, steps = steps[:size], steps[size:]
            folded = (rollup_step(step, codes) for step in batch)
            delta = fold(folded, cuttings, now - RETENTION)
            for collection, writes in rollup_operations(delta, RETENTION).items():
                if writes:
                    await self.database[collection].bulk_write(writes, ordered=False)

    @property
    def reader(self) -> SpanReader:
        """What reads the stored counts."""
        database = self.database
        return SpanReader(
            RollupRepository(database), PaymentCounts(database), TenantRepository(database)
        )

    def totals(self, now: Callable[[], datetime]) -> StoredTotals:
        """Totals of lists over this database at a moment."""
        return StoredTotals(self.reader, RollupRepository(self.database), now)

    def service(self, redis: RedisHint, now: Callable[[], datetime]) -> AnalyticsService:
        """Analytics over this database at a moment."""
        return AnalyticsService(self.reader, AnswerCache(redis, 60.0), now)


def interleaved(lives: list[list[PaymentStep]], dice: random.Random) -> list[PaymentStep]:
    """Steps of many payments in a random order that keeps each payment's own."""
    order = [place for place, steps in enumerate(lives) for _ in steps]
    dice.shuffle(order)
    queues = [iter(steps) for steps in lives]
    return [next(queues[place]) for place in order]


@pytest.fixture
async def ledger(mongo_client: AsyncMongoClient[dict[str, Any]], database: str) -> Ledger:
    """An empty ledger with the product's indexes; minutes of invented times do not expire."""
    opened = mongo_client.get_database(database)
    for document in (PaymentDocument, RollupMinute, RollupQuarter, RollupDay):
        kept = [index for index in document.Settings.indexes if not _expires(index)]
        await opened[document.Settings.name].create_indexes(kept)
    return Ledger(opened)


def _expires(index: IndexModel) -> bool:
    return "expireAfterSeconds" in index.document


@pytest.fixture
def no_redis() -> RedisHint:
    """A Redis that does not answer."""
    return RedisHint("redis://127.0.0.1:1/0", 0.05)


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[RedisHint]:
    """A real, empty Redis."""
    hint = RedisHint(redis_url, 2.0)
    await hint.client.flushall()
    yield hint
    await hint.close()
