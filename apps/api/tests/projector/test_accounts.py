"""Accounts of customers under a running projector: exactly what follows, whoever races whom."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cashbeat.contracts.payment import RefundPayment
from cashbeat.core.mongo import in_transaction
from cashbeat.core.tasks import end_tasks
from cashbeat.customer.account.accountant import Accountant
from cashbeat.customer.account.facts import payments_query
from cashbeat.customer.account.marking import CustomerMarks
from cashbeat.customer.account.standing import NOTHING, status_of
from cashbeat.kit.ids import new_id
from cashbeat.projector.checkpoint import Checkpoint, CheckpointRepository
from cashbeat.projector.projector import Projector
from cashbeat.tenant.repository import TenantRepository

from .conftest import Ledger, now

KYIV = ZoneInfo("Europe/Kyiv")


class Accounts:
    """Customers and charges of a ledger, written as the API does."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.database = ledger.database
        self.clock: Callable[[], datetime] = now

    def accountant(self) -> Accountant:
        return Accountant(self.database, lambda _: None, lambda _: None, self.clock, 2)

    async def customer(self, tenant_id: str = "demo", external_id: str | None = None) -> str:
        name = new_id("cus")
        refs = [name] if external_id is None else [name, external_id]
        await self.database["customers"].insert_one(
            {
                "_id": name,
                "tenantId": tenant_id,
                "name": name,
                "nameKey": name,
                "currency": "EUR",
                "openedAt": now() - timedelta(days=2),
                "refs": refs,
                "deleted": False,
                "account": NOTHING,
                "stale": 1,
                "version": 1,
                "createdAt": now(),
                "updatedAt": now(),
            }
        )
        return name

    async def charge(
        self, customer_id: str, amount: int, due_in: int = 30, tenant_id: str = "demo"
    ) -> str:
        today = datetime.now(KYIV).date()
        issued = min(today, today + timedelta(days=due_in))
        stored = {
            "_id": new_id("chg"),
            "tenantId": tenant_id,
            "customerId": customer_id,
            "amount": amount,
            "currency": "EUR",
            "issuedOn": issued.isoformat(),
            "dueOn": (today + timedelta(days=due_in)).isoformat(),
            "version": 1,
            "createdAt": now(),
            "updatedAt": now(),
        }

        async def work(session: Any) -> None:
            await self.database["charges"].insert_one(stored, session=session)
            await self.database["customers"].update_one(
                {"_id": customer_id}, {"$inc": {"stale": 1}}, session=session
            )

        await in_transaction(self.database, work)
        return str(stored["_id"])

    async def cancel(self, charge_id: str) -> None:
        async def work(session: Any) -> None:
            found = await self.database["charges"].find_one_and_update(
                {"_id": charge_id},
                {"$set": {"cancelledOn": datetime.now(KYIV).date().isoformat()}},
                session=session,
            )
            assert found is not None
            await self.database["customers"].update_one(
                {"_id": found["customerId"]}, {"$inc": {"stale": 1}}, session=session
            )

        await in_transaction(self.database, work)

    async def settled(self) -> None:
        """Wait until nobody is stale and every payment was seen."""
        await self.ledger.caught_up()
        async with asyncio.timeout(20):
            while await self.database["customers"].find_one({"stale": {"$exists": True}}):
                await asyncio.sleep(0.02)

    async def account(self, customer_id: str) -> dict[str, Any]:
        found = await self.database["customers"].find_one({"_id": customer_id})
        assert found is not None
        return dict(found["account"])

    @asynccontextmanager
    async def working(self, accountants: int = 1) -> AsyncIterator[None]:
        """A projector, and accountants of which only one has the lease."""
        tasks = [asyncio.create_task(self.accountant().run()) for _ in range(accountants)]
        try:
            async with self.ledger.projecting():
                yield
        finally:
            await end_tasks(tasks)


@pytest.fixture
def accounts(ledger: Ledger) -> Accounts:
    return Accounts(ledger)


