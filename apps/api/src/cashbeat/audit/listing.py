"""The audit log as pages, and as one CSV file."""

from dataclasses import asdict
from functools import partial
from zoneinfo import ZoneInfo

from cashbeat.audit.filter import AuditFilter
from cashbeat.audit.repository import AuditLog
from cashbeat.audit.wire import CSV_COLUMNS, entry_to_cells, entry_to_wire
from cashbeat.contracts.audit import AuditPage
from cashbeat.core.cursor import decode_place, encode_place
from cashbeat.kit.csv_rows import CsvExport, csv_parts
from cashbeat.kit.cursor import fingerprint


async def page_of(
    log: AuditLog, tenant_id: str, wanted: AuditFilter, limit: int, cursor: str | None
) -> AuditPage:
    """One page, newest first. Raises: InvalidCursor."""
    filters = fingerprint([tenant_id, asdict(wanted)])
    behind = None if cursor is None else decode_place(cursor, filters)
    found = await log.list_page(tenant_id, wanted, limit + 1, behind)
    shown, following = found[:limit], None
    if len(found) > limit:
        last = shown[-1]
        following = encode_place(last["at"], last["_id"], filters)
    return AuditPage(items=[entry_to_wire(entry) for entry in shown], next_cursor=following)


async def csv_of(log: AuditLog, tenant_id: str, wanted: AuditFilter, tz: ZoneInfo) -> CsvExport:
    """Every matching entry as CSV, newest first, times in the zone with their offset.

    Count and rows are of one moment.
    """
    count, entries = await log.read(tenant_id, wanted)
    return CsvExport(count, csv_parts(CSV_COLUMNS, entries, partial(entry_to_cells, tz)))
