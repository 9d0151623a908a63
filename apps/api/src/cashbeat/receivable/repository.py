"""Questions asked of the days of what is owed."""

from collections.abc import Sequence

from cashbeat.core.mongo import Database
from cashbeat.receivable.ageing import StoredDay


class ReceivableDays:
    """Days of a tenant, which is the first argument of every question."""

    def __init__(self, database: Database) -> None:
        self._days = database["receivable_days"]

    async def list_until(self, tenant_id: str, currency: str, last: str) -> Sequence[StoredDay]:
        """Every day up to one, in order."""
        query = {"tenantId": tenant_id, "currency": currency, "day": {"$lte": last}}
        return await self._days.find(query).sort("day", 1).batch_size(1000).to_list()

    async def list_currencies(self, tenant_id: str) -> list[str]:
        """Currencies of which there is any day, in the order of the alphabet."""
        return sorted(await self._days.distinct("currency", {"tenantId": tenant_id}))
