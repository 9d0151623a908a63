"""The clients of crash.py, and the ledger of what they were promised."""

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from cashbeat.seed.client import ApiClient, ApiRefused, ApiUnreachable
from cashbeat.seed.credentials import KeySource
from cashbeat.seed.customer import number_of
from cashbeat.seed.method import BY_CODE
from cashbeat.seed.traffic import LivePayment, LiveStep, Traffic

IMPORTED = 700
"""New customers of an import: two pieces."""

IMPORT_SECONDS = 180.0
ON_ACCOUNT = 40
"""Customers with charges: those who pay most often, so that payments pay them all the time."""

EVENT_OF = {
    "pending": "payment_created",
    "completed": "payment_received",
    "failed": "payment_failed",
    "complete": "payment_received",
    "fail": "payment_failed",
    "retry": "payment_retried",
    "refund": "payment_refunded",
}


@dataclass(slots=True)
class Acknowledged:
    """A payment as the API acknowledged it: every step it was promised, in order."""

    minor: int
    currency: str
    events: list[str]


@dataclass(slots=True)
class Imported:
    """An import of customers as the API acknowledged its end: `done` or `undone`."""

    id: str
    external_ids: list[str]
    state: str


@dataclass(slots=True)
class Ledger:
    """What clients were promised, kept outside the system under test."""

    payments: dict[str, Acknowledged] = field(default_factory=dict)
    customers: list[str] = field(default_factory=list)
    charges: list[str] = field(default_factory=list)
    imports: list["Imported"] = field(default_factory=list)
    steps: int = 0
    doubled: int = 0
    faults: list[str] = field(default_factory=list)

    def created(self, payment_id: str, payment: LivePayment) -> None:
        if payment_id in self.payments:
            self.faults.append(f"two requests were answered with {payment_id}")
        sale = payment.sale
        known = Acknowledged(sale.minor, sale.currency, [EVENT_OF[payment.status]])
        self.payments[payment_id] = known
        self.steps += 1

    def stepped(self, payment_id: str, step: LiveStep) -> None:
        self.payments[payment_id].events.append(EVENT_OF[step.kind])
        self.steps += 1


