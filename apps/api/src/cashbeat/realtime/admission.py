"""Who may connect: origin, proof, organisation, and room for one more.

What proves who connects is identity's to know. This is what the feed asks of it: `Authenticator`.
"""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import parse_qsl

from pymongo.errors import PyMongoError
from starlette.datastructures import Headers
from starlette.types import Scope

from cashbeat.contracts.access import Permission
from cashbeat.core.client_address import address_of, neighbourhood_of
from cashbeat.core.errors import Unavailable
from cashbeat.core.site import Site
from cashbeat.realtime.errors import TokenInUrl, TooManySockets
from cashbeat.realtime.feed import TenantFeed
from cashbeat.realtime.relay import Relay

NEEDED: Permission = "payments:read"
"""What the feed tells is what this permission lets somebody read."""

ALERTS: Permission = "alerts:read"
"""What somebody needs besides to hear of alerts."""

_TOKEN_NAME = re.compile(
    r"(?:(?:access|auth|bearer|id|refresh|session)?token|auth|authorization|bearer|jwt|apikey)"
    r"(?:\[.*\])?"
)
_TOKEN_VALUE = re.compile(r"(?:bearer\s+)?(?:eyj[\w-]{8,}\.|cbk_)", re.IGNORECASE)
_BEARER = re.compile(r"bearer +(\S+) *", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Handshake:
    """What a client said when it connected, or when it proved anew who it is."""

    headers: Headers
    auth: Mapping[str, Any]
    address: str = ""

    @property
    def token(self) -> str | None:
        """Its proof: an access token or an API key, of `auth` before the header."""
        given = self.auth.get("token")
        if given is not None:
            return given if isinstance(given, str) and given else None
        found = _BEARER.fullmatch(", ".join(self.headers.getlist("authorization")))
        return None if found is None else found[1]

    @property
    def chosen_tenant(self) -> str | None:
        """The organisation it asks for: a choice among its own, never a proof."""
        chosen = self.auth.get("tenantId")
        if chosen is not None:
            return chosen if isinstance(chosen, str) else ""
        return ", ".join(self.headers.getlist("x-tenant-id")) or None

    @property
    def batch(self) -> bool:
        """Whether it wants `payment_events` instead of one message for each event."""
        return self.auth.get("batch") is True


@dataclass(frozen=True, slots=True)
class Admission:
    """What a proof is good for.

    `holder` is the person or the API key: a connection keeps it for life. `subjects` are the ids of
    the documents that it stands on (session, person, membership, key, organisation); when one of
    them changes, `recheck` is asked. It raises what a new connection would be refused with, and
    says the same for every admission of equal tenant, holder and subjects. `alerts`: whether alerts
    may be heard of, too; every role may, and the scopes of a key never change.
    """

    tenant_id: str
    holder: str
    subjects: frozenset[str]
    expires_at: datetime | None
    recheck: Callable[[], Awaitable[None]] = field(repr=False, compare=False)
    alerts: bool = False


Changed = Callable[[Collection[str] | None], None]
"""Takes the ids of documents that changed; None when any may have changed unheard."""


class Authenticator(Protocol):
    """Knows who holds a token, and what may be heard with it."""

    async def admit(self, handshake: Handshake) -> Admission:
        """Whom a handshake admits to which organisation.

        Raises: CashbeatError, of the code that REST answers with: `unauthenticated`,
        `token_expired`, `session_ended`, `permission_denied` (without `NEEDED`),
        `tenant_not_found`.
        """

    def subscribe(self, changed: Changed) -> None:
        """Call back, in the event loop, as soon as this process hears of a change."""


def handshake_of(scope: Scope, auth: object = None) -> Handshake:
    """The handshake of an ASGI connection."""
    given = auth if isinstance(auth, dict) else {}
    return Handshake(Headers(scope=scope), given, neighbourhood_of(address_of(scope)))


def check_address(scope: Scope) -> None:
    """Refuse a token in the address: it would stay in the logs of every proxy on the way.

    Raises: TokenInUrl.
    """
    query = scope.get("query_string", b"").decode("latin-1")
    for name, value in parse_qsl(query, keep_blank_values=True):
        plain = re.sub(r"[_\s-]", "", name.lower())
        if _TOKEN_NAME.fullmatch(plain) or _TOKEN_VALUE.match(value.strip()):
            raise TokenInUrl(
                "A token must not stand in the address. Send it in the handshake: `auth: {token}` "
                "with Socket.IO, else the header `Authorization: Bearer …` or the first message "
                '{"type":"authenticate","token":"…"}. Treat the one you sent as lost: end its '
                "session or revoke the key."
            )


class Doorkeeper:
    """Admits connections to the feed of their tenant."""

    def __init__(
        self,
        relay: Relay,
        authenticator: Authenticator,
        site: Site,
        max_per_tenant: int,
    ) -> None:
        self._relay = relay
        self._authenticator = authenticator
        self.site = site
        self.max_per_tenant = max_per_tenant

    async def identify(self, handshake: Handshake) -> Admission:
        """Who connects, and to which organisation. Raises: CashbeatError."""
        try:
            return await self._authenticator.admit(handshake)
        except (PyMongoError, OSError, TimeoutError) as error:
            raise Unavailable("The database does not answer; connect again.") from error

    async def admit(self, handshake: Handshake) -> tuple[Admission, TenantFeed]:
        """The feed to join. Raises: CashbeatError when the connection is refused."""
        self.site.check_origin(handshake.headers)
        admission = await self.identify(handshake)
        try:
            feed = await self._relay.open(admission.tenant_id)
        except (PyMongoError, OSError, TimeoutError) as error:
            raise Unavailable("The database does not answer; connect again.") from error
        self.check_room(feed)
        return admission, feed

    def check_room(self, feed: TenantFeed) -> None:
        """Raises: TooManySockets."""
        if len(feed.room) >= self.max_per_tenant:
            raise TooManySockets(f"The organisation has {self.max_per_tenant} connections already.")
