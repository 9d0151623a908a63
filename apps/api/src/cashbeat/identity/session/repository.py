"""Questions asked of sessions, and how one goes on: rotated at each use, ended by any reuse."""

from datetime import datetime, timedelta
from typing import Any

from pymongo.asynchronous.client_session import AsyncClientSession

from cashbeat.core.mongo import Database
from cashbeat.identity.session.refresh_token import RefreshToken

_MAX_USER_AGENT = 300


class SessionRepository:
    """Sessions of people: they belong to no single organisation, so their own ids come first."""

    def __init__(self, database: Database, days: int) -> None:
        self._sessions = database["sessions"]
        self.length = timedelta(days=days)

    async def insert(
        self,
        token: RefreshToken,
        user_id: str,
        address: str,
        user_agent: str,
        now: datetime,
        session: AsyncClientSession | None = None,
    ) -> None:
        """A new session with its first token."""
        await self._sessions.insert_one(
            {
                "_id": token.session_id,
                "userId": user_id,
                "refreshHash": token.hash,
                "rotatedAt": now,
                "createdAt": now,
                "lastUsedAt": now,
                "expiresAt": now + self.length,
                "address": address,
                "userAgent": user_agent[:_MAX_USER_AGENT],
            },
            session=session,
        )

    async def get(self, session_id: str, now: datetime) -> dict[str, Any] | None:
        """The session, while it is good."""
        return await self._sessions.find_one(_good({"_id": session_id}, now))

    async def list_of_user(self, user_id: str, now: datetime) -> list[dict[str, Any]]:
        """The good sessions of a person, latest use first."""
        found = self._sessions.find(_good({"userId": user_id}, now))
        return await found.sort("lastUsedAt", -1).limit(200).to_list()

    async def rotate(
        self,
        token: RefreshToken,
        after: RefreshToken,
        salt: str,
        address: str,
        user_agent: str,
        now: datetime,
        session: AsyncClientSession | None = None,
    ) -> bool:
        """Put the next token in place of the present one; False when it is not the present one."""
        changes = {
            "refreshHash": after.hash,
            "previousHash": token.hash,
            "salt": salt,
            "rotatedAt": now,
            "lastUsedAt": now,
            "expiresAt": now + self.length,
            "address": address,
            "userAgent": user_agent[:_MAX_USER_AGENT],
        }
        query = _good({"_id": token.session_id, "refreshHash": token.hash}, now)
        done = await self._sessions.update_one(query, {"$set": changes}, session=session)
        return done.modified_count == 1

    async def end(
        self,
        user_id: str,
        now: datetime,
        session: AsyncClientSession | None = None,
        *,
        only: str | None = None,
        but: str | None = None,
    ) -> int:
        """End sessions of a person: one, all but one, or all; how many were good until now."""
        query: dict[str, Any] = {"userId": user_id}
        if only is not None:
            query["_id"] = only
        elif but is not None:
            query["_id"] = {"$ne": but}
        done = await self._sessions.update_many(
            _good(query, now), {"$set": {"revokedAt": now}}, session=session
        )
        return done.modified_count


def _good(query: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {**query, "revokedAt": None, "expiresAt": {"$gt": now}}
