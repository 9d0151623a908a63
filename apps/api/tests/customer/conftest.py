"""What people do with customers, as the tests say it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from cashbeat.customer.account.accountant import Accountant


def today() -> date:
    """The day in the zone of the organisation "demo"."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date()


def in_days(days: int) -> str:
    """A day so far from today."""
    return (today() + timedelta(days=days)).isoformat()


class Desk:
    """Somebody at work with customers."""

    def __init__(self, api: Any, headers: Mapping[str, str] | None = None) -> None:
        self.api = api
        self.database = api.database
        self.headers = dict(headers or {})
        self._accountant = Accountant(
            api.database, lambda _: None, lambda _: None, lambda: datetime.now(UTC), 10
        )

    async def ask(self, method: str, path: str, **sent: Any) -> Any:
        headers = self.headers | sent.pop("headers", {})
        return await self.api.http.request(method, f"/api{path}", headers=headers, **sent)

    async def ok(self, method: str, path: str, **sent: Any) -> Any:
        answer = await self.ask(method, path, **sent)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def create(self, *, key: str | None = None, **fields: Any) -> Any:
        """The answer to a new customer called Musterstadt, or as the fields say."""
        keyed = {} if key is None else {"Idempotency-Key": key}
        body = {"name": "Stadtwerke Musterstadt"} | fields
        return await self.ask("POST", "/customers", json=body, headers=keyed)

    async def made(self, **fields: Any) -> Any:
        answer = await self.create(**fields)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def owing(self, *amounts: float, **fields: Any) -> Any:
        """A customer with charges of those amounts, due in one day, in two days, ..."""
        made = await self.made(**fields)
        for days, amount in enumerate(amounts, start=1):
            await self.charged(made, amount=amount, dueDate=in_days(days))
        await self.settle()
        return await self.get(made)

    async def get(self, customer: Any) -> Any:
        return await self.ok("GET", f"/customers/{customer['id']}")

    async def change(self, customer: Any, **fields: Any) -> Any:
        """The answer to a change of the version that is given, else of the customer's."""
        body = {"version": customer["version"]} | fields
        return await self.ask("PATCH", f"/customers/{customer['id']}", json=body)

    async def changed(self, customer: Any, **fields: Any) -> Any:
        answer = await self.change(customer, **fields)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def delete(self, customer: Any) -> Any:
        return await self.ask("DELETE", f"/customers/{customer['id']}")

    async def restore(self, customer: Any) -> Any:
        return await self.ask("POST", f"/customers/{customer['id']}/restore")

    async def charge(self, customer: Any, *, key: str | None = None, **fields: Any) -> Any:
        keyed = {} if key is None else {"Idempotency-Key": key}
        body = {"amount": 100, "dueDate": in_days(10)} | fields
        path = f"/customers/{customer['id']}/charges"
        return await self.ask("POST", path, json=body, headers=keyed)

    async def charged(self, customer: Any, **fields: Any) -> Any:
        answer = await self.charge(customer, **fields)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def change_charge(self, charge: Any, **fields: Any) -> Any:
        path = f"/customers/{charge['customerId']}/charges/{charge['id']}"
        return await self.ask("PATCH", path, json={"version": charge["version"]} | fields)

    async def cancel(self, charge: Any, **fields: Any) -> Any:
        path = f"/customers/{charge['customerId']}/charges/{charge['id']}/cancel"
        return await self.ask("POST", path, json={"version": charge["version"]} | fields)

    async def merge(self, target: Any, source: Any, **fields: Any) -> Any:
        body = {"version": target["version"], "sourceId": source["id"]} | fields
        return await self.ask("POST", f"/customers/{target['id']}/merge", json=body)

    async def bulk(self, *customers: Any, **fields: Any) -> Any:
        ids = [each if isinstance(each, str) else each["id"] for each in customers]
        return await self.ask("POST", "/customers/bulk", json={"customerIds": ids} | fields)

    async def page(self, **params: Any) -> Any:
        return await self.ok("GET", "/customers", params=params)

    async def names(self, **params: Any) -> list[str]:
        """Names of the customers of one page."""
        return [each["name"] for each in (await self.page(**params))["items"]]

    async def timeline(self, customer: Any, **params: Any) -> Any:
        return await self.ok("GET", f"/customers/{customer['id']}/timeline", params=params)

    async def paid(self, customer: Any, **fields: Any) -> Any:
        """A payment of a customer that arrived; settled."""
        answer = await self.api.pay(customerId=customer["id"], status="completed", **fields)
        assert answer.status_code == 201, answer.text
        await self.database["customers"].update_one({"_id": customer["id"]}, {"$inc": {"stale": 1}})
        await self.settle()
        return answer.json()

    async def settle(self) -> None:
        """What the worker does."""
        while await self._accountant.settle_stale():
            pass

    async def entries(self, customer: Any) -> list[Any]:
        """The audit log of a customer, oldest first."""
        found = self.database["audit_entries"].find({"target.id": customer["id"]})
        return list(await found.sort([("at", 1), ("_id", 1)]).to_list())

    async def stored(self, customer: Any) -> Any:
        return await self.database["customers"].find_one({"_id": customer["id"]})


@pytest.fixture(scope="session")
def make_desk() -> type[Desk]:
    return Desk


@pytest.fixture(scope="session")
def day() -> Any:
    """A day so far from today."""
    return in_days


@pytest_asyncio.fixture(loop_scope="module")
async def desk(api: Any) -> Desk:
    """A desk in an organisation without customers."""
    for name in ("customers", "charges", "accounts", "payments", "audit_entries"):
        await api.database[name].delete_many({})
    return Desk(api)


def fault_of(answer: Any) -> list[tuple[str, str]]:
    """Field and code of each fault of a refusal."""
    assert answer.status_code == 422, answer.text
    return [(each["field"], each["code"]) for each in answer.json()["errors"]]


@pytest.fixture(scope="session")
def faults() -> Any:
    return fault_of


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.fixture(scope="session")
def code() -> Any:
    """Status and code of a refusal."""
    return code_of
