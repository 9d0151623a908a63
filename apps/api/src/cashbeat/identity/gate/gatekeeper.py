"""Lets requests in: finds out who stands behind the bearer's token, and for whom they act.

Nothing here asks the database while the authority is trusted (`identity.authority`): a request
costs one signature and two look-ups in memory, see benchmarks/authentication.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request

from cashbeat.contracts.access import Permission
from cashbeat.core.client_address import address_of
from cashbeat.core.errors import CashbeatError
from cashbeat.core.rate_limit import RateLimits
from cashbeat.core.settings import Settings
from cashbeat.identity.errors import SessionEnded, TenantNotFound, Unauthenticated
from cashbeat.identity.gate.authority import Authority
from cashbeat.identity.gate.tokens import AccessTokens
from cashbeat.identity.person import KeyStanding, Standing
from cashbeat.tenant.access import ChangeReason, ChosenTenant, read_reason
from cashbeat.tenant.caller import Actor, Caller, Provenance
from cashbeat.tenant.tenant import Tenant

KEY_PREFIX = "cbk_"
NO_SUCH = "There is no such organisation among yours."

Proof = Standing | KeyStanding
"""Who calls: a person with a session, or a program with a key."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person about a matter of their own, and the organisation that the request acts for."""

    standing: Standing
    tenant: Tenant | None
    by: Provenance

    @property
    def user_id(self) -> str:
        """Who it is."""
        return self.standing.user_id

    @property
    def session_id(self) -> str:
        """Where they are signed in."""
        return self.standing.session_id

    @property
    def chain(self) -> str:
        """Whose audit log tells of it: the organisation's, else the person's own."""
        return self.user_id if self.tenant is None else self.tenant.id


class Gatekeeper:
    """Finds out who calls. Raises: Unauthenticated, TokenExpired, SessionEnded, TenantNotFound."""

    def __init__(
        self,
        tokens: AccessTokens,
        authority: Authority,
        limits: RateLimits,
        settings: Settings,
        key_used: Callable[[KeyStanding], None] = lambda _: None,
    ) -> None:
        self._tokens = tokens
        self.authority = authority
        self._limits = limits
        self._base_domain = settings.base_domain
        self._key_used = key_used

    async def prove(self, token: str) -> Proof:
        """Who stands behind a token or an API key."""
        return (await self.prove_until(token))[0]

    async def prove_until(self, token: str) -> tuple[Proof, datetime | None]:
        """The same, and when that proof ends; None for a key without an end."""
        if token.startswith(KEY_PREFIX):
            key = await self.authority.api_key(token)
            if key is None:
                raise Unauthenticated("The API key is none of ours, revoked or expired.")
            self._key_used(key)
            return key, key.expires_at
        claims = self._tokens.read(token)
        standing = await self.authority.session(claims.session_id)
        if standing is None or standing.user_id != claims.user_id:
            raise SessionEnded("The session has ended; sign in again.")
        return standing, min(claims.expires_at, standing.expires_at)

    async def caller(self, request: Request, permission: Permission) -> Caller:
        """Who calls, for which organisation. Raises beside the others: PermissionDenied."""
        proof = await self._of_request(request)
        tenant = self.tenant_of(proof, request)
        if tenant is None:
            raise TenantNotFound("You belong to no organisation yet.")
        caller = Caller(tenant, permissions_of(proof, tenant), provenance(request, proof.actor))
        caller.require(permission)
        return caller

    async def person(self, request: Request) -> Person:
        """The person who calls; an API key is none."""
        proof = await self._of_request(request)
        if isinstance(proof, KeyStanding):
            raise Unauthenticated("This is a matter of people: an API key cannot do it.")
        return Person(proof, self.tenant_of(proof, request), provenance(request, proof.actor))

    async def anybody(self, request: Request) -> tuple[Proof, Tenant | None]:
        """A person or a program, and the organisation they act for."""
        proof = await self._of_request(request)
        return proof, self.tenant_of(proof, request)

    def tenant_of(self, proof: Proof, connection: HTTPConnection) -> Tenant | None:
        """The organisation that a request chooses among those of the caller."""
        chosen = connection.headers.getlist("x-tenant-id")
        if len(chosen) > 1:
            raise TenantNotFound(NO_SUCH)
        return self.choose(proof, chosen[0] if chosen else None, connection.headers)

    def choose(self, proof: Proof, chosen: str | None, headers: Headers) -> Tenant | None:
        """The chosen organisation, else that of the subdomain, else the caller's own; None for a
        person who belongs to none. Raises: TenantNotFound."""
        slug = slug_of(headers.get("host", ""), self._base_domain)
        tenants = (
            {proof.tenant.id: proof.tenant} if isinstance(proof, KeyStanding) else proof.tenants
        )
        if chosen is not None:
            found = tenants.get(chosen)
        elif slug is not None:
            found = next((each for each in tenants.values() if each.slug == slug), None)
        else:
            return proof.tenant if isinstance(proof, KeyStanding) else proof.default_tenant
        if found is None or (slug is not None and found.slug != slug):
            raise TenantNotFound(NO_SUCH)
        return found

    async def _of_request(self, request: Request) -> Proof:
        """Who calls; the request counts against their limit. Raises: RateLimited too."""
        try:
            proof = await self.prove(bearer_of(request.headers))
        except CashbeatError as error:
            if error.status == 401:
                await self._limits.of_address(request.scope)
            raise
        if isinstance(proof, KeyStanding):
            await self._limits.of_key(request, proof.key_id)
        else:
            await self._limits.of_user(request, proof.user_id)
        return proof


