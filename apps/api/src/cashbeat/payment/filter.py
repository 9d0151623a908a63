"""Which payments are asked for, and in which order: one definition for list, count and CSV."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cashbeat.kit.search_terms import prefix_of

_ID = re.compile(r"pay_[0-9a-z]{10}")
"""The beginning of an id that is worth looking up: with all of its millisecond, which few share."""

_LAST_CHARACTER = "\U0010ffff"


class PaymentSort(StrEnum):
    """Order of a list; the id decides among equals.

    Amounts of two currencies have no order among them, least of all by minor units: by amount, each
    currency comes by itself. Largest first they follow the alphabet; smallest first is exactly the
    reverse, so that one index serves both.
    """

    NEWEST = "-createdAt"
    OLDEST = "createdAt"
    LARGEST = "-amount"
    SMALLEST = "amount"

    @property
    def order(self) -> tuple[tuple[str, int], ...]:
        """The stored fields, most important first, each -1 descending or 1 ascending."""
        direction = -1 if self.value.startswith("-") else 1
        if self in {PaymentSort.LARGEST, PaymentSort.SMALLEST}:
            return ("currency", -direction), ("amount", direction), ("_id", direction)
        return ("createdAt", direction), ("_id", direction)

    @property
    def fields(self) -> tuple[str, ...]:
        """The stored fields, most important first; their values are a payment's place."""
        return tuple(field for field, _ in self.order)


@dataclass(frozen=True, slots=True)
class PaymentFilter:
    """Payments of one tenant; what is None or empty does not restrict.

    Units: `min_amount` and `max_amount` in minor units of `currency`, both inclusive;
           `[created_from, created_to)` in UTC. `refunded` is whether any part was given back.
    """

    created_from: datetime | None = None
    created_to: datetime | None = None
    methods: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    currency: str | None = None
    min_amount: int | None = None
    max_amount: int | None = None
    customer_id: str | None = None
    text: str | None = None
    failure_codes: tuple[str, ...] = ()
    refunded: bool | None = None

    @property
    def is_additive(self) -> bool:
        """Whether only what rollups know restricts it.

        That is: times, a currency, methods, statuses and failure codes.
        """
        others = (self.min_amount, self.max_amount, self.customer_id, self.text, self.refunded)
        return all(value is None for value in others)

    def query(self, tenant_id: str, behind: dict[str, Any] | None = None) -> dict[str, Any]:
        """The MongoDB filter, tenant first; with `behind`, of what comes after a place.

        What may be an id is looked for as such and as a text. That `$or` must be the whole filter:
        inside of another the planner gives its branches no index of their own. `$elemMatch`, or
        two terms would each satisfy one bound; `$exists`, or the planner does not see that the
        partial index applies.
        """
        query = {"tenantId": tenant_id, **self._conditions(), **(behind or {})}
        if not self.text or not (prefix := prefix_of(self.text)):
            return query
        between = {"$gte": prefix, "$lt": prefix + _LAST_CHARACTER}
        by_term = query | {"terms": {"$exists": True, "$elemMatch": between}}
        return {"$or": [by_term, query | {"_id": between}]} if _ID.match(prefix) else by_term

    def _conditions(self) -> dict[str, Any]:
        """All but the text."""
        query: dict[str, Any] = {}
        if span := _span(self.created_from, self.created_to, "$lt"):
            query["createdAt"] = span
        if self.methods:
            query["method"] = _one_of(self.methods)
        if self.statuses:
            query["status"] = _one_of(self.statuses)
        if self.failure_codes:
            query["failureCode"] = _one_of(self.failure_codes)
        if self.currency is not None:
            query["currency"] = self.currency
        if span := _span(self.min_amount, self.max_amount, "$lte"):
            query["amount"] = span
        if self.customer_id is not None:
            query["customerId"] = self.customer_id
        if self.refunded is not None:
            query["refundedAmount"] = {"$gt": 0} if self.refunded else 0
        return query


def after(sort: PaymentSort, place: Sequence[Any]) -> dict[str, Any]:
    """What comes behind a place in that order, as a MongoDB filter.

    The first field bounds the walk through whichever index is taken. Behind it are those that a
    field puts there, the fields between it and the first being equal.
    """
    (first, direction), *_ = sort.order
    return {
        "$and": [
            {first: {"$lte" if direction < 0 else "$gte": place[0]}},
            {
                "$or": [
                    dict(zip(sort.fields[1:deciding], place[1:deciding], strict=True))
                    | {field: {"$lt" if direction < 0 else "$gt": place[deciding]}}
                    for deciding, (field, direction) in enumerate(sort.order)
                ]
            },
        ]
    }


def _span(low: Any, high: Any, below: str) -> dict[str, Any]:
    span = {} if low is None else {"$gte": low}
    return span if high is None else span | {below: high}


def _one_of(values: tuple[str, ...]) -> Any:
    return values[0] if len(values) == 1 else {"$in": list(values)}
