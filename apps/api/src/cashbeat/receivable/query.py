"""Query parameters of the overview, as given."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, NamedTuple

from fastapi import Query

from cashbeat.contracts.customer_fields import DayInput
from cashbeat.core.faults import Noted
from cashbeat.core.parameters import CURRENCY, Parameter, ParameterReader
from cashbeat.tenant.tenant import Tenant

_DAY: Parameter[date] = Parameter(DayInput, examples=["2026-11-30"])


class Wanted(NamedTuple):
    """A currency and a day."""

    currency: str
    as_of: date


@dataclass(frozen=True, slots=True)
class OverviewQuery:
    """What is asked for; `noted` is what the route found wrong."""

    noted: Noted = ()
    currency: Annotated[
        str | None,
        CURRENCY.schema,
        Query(description="ISO 4217 code; the organisation's default one if left out."),
    ] = None
    as_of: Annotated[
        str | None,
        _DAY.schema,
        Query(alias="asOf", description="The day; today in the organisation's zone if left out."),
    ] = None

    def wanted(self, of: Tenant, now: datetime) -> Wanted:
        """The currency and the day. Raises: InvalidRequest naming every fault."""
        reader = ParameterReader(self.noted)
        currency = reader.currency(self.currency) or of.default_currency
        today = now.astimezone(of.zone).date()
        as_of = reader.one("asOf", self.as_of, _DAY) or today
        if as_of > today:
            reader.fault("asOf", "in_the_future", "the day is in the future")
        reader.finish()
        return Wanted(currency, as_of)
