"""Which organisation a request acts for.

Until identity lands every request acts for the demo organisation, and everything listens on
loopback only. `X-Tenant-Id` is already a choice among what the caller may see, never a proof: any
other organisation answers 404, like one that does not exist.
"""

from typing import Annotated

from fastapi import Header
from pydantic import WithJsonSchema

from cashbeat.core.errors import CashbeatError
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant, TenantDependency

ChosenTenant = Annotated[
    str | None,
    Header(
        alias="X-Tenant-Id",
        description="The organisation to act for, among the caller's; the caller's own if left "
        "out. Any other answers 404, like one that does not exist.",
    ),
    WithJsonSchema({"type": "string", "examples": ["demo"]}),
]
"""Which organisation a request chooses."""


class TenantNotFound(CashbeatError):
    """No such organisation among the caller's."""

    status = 404
    code = "tenant_not_found"
    title = "Organisation not found"


class TenantResolver:
    """Chooses the tenant of requests and sockets among those the caller may act for."""

    def __init__(self, tenants: TenantRepository, demo_tenant_id: str) -> None:
        self._tenants = tenants
        self._demo_tenant_id = demo_tenant_id
        self._demo: Tenant | None = None

    async def resolve(self, chosen: str | None) -> Tenant:
        """The chosen tenant, or the default one. Raises: TenantNotFound."""
        if chosen is not None and chosen != self._demo_tenant_id:
            raise TenantNotFound("There is no such organisation among yours.")
        if self._demo is None:
            self._demo = await self._tenants.get(self._demo_tenant_id)
        if self._demo is None:
            raise TenantNotFound("The demo organisation does not exist yet.")
        return self._demo

    def dependency(self) -> TenantDependency:
        """The FastAPI dependency of every endpoint."""

        async def tenant(chosen: ChosenTenant = None) -> Tenant:
            return await self.resolve(chosen)

        return tenant
