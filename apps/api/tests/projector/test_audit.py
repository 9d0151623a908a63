"""Payments in the audit log: one entry for each operation, from the projector, exactly once."""

import asyncio
from typing import Any

import pytest
from pymongo.errors import PyMongoError

from cashbeat.audit.repository import AuditLog
from cashbeat.contracts.importing import ImportRequest
from cashbeat.contracts.payment import (
    CompletePayment,
    FailPayment,
    NewPayment,
    NewPaymentMethod,
    PaymentBatch,
    RefundPayment,
    RetryPayment,
)
from cashbeat.core.mongo import Database
from cashbeat.importing.repository import ImportKeyTaken, ImportRepository
from cashbeat.importing.trail import import_started
from cashbeat.payment.batch import PaymentBatchService
from cashbeat.payment.errors import PaymentMethodExists, PaymentMethodNotFound
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.wire import details_of
from cashbeat.projector.batch import derive
from cashbeat.projector.checkpoint import CheckpointRepository, Fenced
from cashbeat.projector.commit import Committer
from cashbeat.rollup.failure_codes import FailureCodes
from cashbeat.rollup.fold import Cutting
from cashbeat.tenant.caller import Actor, Provenance

from .conftest import RETENTION, TENANTS, Ledger, now

ANA = Provenance(Actor("user", "usr_ana", "Ana"), "req_1", "192.0.2.7", "asked by phone")
TILL = Provenance(Actor("api_key", "key_till", "Till"), "req_2", "192.0.2.8")


def new(status: str = "pending", **fields: Any) -> NewPayment:
    body = {"amount": 12.5, "currency": "EUR", "method": "card", "status": status}
    return NewPayment.model_validate(body | fields)


async def entries(database: Database, **query: Any) -> list[dict[str, Any]]:
    return await database["audit_entries"].find(query).sort("_id", 1).to_list()


def told(entry: dict[str, Any]) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return entry["action"], entry["before"], entry["after"]


async def a_life(ledger: Ledger) -> str:
    """A payment that fails, is tried again, arrives, and is given back in two parts."""
    service = ledger.service
    payment, _ = await service.create("demo", new(externalId="INV-7"), "one", by=TILL)
    failure = FailPayment.model_validate({"failureCode": "card_declined"})
    await service.fail("demo", payment.id, failure, None, by=TILL)
    await service.retry("demo", payment.id, RetryPayment(), None, by=ANA)
    await service.complete("demo", payment.id, CompletePayment(), None, by=TILL)
    part = RefundPayment.model_validate({"amount": 2.5})
    await service.refund("demo", payment.id, part, None, by=ANA)
    await service.refund("demo", payment.id, RefundPayment(), None, by=ANA)
    return payment.id


async def test_every_operation_writes_one_entry(ledger: Ledger) -> None:
    async with ledger.projecting():
        payment_id = await a_life(ledger)
        await ledger.service.create("demo", new(externalId="INV-7"), "one", by=TILL)  # a replay
        await ledger.caught_up()
    found = await entries(ledger.database)
    assert [entry["_id"] for entry in found] == [f"{payment_id}|{n}" for n in range(1, 7)]
    facts = {"amount": "12.50", "currency": "EUR", "method": "card"}
    euros = {"currency": "EUR"}
    assert [told(entry) for entry in found] == [
        ("payment.recorded", {}, {"status": "pending"} | facts),
        (
            "payment.failed",
            {"status": "pending"},
            {"status": "failed", "failureCode": "card_declined"},
        ),
        (
            "payment.retried",
            {"status": "failed", "failureCode": "card_declined"},
            {"status": "pending"},
        ),
        ("payment.completed", {"status": "pending"}, {"status": "completed"}),
        (
            "payment.refunded",
            {"refundedAmount": "0.00"} | euros,
            {"refundedAmount": "2.50"} | euros,
        ),
        (
            "payment.refunded",
            {"status": "completed", "refundedAmount": "2.50"} | euros,
            {"status": "refunded", "refundedAmount": "12.50"} | euros,
        ),
    ]
    refund = found[-1]
    assert refund["target"] == {"kind": "payment", "id": payment_id, "name": "INV-7"}
    assert refund["actor"] == {"kind": "user", "id": "usr_ana", "name": "Ana"}
    assert (refund["why"], refund["requestId"]) == ("asked by phone", "req_1")
    assert refund["address"] == "192.0.2.7"
    assert abs((now() - refund["at"]).total_seconds()) < 30
    assert {entry["tenantId"] for entry in found} == {"demo"}


