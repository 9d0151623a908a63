"""The customers on record that rows may be about, read for many rows at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from cashbeat.core.mongo import BY_ID, Database, Session
from cashbeat.customer.importing.comparing import needs_owing
from cashbeat.customer.importing.decision import Known, Rules
from cashbeat.customer.importing.reading.handover import GoodRow

_CUSTOMER = {"terms": 0, "request": 0, "contacts": 0, "leftRefs": 0}
_CHARGE = dict.fromkeys(
    (
        *("customerId", "amount", "currency", "issuedOn", "dueOn", "cancelledOn"),
        *("cancelReason", "version"),
    ),
    1,
)


class CustomerLookup:
    """Reads customers on record, with what is owed where a row speaks of it."""

    def __init__(self, database: Database) -> None:
        self._customers = database["customers"]
        self._charges = database["charges"]
        self._accounts = database["accounts"]

    async def read(
        self, tenant_id: str, rows: Sequence[GoodRow], rules: Rules, session: Session | None = None
    ) -> Known:
        """Everything on record that judging these rows needs; three questions at most."""
        refs = {value for row in rows if (value := row["values"].get("external_id")) is not None}
        emails = {
            email.casefold()
            for row in rows
            if (email := row["values"].get("email")) is not None
            and "external_id" not in row["values"]
        }
        known = Known()
        if refs:
            query: dict[str, Any] = {"tenantId": tenant_id, "refs": {"$in": sorted(refs)}}
            found = self._customers.find(query, _CUSTOMER, session=session)
            known.by_ref = {
                ref: customer for customer in await found.to_list() for ref in customer["refs"]
            }
        if emails:
            query = {"tenantId": tenant_id, "deleted": False, "emailKey": {"$in": sorted(emails)}}
            found = self._customers.find(query, _CUSTOMER, session=session)
            by_email: dict[str, list[dict[str, Any]]] = {}
            for customer in await found.to_list():
                by_email.setdefault(customer["emailKey"], []).append(customer)
            known.by_email = by_email
        if known.by_ref or known.by_email:
            asked = (needs_owing(row, known, rules) for row in rows)
            await self._read_owing(tenant_id, {name for name in asked if name}, known, session)
        return known

    async def _read_owing(
        self, tenant_id: str, names: Iterable[str], known: Known, session: Session | None
    ) -> None:
        ids = sorted(names)
        if not ids:
            return
        query = {"tenantId": tenant_id, "customerId": {"$in": ids}}
        charges: dict[str, list[dict[str, Any]]] = {}
        for charge in await self._charges.find(query, _CHARGE, session=session).to_list():
            charges.setdefault(charge["customerId"], []).append(charge)
        query = {"tenantId": tenant_id, "_id": {"$in": ids}}
        found = self._accounts.find(query, {"charges": 1}, session=session, hint=BY_ID)
        known.charges = charges
        known.accounts = {account["_id"]: account for account in await found.to_list()}
