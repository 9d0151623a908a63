"""Links that set a new password: one an account, good for a while, and once."""

from datetime import datetime
from typing import Any

from pymongo import ReturnDocument

from cashbeat.core.mongo import Database, Session
from cashbeat.kit.ids import new_id


class PasswordResetRepository:
    """Keeps hashes of the links. They belong to people, not to organisations."""

    def __init__(self, database: Database) -> None:
        self._resets = database["password_resets"]

    async def begin(
        self,
        user_id: str,
        token_hash: str,
        now: datetime,
        expires_at: datetime,
        none_since: datetime,
        session: Session,
    ) -> bool:
        """Make this the one good link; False when there is one that is newer than `none_since`."""
        recent = await self._resets.find_one(
            {"userId": user_id, "createdAt": {"$gt": none_since}}, session=session
        )
        if recent is not None:
            return False
        await self._resets.find_one_and_update(
            {"userId": user_id},
            {
                "$set": {"tokenHash": token_hash, "createdAt": now, "expiresAt": expires_at},
                "$setOnInsert": {"_id": new_id("rst")},
            },
            upsert=True,
            return_document=ReturnDocument.AFTER,
            session=session,
        )
        return True

    async def get_good(self, token_hash: str, now: datetime) -> dict[str, Any] | None:
        """The link, while it is good."""
        return await self._resets.find_one({"tokenHash": token_hash, "expiresAt": {"$gt": now}})

    async def consume(self, token_hash: str, now: datetime, session: Session) -> bool:
        """Use it up; False when it is not good any more."""
        done = await self._resets.delete_one(
            {"tokenHash": token_hash, "expiresAt": {"$gt": now}}, session=session
        )
        return done.deleted_count == 1

    async def drop(self, user_id: str, session: Session) -> None:
        """No link sets a password of this person any more."""
        await self._resets.delete_many({"userId": user_id}, session=session)
