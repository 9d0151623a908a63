"""Something that members are told of, pure: what it is, and which notification tells it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cashbeat.contracts.notification import NotificationType

MOST_A_DAY: Mapping[NotificationType, int] = {
    "payment_received": 100,
    "payment_refunded": 50,
    "payment_overdue": 25,
    "customer_added": 25,
    "import_finished": 25,
}
"""Notifications of a type and day that tell of one thing each; more are told together."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to one customer, or that one import did to `count` of them.

    `amount` in minor units of `currency`.
    """

    type: NotificationType
    at: datetime
    customer_id: str | None = None
    customer_name: str | None = None
    amount: int = 0
    currency: str = ""
    count: int = 1
    payment_id: str | None = None
    due_on: str | None = None
    import_id: str | None = None
    file_name: str | None = None


@dataclass(slots=True)
class Message:
    """What one notification gains: the fields of `NotificationDocument` that it tells."""

    key: str
    type: NotificationType
    at: datetime
    first_at: datetime
    count: int = 0
    amounts: dict[str, int] = field(default_factory=dict)
    named: dict[str, Any] = field(default_factory=dict)

    @property
    def once(self) -> bool:
        """Whether what was told already is not told again: a due date passes once."""
        return self.type == "payment_overdue" and "customerId" in self.named

    def take(self, happening: Happening) -> None:
        """Tell of this one, too."""
        self.at = max(self.at, happening.at)
        self.first_at = min(self.first_at, happening.at)
        self.count += happening.count
        if happening.amount:
            before = self.amounts.get(happening.currency, 0)
            self.amounts[happening.currency] = before + happening.amount


def own_key(happening: Happening, day: date) -> str:
    """The key of the notification that tells of this customer, or this import, alone."""
    if happening.import_id is not None:
        return f"{happening.type}|{happening.import_id}"
    of = happening.due_on if happening.type == "payment_overdue" else day.isoformat()
    return f"{happening.type}|{happening.customer_id}|{of}"


def joint_key(happening: Happening, day: date) -> str:
    """The key of the notification that tells of many customers."""
    return f"{happening.type}|*|{day.isoformat()}"


def message_of(happening: Happening, key: str, *, joint: bool) -> Message:
    """An empty notification for it."""
    named: dict[str, Any] = {}
    if not joint:
        named = {
            "customerId": happening.customer_id,
            "customerName": happening.customer_name,
            "paymentId": happening.payment_id,
            "dueOn": happening.due_on,
            "importId": happening.import_id,
            "fileName": happening.file_name,
        }
    return Message(
        key,
        happening.type,
        happening.at,
        happening.at,
        named={name: value for name, value in named.items() if value is not None},
    )
