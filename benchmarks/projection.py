"""How far behind a payment the numbers are, and how fast a backlog is worked off.

    .venv/bin/python benchmarks/projection.py [--backlog 50000] [--apart 10] [--paced 300]

Brings up MongoDB and Redis in a scratch directory. Lag: payments are inserted one by one, 20 a
second, while a projector follows; measured from just before the insert to the end of the committed
transaction. Backlog: payments are inserted while no projector runs, then one starts; its first
rebuild is over before, so all of them come through the change stream. That is done twice: with
payments of batches, and with payments that were recorded one by one, each of which says who did it
and so becomes an entry of the audit log, too. `verify` closes the run.
"""

import argparse
import asyncio
import gc
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import uvloop

from cashbeat.bootstrap import DOCUMENTS
from cashbeat.contracts.payment import PaymentStatus
from cashbeat.core.mongo import Database, connect_projector, open_database, prepare
from cashbeat.core.redis import RedisHint
from cashbeat.core.settings import Settings, load_settings
from cashbeat.core.tasks import end_tasks
from cashbeat.embedded import DatabaseAddresses, databases
from cashbeat.payment.recording import Draft, StoredPayment, new_payment
from cashbeat.payment.repository import PaymentRepository
from cashbeat.projector.announcer import Announcer
from cashbeat.projector.cli import GC_THRESHOLD
from cashbeat.projector.projector import Projector
from cashbeat.projector.verify import Verifier
from cashbeat.tenant.caller import Actor, Provenance
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

TENANT = Tenant("bench", "Benchmark", "Europe/Kyiv", "EUR")
RETENTION = timedelta(hours=48)
LAG_TARGET_MS = 25
RATE_TARGET = 5_000
BY = Provenance(Actor("api_key", "key_bench", "Shop"), "req_bench", "192.0.2.7")


class Watch:
    """Stands for the feed, and notes when each seq was committed."""

    def __init__(self) -> None:
        self.last = 0
        self.at: dict[int, float] = {}
        self.moved = asyncio.Event()

    def publish_events(
        self,
        tenant_id: str,  # noqa: ARG002
        first_seq: int,
        last_seq: int,
        encoded_events: bytes | None,  # noqa: ARG002
    ) -> None:
        now = time.perf_counter()
        self.at.update(dict.fromkeys(range(first_seq, last_seq + 1), now))
        self.last = last_seq
        self.moved.set()

    def publish_analytics_changed(self, tenant_id: str, version: int) -> None: ...

    async def reaches(self, seq: int) -> None:
        while self.last < seq:
            self.moved.clear()
            await self.moved.wait()


def now() -> datetime:
    return datetime.now(UTC)


def payment(dice: random.Random, at: datetime, by: Provenance | None) -> StoredPayment:
    draft = Draft(
        amount=dice.randrange(100, 90_000),
        currency="EUR",
        method=dice.choice(["card", "card", "upi", "cash"]),
        status=PaymentStatus.COMPLETED,
        created_at=at,
        customer_id=f"cus_{dice.randrange(5_000)}",
        external_id=f"INV-{dice.randrange(10**9)}",
    )
    return new_payment(TENANT.id, draft, now(), by=by)


@asynccontextmanager
async def projecting(database: Database, redis: RedisHint, watch: Watch) -> AsyncIterator[None]:
    announcer = Announcer(redis, watch)
    projector = Projector(
        database,
        TenantRepository(database),
        announcer,
        now,
        batch_size=1000,
        lease_seconds=10,
        minute_retention=RETENTION,
    )
    tasks = [asyncio.create_task(projector.run()), asyncio.create_task(announcer.run())]
    try:
        while not await database["leases"].find_one({"state": "running"}):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        yield
    finally:
        await end_tasks(tasks)


