"""A ledger with two organisations, and a projector that can be run, stopped and watched."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cashbeat.bootstrap import DOCUMENTS
from cashbeat.contracts.payment import (
    CompletePayment,
    FailPayment,
    NewPayment,
    RefundPayment,
    RetryPayment,
)
from cashbeat.core.mongo import Database, connect_projector, open_database, prepare
from cashbeat.core.redis import RedisHint
from cashbeat.core.settings import Settings
from cashbeat.core.tasks import end_tasks
from cashbeat.payment.history import EventHistory, places_of
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.service import PaymentService
from cashbeat.projector.announcer import Announcer
from cashbeat.projector.projector import Projector
from cashbeat.projector.verify import Report, Verifier
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

RETENTION = timedelta(hours=Settings.model_fields["minute_retention_hours"].default)
"""That of a worker which tests start as a process of its own."""
TENANTS = (
    Tenant("demo", "Demo", "Europe/Kyiv", "EUR"),
    Tenant("other", "Other", "America/New_York", "USD"),
)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Published:
    """Stands for the feed: what would have been sent, in order."""

    events: list[tuple[str, int, int, bytes | None]] = field(default_factory=list)
    versions: list[tuple[str, int]] = field(default_factory=list)

    def publish_events(
        self, tenant_id: str, first_seq: int, last_seq: int, encoded_events: bytes | None
    ) -> None:
        self.events.append((tenant_id, first_seq, last_seq, encoded_events))

    def publish_analytics_changed(self, tenant_id: str, version: int) -> None:
        self.versions.append((tenant_id, version))


@dataclass
class Ledger:
    """Writes payments as the API does, and asks about what was derived of them."""

    settings: Settings
    database: Database
    published: Published
    dice: random.Random
    batch_size: int = 1000

    @property
    def service(self) -> PaymentService:
        return PaymentService(PaymentRepository(self.database), PaymentMethods(self.database), now)

    @property
    def history(self) -> EventHistory:
        return EventHistory(self.database, PaymentRepository(self.database))

    async def pay(self, tenant_id: str = "demo", **fields: Any) -> str:
        body = {"amount": 12.5, "currency": "EUR", "method": "card", "status": "completed"}
        payment, _ = await self.service.create(tenant_id, NewPayment.model_validate(body | fields))
        return payment.id

    async def live(self, tenant_id: str, payments: int) -> None:
        """Payments that live: pending, then completed or failed, some refunded in parts."""
        for _ in range(payments):
            made = now() - timedelta(minutes=self.dice.randrange(60 * 24 * 3))
            fields = {
                "amount": self.dice.randrange(100, 90_000) / 100,
                "currency": self.dice.choice(["EUR", "USD"]),
                "method": self.dice.choice(["card", "cash", "upi"]),
                "status": "pending",
                "createdAt": made.isoformat(),
            }
            payment_id = await self.pay(tenant_id, **fields)
            fate = self.dice.random()
            if fate < 0.2:
                continue
            if fate < 0.5:
                code = self.dice.choice(["card_declined", "issuer_unavailable"])
                body = FailPayment.model_validate({"failureCode": code})
                await self.service.fail(tenant_id, payment_id, body, None)
                if fate < 0.4:
                    continue
                await self.service.retry(tenant_id, payment_id, RetryPayment(), None)
            await self.service.complete(tenant_id, payment_id, CompletePayment(), None)
            if fate > 0.7:
                part = RefundPayment.model_validate({"amount": 0.5})
                await self.service.refund(tenant_id, payment_id, part, None)
            if fate > 0.9:
                await self.service.refund(tenant_id, payment_id, RefundPayment(), None)

    def projector(self) -> tuple[Projector, Announcer]:
        assert self.settings.redis_url is not None
        redis = RedisHint(self.settings.redis_url.get_secret_value())
        announcer = Announcer(redis, self.published)
        projector = Projector(
            self.database,
            TenantRepository(self.database),
            announcer,
            now,
            batch_size=self.batch_size,
            lease_seconds=2,
            minute_retention=RETENTION,
        )
        return projector, announcer

    @asynccontextmanager
    async def projecting(self) -> AsyncIterator[None]:
        projector, announcer = self.projector()
        tasks = [asyncio.create_task(projector.run()), asyncio.create_task(announcer.run())]
        try:
            await self.tailing()
            yield
        finally:
            await end_tasks(tasks)

    async def tailing(self, seconds: float = 20) -> None:
        """Wait until a projector is past its first rebuild."""
        running = {"state": "running"}
        async with asyncio.timeout(seconds):
            while not (
                await self.database["leases"].find_one(running)
                and await self.database["checkpoints"].find_one({"state": "tailing"})
            ):
                await asyncio.sleep(0.05)

    async def steps(self) -> int:
        """Steps of all payments, counted in the payments themselves."""
        rows = await (
            await self.database["payments"].aggregate(
                [{"$group": {"_id": None, "n": {"$sum": {"$size": "$events"}}}}]
            )
        ).to_list()
        return rows[0]["n"] if rows else 0

    async def caught_up(self, seconds: float = 20) -> None:
        """Wait until every step is numbered."""
        async with asyncio.timeout(seconds):
            while await self.numbered() < await self.steps():
                await asyncio.sleep(0.05)
            await self.tailing()

    async def numbered(self) -> int:
        """Steps that have a seq."""
        return sum([len(places_of(page)) async for page in self.database["payment_events"].find()])

    async def verify(self) -> Report:
        verifier = Verifier(self.database, now, RETENTION)
        return await verifier.verify()


@pytest.fixture
async def ledger(settings: Settings) -> AsyncIterator[Ledger]:
    """Two organisations, no payments, no projector yet."""
    assert settings.mongodb_uri is not None
    client = connect_projector(settings.mongodb_uri.get_secret_value(), settings)
    database = open_database(client, settings)
    await prepare(database, DOCUMENTS)
    for tenant in TENANTS:
        await TenantRepository(database).create_if_absent(tenant, now())
        await PaymentMethods(database).create_defaults(tenant.id, now())
    yield Ledger(settings, database, Published(), random.Random(7))
    await client.close()
