"""`verify` notices every kind of wrong number, and `rebuild` makes it right: negative controls."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from cashbeat.contracts.payment import RetryPayment
from cashbeat.payment.history import page_id, places_of
from cashbeat.projector.checkpoint import Checkpoint, CheckpointRepository
from cashbeat.projector.stream import ChangeStream, HistoryLost
from cashbeat.rollup import failure_codes

from .conftest import Ledger

Spoil = tuple[str, Callable[[Any], Any]]

SPOILS: dict[str, Spoil] = {
    "a day counts one more": (
        "rollup_days",
        lambda c: c.update_one({"currency": "EUR"}, {"$inc": {"m.card.completed.n": 1}}),
    ),
    "an hour of a day is off": ("rollup_days", lambda c: c.update_one({}, {"$inc": {"hn.3": 1}})),
    "a quarter lost money": (
        "rollup_quarters",
        lambda c: c.update_one({}, {"$inc": {"q.95.card.completed.a": -1}}),
    ),
    "a day of quarters is gone": ("rollup_quarters", lambda c: c.delete_one({})),
    "a day is another tenant's": (
        "rollup_days",
        lambda c: c.update_one({}, {"$set": {"start": None}}),
    ),
    "a minute is off": (
        "rollup_minutes",
        lambda c: c.update_one({}, {"$inc": {"m.card.failed.n": 1}}),
    ),
    "a failure has another code": (
        "rollup_days",
        lambda c: c.update_one({}, {"$inc": {"m.card.failed.f.card_declined.n": 1}}),
    ),
    "a failure code of a quarter lost money": (
        "rollup_quarters",
        lambda c: c.update_one({}, {"$inc": {"q.95.card.failed.f.card_declined.a": -1}}),
    ),
    "a page of events is gone": ("payment_events", lambda c: c.delete_one({})),
    "an event is gone": ("payment_events", lambda c: c.update_one({}, {"$pop": {"ns": -1}})),
    "an event is another's": (
        "payment_events",
        lambda c: c.update_one({}, {"$set": {"paymentIds.0": "pay_nobody"}}),
    ),
    "a page begins with another's seq": (
        "payment_events",
        lambda c: c.update_one({}, {"$inc": {"firstSeq": 1}}),
    ),
    "a payment is not found by its texts": (
        "payments",
        lambda c: c.update_one({"terms.0": {"$exists": True}}, {"$unset": {"terms": ""}}),
    ),
    "a payment is found by what it says nowhere": (
        "payments",
        lambda c: c.update_one({}, {"$set": {"terms": ["nowhere"]}}),
    ),
    "a sequence is ahead": (
        "tenant_sequences",
        lambda c: c.update_one({"_id": "demo"}, {"$inc": {"seq": 1}}),
    ),
}


async def _rebuild(ledger: Ledger) -> None:
    checkpoints = CheckpointRepository(ledger.database)
    before = await checkpoints.get()
    assert before is not None
    asked = Checkpoint(before.token, before.version + 1, "rebuilding")
    await checkpoints.move(before, asked)
    async with asyncio.timeout(20):
        while (checkpoint := await checkpoints.get()) is None or checkpoint.state != "tailing":
            await asyncio.sleep(0.05)


async def _made(ledger: Ledger) -> None:
    for tenant in ("demo", "other"):
        await ledger.live(tenant, 12)
        await ledger.pay(tenant, externalId="INV-1")
    async with ledger.projecting():
        await ledger.caught_up()
    report = await ledger.verify()
    assert report.differences == 0, report.shown


async def test_every_spoilt_number_is_reported_and_repaired(
    ledger: Ledger, subtests: pytest.Subtests
) -> None:
    """One after the other: each begins with a ledger that the repair before it left right."""
    await _made(ledger)
    async with ledger.projecting():
        for name, (collection, spoil) in SPOILS.items():
            with subtests.test(name):
                await spoil(ledger.database[collection])
                assert (await ledger.verify()).differences > 0
                await _rebuild(ledger)
                await ledger.caught_up()
                report = await ledger.verify()
                assert report.differences == 0, report.shown


async def test_a_payment_that_contradicts_its_own_events_is_reported(ledger: Ledger) -> None:
    await _made(ledger)
    await ledger.database["payments"].update_one({"status": "completed"}, {"$set": {"version": 9}})
    report = await ledger.verify()
    assert report.differences == 1
    assert "version is 9" in report.shown[0]


async def test_what_an_older_version_derived_is_rebuilt(ledger: Ledger) -> None:
    """Format 1 had a document an event and a document a quarter, and no mark of it."""
    await _made(ledger)
    checkpoints, events = ledger.database["checkpoints"], ledger.database["payment_events"]
    await checkpoints.update_one({}, {"$unset": {"format": 1}})
    rows = [
        {"_id": page_id(page["tenantId"], place.seq), "tenantId": page["tenantId"]}
        | {"seq": place.seq, "paymentId": place.payment_id, "n": place.n}
        for page in await events.find({}).to_list()
        for place in places_of(page)
    ]
    await events.delete_many({})
    await events.insert_many(rows)
    await ledger.database["rollup_quarters"].insert_one(
        {
            "_id": "demo|EUR|2026-03-01T08:15Z",
            "tenantId": "demo",
            "currency": "EUR",
            "start": datetime(2026, 3, 1, 8, 15, tzinfo=UTC),
            "m": {"card": {"completed": {"n": 1, "a": 100}}},
        }
    )
    assert (await ledger.verify()).differences > 0
    async with ledger.projecting():
        await ledger.caught_up()
    report = await ledger.verify()
    assert (report.differences, report.events) == (0, await ledger.steps()), report.shown


async def test_payments_nobody_counted_are_reported_then_counted(ledger: Ledger) -> None:
    await ledger.live("demo", 5)
    assert (await ledger.verify()).differences == 1
    async with ledger.projecting():
        await ledger.caught_up()
    assert (await ledger.verify()).differences == 0


async def test_rebuild_while_writers_go_on(ledger: Ledger) -> None:
    await _made(ledger)
    await ledger.database["rollup_days"].delete_many({})
    async with ledger.projecting():
        writers = asyncio.gather(ledger.live("demo", 40), ledger.live("other", 40))
        await _rebuild(ledger)
        await writers
        await ledger.caught_up()
    report = await ledger.verify()
    assert (report.differences, report.events) == (0, await ledger.steps()), report.shown


async def test_a_rebuild_that_was_cut_off_is_done_again(ledger: Ledger) -> None:
    await _made(ledger)
    await ledger.database["checkpoints"].update_one({}, {"$set": {"state": "rebuilding"}})
    await ledger.database["rollup_quarters"].delete_many({"tenantId": "demo"})
    assert (await ledger.verify()).differences > 0
    async with ledger.projecting():
        await ledger.pay()
        await ledger.caught_up()
    report = await ledger.verify()
    assert report.differences == 0, report.shown


async def test_verify_is_right_while_the_projector_is_behind(ledger: Ledger) -> None:
    await _made(ledger)
    await ledger.live("demo", 10)
    report = await ledger.verify()
    assert report.differences == 0, report.shown
    assert report.uncounted > 0


async def test_an_unreadable_resume_point_leads_to_a_rebuild_not_to_now(ledger: Ledger) -> None:
    await _made(ledger)
    await ledger.live("demo", 5)
    await ledger.database["checkpoints"].update_one({}, {"$set": {"token": {"_data": "82"}}})
    async with ledger.projecting():
        await ledger.caught_up()
    report = await ledger.verify()
    assert (report.differences, report.events) == (0, await ledger.steps()), report.shown


async def test_lost_history_leads_to_a_rebuild_not_to_now(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _made(ledger)
    await ledger.live("demo", 5)
    opened = ChangeStream.__aenter__
    lost: list[object] = []

    async def open_once_lost(stream: ChangeStream) -> ChangeStream:
        if not lost and stream._start.get("resumeAfter"):
            lost.append(stream)
            raise HistoryLost("Resume of change stream was not possible")
        return await opened(stream)

    monkeypatch.setattr(ChangeStream, "__aenter__", open_once_lost)
    await ledger.database["rollup_days"].delete_many({})
    async with ledger.projecting():
        await ledger.caught_up()
    assert lost
    report = await ledger.verify()
    assert (report.differences, report.events) == (0, await ledger.steps()), report.shown


async def test_codes_beyond_the_most_are_counted_together(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the batches: a retry leaves the cell that its failure entered, a rebuild too."""
    monkeypatch.setattr(failure_codes, "MOST_CODES", 3)
    ledger.batch_size = 4
    retry = RetryPayment()
    for place in range(18):
        code = f"code_{place % 6}"
        payment_id = await ledger.pay(status="failed", failureCode=code, currency="EUR")
        if place % 4 == 0:
            await ledger.service.retry("demo", payment_id, retry, None)
    async with ledger.projecting():
        await ledger.caught_up()
        for place in (0, 1, 4, 5):
            late = await ledger.pay(status="failed", failureCode=f"code_{place}")
            await ledger.service.retry("demo", late, retry, None)
        await ledger.caught_up()
        sequence = await ledger.database["tenant_sequences"].find_one({"_id": "demo"})
        assert sequence is not None
        assert len(sequence["failureCodes"]) == 3
        report = await ledger.verify()
        assert report.differences == 0, report.shown
        days = await ledger.database["rollup_days"].find({"tenantId": "demo"}).to_list()
        counted = Counter[str]()
        for day in days:
            for code, cell in day["m"]["card"]["failed"]["f"].items():
                counted[code] += cell["n"]
        failed = await ledger.database["payments"].count_documents({"status": "failed"})
        assert counted["*"] > 0
        assert counted.keys() == {*sequence["failureCodes"], "*"}
        assert sum(counted.values()) == failed
        await _rebuild(ledger)
        again = await ledger.database["tenant_sequences"].find_one({"_id": "demo"})
        assert again is not None
        assert again["failureCodes"] == sequence["failureCodes"]
        await ledger.database["tenant_sequences"].update_one(
            {"_id": "demo"}, {"$set": {"failureCodes.0": "forgotten"}}
        )
        assert (await ledger.verify()).differences > 0
