"""Lists of payments: pages that stay stable while payments arrive, and the same rows as CSV."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from cashbeat.contracts.payment import PaymentPage
from cashbeat.core.cursor import InvalidCursor
from cashbeat.kit import cursor as cursors
from cashbeat.kit.csv_rows import CsvExport, csv_parts, time_cell
from cashbeat.kit.money import to_major
from cashbeat.payment.filter import PaymentFilter, PaymentSort
from cashbeat.payment.recording import StoredPayment
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.wire import payment_of
from cashbeat.tenant.tenant import Tenant

CSV_COLUMNS = (
    "id",
    "createdAt",
    "amount",
    "currency",
    "method",
    "status",
    "refundedAmount",
    "failureCode",
    "customerId",
    "externalId",
    "description",
    "updatedAt",
    "chargeId",
)
COUNTED = 10_000
"""Payments that are counted one by one for a total: some 10 ms."""

_SECONDS_TO_COUNT = 0.5
_KINDS = {"createdAt": datetime, "currency": str, "amount": int, "_id": str}


@dataclass(frozen=True, slots=True)
class Total:
    """How many payments a list has; without `exact`, at least so many."""

    count: int
    exact: bool = True


class StoredCount(Protocol):
    """Tells from rollups how many payments match, as the dashboard counts them."""

    async def count(self, tenant: Tenant, wanted: PaymentFilter) -> int | None:
        """None where rollups cannot tell."""


class PaymentListing:
    """Pages and exports of the payments that a filter names."""

    def __init__(self, payments: PaymentRepository, stored: StoredCount) -> None:
        self._payments = payments
        self._stored = stored

    async def page(
        self,
        tenant: Tenant,
        wanted: PaymentFilter,
        sort: PaymentSort,
        limit: int,
        cursor: str | None,
    ) -> PaymentPage:
        """One page. The total is counted with the first page and carried along by its cursors.

        Raises: InvalidCursor.
        """
        filters = cursors.fingerprint([tenant.id, asdict(wanted), sort.value])
        behind, total = None, None
        if cursor is not None:
            behind, total = _position(cursor, filters, sort)
        found = await self._payments.list_page(tenant.id, wanted, sort, limit + 1, behind)
        if total is None:
            short = len(found) <= limit
            total = Total(len(found)) if short else await self._count(tenant, wanted, len(found))
        shown = found[:limit]
        following = None
        if len(found) > limit:
            place = [*_place(shown[-1], sort), total.count, total.exact]
            following = cursors.encode(place, filters)
        return PaymentPage(
            items=[payment_of(stored) for stored in shown],
            total=total.count,
            total_is_exact=total.exact,
            next_cursor=following,
        )

    async def _count(self, tenant: Tenant, wanted: PaymentFilter, seen: int) -> Total:
        """Count the payments themselves while they are few, else take what rollups know of them.

        So a total costs the same however many payments there are. Rollups are some milliseconds
        behind, and more while the projector is; that one more or less of many thousands is counted
        shows nowhere, of three it would.
        """
        few = await self._payments.count_up_to(tenant.id, wanted, COUNTED, _SECONDS_TO_COUNT)
        if few is not None and few < COUNTED:
            return Total(few)
        least = few or seen
        stored = await self._stored.count(tenant, wanted)
        if stored is None or stored < least:
            return Total(least, exact=False)
        return Total(stored)

    async def csv(
        self, tenant_id: str, wanted: PaymentFilter, sort: PaymentSort, tz: ZoneInfo
    ) -> CsvExport:
        """Every matching payment as CSV, times in the zone with their offset.

        The count and the rows are of one moment, however many payments arrive meanwhile.
        """
        count, payments = await self._payments.read(tenant_id, wanted, sort)
        return CsvExport(count, csv_parts(CSV_COLUMNS, payments, partial(_cells, tz)))


def _cells(tz: ZoneInfo, stored: StoredPayment) -> tuple[Any, ...]:
    currency = stored["currency"]
    return (
        stored["_id"],
        time_cell(stored["createdAt"], tz),
        to_major(stored["amount"], currency),
        currency,
        stored["method"],
        stored["status"],
        to_major(stored["refundedAmount"], currency),
        stored.get("failureCode"),
        stored.get("customerId"),
        stored.get("externalId"),
        stored.get("description"),
        time_cell(stored["updatedAt"], tz),
        stored.get("chargeId"),
    )


def _place(stored: StoredPayment, sort: PaymentSort) -> list[Any]:
    values = (stored[field] for field in sort.fields)
    return [value.isoformat() if isinstance(value, datetime) else value for value in values]


def _position(cursor: str, filters: str, sort: PaymentSort) -> tuple[list[Any], Total]:
    """The place in that order and the total that a cursor carries. Raises: InvalidCursor."""
    try:
        *place, total, exact = cursors.decode(cursor, filters, len(sort.fields) + 2)
        if sort.fields[0] == "createdAt":
            place[0] = datetime.fromisoformat(place[0]).astimezone(UTC)
        kinds = [_KINDS[field] for field in sort.fields]
        if [type(value) for value in (*place, total, exact)] != [*kinds, int, bool]:
            raise ValueError("the cursor is not one of ours")
    except cursors.MalformedCursor as error:
        raise InvalidCursor.because(str(error)) from None
    except (ValueError, TypeError, OverflowError):
        raise InvalidCursor.because("the cursor is not one of ours") from None
    return place, Total(total, exact)
