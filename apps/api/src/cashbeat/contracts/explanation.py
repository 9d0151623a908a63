"""What contributed to a change between two ranges, on the wire."""

from typing import Literal

from pydantic import Field

from cashbeat.contracts.base import Instant, WireModel

ExplainedMeasure = Literal["volume", "count", "failed_count", "success_rate"]
"""What changed."""

Dimension = Literal["method", "failure_code", "currency", "amount_band", "customer"]
"""What a change is split by."""


class ExplainedSpan(WireModel):
    """One side of the comparison."""

    from_: Instant = Field(alias="from", description="Start, inclusive.")
    to: Instant = Field(description="End, exclusive.")
    value: float = Field(
        description="The measure: volume in major units, payments, or a fraction 0..1; of the base "
        "scaled to the length of the range, unless it is a fraction."
    )
    count: int = Field(description="All payments.")


class Contribution(WireModel):
    """How much one part contributed to the change."""

    key: str = Field(
        description="Method, failure code, currency, customer, or band of amounts in major units: "
        "`10-20` is from 10 to below 20, the last one `10000000+`; empty for payments without one; "
        "`*` for all others together.",
        examples=["card"],
    )
    value: float = Field(
        description="The measure of the part in the range; the success rate of a failure code is "
        "the fraction of all attempts that failed with it."
    )
    base_value: float = Field(
        description="The same in the base, scaled to the length of the range, unless it is a "
        "fraction."
    )
    contribution: float = Field(
        description="Its part of the change, in the unit of the measure; the parts of a dimension "
        "sum to the change."
    )
    share: float = Field(
        description="Contribution ÷ change: 0.8 is four fifths of it; negative where the part went "
        "the other way; 0 without a change.",
        examples=[0.83],
    )


class ExplainedDimension(WireModel):
    """The change split by one dimension."""

    dimension: Dimension = Field(description="What it is split by.")
    parts: list[Contribution] = Field(
        description="Greatest contribution in the direction of the change first; at most 12, the "
        "others together as `*`."
    )
    concentration: float = Field(
        description="How far its first part stands out, 0..1: its share of the change beyond its "
        "size in the base, less where the next part moved nearly as much. The dimension with the "
        "highest explains most.",
        examples=[0.71],
    )
    omitted: str | None = Field(
        description="Why it has no parts, where it has none.",
        examples=["More than 200,000 payments: ask for a shorter range."],
    )


class ChangeExplanation(WireModel):
    """Answer of `GET /api/analytics/explain`."""

    measure: ExplainedMeasure = Field(description="What is explained.")
    currency: str = Field(description="ISO 4217 code of amounts.", examples=["EUR"])
    range: ExplainedSpan = Field(description="The range that is explained.")
    base: ExplainedSpan = Field(description="What it is compared with.")
    change: float = Field(
        description="Value of the range − value of the base (scaled to the length of the range)."
    )
    dimensions: list[ExplainedDimension] = Field(
        description="The one that explains most comes first."
    )
    summary: str = Field(
        description="The main finding in a sentence.",
        examples=["Success rate fell by 21.4 points; card accounts for 88% of it."],
    )
    as_of: Instant = Field(description="When it was computed.")
