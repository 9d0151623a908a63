"""Accepting an invitation: whoever has the link opens an account, or adds to the one they have."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.access import ROLE_PERMISSIONS, Permission, Role
from cashbeat.contracts.identity import (
    MIN_PASSWORD,
    InvitationAcceptance,
    InvitationPreview,
)
from cashbeat.contracts.problem import FieldProblem
from cashbeat.core.brute_force import Throttle
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.errors import InvalidCredentials
from cashbeat.identity.gate.authority import Authority
from cashbeat.identity.invitation.repository import InvitationRepository, StoredInvitation
from cashbeat.identity.link_token import link_token_hash
from cashbeat.identity.people_errors import AlreadyMember, InvitationNotFound
from cashbeat.identity.person import StoredUser
from cashbeat.identity.session.accounts import (
    Accounts,
    SignedIn,
    Visit,
)
from cashbeat.identity.session.checks import password_problems
from cashbeat.identity.session.refresh_token import first_token
from cashbeat.identity.session.repository import SessionRepository
from cashbeat.identity.user_repository import MembershipRepository, UserRepository, known_role
from cashbeat.kit.ids import new_id
from cashbeat.tenant.repository import TenantRepository

_NO_INVITATION = "The invitation is unknown, was accepted or revoked, or has expired."


class InvitationAcceptances:
    """What the link in an invitation shows and does. Only its token says which it is."""

    def __init__(
        self,
        database: Database,
        accounts: Accounts,
        sessions: SessionRepository,
        throttle: Throttle,
        authority: Authority,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._invitations = InvitationRepository(database)
        self._users = UserRepository(database)
        self._memberships = MembershipRepository(database)
        self._tenants = TenantRepository(database)
        self._audit = AuditLog(database)
        self._accounts = accounts
        self._sessions = sessions
        self._throttle = throttle
        self._authority = authority
        self._clock = clock

    async def preview(self, token: str) -> InvitationPreview:
        """What the link stands for. Raises: InvitationNotFound."""
        stored = await self._get(token)
        tenant = await self._tenants.get(stored["tenantId"])
        if tenant is None:
            raise InvitationNotFound(_NO_INVITATION)
        user = await self._users.get_by_email(stored["email"])
        return InvitationPreview(
            organisation=tenant.name,
            email=stored["email"],
            role=stored["role"],
            invited_by=stored["invitedBy"]["name"],
            has_account=user is not None,
            expires_at=stored["expiresAt"],
        )

    async def accept(self, body: InvitationAcceptance, visit: Visit) -> SignedIn:
        """Join, and sign in.

        Raises: InvitationNotFound, AlreadyMember; of a new account InvalidRequest, of one that
        exists what signing in raises.
        """
        stored = await self._get(body.token)
        user = await self._users.get_by_email(stored["email"])
        if user is not None:
            await self._prove(user, body, visit)
            return await self._join(stored, body.token, user, visit, new=False)
        problems = _new_account_problems(body, stored["email"])
        if problems or body.name is None:
            raise InvalidRequest.of(problems)
        new = await self._accounts.new_user(
            body.name, stored["email"], body.password, stored["tenantId"], self._clock()
        )
        return await self._join(stored, body.token, new, visit, new=True)

    async def _get(self, token: str) -> StoredInvitation:
        stored = await self._invitations.get_by_token(link_token_hash(token), self._clock())
        if stored is None:
            raise InvitationNotFound(_NO_INVITATION)
        inviter = await self._memberships.get_role(stored["tenantId"], stored["invitedBy"]["id"])
        role = known_role(stored["role"])
        if role is None or not may_invite(inviter, role):
            raise InvitationNotFound(_NO_INVITATION)
        return stored

    async def _prove(self, user: StoredUser, body: InvitationAcceptance, visit: Visit) -> None:
        address = visit.by.address
        await self._throttle.check(user["emailKey"], address)
        if user.get("disabledAt") is not None:
            await self._throttle.failed(user["emailKey"], address)
            raise InvalidCredentials("The e-mail address or the password is wrong.")
        await self._accounts.check_credentials(user, body.password, body.code, address)

    async def _join(
        self, stored: StoredInvitation, token: str, user: StoredUser, visit: Visit, *, new: bool
    ) -> SignedIn:
        tenant_id, role, now = stored["tenantId"], known_role(stored["role"]), self._clock()
        if role is None:
            raise InvitationNotFound(_NO_INVITATION)
        refresh = first_token(new_id("ses"))

        async def work(session: Session) -> None:
            digest = link_token_hash(token)
            if not await self._invitations.accept(tenant_id, digest, now, session):
                raise InvitationNotFound(_NO_INVITATION)
            inviter = stored["invitedBy"]["id"]
            if not may_invite(await self._memberships.get_role(tenant_id, inviter, session), role):
                raise InvitationNotFound(_NO_INVITATION)
            if new:
                await self._users.insert(dict(user), session)
            elif await self._memberships.get_role(tenant_id, user["_id"], session) is not None:
                raise AlreadyMember("You belong to this organisation already.")
            await self._memberships.insert(tenant_id, user["_id"], role, now, session)
            await self._sessions.insert(
                refresh, user["_id"], visit.by.address, visit.user_agent, now, session
            )
            after: dict[str, Any] = {"role": role, "invitation": stored["_id"]}
            target = Target("user", user["_id"], user["name"])
            entry = entry_of(tenant_id, visit.of(user), "member.joined", target, {}, after, now)
            await self._audit.record(tenant_id, entry, session)

        await in_transaction(self._database, work)
        self._authority.forget("users", user["_id"])
        return replace(await self._accounts.signed_in(refresh), joined=tenant_id)


def may_invite(inviter: Role | None, role: Role) -> bool:
    """Whether who invited may still do so: what was taken from them is gone from their letters."""
    allowed = frozenset[Permission]() if inviter is None else ROLE_PERMISSIONS[inviter]
    return "members:write" in allowed and allowed >= ROLE_PERMISSIONS[role]


def _new_account_problems(body: InvitationAcceptance, email: str) -> list[FieldProblem]:
    problems = []
    if body.name is None:
        problems.append(FieldProblem(field="name", code="required", message="is required"))
    if len(body.password) < MIN_PASSWORD:
        message = f"must have at least {MIN_PASSWORD} characters"
        problems.append(FieldProblem(field="password", code="too_short", message=message))
        return problems
    return problems + password_problems("password", body.password, body.name or "", email)
