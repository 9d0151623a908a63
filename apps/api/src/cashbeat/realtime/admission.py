"""Who may connect: origin, organisation, and room for one more."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pymongo.errors import PyMongoError
from starlette.datastructures import Headers
from starlette.types import Scope

from cashbeat.core.errors import Unavailable
from cashbeat.core.site import Site
from cashbeat.realtime.errors import TooManySockets
from cashbeat.realtime.feed import TenantFeed
from cashbeat.realtime.relay import Relay


@dataclass(frozen=True, slots=True)
class Handshake:
    """What a client said when it connected."""

    headers: Mapping[str, str]
    auth: Mapping[str, Any]

    @property
    def chosen_tenant(self) -> str | None:
        """The organisation it asks for: a choice among its own, never a proof."""
        chosen = self.auth.get("tenantId")
        return chosen if isinstance(chosen, str) else self.headers.get("x-tenant-id")

    @property
    def batch(self) -> bool:
        """Whether it wants `payment_events` instead of one message for each event."""
        return self.auth.get("batch") is True


ResolveTenant = Callable[[Handshake], Awaitable[str]]
"""The tenant that a connection hears of, fixed for its life. Raises: CashbeatError to refuse."""


def handshake_of(scope: Scope, auth: object = None) -> Handshake:
    """The handshake of an ASGI connection."""
    return Handshake(Headers(scope=scope), auth if isinstance(auth, dict) else {})


class Doorkeeper:
    """Admits connections to the feed of their tenant."""

    def __init__(
        self,
        relay: Relay,
        resolve_tenant: ResolveTenant,
        site: Site,
        max_per_tenant: int,
    ) -> None:
        self._relay = relay
        self._resolve_tenant = resolve_tenant
        self.site = site
        self.max_per_tenant = max_per_tenant

    async def admit(self, handshake: Handshake) -> TenantFeed:
        """The feed to join. Raises: CashbeatError when the connection is refused."""
        self.site.check_origin(handshake.headers)
        tenant_id = await self._resolve_tenant(handshake)
        try:
            feed = await self._relay.open(tenant_id)
        except (PyMongoError, OSError, TimeoutError) as error:
            raise Unavailable("The database does not answer; connect again.") from error
        self.check_room(feed)
        return feed

    def check_room(self, feed: TenantFeed) -> None:
        """Raises: TooManySockets."""
        if len(feed.room) >= self.max_per_tenant:
            raise TooManySockets(f"The organisation has {self.max_per_tenant} connections already.")
