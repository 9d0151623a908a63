"""Where the payments of a range stand and what they are made of, on the wire."""

from pydantic import Field

from cashbeat.contracts.base import Amount, Instant, WireModel


class BreakdownPart(WireModel):
    """The payments of one method, status or failure code."""

    key: str = Field(
        description="Code of the method, status or failure; empty for failures without a code, `*` "
        "for all whose code is not among the first 60 of the organisation.",
        examples=["card"],
    )
    count: int = Field(description="All payments of this part.")
    count_share: float = Field(
        description="Of all payments that are broken down, a fraction 0..1.", examples=[0.42]
    )
    amount: Amount = Field(
        description="Sum of the part in major units: of a method its volume (what succeeded), of a "
        "status or failure code all that stands there."
    )
    amount_share: float = Field(description="Of the sum of all parts, a fraction 0..1.")
    success_rate: float = Field(
        description="Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 without an attempt."
    )
    attempts: int = Field(description="Succeeded + failed.")
    refunded_volume: Amount = Field(description="Given back of these payments, in major units.")
    previous_count: int = Field(description="Payments of this part in the compared period.")
    previous_amount: Amount = Field(description="Its sum in the compared period.")


class HourOfWeek(WireModel):
    """One of the 168 hours of the local week."""

    weekday: int = Field(description="1 Monday … 7 Sunday, in the zone asked for.", examples=[5])
    hour: int = Field(description="Local hour 0–23.", examples=[14])
    count: int = Field(description="All payments of that hour in the range.")
    attempts: int = Field(description="Succeeded + failed.")
    success_rate: float = Field(
        description="Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 without an attempt."
    )


class FlowStep(WireModel):
    """Payments that went one way, as they stand now."""

    from_: str = Field(alias="from", description="`created` or `succeeded`.")
    to: str = Field(description="`succeeded`, `failed`, `pending`, `kept` or `refunded`.")
    count: int = Field(description="Payments that went this way.")
    amount: Amount = Field(description="Their sum in major units.")


class PaymentBreakdown(WireModel):
    """Answer of `GET /api/analytics/breakdown`: one range, one currency."""

    currency: str = Field(description="ISO 4217 code that all amounts are in.", examples=["EUR"])
    time_zone: str = Field(
        description="IANA zone of weekdays and hours.", examples=["Europe/Berlin"]
    )
    from_: Instant = Field(alias="from", description="Start of the range, inclusive.")
    to: Instant = Field(description="End of the range, exclusive.")
    previous_from: Instant = Field(description="Start of the compared period, inclusive.")
    previous_to: Instant = Field(description="End of the compared period, exclusive.")
    count: int = Field(description="All payments.")
    methods: list[BreakdownPart] = Field(description="By method, greatest volume first.")
    statuses: list[BreakdownPart] = Field(description="By status, all four, in their order.")
    failure_codes: list[BreakdownPart] = Field(
        description="Payments that stand failed, by failure code, most frequent first."
    )
    hours_of_week: list[HourOfWeek] = Field(
        description="All 168 local hours of the week, Monday 0:00 first."
    )
    flow: list[FlowStep] = Field(
        description="created → succeeded, failed, pending; succeeded → kept, refunded. The count "
        "of `refunded` is wholly refunded payments, its amount all that was given back."
    )
    as_of: Instant = Field(description="When these figures were read.")
