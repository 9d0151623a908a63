"""A change of time zone: days are cut anew in steps, and right at every moment of it."""

import asyncio
from asyncio.subprocess import DEVNULL
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cashbeat.core.mongo import in_transaction
from cashbeat.launch.processes import CASHBEAT, child_environment
from cashbeat.projector.batch import derive
from cashbeat.projector.checkpoint import Checkpoint, CheckpointRepository, Fenced
from cashbeat.projector.commit import Committer
from cashbeat.projector.recut import Recutter, Stepped
from cashbeat.projector.stream import ChangeStream
from cashbeat.rollup.recuts import cuttings_of
from cashbeat.tenant.repository import TenantRepository
from cashbeat.tenant.tenant import Tenant

from .conftest import RETENTION, Ledger, now
from .test_verify_and_rebuild import _rebuild

ZONE = "Asia/Kathmandu"


async def change(ledger: Ledger, zone: str, tenant_id: str = "demo") -> None:
    """What `PATCH /api/organisation` does of it."""
    tenants = TenantRepository(ledger.database)
    await in_transaction(
        ledger.database,
        lambda session: tenants.update(tenant_id, {"timeZone": zone}, session),
    )


async def tenant(ledger: Ledger, tenant_id: str = "demo") -> Tenant:
    found = await TenantRepository(ledger.database).get(tenant_id)
    assert found is not None
    return found


async def recutter(ledger: Ledger, days: int = 1) -> Recutter:
    """One that has just started, as after a crash; its steps make so many days."""
    tenants = TenantRepository(ledger.database)
    fresh = Recutter(ledger.database, tenants)
    fresh._days = days
    await fresh.load(await tenants.list_all())
    return fresh


async def step(ledger: Ledger, worker: Recutter) -> Stepped:
    checkpoint = await CheckpointRepository(ledger.database).get()
    assert checkpoint is not None
    return await worker.step(checkpoint)


async def project(ledger: Ledger, *, forgetful: bool = False) -> None:
    """What the projector does with a batch; a forgetful one counts in the old days only."""
    checkpoints, worker = CheckpointRepository(ledger.database), await recutter(ledger)
    before = await checkpoints.get()
    assert before is not None
    async with ChangeStream(ledger.database, after=before.token, wait_ms=200) as stream:
        batch = await stream.next_batch()
    tenants = await TenantRepository(ledger.database).list_all()
    count: Callable[[Tenant], Any] = cuttings_of if forgetful else worker.cuttings
    derived = derive(
        batch.changes,
        {tenant.id: count(tenant) for tenant in tenants},
        await checkpoints.get_sequences(),
        now() - RETENTION,
        await checkpoints.get_failure_codes(),
    )
    after = Checkpoint(batch.token, before.version + 1)
    await Committer(ledger.database, checkpoints, RETENTION).commit(before, after, derived, now())


async def history(ledger: Ledger, payments: int = 30, tenant_id: str = "demo") -> None:
    """Payments of some days long ago and of the last ones."""
    for _ in range(payments):
        back = ledger.dice.choice([0, 1, 2, 3, 40, 41, 200])
        made = now() - timedelta(days=back, minutes=ledger.dice.randrange(600))
        currency = ledger.dice.choice(["EUR", "USD"])
        await ledger.pay(tenant_id, createdAt=made.isoformat(), currency=currency)


async def made(ledger: Ledger) -> None:
    await history(ledger)
    await ledger.live("other", 10)
    async with ledger.projecting():
        await ledger.caught_up()


async def assert_right(ledger: Ledger) -> None:
    report = await ledger.verify()
    assert report.differences == 0, report.shown


async def assert_done(ledger: Ledger, zone: str, tenant_id: str = "demo") -> None:
    """The days are those of the zone, and nothing else is left."""
    await assert_right(ledger)
    found = await tenant(ledger, tenant_id)
    assert (found.time_zone, found.day_zone) == (zone, zone)
    days = await ledger.database["rollup_days"].find({"tenantId": tenant_id}).to_list()
    assert {(day["timeZone"], day.get("cut", 0)) for day in days} == {(zone, found.day_cut)}
    assert await ledger.database["day_recuts"].find({"_id": tenant_id}).to_list() == []
    stored = await ledger.database["tenants"].find_one({"_id": tenant_id})
    assert stored is not None
    assert "recut" not in stored


async def done(ledger: Ledger, zone: str, seconds: float = 20) -> None:
    """Wait until a projector has cut the days and cleared the old ones away."""
    async with asyncio.timeout(seconds):
        while (await tenant(ledger)).day_zone != zone or await ledger.database[
            "day_recuts"
        ].find_one({}):
            await asyncio.sleep(0.05)


