"""Exactly once, whatever happens: on a real replica set, with real change streams."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.payment import RefundPayment
from cashbeat.core.mongo import Database
from cashbeat.projector.batch import derive
from cashbeat.projector.checkpoint import Checkpoint, CheckpointRepository, Fenced
from cashbeat.projector.commit import Committer
from cashbeat.projector.stream import ChangeStream
from cashbeat.rollup.failure_codes import FailureCodes
from cashbeat.rollup.recuts import cuttings_of

from .conftest import RETENTION, TENANTS, Ledger, now

DAMAGES: list[dict[str, Any]] = [
    {"amount": "12"},
    {"currency": "EUX"},
    {"events": []},
    {"createdAt": None},
    {"tenantId": "nobody"},
    {"method": "a.b"},
    {"amount": 1.5},
]

CUTTINGS = {tenant.id: cuttings_of(tenant) for tenant in TENANTS}


async def test_every_step_is_counted_once_while_writers_go_on(ledger: Ledger) -> None:
    async with ledger.projecting():
        await asyncio.gather(
            ledger.live("demo", 40), ledger.live("demo", 40), ledger.live("other", 40)
        )
        await ledger.caught_up()
    report = await ledger.verify()
    assert report.differences == 0, report.shown
    assert report.payments == 120
    assert report.events == await ledger.steps() > 120


async def test_sequences_of_tenants_are_their_own_and_without_gaps(ledger: Ledger) -> None:
    async with ledger.projecting():
        await asyncio.gather(ledger.live("demo", 15), ledger.live("other", 10))
        await ledger.caught_up()
    for tenant in ("demo", "other"):
        events = await ledger.history.list_after(tenant, 0, 1000)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert await ledger.history.latest_seq(tenant) == len(events) > 0


async def test_an_event_read_later_equals_the_one_sent_live(ledger: Ledger) -> None:
    async with ledger.projecting():
        first = await ledger.pay(description="Latte", customerId="c1", externalId="x-1")
        await ledger.service.refund(
            "demo", first, RefundPayment.model_validate({"amount": 2.5}), None
        )
        await ledger.service.refund("demo", first, RefundPayment(), None)
        await ledger.caught_up()
        await asyncio.sleep(0.1)
    sent = b",".join((encoded or b"")[1:-1] for tenant, _, _, encoded in ledger.published.events)
    told = await ledger.history.list_after("demo", 0, 10)
    assert b"[" + sent + b"]" == encode_json(told)
    assert [event.payment.status for event in told] == ["completed", "completed", "refunded"]
    assert [str(event.payment.refunded_amount) for event in told] == ["0.00", "2.50", "12.50"]


async def test_a_batch_delivered_twice_commits_once(ledger: Ledger) -> None:
    checkpoints = CheckpointRepository(ledger.database)
    async with ChangeStream(ledger.database, batch_size=0) as stream:
        first = Checkpoint(stream.token, 1)
    await checkpoints.create(first)
    await ledger.live("demo", 5)
    async with ChangeStream(ledger.database, after=first.token) as stream:
        batch = await stream.next_batch()
    derived = derive(batch.changes, CUTTINGS, {}, now() - RETENTION, FailureCodes())
    committer = Committer(ledger.database, checkpoints, RETENTION)
    after = Checkpoint(batch.token, 2)
    await committer.commit(first, after, derived, now())
    before = await _derived_state(ledger.database)
    with pytest.raises(Fenced):
        await committer.commit(first, after, derived, now())
    assert await _derived_state(ledger.database) == before
    assert (await ledger.verify()).differences == 0


async def test_a_commit_that_fails_half_way_leaves_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoints = CheckpointRepository(ledger.database)
    async with ChangeStream(ledger.database, batch_size=0) as stream:
        first = Checkpoint(stream.token, 1)
    await checkpoints.create(first)
    await ledger.live("demo", 5)
    async with ChangeStream(ledger.database, after=first.token) as stream:
        batch = await stream.next_batch()
    derived = derive(batch.changes, CUTTINGS, {}, now() - RETENTION, FailureCodes())

    async def crash(*_: object) -> None:
        raise ConnectionResetError("killed between the writes and the commit")

    with monkeypatch.context() as patch:
        patch.setattr(Committer, "_write_damages", crash)
        with pytest.raises(ConnectionResetError):
            await Committer(ledger.database, checkpoints, RETENTION).commit(
                first, Checkpoint(batch.token, 2), derived, now()
            )
    assert await checkpoints.get() == first
    assert await _derived_state(ledger.database) == {}
    async with ledger.projecting():
        await ledger.caught_up()
    report = await ledger.verify()
    assert (report.differences, report.events) == (0, await ledger.steps()), report.shown


async def test_two_projectors_count_once_and_the_standby_takes_over(ledger: Ledger) -> None:
    async with ledger.projecting():
        async with ledger.projecting():
            await ledger.live("demo", 20)
            await ledger.caught_up()
        await ledger.live("demo", 20)
        await ledger.caught_up()
    report = await ledger.verify()
    assert (report.differences, report.events) == (0, await ledger.steps()), report.shown


async def test_a_projector_that_lost_its_lease_without_knowing_is_fenced(ledger: Ledger) -> None:
    async with ledger.projecting():
        await ledger.pay()
        await ledger.caught_up()
        await ledger.database["checkpoints"].update_one({}, {"$inc": {"version": 7}})
        await ledger.pay()
        await ledger.pay()
        await ledger.caught_up()
    report = await ledger.verify()
    assert (report.differences, report.events) == (0, 3), report.shown


async def test_a_damaged_record_is_set_aside_and_the_rest_goes_on(ledger: Ledger) -> None:
    async with ledger.projecting():
        await ledger.pay()
        good = await ledger.database["payments"].find_one({})
        assert good is not None
        for number, damage in enumerate(DAMAGES):
            await ledger.database["payments"].insert_one(
                good
                | {"_id": f"pay_damaged_{number}"}
                | {"events": [good["events"][0] | {"key": f"damage-{number}"}]}
                | damage
            )
        await ledger.pay()
        async with asyncio.timeout(10):
            while await ledger.history.latest_seq("demo") < 2:
                await asyncio.sleep(0.05)
    found = await ledger.database["quarantine"].find({}).sort("paymentId", 1).to_list()
    assert [row["paymentId"] for row in found] == [f"pay_damaged_{n}" for n in range(len(DAMAGES))]
    assert all(row["reason"] for row in found)
    assert await ledger.history.latest_seq("demo") == 2


async def test_version_is_raised_at_once_and_then_once_a_second(ledger: Ledger) -> None:
    async with ledger.projecting():
        await ledger.pay()
        await ledger.caught_up()
        await asyncio.sleep(1.3)
        ledger.published.versions.clear()
        loop = asyncio.get_running_loop()
        started = loop.time()
        while loop.time() - started < 2.2:
            await ledger.pay()
        await asyncio.sleep(1.3)
    versions = [version for tenant, version in ledger.published.versions if tenant == "demo"]
    assert 2 <= len(versions) <= 5
    assert versions == sorted(versions)


async def test_a_burst_is_announced_without_its_events(ledger: Ledger) -> None:
    async with ledger.projecting():
        await ledger.pay()
        await ledger.caught_up()
    made = await ledger.database["payments"].find_one({}, {"events.key": 0})
    assert made is not None
    await ledger.database["payments"].insert_many(
        [made | {"_id": f"pay_burst_{n}"} for n in range(700)]
    )
    ledger.published.events.clear()
    async with ledger.projecting():
        await ledger.caught_up()
        await asyncio.sleep(0.2)
    assert ("demo", 2, 701, None) in ledger.published.events


async def test_minutes_expire_and_late_ones_are_not_written(ledger: Ledger) -> None:
    old = now() - RETENTION - timedelta(hours=1)
    async with ledger.projecting():
        await ledger.pay(createdAt=old.isoformat())
        await ledger.pay()
        await ledger.caught_up()
    minutes = await ledger.database["rollup_minutes"].find({}).to_list()
    assert [minute["expiresAt"] - minute["start"] for minute in minutes] == [RETENTION]
    assert await ledger.database["rollup_quarters"].count_documents({}) == 2


async def _derived_state(database: Database) -> dict[str, object]:
    names = ("payment_events", "tenant_sequences", "rollup_minutes", "rollup_quarters")
    found = {
        name: await database[name].find({}).sort("_id", 1).to_list()
        for name in (*names, "rollup_days")
    }
    return {name: rows for name, rows in found.items() if rows}
