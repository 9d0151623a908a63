"""Analytics on the wire. The definitions stand in `cashbeat.analytics.metrics`."""

from typing import Annotated, Literal

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


Comparison = Literal["previous", "week", "month", "year"]
"""What a range is compared with: the period right before it, or the same days one week, month or
year earlier."""

Measure = Literal["volume", "success_rate"]
"""What is looked at for anomalies."""


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
    net_volume: Amount = Field(
        description="Total volume − refunded volume, in major units.", examples=[18120.50]
    )
    refund_rate: float = Field(
        description="Refunded volume ÷ total volume, a fraction 0..1; 0 without volume.",
        examples=[0.012],
    )
    hours: list[int] = Field(
        description="Payments by local hour 0–23, 24 numbers; `peakHour` is the place of the "
        "greatest.",
        examples=[[0] * 9 + [14, 22, 19] + [0] * 12],
    )


class ComparedFigures(MetricFigures):
    """The same figures for the period that the range is compared with."""

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
        description="The period compared with, as `compare` chose it; while the range still runs, "
        "the part of it that corresponds to what has elapsed."
    )
    as_of: Instant = Field(description="When these figures were read.")


class Band(WireModel):
    """Where a measure of a bucket is expected, by its own history."""

    low: float = Field(description="Below it is unusual.", examples=[21_400.0])
    middle: float = Field(description="Median of the comparable buckets.", examples=[27_800.0])
    high: float = Field(description="Above it is unusual.", examples=[34_200.0])


class Expected(WireModel):
    """What the comparable earlier buckets lead one to expect of a bucket."""

    volume: Band = Field(
        description="Of the volume, in major units, what pends counted as if it had succeeded."
    )
    success_rate: Band | None = Field(
        description="Of `successRate`, fractions 0..1; null where too few attempts stand behind it."
    )
    samples: int = Field(description="Comparable buckets that it rests on.", examples=[8])


class Anomaly(WireModel):
    """A complete bucket that lies outside of what its history leads one to expect."""

    measure: Measure = Field(description="The measure that lies furthest outside.")
    direction: Literal["above", "below"] = Field(description="On which side it lies.")
    actual: float = Field(
        description="Volume in major units, what pends counted as if it had succeeded; or success "
        "rate as a fraction.",
        examples=[56_084.0],
    )
    expected: Band = Field(description="Where it was expected.")
    score: float = Field(
        description="Distance from the middle in robust standard deviations (1.4826 MAD, not less "
        "than a floor).",
        examples=[6.3],
    )
    samples: int = Field(description="Comparable buckets that it rests on.", examples=[8])
    reason: str = Field(
        description="The finding in a sentence.",
        examples=["Volume is 102% above the median of the last 8 Saturdays."],
    )


class ComparedBucket(WireModel):
    """What a bucket, or the part of it that lies in the range, is compared with."""

    timestamp: Instant = Field(description="Start of the compared part.")
    end: Instant = Field(description="Its end, exclusive.")
    amount: Amount = Field(description="Volume, in major units.")
    count: int = Field(description="All payments.")
    success_rate: float = Field(
        description="Succeeded ÷ (succeeded + failed), a fraction 0..1; 0 without an attempt."
    )
    attempts: int = Field(description="Succeeded + failed.")


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
    average_amount: Amount = Field(description="Volume ÷ succeeded payments, in major units.")
    active_methods: int = Field(description="Methods with at least one payment.")
    complete: bool = Field(
        description="False while the bucket still runs, or where the range cuts it."
    )
    previous: ComparedBucket | None = Field(
        description="What stands in the same place of the compared period: for an hour the one "
        "that the clocks showed, for a day the day, and the whole of it also while the bucket "
        "itself still runs. Null without `compare`, for a day that the earlier month lacks, and "
        "for an hour that the clocks of that day skipped or did not repeat."
    )
    expected: Expected | None = Field(
        description="What its history leads one to expect; null for a bucket that is not complete "
        "or has too little history."
    )
    anomaly: Anomaly | None = Field(description="Set where the bucket is unusual.")
