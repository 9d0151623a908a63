"""The clients of crash.py, and the ledger of what they were promised."""

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from cashbeat.seed.client import ApiClient, ApiRefused, ApiUnreachable
from cashbeat.seed.credentials import KeySource
from cashbeat.seed.customer import number_of
from cashbeat.seed.method import BY_CODE
from cashbeat.seed.traffic import LivePayment, LiveStep, Traffic

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
class Ledger:
    """What clients were promised, kept outside the system under test."""

    payments: dict[str, Acknowledged] = field(default_factory=dict)
    customers: list[str] = field(default_factory=list)
    charges: list[str] = field(default_factory=list)
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
        async with ApiClient(self._url, auth=keys, patience=120, connections=self._count) as client:
            await self._open_accounts(client)
            writers = (self._write(client, number) for number in range(self._count))
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
                if rng.random() < 0.25:
                    await self._charge(client, key, rng)
                elif rng.random() < 0.3:
                    count = rng.choice((5, 20, 60, 400))
                    many = [traffic.next_payment(datetime.now(UTC)) for _ in range(count)]
                    await self._batch(client, many, key)
                else:
                    payment = traffic.next_payment(datetime.now(UTC))
                    await self._live(client, payment, key, rng)
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

    async def _batch(self, client: ApiClient, many: list[LivePayment], key: str) -> None:
        body = {"items": [payment.to_request() for payment in many]}
        outcome = await client.post("/api/payments/batch", body, key)
        for payment, item in zip(many, outcome["items"], strict=True):
            self.ledger.created(item["payment"]["id"], payment)

    async def _live(self, client: ApiClient, payment: LivePayment, key: str, rng: Random) -> None:
        created = await client.post("/api/payments", payment.to_request(), key)
        self.ledger.created(created["id"], payment)
        if rng.random() < 0.1:
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
