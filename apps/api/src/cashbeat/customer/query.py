"""Query parameters that name customers, read once for the list and the files."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import Query
from pydantic import StringConstraints

from cashbeat.contracts.base import ONE_LINE
from cashbeat.contracts.customer import CustomerStatus
from cashbeat.contracts.customer_fields import DayInput, Tag
from cashbeat.core.faults import Noted
from cashbeat.core.parameters import (
    AMOUNT,
    CURRENCY,
    CURSOR,
    FLAG,
    ZONE,
    Parameter,
    ParameterReader,
    whole_number,
)
from cashbeat.customer.filter import CustomerFilter, CustomerSort
from cashbeat.tenant.tenant import Tenant

NOBODY = "none"
"""In place of an agent's id: customers whom nobody looks after."""

_TEXT: Parameter[str] = Parameter(
    Annotated[str, StringConstraints(max_length=100, strip_whitespace=True, pattern=ONE_LINE)],
    examples=["muster"],
)
_STATUS: Parameter[CustomerStatus] = Parameter(CustomerStatus, examples=["overdue"])
_AGENT: Parameter[str] = Parameter(
    Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=ONE_LINE)],
    examples=["usr_01jd8x0t5m9q3v7w2k4n6p8r0s"],
)
_TAG: Parameter[str] = Parameter(Tag, examples=["north"])
_DAY: Parameter[date] = Parameter(DayInput, examples=["2026-12-31"])
_SORT: Parameter[CustomerSort] = Parameter(CustomerSort, default=CustomerSort.NAME.value)
_PAGE = whole_number(1, 200, default=50)
_TIMELINE = whole_number(1, 100, default=30)


@dataclass(frozen=True, slots=True)
class CustomerQuery:
    """The filters of a request, as given; `noted` is what the route found wrong."""

    noted: Noted = ()
    text: Annotated[
        str | None,
        _TEXT.schema,
        Query(
            alias="q",
            description="What stands in the name, e-mail address, phone number or external id, "
            "without case and accents: three characters or more wherever they stand in a word, "
            "fewer at its beginning. Its first 32 characters count.",
        ),
    ] = None
    status: Annotated[
        list[str] | None, _STATUS.several, Query(description="One or more statuses.")
    ] = None
    due_from: Annotated[
        str | None,
        _DAY.schema,
        Query(alias="dueFrom", description="Something is open whose first due date is not before."),
    ] = None
    due_to: Annotated[
        str | None,
        _DAY.schema,
        Query(alias="dueTo", description="Something is open whose first due date is not after."),
    ] = None
    min_amount: Annotated[
        str | None,
        AMOUNT.schema,
        Query(
            alias="minAmount",
            description="So much is outstanding at least, in major units of `currency` (the "
            "default one when left out).",
        ),
    ] = None
    max_amount: Annotated[
        str | None,
        AMOUNT.schema,
        Query(alias="maxAmount", description="At most, in the same units."),
    ] = None
    currency: Annotated[str | None, CURRENCY.schema, Query(description="ISO 4217 code.")] = None
    agent_id: Annotated[
        list[str] | None,
        _AGENT.several,
        Query(
            alias="agentId",
            description="Looked after by one of these members; `none` is nobody.",
        ),
    ] = None
    tag: Annotated[
        list[str] | None,
        _TAG.several,
        Query(description="One or more tags, of which any will do; without case."),
    ] = None
    deleted: Annotated[
        str | None,
        FLAG.schema,
        Query(description="`true`: those that were deleted, instead of those that are there."),
    ] = None
    order: Annotated[
        str | None,
        _SORT.schema,
        Query(
            alias="sort",
            description="Order; `-` is descending. What is missing comes first, and last in a "
            "descending order; without anything due a customer comes last by `dueDate` in both. "
            "By amount, each currency comes by itself; by tags, the first one counts.",
        ),
    ] = None

    @property
    def sort(self) -> CustomerSort:
        """The order asked for, once `filter` has found no fault."""
        return CustomerSort(self.order or CustomerSort.NAME)

    def filter(self, default_currency: str, reader: ParameterReader) -> CustomerFilter:
        """The filter. Raises: InvalidRequest naming every fault, those `reader` has included."""
        text = reader.one("q", self.text, _TEXT)
        statuses = reader.several("status", self.status, _STATUS)
        start, end = (
            reader.one("dueFrom", self.due_from, _DAY),
            reader.one("dueTo", self.due_to, _DAY),
        )
        if start and end and start > end:
            reader.fault("dueFrom", "empty_range", "`dueFrom` must not be after `dueTo`")
        bounded = self.min_amount is not None or self.max_amount is not None
        left_out = default_currency if bounded else None
        currency = left_out if self.currency is None else reader.currency(self.currency)
        low, high = reader.amounts(self.min_amount, self.max_amount, currency)
        agents = reader.several("agentId", self.agent_id, _AGENT)
        tags = reader.several("tag", self.tag, _TAG)
        deleted = reader.one("deleted", self.deleted, FLAG)
        reader.one("sort", self.order, _SORT)
        reader.finish()
        return CustomerFilter(
            text=text or None,
            statuses=statuses,
            due_from=start,
            due_to=end,
            min_amount=low,
            max_amount=high,
            currency=currency,
            agents=tuple(None if agent == NOBODY else agent for agent in agents),
            tags=tags,
            deleted=deleted or False,
        )


class Page(NamedTuple):
    """A page of customers that is asked for."""

    wanted: CustomerFilter
    sort: CustomerSort
    limit: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class PageQuery(CustomerQuery):
    """The same filters, and which page of what they name."""

    limit: Annotated[str | None, _PAGE.schema, Query(description="Customers a page.")] = None
    cursor: Annotated[
        str | None, CURSOR.schema, Query(description="`nextCursor` of the page before.")
    ] = None

    def page(self, of: Tenant) -> Page:
        """The page. Raises: InvalidRequest naming every fault, an unreadable cursor among them."""
        reader = ParameterReader(self.noted)
        limit = reader.one("limit", self.limit, _PAGE) or 50
        cursor = reader.cursor(self.cursor)
        return Page(self.filter(of.default_currency, reader), self.sort, limit, cursor)


class Export(NamedTuple):
    """Customers that are asked for as a file, with the zone of its times."""

    wanted: CustomerFilter
    sort: CustomerSort
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class ExportQuery(CustomerQuery):
    """The same filters, and the zone of the file's times."""

    tz: Annotated[
        str | None,
        ZONE.schema,
        Query(description="IANA zone of the times; the organisation's if left out."),
    ] = None

    def export(self, of: Tenant) -> Export:
        """The export. Raises: InvalidRequest naming every fault."""
        reader = ParameterReader(self.noted)
        zone = reader.zone(self.tz, of.zone)
        return Export(self.filter(of.default_currency, reader), self.sort, zone)


@dataclass(frozen=True, slots=True)
class TimelineQuery:
    """Which part of a customer's timeline is asked for, as given."""

    noted: Noted = ()
    limit: Annotated[str | None, _TIMELINE.schema, Query(description="Items a page.")] = None
    cursor: Annotated[
        str | None, CURSOR.schema, Query(description="`nextCursor` of the page before.")
    ] = None

    def part(self) -> tuple[int, str | None]:
        """Limit and cursor. Raises: InvalidRequest."""
        reader = ParameterReader(self.noted)
        limit = reader.one("limit", self.limit, _TIMELINE) or 30
        cursor = reader.cursor(self.cursor)
        reader.finish()
        return limit, cursor
