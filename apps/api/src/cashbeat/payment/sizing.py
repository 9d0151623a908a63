"""Payments of a filter summed by amount or customer: what no rollup knows."""

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

import pymongo
from pymongo.asynchronous.command_cursor import AsyncCommandCursor
from pymongo.errors import PyMongoError

from cashbeat.core.mongo import Database
from cashbeat.kit.money import MAX_MINOR
from cashbeat.payment.filter import PaymentFilter

_SECONDS = 3.0
"""What a sum may take: it is given up within the time of a request."""

_BATCH = 5_000
"""Rows a round trip: thousands of customers come in a few."""

Rows = AsyncCommandCursor[dict[str, Any]]

_SUMS: dict[str, Any] = {
    "count": {"$sum": 1},
    "volume": {"$sum": {"$cond": [{"$in": ["$status", ["completed", "refunded"]]}, "$amount", 0]}},
    "succeeded": {"$sum": {"$cond": [{"$in": ["$status", ["completed", "refunded"]]}, 1, 0]}},
    "failed": {"$sum": {"$cond": [{"$eq": ["$status", "failed"]}, 1, 0]}},
}


@dataclass(slots=True)
class Sums:
    """Payments, and what became of them; `volume` in minor units of what succeeded."""

    count: int = 0
    volume: int = 0
    succeeded: int = 0
    failed: int = 0

    @property
    def attempts(self) -> int:
        """Succeeded + failed."""
        return self.succeeded + self.failed

    def add(self, other: "Sums") -> None:
        """Add others of the same currency; of several, `volume` means nothing."""
        self.count += other.count
        self.volume += other.volume
        self.succeeded += other.succeeded
        self.failed += other.failed


class PaymentSums:
    """Sums over payments of a tenant. None where they cannot be told in time."""

    def __init__(self, database: Database) -> None:
        self._payments = database["payments"]

    async def by_customer(self, tenant_id: str, wanted: PaymentFilter) -> dict[str, Sums] | None:
        """By customer; the empty one is of payments without a customer."""
        pipeline = customer_pipeline(tenant_id, wanted)
        return await _in_time(self._payments.aggregate(pipeline, batchSize=_BATCH))

    async def by_band(
        self, tenant_id: str, wanted: PaymentFilter, bounds: Sequence[int]
    ) -> dict[int, Sums] | None:
        """By the greatest of the ascending bounds (minor units) that an amount is not below."""
        pipeline = band_pipeline(tenant_id, wanted, bounds)
        return await _in_time(self._payments.aggregate(pipeline, batchSize=_BATCH))


async def _in_time(asked: Coroutine[Any, Any, Rows]) -> dict[Any, Sums] | None:
    """The sums by key; None when they take longer than such a question may."""
    try:
        with pymongo.timeout(_SECONDS):
            rows = await (await asked).to_list()
    except PyMongoError as error:
        if not error.timeout:
            raise
        return None
    return {row.pop("_id"): Sums(**row) for row in rows}


def customer_pipeline(tenant_id: str, wanted: PaymentFilter) -> list[dict[str, Any]]:
    """The aggregation by customer; the filter's own index finds what is summed."""
    group = {"_id": {"$ifNull": ["$customerId", ""]}, **_SUMS}
    return [{"$match": wanted.query(tenant_id)}, {"$group": group}]


def band_pipeline(
    tenant_id: str, wanted: PaymentFilter, bounds: Sequence[int]
) -> list[dict[str, Any]]:
    """The aggregation by band of amounts; the last band has no end."""
    bucket = {"groupBy": "$amount", "boundaries": [*bounds, MAX_MINOR + 1], "output": _SUMS}
    return [{"$match": wanted.query(tenant_id)}, {"$bucket": bucket}]
