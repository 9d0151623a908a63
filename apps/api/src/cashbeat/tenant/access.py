"""How endpoints ask who calls. `identity.gate` answers; features know this protocol only."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Protocol

from fastapi import Header
from pydantic import StringConstraints, WithJsonSchema

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

ChangeReason = Annotated[
    str | None,
    Header(
        alias="X-Change-Reason",
        description="Why, for the audit log.",
        examples=["Customer asked by phone"],
    ),
    StringConstraints(max_length=200, pattern=ONE_LINE),
]
"""Why something is changed."""


class Access(Protocol):
    """Makes the dependencies that let a caller in, before anything of the request is read."""

    def reading(self, permission: Permission) -> Callable[..., Awaitable[Tenant]]:
        """A dependency that gives the organisation to a caller with that permission."""

    def changing(self, permission: Permission) -> Callable[..., Awaitable[Caller]]:
        """A dependency of an operation that changes something: gives the caller."""
