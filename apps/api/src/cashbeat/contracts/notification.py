"""What people are told of, each with their own marks of what they have read, on the wire."""

from typing import Annotated, Literal, get_args

from pydantic import Field, StrictBool, model_validator

from cashbeat.contracts.base import Amount, Instant, InstantInput, RequestModel, WireModel
from cashbeat.contracts.customer_fields import Day
from cashbeat.contracts.payment import Currency

NotificationType = Literal[
    "payment_received",
    "payment_refunded",
    "payment_overdue",
    "customer_added",
    "import_finished",
]
"""What happened."""

NOTIFICATION_TYPES: tuple[NotificationType, ...] = get_args(NotificationType)

NotificationState = Literal["inbox", "unread", "archived"]
"""Which notifications: those that are not archived, those of them that are unread, or archived."""

_TYPE_MEANING = (
    "`payment_received`: a payment of a customer arrived. `payment_refunded`: of such a payment "
    "something was given back. `payment_overdue`: the due date of an open charge has passed, told "
    "once a due date. `customer_added`: a customer was recorded. `import_finished`: an import of "
    "customers was recorded; `count` says how many it added or changed."
)
NotificationTypeName = Annotated[
    NotificationType, Field(description=_TYPE_MEANING, examples=["payment_received"])
]


class NotificationAmount(WireModel):
    """A sum of money in one currency."""

    amount: Amount = Field(description="Major units of `currency`.", examples=[120.00])
    currency: Currency


class Notification(WireModel):
    """Something that happened, or several such things of one day, told to one person.

    Payments of one customer on one day are one notification; so are those of many customers, where
    there are more of them than one would read. It is unread again when another one joins it.
    """

    id: str = Field(
        description="Identifier of the notification.",
        examples=["payment_received|cus_01jd8x0t5m|2026-11-30"],
    )
    type: NotificationTypeName
    at: Instant = Field(description="When the newest of it happened.")
    first_at: Instant = Field(description="When the first of it happened.")
    count: int = Field(description="How many things it tells of.", examples=[1])
    read: bool = Field(description="Whether the person has read it.")
    archived: bool = Field(description="Whether the person has put it away.")
    customer_id: str | None = Field(
        description="The customer; null when it tells of several.",
        examples=["cus_01jd8x0t5m9q3v7w2k4n6p8r0s"],
    )
    customer_name: str | None = Field(
        description="What the customer was called then.", examples=["Stadtwerke Musterstadt GmbH"]
    )
    amounts: list[NotificationAmount] = Field(
        description="What was paid, given back, or is overdue, by currency."
    )
    payment_id: str | None = Field(description="The newest payment that it tells of.")
    due_date: Day | None = Field(description="The due date that has passed.")
    import_id: str | None = Field(
        description="The import of customers that it tells of.",
        examples=["cim_01jd8x0t5m9q3v7w2k4n6p8r0s"],
    )
    file_name: str | None = Field(
        description="Name of the file that was imported.", examples=["customers.xlsx"]
    )


class NotificationPage(WireModel):
    """One page of the caller's notifications, newest first."""

    items: list[Notification] = Field(description="Newest first.")
    unread: int = Field(
        description="Unread notifications of the caller, of every type; 1,000 at most.",
        examples=[3],
    )
    next_cursor: str | None = Field(
        description="Pass as `cursor` for the next page; null at the end."
    )


class UnreadCount(WireModel):
    """How much there is to read."""

    unread: int = Field(
        description="Unread notifications of the caller; 1,000 at most.", examples=[3]
    )


class MarkNotifications(RequestModel):
    """Marks notifications: those named, or with `all` every one up to a moment."""

    ids: list[Annotated[str, Field(min_length=1, max_length=200)]] = Field(
        default_factory=list, max_length=200, description="Notifications to mark."
    )
    all: StrictBool = Field(default=False, description="Whether to mark all that are not archived.")
    until: InstantInput | None = Field(
        default=None,
        description="With `all`: only those whose `at` is not after it, so that what came since "
        "the page was read stays unread.",
        examples=["2026-11-30T08:15:00Z"],
    )
    read: StrictBool | None = Field(default=None, description="Whether they are read.")
    archived: StrictBool | None = Field(
        default=None, description="Whether they are put away; what is put away is read."
    )

    @model_validator(mode="after")
    def _something(self) -> "MarkNotifications":
        if bool(self.ids) == self.all:
            raise ValueError("give `ids` or `all`")
        if self.read is None and self.archived is None:
            raise ValueError("give `read`, `archived` or both")
        if self.until is not None and not self.all:
            raise ValueError("`until` goes with `all`")
        return self


class MarkedNotifications(WireModel):
    """What became of marks."""

    changed: int = Field(description="Notifications that are otherwise now.", examples=[3])
    unread: int = Field(description="Unread notifications of the caller; 1,000 at most.")


class NotificationPreference(WireModel):
    """How a person wants to be told of a type."""

    type: NotificationTypeName
    in_app: bool = Field(description="Whether it comes to the bell and the list.")
    email: bool = Field(description="Whether it comes in the daily digest by e-mail.")


class NotificationPreferenceInput(RequestModel):
    """How to be told of a type."""

    type: NotificationTypeName
    in_app: StrictBool = Field(description="Whether it comes to the bell and the list.")
    email: StrictBool = Field(description="Whether it comes in the daily digest by e-mail.")


class NotificationPreferences(WireModel):
    """All of a person's preferences in an organisation."""

    items: list[NotificationPreference] = Field(description="One of each type.")


class NotificationPreferencesChange(RequestModel):
    """Preferences to change; types left out stay as they are."""

    items: list[NotificationPreferenceInput] = Field(
        min_length=1, max_length=20, description="One of each type that changes."
    )
