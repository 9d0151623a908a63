"""The ways to pay that an organisation takes: ours to begin with, and its own."""

import time
from datetime import datetime
from typing import Any

from pymongo.errors import DuplicateKeyError

from cashbeat.audit.entry import Target, changed, entry_of
from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.payment import NewPaymentMethod, PaymentMethod
from cashbeat.core.mongo import Database, Session, in_transaction
from cashbeat.payment.errors import PaymentMethodExists, PaymentMethodNotFound
from cashbeat.payment.idempotency import check_same, request_of
from cashbeat.payment.recording import Request
from cashbeat.tenant.caller import Provenance

DEFAULT_METHODS = {
    "card": "Card",
    "bank_transfer": "Bank transfer",
    "direct_debit": "Direct debit",
    "upi": "UPI",
    "wallet": "Wallet",
    "cash": "Cash",
}
"""Methods every organisation starts with."""

REMEMBERED_SECONDS = 5.0
"""How long a process trusts what it knows; a method made elsewhere is looked up at once."""


class PaymentMethods:
    """The methods of a tenant, remembered for a few seconds."""

    def __init__(self, database: Database) -> None:
        self._methods = database["payment_methods"]
        self._log = AuditLog(database)
        self._known: dict[str, tuple[float, dict[str, PaymentMethod]]] = {}

    async def list_all(self, tenant_id: str) -> list[PaymentMethod]:
        """Every method, by code."""
        return list((await self._load(tenant_id)).values())

    async def is_active(self, tenant_id: str, code: str) -> bool:
        """Whether new payments may use the method."""
        remembered = self._known.get(tenant_id)
        if remembered is not None and time.monotonic() < remembered[0]:
            method = remembered[1].get(code)
            if method is not None:
                return method.active
        found = (await self._load(tenant_id)).get(code)
        return found is not None and found.active

    async def create(
        self,
        tenant_id: str,
        code: str,
        name: str,
        now: datetime,
        request: Request | None = None,
        by: Provenance | None = None,
    ) -> PaymentMethod:
        """Add a method. Raises: PaymentMethodExists, also when the request's key is taken.

        Without `by` it is part of an operation that has an audit entry of its own: an import.
        """
        stored = _stored(tenant_id, code, name, now)
        if request is not None:
            stored |= {"key": request.key, "hash": request.hash}
        after = {"name": name, "active": True}
        target = Target("payment_method", code, name)

        async def add(session: Session) -> None:
            await self._methods.insert_one(stored, session=session)
            if by is not None:
                entry = entry_of(tenant_id, by, "method.added", target, {}, after, now)
                await self._log.record(tenant_id, entry, session)

        try:
            await in_transaction(self._methods.database, add)
        except DuplicateKeyError:
            raise PaymentMethodExists(f"There is a method {code!r} already.") from None
        self._known.pop(tenant_id, None)
        return PaymentMethod(code=code, name=name, active=True)

    async def create_once(
        self,
        tenant_id: str,
        body: NewPaymentMethod,
        now: datetime,
        key: str | None,
        by: Provenance | None = None,
    ) -> tuple[PaymentMethod, bool]:
        """Add a method; True when the key's first request did it already.

        Raises: PaymentMethodExists, IdempotencyKeyReused.
        """
        request = request_of(key, "create method", body)
        try:
            return await self.create(tenant_id, body.code, body.name, now, request, by), False
        except PaymentMethodExists:
            if request is None or not await self._is_repeated(tenant_id, request):
                raise
        return PaymentMethod(code=body.code, name=body.name, active=True), True

    async def _is_repeated(self, tenant_id: str, request: Request) -> bool:
        """Whether the same request added a method before. Raises: IdempotencyKeyReused."""
        stored = await self._methods.find_one({"tenantId": tenant_id, "key": request.key})
        if stored is not None:
            check_same(stored, request)
        return stored is not None

    async def update(
        self,
        tenant_id: str,
        code: str,
        name: str | None,
        active: bool | None,
        now: datetime,
        by: Provenance | None = None,
    ) -> PaymentMethod:
        """Rename a method, or let new payments use it or not. Raises: PaymentMethodNotFound."""
        changes: dict[str, object] = {}
        if name is not None:
            changes["name"] = name
        if active is not None:
            changes["active"] = active

        async def change(session: Session) -> dict[str, Any] | None:
            found = await self._methods.find_one_and_update(
                {"tenantId": tenant_id, "code": code}, {"$set": changes}, session=session
            )
            if found is not None and by is not None:
                target = Target("payment_method", code, found["name"])
                told = changed({name: found[name] for name in changes}, changes)
                entry = entry_of(tenant_id, by, "method.changed", target, *told, now)
                await self._log.record(tenant_id, entry, session)
            return found

        found = await in_transaction(self._methods.database, change)
        self._known.pop(tenant_id, None)
        if found is None:
            raise PaymentMethodNotFound(f"There is no method {code!r}.")
        now_is = found | changes
        return PaymentMethod(code=code, name=now_is["name"], active=now_is["active"])

    async def create_defaults(self, tenant_id: str, now: datetime) -> None:
        """Give a new organisation the methods everybody starts with."""
        for code, name in DEFAULT_METHODS.items():
            stored = _stored(tenant_id, code, name, now)
            await self._methods.update_one(
                {"_id": stored.pop("_id")}, {"$setOnInsert": stored}, upsert=True
            )

    async def _load(self, tenant_id: str) -> dict[str, PaymentMethod]:
        found = {
            stored["code"]: PaymentMethod(
                code=stored["code"], name=stored["name"], active=stored["active"]
            )
            async for stored in self._methods.find({"tenantId": tenant_id}).sort("code", 1)
        }
        self._known[tenant_id] = (time.monotonic() + REMEMBERED_SECONDS, found)
        return found


def _stored(tenant_id: str, code: str, name: str, now: datetime) -> dict[str, object]:
    return {
        "_id": f"{tenant_id}|{code}",
        "tenantId": tenant_id,
        "code": code,
        "name": name,
        "active": True,
        "createdAt": now,
    }
