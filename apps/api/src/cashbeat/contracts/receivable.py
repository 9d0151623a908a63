"""What is owed to an organisation, as of a day, on the wire."""

from typing import Literal

from pydantic import Field

from cashbeat.contracts.base import Amount, WireModel
from cashbeat.contracts.customer_fields import Day
from cashbeat.contracts.payment import Currency

AgeingName = Literal["current", "1-30", "31-60", "61-90", "90+"]
"""Days that a due date is past: `current` is not due before the day itself."""


class AgeingBucket(WireModel):
    """What is open of charges whose due dates are so many days past."""

    name: AgeingName = Field(description="Days past due.", examples=["31-60"])
    amount: Amount = Field(description="What is open, in major units.", examples=[1250.00])
    charges: int = Field(description="Charges of which anything is open.", examples=[4])


class MonthSoFar(WireModel):
    """What was charged and collected from the first of a month to a day of it."""

    charged: Amount = Field(description="Charged, without what was cancelled.", examples=[9000.00])
    collected: Amount = Field(
        description="Received of customers, without what was given back.", examples=[7500.00]
    )
    payments: int = Field(description="Payments received.", examples=[31])


class ReceivablesOverview(WireModel):
    """What is owed as of the end of a day, in one currency.

    Charges count from the day they were issued to the day they were cancelled, payments and refunds
    on the day they happened, in the organisation's zone.
    """

    as_of: Day = Field(
        description="The day, at its end or, of today, now.", examples=["2026-11-30"]
    )
    time_zone: str = Field(description="The zone of its days.", examples=["Europe/Berlin"])
    currency: Currency
    currencies: list[Currency] = Field(
        description="Currencies in which anything was ever charged or paid by a customer."
    )
    outstanding: Amount = Field(description="Sum of all that is open.", examples=[52000.00])
    overdue: Amount = Field(description="Part of it that was due before the day.")
    credit: Amount = Field(description="Paid by customers beyond what was charged.")
    ageing: list[AgeingBucket] = Field(description="`outstanding` by days past due; all five.")
    days_sales_outstanding: float | None = Field(
        description="Days that it takes to collect: `outstanding` ÷ charged in the last 90 days × "
        "90. Null when nothing was charged in them.",
        examples=[41.3],
    )
    month: MonthSoFar = Field(description="The month of the day, up to it.")
    previous_month: MonthSoFar = Field(
        description="The month before, up to the same day of the month or its last one."
    )
