"""Who calls: proven by a token or an API key, for one organisation, with what it may do there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cashbeat.contracts.access import Permission
from cashbeat.contracts.audit import ActorKind
from cashbeat.core.errors import CashbeatError
from cashbeat.tenant.tenant import Tenant

SYSTEM_ID = "-"


class PermissionDenied(CashbeatError):
    """The caller belongs to the organisation, and may not do this there."""

    status = 403
    code = "permission_denied"
    title = "Permission denied"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something, as it is recorded for ever."""

    kind: ActorKind
    id: str
    name: str

    def stored(self) -> dict[str, str]:
        """As part of a document."""
        return {"kind": self.kind, "id": self.id, "name": self.name}


SYSTEM = Actor("system", SYSTEM_ID, "Cashbeat")
"""The product itself: a command on the server, a clean-up."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a change comes from: who, by which request, from which address, and why."""

    actor: Actor = SYSTEM
    request_id: str = ""
    address: str = ""
    reason: str | None = None

    def stored(self) -> dict[str, Any]:
        """As part of a document."""
        said = {} if self.reason is None else {"why": self.reason}
        return {
            "actor": self.actor.stored(),
            "requestId": self.request_id,
            "address": self.address,
            **said,
        }


def provenance_of(stored: Mapping[str, Any]) -> Provenance:
    """What `Provenance.stored` gave."""
    actor = stored["actor"]
    return Provenance(
        Actor(actor["kind"], actor["id"], actor["name"]),
        stored["requestId"],
        stored["address"],
        stored.get("why"),
    )


@dataclass(frozen=True, slots=True)
class Caller:
    """One request's or connection's caller, acting for one organisation."""

    tenant: Tenant
    permissions: frozenset[Permission]
    by: Provenance = field(default_factory=Provenance)

    def require(self, permission: Permission) -> None:
        """Raises: PermissionDenied."""
        if permission not in self.permissions:
            raise PermissionDenied(f"This needs the permission {permission}, which you have not.")
