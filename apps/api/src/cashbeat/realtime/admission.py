"""Who may connect: origin, organisation, and room for one more."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pymongo.errors import PyMongoError
from starlette.datastructures import Headers
from starlette.types import Scope

from cashbeat.core.errors import Unavailable
from cashbeat.realtime.errors import OriginRefused, TooManySockets
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
        origins: frozenset[str],
        max_per_tenant: int,
    ) -> None:
        self._relay = relay
        self._resolve_tenant = resolve_tenant
        self._origins = origins
        self.max_per_tenant = max_per_tenant

    def is_own_origin(self, headers: Mapping[str, str]) -> bool:
        """Whether the page that connects is ours: listed, or of the address it connects to.

        Programs send no Origin and pass; a browser always sends it with a WebSocket, and lets no
        page choose it, nor `Host` or `X-Forwarded-Host`.
        """
        origin = headers.get("origin")
        if origin is None or origin in self._origins:
            return True
        netloc = urlsplit(origin).netloc.lower()
        addresses = (headers.get("host"), headers.get("x-forwarded-host"))
        return bool(netloc) and netloc in {a.strip().lower() for a in addresses if a}

    def check_origin(self, handshake: Handshake) -> None:
        """Raises: OriginRefused."""
        if not self.is_own_origin(handshake.headers):
            origin = handshake.headers["origin"][:100]
            raise OriginRefused(f"Pages of {origin} may not connect.")

    async def admit(self, handshake: Handshake) -> TenantFeed:
        """The feed to join. Raises: CashbeatError when the connection is refused."""
        self.check_origin(handshake)
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
