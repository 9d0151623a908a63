"""Leases: what a worker that leaves may count on."""

import asyncio
import time
from functools import partial
from typing import Any

import pytest
from pymongo import AsyncMongoClient

from cashbeat.core import lease
from cashbeat.core.lease import Lease
from cashbeat.core.mongo import Database
from cashbeat.core.tasks import end_tasks


@pytest.fixture
def leases_in(mongo_client: AsyncMongoClient[dict[str, Any]], database: str) -> Database:
    """A database that nobody used before."""
    return mongo_client[database]


async def test_a_lease_that_cannot_be_given_back_keeps_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lease, "_LEAVE_SECONDS", 0.2)
    client = AsyncMongoClient[dict[str, Any]](
        "mongodb://127.0.0.1:1", serverSelectionTimeoutMS=30_000
    )
    begun = time.monotonic()
    async with asyncio.timeout(10):
        await Lease(client["nowhere"], "projector", 10).release()
        assert time.monotonic() - begun < 5
        await client.close()
        await Lease(client["nowhere"], "projector", 10).release()


async def test_the_lease_has_one_holder(leases_in: Database) -> None:
    one, two = Lease(leases_in, "thing", 30), Lease(leases_in, "thing", 30)
    assert sorted(await asyncio.gather(one.acquire(), two.acquire())) == [False, True]
    holder, other = (one, two) if await one.acquire() else (two, one)
    assert not await other.acquire()
    assert not await other.renew(state="running")
    assert await holder.renew(state="running")
    await other.release()
    assert await holder.renew(state="running")
    await holder.release()
    assert await other.acquire()


async def test_an_expired_lease_is_free(leases_in: Database) -> None:
    gone, heir = Lease(leases_in, "thing", 1), Lease(leases_in, "thing", 30)
    assert await gone.acquire()
    async with asyncio.timeout(5):
        while not await heir.acquire():
            await asyncio.sleep(0.1)
    assert not await gone.renew(state="running")


async def test_a_lease_has_one_holder_who_works_until_it_is_lost(leases_in: Database) -> None:
    lease_of_one, lease_of_other = Lease(leases_in, "thing", 60), Lease(leases_in, "thing", 60)
    assert not await lease_of_one.holds(), "it was never taken"
    assert await lease_of_one.acquire()
    assert not await lease_of_other.acquire()
    assert await lease_of_one.holds()
    assert not await lease_of_other.holds()
    await leases_in["leases"].delete_many({})
    assert await lease_of_one.holds(), "asked again within a second"
    async with asyncio.timeout(10):
        while await lease_of_one.holds():
            await asyncio.sleep(0.1)
    assert await lease_of_other.acquire()


async def test_work_goes_on_after_it_failed_and_at_another_when_its_holder_ends(
    leases_in: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "_AGAIN_SECONDS", 0.01)
    done: list[str] = []
    progress = asyncio.Event()

    async def work(name: str) -> None:
        done.append(name)
        progress.set()
        if len(done) == 1:
            raise ValueError("the first round fails")
        await asyncio.Event().wait()

    async def has_done(count: int) -> None:
        async with asyncio.timeout(10):
            while len(done) < count:
                progress.clear()
                await progress.wait()

    names = ("one", "other")
    reigns = [
        asyncio.create_task(Lease(leases_in, "thing", 60).reign(partial(work, name)))
        for name in names
    ]
    await has_done(2)
    assert done[0] in names
    holder = names.index(done[1])
    await end_tasks([reigns[holder]])
    await has_done(3)
    assert done[2] == names[1 - holder]
    await end_tasks(reigns)
    assert await leases_in["leases"].count_documents({}) == 0
