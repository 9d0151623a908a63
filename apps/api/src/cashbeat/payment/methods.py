"""The ways to pay that an organisation takes: ours to begin with, and its own."""

import time
from datetime import datetime

from pymongo.errors import DuplicateKeyError

from cashbeat.contracts.payment import PaymentMethod
from cashbeat.core.mongo import Database
from cashbeat.payment.errors import PaymentMethodExists, PaymentMethodNotFound

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

    async def create(self, tenant_id: str, code: str, name: str, now: datetime) -> PaymentMethod:
        """Add a method. Raises: PaymentMethodExists."""
        try:
            await self._methods.insert_one(_stored(tenant_id, code, name, now))
        except DuplicateKeyError:
            raise PaymentMethodExists(f"There is a method {code!r} already.") from None
        self._known.pop(tenant_id, None)
        return PaymentMethod(code=code, name=name, active=True)

    async def update(
        self, tenant_id: str, code: str, name: str | None, active: bool | None
    ) -> PaymentMethod:
        """Rename a method, or let new payments use it or not. Raises: PaymentMethodNotFound."""
        changes: dict[str, object] = {}
        if name is not None:
            changes["name"] = name
        if active is not None:
            changes["active"] = active
        found = await self._methods.find_one_and_update(
            {"tenantId": tenant_id, "code": code}, {"$set": changes}, return_document=True
        )
        self._known.pop(tenant_id, None)
        if found is None:
            raise PaymentMethodNotFound(f"There is no method {code!r}.")
        return PaymentMethod(code=code, name=found["name"], active=found["active"])

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
