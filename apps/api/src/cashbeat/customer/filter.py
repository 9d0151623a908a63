"""Which customers are asked for, and in which order: one definition for list, count and files."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from cashbeat.contracts.customer import CustomerStatus
from cashbeat.customer.account.standing import NEVER
from cashbeat.kit.search_terms import MAX_TERM, MIN_PART, prefix_of

_LAST_CHARACTER = "\U0010ffff"
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()/.-]*", re.ASCII)
_NO_DIGIT = re.compile(r"[^0-9]")

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("nameKey",),
    "externalId": ("externalId",),
    "email": ("emailKey",),
    "outstandingAmount": ("currency", "account.outstanding"),
    "dueDate": ("account.dueFirst",),
    "-dueDate": ("account.dueLast",),
    "status": ("account.rank", "account.dueFirst"),
    "openCharges": ("account.open",),
    "agent": ("agent.name",),
    "tags": ("tagKeys.0",),
    "lastPaymentAt": ("account.lastPaidAt",),
    "createdAt": ("createdAt",),
}
"""The stored fields of each order: those of an index of `CustomerDocument`."""


NULLABLE = frozenset({"externalId", "emailKey", "agent.name", "tagKeys.0", "account.lastPaidAt"})
"""Those that a customer may be without."""


class CustomerSort(StrEnum):
    """Order of a list; the id decides among equals.

    What is missing comes before everything else, and last in a descending order; only a customer
    of whom nothing is due comes last by due date in both. Amounts of two currencies have no order
    among them: each currency comes by itself. By tags, the first one counts.
    """

    NAME = "name"
    NAME_DESCENDING = "-name"
    EXTERNAL_ID = "externalId"
    EXTERNAL_ID_DESCENDING = "-externalId"
    EMAIL = "email"
    EMAIL_DESCENDING = "-email"
    SMALLEST = "outstandingAmount"
    LARGEST = "-outstandingAmount"
    DUE_FIRST = "dueDate"
    DUE_LAST = "-dueDate"
    MOST_URGENT = "status"
    LEAST_URGENT = "-status"
    FEWEST_CHARGES = "openCharges"
    MOST_CHARGES = "-openCharges"
    AGENT = "agent"
    AGENT_DESCENDING = "-agent"
    TAGS = "tags"
    TAGS_DESCENDING = "-tags"
    PAID_FIRST = "lastPaymentAt"
    PAID_LAST = "-lastPaymentAt"
    OLDEST = "createdAt"
    NEWEST = "-createdAt"

    @property
    def direction(self) -> int:
        """-1 descending, 1 ascending, by every field: each index is walked one way or the other."""
        return -1 if self.value.startswith("-") else 1

    @property
    def fields(self) -> tuple[str, ...]:
        """The stored fields, most important first; their values are a customer's place."""
        own = _FIELDS.get(self.value) or _FIELDS[self.value.removeprefix("-")]
        return *own, "_id"

    @property
    def order(self) -> list[tuple[str, int]]:
        """The same with their directions."""
        return [(field, self.direction) for field in self.fields]


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """Customers of one tenant; what is None or empty does not restrict.

    Units: `min_amount` and `max_amount` (outstanding) in minor units of `currency`, both inclusive;
           so are the days `due_from` and `due_to`. None among `agents` is nobody. `tags` are any of
           them. `deleted` are those that somebody deleted, not those that were merged.
    """

    text: str | None = None
    statuses: tuple[CustomerStatus, ...] = ()
    due_from: date | None = None
    due_to: date | None = None
    min_amount: int | None = None
    max_amount: int | None = None
    currency: str | None = None
    agents: tuple[str | None, ...] = ()
    tags: tuple[str, ...] = ()
    deleted: bool = False

    def query(self, tenant_id: str, today: date) -> dict[str, Any]:
        """The MongoDB filter; statuses are those of a day of the organisation's zone."""
        query: dict[str, Any] = {"tenantId": tenant_id, "deleted": self.deleted}
        conditions = [*self._conditions(), *self._owing()]
        if self.statuses:
            conditions.append(
                _any_of([_OF_STATUS[status](today.isoformat()) for status in self.statuses])
            )
        return query | ({"$and": conditions} if conditions else {})

    def _conditions(self) -> list[dict[str, Any]]:
        """Of what people wrote. `$exists`, or the planner does not see a partial index."""
        found: list[dict[str, Any]] = []
        if self.deleted:
            found.append({"mergedInto": {"$exists": False}})
        if self.text and (prefix := prefix_of(self.text)):
            found.append(_any_of([_has_term(each) for each in (prefix, *_digits(self.text))]))
        if self.agents:
            found.append({"agent.id": {"$in": list(self.agents)}})
        if self.tags:
            keys = [tag.casefold() for tag in self.tags]
            found.append({"tagKeys": {"$exists": True, "$in": keys}})
        if self.currency is not None:
            found.append({"currency": self.currency})
        return found

    def _owing(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        amounts = _between(self.min_amount, self.max_amount)
        if amounts:
            found.append({"account.outstanding": amounts})
        if self.due_from or self.due_to:
            days = _between(
                self.due_from and self.due_from.isoformat(), self.due_to and self.due_to.isoformat()
            )
            found.append({"account.dueFirst": {"$lt": NEVER} | days})
        return found


def _has_term(prefix: str) -> dict[str, Any]:
    """`$elemMatch`, or two terms would each satisfy one bound."""
    return {"terms": {"$elemMatch": {"$gte": prefix, "$lt": prefix + _LAST_CHARACTER}}}


def _digits(text: str) -> list[str]:
    """What is looked for as well when somebody writes a phone number in their own way."""
    digits = _NO_DIGIT.sub("", text)
    written = _PHONE.fullmatch(text) and digits != text and len(digits) >= MIN_PART
    return [digits[:MAX_TERM]] if written else []


def _any_of(conditions: list[dict[str, Any]]) -> dict[str, Any]:
    return conditions[0] if len(conditions) == 1 else {"$or": conditions}


def _between(low: Any, high: Any) -> dict[str, Any]:
    span = {} if low is None else {"$gte": low}
    return span if high is None else span | {"$lte": high}


def _not_overdue(today: str, *, partial: bool) -> dict[str, Any]:
    return {"account.dueFirst": {"$gte": today, "$lt": NEVER}, "account.partial": partial}


_OF_STATUS: Mapping[CustomerStatus, Callable[[str], dict[str, Any]]] = {
    CustomerStatus.PAID: lambda _: {"account.dueFirst": NEVER},
    CustomerStatus.OVERDUE: lambda today: {"account.dueFirst": {"$lt": today}},
    CustomerStatus.PARTIAL: lambda today: _not_overdue(today, partial=True),
    CustomerStatus.PENDING: lambda today: _not_overdue(today, partial=False),
}
"""What `account.standing.status_of` says as filters: nothing is open of what is never due."""


def behind_place(query: dict[str, Any], sort: CustomerSort, place: Sequence[Any]) -> dict[str, Any]:
    """What matches and comes behind a place in that order, as a MongoDB filter.

    One alternative for each field that may decide, the fields before it being equal. As
    alternatives of the whole filter each walks its own part of the order's index, and the parts are
    merged in order.
    """
    parts = [
        query | dict(zip(sort.fields[:decides], place[:decides], strict=True)) | {field: beyond}
        for decides, field in enumerate(sort.fields)
        for beyond in _beyond(field, place[decides], sort.direction)
    ]
    return parts[0] if len(parts) == 1 else {"$or": parts}


def _beyond(field: str, value: Any, direction: int) -> list[Any]:
    """Values behind one: what is missing is the least, and compares with nothing in a filter."""
    if direction > 0:
        return [{"$ne": None} if value is None else {"$gt": value}]
    if value is None:
        return []
    return [{"$lt": value}, *([None] if field in NULLABLE else [])]
