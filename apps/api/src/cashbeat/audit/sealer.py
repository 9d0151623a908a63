"""Seals the entries of the audit log: numbers them and chains them, each organisation by itself.

    lease -> entries that wait, oldest first -> one transaction {their seals, the chain's new end}

The end of the chain moves in the transaction that seals the entries, and only from where it was
read: a sealer that dies leaves all of it or nothing, and a second one cannot fork the chain. The
lease only keeps a standby from trying. Source: docs/adr/0014-audit-log.md.
"""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

from pymongo import UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from cashbeat.audit.entry import GENESIS, WAITING, StoredEntry, chain_hash
from cashbeat.core.lease import Lease
from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import BATCH_TRANSACTION_SECONDS, Database, Session, transaction

log = get_logger(__name__)

LEASE = "audit_sealer"
BATCH = 500
"""Entries that one round looks at."""

PAUSE_SECONDS = 0.25
"""How long an entry waits at most before anybody looks: one look at an empty index costs 0.2 ms."""

_ASIDE_SECONDS = 60.0
"""How long a chain that cannot be continued is left alone, so that others do not wait for it."""

_DUPLICATE = 11000


class Outrun(Exception):
    """Another sealer sealed these entries, or moved the end of the chain."""


class Sealer:
    """Seals while it holds the lease, stands by while another does."""

    def __init__(self, database: Database, lease_seconds: int) -> None:
        self._database = database
        self._entries = database["audit_entries"]
        self._heads = database["audit_heads"]
        self._lease = Lease(database, LEASE, lease_seconds)
        self._aside: dict[Any, float] = {}

    async def run(self) -> None:
        """Seal until cancelled; on the way out give the lease back."""
        await self._lease.reign(self._reign)

    async def seal(self) -> int:
        """Seal what waits, up to a batch; how many entries that were."""
        sealed = 0
        for tenant_id, entries in _by_tenant(await self._waiting()).items():
            try:
                await self._append(tenant_id, entries)
            except (Outrun, DuplicateKeyError, BulkWriteError) as error:
                if _is_damage(error):
                    log.exception("audit.chain.damaged", tenant=tenant_id)
                    self._put_aside(tenant_id)
            except PyMongoError as error:
                if not error.has_error_label("TransientTransactionError") or error.timeout:
                    raise
                # Another sealer's transaction, or that of one that died, which MongoDB ends.
                log.info("audit.chain.busy", tenant=tenant_id)
            except Exception:
                log.exception("audit.entry.damaged", tenant=tenant_id)
                self._put_aside(tenant_id)
            else:
                sealed += len(entries)
        return sealed

    def _put_aside(self, tenant_id: str) -> None:
        self._aside[tenant_id] = time.monotonic() + _ASIDE_SECONDS

    async def _reign(self) -> None:
        while await self._lease.holds():
            if not await self.seal():
                await asyncio.sleep(PAUSE_SECONDS)

    async def _waiting(self) -> list[StoredEntry]:
        now = time.monotonic()
        self._aside = {name: until for name, until in self._aside.items() if until > now}
        query: dict[str, Any] = {WAITING: True}
        if self._aside:
            query["tenantId"] = {"$nin": list(self._aside)}
        return await self._entries.find(query).sort([("at", 1), ("_id", 1)]).limit(BATCH).to_list()

    async def _append(self, tenant_id: str, entries: Sequence[StoredEntry]) -> None:
        """Continue an organisation's chain by these entries.

        Raises: Outrun; DuplicateKeyError or BulkWriteError where an entry has the number already.
        """
        async with transaction(self._database, BATCH_TRANSACTION_SECONDS) as session:
            head = await self._heads.find_one({"_id": tenant_id}, session=session)
            n, prev = (0, GENESIS) if head is None else (head["n"], head["hash"])
            seals = []
            for entry in entries:
                n, following = n + 1, chain_hash(prev, entry)
                seals.append(_seal(entry, n, prev, following))
                prev = following
            await self._move(tenant_id, head, {"n": n, "hash": prev}, session)
            result = await self._entries.bulk_write(seals, ordered=True, session=session)
            if result.matched_count != len(entries):
                raise Outrun

    async def _move(
        self, tenant_id: str, head: dict[str, Any] | None, end: dict[str, Any], session: Session
    ) -> None:
        if head is None:
            await self._heads.insert_one({"_id": tenant_id, **end}, session=session)
            return
        result = await self._heads.update_one(
            {"_id": tenant_id, "n": head["n"], "hash": head["hash"]},
            {"$set": end},
            session=session,
        )
        if result.matched_count != 1:
            raise Outrun


def _seal(entry: StoredEntry, n: int, prev: str, following: str) -> UpdateOne:
    return UpdateOne(
        {"_id": entry["_id"], "tenantId": entry["tenantId"], WAITING: True},
        {"$set": {"n": n, "prev": prev, "hash": following}, "$unset": {WAITING: ""}},
    )


def _by_tenant(entries: Sequence[StoredEntry]) -> dict[str, list[StoredEntry]]:
    found: dict[str, list[StoredEntry]] = {}
    for entry in entries:
        found.setdefault(str(entry.get("tenantId")), []).append(entry)
    return found


def _is_damage(error: Exception) -> bool:
    """Whether a number is taken: by an entry that no sealer has put there."""
    if isinstance(error, BulkWriteError):
        return any(fault.get("code") == _DUPLICATE for fault in error.details["writeErrors"])
    return False
