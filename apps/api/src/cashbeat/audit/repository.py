"""Questions asked of the audit log, and the one write that changes ask of it."""

from cashbeat.audit.entry import StoredEntry
from cashbeat.core.mongo import Database, Session


class AuditLog:
    """The entries of a tenant, which is the first argument of every question."""

    def __init__(self, database: Database) -> None:
        self._entries = database["audit_entries"]

    async def record(self, tenant_id: str, entry: StoredEntry, session: Session) -> None:
        """Insert an entry within the transaction of the change that it tells of."""
        if entry["tenantId"] != tenant_id:
            raise ValueError("an entry of another tenant")
        await self._entries.insert_one(entry, session=session)
