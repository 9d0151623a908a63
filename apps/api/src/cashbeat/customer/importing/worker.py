"""The worker of imports of customers: checks, records and takes back whatever waits for it.

    lease -> imports with something to do -> one task each -> check | commit | undo

What there is to do stands in the import, so a standby goes on where a killed worker stopped: a
check begins again, the others go on with the pieces that are left. The lease only keeps standbys
quiet; see `check`, `commit` and `undo` for what keeps two workers apart. An import that fails is
put aside, and so is one that took its worker down again and again; others do not wait for it.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from pymongo.errors import PyMongoError

from cashbeat.core.lease import Lease
from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import Database
from cashbeat.core.tasks import end_tasks
from cashbeat.customer.importing.check import ImportChecker, ReadFile
from cashbeat.customer.importing.check_run import Superseded
from cashbeat.customer.importing.commit import ImportCommitter
from cashbeat.customer.importing.repository import CustomerImportRepository, StoredImport
from cashbeat.customer.importing.undo import ImportUndoer
from cashbeat.tenant.repository import TenantRepository

log = get_logger(__name__)

LEASE = "customer_importer"

PAUSE_SECONDS = 0.3
"""How long an import waits at most until somebody begins: a look at an empty index costs 0.2 ms."""

AT_ONCE = 3
"""Imports that are worked at: one of a million rows does not keep others waiting."""

MOST_ATTEMPTS = 30
"""How often an import may be begun without getting on: it may be what kills the worker."""

_AGAIN_SECONDS = 2.0
"""How long an import waits when the database failed."""

_BROKE_OFF = {
    "checking": "The check broke off for a reason of ours; nothing was recorded. Upload it again.",
    "committing": "It broke off for a reason of ours. `commit` goes on where it stopped; `undo` "
    "takes back what was recorded.",
    "undoing": "It broke off for a reason of ours; `undo` goes on where it stopped.",
}


class CustomerImporter:
    """Works while it holds the lease, stands by while another does.

    `told` hears of organisations whose members have a new notification.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        read_file: ReadFile,
        told: Callable[[str], None],
        clock: Callable[[], datetime],
        lease_seconds: int,
    ) -> None:
        self._imports = CustomerImportRepository(database)
        self._tenants = TenantRepository(database)
        self._checker = ImportChecker(database, folder, read_file, clock)
        self._committer = ImportCommitter(database, clock)
        self._undoer = ImportUndoer(database, clock)
        self._told = told
        self._clock = clock
        self._lease = Lease(database, LEASE, lease_seconds)
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Work until cancelled; on the way out give the lease back."""
        await asyncio.to_thread(self._checker.sweep)
        await self._lease.reign(self._reign)

    async def _reign(self) -> None:
        try:
            while await self._lease.holds():
                if len(self._tasks) < AT_ONCE:
                    await self._take_on()
                await asyncio.sleep(PAUSE_SECONDS)
        finally:
            await end_tasks(self._tasks.values())

    async def _take_on(self) -> None:
        room = AT_ONCE - len(self._tasks)
        for found in await self._imports.list_waiting(list(self._tasks), room):
            import_id, tenant_id = found["_id"], found["tenantId"]
            task = asyncio.create_task(self._work_on(tenant_id, import_id))
            self._tasks[import_id] = task
            task.add_done_callback(partial(self._is_over, import_id))

    def _is_over(self, import_id: str, _: asyncio.Task[None]) -> None:
        self._tasks.pop(import_id, None)

    async def _work_on(self, tenant_id: str, import_id: str) -> None:
        """Do all there is to do for an import, and what comes of that."""
        try:
            while await self.advance(tenant_id, import_id):
                pass
        except PyMongoError as error:
            log.warning("customer_import.database.failed", error=str(error)[:300])
            await asyncio.sleep(_AGAIN_SECONDS)

    async def advance(self, tenant_id: str, import_id: str) -> bool:
        """Do the next thing for an import, to its end; False when nothing is to be done."""
        stored = await self._imports.attempt(tenant_id, import_id)
        if stored is None:
            return False
        if stored["attempts"] > MOST_ATTEMPTS:
            log.error("customer_import.attempts.exceeded", import_id=import_id)
            await self._fail(stored)
            return False
        try:
            await self._do(stored)
        except Superseded:
            log.info("customer_import.superseded", import_id=import_id)
        except PyMongoError:
            raise
        except Exception:
            log.exception("customer_import.failed", import_id=import_id, state=stored["state"])
            await self._fail(stored)
        return True

    async def _do(self, stored: StoredImport) -> None:
        tenant = await self._tenants.get(stored["tenantId"])
        if tenant is None:
            raise LookupError(f"there is no organisation {stored['tenantId']!r}")
        if stored["state"] == "checking":
            await self._checker.check(tenant, stored)
        elif stored["state"] == "committing":
            await self._committer.commit(tenant, stored)
            self._told(tenant.id)
        else:
            await self._undoer.undo(tenant, stored)

    async def _fail(self, stored: StoredImport) -> None:
        changes: dict[str, Any] = {
            "state": "failed",
            "todo": None,
            "attempts": None,
            "reason": _BROKE_OFF[stored["state"]],
            "reasonCode": "broke_off",
            "updatedAt": self._clock(),
        }
        only_if = {"state": stored["state"], "revision": stored["revision"]}
        await self._imports.move(stored["tenantId"], stored["_id"], only_if, changes)
