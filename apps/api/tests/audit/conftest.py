"""An audit log on a real MongoDB."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cashbeat.audit.chain import ChainReport
from cashbeat.audit.documents import AuditEntryDocument, AuditHeadDocument
from cashbeat.audit.entry import StoredEntry, Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.audit.sealer import Sealer
from cashbeat.audit.verify import ChainVerifier
from cashbeat.core.mongo import (
    Database,
    connect_projector,
    open_database,
    prepare,
    transaction,
)
from cashbeat.core.settings import Settings
from cashbeat.tenant.caller import Actor, Provenance

ANA = Provenance(Actor("user", "usr_ana", "Ana"), "req_1", "192.0.2.7", "asked by phone")


@dataclass
class Log:
    """Writes entries as changes do, seals and verifies them."""

    settings: Settings
    database: Database
    at: datetime = field(default_factory=lambda: datetime(2026, 3, 1, 8, tzinfo=UTC))

    @property
    def audit(self) -> AuditLog:
        return AuditLog(self.database)

    def sealer(self) -> Sealer:
        return Sealer(self.database, lease_seconds=2)

    async def enter(self, count: int = 1, tenant_id: str = "demo", **fields: Any) -> None:
        """So many changes, one after the other."""
        by = fields.pop("by", ANA)
        action = fields.pop("action", "member.role_changed")
        target = fields.pop("target", Target("member", "usr_bo", "Bo"))
        for _ in range(count):
            self.at += timedelta(seconds=1)
            entry = entry_of(tenant_id, by, action, target, {}, {"role": "admin"} | fields, self.at)
            async with transaction(self.database) as session:
                await self.audit.record(tenant_id, entry, session)

    async def sealed(self, count: int, tenant_id: str = "demo") -> Sequence[StoredEntry]:
        """So many sealed entries, by their numbers."""
        await self.enter(count, tenant_id)
        await self.sealer().seal()
        return await self.chain(tenant_id)

    async def chain(self, tenant_id: str = "demo") -> list[StoredEntry]:
        found = self.database["audit_entries"].find({"tenantId": tenant_id, "n": {"$gt": 0}})
        return await found.sort("n", 1).to_list()

    async def waiting(self) -> int:
        return await self.database["audit_entries"].count_documents({"waiting": True})

    async def verify(self, tenant_id: str = "demo") -> ChainReport:
        return await ChainVerifier(self.database).verify(tenant_id)

    async def touch(self, n: int, change: dict[str, Any]) -> None:
        """What an intruder does to an entry."""
        await self.database["audit_entries"].update_one({"tenantId": "demo", "n": n}, change)


@pytest.fixture
async def log(settings: Settings) -> AsyncIterator[Log]:
    assert settings.mongodb_uri is not None
    client = connect_projector(settings.mongodb_uri.get_secret_value(), settings)
    database = open_database(client, settings)
    await prepare(database, [AuditEntryDocument, AuditHeadDocument])
    yield Log(settings, database)
    await client.close()
