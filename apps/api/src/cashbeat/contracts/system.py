"""The organisation and the state of the system on the wire."""

from typing import Literal

from pydantic import Field

from cashbeat.contracts.base import WireModel
from cashbeat.contracts.payment import PaymentMethod


class Organisation(WireModel):
    """The organisation that the caller acts for."""

    id: str = Field(description="What `X-Tenant-Id` calls it.", examples=["demo"])
    name: str = Field(description="Its name for people.", examples=["Demo Organisation"])
    time_zone: str = Field(
        description="IANA zone of its days and hours.", examples=["Europe/Berlin"]
    )
    default_currency: str = Field(
        description="ISO 4217 code that figures are in when none is asked for.", examples=["EUR"]
    )
    currencies: list[str] = Field(
        description="ISO 4217 codes that it has payments in, default first.",
        examples=[["EUR", "GBP"]],
    )
    methods: list[PaymentMethod] = Field(
        description="The ways to pay that it takes or took, switched off ones included."
    )


class ProjectorStatus(WireModel):
    """How far derived numbers are behind the payments."""

    state: Literal["running", "rebuilding", "absent"] = Field(
        description="`rebuilding`: figures are incomplete until it is done; `absent`: no worker "
        "counts at the moment."
    )
    lag_ms: int | None = Field(
        description="Age in milliseconds of the oldest payment event not yet counted; 0 is live, "
        "null while nobody can tell.",
        examples=[0],
    )
    quarantined: int = Field(description="Damaged records set aside.", examples=[0])


class SystemStatus(WireModel):
    """Whether the product works, for the dashboard's badge and for probes."""

    status: Literal["ok", "degraded", "down"] = Field(
        description="`degraded`: payments are taken, figures or the feed may be late; `down`: the "
        "database does not answer."
    )
    mongo: Literal["ok", "down"] = Field(description="Whether MongoDB answers.")
    redis: Literal["ok", "down"] = Field(
        description="Whether Redis answers; without it answers are slower, never wrong."
    )
    projector: ProjectorStatus = Field(description="How far figures are behind the payments.")
    version: str = Field(description="Version of Cashbeat.", examples=["0.1.0"])


class Liveness(WireModel):
    """The process answers."""

    status: Literal["ok"] = Field(description="Always `ok`: a process that cannot, is silent.")
