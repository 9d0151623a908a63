"""Keeps accounts up to date: takes customers that are marked stale, and settles them anew.

    lease -> stale customers -> one transaction {read their facts, settle (pure), write changes}

Whoever changes what an account follows from raises the customer's `stale` afterwards, or in the
same transaction. A settlement reads all of it at one moment and takes the mark away in the same
transaction, which conflicts with a mark that was raised since: so none is lost, and to settle twice
changes nothing. The days of the organisation change by the difference to what the account added
before. Members are told of what is new in it, in the same transaction too, so once each. The lease
only keeps a standby from trying. Source: docs/adr/0022-customer-accounts.md.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pymongo import DeleteOne, InsertOne, ReplaceOne, UpdateOne
from pymongo.errors import PyMongoError

from cashbeat.core.lease import Lease
from cashbeat.core.logging import get_logger
from cashbeat.core.mongo import (
    BATCH_TRANSACTION_SECONDS,
    BY_ID,
    Database,
    Session,
    in_transaction,
)
from cashbeat.customer.account.facts import (
    ACCOUNT_FORMAT,
    CUSTOMER,
    DayNumbers,
    Facts,
    SessionReader,
    Stored,
    add_days,
    local_today,
    read_facts,
    stored_account,
)
from cashbeat.customer.account.happenings import happenings_of
from cashbeat.customer.account.marking import CustomerMarks
from cashbeat.customer.account.standing import OVERDUE_RANK, RANKS, account_of
from cashbeat.customer.recording import search_terms
from cashbeat.notification.happening import Happening
from cashbeat.notification.writer import NotificationWriter
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

log = get_logger(__name__)

LEASE = "accountant"
BATCH = 250
"""Customers that one transaction settles."""

PAUSE_SECONDS = 0.1
"""How long a mark that was made elsewhere waits at most: a look at an empty index costs 0.2 ms."""

SWEEP_SECONDS = 5.0
"""How often charges are looked for that a day has made overdue, and organisations of a new zone."""

_ASIDE_SECONDS = 60.0
"""How long a damaged customer is left alone, so that others do not wait for it."""

_LATER = [rank for rank in range(len(RANKS)) if rank > OVERDUE_RANK]


class Written(NamedTuple):
    """What a settlement writes."""

    customers: list[UpdateOne]
    accounts: list[InsertOne[Stored] | ReplaceOne[Stored] | DeleteOne]
    days: DayNumbers
    happenings: list[Happening]


class Accountant:
    """Settles while it holds the lease, stands by while another does.

    `changed` hears of organisations whose customers stand otherwise now, `told` of those whose
    members have a new notification.
    """

    def __init__(
        self,
        database: Database,
        changed: Callable[[Iterable[str]], None],
        told: Callable[[str], None],
        clock: Callable[[], datetime],
        lease_seconds: int,
    ) -> None:
        self._database = database
        self._customers = database["customers"]
        self._accounts = database["accounts"]
        self._books = database["receivable_books"]
        self._marks = CustomerMarks(database)
        self._notifications = NotificationWriter(database)
        self._tenants = TenantRepository(database)
        self._changed = changed
        self._told = told
        self._clock = clock
        self._lease = Lease(database, LEASE, lease_seconds)
        self._wake = asyncio.Event()
        self._swept = -SWEEP_SECONDS
        self._aside: dict[str, float] = {}

    def wake(self) -> None:
        """Some customer may be stale: look at once."""
        self._wake.set()

    async def run(self) -> None:
        """Settle until cancelled; on the way out give the lease back."""
        await self._lease.reign(self._reign)

    async def _reign(self) -> None:
        while await self._lease.holds():
            if time.monotonic() - self._swept >= SWEEP_SECONDS:
                await self.sweep()
                self._swept = time.monotonic()
            self._wake.clear()
            if not await self.settle_stale():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), PAUSE_SECONDS)

    async def settle_stale(self) -> int:
        """Settle customers that are stale, up to a batch; how many those were."""
        now = time.monotonic()
        self._aside = {name: until for name, until in self._aside.items() if until > now}
        query: Stored = {"stale": {"$exists": True}}
        if self._aside:
            query["_id"] = {"$nin": list(self._aside)}
        by_tenant: dict[str, list[str]] = {}
        # The lowest marks first: an import raises them so far that it waits behind everybody else.
        found = self._customers.find(query, {"tenantId": 1}).sort("stale", 1).limit(BATCH)
        async for customer in found:
            by_tenant.setdefault(str(customer.get("tenantId")), []).append(customer["_id"])
        for tenant_id, ids in by_tenant.items():
            try:
                await self._settle_of(tenant_id, ids)
            except PyMongoError:
                raise
            except Exception:
                log.exception("accountant.batch.damaged", tenant=tenant_id)
                await self._settle_singly(tenant_id, ids)
        if by_tenant:
            self._changed(by_tenant)
        return sum(map(len, by_tenant.values()))

    async def _settle_singly(self, tenant_id: str, ids: Sequence[str]) -> None:
        """Settle those that can be; a damaged one is left alone for a while, and said so."""
        for name in ids:
            try:
                await self._settle_of(tenant_id, [name])
            except PyMongoError:
                raise
            except Exception:
                log.exception("accountant.customer.damaged", tenant=tenant_id, customer=name)
                self._aside[name] = time.monotonic() + _ASIDE_SECONDS

    async def _settle_of(self, tenant_id: str, ids: Sequence[str]) -> None:
        tenant = await self._tenants.get(tenant_id)
        if tenant is None:
            raise LookupError(f"there is no organisation {tenant_id!r}")
        await self.settle(tenant, ids)

    async def settle(self, tenant: Tenant, customer_ids: Sequence[str]) -> None:
        """Make the accounts of those customers anew that are stale."""

        async def work(session: Session) -> bool:
            reader = SessionReader(self._database, session)
            query = {"_id": {"$in": list(customer_ids)}, "tenantId": tenant.id, "stale": {"$gt": 0}}
            found = self._customers.find(query, CUSTOMER, session=session, hint=BY_ID)
            customers = await found.to_list()
            facts = await read_facts(reader, tenant.id, customers)
            ids = {"_id": {"$in": list(facts)}, "tenantId": tenant.id}
            stored = self._accounts.find(ids, session=session)
            before = {account["_id"]: account async for account in stored}
            now = self._clock()
            written = self._settled(tenant, facts.values(), before, now)
            await self._write(written, session)
            await self._notifications.add(tenant.id, written.happenings, now, tenant.zone, session)
            return bool(written.happenings)

        if await in_transaction(self._database, work, BATCH_TRANSACTION_SECONDS):
            self._told(tenant.id)

    def _settled(
        self, tenant: Tenant, facts: Iterable[Facts], before: dict[str, Stored], now: datetime
    ) -> Written:
        today = local_today(tenant.zone, now)
        written = Written([], [], {}, [])
        for each in facts:
            name = each.customer["_id"]
            settlement = each.settle(tenant.zone)
            account = stored_account(each, settlement)
            change: Stored = {"$unset": {"stale": "", "isNew": "", "unsearched": ""}}
            standing = account_of(settlement, today)
            changed: Stored = {}
            if standing != each.customer["account"]:
                changed["account"] = standing
            if each.customer.get("unsearched"):
                changed["terms"] = search_terms(each.customer)
            if changed:
                change["$set"] = changed
            mark = {"_id": name, "tenantId": tenant.id, "stale": each.customer["stale"]}
            written.customers.append(UpdateOne(mark, change, hint=BY_ID))
            known = before.get(name)
            written.happenings.extend(happenings_of(each, settlement, standing, known, now))
            if account == known:
                continue
            mine = {"_id": name, "tenantId": tenant.id}
            if account is None:
                written.accounts.append(DeleteOne(mine))
            elif known is None:  # an upsert costs the server as much as five insertions
                written.accounts.append(InsertOne(account))
            else:
                written.accounts.append(ReplaceOne(mine, account))
            add_days(written.days, known, -1)
            add_days(written.days, account)
        return written

    async def _write(self, written: Written, session: Session) -> None:
        if written.customers:
            await self._customers.bulk_write(written.customers, ordered=False, session=session)
        if written.accounts:
            await self._accounts.bulk_write(written.accounts, ordered=False, session=session)
        if days := day_increments(written.days):
            await self._database["receivable_days"].bulk_write(days, ordered=False, session=session)

    async def sweep(self) -> None:
        """Mark what is stale by the passing of time: overdue since a day began, or in another zone.

        It looks at how things stand, so a day on which nobody looked is made up for.
        """
        books = {book["_id"]: book async for book in self._books.find({})}
        now = self._clock()
        for tenant in await self._tenants.list_all():
            book: dict[str, Any] = {"timeZone": tenant.time_zone, "format": ACCOUNT_FORMAT}
            if books.get(tenant.id) != {"_id": tenant.id, **book}:
                await self._marks.mark_all(tenant.id)
                await self._books.replace_one({"_id": tenant.id}, book, upsert=True)
            overdue = {
                "tenantId": tenant.id,
                "deleted": {"$in": [False, True]},
                "account.rank": {"$in": _LATER},
                "account.dueFirst": {"$lt": local_today(tenant.zone, now).isoformat()},
            }
            await self._customers.update_many(overdue, {"$inc": {"stale": 1}})


def day_increments(days: DayNumbers) -> list[UpdateOne]:
    """Changes of `receivable_days` as MongoDB writes; nothing for what does not change."""
    writes = []
    for (tenant_id, currency, day), numbers in days.items():
        if changes := {path: value for path, value in numbers.items() if value}:
            fields = {"tenantId": tenant_id, "currency": currency, "day": day}
            writes.append(
                UpdateOne(
                    {"_id": f"{tenant_id}|{currency}|{day}"},
                    {"$inc": changes, "$setOnInsert": fields},
                    upsert=True,
                )
            )
    return writes
