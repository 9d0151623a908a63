"""What travels on the namespace `/ws/payments` beside payment events."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from cashbeat.contracts.alert import Alert, AlertAction
from cashbeat.contracts.base import Instant, RequestModel, WireModel
from cashbeat.contracts.payment import PaymentEvent, PaymentUpdated

LatestSeq = Annotated[
    int,
    Field(
        description="`seq` of the newest event at this moment; 0 when nothing happened yet.",
        examples=[4711],
    ),
]


Expiry = Annotated[
    Instant | None,
    Field(
        description="When the connection ends unless a new token comes before; null for one "
        "without an end, as with most API keys.",
        examples=["2026-03-01T08:25:00.000Z"],
    ),
]

EndCode = Literal[
    "token_expired", "session_ended", "unauthenticated", "permission_denied", "tenant_not_found"
]
"""Why a connection was ended: the codes that REST answers with in the same case."""


class Authenticate(RequestModel):
    """Proof of who connects, and again before it ends; answered with `Authenticated`.

    Socket.IO takes both members in the handshake's `auth`. A connection keeps its organisation and
    its person for life.
    """

    token: str = Field(
        min_length=1,
        max_length=4096,
        description="An access token, or an API key.",
        examples=["eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl"],
    )
    tenant_id: str | None = Field(
        default=None,
        max_length=128,
        description="The organisation to hear of, among the caller's; the caller's own if left "
        "out. Chosen once.",
        examples=["demo"],
    )


class Authenticated(WireModel):
    """The token was taken."""

    expires_at: Expiry


class AuthenticationRequired(WireModel):
    """First message of a plain WebSocket that came without `Authorization`."""

    within_seconds: int = Field(
        description="How long the connection waits for `authenticate`.", examples=[10]
    )


class SessionExpiring(WireModel):
    """The token ends soon: send `authenticate` with a new one to stay connected."""

    expires_at: Instant = Field(
        description="When the connection ends.", examples=["2026-03-01T08:25:00.000Z"]
    )


class SessionChanged(WireModel):
    """Role, name or organisation of who is connected may differ: ask `GET /api/auth/session`."""

    tenant_id: str = Field(
        description="The organisation that this connection hears of.", examples=["demo"]
    )


class SessionEnded(WireModel):
    """Last message of a connection that is no longer admitted; it is closed then."""

    code: EndCode = Field(
        description="`token_expired`: no new token came in time. `session_ended`: logged out or "
        "revoked. `unauthenticated`: the API key or the person is gone. `permission_denied`: the "
        "role no longer allows it. `tenant_not_found`: no member any more.",
        examples=["session_ended"],
    )


class Hello(WireModel):
    """First message of the feed, as soon as the client is admitted."""

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


class AlertRaised(WireModel):
    """A rule fired, or a snoozed alert speaks up again; told to who may see alerts."""

    alert: Alert = Field(description="The alert as it stands.")


class AlertChanged(WireModel):
    """Somebody handled an alert, or its condition cleared; told to who may see alerts."""

    alert: Alert = Field(description="The alert as it stands.")
    action: AlertAction = Field(description="What happened.", examples=["acknowledged"])


class NotificationsChanged(WireModel):
    """Notifications are otherwise than before; fetch those that you show again."""

    user_id: str | None = Field(
        description="Whose: of a person who read some elsewhere; null for all members, of "
        "something new.",
        examples=["usr_01jd8x0t5m9q3v7w2k4n6p8r0s"],
    )


class Resync(WireModel):
    """Events were left out of the feed on purpose; take the newest page, or resume."""

    reason: Literal["burst", "slow_consumer", "history_gone"] = Field(
        description="Too many at once; this client did not keep up and is cut; the place asked for "
        "is not in the sequence."
    )
    latest_seq: LatestSeq


CLIENT_MESSAGES: Mapping[str, type[RequestModel]] = {
    "resume": Resume,
    "authenticate": Authenticate,
}
"""All that clients may send; the plain WebSocket knows `ping` too."""

ALERT_MESSAGES = frozenset({"alert_raised", "alert_changed"})
"""What only those are told who have the permission `alerts:read`."""

SERVER_MESSAGES: Mapping[str, type[WireModel]] = {
    "hello": Hello,
    "payment_event": PaymentEvent,
    "payment_updated": PaymentUpdated,
    "analytics_changed": AnalyticsChanged,
    "notifications_changed": NotificationsChanged,
    "alert_raised": AlertRaised,
    "alert_changed": AlertChanged,
    "resync": Resync,
    "session_expiring": SessionExpiring,
    "session_changed": SessionChanged,
    "session_ended": SessionEnded,
}
"""All that clients are told unasked; `payment_events` is a list of the two payment messages."""
