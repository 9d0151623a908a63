"""What travels on the namespace `/ws/payments` beside payment events."""

from typing import Literal

from pydantic import Field

from cashbeat.contracts.base import RequestModel, WireModel
from cashbeat.contracts.payment import PaymentEvent, PaymentUpdated


class Hello(WireModel):
    """First message of a connection."""

    tenant_id: str = Field(description="The organisation this connection hears of.")
    latest_seq: int = Field(description="The newest event at this moment; resume from your own.")


class Resume(RequestModel):
    """Asks for what happened after an event; answered with `Resumed`."""

    after_seq: int = Field(ge=0, description="The last event you have.")


class Resumed(WireModel):
    """Events after `afterSeq`, ascending; ask again while `more`."""

    events: list[PaymentEvent | PaymentUpdated]
    latest_seq: int
    more: bool


class AnalyticsChanged(WireModel):
    """Figures changed; fetch what you show again. At most once a second."""

    version: int


class Resync(WireModel):
    """Events were left out of the feed on purpose; take the newest page, or resume."""

    reason: Literal["burst", "slow_consumer", "history_gone"]
    latest_seq: int
