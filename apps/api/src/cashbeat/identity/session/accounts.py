"""Opening an account, signing in, going on, signing out."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.identity import Login, NewOrganisation, Registration
from cashbeat.core.body import Faulty
from cashbeat.core.brute_force import Throttle
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.idempotency import KeyedRequest, check_same, keyed_request
from cashbeat.core.mongo import Database, in_transaction
from cashbeat.core.secrets import SecretKeys
from cashbeat.identity.errors import (
    EmailTaken,
    InvalidCredentials,
    RegistrationClosed,
    SecondFactorInvalid,
    SecondFactorRequired,
    SessionEnded,
    Unauthenticated,
)
from cashbeat.identity.gate.authority import Authority
from cashbeat.identity.gate.gatekeeper import Person
from cashbeat.identity.password.hasher import PasswordHasher
from cashbeat.identity.person import Standing, StoredUser, email_key, has_two_factor
from cashbeat.identity.session.checks import (
    founding_of,
    new_tenant,
    place_problems,
    registration_problems,
)
from cashbeat.identity.session.refresh_token import (
    RefreshToken,
    first_token,
    new_salt,
    read,
    successor,
    write,
)
from cashbeat.identity.session.repository import SessionRepository
from cashbeat.identity.two_factor.factors import SecondFactors
from cashbeat.identity.user_repository import MembershipRepository, UserRepository
from cashbeat.kit.ids import new_id
from cashbeat.tenant.caller import Actor, Provenance
from cashbeat.tenant.repository import SlugTaken, TenantRepository
from cashbeat.tenant.tenant import Tenant

GRACE = timedelta(seconds=10)
"""A client that lost the answer to a refresh asks again in this time and gets the same one."""

_SLUG_ATTEMPTS = 8

PrepareTenant = Callable[[str, datetime], Awaitable[None]]
"""Gives a new organisation what it begins with; harmless when repeated or left over."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session as it is given to a client."""

    standing: Standing
    refresh_token: str
    joined: str | None = None
    """The organisation that the person just joined; else the answer is about their own."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Where somebody comes from: what is recorded of them, and the name of their browser."""

    by: Provenance
    user_agent: str

    def of(self, user: StoredUser) -> Provenance:
        """The same once it is known who it is."""
        return replace(self.by, actor=Actor("user", user["_id"], user["name"]))


class _FoundedMeanwhile(Exception):
    """The same request, sent twice at once, has founded the organisation."""


