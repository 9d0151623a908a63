"""Sealing: in order, at once, by one; killed anywhere it leaves all of a step or nothing."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
from bson import Binary

from cashbeat.audit.entry import GENESIS, chain_hash
from cashbeat.audit.sealer import Sealer
from cashbeat.core.tasks import end_tasks

from .conftest import Log


async def test_entries_are_numbered_and_chained_in_order(log: Log) -> None:
    await log.enter(3)
    await log.enter(2, "other")
    assert await log.sealer().seal() == 5
    assert await log.sealer().seal() == 0
    await log.enter(2)
    assert await log.sealer().seal() == 2
    chain = await log.chain()
    assert [entry["n"] for entry in chain] == [1, 2, 3, 4, 5]
    assert chain == sorted(chain, key=lambda entry: entry["at"])
    prev = GENESIS
    for entry in chain:
        assert entry["prev"] == prev
        assert entry["hash"] == chain_hash(prev, entry)
        assert "waiting" not in entry
        prev = entry["hash"]
    assert [entry["n"] for entry in await log.chain("other")] == [1, 2]
    head = await log.database["audit_heads"].find_one({"_id": "demo"})
    assert head == {"_id": "demo", "n": 5, "hash": prev}
    assert (await log.verify()).count == 0


async def test_an_entry_is_sealed_within_half_a_second(log: Log) -> None:
    running = asyncio.create_task(log.sealer().run())
    try:
        await log.enter()
        async with asyncio.timeout(5):
            while await log.waiting():
                await asyncio.sleep(0.01)
        took = []
        for _ in range(7):
            began = time.monotonic()
            await log.enter()
            while await log.waiting():
                await asyncio.sleep(0.01)
            took.append(time.monotonic() - began)
        assert sorted(took)[2] < 0.6, "a busy machine may be late now and then"
    finally:
        await end_tasks([running])
    assert (await log.verify()).entries == 8
    assert await log.database["leases"].count_documents({}) == 0


async def test_sealers_at_once_make_one_chain(log: Log) -> None:
    """The lease is left out: it is not what keeps the chain whole."""
    sealers = [log.sealer() for _ in range(4)]

    async def seal(sealer: Sealer) -> None:
        for _ in range(40):
            await sealer.seal()
            await asyncio.sleep(0)

    await asyncio.gather(log.enter(30), *map(seal, sealers))
    while await log.waiting():
        await log.sealer().seal()
    report = await log.verify()
    assert (report.count, report.entries) == (0, 30)


async def test_a_sealer_that_read_an_old_end_cannot_fork(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stops between reading the entries and sealing them; another one seals meanwhile."""
    await log.enter(3)
    late, waiting = log.sealer(), Sealer._waiting

    async def slowly(self: Sealer) -> list[dict[str, Any]]:
        found = await waiting(self)
        if self is late:
            await log.sealer().seal()
        return found

    monkeypatch.setattr(Sealer, "_waiting", slowly)
    assert await late.seal() == 0
    report = await log.verify()
    assert (report.count, report.entries) == (0, 3)


@pytest.mark.parametrize("step", ["before", "head", "seals", "between"])
async def test_killed_between_any_two_steps(log: Log, step: str) -> None:
    """kill -9 of a process of its own, at each place where it may die."""
    await log.sealed(2)
    await log.enter(5)
    environment = os.environ | {
        "CASHBEAT_TEST_DATABASE": log.settings.mongo_database,
        "CASHBEAT_TEST_URI": log.settings.mongodb_uri.get_secret_value(),  # type: ignore[union-attr]
        "CASHBEAT_TEST_STEP": step,
    }
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", _VICTIM],
        env=environment,
        timeout=60,
        check=False,
        stdout=subprocess.PIPE,
    )
    assert done.returncode == -signal.SIGKILL
    assert await log.waiting() == 5
    assert [entry["n"] for entry in await log.chain()] == [1, 2]
    await log.enter(2, "other")
    await log.sealer().seal()
    assert len(await log.chain("other")) == 2, "others do not wait for what a dead one holds"
    # MongoDB ends the transaction of a client that is gone after a while; we do not wait for it.
    sessions = [{"id": Binary(bytes.fromhex(line), 4)} for line in done.stdout.decode().split()]
    if sessions:  # an empty list would end those of every other test
        await log.database.client.admin.command("killSessions", sessions)
    async with asyncio.timeout(20):
        while await log.waiting():
            await log.sealer().seal()
    report = await log.verify()
    assert (report.count, report.entries) == (0, 7)


_VICTIM = """
import asyncio, os, signal
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.collection import AsyncCollection
from cashbeat.audit.sealer import Sealer
from cashbeat.core.mongo import connect_projector, open_database
from cashbeat.core.settings import load_settings

STEP = os.environ["CASHBEAT_TEST_STEP"]

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

class Told(AsyncClientSession):
    async def start_transaction(self, *given, **named):
        print(self.session_id["id"].hex(), flush=True)
        return await super().start_transaction(*given, **named)

def after(method):
    async def call(*given, **named):
        await method(*given, **named)
        die()
    return call

async def main():
    settings = load_settings(_env_file=None, environment="test",
        mongo_database=os.environ["CASHBEAT_TEST_DATABASE"])
    client = connect_projector(os.environ["CASHBEAT_TEST_URI"], settings)
    start_session = client.start_session
    def start(*given, **named):
        session = start_session(*given, **named)
        session.__class__ = Told
        return session
    client.start_session = start
    sealer = Sealer(open_database(client, settings), 2)
    if STEP == "before":
        sealer._append = die
    elif STEP == "head":
        sealer._move = after(sealer._move)
    elif STEP == "seals":
        AsyncCollection.bulk_write = after(AsyncCollection.bulk_write)
    else:
        AsyncClientSession.commit_transaction = die
    await sealer.seal()

asyncio.run(main())
"""


async def test_one_damaged_chain_does_not_stop_the_others(log: Log) -> None:
    """An entry that an intruder put at the next number stops its own organisation alone."""
    await log.sealed(1)
    forged = {"_id": "aud_forged", "tenantId": "demo", "n": 2, "at": log.at}
    await log.database["audit_entries"].insert_one(forged)
    await log.enter(2)
    await log.enter(2, "other")
    sealer = log.sealer()
    assert await sealer.seal() == 2
    assert await sealer.seal() == 0
    assert [entry["n"] for entry in await log.chain("other")] == [1, 2]
    assert [fault.kind for fault in (await log.verify()).faults] == ["forged"]
    await log.database["audit_entries"].delete_one({"_id": "aud_forged"})
    assert await log.sealer().seal() == 2
    assert (await log.verify()).count == 0


async def test_a_look_at_nothing_reads_nothing(log: Log) -> None:
    await log.sealed(20)
    query = {"waiting": True}
    plan = await (
        log.database["audit_entries"].find(query).sort([("at", 1), ("_id", 1)]).limit(500).explain()
    )
    assert plan["executionStats"]["totalKeysExamined"] == 0
    assert plan["executionStats"]["totalDocsExamined"] == 0
