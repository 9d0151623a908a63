"""Lists of customers: pages that stay stable while customers change, and the same rows as files."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from cashbeat.contracts.customer import CustomerPage
from cashbeat.core.cursor import InvalidCursor
from cashbeat.customer.account.facts import local_today
from cashbeat.customer.columns import COLUMNS, cells_of, csv_cells
from cashbeat.customer.filter import NULLABLE, CustomerFilter, CustomerSort
from cashbeat.customer.query import Export, Page
from cashbeat.customer.recording import StoredCustomer
from cashbeat.customer.repository import CustomerRepository
from cashbeat.customer.wire import customer_of
from cashbeat.kit import cursor as cursors
from cashbeat.kit.csv_rows import CsvExport, csv_parts
from cashbeat.kit.xlsx_rows import XlsxExport, xlsx_parts
from cashbeat.tenant.tenant import Tenant

COUNTED = 10_000
"""Customers that are counted for a total: some 10 ms."""

_SECONDS_TO_COUNT = 0.5
_TIMES = frozenset({"createdAt", "account.lastPaidAt"})
_NUMBERS = frozenset({"account.outstanding", "account.rank", "account.open"})


@dataclass(frozen=True, slots=True)
class Total:
    """How many customers a list has; without `exact`, at least so many."""

    count: int
    exact: bool = True


class CustomerListing:
    """Pages and files of the customers that a filter names."""

    def __init__(self, customers: CustomerRepository, clock: Callable[[], datetime]) -> None:
        self._customers = customers
        self._clock = clock

    async def page(self, tenant: Tenant, asked: Page) -> CustomerPage:
        """One page. The total is counted with the first page and carried along by its cursors.

        Raises: InvalidCursor.
        """
        wanted, sort, limit, cursor = asked
        today = local_today(tenant.zone, self._clock())
        filters = cursors.fingerprint([tenant.id, asdict(wanted), sort.value])
        if cursor is None:
            found, total = await self._first_page(tenant, wanted, sort, today, limit)
        else:
            behind, total = _position(cursor, filters, sort)
            found = await self._customers.list_page(
                tenant.id, wanted, sort, today, limit + 1, behind
            )
        following = None
        if len(found) > limit:
            place = [*_place(found[limit - 1], sort), total.count, total.exact]
            following = cursors.encode(place, filters)
        return CustomerPage(
            items=[customer_of(stored, today) for stored in found[:limit]],
            total=total.count,
            total_is_exact=total.exact,
            next_cursor=following,
        )

    async def _first_page(
        self,
        tenant: Tenant,
        wanted: CustomerFilter,
        sort: CustomerSort,
        today: date,
        limit: int,
    ) -> tuple[Sequence[StoredCustomer], Total]:
        """The first page, one customer more than it holds, and the total, counted meanwhile."""
        found, count = await asyncio.gather(
            self._customers.list_page(tenant.id, wanted, sort, today, limit + 1),
            self._customers.count_up_to(tenant.id, wanted, today, COUNTED, _SECONDS_TO_COUNT),
        )
        if len(found) <= limit:
            return found, Total(len(found))
        return found, Total(count or len(found), exact=count is not None and count < COUNTED)

    async def csv(self, tenant: Tenant, asked: Export) -> CsvExport:
        """Every matching customer as CSV, times in the zone with their offset."""
        today = local_today(tenant.zone, self._clock())
        count, found = await self._customers.read(tenant.id, asked.wanted, asked.sort, today)
        cells = partial(csv_cells, today, asked.zone)
        return CsvExport(count, csv_parts(COLUMNS, found, cells))

    async def xlsx(self, tenant: Tenant, asked: Export) -> XlsxExport:
        """The same as a workbook, times on the clocks of the zone."""
        today = local_today(tenant.zone, self._clock())
        count, found = await self._customers.read(tenant.id, asked.wanted, asked.sort, today)
        cells = partial(cells_of, today, asked.zone)
        return XlsxExport(count, xlsx_parts("Customers", COLUMNS, found, cells))


def _value(stored: StoredCustomer, field: str) -> Any:
    """What stands in a stored field, which may be one inside of another; None without it."""
    value: Any = stored
    for name in field.split("."):
        if isinstance(value, list):
            value = value[int(name)]  # what is stored is never an empty one
        else:
            value = None if value is None else value.get(name)
    return value


def _place(stored: StoredCustomer, sort: CustomerSort) -> list[Any]:
    values = (_value(stored, field) for field in sort.fields)
    return [value.isoformat() if isinstance(value, datetime) else value for value in values]


def _position(cursor: str, filters: str, sort: CustomerSort) -> tuple[list[Any], Total]:
    """The place in that order and the total that a cursor carries. Raises: InvalidCursor."""
    try:
        *place, total, exact = cursors.decode(cursor, filters, len(sort.fields) + 2)
        values = [_read(field, value) for field, value in zip(sort.fields, place, strict=True)]
        if (type(total), type(exact)) != (int, bool):
            raise ValueError("the cursor is not one of ours")
    except cursors.MalformedCursor as error:
        raise InvalidCursor.because(str(error)) from None
    except (ValueError, TypeError, OverflowError):
        raise InvalidCursor.because("the cursor is not one of ours") from None
    return values, Total(total, exact)


def _read(field: str, value: Any) -> Any:
    """A value of a place as it was before it was written. Raises: ValueError, TypeError."""
    if value is None and field in NULLABLE:
        return None
    if field in _TIMES:
        return datetime.fromisoformat(value).astimezone(UTC)
    if type(value) is not (int if field in _NUMBERS else str):
        raise ValueError("the cursor is not one of ours")
    return value
