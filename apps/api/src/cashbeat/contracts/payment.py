"""Payments and their events on the wire."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints, model_validator

from cashbeat.contracts.base import (
    LINES,
    ONE_LINE,
    Amount,
    AmountInput,
    Instant,
    InstantInput,
    RequestModel,
    WireModel,
)
from cashbeat.contracts.problem import FieldProblem, Problem


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
FAILURE_CODE = r"^[a-z][a-z0-9_]{0,63}$"
FailureCode = Annotated[
    str,
    StringConstraints(pattern=FAILURE_CODE),
    Field(description="Why a payment failed.", examples=["card_declined"]),
]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=ONE_LINE)]
Description = Annotated[str, StringConstraints(max_length=500, pattern=LINES)]
MethodName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=64, pattern=ONE_LINE),
    Field(description="The method's name for people.", examples=["Bank transfer"]),
]
OccurredAt = Annotated[
    InstantInput | None,
    Field(
        description="When it happened: RFC 3339 with an offset, neither before the payment's last "
        "step nor in the future; now when left out.",
        examples=["2026-03-01T08:20:00Z"],
    ),
]
PaymentId = Annotated[
    str,
    Field(description="Identifier of the payment.", examples=["pay_01jd8x0t5m9q3v7w2k4n6p8r0s"]),
]
EventId = Annotated[
    str, Field(description="Identifier of the event.", examples=["evt_01jd8x0t5m9q3v7w2k4n6p8r0s"])
]
Seq = Annotated[
    int,
    Field(
        description="Place in the organisation's one sequence, from 1, without gaps.",
        examples=[4711],
    ),
]


class Payment(WireModel):
    """One payment as it stands."""

    id: PaymentId
    amount: Amount = Field(description="Major units of `currency`.", examples=[38.70])
    currency: Currency
    method: MethodCode
    status: PaymentStatus = Field(description="Where it stands.", examples=["completed"])
    refunded_amount: Amount = Field(
        description="Part of `amount` given back so far, in major units of `currency`.",
        examples=[0],
    )
    failure_code: FailureCode | None = Field(
        description="Why it failed; set while the payment is failed."
    )
    customer_id: str | None = Field(description="Who paid.", examples=["cus_1042"])
    charge_id: str | None = Field(
        description="The charge of the customer that it pays first; the one due first when null.",
        examples=["chg_01jd8x0t5m9q3v7w2k4n6p8r0s"],
    )
    external_id: str | None = Field(
        description="The payment's name in the system it came from.", examples=["INV-2026-0042"]
    )
    description: str | None = Field(description="Free text.", examples=["Invoice 42"])
    created_at: Instant = Field(
        description="When the payment was made; it is counted at this time."
    )
    updated_at: Instant = Field(description="When its status last changed.")
    version: int = Field(description="Number of changes so far; 1 is new.")


class TimelineEntry(WireModel):
    """One step of a payment's life."""

    id: EventId
    type: PaymentEventType = Field(description="What happened.", examples=["payment_received"])
    from_status: PaymentStatus | None = Field(description="Status before; null for a new payment.")
    to_status: PaymentStatus = Field(description="Status after.")
    amount: Amount = Field(
        description="The payment's amount, or the part refunded by this step, in major units of "
        "the payment's currency."
    )
    failure_code: FailureCode | None = Field(
        description="Why the payment failed; null at any other step."
    )
    occurred_at: Instant = Field(description="When it happened.")


class PaymentDetails(Payment):
    """One payment with everything that happened to it, oldest first."""

    timeline: list[TimelineEntry] = Field(description="Its steps, oldest first.")


class PaymentPage(WireModel):
    """One page of payments."""

    items: list[Payment] = Field(description="The payments of this page, in the order asked for.")
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

    id: EventId
    seq: Seq
    type: Literal["payment_received", "payment_failed", "payment_refunded"] = Field(
        description="What happened: it became completed, it failed, money was given back."
    )
    payment: Payment = Field(description="The payment right after the event.")
    timestamp: Instant = Field(description="When it happened.")


class PaymentUpdated(WireModel):
    """Any other step of a payment: `payment_updated` on the socket, same sequence."""

    id: EventId
    seq: Seq
    type: Literal["payment_created", "payment_retried"] = Field(
        description="What happened: it was recorded as pending, it was put back to pending."
    )
    payment: Payment = Field(description="The payment right after the step.")
    timestamp: Instant = Field(description="When it happened.")


