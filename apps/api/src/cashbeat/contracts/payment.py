"""Payments and their events on the wire."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints, model_validator

from cashbeat.contracts.base import (
    Amount,
    AmountInput,
    Instant,
    InstantInput,
    RequestModel,
    WireModel,
)
from cashbeat.contracts.problem import FieldProblem


class PaymentStatus(StrEnum):
    """Where a payment stands; a partly refunded one stays completed."""

    PENDING = "pending"
    COMPLETED = "completed"
    FAILED = "failed"
    REFUNDED = "refunded"


class PaymentEventType(StrEnum):
    """What can happen to a payment. The first three are broadcast as `payment_event`."""

    RECEIVED = "payment_received"
    FAILED = "payment_failed"
    REFUNDED = "payment_refunded"
    CREATED = "payment_created"
    RETRIED = "payment_retried"


Currency = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{3}$"),
    Field(description="ISO 4217 code.", examples=["EUR"]),
]
MethodCode = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$"),
    Field(description="Code of one of the organisation's payment methods.", examples=["card"]),
]
FailureCode = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$"),
    Field(description="Why a payment failed.", examples=["card_declined"]),
]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=128)]
Description = Annotated[str, StringConstraints(max_length=500)]


class Payment(WireModel):
    """One payment as it stands."""

    id: str = Field(description="Identifier.", examples=["pay_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    amount: Amount = Field(description="Major units of `currency`.", examples=[38.70])
    currency: Currency
    method: MethodCode
    status: PaymentStatus
    refunded_amount: Amount = Field(description="Part of `amount` given back so far.", examples=[0])
    failure_code: FailureCode | None = Field(description="Set while the payment is failed.")
    customer_id: str | None = Field(description="Who paid.")
    external_id: str | None = Field(description="The payment's name in the system it came from.")
    description: str | None = Field(description="Free text.")
    created_at: Instant = Field(
        description="When the payment was made; it is counted at this time."
    )
    updated_at: Instant = Field(description="When its status last changed.")
    version: int = Field(description="Number of changes so far; 1 is new.")


class TimelineEntry(WireModel):
    """One step of a payment's life."""

    id: str = Field(description="Identifier of the event.")
    type: PaymentEventType
    from_status: PaymentStatus | None = Field(description="Status before; null for a new payment.")
    to_status: PaymentStatus = Field(description="Status after.")
    amount: Amount = Field(description="The payment's amount, or the part refunded by this step.")
    failure_code: FailureCode | None
    occurred_at: Instant


class PaymentDetails(Payment):
    """One payment with everything that happened to it, oldest first."""

    timeline: list[TimelineEntry]


class PaymentPage(WireModel):
    """One page of payments."""

    items: list[Payment]
    total: int = Field(description="Payments that match the filters, counted with the first page.")
    total_is_exact: bool = Field(
        description="False when there may be more than `total`: of a filter by amount, customer or "
        "text only the first 10,000 are counted."
    )
    next_cursor: str | None = Field(
        description="Pass as `cursor` for the next page; null at the end."
    )


class PaymentEvent(WireModel):
    """A payment was received, failed or was refunded: `payment_event` on the socket."""

    id: str = Field(
        description="Identifier of the event.", examples=["evt_01jd8x0t5m9q3v7w2k4n6p8r0s"]
    )
    seq: int = Field(description="Place in the organisation's one sequence, from 1, without gaps.")
    type: Literal["payment_received", "payment_failed", "payment_refunded"]
    payment: Payment = Field(description="The payment right after the event.")
    timestamp: Instant = Field(description="When it happened.")


class PaymentUpdated(WireModel):
    """Any other step of a payment: `payment_updated` on the socket, same sequence."""

    id: str
    seq: int
    type: Literal["payment_created", "payment_retried"]
    payment: Payment
    timestamp: Instant


class PaymentEventPage(WireModel):
    """Part of the organisation's sequence of events, ascending by `seq`."""

    items: list[PaymentEvent | PaymentUpdated]
    latest_seq: int = Field(description="The newest seq there is; 0 when nothing happened yet.")
    oldest_seq: int = Field(description="The oldest seq still kept.")
    more: bool = Field(description="Whether events after the last one given exist already.")


class NewPayment(RequestModel):
    """A payment to record."""

    amount: AmountInput = Field(description="Major units of `currency`.", examples=[38.70])
    currency: Currency
    method: MethodCode
    status: Literal["pending", "completed", "failed"] = Field(
        default="pending", description="How it stands already."
    )
    created_at: InstantInput | None = Field(
        default=None, description="When it was made; now when left out. Not in the future."
    )
    customer_id: Reference | None = None
    external_id: Reference | None = None
    failure_code: FailureCode | None = Field(
        default=None, description="Needed with `failed`, refused with any other status."
    )
    description: Description | None = None


class PaymentBatch(RequestModel):
    """Up to 5,000 payments; each is taken or refused by itself."""

    items: list[object] = Field(
        min_length=1,
        max_length=5000,
        json_schema_extra={"items": {"$ref": "#/components/schemas/NewPayment"}},
    )


class BatchItemOutcome(WireModel):
    """What became of one item of a batch."""

    index: int
    status: int = Field(description="201 recorded, 200 was recorded before, 422 refused.")
    payment: Payment | None
    errors: list[FieldProblem]


class PaymentBatchOutcome(WireModel):
    """Outcome of a batch, in the order of its items."""

    created: int
    replayed: int
    refused: int
    items: list[BatchItemOutcome]


class CompletePayment(RequestModel):
    """Completes a pending payment; the body may be left out."""

    occurred_at: InstantInput | None = None


class FailPayment(RequestModel):
    """Fails a pending payment."""

    failure_code: FailureCode
    occurred_at: InstantInput | None = None


class RefundPayment(RequestModel):
    """Gives money of a completed payment back: all that is left, or a part."""

    amount: AmountInput | None = Field(
        default=None, description="Part to refund, in major units; all that is left when left out."
    )
    occurred_at: InstantInput | None = None


class RetryPayment(RequestModel):
    """Puts a failed payment back to pending; the body may be left out."""

    occurred_at: InstantInput | None = None


class PaymentMethod(WireModel):
    """A way to pay that the organisation takes."""

    code: MethodCode
    name: str = Field(description="For people.", examples=["Bank transfer"])
    active: bool = Field(description="Whether new payments may use it.")


class NewPaymentMethod(RequestModel):
    """A method to add to the organisation's own."""

    code: MethodCode
    name: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class PaymentMethodChange(RequestModel):
    """What to change of a method; what is left out stays."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=64)] | None = None
    active: StrictBool | None = None

    @model_validator(mode="after")
    def _something(self) -> "PaymentMethodChange":
        if self.name is None and self.active is None:
            raise ValueError("give `name`, `active`, or both")
        return self
