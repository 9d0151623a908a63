"""What people do with webhooks: list, make, change, try and take away."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from pymongo.errors import DuplicateKeyError

from cashbeat.audit.entry import Target, changed, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.problem import FieldProblem
from cashbeat.contracts.webhook import (
    NewWebhook,
    Webhook,
    WebhookChange,
    WebhookDelivery,
    WebhookDeliveryPage,
    WebhookWithSecret,
)
from cashbeat.core.body import Faulty, problems_of, values_of
from cashbeat.core.cursor import decode_place, encode_place
from cashbeat.core.errors import InvalidRequest
from cashbeat.core.idempotency import KeyedRequest, check_same, keyed_request
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.identity.two_factor.totp import Keys
from cashbeat.kit.cursor import fingerprint
from cashbeat.kit.ids import new_id
from cashbeat.tenant.caller import Caller
from cashbeat.webhook.address import url_faults
from cashbeat.webhook.errors import TooManyTests, TooManyWebhooks, WebhookNotFound
from cashbeat.webhook.message import message_to
from cashbeat.webhook.repository import StoredWebhook, WebhookRepository
from cashbeat.webhook.secret import OVERLAP, hint_of, new_secret, webhook_box
from cashbeat.webhook.wire import delivery_of, webhook_of

MAX_WEBHOOKS = 20
MAX_WAITING_TESTS = 5
_NONE = "The organisation has no such webhook."


class WebhookService:
    """The webhooks of organisations. `wake` tells the sender that there is something to send."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        wake: Callable[[], None],
        clock: Callable[[], datetime],
        *,
        private: bool,
    ) -> None:
        self._database = database
        self._webhooks = WebhookRepository(database)
        self._audit = AuditLog(database)
        self._box = webhook_box(keys)
        self._wake = wake
        self._clock = clock
        self._private = private

    async def list_webhooks(self, tenant_id: str) -> list[Webhook]:
        """Every webhook, oldest first, each with the newest message to it."""
        found = await self._webhooks.list_webhooks(tenant_id)
        return [await self._told(stored) for stored in found]

    async def create(
        self, body: NewWebhook | Faulty[NewWebhook], by: Caller, key: str | None
    ) -> tuple[WebhookWithSecret, bool]:
        """Make a webhook; its secret is in this answer and nowhere else.

        True, and no secret, when the key's first request made it already. Raises: InvalidRequest
        naming every fault, TooManyWebhooks, IdempotencyKeyReused.
        """
        problems = problems_of(body) + self._faults(values_of(body))
        if problems or isinstance(body, Faulty):
            raise InvalidRequest.of(problems)
        tenant_id, now = by.tenant.id, self._clock()
        request = keyed_request(key, "create webhook", body)
        made = await self._made(tenant_id, request)
        if made is not None:
            return made, True
        if await self._webhooks.count(tenant_id) >= MAX_WEBHOOKS:
            raise TooManyWebhooks(f"The organisation has {MAX_WEBHOOKS}; delete one first.")
        secret, webhook_id = new_secret(), new_id("whk")
        stored: dict[str, Any] = {
            "_id": webhook_id,
            "name": body.name,
            "url": body.url,
            "events": list(dict.fromkeys(body.events)),
            "enabled": body.enabled,
            "secret": self._box.seal(webhook_id, secret),
            "secretHint": hint_of(secret),
            "createdBy": {"id": by.by.actor.id, "name": by.by.actor.name},
            "createdAt": now,
            "updatedAt": now,
        }
        if request is not None:
            stored["request"] = request.stored()

        async def work(session: Session) -> None:
            await self._webhooks.insert(tenant_id, stored, session)
            await self._record(by, "webhook.created", stored, {}, _shown(stored), session)

        try:
            await in_transaction(self._database, work)
        except DuplicateKeyError:
            made = await self._made(tenant_id, request)
            if made is None:
                raise
            return made, True
        return WebhookWithSecret(secret=secret, webhook=webhook_of(stored, None)), False

    async def change(
        self, webhook_id: str, body: WebhookChange | Faulty[WebhookChange], by: Caller
    ) -> WebhookWithSecret:
        """Change a webhook. Raises: InvalidRequest naming every fault, WebhookNotFound."""
        problems = problems_of(body) + self._faults(values_of(body))
        if problems or isinstance(body, Faulty):
            raise InvalidRequest.of(problems)
        tenant_id, now = by.tenant.id, self._clock()
        secret = new_secret() if body.rotate_secret else None
        given = {name: getattr(body, name) for name in ("name", "url", "events", "enabled")}
        changes = {name: value for name, value in given.items() if value is not None}

        async def work(session: Session) -> StoredWebhook:
            stored = await self._webhooks.get(tenant_id, webhook_id, session)
            if stored is None:
                raise WebhookNotFound(_NONE)
            fields = changes | {"updatedAt": now}
            if secret is not None:
                fields |= {
                    "secret": self._box.seal(webhook_id, secret),
                    "secretHint": hint_of(secret),
                    "secretRotatedAt": now,
                    "previousSecret": stored["secret"],
                    "previousUntil": now + OVERLAP,
                }
            found = await self._webhooks.update(tenant_id, webhook_id, fields, session)
            if found is None:
                raise WebhookNotFound(_NONE)
            before, after = found
            told = changed(_shown(before), _shown(after))
            await self._record(by, "webhook.changed", after, *told, session)
            return after

        after = await in_transaction(self._database, work)
        return WebhookWithSecret(secret=secret, webhook=await self._told(after))

    async def delete(self, webhook_id: str, by: Caller) -> None:
        """Take a webhook away; what waits for it is given up. Raises: WebhookNotFound."""

        async def work(session: Session) -> None:
            stored = await self._webhooks.delete(by.tenant.id, webhook_id, session)
            if stored is None:
                raise WebhookNotFound(_NONE)
            await self._record(by, "webhook.deleted", stored, _shown(stored), {}, session)

        await in_transaction(self._database, work)

    async def test(self, webhook_id: str, by: Caller) -> WebhookDelivery:
        """Send a message that tells nothing. Raises: WebhookNotFound, TooManyTests."""
        tenant_id, now = by.tenant.id, self._clock()
        if await self._webhooks.count_waiting(tenant_id, webhook_id) >= MAX_WAITING_TESTS:
            raise TooManyTests("Messages to this webhook wait already; see what becomes of them.")

        async def work(session: Session) -> dict[str, Any]:
            stored = await self._webhooks.get(tenant_id, webhook_id, session)
            if stored is None:
                raise WebhookNotFound(_NONE)
            message = message_to(stored, by.tenant, "test", now)
            await self._webhooks.add_deliveries(tenant_id, [message], session)
            await self._record(by, "webhook.tested", stored, {}, {}, session)
            return message

        message = await in_transaction(self._database, work)
        self._wake()
        return delivery_of(message)

    async def list_deliveries(
        self, tenant_id: str, webhook_id: str, limit: int, cursor: str | None
    ) -> WebhookDeliveryPage:
        """Messages to a webhook, newest first. Raises: WebhookNotFound, InvalidCursor."""
        if await self._webhooks.get(tenant_id, webhook_id) is None:
            raise WebhookNotFound(_NONE)
        filters = fingerprint([tenant_id, webhook_id])
        behind = None if cursor is None else decode_place(cursor, filters)
        found = await self._webhooks.list_deliveries(tenant_id, webhook_id, limit + 1, behind)
        shown, following = found[:limit], None
        if len(found) > limit:
            last = shown[-1]
            following = encode_place(last["createdAt"], last["_id"], filters)
        return WebhookDeliveryPage(
            items=[delivery_of(each) for each in shown], next_cursor=following
        )

    async def _told(self, stored: StoredWebhook) -> Webhook:
        newest = await self._webhooks.list_deliveries(stored["tenantId"], stored["_id"], 1)
        return webhook_of(stored, newest[0] if newest else None)

    async def _made(self, tenant_id: str, request: KeyedRequest | None) -> WebhookWithSecret | None:
        """What the key's first request made. Raises: IdempotencyKeyReused."""
        if request is None:
            return None
        stored = await self._webhooks.get_by_request(tenant_id, request.key)
        if stored is None:
            return None
        check_same(stored["request"], request.hash)
        return WebhookWithSecret(secret=None, webhook=await self._told(stored))

    def _faults(self, values: Mapping[str, Any]) -> list[FieldProblem]:
        url = values.get("url")
        return [] if url is None else url_faults(url, private=self._private)

    async def _record(
        self,
        by: Caller,
        action: str,
        stored: StoredWebhook,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        session: Session,
    ) -> None:
        target = Target("webhook", stored["_id"], stored["name"])
        entry = entry_of(by.tenant.id, by.by, action, target, before, after, self._clock())
        await self._audit.record(by.tenant.id, entry, session)


def _shown(stored: StoredWebhook) -> dict[str, Any]:
    """A webhook as the audit log tells it: paths of addresses are often secrets themselves."""
    parts = urlsplit(stored["url"])
    return {
        "name": stored["name"],
        "address": f"{parts.scheme}://{parts.netloc}",
        "events": list(stored["events"]),
        "enabled": stored["enabled"],
        "secretHint": stored["secretHint"],
    }
