"""An organisation with minutes of its own making, and an evaluator that can be run by hand."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cashbeat.alert.evaluator import Evaluator
from cashbeat.alert.messages import AlertMessenger
from cashbeat.alert.minutes import SETTLE, Minutes
from cashbeat.alert.preview import AlertPreviews
from cashbeat.alert.raising import Raiser
from cashbeat.alert.rules import new_rule
from cashbeat.bootstrap import DOCUMENTS
from cashbeat.contracts.alert import NewAlertRule
from cashbeat.core.mongo import Database, connect_projector, open_database, prepare
from cashbeat.core.settings import Settings
from cashbeat.rollup.repository import RollupRepository
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ANA = {"id": "usr_ana", "name": "Ana"}
SPIKE: dict[str, Any] = {
    "name": "Spike",
    "severity": "critical",
    "measure": "failed_count",
    "condition": "above",
    "threshold": 5,
    "clearThreshold": 2,
    "windowMinutes": 2,
    "forMinutes": 2,
    "cooldownMinutes": 3,
}


@dataclass
class Told:
    """Stands for the feed: the messages about alerts, in order."""

    alerts: list[tuple[str, str, bytes]] = field(default_factory=list)

    def publish_alert(self, tenant_id: str, name: str, encoded: bytes) -> None:
        self.alerts.append((tenant_id, name, encoded))

    @property
    def names(self) -> list[str]:
        return [name for _, name, _ in self.alerts]


@dataclass
class Shop:
    """Its clock stands still until it is set."""

    settings: Settings
    database: Database
    now: datetime = NOON
    told: Told = field(default_factory=Told)
    retention: timedelta = timedelta(days=15)

    def clock(self) -> datetime:
        return self.now

    def evaluator(self, told: Told | None = None, raiser: Raiser | None = None) -> Evaluator:
        """A worker's evaluator, of which there may be several."""
        messenger = AlertMessenger(self.database, "https://pay.example.com")
        return Evaluator(
            self.database,
            Minutes(RollupRepository(self.database), self.retention),
            raiser or Raiser(self.database, messenger),
            told or self.told,
            self.clock,
            10,
        )

    def previews(self) -> AlertPreviews:
        return AlertPreviews(Minutes(RollupRepository(self.database), self.retention), self.clock)

    async def rule(self, **fields: Any) -> str:
        """The id of a new rule; it is evaluated from the present minute on."""
        body = NewAlertRule.model_validate(SPIKE | fields)
        stored = new_rule(dict(body), ANA, self.now)
        await self.database["alert_rules"].insert_one(stored | {"tenantId": "demo"})
        return str(stored["_id"])

    async def minutes(self, failed: Sequence[int], start: datetime = NOON) -> None:
        """Minutes with so many failed payments, and as many again that were completed."""
        documents = [
            {
                "_id": f"demo|EUR|{start + place * MINUTE:%Y-%m-%dT%H:%M}Z",
                "tenantId": "demo",
                "currency": "EUR",
                "start": start + place * MINUTE,
                "expiresAt": datetime(2100, 1, 1, tzinfo=UTC),
                "m": {"card": {"failed": {"n": count}, "completed": {"n": count, "a": count}}},
            }
            for place, count in enumerate(failed)
            if count
        ]
        if documents:
            await self.database["rollup_minutes"].insert_many(documents)

    async def at(self, minutes: float) -> None:
        """Set the clock so that so many minutes from `NOON` are settled and counted."""
        self.now = NOON + minutes * MINUTE + SETTLE
        await self.projected()

    async def projected(self, state: str = "running", lag_ms: int = 0) -> None:
        """What the projector tells of itself."""
        told = {"state": state, "lagMs": lag_ms, "renewedAt": self.now}
        await self.database["leases"].update_one({"_id": "projector"}, {"$set": told}, upsert=True)

    async def alerts(self) -> list[dict[str, Any]]:
        """Every alert, oldest first."""
        return await self.database["alerts"].find({}).sort("raisedAt", 1).to_list()


@pytest.fixture
async def shop(settings: Settings, mongo_uri: str) -> AsyncIterator[Shop]:
    client = connect_projector(mongo_uri, settings)
    database = open_database(client, settings)
    await prepare(database, DOCUMENTS)
    tenant = Tenant("demo", "Demo", "Europe/Berlin", "EUR")
    await TenantRepository(database).create_if_absent(tenant, NOON)
    await database["alert_defaults"].insert_one({"_id": "demo", "tenantId": "demo"})
    day = {"_id": "demo|EUR|2026-03-02", "tenantId": "demo", "currency": "EUR", "start": NOON}
    await database["rollup_days"].insert_one(day)
    yield Shop(settings, database)
    await client.close()
