"""The workbooks that the import hands out, made in threads: the template, the rows to correct."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from typing import IO, Any

from cashbeat.customer.importing.listing import CustomerImportListing, rows_to_correct
from cashbeat.customer.importing.workbook.errors import build_errors
from cashbeat.customer.importing.workbook.template import build_template
from cashbeat.customer.members import Members
from cashbeat.kit.currency import ENDED, EXPONENTS
from cashbeat.kit.xlsx_rows import XlsxExport
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant

_IN_MEMORY = 1 << 20
_PART_BYTES = 65_536


class CustomerImportWorkbooks:
    """Makes them."""

    def __init__(self, listing: CustomerImportListing, members: Members) -> None:
        self._listing = listing
        self._members = members

    async def template(self, by: Caller) -> XlsxExport:
        """The workbook to fill in; it offers the members to those who may import."""
        default = by.tenant.default_currency
        others = sorted(code for code in EXPONENTS if code not in ENDED and code != default)
        agents: list[str] = []
        if "customers:write" in by.permissions:
            agents = sorted(await self._members.get_by_email(by.tenant.id))
        made = await asyncio.to_thread(build_template, [default, *others], agents, default)
        return XlsxExport(1, _once(made))

    async def errors(self, of: Tenant, import_id: str) -> XlsxExport:
        """Every bad or failed row. Raises: ImportNotFound, CustomerImportRowsUnknown."""
        stored, pieces = await self._listing.to_correct(of.id, import_id)
        added = {field for _, field, _ in stored["fixes"]}
        file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        rows = _in_thread(pieces, asyncio.get_running_loop())
        try:
            await asyncio.to_thread(build_errors, file, stored["columns"], rows, added)
        except BaseException:
            file.close()
            raise
        return XlsxExport(rows_to_correct(stored), _parts(file))


def _in_thread(
    pieces: AsyncIterator[list[dict[str, Any]]], loop: asyncio.AbstractEventLoop
) -> Iterator[dict[str, Any]]:
    """Rows for a thread beside the loop that reads them."""

    async def following() -> list[dict[str, Any]] | None:
        return await anext(pieces, None)

    while (rows := asyncio.run_coroutine_threadsafe(following(), loop).result()) is not None:
        yield from rows


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _parts(file: IO[bytes]) -> AsyncIterator[bytes]:
    try:
        await asyncio.to_thread(file.seek, 0)
        while part := await asyncio.to_thread(file.read, _PART_BYTES):
            yield part
    finally:
        file.close()
