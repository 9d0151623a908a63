"""Query parameters of explanations, as given; `question` reads them."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from cashbeat.analytics.parameters import AnalyticsParameters
from cashbeat.contracts.explanation import ExplainedMeasure
from cashbeat.core.parameters import INSTANT, Parameter

MEASURE: Parameter[ExplainedMeasure] = Parameter(ExplainedMeasure, default="volume")


@dataclass(frozen=True, slots=True)
class ExplainParameters(AnalyticsParameters):
    """Which payments, what changed, and since when.

    Without `currency` the volume is of the organisation's default one, every other measure of all
    currencies together, split by currency as well.
    """

    measure: Annotated[
        str,
        MEASURE.schema,
        Query(
            description="What changed: the volume, all payments, those that stand failed, or the "
            "success rate. Without `currency`, all but the volume are of every currency together."
        ),
    ] = "volume"
    base_start: Annotated[
        str | None,
        INSTANT.schema,
        Query(
            alias="baseFrom",
            description="Start of what the range is compared with, inclusive. Left out together "
            "with `baseTo`: the period right before, as `previous` of the metrics.",
        ),
    ] = None
    base_end: Annotated[
        str | None,
        INSTANT.schema,
        Query(
            alias="baseTo",
            description="End of it, exclusive. Where it is not as long as the range, its sums and "
            "counts are scaled to the range's length.",
        ),
    ] = None
