"""Invitations as stored: one that can be accepted for each address and organisation."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ReturnDocument

from cashbeat.core.idempotency import KeyedRequest
from cashbeat.core.mongo import Database, Session
from cashbeat.kit.ids import new_id

StoredInvitation = Mapping[str, Any]
"""The fields of `InvitationDocument` under their stored names."""

_REMEMBERED = 20
"""Idempotency keys that an invitation remembers of those that renewed it."""


class RequestKnown(Exception):
    """The request made or renewed the invitation before."""


class InvitationRepository:
    """Invitations of a tenant, which comes first, but where the token alone decides."""

    def __init__(self, database: Database) -> None:
        self._invitations = database["invitations"]

    async def renew(
        self,
        tenant_id: str,
        email_key: str,
        fields: Mapping[str, Any],
        request: KeyedRequest | None,
        session: Session,
    ) -> tuple[StoredInvitation | None, StoredInvitation]:
        """Make or replace the invitation of an address; what it was before, and what it is.

        Raises: RequestKnown; DuplicateKeyError when somebody else does the same, or the request's
        key is of another invitation.
        """
        query = {"tenantId": tenant_id, "emailKey": email_key, "pending": True}
        before = await self._invitations.find_one(query, session=session)
        known = (before or {}).get("requests", ())
        if request is not None and any(each["key"] == request.key for each in known):
            raise RequestKnown  # the unique index tells documents apart, not places in one
        update: dict[str, Any] = {
            "$set": dict(fields),
            "$setOnInsert": {"_id": new_id("inv")},
        }
        if request is not None:
            remembered = {"$each": [request.stored()], "$slice": -_REMEMBERED}
            update["$push"] = {"requests": remembered}
        after: StoredInvitation | None = await self._invitations.find_one_and_update(
            query, update, upsert=True, return_document=ReturnDocument.AFTER, session=session
        )
        return before, after or {}  # an upsert always gives the document

    async def get_by_key(self, tenant_id: str, key: str) -> StoredInvitation | None:
        """The invitation that a request with this idempotency key made or renewed."""
        return await self._invitations.find_one({"tenantId": tenant_id, "requests.key": key})

    async def list_pending(self, tenant_id: str, now: datetime) -> Sequence[StoredInvitation]:
        """Those that can be accepted, newest first."""
        query = {"tenantId": tenant_id, "pending": True, "expiresAt": {"$gt": now}}
        return await self._invitations.find(query).sort([("createdAt", -1), ("_id", -1)]).to_list()

    async def count_pending(self, tenant_id: str, now: datetime) -> int:
        """How many can be accepted."""
        query = {"tenantId": tenant_id, "pending": True, "expiresAt": {"$gt": now}}
        return await self._invitations.count_documents(query)

    async def revoke(
        self, tenant_id: str, invitation_id: str, now: datetime, session: Session
    ) -> StoredInvitation | None:
        """Take it back; what it was, or None when it could not be accepted any more."""
        return await self._invitations.find_one_and_update(
            {"_id": invitation_id, "tenantId": tenant_id, "pending": True},
            {"$set": {"revokedAt": now}, "$unset": {"pending": ""}},
            return_document=ReturnDocument.BEFORE,
            session=session,
        )

    async def get_by_token(self, token_hash: str, now: datetime) -> StoredInvitation | None:
        """The invitation of a link, while it can be accepted."""
        return await self._invitations.find_one(_good(token_hash, now))

    async def accept(
        self, tenant_id: str, token_hash: str, now: datetime, session: Session
    ) -> bool:
        """Use it up; False when it cannot be accepted any more."""
        done = await self._invitations.update_one(
            {"tenantId": tenant_id, **_good(token_hash, now)},
            {"$set": {"acceptedAt": now}, "$unset": {"pending": ""}},
            session=session,
        )
        return done.modified_count == 1


def _good(token_hash: str, now: datetime) -> dict[str, Any]:
    return {"tokenHash": token_hash, "pending": True, "expiresAt": {"$gt": now}}
