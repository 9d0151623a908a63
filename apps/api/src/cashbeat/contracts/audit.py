"""The audit log on the wire."""

from typing import Any, Literal

from pydantic import Field

from cashbeat.contracts.base import Instant, WireModel

ActorKind = Literal["user", "api_key", "system"]


class AuditActor(WireModel):
    """Who did it."""

    kind: ActorKind = Field(
        description="A person, a program with an API key, or the product itself (a command on "
        "the server, a clean-up)."
    )
    id: str = Field(description="Identifier of the person or key; `-` of the product itself.")
    name: str = Field(description="What it was called at that time.", examples=["Ana Kovalenko"])


class AuditTarget(WireModel):
    """What was changed."""

    kind: str = Field(description="The kind of thing.", examples=["payment"])
    id: str = Field(description="Its identifier.", examples=["pay_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    name: str | None = Field(description="What it was called at that time.")


class AuditEntry(WireModel):
    """One change. Entries are chained by hash: none can be altered or left out unnoticed."""

    id: str = Field(description="Identifier.", examples=["aud_01jd8x0t5m9q3v7w2k4n6p8r0s"])
    n: int | None = Field(
        description="Its number in the organisation's log; null for the moment before it is sealed."
    )
    at: Instant = Field(description="When it happened.")
    actor: AuditActor = Field(description="The person or the program that did it.")
    action: str = Field(description="What was done.", examples=["member.role_changed"])
    target: AuditTarget = Field(description="To what.")
    before: dict[str, Any] = Field(
        description="What changed, as it was: names to values; empty for something new."
    )
    after: dict[str, Any] = Field(
        description="What changed, as it is now; empty for something that is gone."
    )
    why: str | None = Field(
        description="The reason that was given, in `X-Change-Reason` or with the change."
    )
    request_id: str = Field(description="Leads to the request in the logs.")
    address: str = Field(description="IP address that it came from.", examples=["192.0.2.7"])
    hash: str | None = Field(
        description="SHA-256 of the entry and the hash of the one before it, in hexadecimal; "
        "null until it is sealed."
    )


class AuditPage(WireModel):
    """Entries, newest first."""

    items: list[AuditEntry] = Field(description="The entries.")
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the next page; null at the end."
    )
