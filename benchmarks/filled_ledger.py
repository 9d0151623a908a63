"""Organisations of any size for the benchmarks: payments of a year with their rollups.

Stored and folded by the product's own code, without the change stream between.
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from rich.progress import Progress

from cashbeat.contracts.payment import PaymentEventType, PaymentStatus
from cashbeat.core.settings import Settings, load_settings
from cashbeat.embedded.data_dir import DataDir
from cashbeat.embedded.mongod import EmbeddedMongo
from cashbeat.kit.time_buckets import day_start, zone
from cashbeat.payment.changes import steps_of_document
from cashbeat.payment.machine import Transition
from cashbeat.payment.recording import Draft, StoredPayment, new_payment, step_update
from cashbeat.projector.batch import rollup_step
from cashbeat.rollup.failure_codes import FailureCodes
from cashbeat.rollup.fold import fold
from cashbeat.rollup.recuts import cuttings_of
from cashbeat.rollup.writer import rollup_operations
from cashbeat.tenant.tenant import Tenant

ZONE = zone("Europe/Kyiv")
YEAR = (day_start(date(2025, 1, 1), ZONE), day_start(date(2026, 1, 1), ZONE))
BEFORE = (day_start(date(2024, 1, 1), ZONE), YEAR[0])
NOW = datetime(2026, 2, 1, tzinfo=UTC)
METHODS = ("card", "card", "card", "bank_transfer", "direct_debit", "upi", "wallet", "cash")
STATUSES = (*[PaymentStatus.COMPLETED] * 17, *[PaymentStatus.FAILED] * 2, PaymentStatus.PENDING)
BATCH = 20_000

Texts = Callable[[int, random.Random], dict[str, str]]
"""Customer, external id and description of the payment at a place, as fields of `Draft`."""


def tenant_of(size: int) -> Tenant:
    """The organisation that has so many payments in the year."""
    return Tenant(f"bench-{size}", f"{size:,} payments", ZONE.key, "EUR")


def payments_of(
    tenant: Tenant,
    span: tuple[datetime, datetime],
    count: int,
    dice: random.Random,
    texts: Texts = lambda _place, _dice: {},
) -> Iterator[StoredPayment]:
    """Payments spread over a span in the order of time, one in forty refunded."""
    start, step = span[0], (span[1] - span[0]) / count
    for place in range(count):
        made = start + step * (place + dice.random() * 0.999)
        made = made.replace(microsecond=made.microsecond // 1000 * 1000)
        amount, method = dice.randint(100, 50_000), dice.choice(METHODS)
        draft = Draft(amount, "EUR", method, dice.choice(STATUSES), made, **texts(place, dice))
        stored = new_payment(tenant.id, draft, made)
        if place % 40 == 0 and draft.status is PaymentStatus.COMPLETED:
            step_taken = Transition(PaymentEventType.REFUNDED, PaymentStatus.REFUNDED, amount)
            update = step_update(stored, step_taken, made, made)
            stored |= update["$set"]
            stored["events"].append(update["$push"]["events"])
        yield stored


def fill(
    uri: str, name: str, tenant: Tenant, payments: Iterator[StoredPayment], count: int
) -> None:
    """Store payments and their rollups; MongoDB writes one batch while the next is made."""
    cuttings = {tenant.id: cuttings_of(tenant)}
    with (
        MongoClient[dict[str, Any]](uri, tz_aware=True) as client,
        ThreadPoolExecutor(1) as writer,
        Progress(transient=True) as progress,
    ):
        database = client[name]
        described = {
            "name": tenant.name,
            "timeZone": tenant.time_zone,
            "defaultCurrency": tenant.default_currency,
        }
        database["tenants"].update_one({"_id": tenant.id}, {"$set": described}, upsert=True)
        task = progress.add_task(tenant.name, total=count)
        pending: Future[None] | None = None
        codes = FailureCodes()

        def write(batch: list[StoredPayment]) -> None:
            database["payments"].insert_many(batch, ordered=False)
            steps = (rollup_step(s, codes) for p in batch for s in steps_of_document(p))
            kept = timedelta(hours=1)
            delta = fold(steps, cuttings, NOW - kept)
            for collection, writes in rollup_operations(delta, kept).items():
                if writes:
                    database[collection].bulk_write(writes, ordered=False)

        while batch := list(islice(payments, BATCH)):
            if pending is not None:
                pending.result()
            pending = writer.submit(write, batch)
            progress.advance(task, len(batch))
        if pending is not None:
            pending.result()


@contextmanager
def scratch_server() -> Iterator[tuple[Settings, str]]:
    """Settings and address of a MongoDB of one's own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="cashbeat-bench-") as folder:
        settings = load_settings(
            _env_file=None, data_dir=Path(folder), mongo_timeout_ms=300_000, mongo_cache_gb=2.0
        )
        data_dir = DataDir(settings.data_dir)
        data_dir.prepare()
        server = EmbeddedMongo(settings, data_dir)
        server.start()
        try:
            yield settings, server.uri
        finally:
            server.stop()
