"""Webhooks: addresses that are told of alerts, and what became of each message."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from cashbeat.contracts.alert import Alert, DeliveryState
from cashbeat.contracts.base import ONE_LINE, Instant, RequestModel, WireModel

MAX_URL = 2_000

WebhookEvent = Literal["alert.raised", "alert.resolved"]
WebhookEventType = Literal["alert.raised", "alert.resolved", "test"]

WebhookName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=ONE_LINE),
    Field(description="What people call it.", examples=["On-call bridge"]),
]
WebhookUrl = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=8, max_length=MAX_URL, pattern=ONE_LINE),
    Field(
        description="Where messages are sent: https, on the public internet, without a password.",
        examples=["https://hooks.example.com/cashbeat"],
    ),
]
WebhookEvents = Annotated[
    list[WebhookEvent],
    Field(min_length=1, max_length=10, description="What it is told of."),
]


class NewWebhook(RequestModel):
    """An address to tell."""

    name: WebhookName
    url: WebhookUrl
    events: WebhookEvents = Field(
        default=["alert.raised", "alert.resolved"],
        description="What it is told of; all if left out.",
    )
    enabled: StrictBool = Field(default=True, description="Whether it is told.")


class WebhookChange(RequestModel):
    """What to change of a webhook; what is left out stays."""

    name: WebhookName | None = Field(default=None, description="Its new name.")
    url: WebhookUrl | None = Field(default=None, description="Where messages are sent from now on.")
    events: WebhookEvents | None = Field(default=None, description="What it is told of.")
    enabled: StrictBool | None = Field(default=None, description="Whether it is told.")
    rotate_secret: StrictBool = Field(
        default=False,
        description="Make a new secret, told in the answer. For 24 hours messages carry a "
        "signature of each, so that the receiver may change over.",
    )


class WebhookAttempt(WireModel):
    """One try to deliver."""

    at: Instant = Field(description="When.")
    status: int | None = Field(description="HTTP status of the answer; null without one.")
    latency_ms: int = Field(description="Milliseconds until the answer or the failure.")
    error: str | None = Field(
        description="Why it failed; null when it was taken.", examples=["no answer in 10 s"]
    )
    answer: str | None = Field(
        description="Beginning of what was answered, 500 characters at most."
    )


class WebhookDelivery(WireModel):
    """One message to one webhook."""

    id: str = Field(description="Identifier.", examples=["whd_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    event_id: str = Field(
        description="Identifier of the message, the same in every attempt: `Cashbeat-Event-Id`.",
        examples=["whe_01jd8x0t5m9q3v7w2k4n6p8r0s"],
    )
    event: WebhookEventType = Field(description="What it tells.")
    alert_id: str | None = Field(description="Of which alert; null for a test.")
    state: DeliveryState = Field(description="Whether it arrived; `failed` is given up.")
    created_at: Instant = Field(description="When it was written.")
    next_attempt_at: Instant | None = Field(description="When it is tried next, while waiting.")
    attempts: list[WebhookAttempt] = Field(description="The tries, oldest first.")


class WebhookDeliveryPage(WireModel):
    """Messages to one webhook, newest first; they are kept for 30 days."""

    items: list[WebhookDelivery] = Field(description="The messages.")
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the next page; null at the end."
    )


class Webhook(WireModel):
    """An address that is told, without its secret."""

    id: str = Field(description="Identifier.", examples=["whk_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    name: WebhookName
    url: str = Field(description="Where messages are sent.")
    events: list[WebhookEvent] = Field(description="What it is told of.")
    enabled: bool = Field(description="Whether it is told.")
    secret_hint: str = Field(
        description="How its secret begins, to tell it from others.", examples=["whsec_4fJ9"]
    )
    secret_rotated_at: Instant | None = Field(
        description="When its secret was made anew; null for the first one."
    )
    last_delivery: WebhookDelivery | None = Field(
        description="The newest message to it; null for none in 30 days."
    )
    created_by: str = Field(description="Name of who made it.", examples=["Ana Kovalenko"])
    created_at: Instant = Field(description="When it was made.")
    updated_at: Instant = Field(description="When it was changed last.")


class WebhookWithSecret(WireModel):
    """A webhook that is new or got a new secret, which is told here and never again."""

    secret: str | None = Field(
        description="The key of its signatures; null when the request made none, or repeats an "
        "earlier one whose answer told it.",
        examples=["whsec_4fJ9sQ2x…"],
    )
    webhook: Webhook = Field(description="The webhook without its secret.")


class WebhookOrganisation(WireModel):
    """Whose message it is."""

    id: str = Field(description="Identifier.", examples=["demo"])
    name: str = Field(description="What it is called.", examples=["Acme GmbH"])


class WebhookMessage(WireModel):
    """Body of the request that a webhook gets, as JSON.

    `Cashbeat-Signature: t=<unix seconds>,v1=<hex>` is HMAC-SHA256, keyed with the secret, of
    `<t>.<body as sent>`. Refuse what is older than five minutes, and what you had already by `id`.
    """

    id: str = Field(description="Identifier, the same in every attempt.")
    type: WebhookEventType = Field(description="What it tells.")
    created_at: Instant = Field(description="When it happened.")
    organisation: WebhookOrganisation = Field(description="Whose it is.")
    alert: Alert | None = Field(description="The alert at that time; null for a test.")
    link: str | None = Field(
        description="The alert for people.",
        examples=["https://pay.example.com/alerts/alr_01jd8x0t5m9q3v7w2k4n6p8r0s"],
    )
