"""Analytics on the wire. The definitions stand in `cashbeat.analytics.metrics`."""

from typing import Annotated

from pydantic import Field

from cashbeat.contracts.base import Amount, Instant, WireModel

CompletedCount = Annotated[
    int, Field(description="Payments that stand completed (also partly refunded).")
]
FailedCount = Annotated[int, Field(description="Payments that stand failed.")]
PendingCount = Annotated[int, Field(description="Payments that stand pending.")]
RefundedCount = Annotated[int, Field(description="Payments that stand wholly refunded.")]
RefundedVolume = Annotated[
    Amount, Field(description="Sum given back of these payments, in major units.")
]


class MetricFigures(WireModel):
    """The figures of one range, one currency."""

    total_volume: Amount = Field(
        description="Sum of payments that succeeded (completed, or completed and later refunded), "
        "in major units.",
        examples=[18250.50],
    )
    success_rate: float = Field(
        description="Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 when there was no "
        "attempt.",
        examples=[0.94],
    )
    average_amount: Amount = Field(
        description="Total volume ÷ succeeded payments, in major units.", examples=[36.50]
    )
    peak_hour: int = Field(
        description="Local hour 0–23 with the most payments, earliest on a tie; 0 without "
        "payments.",
        examples=[14],
    )
    top_payment_method: str = Field(
        description="Code of the method of the greatest volume, alphabetical on a tie; empty "
        "without volume.",
        examples=["card"],
    )
    active_methods: int = Field(description="Methods with at least one payment.")
    count: int = Field(description="All payments.")
    completed_count: CompletedCount
    failed_count: FailedCount
    pending_count: PendingCount
    refunded_count: RefundedCount
    refunded_volume: RefundedVolume


class ComparedFigures(MetricFigures):
    """The same figures for the preceding period."""

    from_: Instant = Field(alias="from", description="Start, inclusive.")
    to: Instant = Field(description="End, exclusive.")


class PaymentMetrics(MetricFigures):
    """Answer of `GET /api/analytics/metrics`."""

    currency: str = Field(description="ISO 4217 code that all amounts are in.", examples=["EUR"])
    time_zone: str = Field(
        description="IANA zone that hours and days are cut in.", examples=["Europe/Berlin"]
    )
    from_: Instant = Field(alias="from", description="Start of the range, inclusive.")
    to: Instant = Field(description="End of the range, exclusive.")
    previous: ComparedFigures = Field(
        description="The preceding period: as long; while the range still runs, its elapsed part."
    )
    as_of: Instant = Field(description="When these figures were read.")


class TrendData(WireModel):
    """One bucket of `GET /api/analytics/trends`."""

    timestamp: Instant = Field(description="Start of the bucket.")
    end: Instant = Field(description="End of the bucket, exclusive.")
    amount: Amount = Field(
        description="Volume: the sum of payments that succeeded, in major units of the currency "
        "asked for."
    )
    count: int = Field(description="All payments.")
    success_rate: float = Field(
        description="Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 without an attempt."
    )
    completed_count: CompletedCount
    failed_count: FailedCount
    pending_count: PendingCount
    refunded_count: RefundedCount
    refunded_volume: RefundedVolume
    complete: bool = Field(
        description="False while the bucket still runs, or where the range cuts it."
    )
