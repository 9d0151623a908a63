"""Questions asked of webhooks and of the messages to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, ReturnDocument

from cashbeat.core.mongo import Database, Session

StoredWebhook = Mapping[str, Any]
"""The fields of `WebhookDocument` under their stored names."""

StoredDelivery = Mapping[str, Any]
"""The fields of `WebhookDeliveryDocument` under their stored names."""

Place = tuple[datetime, str]
"""Time and id of a message: where a page ended."""

CLAIM = timedelta(minutes=1)
"""How long a process may be sending a message; then another may take it over."""

NEWEST = [("createdAt", -1), ("_id", -1)]
MAX_OF_ALERT = 200


class WebhookRepository:
    """Webhooks of a tenant, which is the first argument of every question but the sender's."""

    def __init__(self, database: Database) -> None:
        self._webhooks = database["webhooks"]
        self._deliveries = database["webhook_deliveries"]

    async def list_webhooks(self, tenant_id: str) -> Sequence[StoredWebhook]:
        """Every webhook, oldest first."""
        found = self._webhooks.find({"tenantId": tenant_id})
        return await found.sort([("createdAt", 1), ("_id", 1)]).to_list()

    async def list_ids(self, tenant_id: str) -> set[str]:
        """The ids of all webhooks."""
        return {
            each["_id"] async for each in self._webhooks.find({"tenantId": tenant_id}, {"_id": 1})
        }

    async def list_by_ids(
        self, tenant_id: str, webhook_ids: Sequence[str], session: Session
    ) -> Sequence[StoredWebhook]:
        """Those of the webhooks that are told at present."""
        query = {"_id": {"$in": list(webhook_ids)}, "tenantId": tenant_id, "enabled": True}
        return await self._webhooks.find(query, session=session).to_list()

    async def get(
        self, tenant_id: str, webhook_id: str, session: Session | None = None
    ) -> StoredWebhook | None:
        """The webhook of that id."""
        return await self._webhooks.find_one(
            {"_id": webhook_id, "tenantId": tenant_id}, session=session
        )

    async def get_by_request(self, tenant_id: str, key: str) -> StoredWebhook | None:
        """The webhook that a request with this idempotency key made."""
        return await self._webhooks.find_one({"tenantId": tenant_id, "request.key": key})

    async def count(self, tenant_id: str) -> int:
        """Webhooks of the organisation."""
        return await self._webhooks.count_documents({"tenantId": tenant_id})

    async def insert(self, tenant_id: str, stored: StoredWebhook, session: Session) -> None:
        """A new webhook. Raises: DuplicateKeyError when its request's key is taken."""
        await self._webhooks.insert_one({**stored, "tenantId": tenant_id}, session=session)

    async def update(
        self, tenant_id: str, webhook_id: str, changes: Mapping[str, Any], session: Session
    ) -> tuple[StoredWebhook, StoredWebhook] | None:
        """The webhook before and after a change; None without such a one."""
        before = await self._webhooks.find_one_and_update(
            {"_id": webhook_id, "tenantId": tenant_id},
            {"$set": dict(changes)},
            return_document=ReturnDocument.BEFORE,
            session=session,
        )
        return None if before is None else (before, before | dict(changes))

    async def delete(
        self, tenant_id: str, webhook_id: str, session: Session
    ) -> StoredWebhook | None:
        """Take a webhook away; what it was."""
        return await self._webhooks.find_one_and_delete(
            {"_id": webhook_id, "tenantId": tenant_id}, session=session
        )

    async def add_deliveries(
        self, tenant_id: str, messages: Sequence[StoredDelivery], session: Session
    ) -> None:
        """Store messages to be sent, in the transaction of what they tell about."""
        if messages:
            stored = [{**message, "tenantId": tenant_id} for message in messages]
            await self._deliveries.insert_many(stored, session=session)

    async def list_deliveries(
        self, tenant_id: str, webhook_id: str, limit: int, behind: Place | None = None
    ) -> Sequence[StoredDelivery]:
        """Up to `limit` messages to a webhook older than a place, newest first."""
        query: dict[str, Any] = {"tenantId": tenant_id, "webhookId": webhook_id}
        if behind is not None:
            at, delivery_id = behind
            query["createdAt"] = {"$lte": at}
            query["$or"] = [{"createdAt": {"$lt": at}}, {"_id": {"$lt": delivery_id}}]
        found = self._deliveries.find(query, {"body": 0})
        return await found.sort(NEWEST).limit(limit).to_list()

    async def list_deliveries_of_alert(
        self, tenant_id: str, alert_id: str
    ) -> Sequence[StoredDelivery]:
        """Messages about an alert, oldest first."""
        query = {"tenantId": tenant_id, "alertId": alert_id}
        found = self._deliveries.find(query, {"body": 0})
        return await found.sort([("createdAt", 1), ("_id", 1)]).limit(MAX_OF_ALERT).to_list()

    async def count_waiting(self, tenant_id: str, webhook_id: str) -> int:
        """Tests that wait for being sent."""
        query = {"tenantId": tenant_id, "webhookId": webhook_id, "state": "waiting"}
        return await self._deliveries.count_documents(query, limit=100)

    async def claim(self, now: datetime) -> StoredDelivery | None:
        """The message that is due longest, for the caller alone to send; None when none is.

        It is due again after `CLAIM`: a process that ends while it sends loses nothing.
        """
        return await self._deliveries.find_one_and_update(
            {"state": "waiting", "dueAt": {"$lte": now}},
            {"$set": {"dueAt": now + CLAIM}, "$inc": {"tries": 1}},
            sort=[("dueAt", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )

    async def note_attempt(
        self, tenant_id: str, claimed: StoredDelivery, attempt: Mapping[str, Any], **fields: Any
    ) -> None:
        """What came of an attempt, unless another process has taken the message over since."""
        update: dict[str, Any] = {"$set": fields, "$push": {"attempts": dict(attempt)}}
        if fields["state"] != "waiting":
            update["$unset"] = {"body": ""}
        await self._deliveries.update_one(
            {"_id": claimed["_id"], "tenantId": tenant_id, "tries": claimed["tries"]}, update
        )
