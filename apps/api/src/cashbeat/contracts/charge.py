"""Charges on the wire: what a customer owes, piece by piece."""

from enum import StrEnum
from typing import Annotated

from pydantic import (
    Field,
    StringConstraints,
    model_validator,
)

from cashbeat.contracts.base import (
    ONE_LINE,
    Amount,
    AmountInput,
    Instant,
    RequestModel,
    WireModel,
)
from cashbeat.contracts.customer_fields import (
    ChargeId,
    ChargeText,
    CustomerId,
    Day,
    DayInput,
    ExternalId,
    Version,
)
from cashbeat.contracts.payment import Currency
from cashbeat.contracts.problem import Problem


class ChargeStatus(StrEnum):
    """How one charge stands, derived in the same way; `cancelled` is a person's deed."""

    OVERDUE = "overdue"
    PARTIAL = "partial"
    PENDING = "pending"
    PAID = "paid"
    CANCELLED = "cancelled"


class Charge(WireModel):
    """Something that a customer owes: an invoice, an instalment. Amounts in major units."""

    id: ChargeId
    customer_id: CustomerId
    amount: Amount = Field(description="What was charged.", examples=[500.00])
    currency: Currency
    open_amount: Amount = Field(description="What is not paid of it.", examples=[120.00])
    issued_on: Day = Field(description="The day it was charged.", examples=["2026-12-01"])
    due_date: Day = Field(description="The day it is to be paid by.", examples=["2026-12-31"])
    status: ChargeStatus = Field(description="How it stands.", examples=["partial"])
    description: str | None = Field(description="What is charged.", examples=["Invoice 2026-0042"])
    external_id: str | None = Field(
        description="Its number in another system.", examples=["INV-2026-0042"]
    )
    cancelled_on: Day | None = Field(description="The day it was cancelled; else null.")
    cancel_reason: str | None = Field(description="Why it was cancelled.")
    created_at: Instant = Field(description="When it was recorded.")
    updated_at: Instant = Field(description="When somebody last changed it.")
    version: int = Field(description="Number of changes so far; 1 is new.")


class ChargeChangedMeanwhile(Problem):
    """Somebody changed the charge since the version that the change was of."""

    current: Charge = Field(description="The charge as it stands.")
    fields: list[str] = Field(
        description="Fields that the request sets and that stand otherwise now.",
        examples=[["dueDate"]],
    )


class NewCharge(RequestModel):
    """Something that the customer owes."""

    amount: AmountInput = Field(
        description="Major units of the customer's currency.", examples=[500.00]
    )
    due_date: DayInput = Field(description="The day it is to be paid by.", examples=["2026-12-31"])
    issued_on: DayInput | None = Field(
        default=None,
        description="The day it was charged: not in the future, not after `dueDate`. Today when "
        "left out, or `dueDate` if that is earlier.",
        examples=["2026-12-01"],
    )
    description: ChargeText | None = Field(
        default=None, description="What is charged.", examples=["Invoice 2026-0042"]
    )
    external_id: ExternalId | None = Field(
        default=None,
        description="Its number in another system; one charge has it.",
        examples=["INV-2026-0042"],
    )


class ChargeChange(RequestModel):
    """What to change of a charge that is not cancelled; what is left out stays."""

    version: Version
    amount: AmountInput | None = Field(default=None, description="Major units.", examples=[450.00])
    due_date: DayInput | None = Field(default=None, description="The day it is to be paid by.")
    description: ChargeText | None = Field(
        default=None, description="What is charged.", examples=["Invoice 2026-0042"]
    )
    external_id: ExternalId | None = Field(
        default=None, description="Its number in another system; null takes it away."
    )

    @model_validator(mode="after")
    def _something(self) -> "ChargeChange":
        given = self.model_fields_set - {"version"}
        if not given:
            raise ValueError("give at least one field to change")
        for name in ("amount", "due_date"):
            if name in given and getattr(self, name) is None:
                raise ValueError(f"`{name}` cannot be null")
        return self


class CancelCharge(RequestModel):
    """Cancels a charge: it is owed no more, and what was paid of it becomes a credit."""

    version: Version
    reason: (
        Annotated[
            str,
            StringConstraints(
                strip_whitespace=True, min_length=1, max_length=200, pattern=ONE_LINE
            ),
        ]
        | None
    ) = Field(default=None, description="Why.", examples=["Charged twice"])
