"""Do accounts follow from charges and payments, and days from accounts? Recomputed at one moment.

It shares the pure settlement with the accountant and nothing else: not the marks, not the
differences. Customers that wait for the accountant at that moment are left out, and so are those of
payments that the projector has not seen; what their accounts add to the days is compared as it is.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from pymongo import UpdateOne

from cashbeat.core.mongo import Database
from cashbeat.customer.account.accountant import day_increments
from cashbeat.customer.account.facts import (
    CUSTOMER,
    DayNumbers,
    Facts,
    Reader,
    Stored,
    add_days,
    flat,
    local_today,
    read_facts,
    stored_account,
)
from cashbeat.customer.account.marking import CustomerMarks
from cashbeat.customer.account.standing import account_of
from cashbeat.tenant.tenant import Tenant


async def compare_accounts(
    reader: Reader,
    tenant: Tenant,
    now: datetime,
    unseen: Collection[str],
    differs: Callable[[str], None],
) -> int:
    """Report every account that is not what it must be; how many customers there are.

    `unseen` are payments that may have changed without a mark so far.
    """
    compared = 0
    async for customers in reader.find("customers", {"tenantId": tenant.id}, projection=CUSTOMER):
        compared += len(customers)
        facts = await read_facts(reader, tenant.id, customers)
        ids = {"_id": {"$in": list(facts)}, "tenantId": tenant.id}
        stored = {
            account["_id"]: account
            async for batch in reader.find("accounts", ids)
            for account in batch
        }
        for name, each in facts.items():
            if "stale" in each.customer or any(p["_id"] in unseen for p in each.payments):
                continue
            for fault in _faults(each, stored.get(name), tenant, now):
                differs(f"customer {name}: {fault}")
    return compared


def _faults(facts: Facts, stored: Stored | None, tenant: Tenant, now: datetime) -> list[str]:
    settlement = facts.settle(tenant.zone)
    expected = stored_account(facts, settlement)
    faults = []
    if expected != stored:
        faults.append("the account does not follow from charges and payments")
    found = facts.customer["account"]
    wanted = account_of(settlement, local_today(tenant.zone, now))
    faults += [
        f"{name} is {found.get(name)!r}, {wanted.get(name)!r} follows from charges and payments"
        for name in sorted({*found, *wanted} - {"rank"})
        if found.get(name) != wanted.get(name)
    ]
    return faults


async def compare_days(reader: Reader, tenant: Tenant, differs: Callable[[str], None]) -> None:
    """Report days that are not the sum of what the accounts add to them."""
    for (_, currency, day), numbers in (await missing_days(reader, tenant)).items():
        for path, value in sorted(numbers.items()):
            if value:
                differs(f"receivable_days {currency} {day} {path}: {value} is missing")


async def missing_days(reader: Reader, tenant: Tenant) -> DayNumbers:
    """What accounts add to the days, less what the days hold."""
    days: DayNumbers = {}
    query = {"tenantId": tenant.id}
    async for accounts in reader.find("accounts", query):
        for account in accounts:
            add_days(days, account)
    async for stored in reader.find("receivable_days", query):
        for day in stored:
            held: Mapping[str, object] = {
                name: value
                for name, value in day.items()
                if name not in {"_id", "tenantId", "currency", "day"}
            }
            of_day = days.setdefault((day["tenantId"], day["currency"], day["day"]), {})
            for path, value in flat(held):
                of_day[path] = of_day.get(path, 0) - value
    return days


async def repair_accounts(database: Database, reader: Reader, tenant: Tenant) -> int:
    """Make days the sum of the accounts again, and have every account settled anew.

    Days are corrected by what they lack at the reader's moment, which adds up with whatever the
    accountant adds meanwhile. Returns how many days were wrong.
    """
    corrections: list[UpdateOne] = day_increments(await missing_days(reader, tenant))
    if corrections:
        await database["receivable_days"].bulk_write(corrections, ordered=False)
    await CustomerMarks(database).mark_all(tenant.id)
    return len(corrections)
