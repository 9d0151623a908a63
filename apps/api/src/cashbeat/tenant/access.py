"""How endpoints ask who calls. `identity.gate` answers; features know this protocol only."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Protocol

from fastapi import Header
from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from cashbeat.contracts.access import Permission
from cashbeat.contracts.base import ONE_LINE
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant

ChosenTenant = Annotated[
    str | None,
    Header(
        alias="X-Tenant-Id",
        description="The organisation to act for, among the caller's; the caller's own if left "
        "out. Any other answers 404, like one that does not exist.",
    ),
    WithJsonSchema({"type": "string", "examples": ["demo"]}),
]
"""Which organisation a request chooses: a choice, never a proof."""


def read_reason(given: Any) -> Any:
    """A reason in UTF-8, which HTTP hands over as if each byte were a letter."""
    try:
        return given.encode("latin-1").decode() if isinstance(given, str) else given
    except UnicodeError:  # sent in Latin-1 itself
        return given


ChangeReason = Annotated[
    str | None,
    BeforeValidator(read_reason),
    Header(
        alias="X-Change-Reason",
        description="Why, for the audit log; UTF-8.",
        examples=["Customer asked by phone"],
    ),
    StringConstraints(max_length=200, pattern=ONE_LINE),
]
"""Why something is changed."""


class Access(Protocol):
    """Makes the dependencies that let a caller in, before anything of the request is read."""

    def reading(self, permission: Permission) -> Callable[..., Awaitable[Tenant]]:
        """A dependency that gives the organisation to a caller with that permission."""

    def asking(self, permission: Permission) -> Callable[..., Awaitable[Caller]]:
        """A dependency of an operation that reads what depends on who asks: gives the caller."""

    def changing(self, permission: Permission) -> Callable[..., Awaitable[Caller]]:
        """A dependency of an operation that changes something: gives the caller."""