async def test_what_nobody_did_by_itself_costs_nothing(ledger: Ledger) -> None:
    async with ledger.projecting():
        await ledger.live("demo", 5)
        await ledger.caught_up()
    assert await entries(ledger.database) == []
    stored = await ledger.database["payments"].find().to_list()
    assert not any("by" in event for payment in stored for event in payment["events"])


async def test_who_made_a_step_is_never_shown(ledger: Ledger) -> None:
    async with ledger.projecting():
        payment_id = await a_life(ledger)
        await ledger.caught_up()
    events = await ledger.history.list_after("demo", 0, 100)
    stored = await ledger.database["payments"].find_one({"_id": payment_id})
    assert stored is not None
    assert all("by" in event for event in stored["events"])
    shown = [event.model_dump_json() for event in events]
    shown += [details_of(stored).model_dump_json()]
    shown += [bytes(part or b"").decode() for *_, part in ledger.published.events]
    assert len(events) == 6
    assert not any("usr_ana" in text or "192.0.2" in text for text in shown)


async def test_a_redelivered_batch_adds_none(ledger: Ledger) -> None:
    """A batch that comes again is fenced; one that got past the fence would still add nothing."""
    async with ledger.projecting():
        await a_life(ledger)
        await ledger.caught_up()
    before = await entries(ledger.database)
    checkpoints = CheckpointRepository(ledger.database)
    at = await checkpoints.get()
    assert at is not None
    stored = await ledger.database["payments"].find().to_list()
    changes = [{"operationType": "insert", "fullDocument": payment} for payment in stored]
    days = {"demo": [Cutting(TENANTS[0].days)]}
    derived = derive(changes, days, {"demo": 6}, now() - RETENTION, FailureCodes())
    assert len(derived.entries) == 6
    committer = Committer(ledger.database, checkpoints, RETENTION)
    old = type(at)(at.token, at.version - 1)
    with pytest.raises(Fenced):
        await committer.commit(old, at, derived, now())
    await committer.commit(at, type(at)(at.token, at.version + 1), derived, now())
    assert await entries(ledger.database) == before


async def test_a_rebuild_adds_what_is_missing_and_nothing_else(ledger: Ledger) -> None:
    async with ledger.projecting():
        payment_id = await a_life(ledger)
        await ledger.caught_up()
    before = await entries(ledger.database)
    await ledger.database["audit_entries"].delete_one({"_id": f"{payment_id}|3"})
    assert "has no entry" in "".join((await ledger.verify()).shown)
    await ledger.database["audit_entries"].update_one(
        {"_id": f"{payment_id}|6"}, {"$set": {"actor.name": "Somebody else"}}
    )
    assert f"{payment_id} step 6: the audit log says" in "".join((await ledger.verify()).shown)
    await ledger.database["checkpoints"].update_one({}, {"$set": {"state": "rebuilding"}})
    async with ledger.projecting():
        await ledger.caught_up()
    after = await entries(ledger.database)
    assert after[:5] == before[:5]
    assert after[5]["actor"]["name"] == "Somebody else", "a rebuild never touches what is there"
    assert (await ledger.verify()).differences == 1


async def test_an_event_that_names_nobody_is_set_aside(ledger: Ledger) -> None:
    payment_id = await ledger.pay()
    await ledger.service.create("demo", new(), by=ANA)
    damaged = {"$set": {"events.0.by": {"actor": "Ana"}}}
    await ledger.database["payments"].update_one({"_id": payment_id}, damaged)
    async with ledger.projecting():
        pass
    assert len(await entries(ledger.database)) == 1
    assert (await ledger.verify()).differences == 1


