"""Questions asked of the organisations."""

from datetime import datetime

from cashbeat.core.mongo import Database
from cashbeat.tenant.tenant import Tenant


class TenantRepository:
    """Reads and creates organisations."""

    def __init__(self, database: Database) -> None:
        self._tenants = database["tenants"]

    async def get(self, tenant_id: str) -> Tenant | None:
        """The organisation of that id."""
        stored = await self._tenants.find_one({"_id": tenant_id})
        return None if stored is None else _tenant(stored)

    async def list_all(self) -> list[Tenant]:
        """Every organisation, for the projector's zones."""
        return [_tenant(stored) async for stored in self._tenants.find({}).sort("_id", 1)]

    async def create_if_absent(self, tenant: Tenant, now: datetime) -> bool:
        """Insert the organisation; False when its id is taken already."""
        result = await self._tenants.update_one(
            {"_id": tenant.id},
            {
                "$setOnInsert": {
                    "name": tenant.name,
                    "timeZone": tenant.time_zone,
                    "defaultCurrency": tenant.default_currency,
                    "createdAt": now,
                }
            },
            upsert=True,
        )
        return result.upserted_id is not None


def _tenant(stored: dict[str, str]) -> Tenant:
    return Tenant(stored["_id"], stored["name"], stored["timeZone"], stored["defaultCurrency"])
