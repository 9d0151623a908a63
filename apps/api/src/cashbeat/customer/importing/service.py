"""What people decide of imports of customers: correct, commit, undo, throw away."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cashbeat.contracts.customer_import import (
    MAX_FIXES,
    CustomerImport,
    CustomerImportChange,
    CustomerImportCommit,
    CustomerImportList,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Faulty
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.mongo import Database
from cashbeat.customer.importing.choices import faults_of_change
from cashbeat.customer.importing.errors import (
    CustomerImportCheckedAgain,
    CustomerImportCommitted,
    CustomerImportHasBadRows,
    CustomerImportNotCommitted,
    CustomerImportNotReady,
)
from cashbeat.customer.importing.parts import ImportPartRepository
from cashbeat.customer.importing.piece import FIGURES
from cashbeat.customer.importing.repository import CustomerImportRepository, StoredImport
from cashbeat.customer.importing.restoring import TAKEN
from cashbeat.customer.importing.trail import (
    import_changed,
    import_committed,
    import_discarded,
    import_undone,
)
from cashbeat.customer.importing.uploads import plain_options, require_room
from cashbeat.customer.importing.wire import import_of
from cashbeat.importing.errors import ImportNotFound
from cashbeat.tenant.caller import Caller

LISTED = 50
_FIX_CHARACTERS = 1_000_000
_OPEN = ("checking", "ready", "refused", "failed")
"""States of an import that may be changed or thrown away, if nothing of it was recorded."""


class CustomerImportService:
    """Answers for imports and moves them on; the worker does what is to be done."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._imports = CustomerImportRepository(database)
        self._parts = ImportPartRepository(database)
        self._clock = clock

    async def get(self, tenant_id: str, import_id: str) -> CustomerImport:
        """How an import stands. Raises: ImportNotFound."""
        return import_of(await self._get(tenant_id, import_id))

    async def list_newest(self, tenant_id: str) -> CustomerImportList:
        """The newest imports."""
        found = await self._imports.list_newest(tenant_id, LISTED)
        return CustomerImportList(items=[import_of(stored) for stored in found])

    async def change(
        self,
        import_id: str,
        body: CustomerImportChange | Faulty[CustomerImportChange],
        by: Caller,
    ) -> CustomerImport:
        """Check it again with other choices, corrected cells, or without some rows.

        Raises: InvalidRequest, ImportNotFound, CustomerImportCommitted, CustomerImportNotReady,
        ImportBusy.
        """
        problems = faults_of_change(body)
        if isinstance(body, Faulty) or problems:
            raise InvalidRequest.of(problems)
        tenant_id = by.tenant.id
        while True:
            stored = await self._get(tenant_id, import_id)
            _require_open(stored)
            await require_room(self._imports, tenant_id, besides=import_id)
            now = self._clock()
            changes = _changed(stored, body) | {"updatedAt": now}
            after = {**stored, **changes}
            entry = import_changed(tenant_id, by.by, stored, after, now)
            only_if = {"state": stored["state"], "revision": stored["revision"]}
            moved = await self._imports.record(tenant_id, import_id, only_if, changes, entry)
            if moved is not None:
                await self._parts.keep_file(tenant_id, import_id, now)
                return import_of(moved)

    async def discard(self, import_id: str, by: Caller) -> None:
        """Throw away an import of which nothing was recorded.

        Raises: ImportNotFound, CustomerImportCommitted.
        """
        tenant_id = by.tenant.id
        while True:
            stored = await self._get(tenant_id, import_id)
            _require_open(stored)
            only_if = {"state": stored["state"], "committedAt": {"$exists": False}}
            entry = import_discarded(tenant_id, by.by, stored, self._clock())
            if await self._imports.delete(tenant_id, import_id, only_if, entry):
                await self._parts.delete_runs(tenant_id, import_id)
                await self._parts.delete_file(tenant_id, import_id)
                return

    async def commit(
        self, import_id: str, body: CustomerImportCommit, by: Caller
    ) -> CustomerImport:
        """Have it recorded; one that is being recorded, or was, is answered as it stands.

        Raises: ImportNotFound, CustomerImportCheckedAgain, CustomerImportNotReady,
        CustomerImportHasBadRows.
        """
        tenant_id = by.tenant.id
        while True:
            stored = await self._get(tenant_id, import_id)
            if body.revision not in (None, stored["revision"]):
                text = f"It was checked again since; its revision is {stored['revision']}."
                raise CustomerImportCheckedAgain(text)
            state, begun = stored["state"], "committedAt" in stored
            if state in ("committing", "done"):
                return import_of(stored)
            if state != "ready" and (not begun or state != "failed" or "undoneAt" in stored):
                raise CustomerImportNotReady(f"It is {state}; only a ready one can be committed.")
            bad = stored["counts"]["bad"]
            if bad and not begun and not body.skip_bad:
                text = f"{bad:,} of {stored['counts']['rows']:,} rows are bad; correct them, or "
                raise CustomerImportHasBadRows(f"{text}leave them out with `skipBad`.")
            now = self._clock()
            changes = _begun("committing", now) | {
                "committedAt": stored.get("committedAt", now),
                "outcome": stored.get("outcome", dict.fromkeys(FIGURES, 0)),
            }
            entry = import_committed(tenant_id, by.by, stored, now, skip_bad=body.skip_bad)
            if moved := await self._moved(tenant_id, stored, changes, entry):
                return import_of(moved)

    async def undo(self, import_id: str, by: Caller) -> CustomerImport:
        """Have taken back what it recorded; one that is being undone is answered as it stands.

        Raises: ImportNotFound, CustomerImportNotCommitted, CustomerImportNotReady.
        """
        tenant_id = by.tenant.id
        while True:
            stored = await self._get(tenant_id, import_id)
            state = stored["state"]
            if state in ("undoing", "undone"):
                return import_of(stored)
            if "committedAt" not in stored:
                raise CustomerImportNotCommitted("Nothing of it was recorded.")
            if state == "committing":
                raise CustomerImportNotReady("It is being recorded; undo it once that is over.")
            now = self._clock()
            changes = _begun("undoing", now) | {
                "undoneAt": stored.get("undoneAt", now),
                "undo": stored.get("undo", dict.fromkeys(TAKEN, 0)),
            }
            entry = import_undone(tenant_id, by.by, stored, now)
            if moved := await self._moved(tenant_id, stored, changes, entry):
                return import_of(moved)

    async def _get(self, tenant_id: str, import_id: str) -> StoredImport:
        stored = await self._imports.get(tenant_id, import_id)
        if stored is None:
            raise ImportNotFound("There is no such import.")
        return stored

    async def _moved(
        self, tenant_id: str, stored: StoredImport, changes: Mapping[str, Any], entry: Any
    ) -> StoredImport | None:
        only_if = {"state": stored["state"], "revision": stored["revision"]}
        return await self._imports.record(tenant_id, stored["_id"], only_if, changes, entry)


