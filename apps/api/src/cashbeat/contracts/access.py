"""What a role or an API key may do: the one table that the API enforces and the web shows.

Deciding is the API's alone. A client learns its permissions from `GET /api/auth/session` and the
whole table from `GET /api/roles`.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field

from cashbeat.contracts.base import WireModel

Permission = Literal[
    "analytics:read",
    "payments:read",
    "payments:write",
    "payments:refund",
    "payments:import",
    "customers:read",
    "customers:write",
    "methods:write",
    "alerts:read",
    "alerts:handle",
    "alerts:write",
    "notifications:own",
    "views:own",
    "views:share",
    "organisation:read",
    "organisation:write",
    "members:read",
    "members:write",
    "owners:write",
    "api_keys:read",
    "api_keys:write",
    "audit:read",
]
"""One thing that may be allowed in an organisation."""

Role = Literal["owner", "admin", "agent", "viewer"]
"""What a member is in an organisation."""

PERMISSIONS: tuple[Permission, ...] = get_args(Permission)
ROLES: tuple[Role, ...] = get_args(Role)

_VIEWER: frozenset[Permission] = frozenset(
    {
        "analytics:read",
        "payments:read",
        "customers:read",
        "alerts:read",
        "notifications:own",
        "views:own",
        "organisation:read",
        "members:read",
    }
)
_AGENT: frozenset[Permission] = _VIEWER | {
    "payments:write",
    "payments:refund",
    "payments:import",
    "customers:write",
    "alerts:handle",
    "views:share",
}
_ADMIN: frozenset[Permission] = _AGENT | {
    "methods:write",
    "alerts:write",
    "organisation:write",
    "members:write",
    "api_keys:read",
    "api_keys:write",
    "audit:read",
}

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    "owner": _ADMIN | {"owners:write"},
    "admin": _ADMIN,
    "agent": _AGENT,
    "viewer": _VIEWER,
}
"""The table. Each role has all that the next lower one has."""

ROLE_SUMMARIES: Mapping[Role, str] = {
    "owner": "Everything, and decides who else is an owner.",
    "admin": "Everything but owners: members, API keys, settings, alert rules, audit log.",
    "agent": "Works with customers, payments and alerts: records, steps, refunds and imports.",
    "viewer": "Looks at customers, payments and figures, changes nothing.",
}

PERMISSION_SUMMARIES: Mapping[Permission, str] = {
    "analytics:read": "See figures and trends.",
    "payments:read": "See payments and the live feed, export them.",
    "payments:write": "Record payments; complete, fail and retry them.",
    "payments:refund": "Give money back.",
    "payments:import": "Import payments from files.",
    "customers:read": "See customers and what they owe, export them.",
    "customers:write": "Record, change, merge and delete customers and their charges.",
    "methods:write": "Add and change payment methods.",
    "alerts:read": "See alerts and their rules, try rules on the past.",
    "alerts:handle": "Acknowledge, assign, snooze and resolve alerts.",
    "alerts:write": "Make and change alert rules and webhooks.",
    "notifications:own": "Be told of payments and customers; mark what one has read.",
    "views:own": "See shared views of pages; save and change one's own.",
    "views:share": "Share one's views with all members.",
    "organisation:read": "See the organisation's settings.",
    "organisation:write": "Change the organisation's settings.",
    "members:read": "See the members.",
    "members:write": "Invite and remove members, change their roles.",
    "owners:write": "Make and unmake owners.",
    "api_keys:read": "See the API keys.",
    "api_keys:write": "Make and revoke API keys.",
    "audit:read": "Read and export the audit log.",
}

Scope = Literal[
    "analytics:read",
    "payments:read",
    "payments:write",
    "payments:refund",
    "payments:import",
    "customers:read",
    "customers:write",
    "methods:write",
    "alerts:read",
    "alerts:handle",
    "organisation:read",
]
"""What an API key may be allowed: never people, keys or settings."""

SCOPES: tuple[Scope, ...] = get_args(Scope)

RoleName = Annotated[
    Role, Field(description="What the member is in the organisation.", examples=["agent"])
]


class PermissionDescription(WireModel):
    """One permission."""

    name: Permission = Field(description="Its name.", examples=["payments:refund"])
    summary: str = Field(description="What it allows, in a sentence.")


class RoleDescription(WireModel):
    """One role and what it may do."""

    role: Role = Field(description="Its name.", examples=["agent"])
    summary: str = Field(description="What it is for, in a sentence.")
    permissions: list[PermissionDescription] = Field(description="All that it allows.")
