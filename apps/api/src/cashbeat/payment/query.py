"""Query parameters that name payments and events, read once for the list and the CSV."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from fastapi import Query
from pydantic import StringConstraints

from cashbeat.contracts.base import ONE_LINE
from cashbeat.contracts.payment import FailureCode, Reference
from cashbeat.core.faults import Noted
from cashbeat.core.parameters import (
    AMOUNT,
    CURRENCY,
    CURSOR,
    FLAG,
    INSTANT,
    METHOD,
    STATUS,
    ZONE,
    Parameter,
    ParameterReader,
    whole_number,
)
from cashbeat.payment.filter import PaymentFilter, PaymentSort
from cashbeat.tenant.tenant import Tenant

_FAILURE_CODE: Parameter[str] = Parameter(FailureCode)
_CUSTOMER: Parameter[str] = Parameter(Reference, examples=["c-1042"])
_TEXT: Parameter[str] = Parameter(
    Annotated[str, StringConstraints(max_length=100, strip_whitespace=True, pattern=ONE_LINE)],
    examples=["order 1042"],
)
_SORT: Parameter[PaymentSort] = Parameter(PaymentSort, default=PaymentSort.NEWEST.value)
_PAGE = whole_number(1, 200, default=50)
_EVENTS = whole_number(1, 1000, default=100)
_AFTER = whole_number(0, 10**12)
_BEFORE = whole_number(1, 10**12)


@dataclass(frozen=True, slots=True)
class PaymentQuery:
    """The filters of a request, as given; `noted` is what the route found wrong."""

    noted: Noted = ()
    created_from: Annotated[
        str | None,
        INSTANT.schema,
        Query(alias="from", description="Made at or after; RFC 3339 with an offset (+ is %2B)."),
    ] = None
    created_to: Annotated[
        str | None, INSTANT.schema, Query(alias="to", description="Made before; RFC 3339.")
    ] = None
    method: Annotated[
        list[str] | None, METHOD.several, Query(description="One or more methods.")
    ] = None
    status: Annotated[
        list[str] | None, STATUS.several, Query(description="One or more statuses.")
    ] = None
    failure_code: Annotated[
        list[str] | None,
        _FAILURE_CODE.several,
        Query(
            alias="failureCode",
            description="One or more failure codes; only payments that stand failed have one.",
        ),
    ] = None
    refunded: Annotated[
        str | None,
        FLAG.schema,
        Query(
            description="`true`: payments of which anything was given back, in part or whole; "
            "`false`: those of which nothing was."
        ),
    ] = None
    currency: Annotated[str | None, CURRENCY.schema, Query(description="ISO 4217 code.")] = None
    min_amount: Annotated[
        str | None,
        AMOUNT.schema,
        Query(
            alias="minAmount",
            description="At least, in major units of `currency` (the default one when left out).",
        ),
    ] = None
    max_amount: Annotated[
        str | None,
        AMOUNT.schema,
        Query(alias="maxAmount", description="At most, in the same units."),
    ] = None
    customer_id: Annotated[
        str | None, _CUSTOMER.schema, Query(alias="customerId", description="Of this customer.")
    ] = None
    text: Annotated[
        str | None,
        _TEXT.schema,
        Query(
            alias="q",
            description="What stands in the id, external id, customer or description from the "
            "beginning of a word on, without case and accents: `2044` finds INV-2044. Its first 32 "
            "characters count.",
        ),
    ] = None
    order: Annotated[
        str | None,
        _SORT.schema,
        Query(
            alias="sort",
            description="Order; `-` is descending. By amount, each currency comes by itself.",
        ),
    ] = None

    @property
    def sort(self) -> PaymentSort:
        """The order asked for, once `filter` has found no fault."""
        return PaymentSort(self.order or PaymentSort.NEWEST)

    def filter(self, default_currency: str, reader: ParameterReader | None = None) -> PaymentFilter:
        """The filter. Raises: InvalidRequest naming every fault, those `reader` has included."""
        reader = reader or ParameterReader(self.noted)
        start, end = reader.ordered_range(self.created_from, self.created_to)
        bounded = self.min_amount is not None or self.max_amount is not None
        left_out = default_currency if bounded else None
        currency = left_out if self.currency is None else reader.currency(self.currency)
        low, high = reader.amounts(self.min_amount, self.max_amount, currency)
        methods = reader.several("method", self.method, METHOD)
        statuses = reader.several("status", self.status, STATUS)
        failure_codes = reader.several("failureCode", self.failure_code, _FAILURE_CODE)
        refunded = reader.one("refunded", self.refunded, FLAG)
        customer_id = reader.one("customerId", self.customer_id, _CUSTOMER)
        text = reader.one("q", self.text, _TEXT)
        reader.one("sort", self.order, _SORT)
        reader.finish()
        return PaymentFilter(
            created_from=start,
            created_to=end,
            methods=methods,
            statuses=tuple(status.value for status in statuses),
            currency=currency,
            min_amount=low,
            max_amount=high,
            customer_id=customer_id,
            text=text or None,
            failure_codes=failure_codes,
            refunded=refunded,
        )


class Page(NamedTuple):
    """A page of payments that is asked for."""

    wanted: PaymentFilter
    sort: PaymentSort
    limit: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class PageQuery(PaymentQuery):
    """The same filters, and which page of what they name."""

    limit: Annotated[str | None, _PAGE.schema, Query(description="Payments a page.")] = None
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
    """Payments that are asked for as a file, with the zone of its times."""

    wanted: PaymentFilter
    sort: PaymentSort
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class ExportQuery(PaymentQuery):
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


class EventSpan(NamedTuple):
    """Part of the sequence of events: after a seq, else the newest ones (before a seq)."""

    after_seq: int | None
    before_seq: int | None
    limit: int


@dataclass(frozen=True, slots=True)
class EventQuery:
    """Which events are asked for, as given."""

    noted: Noted = ()
    after_seq: Annotated[
        str | None, _AFTER.schema, Query(alias="afterSeq", description="Events after this.")
    ] = None
    before_seq: Annotated[
        str | None, _BEFORE.schema, Query(alias="beforeSeq", description="Events before this.")
    ] = None
    limit: Annotated[str | None, _EVENTS.schema, Query(description="Events at most.")] = None

    def span(self) -> EventSpan:
        """The part. Raises: InvalidRequest naming every fault."""
        reader = ParameterReader(self.noted)
        after = reader.one("afterSeq", self.after_seq, _AFTER)
        before = reader.one("beforeSeq", self.before_seq, _BEFORE)
        limit = reader.one("limit", self.limit, _EVENTS) or 100
        if self.after_seq is not None and self.before_seq is not None:
            reader.fault("beforeSeq", "not_allowed", "give `afterSeq` or `beforeSeq`, not both")
        reader.finish()
        return EventSpan(after, before, limit)
