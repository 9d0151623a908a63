"""Two organisations that may not know of each other; all that is theirs is marked."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pyotp
import pytest
import pytest_asyncio

from cashbeat.alert.wire import alert_of as alert_to_wire
from cashbeat.bootstrap import Application
from cashbeat.contracts.base import encode_json
from cashbeat.contracts.realtime import AlertRaised
from cashbeat.core.feed import FeedPublisher
from cashbeat.core.settings import load_settings
from cashbeat.embedded import DatabaseAddresses
from cashbeat.projector.cli import projecting

PASSWORD = "a-sentence-to-remember"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person who calls: their id, and the headers of their requests."""

    user_id: str
    headers: dict[str, str]


@dataclass(slots=True)
class Organisation:
    """One of the two. Whatever is written for it holds its marker."""

    api: Any
    id: str
    marker: str
    owner: dict[str, str] = field(default_factory=dict)
    made: int = 0
    password_hash: str = ""

    async def person(self, role: str | None = "owner") -> Someone:
        """A new person with that role here, who has a password."""
        headers = await self.api.sign_in(role, self.id, f"Ana {self.marker}")
        token = headers["Authorization"].split()[1]
        user_id = jwt.decode(token, options={"verify_signature": False})["sub"]
        email = f"{user_id.lower()}.{self.marker}@example.com"
        await self.api.database["users"].update_one(
            {"_id": user_id},
            {"$set": {"passwordHash": self.password_hash, "email": email, "emailKey": email}},
        )
        return Someone(user_id, headers)

    async def post(self, path: str, **body: Any) -> Any:
        """The answer of what must succeed, as its owner."""
        answer = await self.api.http.post(path, headers=self.owner, **body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def payment(self, **fields: Any) -> dict[str, Any]:
        """A payment of theirs to be recorded."""
        return {
            "amount": 12.5,
            "currency": "EUR",
            "method": self.marker,
            "description": f"order of {self.marker}",
            "customerId": f"customer {self.marker}",
            "externalId": self.name("order"),
        } | fields

    async def paid(self, **fields: Any) -> str:
        """The id of a recorded payment."""
        made = await self.post("/api/payments", json=self.payment(**fields))
        return str(made["id"])

    def customer(self, **fields: Any) -> dict[str, Any]:
        """A customer of theirs to be recorded."""
        return {
            "name": f"customer {self.marker}",
            "email": f"customer@{self.marker}.example",
            "externalId": self.name("customer"),
            "outstandingAmount": 12.5,
            "tags": [self.marker],
            "notes": f"notes of {self.marker}",
        } | fields

    async def owing(self, **fields: Any) -> str:
        """The id of a recorded customer, which owes something."""
        made = await self.post("/api/customers", json=self.customer(**fields))
        return str(made["id"])

    async def imported(self) -> str:
        """The id of an import that is over and has a bad row."""
        await self.imports_over()
        begun = await self.post("/api/payments/import", files=self.file(), data=DRY_RUN)
        await self.imports_over()
        return str(begun["id"])

    async def imports_over(self) -> None:
        """Wait for every import: but few may run at once."""
        running = {"tenantId": self.id, "state": {"$in": ["checking", "writing"]}}
        for _ in range(800):
            if await self.api.database["payment_imports"].find_one(running) is None:
                return
            await asyncio.sleep(0.025)
        raise AssertionError("an import never ended")

    async def customers_imported(self, state: str = "ready") -> str:
        """The id of an import of customers that is in that state and has a bad row."""
        await self.customer_imports_over()
        path = "/api/customers/import"
        begun = await self.post(path, files=self.customer_file(), data=DRY_RUN)
        await self.customer_imports_over()
        if state == "done":
            await self.post(f"{path}/{begun['id']}/commit", json={"skipBad": True})
            await self.customer_imports_over()
        return str(begun["id"])

    async def customer_imports_over(self) -> None:
        """Wait for every import of customers: but few may run at once."""
        for _ in range(800):
            running = {"tenantId": self.id, "todo": True}
            if await self.api.database["customer_imports"].find_one(running) is None:
                return
            await asyncio.sleep(0.025)
        raise AssertionError("an import of customers never ended")

    def customer_file(self) -> dict[str, Any]:
        """A file with a good row and a bad one."""
        rows = [
            "name,external_id,outstanding_amount,notes",
            f"row of {self.marker},{self.name('row')},1.50,notes of {self.marker}",
            f"bad row of {self.marker},{self.name('row')},wrong {self.marker},",
        ]
        return {"file": (f"{self.marker}.csv", "\n".join(rows).encode(), "text/csv")}

    def file(self) -> dict[str, Any]:
        """A file with a good row and a bad one."""
        rows = [
            "created_at,amount,currency,method,description",
            f"2026-03-01T10:00:00Z,1.50,EUR,{self.marker},{self.name('row')}",
            f"2026-03-01T10:00:00Z,wrong {self.marker},EUR,{self.marker},{self.marker}",
        ]
        return {"file": (f"{self.marker}.csv", "\n".join(rows).encode(), "text/csv")}

    def name(self, what: str) -> str:
        """Something that nobody else is called."""
        self.made += 1
        return f"{what}-{self.marker}-{self.made}"


DRY_RUN = {"options": '{"dryRun": true}'}


@dataclass(slots=True)
class World:
    """Both of them, and the application that serves them."""

    api: Any
    north: Organisation
    south: Organisation
    redis_url: str = ""

    async def raise_alert(self, of: Organisation) -> None:
        """Tell of an alert as the worker does."""
        publisher = FeedPublisher(self.redis_url)
        await publisher.start()
        publisher.publish_alert(of.id, "alert_raised", raised_about(of))
        await publisher.stop()

    async def handle_alert(self, of: Organisation) -> None:
        """Take notice of an alert, as an owner does."""
        await of.post(f"/api/alerts/{await alert_of(of)}/acknowledge", json={"version": 1})

    async def settled(self) -> int:
        """How many audit entries there are, once the projector has told of every payment."""
        await self.api.identity.errands.done()
        for _ in range(400):
            steps = self.api.database["payments"].aggregate(
                [
                    {"$unwind": "$events"},
                    {"$match": {"events.by": {"$exists": True}}},
                    {"$count": "all"},
                ]
            )
            told = await self.api.database["audit_entries"].count_documents(
                {"_id": {"$regex": "^pay_"}}
            )
            if [told] == [found["all"] async for found in await steps] or told == 0:
                return int(await self.api.database["audit_entries"].count_documents({}))
            await asyncio.sleep(0.025)
        raise AssertionError("the projector does not tell of every payment")

    async def two_factor(self, who: Someone, *, confirmed: bool) -> pyotp.TOTP:
        """The authenticator of somebody who has set one up; a code of 30 s ago is used by it."""
        path, http = "/api/auth/two-factor", self.api.http
        begun = await http.post(path, json={"password": PASSWORD}, headers=who.headers)
        totp = pyotp.TOTP(begun.json()["secret"])
        if confirmed:
            code = {"code": totp.at(time.time() - 30)}
            done = await http.post(f"{path}/confirm", json=code, headers=who.headers)
            assert done.status_code == 200, done.text
        return totp

    async def mailed(self, email: str) -> str:
        """The token in the newest message to an address."""
        await self.api.identity.errands.done()
        found = await self.api.http.get("/api/dev/outbox")
        text = next(mail["text"] for mail in found.json() if mail["to"] == email)
        return str(text.partition("#token=")[2].split()[0])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(api: Any, mongo_uri: str, redis_url: str) -> AsyncIterator[World]:
    """Both organisations with payments, figures, members, keys and a past, and a projector."""
    settings = load_settings(
        _env_file=None, environment="test", mongo_database=api.database.name, demo=False
    )
    password_hash = await api.identity.hasher.hash(PASSWORD)
    async with projecting(settings, DatabaseAddresses(mongo_uri, redis_url)):
        both = []
        for name in ("north", "south"):
            one = Organisation(api, f"org-{name}", f"zq{name}qz", password_hash=password_hash)
            await api.found(one.id, name=f"Shop {one.marker}", slug=one.marker)
            one.owner = (await one.person("owner")).headers
            await one.post("/api/payment-methods", json={"code": one.marker, "name": one.marker})
            for status in ("pending", "completed"):
                await one.paid(status=status)
            await one.paid(status="failed", failureCode=one.marker)
            invited = {"email": f"guest@{one.marker}.example.com", "role": "viewer"}
            await one.post("/api/invitations", json=invited)
            scopes = ["payments:read", "analytics:read"]
            await one.post("/api/api-keys", json={"name": one.name("key"), "scopes": scopes})
            await one.imported()
            await one.owing()
            await one.customers_imported("done")
            both.append(one)
        north, south = both
        made = World(api, north, south, redis_url)
        await made.settled()
        yield made


# --- A right request of every operation ---------------------------------------------------------

Asked = tuple[dict[str, str], dict[str, Any]]
"""Parameters of the path, and what else is sent."""

Sample = Callable[[World, Organisation, Someone], Awaitable[Asked]]
"""Makes what an operation needs in an organisation, and the request of somebody for it."""


def plain(**sent: Any) -> Sample:
    async def ask(_world: World, _of: Organisation, _who: Someone) -> Asked:
        return {}, sent

    return ask


def of_payment(body: dict[str, Any] | None = None, **fields: Any) -> Sample:
    async def ask(_world: World, of: Organisation, _who: Someone) -> Asked:
        found = {"paymentId": await of.paid(**fields)}
        return found, {} if body is None else {"json": body}

    return ask


def of_customer(body: dict[str, Any] | None = None) -> Sample:
    async def ask(_world: World, of: Organisation, _who: Someone) -> Asked:
        found = {"customerId": await of.owing()}
        return found, {} if body is None else {"json": body}

    return ask


def of_charge(body: dict[str, Any]) -> Sample:
    async def ask(_world: World, of: Organisation, _who: Someone) -> Asked:
        customer_id, charge = await of.owing(), {"amount": 7, "dueDate": "2026-12-31"}
        made = await of.post(f"/api/customers/{customer_id}/charges", json=charge)
        return {"customerId": customer_id, "chargeId": made["id"]}, {"json": body}

    return ask


async def _new_customer(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {}, {"json": of.customer()}


async def _merged_customer(_world: World, of: Organisation, _who: Someone) -> Asked:
    target, source = await of.owing(), await of.owing()
    return {"customerId": target}, {"json": {"version": 1, "sourceId": source}}


async def _many_customers(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {}, {"json": {"customerIds": [await of.owing()], "addTags": [of.name("tag")]}}


async def _deleted_customer(_world: World, of: Organisation, _who: Someone) -> Asked:
    customer_id = await of.owing()
    await of.api.http.delete(f"/api/customers/{customer_id}", headers=of.owner)
    return {"customerId": customer_id}, {}


async def _new_payment(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {}, {"json": of.payment()}


async def _new_batch(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {}, {"json": {"items": [of.payment(), of.payment()]}}


async def _new_import(_world: World, of: Organisation, _who: Someone) -> Asked:
    await of.imports_over()
    return {}, {"files": of.file(), "data": DRY_RUN}


async def _import(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {"importId": await of.imported()}, {}


async def _new_customer_import(_world: World, of: Organisation, _who: Someone) -> Asked:
    await of.customer_imports_over()
    return {}, {"files": of.customer_file(), "data": DRY_RUN}


def of_customer_import(body: dict[str, Any] | None = None, state: str = "ready") -> Sample:
    async def ask(_world: World, of: Organisation, _who: Someone) -> Asked:
        found = {"importId": await of.customers_imported(state)}
        return found, {} if body is None else {"json": body}

    return ask


async def _customer_import_rows(world: World, of: Organisation, who: Someone) -> Asked:
    found, _ = await of_customer_import()(world, of, who)
    return found, {"params": {"outcome": "bad"}}


async def _new_method(_world: World, of: Organisation, _who: Someone) -> Asked:
    code = f"{of.marker}_{len(of.name(''))}{of.made}"
    return {}, {"json": {"code": code, "name": of.marker}}


async def _method(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {"code": of.marker}, {"json": {"name": of.name("Method")}}


async def _member(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {"userId": (await of.person("viewer")).user_id}, {}


async def _changed_member(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {"userId": (await of.person("viewer")).user_id}, {"json": {"role": "agent"}}


async def _new_invitation(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {}, {"json": {"email": f"{of.name('guest')}@example.com", "role": "viewer"}}


async def _invitation(_world: World, of: Organisation, who: Someone) -> Asked:
    made = await of.post("/api/invitations", **(await _new_invitation(_world, of, who))[1])
    return {"invitationId": made["id"]}, {}


async def _new_key(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {}, {"json": {"name": of.name("key"), "scopes": ["payments:read"]}}


async def _key(_world: World, of: Organisation, who: Someone) -> Asked:
    made = await of.post("/api/api-keys", **(await _new_key(_world, of, who))[1])
    return {"apiKeyId": made["apiKey"]["id"]}, {}


async def _new_organisation(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {}, {"json": {"name": of.name("Branch")}}


def stored_alert(of: Organisation) -> dict[str, Any]:
    """An alert that stands, as the evaluator stores it; its rule writes to nobody."""
    at, alert_id = datetime.now(UTC), of.name("alr")
    kept = {"threshold": "0.2", "minimumChange": "0", "cooldownMinutes": 30, "version": 1}
    rule = SPIKE | kept | {"name": of.marker, "channels": {"email": [], "webhooks": []}}
    return {
        "_id": alert_id,
        "tenantId": of.id,
        "ruleId": f"rule_of_{alert_id}",
        "version": 1,
        "rule": rule,
        "severity": "critical",
        "state": "firing",
        "open": True,
        "standing": True,
        "title": f"Failures of {of.marker}",
        "value": "0.4",
        "worstValue": "0.5",
        "startedAt": at,
        "raisedAt": at,
        "windowFrom": at,
        "windowTo": at,
        "history": [{"at": at, "action": "raised", "note": of.marker}],
    }


async def alert_of(of: Organisation) -> str:
    """The id of such an alert in the database."""
    stored = stored_alert(of)
    await of.api.database["alerts"].insert_one(stored)
    return str(stored["_id"])


def raised_about(of: Organisation) -> bytes:
    """What the evaluator tells of such an alert."""
    return encode_json(AlertRaised(alert=alert_to_wire(stored_alert(of))))


SPIKE: dict[str, Any] = {
    "measure": "failure_rate",
    "condition": "above",
    "threshold": 0.2,
    "minimumCount": 20,
    "windowMinutes": 10,
    "forMinutes": 2,
}
WEBHOOK = {"url": "https://hooks.example.com/cashbeat"}


def of_alert(**body: Any) -> Sample:
    async def ask(_world: World, of: Organisation, _who: Someone) -> Asked:
        return {"alertId": await alert_of(of)}, {"json": {"version": 1} | body} if body else {}

    return ask


async def _new_rule(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {}, {"json": SPIKE | {"name": of.name("rule")}}


async def _tried_rule(_world: World, of: Organisation, _who: Someone) -> Asked:
    return {}, {"json": {"rule": SPIKE | {"name": of.name("rule"), "method": of.marker}}}


async def _rule(_world: World, of: Organisation, who: Someone) -> Asked:
    made = await of.post("/api/alert-rules", **(await _new_rule(_world, of, who))[1])
    return {"ruleId": made["id"]}, {"json": {"name": of.name("rule")}}


async def _new_webhook(_world: World, of: Organisation, _who: Someone) -> Asked:
    await of.api.database["webhooks"].delete_many({"tenantId": of.id})
    return {}, {"json": WEBHOOK | {"name": of.name("hook")}}


async def _webhook(_world: World, of: Organisation, who: Someone) -> Asked:
    made = await of.post("/api/webhooks", **(await _new_webhook(_world, of, who))[1])
    return {"webhookId": made["webhook"]["id"]}, {"json": {"name": of.name("hook")}}


async def _new_view(_world: World, of: Organisation, _who: Someone) -> Asked:
    body = {"name": of.name("view"), "page": "dashboard", "query": f"method={of.marker}"}
    return {}, {"json": body}


async def _view(_world: World, of: Organisation, who: Someone) -> Asked:
    _, sent = await _new_view(_world, of, who)
    made = await of.api.http.post("/api/views", headers=who.headers, **sent)
    return {"viewId": made.json()["id"]}, {"json": {"name": of.name("view")}}


def bare(sample: Sample) -> Sample:
    """The same without a body."""

    async def ask(world: World, of: Organisation, who: Someone) -> Asked:
        return (await sample(world, of, who))[0], {}

    return ask


async def _session(world: World, _of: Organisation, who: Someone) -> Asked:
    session = await world.api.database["sessions"].find_one({"userId": who.user_id})
    other = {**session, "_id": f"{session['_id']}x"}
    await world.api.database["sessions"].insert_one(other)
    return {"sessionId": other["_id"]}, {}


async def _confirmed(world: World, _of: Organisation, who: Someone) -> Asked:
    totp = await world.two_factor(who, confirmed=False)
    return {}, {"json": {"code": totp.now()}}


async def _disabled(world: World, _of: Organisation, who: Someone) -> Asked:
    totp = await world.two_factor(who, confirmed=True)
    return {}, {"json": {"password": PASSWORD, "code": totp.now()}}


async def _renewed_codes(world: World, _of: Organisation, who: Someone) -> Asked:
    await world.two_factor(who, confirmed=True)
    return {}, {"json": {"password": PASSWORD}}


SAMPLES: dict[str, Sample] = {
    "GET /api/analytics/breakdown": plain(),
    "GET /api/analytics/breakdown.csv": plain(),
    "GET /api/analytics/explain": plain(params={"measure": "count"}),
    "GET /api/analytics/metrics": plain(),
    "GET /api/analytics/trends": plain(params={"period": "day"}),
    "GET /api/analytics/trends.csv": plain(params={"period": "day"}),
    "GET /api/payments": plain(),
    "GET /api/payments.csv": plain(),
    "GET /api/payments/events": plain(),
    "POST /api/payments": _new_payment,
    "POST /api/payments/batch": _new_batch,
    "GET /api/payments/{paymentId}": of_payment(),
    "POST /api/payments/{paymentId}/complete": of_payment({}, status="pending"),
    "POST /api/payments/{paymentId}/fail": of_payment(
        {"failureCode": "card_declined"}, status="pending"
    ),
    "POST /api/payments/{paymentId}/refund": of_payment({"amount": 1}, status="completed"),
    "POST /api/payments/{paymentId}/retry": of_payment({}, status="failed", failureCode="timeout"),
    "POST /api/payments/import": _new_import,
    "GET /api/payments/imports/{importId}": _import,
    "GET /api/payments/imports/{importId}/bad-rows.csv": _import,
    "GET /api/payment-methods": plain(),
    "POST /api/payment-methods": _new_method,
    "PATCH /api/payment-methods/{code}": _method,
    "GET /api/organisation": plain(),
    "PATCH /api/organisation": plain(json={"locale": "de-DE"}),
    "GET /api/members": plain(),
    "PATCH /api/members/{userId}": _changed_member,
    "DELETE /api/members/{userId}": _member,
    "GET /api/invitations": plain(),
    "POST /api/invitations": _new_invitation,
    "DELETE /api/invitations/{invitationId}": _invitation,
    "GET /api/api-keys": plain(),
    "POST /api/api-keys": _new_key,
    "DELETE /api/api-keys/{apiKeyId}": _key,
    "GET /api/alerts": plain(),
    "GET /api/alerts/{alertId}": of_alert(),
    "POST /api/alerts/{alertId}/acknowledge": of_alert(note="seen"),
    "POST /api/alerts/{alertId}/assign": of_alert(assignee=None),
    "POST /api/alerts/{alertId}/snooze": of_alert(
        until=(datetime.now(UTC) + timedelta(days=1)).isoformat()
    ),
    "POST /api/alerts/{alertId}/resolve": of_alert(note="over"),
    "GET /api/alert-rules": plain(),
    "POST /api/alert-rules": _new_rule,
    "POST /api/alert-rules/preview": _tried_rule,
    "GET /api/alert-rules/{ruleId}": bare(_rule),
    "PATCH /api/alert-rules/{ruleId}": _rule,
    "DELETE /api/alert-rules/{ruleId}": bare(_rule),
    "GET /api/webhooks": plain(),
    "POST /api/webhooks": _new_webhook,
    "PATCH /api/webhooks/{webhookId}": _webhook,
    "DELETE /api/webhooks/{webhookId}": bare(_webhook),
    "POST /api/webhooks/{webhookId}/test": bare(_webhook),
    "GET /api/webhooks/{webhookId}/deliveries": bare(_webhook),
    "GET /api/customers": plain(),
    "GET /api/customers.csv": plain(),
    "GET /api/customers.xlsx": plain(),
    "POST /api/customers": _new_customer,
    "POST /api/customers/bulk": _many_customers,
    "GET /api/customers/{customerId}": of_customer(),
    "PATCH /api/customers/{customerId}": of_customer({"version": 1, "phone": "030 1"}),
    "DELETE /api/customers/{customerId}": of_customer(),
    "POST /api/customers/{customerId}/restore": _deleted_customer,
    "POST /api/customers/{customerId}/merge": _merged_customer,
    "GET /api/customers/{customerId}/timeline": of_customer(),
    "POST /api/customers/{customerId}/charges": of_customer({"amount": 7, "dueDate": "2026-12-31"}),
    "PATCH /api/customers/{customerId}/charges/{chargeId}": of_charge({"version": 1, "amount": 8}),
    "POST /api/customers/{customerId}/charges/{chargeId}/cancel": of_charge({"version": 1}),
    "GET /api/customers/import/template.xlsx": plain(),
    "GET /api/customers/import": plain(),
    "POST /api/customers/import": _new_customer_import,
    "GET /api/customers/import/{importId}": of_customer_import(),
    "PATCH /api/customers/import/{importId}": of_customer_import({"leaveOut": [3]}),
    "DELETE /api/customers/import/{importId}": of_customer_import(),
    "GET /api/customers/import/{importId}/rows": _customer_import_rows,
    "GET /api/customers/import/{importId}/errors.xlsx": of_customer_import(),
    "POST /api/customers/import/{importId}/commit": of_customer_import({"skipBad": True}),
    "POST /api/customers/import/{importId}/undo": of_customer_import(state="done"),
    "GET /api/receivables/overview": plain(),
    "GET /api/notifications": plain(),
    "GET /api/notifications/unread": plain(),
    "POST /api/notifications/mark": plain(json={"all": True, "read": True}),
    "GET /api/notifications/preferences": plain(),
    "PATCH /api/notifications/preferences": plain(
        json={"items": [{"type": "customer_added", "inApp": True, "email": True}]}
    ),
    "GET /api/views": plain(params={"page": "dashboard"}),
    "POST /api/views": _new_view,
    "PATCH /api/views/{viewId}": _view,
    "DELETE /api/views/{viewId}": bare(_view),
    "GET /api/audit": plain(),
    "GET /api/audit.csv": plain(),
    "GET /api/roles": plain(),
    "POST /api/organisations": _new_organisation,
    "GET /api/auth/session": plain(),
    "POST /api/auth/logout-everywhere": plain(),
    "POST /api/auth/password": plain(
        json={"currentPassword": PASSWORD, "newPassword": "another-sentence-to-keep"}
    ),
    "PATCH /api/auth/profile": plain(json={"name": "Ana the Second"}),
    "GET /api/auth/sessions": plain(),
    "DELETE /api/auth/sessions/{sessionId}": _session,
    "POST /api/auth/two-factor": plain(json={"password": PASSWORD}),
    "POST /api/auth/two-factor/confirm": _confirmed,
    "POST /api/auth/two-factor/disable": _disabled,
    "POST /api/auth/two-factor/recovery-codes": _renewed_codes,
}
"""Every operation that asks who calls. Whoever adds one adds it here, or the run fails."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as OpenAPI tells of it."""

    label: str
    permission: str | None
    gated: bool

    @property
    def sample(self) -> Sample:
        """Makes a right request of it."""
        return SAMPLES[self.label]

    @property
    def changes(self) -> bool:
        """Whether it changes something: a rule is tried by a body, and nothing is kept of it.

        What somebody has read, and wants to be told of, is no matter of the organisation.
        """
        others = ("/preview", "/notifications/mark", "/notifications/preferences")
        return not self.label.startswith("GET ") and not self.label.endswith(others)

    async def ask(
        self,
        world: World,
        of: Organisation,
        who: Someone,
        headers: dict[str, str] | None = None,
        **path: str,
    ) -> httpx.Response:
        """Send a right request for something of an organisation, as somebody."""
        parameters, sent = await SAMPLES[self.label](world, of, who)
        return await self.send(world, parameters | path, sent, who.headers | (headers or {}))

    async def send(
        self,
        world: World,
        parameters: dict[str, str],
        sent: dict[str, Any],
        headers: dict[str, str],
    ) -> httpx.Response:
        """Send exactly this, with no headers of anybody else."""
        method, path = self.label.split()
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(world.api.app), base_url="http://localhost"
        ) as http:
            return await http.request(method, path.format(**parameters), headers=headers, **sent)


def operations() -> dict[str, Operation]:
    """All of them, from the description of an application that touches no server."""
    settings = load_settings(_env_file=None, environment="test")
    nowhere = DatabaseAddresses("mongodb://127.0.0.1:1", "redis://127.0.0.1:1")
    found = {}
    for path, methods in Application(settings, nowhere).app.openapi()["paths"].items():
        for method, described in methods.items():
            label = f"{method.upper()} {path}"
            gated = "security" in described
            found[label] = Operation(label, described.get("x-permission"), gated)
    return found


OPERATIONS = operations()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`gated`: every operation that asks who calls; `changing`: each of them that changes."""
    for name, wanted in (
        ("gated", [each for each in OPERATIONS.values() if each.gated]),
        ("changing", [each for each in OPERATIONS.values() if each.gated and each.changes]),
    ):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, wanted, ids=lambda each: each.label)


@pytest.fixture(scope="session")
def all_operations() -> dict[str, Operation]:
    return OPERATIONS


@pytest.fixture(scope="session")
def samples() -> dict[str, Sample]:
    return SAMPLES
