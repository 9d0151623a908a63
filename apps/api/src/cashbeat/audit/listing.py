"""The audit log as pages, and as one CSV file."""

from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from cashbeat.audit.filter import AuditFilter, Place
from cashbeat.audit.repository import AuditLog
from cashbeat.audit.wire import CSV_COLUMNS, entry_to_cells, entry_to_wire
from cashbeat.contracts.audit import AuditPage
from cashbeat.core.cursor import InvalidCursor
from cashbeat.kit import cursor as cursors
from cashbeat.kit.csv_rows import CsvExport, csv_parts


async def page_of(
    log: AuditLog, tenant_id: str, wanted: AuditFilter, limit: int, cursor: str | None
) -> AuditPage:
    """One page, newest first. Raises: InvalidCursor."""
    filters = cursors.fingerprint([tenant_id, asdict(wanted)])
    behind = None if cursor is None else _place(cursor, filters)
    found = await log.list_page(tenant_id, wanted, limit + 1, behind)
    shown, following = found[:limit], None
    if len(found) > limit:
        last = shown[-1]
        following = cursors.encode([last["at"].isoformat(), last["_id"]], filters)
    return AuditPage(items=[entry_to_wire(entry) for entry in shown], next_cursor=following)


async def csv_of(log: AuditLog, tenant_id: str, wanted: AuditFilter, tz: ZoneInfo) -> CsvExport:
    """Every matching entry as CSV, newest first, times in the zone with their offset.

    Count and rows are of one moment.
    """
    count, entries = await log.read(tenant_id, wanted)
    return CsvExport(count, csv_parts(CSV_COLUMNS, entries, partial(entry_to_cells, tz)))


def _place(cursor: str, filters: str) -> Place:
    """Where the page before ended. Raises: InvalidCursor."""
    try:
        at, entry_id = cursors.decode(cursor, filters, 2)
        if not isinstance(entry_id, str):
            raise TypeError
        return datetime.fromisoformat(at).astimezone(UTC), entry_id
    except cursors.MalformedCursor as error:
        raise InvalidCursor.because(str(error)) from None
    except (ValueError, TypeError, OverflowError):
        raise InvalidCursor.because("the cursor is not one of ours") from None