def _begun(state: str, now: datetime) -> dict[str, Any]:
    """What changes of an import that the worker is to go on with."""
    return {
        "state": state,
        "todo": True,
        "attempts": 0,
        "progress": 0.0,
        "reason": None,
        "reasonCode": None,
        "updatedAt": now,
    }


def _require_open(stored: StoredImport) -> None:
    """Raises: CustomerImportCommitted."""
    if "committedAt" in stored or stored["state"] not in _OPEN:
        raise CustomerImportCommitted("It is committed; undo it, and upload the file again.")


def _changed(stored: StoredImport, body: CustomerImportChange) -> dict[str, Any]:
    """The import with a change. Raises: InvalidRequest when it is too much to keep."""
    fixes = {(row, field): text for row, field, text in stored["fixes"]}
    fixes |= {(fix.row, fix.field): fix.value for fix in body.fixes}
    left_out = (set(stored["leftOut"]) | set(body.leave_out)) - set(body.take_in)
    problems = []
    if len(fixes) > MAX_FIXES or sum(map(len, fixes.values())) > _FIX_CHARACTERS:
        problems.append(_too_many("fixes", f"cells are corrected here, {MAX_FIXES:,} at most"))
    if len(left_out) > MAX_FIXES:
        problems.append(_too_many("leaveOut", f"rows are left out here, {MAX_FIXES:,} at most"))
    if problems:
        raise InvalidRequest.of(problems)
    return {
        **_begun("checking", stored["updatedAt"]),
        "revision": stored["revision"] + 1,
        "run": None,
        "options": stored["options"] if body.options is None else plain_options(body.options),
        "fixes": [[row, field, text] for (row, field), text in sorted(fixes.items())],
        "fixed": len(fixes),
        "leftOut": sorted(left_out),
        "errors": None,
        "counts": None,
        "problems": None,
    }


def _too_many(field: str, what: str) -> FieldProblem:
    message = f"with those before too many {what}; correct the file, and upload it again"
    return FieldProblem(field=field, code="too_many", message=message)
