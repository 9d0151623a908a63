"""Which payments are asked for, and in which order: one definition for list, count and CSV."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class PaymentSort(StrEnum):
    """Order of a list; the id decides among equals."""

    NEWEST = "-createdAt"
    OLDEST = "createdAt"
    LARGEST = "-amount"
    SMALLEST = "amount"

    @property
    def field(self) -> str:
        """The stored field."""
        return self.value.removeprefix("-")

    @property
    def direction(self) -> int:
        """-1 descending, 1 ascending."""
        return -1 if self.value.startswith("-") else 1


@dataclass(frozen=True, slots=True)
class PaymentFilter:
    """Payments of one tenant; what is None or empty does not restrict.

    Units: `min_amount` and `max_amount` in minor units of `currency`, both inclusive;
           `[created_from, created_to)` in UTC.
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

    def query(self, tenant_id: str) -> dict[str, Any]:
        """The MongoDB filter, tenant first."""
        query: dict[str, Any] = {"tenantId": tenant_id}
        if span := _span(self.created_from, self.created_to, "$lt"):
            query["createdAt"] = span
        if self.methods:
            query["method"] = _one_of(self.methods)
        if self.statuses:
            query["status"] = _one_of(self.statuses)
        if self.currency is not None:
            query["currency"] = self.currency
        if span := _span(self.min_amount, self.max_amount, "$lte"):
            query["amount"] = span
        if self.customer_id is not None:
            query["customerId"] = self.customer_id
        if self.text:
            pattern = {"$regex": re.escape(self.text), "$options": "i"}
            query["$or"] = [
                {field: pattern} for field in ("_id", "externalId", "customerId", "description")
            ]
        return query


def after(sort: PaymentSort, value: Any, payment_id: str) -> dict[str, Any]:
    """What comes behind a position in that order, as a MongoDB filter on field and `_id`."""
    beyond = "$lt" if sort.direction < 0 else "$gt"
    reach = "$lte" if sort.direction < 0 else "$gte"
    return {
        "$and": [
            {sort.field: {reach: value}},
            {"$or": [{sort.field: {beyond: value}}, {"_id": {beyond: payment_id}}]},
        ]
    }


def _span(low: Any, high: Any, below: str) -> dict[str, Any]:
    span = {} if low is None else {"$gte": low}
    return span if high is None else span | {below: high}


def _one_of(values: tuple[str, ...]) -> Any:
    return values[0] if len(values) == 1 else {"$in": list(values)}
