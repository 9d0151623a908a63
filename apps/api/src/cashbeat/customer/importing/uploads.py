"""Uploads of customers: taken, stored in pieces, and checked by the worker."""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from cashbeat.contracts.customer_import import (
    CustomerImport,
    CustomerImportOptions,
    CustomerImportRequest,
)
from cashbeat.core.idempotency import check_same, hash_of, stored_key
from cashbeat.core.mongo import Database
from cashbeat.customer.importing.packing import file_pieces
from cashbeat.customer.importing.parts import ImportPartRepository
from cashbeat.customer.importing.repository import (
    CustomerImportKeyTaken,
    CustomerImportRepository,
)
from cashbeat.customer.importing.trail import import_uploaded
from cashbeat.customer.importing.wire import import_of
from cashbeat.importing.errors import ImportBusy, ImportNotFound
from cashbeat.importing.upload import Limit, Upload, removed_after
from cashbeat.kit.ids import new_id
from cashbeat.tenant.caller import Caller

MAX_RUNNING = 2
"""Imports of one organisation that are checked, recorded or taken back at once."""

CHECK_SECONDS = 3.0
"""How long an upload waits for its check: that of a small file is over by then."""

_LOOK_SECONDS = 0.05


class CustomerImportUploads:
    """Begins imports."""

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
            await require_room(self._imports, tenant_id)

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
            "options": plain_options(asked),
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
            stored = await self._imports.get(tenant_id, import_id)
            if stored is None:
                raise ImportNotFound("There is no such import any more.")
            if stored["state"] != "checking" or time.monotonic() >= end:
                return import_of(stored)
            await asyncio.sleep(_LOOK_SECONDS)


async def require_room(
    imports: CustomerImportRepository, tenant_id: str, besides: str | None = None
) -> None:
    """Room for one more import to be checked. Raises: ImportBusy."""
    running = await imports.count_running(tenant_id, besides)
    if running >= MAX_RUNNING:
        raise ImportBusy(f"{running} imports are running; wait until one is over.")


def plain_options(options: CustomerImportOptions) -> dict[str, Any]:
    """The choices alone, as `CustomerImportOptions` is stored."""
    kept = {name: getattr(options, name) for name in CustomerImportOptions.model_fields}
    whole = CustomerImportOptions.model_construct(**kept)
    return whole.model_dump(mode="json", by_alias=True)
