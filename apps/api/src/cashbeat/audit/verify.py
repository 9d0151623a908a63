"""Reads the chains of the audit log and finds out whether anybody touched them.

Safe while the system runs: the end of a chain is read before its entries and after them, and
sealing moves both at once.
"""

from typing import Any

from cashbeat.audit.chain import ChainCheck, ChainReport, Head
from cashbeat.audit.entry import WAITING
from cashbeat.core.mongo import Database

_BATCH = 1000


class ChainVerifier:
    """Recomputes every hash of an organisation's log."""

    def __init__(self, database: Database) -> None:
        self._entries = database["audit_entries"]
        self._heads = database["audit_heads"]
        self._tenants = database["tenants"]

    async def list_tenants(self) -> list[str]:
        """Every organisation, and whoever has a chain, or entries that belong to none yet."""
        found = [
            *await self._entries.distinct("tenantId"),
            *await self._heads.distinct("_id"),
            *await self._tenants.distinct("_id"),
        ]
        return sorted(set(map(str, found)))

    async def verify(self, tenant_id: str, known: Head | None = None) -> ChainReport:
        """What is wrong with a chain.

        `known` is an end that it had once, kept elsewhere: with it even a chain that was written
        anew as a whole, its end included, is told from the one that was sealed.
        """
        there = await self._tenants.find_one({"_id": tenant_id}, {"_id": 1})
        check = ChainCheck(tenant_id, await self._head(tenant_id))
        numbered = {"tenantId": tenant_id, "n": {"$exists": True}}
        async for entry in self._entries.find(numbered).sort("n", 1).batch_size(_BATCH):
            check.take(entry)
        report = check.finish(await self._head(tenant_id))
        lost = {"tenantId": tenant_id, "n": {"$exists": False}, WAITING: {"$ne": True}}
        async for entry in self._entries.find(lost, {"_id": 1}):
            text = f"entry {entry['_id']} has no number, and does not wait for one"
            report.add("forged", None, text)
        report.waiting = await self._entries.count_documents({"tenantId": tenant_id, WAITING: True})
        if there and report.head is None and not report.entries and not report.waiting:
            text = "the whole log is gone: the making of an organisation is an entry at least"
            report.add("missing", None, text)
        if known is not None:
            await self._compare(tenant_id, known, report)
        return report

    async def _compare(self, tenant_id: str, known: Head, report: ChainReport) -> None:
        found: dict[str, Any] | None = await self._entries.find_one(
            {"tenantId": tenant_id, "n": known.n}
        )
        if known.n and (found is None or found.get("hash") != known.hash):
            text = f"entry {known.n} is not the one of the hash that you gave: written anew"
            report.add("altered", known.n, text)

    async def _head(self, tenant_id: str) -> Head | None:
        found = await self._heads.find_one({"_id": tenant_id})
        return None if found is None else Head(found["n"], found["hash"])