class Writers(threading.Thread):
    """Clients that write at the same time, each until it is answered."""

    def __init__(self, url: str, key_file: Path, count: int, seed: int) -> None:
        super().__init__(name="writers")
        self.ledger = Ledger()
        self.repeats = 0
        self._url = url
        self._key_file = key_file
        self._count = count
        self._seed = seed
        self._ending = threading.Event()

    def end(self) -> None:
        self._ending.set()

    def run(self) -> None:
        asyncio.run(self._work())

    async def _work(self) -> None:
        keys = KeySource(path=self._key_file)  # read again once the API has made it
        async with ImportingClient(
            self._url, auth=keys, patience=120, connections=self._count + 1
        ) as client:
            await self._open_accounts(client)
            writers = [self._write(client, number) for number in range(self._count)]
            writers.append(self._import_customers(client))
            for outcome in await asyncio.gather(*writers, return_exceptions=True):
                if isinstance(outcome, BaseException):
                    self.ledger.faults.append(f"a writer ended: {outcome!r}")
            self.repeats = client.repeats

    async def _write(self, client: ApiClient, number: int) -> None:
        rng = Random(f"{self._seed}:{number}")
        traffic = Traffic(rng.getrandbits(32), ZoneInfo("UTC"), "EUR", frozenset(BY_CODE))
        name = f"crash-{self._seed}-{number}"
        turn = 0
        while not self._ending.is_set():
            turn += 1
            key = f"{name}-{turn}"
            try:
                if turn == 1:  # so that something is repeated however slow the machine is
                    payment = traffic.next_payment(datetime.now(UTC))
                    await self._live(client, payment, key, again=True)
                elif rng.random() < 0.25:
                    await self._charge(client, key, rng)
                elif rng.random() < 0.3:
                    count = rng.choice((5, 20, 60, 400))
                    many = [traffic.next_payment(datetime.now(UTC)) for _ in range(count)]
                    await self._batch(client, many, key)
                else:
                    payment = traffic.next_payment(datetime.now(UTC))
                    await self._live(client, payment, key, again=rng.random() < 0.1)
            except ApiRefused as refusal:
                self.ledger.faults.append(f"{key} was refused: {refusal}")
            except ApiUnreachable as error:
                self.ledger.faults.append(f"{key} was never answered: {error}")

    async def _open_accounts(self, client: ApiClient) -> None:
        for place in range(ON_ACCOUNT):
            number = number_of(place)
            body = {"name": f"Customer {number}", "externalId": number, "currency": "EUR"}
            made = await client.post("/api/customers", body, f"crash-{self._seed}-{number}")
            self.ledger.customers.append(made["id"])

    async def _charge(self, client: ApiClient, key: str, rng: Random) -> None:
        """Charge somebody, due some days ago or in some days."""
        due = datetime.now(UTC).date() + timedelta(days=rng.randrange(-20, 20))
        body = {"amount": rng.randrange(1, 90_000) / 100, "dueDate": due.isoformat()}
        path = f"/api/customers/{rng.choice(self.ledger.customers)}/charges"
        self.ledger.charges.append((await client.post(path, body, key))["id"])

    async def _import_customers(self, client: "ImportingClient") -> None:
        """One import after another, each to its end; some are undone then."""
        rng, turn = Random(f"{self._seed}:imports"), 0
        while turn == 0 or not self._ending.is_set():
            turn += 1
            key = f"crash-{self._seed}-import-{turn}"
            try:
                await self._import(client, key, turn, undone=rng.random() < 0.4)
            except ApiRefused as refusal:
                self.ledger.faults.append(f"{key} was refused: {refusal}")
            except (ApiUnreachable, TimeoutError) as error:
                self.ledger.faults.append(f"{key} came to no end: {error}")

    async def _import(
        self, client: "ImportingClient", key: str, turn: int, *, undone: bool
    ) -> None:
        """New customers with a charge each; and a phone number for each customer on account."""
        names = [f"I-{turn}-{place}" for place in range(IMPORTED)]
        lines = [f"{name},Imported {name},{turn}.50,2036-12-31," for name in names]
        on_account = [number_of(place) for place in range(ON_ACCOUNT)]
        lines += [f"{number},,,,030 {turn:06d}" for number in on_account]
        header = "external_id,name,outstanding_amount,due_date,phone"
        content = "\n".join([header, *lines]).encode()
        begun = await client.upload("/api/customers/import", content, key)
        path = f"/api/customers/import/{begun['id']}"
        await _until(client, path, "ready")
        await client.post(f"{path}/commit", {}, key)
        done = await _until(client, path, "done")
        state = "done"
        if done["outcome"]["created"] != IMPORTED:
            self.ledger.faults.append(f"{key} made other customers: {done['outcome']}")
        if undone:
            await client.post(f"{path}/undo", {}, key)
            taken = (await _until(client, path, "undone"))["undo"]
            state = "undone"
            if taken["removed"] != IMPORTED:
                self.ledger.faults.append(f"{key} was not taken back: {taken}")
        self.ledger.imports.append(Imported(begun["id"], names, state))

    async def _batch(self, client: ApiClient, many: list[LivePayment], key: str) -> None:
        body = {"items": [payment.to_request() for payment in many]}
        outcome = await client.post("/api/payments/batch", body, key)
        for payment, item in zip(many, outcome["items"], strict=True):
            self.ledger.created(item["payment"]["id"], payment)

    async def _live(
        self, client: ApiClient, payment: LivePayment, key: str, *, again: bool
    ) -> None:
        created = await client.post("/api/payments", payment.to_request(), key)
        self.ledger.created(created["id"], payment)
        if again:
            await self._repeat(client, payment, key, created["id"])
        for number, step in enumerate(payment.steps):
            path = f"/api/payments/{created['id']}/{step.kind}"
            await client.post(path, payment.step_request(step), f"{key}-{number}")
            self.ledger.stepped(created["id"], step)

    async def _repeat(
        self, client: ApiClient, payment: LivePayment, key: str, payment_id: str
    ) -> None:
        """A request that was answered is sent again, as a proxy or an impatient user would."""
        again = await client.post("/api/payments", payment.to_request(), key)
        self.ledger.doubled += 1
        if again["id"] != payment_id:
            self.ledger.faults.append(f"{key} made {payment_id}, and again {again['id']}")


class ImportingClient(ApiClient):
    """A client that sends files as well, as patiently."""

    async def upload(self, path: str, content: bytes, key: str) -> Any:
        files = {"file": ("customers.csv", content, "text/csv")}
        return await self._answer("POST", path, files=files, headers={"idempotency-key": key})


async def _until(client: ApiClient, path: str, state: str) -> Any:
    """The import once it is in that state. Raises: TimeoutError."""
    async with asyncio.timeout(IMPORT_SECONDS):
        while True:
            found = await client.get(path)
            if found["state"] == state:
                return found
            if found["state"] in {"failed", "refused"}:
                raise TimeoutError(f"it {found['state']}: {found['reason']}")
            await asyncio.sleep(0.2)