async def test_a_batch_writes_one_entry(ledger: Ledger) -> None:
    payments = PaymentRepository(ledger.database)
    batches = PaymentBatchService(payments, PaymentMethods(ledger.database), now)
    good = {"amount": 1, "currency": "EUR", "method": "card"}
    body = PaymentBatch.model_validate({"items": [{"amount": 0}, good, good]})
    async with ledger.projecting():
        await batches.create("demo", body, None, TILL)
        for _ in range(2):
            await batches.create("demo", body, "again", TILL)
        nothing = PaymentBatch.model_validate({"items": [{"amount": 0}]})
        await batches.create("demo", nothing, None, TILL)
        await batches.create("demo", nothing, "nothing", TILL)
        await ledger.caught_up()
    found = await entries(ledger.database)
    assert [entry["action"] for entry in found] == ["payments.batch_recorded"] * 2
    for entry in found:
        first = entry["after"].pop("firstPaymentId")
        assert entry["after"] == {"items": 3, "accepted": 2, "refused": 1}
        assert await payments.get("demo", first) is not None
        assert entry["actor"]["id"] == "key_till"
    assert await ledger.steps() == 4


async def test_a_batch_whose_entry_cannot_be_written_writes_nothing(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:

    async def fail(*_: Any) -> None:
        raise PyMongoError("no")

    monkeypatch.setattr(AuditLog, "record", fail)
    payments = PaymentRepository(ledger.database)
    batches = PaymentBatchService(payments, PaymentMethods(ledger.database), now)
    good = {"amount": 1, "currency": "EUR", "method": "card"}
    body = PaymentBatch.model_validate({"items": [good, good]})
    with pytest.raises(PyMongoError):
        await batches.create("demo", body, "key", TILL)
    assert await ledger.steps() == 0
    monkeypatch.undo()
    assert (await batches.create("demo", body, "key", TILL))[0].created == 2


async def test_two_batches_of_one_key_leave_one_entry(ledger: Ledger) -> None:

    payments = PaymentRepository(ledger.database)
    batches = PaymentBatchService(payments, PaymentMethods(ledger.database), now)
    item = {"amount": 1, "currency": "EUR", "method": "card"}
    body = PaymentBatch.model_validate({"items": [item, item]})
    outcomes = await asyncio.gather(*[batches.create("demo", body, "same", TILL) for _ in range(6)])
    assert {outcome.created + outcome.replayed for outcome, _ in outcomes} == {2}
    assert len(await entries(ledger.database)) == 1
    assert await ledger.steps() == 2


async def test_methods_are_changed_together_with_their_entry(ledger: Ledger) -> None:

    methods = PaymentMethods(ledger.database)
    body = NewPaymentMethod(code="barter", name="Barter")
    for _ in range(2):
        await methods.create_once("demo", body, now(), "key", ANA)
    with pytest.raises(PaymentMethodExists):
        await methods.create_once("demo", body, now(), None, ANA)
    changed = await methods.update("demo", "barter", "Swap", active=False, now=now(), by=ANA)
    assert (changed.name, changed.active) == ("Swap", False)
    with pytest.raises(PaymentMethodNotFound):
        await methods.update("demo", "nothing", "Swap", active=False, now=now(), by=ANA)
    assert [told(entry) for entry in await entries(ledger.database)] == [
        ("method.added", {}, {"name": "Barter", "active": True}),
        (
            "method.changed",
            {"name": "Barter", "active": True},
            {"name": "Swap", "active": False},
        ),
    ]


async def test_an_import_begins_together_with_its_entry(ledger: Ledger) -> None:

    repository = ImportRepository(ledger.database)
    facts = ("may.csv", "ab" * 32, ImportRequest(), now())
    entry = import_started("demo", ANA, "imp_1", *facts, dry_run=False)
    await repository.create("demo", "imp_1", {"key": "k"}, entry)
    again = import_started("demo", ANA, "imp_2", *facts, dry_run=False)
    with pytest.raises(ImportKeyTaken):
        await repository.create("demo", "imp_2", {"key": "k"}, again)
    assert [told(entry) for entry in await entries(ledger.database)] == [
        (
            "payments.import_started",
            {},
            {
                "fileName": "may.csv",
                "sha256": "ab" * 32,
                "dryRun": False,
                "skipBad": False,
                "createMethods": False,
            },
        )
    ]