class PaymentEventPage(WireModel):
    """Part of the organisation's sequence of events, ascending by `seq`."""

    items: list[PaymentEvent | PaymentUpdated] = Field(
        description="The events, ascending by `seq`, without a gap."
    )
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
        default=None,
        description="When it was made: RFC 3339 with an offset, not in the future; now when left "
        "out.",
        examples=["2026-03-01T08:15:00Z"],
    )
    customer_id: Reference | None = Field(
        default=None, description="Who pays, in your own terms.", examples=["cus_1042"]
    )
    charge_id: Annotated[Reference, StringConstraints(max_length=64)] | None = Field(
        default=None,
        description="The charge of the customer that it pays first; the one due first when left "
        "out.",
        examples=["chg_01jd8x0t5m9q3v7w2k4n6p8r0s"],
    )
    external_id: Reference | None = Field(
        default=None,
        description="The payment's name in the system it comes from.",
        examples=["INV-2026-0042"],
    )
    failure_code: FailureCode | None = Field(
        default=None, description="Needed with `failed`, refused with any other status."
    )
    description: Description | None = Field(
        default=None, description="Free text.", examples=["Invoice 42"]
    )


class PaymentBatch(RequestModel):
    """Up to 5,000 payments; each is taken or refused by itself."""

    items: list[object] = Field(
        description="The payments to record, each with the fields of `NewPayment`.",
        min_length=1,
        max_length=5000,
        json_schema_extra={"items": {"$ref": "#/components/schemas/NewPayment"}},
    )


class BatchItemOutcome(WireModel):
    """What became of one item of a batch."""

    index: int = Field(description="Place of the item in the request, from 0.", examples=[0])
    status: int = Field(
        description="201 recorded, 200 was recorded before, 422 refused.", examples=[201]
    )
    payment: Payment | None = Field(description="The payment; null when the item was refused.")
    errors: list[FieldProblem] = Field(
        description="Every faulty field of the item, 20 at most (one of each item when thousands "
        "of fields are faulty); empty unless it was refused."
    )
    omitted: int = Field(description="Faults of the item that are not listed.", examples=[0])


class PaymentBatchOutcome(WireModel):
    """Outcome of a batch, in the order of its items."""

    created: int = Field(description="Items recorded now.", examples=[4990])
    replayed: int = Field(description="Items that were recorded before.", examples=[0])
    refused: int = Field(description="Items refused.", examples=[10])
    items: list[BatchItemOutcome] = Field(description="One outcome for each item, in its order.")


class CompletePayment(RequestModel):
    """Completes a pending payment; the body may be left out."""

    occurred_at: OccurredAt = None


class FailPayment(RequestModel):
    """Fails a pending payment."""

    failure_code: FailureCode
    occurred_at: OccurredAt = None


class RefundPayment(RequestModel):
    """Gives money of a completed payment back: all that is left, or a part."""

    amount: AmountInput | None = Field(
        default=None,
        description="Part to refund, in major units of the payment's currency; all that is left "
        "when left out.",
        examples=[10.00],
    )
    occurred_at: OccurredAt = None


class RefundProblem(Problem):
    """Why a refund is refused that is more than what is left."""

    refundable: Amount = Field(
        description="What is left to refund, in major units of `currency`.", examples=[6.50]
    )
    currency: Currency


class RetryPayment(RequestModel):
    """Puts a failed payment back to pending; the body may be left out."""

    occurred_at: OccurredAt = None


class PaymentMethod(WireModel):
    """A way to pay that the organisation takes."""

    code: MethodCode
    name: str = Field(description="The method's name for people.", examples=["Bank transfer"])
    active: bool = Field(description="Whether new payments may use it.")


class NewPaymentMethod(RequestModel):
    """A method to add to the organisation's own."""

    code: MethodCode
    name: MethodName


class PaymentMethodChange(RequestModel):
    """What to change of a method; what is left out stays."""

    name: MethodName | None = Field(default=None, description="Its new name for people.")
    active: StrictBool | None = Field(
        default=None, description="Whether new payments may use it from now on."
    )

    @model_validator(mode="after")
    def _something(self) -> "PaymentMethodChange":
        if self.name is None and self.active is None:
            raise ValueError("give `name`, `active`, or both")
        return self