async def test_a_payment_pays_a_charge_and_a_refund_opens_it_again(accounts: Accounts) -> None:
    async with accounts.working():
        one = await accounts.customer(external_id="K-1")
        await accounts.charge(one, 10_000)
        paid = await accounts.ledger.pay(customerId="K-1", amount=40)
        await accounts.ledger.pay(customerId=one, amount=25)
        await accounts.ledger.pay(customerId="K-2", amount=1)
        await accounts.settled()
        account = await accounts.account(one)
        assert (account["outstanding"], account["partial"]) == (3_500, True)
        part = RefundPayment.model_validate({"amount": 15})
        await accounts.ledger.service.refund("demo", paid, part, None)
        await accounts.settled()
        assert (await accounts.account(one))["outstanding"] == 5_000
    report = await accounts.ledger.verify()
    assert (report.shown, report.customers) == ([], 1)


async def test_whatever_happens_at_once_every_account_is_right(accounts: Accounts) -> None:
    """Three accountants without a lease between them, a projector that dies, people who write."""
    ledger, dice = accounts.ledger, accounts.ledger.dice
    customers = [await accounts.customer(external_id=f"K-{n}") for n in range(12)]
    charges: list[str] = []
    payments: list[str] = []

    async def people(rounds: int) -> None:
        for _ in range(rounds):
            number = dice.randrange(len(customers))
            lot = dice.random()
            if lot < 0.4:
                amount = dice.randrange(1, 20_000)
                charges.append(
                    await accounts.charge(customers[number], amount, dice.randrange(-40, 40))
                )
            elif lot < 0.85:
                named = {"customerId": dice.choice([customers[number], f"K-{number}"])}
                paid = dice.randrange(1, 15_000) / 100
                payments.append(await ledger.pay(amount=paid, **named))
            elif lot < 0.93 and payments:
                whole = RefundPayment.model_validate({"amount": 0.01})
                await ledger.service.refund("demo", dice.choice(payments), whole, None)
            elif charges:
                await accounts.cancel(charges.pop(dice.randrange(len(charges))))

    stop = asyncio.Event()

    async def unleashed() -> None:
        accountant = accounts.accountant()
        while not stop.is_set():
            await accountant.settle_stale()
            await asyncio.sleep(0)

    rivals = [asyncio.create_task(unleashed()) for _ in range(3)]
    for _ in range(2):
        async with ledger.projecting():
            await asyncio.gather(people(40), people(40))
    async with ledger.projecting():
        await accounts.settled()
    stop.set()
    await asyncio.gather(*rivals)
    report = await ledger.verify()
    assert (report.shown, report.customers) == ([], 12)
    assert await accounts.database["accounts"].count_documents({}) == 12


