"""What people do with imports of customers: upload, correct, commit, undo, throw away."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cashbeat.contracts.customer_import import (
    MAX_FIXES,
    CustomerImport,
    CustomerImportChange,
    CustomerImportCommit,
    CustomerImportList,
    CustomerImportOptions,
    CustomerImportRequest,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.body import Faulty
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.idempotency import check_same, hash_of, stored_key
from cashbeat.core.mongo import Database
from cashbeat.customer.importing.choices import faults_of_change
from cashbeat.customer.importing.errors import (
    CustomerImportCheckedAgain,
    CustomerImportCommitted,
    CustomerImportHasBadRows,
    CustomerImportNotCommitted,
    CustomerImportNotReady,
)
from cashbeat.customer.importing.packing import file_pieces
from cashbeat.customer.importing.parts import ImportPartRepository
from cashbeat.customer.importing.piece import FIGURES
from cashbeat.customer.importing.repository import (
    CustomerImportKeyTaken,
    CustomerImportRepository,
    StoredImport,
)
from cashbeat.customer.importing.restoring import TAKEN
from cashbeat.customer.importing.trail import (
    import_changed,
    import_committed,
    import_discarded,
    import_undone,
    import_uploaded,
)
from cashbeat.customer.importing.wire import import_of
from cashbeat.importing.errors import ImportBusy, ImportNotFound
from cashbeat.importing.upload import Limit, Upload, removed_after
from cashbeat.kit.ids import new_id
from cashbeat.tenant.caller import Caller

MAX_RUNNING = 2
"""Imports of one organisation that are checked, recorded or taken back at once."""

LISTED = 50
CHECK_SECONDS = 3.0
"""How long an upload waits for its check: that of a small file is over by then."""

_LOOK_SECONDS = 0.05
_FIX_CHARACTERS = 1_000_000
_OPEN = ("checking", "ready", "refused", "failed")
"""States of an import that may be changed or thrown away, if nothing of it was recorded."""


class CustomerImportService:
    """Begins imports and answers for them; the worker does what is to be done."""

    def __init__(
        self, database: Database, folder: Path, max_bytes: int, clock: Callable[[], datetime]
    ) -> None:
        self._imports = CustomerImportRepository(database)
        self._parts = ImportPartRepository(database)
        self._clock = clock
        self.folder = folder
        self.limit = Limit(max_bytes, "split it, and import its parts")

    async def require_room(self, tenant_id: str, key: str | None) -> None:
        """Room for one more import, unless the key is that of one. Raises: ImportBusy."""
        if key is None or not await self._imports.get_by_key(tenant_id, stored_key(key)):
            await self._require_room(tenant_id)

    async def upload(
        self, upload: Upload[CustomerImportRequest], by: Caller, key: str | None
    ) -> tuple[CustomerImport, bool]:
        """Begin an import of an uploaded file, which is removed; as it stands some moments later.

        True beside it when the key's first request began it already. Raises: IdempotencyKeyReused.
        """
        tenant_id, now, asked = by.tenant.id, self._clock(), upload.request
        import_id, pieces = new_id("cim"), 0
        with removed_after(upload.path):
            found = file_pieces(upload.path)
            while packed := await asyncio.to_thread(next, found, b""):
                await self._parts.add_file(tenant_id, import_id, pieces, packed, now)
                pieces += 1
        stored: dict[str, Any] = {
            "_id": import_id,
            "state": "checking",
            "revision": 1,
            "todo": True,
            "attempts": 0,
            "progress": 0.0,
            "fileName": upload.file_name,
            "digest": upload.digest,
            "filePieces": pieces,
            "dryRun": asked.dry_run,
            "skipBad": asked.skip_bad,
            "options": _plain(asked),
            "fixes": [],
            "leftOut": [],
            "by": by.by.stored(),
            "startedAt": now,
            "updatedAt": now,
        }
        digest = hash_of(
            "import customers", {"file": upload.digest, "options": asked.model_dump(mode="json")}
        )
        if key is not None:
            stored |= {"key": stored_key(key), "hash": digest}
        try:
            entry = import_uploaded(tenant_id, by.by, stored, now)
            await self._imports.create(tenant_id, stored, entry)
        except CustomerImportKeyTaken:
            await self._parts.delete_file(tenant_id, import_id)
            return await self._replay(tenant_id, key or "", digest), True
        return await self._checked(tenant_id, import_id), False

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
            await self._require_room(tenant_id, besides=import_id)
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

    async def _require_room(self, tenant_id: str, besides: str | None = None) -> None:
        running = await self._imports.count_running(tenant_id, besides)
        if running >= MAX_RUNNING:
            raise ImportBusy(f"{running} imports are running; wait until one is over.")

    async def _replay(self, tenant_id: str, key: str, digest: str) -> CustomerImport:
        stored = await self._imports.get_by_key(tenant_id, stored_key(key))
        if stored is None:
            raise ImportNotFound("There is no such import any more.")
        check_same(stored, digest)
        return import_of(stored)

    async def _checked(self, tenant_id: str, import_id: str) -> CustomerImport:
        """The import once its check is over, or as it stands when that takes longer."""
        end = time.monotonic() + CHECK_SECONDS
        while True:
            stored = await self._get(tenant_id, import_id)
            if stored["state"] != "checking" or time.monotonic() >= end:
                return import_of(stored)
            await asyncio.sleep(_LOOK_SECONDS)


def _plain(options: CustomerImportOptions) -> dict[str, Any]:
    """The choices alone, as `CustomerImportOptions` is stored."""
    kept = {name: getattr(options, name) for name in CustomerImportOptions.model_fields}
    whole = CustomerImportOptions.model_construct(**kept)
    return whole.model_dump(mode="json", by_alias=True)


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
        "options": stored["options"] if body.options is None else _plain(body.options),
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
