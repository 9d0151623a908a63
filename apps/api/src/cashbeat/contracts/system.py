"""The organisation and the state of the system on the wire."""

from typing import Literal

from pydantic import Field

from cashbeat.contracts.base import WireModel
from cashbeat.contracts.payment import PaymentMethod


class Organisation(WireModel):
    """The organisation that the caller acts for."""

    id: str
    name: str
    time_zone: str = Field(description="IANA zone of its days and hours.")
    default_currency: str
    currencies: list[str] = Field(description="Currencies it has payments in, default first.")
    methods: list[PaymentMethod]


class ProjectorStatus(WireModel):
    """How far derived numbers are behind the payments."""

    state: Literal["running", "rebuilding", "absent"]
    lag_ms: int | None = Field(
        description="Age of the oldest payment event not yet counted; 0 is live."
    )
    quarantined: int = Field(description="Damaged records set aside.")


class SystemStatus(WireModel):
    """Whether the product works, for the dashboard's badge and for probes."""

    status: Literal["ok", "degraded", "down"]
    mongo: Literal["ok", "down"]
    redis: Literal["ok", "down"]
    projector: ProjectorStatus
    version: str


class Liveness(WireModel):
    """The process answers."""

    status: Literal["ok"]
