"""What travels on the namespace `/ws/payments` beside payment events."""

from typing import Annotated, Literal

from pydantic import Field

from cashbeat.contracts.base import RequestModel, WireModel
from cashbeat.contracts.payment import PaymentEvent, PaymentUpdated

LatestSeq = Annotated[
    int,
    Field(
        description="`seq` of the newest event at this moment; 0 when nothing happened yet.",
        examples=[4711],
    ),
]


class Hello(WireModel):
    """First message of a connection."""

    tenant_id: str = Field(
        description="The organisation that this connection hears of.", examples=["demo"]
    )
    latest_seq: LatestSeq


class Resume(RequestModel):
    """Asks for what happened after an event; answered with `Resumed`."""

    after_seq: int = Field(
        ge=0, description="`seq` of the last event that you have; 0 for none.", examples=[4711]
    )


class Resumed(WireModel):
    """Events after `afterSeq`, ascending; ask again while `more`."""

    events: list[PaymentEvent | PaymentUpdated] = Field(
        description="At most 1,000 events or 256 KiB."
    )
    latest_seq: LatestSeq
    more: bool = Field(description="Whether events after the last one given exist already.")


class AnalyticsChanged(WireModel):
    """Figures changed; fetch what you show again. At most once a second."""

    version: int = Field(
        description="Differs from the last one you saw whenever figures may differ.", examples=[42]
    )


class Resync(WireModel):
    """Events were left out of the feed on purpose; take the newest page, or resume."""

    reason: Literal["burst", "slow_consumer", "history_gone"] = Field(
        description="Too many at once; this client did not keep up and is cut; the place asked for "
        "is not in the sequence."
    )
    latest_seq: LatestSeq