class Accounts:
    """People and their sessions. Every change and its line in the audit log are one transaction."""

    def __init__(
        self,
        database: Database,
        keys: SecretKeys,
        authority: Authority,
        hasher: PasswordHasher,
        throttle: Throttle,
        second_factors: SecondFactors,
        prepare_tenant: PrepareTenant,
        clock: Callable[[], datetime],
        *,
        session_days: int,
        registration: bool,
    ) -> None:
        self._database = database
        self._users = UserRepository(database)
        self._memberships = MembershipRepository(database)
        self._sessions = SessionRepository(database, session_days)
        self._tenants = TenantRepository(database)
        self._audit = AuditLog(database)
        self._authority = authority
        self._hasher = hasher
        self._throttle = throttle
        self._second_factors = second_factors
        self._prepare_tenant = prepare_tenant
        self._clock = clock
        self.registration = registration
        self._refresh_key = keys.derive("refresh", keys.active)
        self._refresh_keys = [keys.derive("refresh", kid) for kid in keys.kids]

    async def register(self, body: Registration | Faulty[Registration], visit: Visit) -> SignedIn:
        """Open an account with an organisation of its own, and sign in.

        Raises: RegistrationClosed, InvalidRequest naming every fault, EmailTaken.
        """
        if not self.registration:
            raise RegistrationClosed("New people are invited here; ask a member to invite you.")
        problems = registration_problems(body)
        if problems or isinstance(body, Faulty):
            raise InvalidRequest.of(problems)
        if await self._users.get_by_email(body.email) is not None:
            raise EmailTaken("There is an account with this e-mail address already.")
        now = self._clock()
        tenant = new_tenant(body.organisation, body)
        user = await self.new_user(body.name, body.email, body.password, tenant.id, now)
        await self._prepare_tenant(tenant.id, now)
        token = first_token(new_id("ses"))

        async def work(tenant: Tenant, session: AsyncClientSession) -> None:
            await self._users.insert(user, session)
            await self._found(tenant, user["_id"], now, visit.of(user), session)
            await self._sessions.insert(
                token, user["_id"], visit.by.address, visit.user_agent, now, session
            )

        await self._with_free_slug(tenant, work)
        return await self.signed_in(token)

    async def found_organisation(
        self, body: NewOrganisation, person: Person, key: str | None
    ) -> tuple[Tenant, bool]:
        """A further organisation, whose owner the person becomes; True when the key's first
        request founded it already. Raises: InvalidRequest, IdempotencyKeyReused.
        """
        request = keyed_request(key, "found organisation", body)
        known = await self._founded(person.user_id, request)
        if known is not None:
            return known, True
        problems = place_problems(body.time_zone, body.default_currency)
        if problems:
            raise InvalidRequest.of(problems)
        now = self._clock()
        tenant = new_tenant(body.name, body)
        await self._prepare_tenant(tenant.id, now)

        async def work(tenant: Tenant, session: AsyncClientSession) -> None:
            await self._found(tenant, person.user_id, now, person.by, session, request)

        try:
            founded = await self._with_free_slug(tenant, work)
        except _FoundedMeanwhile:
            known = await self._founded(person.user_id, request)
            if known is None:
                raise
            return known, True
        self._authority.forget("users", person.user_id)
        return founded, False

    async def log_in(self, body: Login, visit: Visit) -> SignedIn:
        """Sign in.

        An address that nobody has costs what a wrong password costs, and is answered alike.
        Raises: InvalidCredentials, SecondFactorRequired, SecondFactorInvalid, TooManyAttempts.
        """
        account, address = email_key(body.email), visit.by.address
        await self._throttle.check(account, address)
        user = await self._users.get_by_email(body.email)
        if user is None or user.get("disabledAt") is not None:
            await self._hasher.verify(None, body.password)
            await self._throttle.failed(account, address)
            raise InvalidCredentials("The e-mail address or the password is wrong.")
        await self.check_credentials(user, body.password, body.code, address)
        return await self.open_session(user, visit)

    async def check_credentials(
        self, user: StoredUser, password: str, code: str | None, address: str
    ) -> None:
        """Password and second factor of somebody who signs in; a hash of old is renewed.

        Raises: InvalidCredentials, SecondFactorRequired, SecondFactorInvalid.
        """
        verified = await self._hasher.verify(user["passwordHash"], password)
        if not verified.ok:
            await self._throttle.failed(user["emailKey"], address)
            raise InvalidCredentials("The e-mail address or the password is wrong.")
        if has_two_factor(user):
            if code is None:
                raise SecondFactorRequired("Send the code of the authenticator as well.")
            if not await self._second_factors.consume(user, code):
                await self._throttle.failed(user["emailKey"], address)
                raise SecondFactorInvalid("The code is wrong, too old, or was used already.")
        await self._throttle.succeeded(user["emailKey"])
        if verified.needs_rehash:
            renewed = await self._hasher.hash(password)
            same = {"passwordHash": user["passwordHash"]}
            await self._users.update(user["_id"], {"passwordHash": renewed}, only_if=same)

    async def open_session(self, user: StoredUser, visit: Visit) -> SignedIn:
        """A new session of somebody who has proven who they are."""
        now, token = self._clock(), first_token(new_id("ses"))
        chain = await self._memberships.get_chain(user)

        async def work(session: AsyncClientSession) -> None:
            await self._sessions.insert(
                token, user["_id"], visit.by.address, visit.user_agent, now, session
            )
            await self._tell(chain, visit.of(user), "session.started", token.session_id, session)

        await in_transaction(self._database, work)
        return await self.signed_in(token)

    async def refresh(self, text: str, visit: Visit) -> SignedIn:
        """The next token of a session.

        The one just before it is good for some seconds more, for a client that lost the answer;
        any older one was stolen, and ends the session. Raises: Unauthenticated, SessionEnded.
        """
        token, now = self._read(text), self._clock()
        session = await self._sessions.get(token.session_id, now)
        user = None if session is None else await self._users.get(session["userId"])
        if session is None or user is None or user.get("disabledAt") is not None:
            raise SessionEnded("The session has ended; sign in again.")
        if session["refreshHash"] == token.hash:
            salt = new_salt()
            after = successor(token, salt, self._refresh_key)
            if await self._rotate(user, token, after, salt, visit):
                return await self.signed_in(after)
            session = await self._sessions.get(token.session_id, now) or session
        recently = now - session["rotatedAt"] < GRACE
        if session.get("previousHash") == token.hash and recently:
            return await self.signed_in(successor(token, session["salt"], self._refresh_key))
        await self._end(user, visit.of(user), "session.revoked", token.session_id)
        raise SessionEnded("This session was used from two places, so it was ended; sign in again.")

    async def log_out(self, text: str, visit: Visit) -> None:
        """End the session of a refresh token; nothing when it has ended already."""
        try:
            token = self._read(text)
        except Unauthenticated:
            return
        session = await self._sessions.get(token.session_id, self._clock())
        user = None if session is None else await self._users.get(session["userId"])
        if user is not None:
            await self._end(user, visit.of(user), "session.ended", token.session_id)

    async def log_out_everywhere(self, person: Person) -> None:
        """End every session of the person."""
        now = self._clock()

        async def work(session: AsyncClientSession) -> None:
            ended = await self._sessions.end(person.user_id, now, session)
            target = Target("user", person.user_id, person.standing.name)
            entry = entry_of(
                person.chain, person.by, "session.all_ended", target, {"sessions": ended}, {}, now
            )
            await self._audit.record(person.chain, entry, session)

        await in_transaction(self._database, work)
        self._authority.forget("users", person.user_id)

    async def new_user(
        self, name: str, email: str, password: str, default_tenant_id: str | None, now: datetime
    ) -> dict[str, Any]:
        """A person to be stored."""
        stored: dict[str, Any] = {
            "_id": new_id("usr"),
            "name": name,
            "email": email,
            "emailKey": email_key(email),
            "passwordHash": await self._hasher.hash(password),
            "recoveryCodes": [],
            "createdAt": now,
            "passwordChangedAt": now,
        }
        return stored | (
            {} if default_tenant_id is None else {"defaultTenantId": default_tenant_id}
        )

    def _read(self, text: str) -> RefreshToken:
        token = read(text, self._refresh_keys)
        if token is None:
            raise Unauthenticated("The refresh token is none of ours.")
        return token

    async def _rotate(
        self, user: StoredUser, token: RefreshToken, after: RefreshToken, salt: str, visit: Visit
    ) -> bool:
        now, chain, rotated = self._clock(), await self._memberships.get_chain(user), False

        async def work(session: AsyncClientSession) -> None:
            nonlocal rotated
            rotated = await self._sessions.rotate(
                token, after, salt, visit.by.address, visit.user_agent, now, session
            )
            if rotated:
                await self._tell(
                    chain, visit.of(user), "session.refreshed", token.session_id, session
                )

        await in_transaction(self._database, work)
        return rotated

    async def _end(self, user: StoredUser, by: Provenance, action: str, session_id: str) -> None:
        now, chain = self._clock(), await self._memberships.get_chain(user)

        async def work(session: AsyncClientSession) -> None:
            if await self._sessions.end(user["_id"], now, session, only=session_id):
                await self._tell(chain, by, action, session_id, session)

        await in_transaction(self._database, work)
        self._authority.forget("sessions", session_id)

    async def _found(
        self,
        tenant: Tenant,
        user_id: str,
        now: datetime,
        by: Provenance,
        session: AsyncClientSession,
        request: KeyedRequest | None = None,
    ) -> None:
        await self._tenants.create(tenant, now, session)
        if not await self._memberships.insert(tenant.id, user_id, "owner", now, session, request):
            raise _FoundedMeanwhile
        await self._audit.record(tenant.id, founding_of(tenant, by, now), session)

    async def _founded(self, user_id: str, request: KeyedRequest | None) -> Tenant | None:
        """What the same request founded before. Raises: IdempotencyKeyReused."""
        if request is None:
            return None
        stored = await self._memberships.get_founded(user_id, request.key)
        if stored is None:
            return None
        check_same(stored, request.hash)
        return await self._tenants.get(stored["tenantId"])

    async def _with_free_slug(
        self, tenant: Tenant, work: Callable[[Tenant, AsyncClientSession], Awaitable[None]]
    ) -> Tenant:
        """Do it, with another slug for as long as the slug is taken."""
        tried = tenant
        for _ in range(_SLUG_ATTEMPTS):
            try:
                await in_transaction(self._database, partial(work, tried))
            except SlugTaken:
                tried = replace(tenant, slug=f"{tenant.slug[:30]}-{secrets.token_hex(3)}")
            else:
                return tried
        raise SlugTaken(f"No address like {tenant.slug} is free.")

    async def _tell(
        self,
        chain: str,
        by: Provenance,
        action: str,
        session_id: str,
        session: AsyncClientSession,
    ) -> None:
        target = Target("session", session_id)
        entry = entry_of(chain, by, action, target, {}, {}, self._clock())
        await self._audit.record(chain, entry, session)

    async def signed_in(self, token: RefreshToken) -> SignedIn:
        """A session that was begun just now. Raises: SessionEnded."""
        standing = await self._authority.session(token.session_id)
        if standing is None:
            raise SessionEnded("The session has ended; sign in again.")
        return SignedIn(standing, write(token, self._refresh_key))
