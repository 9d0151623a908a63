"""The rows of an import: some to look at, and those to correct as a workbook."""

from collections.abc import AsyncIterator
from typing import Any

from cashbeat.contracts.customer_import import (
    CustomerImportRow,
    CustomerImportRows,
    RowOutcome,
)
from cashbeat.core.cursor import InvalidCursor
from cashbeat.core.mongo import Database
from cashbeat.customer.importing.errors import CustomerImportRowsUnknown
from cashbeat.customer.importing.parts import ImportPartRepository
from cashbeat.customer.importing.repository import CustomerImportRepository, StoredImport
from cashbeat.importing.errors import ImportNotFound
from cashbeat.kit import cursor as cursors


class CustomerImportListing:
    """Shows rows of imports."""

    def __init__(self, database: Database) -> None:
        self._imports = CustomerImportRepository(database)
        self._parts = ImportPartRepository(database)

    async def page(
        self, tenant_id: str, import_id: str, outcome: RowOutcome, limit: int, cursor: str | None
    ) -> CustomerImportRows:
        """Rows of one outcome. Raises: ImportNotFound, CustomerImportRowsUnknown, InvalidCursor."""
        stored = await self._get(tenant_id, import_id)
        run = str(stored["run"])
        filters = cursors.fingerprint([tenant_id, run, outcome])
        after = "" if cursor is None else _place(cursor, filters)
        found = await self._parts.list_rows(tenant_id, run, outcome, after, limit + 1)
        following = None
        if len(found) > limit:
            following = cursors.encode([found[limit - 1]["_id"]], filters)
        return CustomerImportRows(
            items=[CustomerImportRow.model_validate(each["shown"]) for each in found[:limit]],
            total=_total(stored, outcome),
            listed=await self._parts.count_rows(tenant_id, run, outcome),
            next_cursor=following,
        )

    async def to_correct(
        self, tenant_id: str, import_id: str
    ) -> tuple[StoredImport, AsyncIterator[list[dict[str, Any]]]]:
        """The import, and every row of it that is bad or failed, some at a time.

        Raises: ImportNotFound, CustomerImportRowsUnknown.
        """
        stored = await self._get(tenant_id, import_id)
        return stored, self._parts.read_rows(tenant_id, str(stored["run"]), "bad", "failed")

    async def _get(self, tenant_id: str, import_id: str) -> StoredImport:
        stored = await self._imports.get(tenant_id, import_id)
        if stored is None:
            raise ImportNotFound("There is no such import.")
        if "counts" not in stored:
            text = f"The import is {stored['state']}; the rows are known once it was checked."
            raise CustomerImportRowsUnknown(text)
        return stored


def rows_to_correct(stored: StoredImport) -> int:
    """How many rows are bad, or failed."""
    return int(stored["counts"]["bad"]) + _total(stored, "failed")


def _total(stored: StoredImport, outcome: RowOutcome) -> int:
    counts = stored["counts"] | {"failed": (stored.get("outcome") or {}).get("failed", 0)}
    return int(counts[outcome])


def _place(cursor: str, filters: str) -> str:
    try:
        (name,) = cursors.decode(cursor, filters, 1)
    except cursors.MalformedCursor as error:
        raise InvalidCursor.because(str(error)) from None
    if not isinstance(name, str):
        raise InvalidCursor.because("the cursor is not one of ours")
    return name
