"""Identity as the feed asks it: the one file of this package that knows of it."""

from datetime import datetime

from cashbeat.identity.errors import SessionEnded, TenantNotFound, Unauthenticated
from cashbeat.identity.gate.gatekeeper import NO_SUCH, Gatekeeper, Proof, permissions_of
from cashbeat.identity.person import KeyStanding
from cashbeat.realtime.admission import ALERTS, NEEDED, Admission, Changed, Handshake
from cashbeat.tenant.caller import Caller
from cashbeat.tenant.tenant import Tenant


class IdentityAuthenticator:
    """Admits whom REST would let read payments; see `admission.Authenticator`."""

    def __init__(self, keeper: Gatekeeper) -> None:
        self._keeper = keeper
        self._authority = keeper.authority

    async def admit(self, handshake: Handshake) -> Admission:
        """Whom a handshake admits. Raises: CashbeatError."""
        token = handshake.token
        if token is None:
            raise Unauthenticated("Send an access token or an API key in the handshake.")
        proof, expires_at = await self._keeper.prove_until(token)
        tenant = self._keeper.choose(proof, handshake.chosen_tenant, handshake.headers)
        if tenant is None:
            raise TenantNotFound("You belong to no organisation yet.")
        _require(proof, tenant)
        if isinstance(proof, KeyStanding):
            return self._key(proof, tenant.id, token)
        return self._person(proof.user_id, proof.session_id, tenant.id, expires_at)

    def subscribe(self, changed: Changed) -> None:
        """Call back with the ids of what changed; None when anything may have."""

        def tell(collection: str, changed_id: str) -> None:
            changed(None if collection == "*" else (changed_id,))

        self._authority.subscribe(tell)

    def _person(
        self, user_id: str, session_id: str, tenant_id: str, expires_at: datetime | None
    ) -> Admission:
        async def recheck() -> None:
            standing = await self._authority.session(session_id)
            if standing is None:
                raise SessionEnded("The session has ended; sign in again.")
            tenant = standing.tenants.get(tenant_id)
            if tenant is None:
                raise TenantNotFound(NO_SUCH)
            _require(standing, tenant)

        subjects = frozenset({user_id, session_id, tenant_id, f"{tenant_id}|{user_id}"})
        return Admission(tenant_id, user_id, subjects, expires_at, recheck, alerts=True)

    def _key(self, key: KeyStanding, tenant_id: str, token: str) -> Admission:
        async def recheck() -> None:
            found = await self._authority.api_key(token)
            if found is None:
                raise Unauthenticated("The API key was revoked, or has expired.")
            _require(found, found.tenant)

        subjects = frozenset({key.key_id, tenant_id})
        alerts = ALERTS in permissions_of(key, key.tenant)
        return Admission(tenant_id, key.key_id, subjects, key.expires_at, recheck, alerts)


def _require(proof: Proof, tenant: Tenant) -> None:
    Caller(tenant, permissions_of(proof, tenant)).require(NEEDED)