class OrganisationGate:
    """The gate of an operation in an organisation; as a dependency it gives the caller."""

    def __init__(self, keeper: Gatekeeper, permission: Permission) -> None:
        self._keeper = keeper
        self.permission: str | None = permission
        self._needed = permission

    async def admit(self, request: Request) -> None:
        """Before the request is read."""
        request.state.caller = await self._keeper.caller(request, self._needed)


class ReadingGate(OrganisationGate):
    """Of an operation that reads."""

    async def __call__(self, request: Request, chosen: ChosenTenant = None) -> Tenant:  # noqa: ARG002
        """The organisation."""
        caller: Caller = request.state.caller
        return caller.tenant


class AskingGate(OrganisationGate):
    """Of an operation that reads what depends on who asks."""

    async def __call__(self, request: Request, chosen: ChosenTenant = None) -> Caller:  # noqa: ARG002
        """The caller."""
        caller: Caller = request.state.caller
        return caller


class ChangingGate(OrganisationGate):
    """Of an operation that changes something."""

    async def __call__(
        self,
        request: Request,
        chosen: ChosenTenant = None,  # noqa: ARG002
        reason: ChangeReason = None,  # noqa: ARG002
    ) -> Caller:
        """The caller."""
        caller: Caller = request.state.caller
        return caller


class PersonGate:
    """Of what is a matter of the person."""

    permission: str | None = None

    def __init__(self, keeper: Gatekeeper) -> None:
        self._keeper = keeper

    async def admit(self, request: Request) -> None:
        """Before the request is read."""
        request.state.person = await self._keeper.person(request)

    async def __call__(self, request: Request, chosen: ChosenTenant = None) -> Person:  # noqa: ARG002
        """The person."""
        person: Person = request.state.person
        return person


class AnybodyGate:
    """Of what people and programs may ask about themselves."""

    permission: str | None = None

    def __init__(self, keeper: Gatekeeper) -> None:
        self._keeper = keeper

    async def admit(self, request: Request) -> None:
        """Before the request is read."""
        request.state.proof = await self._keeper.anybody(request)

    async def __call__(
        self,
        request: Request,
        chosen: ChosenTenant = None,  # noqa: ARG002
    ) -> tuple[Proof, Tenant | None]:
        """Who calls, and for whom."""
        proof: tuple[Proof, Tenant | None] = request.state.proof
        return proof


class GateAccess:
    """The `Access` that features are given."""

    def __init__(self, keeper: Gatekeeper) -> None:
        self._keeper = keeper

    def reading(self, permission: Permission) -> ReadingGate:
        """A dependency that gives the organisation to a caller with that permission."""
        return ReadingGate(self._keeper, permission)

    def asking(self, permission: Permission) -> AskingGate:
        """A dependency of an operation that reads what depends on who asks: gives the caller."""
        return AskingGate(self._keeper, permission)

    def changing(self, permission: Permission) -> ChangingGate:
        """A dependency of an operation that changes something: gives the caller."""
        return ChangingGate(self._keeper, permission)

    def person(self) -> PersonGate:
        """A dependency that gives the person, in matters of their own."""
        return PersonGate(self._keeper)

    def anybody(self) -> AnybodyGate:
        """A dependency that gives who calls, person or program."""
        return AnybodyGate(self._keeper)


def permissions_of(proof: Proof, tenant: Tenant | None) -> frozenset[Permission]:
    """What a caller may do in an organisation."""
    if tenant is None:
        return frozenset()
    return proof.permissions if isinstance(proof, KeyStanding) else proof.permissions_in(tenant)


def provenance(connection: HTTPConnection, actor: Actor) -> Provenance:
    """Where a change that this request makes comes from."""
    return Provenance(
        actor,
        connection.scope.get("state", {}).get("request_id", ""),
        address_of(connection.scope),
        read_reason(connection.headers.get("x-change-reason")) or None,
    )


def bearer_of(headers: Headers) -> str:
    """The token of a request. Raises: Unauthenticated."""
    given = headers.getlist("authorization")
    scheme, _, token = (given[0] if len(given) == 1 else "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("Send Authorization: Bearer, with an access token or an API key.")
    return token.strip()


def slug_of(host: str, base_domain: str) -> str | None:
    """The organisation that a name stands for: `acme` of `acme.pay.example.com`.

    `a.b` of `a.b.pay.example.com` is the name of none, and must not be taken for nothing.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return None
    slug = name.removesuffix(f".{base_domain}")
    return None if not base_domain or slug == name else slug
