"""One run of a check: what it tells of itself, and the rows that it keeps."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from cashbeat.customer.importing.findings import Findings
from cashbeat.customer.importing.packing import PIECE_CHARACTERS, PIECE_ROWS, pack
from cashbeat.customer.importing.parts import ImportPartRepository, piece_id, row_id
from cashbeat.customer.importing.piece import FIGURES
from cashbeat.customer.importing.repository import CustomerImportRepository, StoredImport
from cashbeat.customer.importing.trail import import_committed
from cashbeat.kit.ids import new_id
from cashbeat.tenant.caller import provenance_of
from cashbeat.tenant.tenant import Tenant

SAVE_SECONDS = 0.5
"""How often an import tells how far it is."""


class Superseded(Exception):
    """The import is no longer what this worker is at: changed, thrown away, or another's."""


class CheckRun:
    """One run of a check, as the import tells of it."""

    def __init__(
        self,
        imports: CustomerImportRepository,
        tenant: Tenant,
        stored: StoredImport,
        clock: Callable[[], datetime],
    ) -> None:
        self.run = new_id("run")
        self.import_id = stored["_id"]
        self.now = clock
        self._imports = imports
        self._tenant = tenant
        self._stored = stored
        self._told = time.monotonic()

    async def begin(self) -> None:
        """Raises: Superseded."""
        only_if = {"state": "checking", "revision": self._stored["revision"]}
        await self._move(only_if, {"run": self.run, "progress": 0.0})

    async def tell(self, progress: float) -> None:
        """Tell how far it is, now and then. Raises: Superseded."""
        if time.monotonic() - self._told >= SAVE_SECONDS:
            self._told = time.monotonic()
            await self._move({"state": "checking", "run": self.run}, {"progress": progress})

    async def end(self, state: str, **found: Any) -> None:
        """The check is over. Raises: Superseded."""
        only_if = {"state": "checking", "run": self.run}
        changes = {"state": state, "todo": None, "attempts": None, "progress": 1.0, **found}
        if state != "committing":
            await self._move(only_if, changes)
            return
        now = self.now()
        changes |= {
            "todo": True,
            "progress": 0.0,
            "committedAt": now,
            "outcome": dict.fromkeys(FIGURES, 0),
            "updatedAt": now,
        }
        entry = import_committed(
            self._tenant.id,
            provenance_of(self._stored["by"]),
            {**self._stored, **changes},
            now,
            skip_bad=self._stored["skipBad"],
        )
        if not await self._imports.record(self._tenant.id, self.import_id, only_if, changes, entry):
            raise Superseded

    async def _move(self, only_if: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
        changes = {**changes, "updatedAt": self.now()}
        if not await self._imports.move(self._tenant.id, self.import_id, only_if, changes):
            raise Superseded


class PieceStore:
    """Stores rows of one kind in pieces, and the rows to look at."""

    def __init__(
        self, parts: ImportPartRepository, tenant_id: str, check: CheckRun, kind: str
    ) -> None:
        self._parts = parts
        self._tenant_id = tenant_id
        self._check = check
        self._kind = kind
        self._waiting: list[Any] = []
        self._characters = 0
        self._count = 0

    async def add(self, rows: list[Any]) -> None:
        """Keep rows; those of the last piece wait for more."""
        for row in rows:
            self._waiting.append(row)
            self._characters += sum(map(len, row["cells"].values()))
            if len(self._waiting) >= PIECE_ROWS or self._characters > PIECE_CHARACTERS:
                await self._store(self._waiting)
                self._waiting, self._characters = [], 0

    async def finish(self) -> None:
        """Keep what waits."""
        if self._waiting:
            await self._store(self._waiting)

    async def show(self, findings: Findings) -> None:
        """Keep the rows to look at that were found since the last time."""
        run = self._check.run
        rows = {row_id(run, outcome, row): shown for outcome, row, shown in findings.listed()}
        await self._parts.add_rows(self._tenant_id, self._check.import_id, rows, self._check.now())

    async def _store(self, rows: list[Any]) -> None:
        packed = await asyncio.to_thread(pack, rows)
        name = piece_id(self._check.run, self._kind, self._count)
        await self._parts.add_piece(
            self._tenant_id, self._check.import_id, name, packed, self._check.now()
        )
        self._count += 1
