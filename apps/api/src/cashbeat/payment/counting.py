"""Payments counted straight from `payments`: for the ragged edges that no rollup bucket fits."""

from datetime import datetime
from typing import Any

from cashbeat.core.mongo import Database


class PaymentCounts:
    """Sums over payments of a tenant, as rollups store them: `{method: {status: {n, a, r}}}`."""

    def __init__(self, database: Database) -> None:
        self._payments = database["payments"]

    async def sum_between(
        self, tenant_id: str, currency: str, start: datetime, end: datetime
    ) -> dict[str, dict[str, dict[str, int]]]:
        """Payments of one currency made in `[start, end)`, a short range. Minor units."""
        sums: dict[str, dict[str, dict[str, int]]] = {}
        pipeline = counting_pipeline(tenant_id, currency, start, end)
        async for row in await self._payments.aggregate(pipeline):
            key = row["_id"]
            cell = {"n": row["n"], "a": row["a"], "r": row["r"]}
            sums.setdefault(key["method"], {})[key["status"]] = cell
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
                "_id": {"method": "$method", "status": "$status"},
                "n": {"$sum": 1},
                "a": {"$sum": "$amount"},
                "r": {"$sum": "$refundedAmount"},
            }
        },
    ]