async def test_a_step_without_a_mark_is_found_out(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: were customers not marked, verify would say so."""

    async def forget(_self: CustomerMarks, _steps: Any) -> bool:
        return False

    monkeypatch.setattr(CustomerMarks, "mark", forget)
    async with accounts.working():
        one = await accounts.customer()
        await accounts.charge(one, 10_000)
        await accounts.settled()
        await accounts.ledger.pay(customerId=one)
        await accounts.settled()
    report = await accounts.ledger.verify()
    assert any(one in line and "outstanding" in line for line in report.shown), report.shown


SPOILS: dict[str, Any] = {
    "a customer owes less": ("customers", {"$set": {"account.outstanding": 1}}),
    "a customer has another due day": ("customers", {"$set": {"account.dueFirst": "2020-01-01"}}),
    "a day charged more": ("receivable_days", {"$inc": {"charged": 1}}),
    "a day has more open": ("receivable_days", {"$inc": {"open.2026-01-01": 1}}),
    "an account adds more to a day": ("accounts", {"$set": {"days.2026-01-01": {"charged": 5}}}),
    "a charge is more open than it is": ("accounts", {"$set": {"charges.x": {"open": 1}}}),
    "an account lost a payment": ("accounts", {"$unset": {"payments": ""}}),
}


async def test_verify_finds_every_damage_and_rebuild_repairs_it(accounts: Accounts) -> None:
    ledger = accounts.ledger
    async with accounts.working():
        one = await accounts.customer()
        await accounts.charge(one, 10_000)
        await ledger.pay(customerId=one)
        await accounts.settled()
        found = 0
        for name, (collection, change) in SPOILS.items():
            await accounts.database[collection].update_one({}, change)
            differences = (await ledger.verify()).differences
            assert differences > found or collection == "accounts", name
            assert differences, name
            found = differences
        checkpoints = CheckpointRepository(ledger.database)
        before = await checkpoints.get()
        assert before is not None
        asked = Checkpoint(before.token, before.version + 1, "rebuilding")
        await checkpoints.move(before, asked)
        await _rebuilt(checkpoints)
        await accounts.settled()
        assert (await ledger.verify()).shown == []
        await accounts.database["accounts"].delete_one({})
        assert (await ledger.verify()).differences


async def _rebuilt(checkpoints: CheckpointRepository) -> None:
    async with asyncio.timeout(20):
        while (found := await checkpoints.get()) is None or found.state != "tailing":
            await asyncio.sleep(0.02)


async def test_a_day_that_begins_makes_overdue_also_when_nobody_looked(accounts: Accounts) -> None:
    one = await accounts.customer()
    await accounts.charge(one, 10_000, due_in=3)
    accountant = accounts.accountant()
    await accountant.sweep()
    await accountant.settle_stale()
    account = await accounts.account(one)
    assert status_of(account, _today()) == "pending"
    accounts.clock = lambda: now() + timedelta(days=5)
    late = accounts.accountant()
    await late.sweep()
    assert await late.settle_stale() == 1
    after = await accounts.account(one)
    assert after["rank"] < account["rank"]
    assert status_of(after, _today() + timedelta(days=5)) == "overdue"
    await late.sweep()
    assert await late.settle_stale() == 0


async def test_a_damaged_customer_is_left_alone_and_stops_nobody(accounts: Accounts) -> None:
    broken, sound = await accounts.customer(), await accounts.customer()
    charge = await accounts.charge(broken, 10_000)
    await accounts.charge(sound, 10_000)
    await accounts.database["charges"].update_one({"_id": charge}, {"$unset": {"dueOn": ""}})
    accountant = accounts.accountant()
    await accountant.sweep()
    assert await accountant.settle_stale() == 2
    assert (await accounts.account(sound))["outstanding"] == 10_000
    assert await accountant.settle_stale() == 0
    stale = await accounts.database["customers"].distinct("_id", {"stale": {"$exists": True}})
    assert stale == [broken]


async def test_another_time_zone_counts_payments_on_other_days(accounts: Accounts) -> None:
    one = await accounts.customer()
    await accounts.charge(one, 10_000)
    at = (now() - timedelta(days=1)).replace(hour=22, minute=30)
    await accounts.ledger.pay(customerId=one, createdAt=at.isoformat(), amount=10)
    accountant = accounts.accountant()
    await accountant.sweep()
    await accountant.settle_stale()
    days = accounts.database["receivable_days"]
    following = (at + timedelta(days=1)).date().isoformat()
    assert (await days.find_one({"day": following}) or {}).get("collected") == 1_000
    async with accounts.database.client.start_session() as session:
        await TenantRepository(accounts.database).update("demo", {"timeZone": "UTC"}, session)
    await accountant.sweep()
    assert await accountant.settle_stale() == 1
    assert (await days.find_one({"day": at.date().isoformat()}) or {}).get("collected") == 1_000
    assert not (await days.find_one({"day": following}) or {}).get("collected")


async def test_payments_of_many_customers_are_found_by_their_index(accounts: Accounts) -> None:
    for _ in range(40):
        await accounts.ledger.pay(customerId=new_id("cus"))
        await accounts.ledger.pay()
    customers = [{"refs": [f"K-{n}", f"cus_{n}"], "openedAt": now()} for n in range(20)]
    plan = await accounts.database["payments"].find(payments_query("demo", customers)).explain()
    assert "by_customer" in str(plan["queryPlanner"]["winningPlan"])
    assert "COLLSCAN" not in str(plan["queryPlanner"]["winningPlan"])


def _today() -> date:
    return datetime.now(KYIV).date()


def test_the_projector_marks_before_it_commits() -> None:
    """Once committed a step is never read again: a mark behind it could be lost."""
    source = inspect.getsource(Projector._project)
    assert source.index("_marks.mark") < source.index("_committer.commit")
