"""Payments counted straight from `payments`: for the ragged edges that no rollup bucket fits."""

from datetime import datetime
from typing import Any

from cashbeat.core.mongo import Database


class PaymentCounts:
    """Sums over payments of a tenant as rollups store them, see `rollup.documents`."""

    def __init__(self, database: Database) -> None:
        self._payments = database["payments"]

    async def sum_between(
        self, tenant_id: str, currency: str, start: datetime, end: datetime
    ) -> dict[str, dict[str, dict[str, Any]]]:
        """Payments of one currency made in `[start, end)`, a short range. Minor units."""
        sums: dict[str, dict[str, dict[str, Any]]] = {}
        pipeline = counting_pipeline(tenant_id, currency, start, end)
        async for row in await self._payments.aggregate(pipeline):
            key = row["_id"]
            cells = sums.setdefault(key["method"], {})
            cell = cells.setdefault(key["status"], {"n": 0, "a": 0, "r": 0})
            for number in ("n", "a", "r"):
                cell[number] += row[number]
            if (code := key.get("code")) is not None:
                cell.setdefault("f", {})[code] = {"n": row["n"], "a": row["a"]}
        return sums


def counting_pipeline(
    tenant_id: str, currency: str, start: datetime, end: datetime
) -> list[dict[str, Any]]:
    """The aggregation that counts a range; the index `newest` finds it."""
    return [
        {
            "$match": {
                "tenantId": tenant_id,
                "createdAt": {"$gte": start, "$lt": end},
                "currency": currency,
            }
        },
        {
            "$group": {
                "_id": {"method": "$method", "status": "$status", "code": "$failureCode"},
                "n": {"$sum": 1},
                "a": {"$sum": "$amount"},
                "r": {"$sum": "$refundedAmount"},
            }
        },
    ]