async def test_numbers_are_right_after_every_step_and_any_crash(ledger: Ledger) -> None:
    await made(ledger)
    await change(ledger, ZONE)
    others = await ledger.database["rollup_days"].find({"tenantId": "other"}).to_list()
    seen: set[tuple[str, str]] = set()
    steps = 0
    while (worker := await recutter(ledger)).busy:
        await step(ledger, worker)
        await assert_right(ledger)
        recut = await ledger.database["day_recuts"].find_one({}) or {"state": "none"}
        seen.add((recut["state"], (await tenant(ledger)).day_zone))
        await history(ledger, 3)
        await project(ledger)
        await assert_right(ledger)
        steps += 1
    assert seen == {("building", "Europe/Kyiv"), ("clearing", ZONE), ("none", ZONE)}
    assert steps > 8
    await assert_done(ledger, ZONE)
    assert await ledger.database["rollup_days"].find({"tenantId": "other"}).to_list() == others


async def test_a_batch_that_forgets_the_new_days_is_noticed(ledger: Ledger) -> None:
    """The negative control of the test above."""
    await made(ledger)
    await change(ledger, ZONE)
    for _ in range(3):
        await step(ledger, await recutter(ledger))
    long_ago = now() - timedelta(days=400)
    await ledger.pay(createdAt=long_ago.isoformat())
    await project(ledger, forgetful=True)
    assert (await ledger.verify()).differences > 0


@pytest.mark.parametrize("spoilt", [{"cut": None}, {"cut": 1}])
async def test_a_wrong_number_is_noticed_in_either_days(ledger: Ledger, spoilt: Any) -> None:
    await made(ledger)
    await change(ledger, ZONE)
    for _ in range(4):
        await step(ledger, await recutter(ledger))
    result = await ledger.database["rollup_days"].update_one(
        {"tenantId": "demo"} | spoilt, {"$inc": {"hn.3": 1}}
    )
    assert result.matched_count == 1
    assert (await ledger.verify()).differences == 1


async def test_days_of_another_cut_are_noticed_when_nobody_clears_them(ledger: Ledger) -> None:
    await made(ledger)
    day = await ledger.database["rollup_days"].find_one({"tenantId": "demo"})
    assert day is not None
    await ledger.database["rollup_days"].insert_one(day | {"_id": f"{day['_id']}|7", "cut": 7})
    assert (await ledger.verify()).differences > 0
    async with ledger.projecting():
        await _rebuild(ledger)
    await assert_done(ledger, "Europe/Kyiv")


async def test_a_step_that_is_cut_off_leaves_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(ledger)
    await change(ledger, ZONE)

    async def crash(*_: object) -> None:
        raise ConnectionResetError("killed between the writes and the commit")

    cut_off = 0
    while (worker := await recutter(ledger, days=30)).busy:
        before = await everything(ledger)
        with monkeypatch.context() as patch:
            patch.setattr(Recutter, "_put", crash)
            patch.setattr(TenantRepository, "end_recut", crash)
            try:
                await step(ledger, worker)
            except ConnectionResetError:
                cut_off += 1
                assert await everything(ledger) == before
        await step(ledger, await recutter(ledger, days=30))
        await assert_right(ledger)
    assert cut_off >= 4  # the beginning, the days, the switch, the end
    await assert_done(ledger, ZONE)


async def everything(ledger: Ledger) -> dict[str, list[Any]]:
    names = ("tenants", "rollup_days", "day_recuts", "checkpoints")
    return {name: await ledger.database[name].find({}).sort("_id", 1).to_list() for name in names}


async def test_a_projector_that_was_replaced_commits_no_step(ledger: Ledger) -> None:
    await made(ledger)
    await change(ledger, ZONE)
    checkpoint = await CheckpointRepository(ledger.database).get()
    assert checkpoint is not None
    paused = await recutter(ledger)
    await step(ledger, await recutter(ledger))
    before = await everything(ledger)
    with pytest.raises(Fenced):
        await paused.step(checkpoint)
    assert await everything(ledger) == before


@pytest.mark.parametrize("steps", range(9))
async def test_the_last_change_wins_wherever_the_first_one_is(ledger: Ledger, steps: int) -> None:
    await made(ledger)
    for zone in (ZONE, "America/New_York", "Europe/Kyiv", ZONE, "Europe/Kyiv", "Asia/Tokyo"):
        await change(ledger, zone)
        for _ in range(steps):
            worker = await recutter(ledger, days=20)
            if worker.busy:
                await step(ledger, worker)
        await history(ledger, 1)
        await project(ledger)
        await assert_right(ledger)
    while (worker := await recutter(ledger, days=20)).busy:
        await step(ledger, worker)
    await assert_done(ledger, "Asia/Tokyo")


