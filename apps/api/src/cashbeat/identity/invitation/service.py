"""Inviting people to an organisation, and taking invitations back."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pymongo.errors import DuplicateKeyError

from cashbeat.audit.entry import Target, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.access import ROLE_PERMISSIONS
from cashbeat.contracts.identity import Invitation, NewInvitation
from cashbeat.core.idempotency import KeyedRequest, check_same, keyed_request
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.invitation.repository import (
    InvitationRepository,
    RequestKnown,
    StoredInvitation,
)
from cashbeat.identity.link_token import link_token_hash, new_link_token
from cashbeat.identity.member.seen import MemberRepository
from cashbeat.identity.people_errors import AlreadyMember, InvitationNotFound, TooManyInvitations
from cashbeat.identity.person import email_key
from cashbeat.mail.message import invitation_mail
from cashbeat.mail.post import INVITATION_PAGE, Post
from cashbeat.tenant.caller import Caller

INVITATION_LENGTH = timedelta(days=7)
MAX_PENDING = 200
"""Invitations of one organisation that wait at once."""

_ATTEMPTS = 5


class InvitationService:
    """Invites, lists and revokes. Nobody invites to a role above their own."""

    def __init__(self, database: Database, post: Post, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._invitations = InvitationRepository(database)
        self._members = MemberRepository(database)
        self._audit = AuditLog(database)
        self._post = post
        self._clock = clock

    async def list_invitations(self, tenant_id: str) -> list[Invitation]:
        """Those that are not accepted yet, newest first."""
        pending = await self._invitations.list_pending(tenant_id, self._clock())
        return [_wire(stored) for stored in pending]

    async def invite(
        self, body: NewInvitation, by: Caller, key: str | None
    ) -> tuple[Invitation, bool]:
        """Write to somebody; an invitation that waits is renewed, with another link.

        True when the key's first request did it already. Raises: PermissionDenied, AlreadyMember,
        TooManyInvitations, IdempotencyKeyReused.
        """
        for permission in sorted(ROLE_PERMISSIONS[body.role] - by.permissions):
            by.require(permission)
        request = keyed_request(key, "invite", body)
        if request is not None and (told := await self._told(by.tenant.id, request)) is not None:
            return told, True
        if await self._members.has_email(by.tenant.id, email_key(body.email)):
            raise AlreadyMember("Somebody with this address is a member already.")
        if await self._invitations.count_pending(by.tenant.id, self._clock()) >= MAX_PENDING:
            raise TooManyInvitations(f"{MAX_PENDING} invitations are waiting; revoke some first.")
        for attempt in range(_ATTEMPTS):
            try:
                return await self._send(body, by, request), False
            except (DuplicateKeyError, RequestKnown):
                # Somebody invites the same person, or this very request runs twice.
                if request is not None:
                    told = await self._told(by.tenant.id, request)
                    if told is not None:
                        return told, True
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("the last attempt raises")

    async def revoke(self, invitation_id: str, by: Caller) -> None:
        """Take an invitation back: its link is good no more. Raises: InvitationNotFound."""
        now = self._clock()

        async def work(session: Session) -> None:
            stored = await self._invitations.revoke(by.tenant.id, invitation_id, now, session)
            if stored is None:
                raise InvitationNotFound("There is no such invitation, or it was accepted.")
            if stored["role"] == "owner":
                by.require("owners:write")
            before = {"email": stored["email"], "role": stored["role"]}
            await self._tell(by, "invitation.revoked", stored, before, {}, session)

        await in_transaction(self._database, work)

    async def _told(self, tenant_id: str, request: KeyedRequest) -> Invitation | None:
        """What the key's first request was told. Raises: IdempotencyKeyReused."""
        stored = await self._invitations.get_by_key(tenant_id, request.key)
        if stored is None:
            return None
        first = next(each for each in stored["requests"] if each["key"] == request.key)
        check_same(first, request.hash)
        return _wire(stored)

    async def _send(
        self, body: NewInvitation, by: Caller, request: KeyedRequest | None
    ) -> Invitation:
        token, now = new_link_token(), self._clock()
        fields = {
            "email": body.email,
            "role": body.role,
            "tokenHash": link_token_hash(token),
            "invitedBy": {"id": by.by.actor.id, "name": by.by.actor.name},
            "createdAt": now,
            "expiresAt": now + INVITATION_LENGTH,
        }
        mail = invitation_mail(
            to=body.email,
            organisation=by.tenant.name,
            role=body.role,
            invited_by=by.by.actor.name,
            link=self._post.link(INVITATION_PAGE, token),
            expires_at=now + INVITATION_LENGTH,
        )

        async def work(session: Session) -> StoredInvitation:
            before, after = await self._invitations.renew(
                by.tenant.id, email_key(body.email), fields, request, session
            )
            if before is not None and before["role"] == "owner":
                by.require("owners:write")
            was = {} if before is None else {"role": before["role"]}
            becomes = {"email": after["email"], "role": after["role"]}
            await self._tell(by, "invitation.sent", after, was, becomes, session)
            await self._post.add(mail, now, session)
            return after

        stored = await in_transaction(self._database, work)
        self._post.wake()
        return _wire(stored)

    async def _tell(
        self,
        by: Caller,
        action: str,
        stored: StoredInvitation,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        session: Session,
    ) -> None:
        target = Target("invitation", stored["_id"], stored["email"])
        entry = entry_of(by.tenant.id, by.by, action, target, before, after, self._clock())
        await self._audit.record(by.tenant.id, entry, session)


def _wire(stored: StoredInvitation) -> Invitation:
    return Invitation(
        id=stored["_id"],
        email=stored["email"],
        role=stored["role"],
        invited_by=stored["invitedBy"]["name"],
        created_at=stored["createdAt"],
        expires_at=stored["expiresAt"],
    )
