"""The organisation and the state of the system on the wire."""

from typing import Literal

from pydantic import Field, model_validator

from cashbeat.contracts.base import RequestModel, WireModel
from cashbeat.contracts.identity import LOCALE, Name, Slug
from cashbeat.contracts.payment import Currency, PaymentMethod


class DayRebuild(WireModel):
    """Whether the stored local days are being cut anew, after a change of the time zone.

    Figures are right all the time; while it runs, those of long ranges take longer.
    """

    state: Literal["idle", "running"] = Field(
        description="`running` from a change of the time zone until the new days are in use."
    )
    progress: float = Field(description="From 0 to 1; 1 when nothing is to do.", examples=[1.0])


class Organisation(WireModel):
    """The organisation that the caller acts for."""

    id: str = Field(description="What `X-Tenant-Id` calls it.", examples=["demo"])
    name: str = Field(description="Its name for people.", examples=["Demo Organisation"])
    slug: str = Field(description="Its name in addresses.", examples=["demo"])
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
    locale: str = Field(
        description="BCP 47 tag of how numbers and dates are written.", examples=["en-GB"]
    )
    rebuild: DayRebuild = Field(
        description="How far a change of the time zone has come with the stored days."
    )


class OrganisationChange(RequestModel):
    """What to change of the organisation; what is left out stays."""

    name: Name | None = Field(default=None, description="Its new name for people.")
    slug: Slug | None = Field(
        default=None, description="Its new name in addresses; nobody else's, and none that is kept."
    )
    default_currency: Currency | None = Field(
        default=None,
        description="ISO 4217 code in use that figures are in when none is asked for.",
    )
    time_zone: str | None = Field(
        default=None,
        max_length=64,
        description="IANA zone of its days and hours, at once; the stored days follow in the "
        "background.",
        examples=["Europe/Kyiv"],
    )
    locale: str | None = Field(
        default=None,
        pattern=LOCALE,
        description="BCP 47 tag of how numbers and dates are written.",
        examples=["de-DE"],
    )

    @model_validator(mode="after")
    def _something(self) -> "OrganisationChange":
        if all(value is None for _, value in self):
            raise ValueError("give at least one field to change")
        return self


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