async def test_a_change_back_at_once_leaves_the_days_as_they_are(ledger: Ledger) -> None:
    await made(ledger)
    await change(ledger, ZONE)
    await change(ledger, "Europe/Kyiv")
    days = await ledger.database["rollup_days"].find({}).to_list()
    async with ledger.projecting():
        async with asyncio.timeout(10):
            while await ledger.database["tenants"].find_one({"recut": True}):
                await asyncio.sleep(0.05)
    await assert_done(ledger, "Europe/Kyiv")
    assert await ledger.database["rollup_days"].find({}).to_list() == days


async def test_the_worker_notices_and_payments_go_on(ledger: Ledger) -> None:
    await made(ledger)
    async with ledger.projecting():
        await asyncio.sleep(0.5)
        ledger.published.versions.clear()
        await change(ledger, ZONE)
        async with asyncio.timeout(2):
            while not await ledger.database["day_recuts"].find_one({}):
                await asyncio.sleep(0.02)
        await asyncio.gather(ledger.live("demo", 20), ledger.live("other", 20), done(ledger, ZONE))
        await change(ledger, "Asia/Tokyo")
        reports = []
        while (await tenant(ledger)).day_zone != "Asia/Tokyo":
            await ledger.pay("other")
            reports.append(await ledger.verify())
        await done(ledger, "Asia/Tokyo")
        await ledger.caught_up()
        await asyncio.sleep(1.1)
    assert [report.shown for report in reports if report.differences] == []
    assert len([name for name, _ in ledger.published.versions if name == "demo"]) >= 3
    await assert_done(ledger, "Asia/Tokyo")


async def test_a_rebuild_in_the_middle_of_a_change(ledger: Ledger) -> None:
    await made(ledger)
    await change(ledger, ZONE)
    for _ in range(4):
        await step(ledger, await recutter(ledger))
    await ledger.database["rollup_days"].delete_many({"cut": 1})
    assert (await ledger.verify()).differences > 0
    async with ledger.projecting():
        await _rebuild(ledger)
        await ledger.live("demo", 5)
        await ledger.caught_up()
        await done(ledger, ZONE)
    await assert_done(ledger, ZONE)


async def test_an_organisation_without_payments_changes_its_zone(ledger: Ledger) -> None:
    async with ledger.projecting():
        await change(ledger, ZONE)
        await done(ledger, ZONE)
        await ledger.pay()
        await ledger.caught_up()
    await assert_done(ledger, ZONE)


@pytest.mark.slow
async def test_a_worker_killed_anywhere_leaves_right_numbers_and_the_next_goes_on(
    ledger: Ledger,
) -> None:
    """Real processes and kill -9, at moments that no step chooses.

    What a killed process had begun in MongoDB is in the way of the next one for half a minute.
    """
    for _ in range(250):
        await ledger.pay(
            createdAt=(now() - timedelta(days=ledger.dice.randrange(1200))).isoformat(),
            currency=ledger.dice.choice(["EUR", "USD", "GBP", "JPY", "UAH", "PLN"]),
            amount=ledger.dice.randrange(1, 500),
        )
    async with ledger.projecting():
        await ledger.caught_up()
    states: list[str] = []
    for zone, target in [(ZONE, "building"), ("Asia/Tokyo", "clearing"), (ZONE, "building")]:
        await change(ledger, zone)
        for _ in range(2):
            worker = await asyncio.create_subprocess_exec(
                *CASHBEAT, "worker", env=child_environment(ledger.settings), stderr=DEVNULL
            )
            try:
                async with asyncio.timeout(150):
                    while await state(ledger) != target and (
                        (await tenant(ledger)).day_zone != zone or await state(ledger)
                    ):
                        await asyncio.sleep(0)
                await asyncio.sleep(ledger.dice.random() * 0.1)
            finally:
                worker.kill()
                await worker.wait()
            states.append(await state(ledger))
            await ledger.database["leases"].delete_many({})
            await ledger.pay()
            await assert_right(ledger)
    assert "building" in states, states
    async with ledger.projecting():
        await done(ledger, zone, 150)
        await ledger.caught_up(150)
    await assert_done(ledger, zone)


async def state(ledger: Ledger) -> str:
    """What the worker is doing for the change of zone; "" for nothing."""
    found = await ledger.database["day_recuts"].find_one({"_id": "demo"})
    return "" if found is None else str(found["state"])