async def lag(database: Database, redis: RedisHint, watch: Watch, count: int) -> list[float]:
    """Milliseconds from before each insert to its commit by the projector."""
    payments = PaymentRepository(database)
    dice = random.Random(1)
    found = []
    async with projecting(database, redis, watch):
        for _ in range(count):
            seq = watch.last + 1
            started = time.perf_counter()
            await payments.insert(TENANT.id, payment(dice, now(), BY))
            await watch.reaches(seq)
            found.append((watch.at[seq] - started) * 1000)
            await asyncio.sleep(0.05)
    return found


def processor_seconds() -> tuple[float, float]:
    """Processor time so far of this process and of mongod."""
    me = psutil.Process()
    mongod = next(child for child in me.children(recursive=True) if child.name() == "mongod")
    mine, its = me.cpu_times(), mongod.cpu_times()
    return mine.user + mine.system, its.user + its.system


async def backlog(
    database: Database,
    redis: RedisHint,
    watch: Watch,
    count: int,
    apart: float,
    by: Provenance | None,
) -> tuple[float, float, float]:
    """Events a second while a backlog in order of time is worked off, and what an event costs.

    The other two numbers are microseconds of processor an event: this process and mongod.
    """
    payments = PaymentRepository(database)
    dice = random.Random(3 if by else 2)
    first = now() - timedelta(seconds=apart * count)
    for start in range(0, count, 1000):
        batch = [
            payment(dice, first + timedelta(seconds=apart * n), by)
            for n in range(start, min(start + 1000, count))
        ]
        await payments.insert_many(TENANT.id, batch)
    before = watch.last
    async with projecting(database, redis, watch):
        await watch.reaches(before + 1)
        started, counted, spent = time.perf_counter(), watch.last, processor_seconds()
        await watch.reaches(before + count)
        events, seconds = watch.last - counted, time.perf_counter() - started
        mine, its = (b - a for a, b in zip(spent, processor_seconds(), strict=True))
        return events / seconds, mine / events * 1e6, its / events * 1e6


async def run(settings: Settings, addresses: DatabaseAddresses, args: argparse.Namespace) -> int:
    client = connect_projector(addresses.mongo_uri, settings)
    database = open_database(client, settings)
    redis = RedisHint(addresses.redis_url)
    await prepare(database, DOCUMENTS)
    await TenantRepository(database).create_if_absent(TENANT, now())
    watch = Watch()
    lags = sorted(await lag(database, redis, watch, args.paced))
    p50, p95 = statistics.median(lags), lags[int(len(lags) * 0.95)]
    print(f"lag of {len(lags)} payments, one by one: p50 {p50:.1f} ms, p95 {p95:.1f} ms")
    rates = []
    for made, by in (("in batches", None), ("one by one", BY)):
        rate, mine, its = await backlog(database, redis, watch, args.backlog, args.apart, by)
        print(f"backlog of {args.backlog:,} payments made {made}: {rate:,.0f} events a second")
        print(f"processor an event: {mine:.0f} µs projector, {its:.0f} µs mongod")
        rates.append(rate)
    verifier = Verifier(database, now, RETENTION)
    report = await verifier.verify()
    print(f"verify: {report.payments:,} payments, {report.differences} differences")
    await redis.close()
    await client.close()
    met = p50 <= LAG_TARGET_MS and min(rates) >= RATE_TARGET and report.differences == 0
    print("targets met" if met else f"targets missed: {LAG_TARGET_MS} ms, {RATE_TARGET:,} a second")
    return 0 if met else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backlog", type=int, default=50_000)
    parser.add_argument("--apart", type=float, default=10, help="seconds between payments")
    parser.add_argument("--paced", type=int, default=300)
    args = parser.parse_args()
    gc.set_threshold(GC_THRESHOLD)
    with tempfile.TemporaryDirectory(prefix="cashbeat-bench-") as folder:
        settings = load_settings(_env_file=None, data_dir=Path(folder), demo=False)
        with databases(settings) as addresses:
            return uvloop.run(run(settings, addresses, args))


if __name__ == "__main__":
    raise SystemExit(main())
