"""Messages as stored, until they are sent: what is written is sent, once, by whichever process."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, ReturnDocument
from pymongo.asynchronous.client_session import AsyncClientSession

from cashbeat.core.mongo import Database
from cashbeat.kit.ids import new_id
from cashbeat.mail.message import Mail

CLAIM = timedelta(minutes=2)
"""How long a process may be sending a message; then another may take it over."""

MAX_ABOUT = 200


class MailRepository:
    """Adds messages and hands them out for sending."""

    def __init__(self, database: Database) -> None:
        self._mails = database["mails"]

    async def add(
        self,
        mail: Mail,
        now: datetime,
        session: AsyncClientSession | None,
        about: Mapping[str, str] | None = None,
    ) -> None:
        """Store a message to be sent, in the transaction of what it tells about.

        `about`: tenant, alert and event, of messages that an alert's log tells of.
        """
        await self._mails.insert_one(
            {
                "_id": new_id("mail"),
                "to": mail.to,
                "subject": mail.subject,
                "text": mail.text,
                "state": "pending",
                "attempts": 0,
                "dueAt": now,
                "createdAt": now,
                **({} if about is None else {"about": dict(about)}),
            },
            session=session,
        )

    async def claim(self, now: datetime) -> Mapping[str, Any] | None:
        """The message that is due longest, for the caller alone to send; None when none is.

        It is due again after `CLAIM`: a process that ends while it sends loses nothing.
        """
        found: Mapping[str, Any] | None = await self._mails.find_one_and_update(
            {"state": "pending", "dueAt": {"$lte": now}},
            {"$set": {"dueAt": now + CLAIM}, "$inc": {"attempts": 1}},
            sort=[("dueAt", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )
        return found

    async def mark_sent(self, mail_id: str, now: datetime) -> None:
        """It is on its way; its text is not needed any more."""
        await self._mails.update_one(
            {"_id": mail_id},
            {"$set": {"state": "sent", "sentAt": now}, "$unset": {"text": "", "error": ""}},
        )

    async def mark_local(self, mail_id: str) -> None:
        """It stays in the outbox of the development server."""
        await self._mails.update_one({"_id": mail_id}, {"$set": {"state": "local"}})

    async def mark_failed(self, mail_id: str, error: str) -> None:
        """It is given up."""
        await self._mails.update_one(
            {"_id": mail_id},
            {"$set": {"state": "failed", "error": error}, "$unset": {"text": ""}},
        )

    async def postpone(self, mail_id: str, due_at: datetime, error: str) -> None:
        """Try it again later."""
        await self._mails.update_one(
            {"_id": mail_id, "state": "pending"}, {"$set": {"dueAt": due_at, "error": error}}
        )

    async def list_kept(self, limit: int) -> list[Mapping[str, Any]]:
        """Messages whose text is still here, newest first."""
        found = self._mails.find({"state": {"$in": ["pending", "local"]}})
        return [
            stored async for stored in found.sort([("createdAt", -1), ("_id", -1)]).limit(limit)
        ]

    async def list_about(self, tenant_id: str, alert_id: str) -> list[Mapping[str, Any]]:
        """Messages about an alert, oldest first, without their text."""
        query = {"about.alertId": alert_id, "about.tenantId": tenant_id}
        found = self._mails.find(query, {"text": 0}).sort([("createdAt", 1), ("_id", 1)])
        return [stored async for stored in found.limit(MAX_ABOUT)]
