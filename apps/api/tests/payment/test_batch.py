"""Batches: each item taken or refused by itself, all of it safe to repeat."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from cashbeat.contracts.payment import PaymentBatch
from cashbeat.core.idempotency import stored_key
from cashbeat.payment.batch import PaymentBatchService
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.repository import PaymentRepository

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GOOD = {"amount": 12.5, "currency": "EUR", "method": "card"}


async def send(api: Any, items: list[Any], key: str | None = None) -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    return await api.http.post("/api/payments/batch", json={"items": items}, headers=headers)


async def test_a_batch_of_the_most_items_is_recorded_once(api: Any) -> None:
    items = [GOOD | {"amount": 1 + index, "customerId": "most"} for index in range(5_000)]
    first = (await send(api, items, "most")).json()
    assert (first["created"], first["replayed"], first["refused"]) == (5_000, 0, 0)
    assert [item["index"] for item in first["items"]] == list(range(5_000))
    assert [item["payment"]["amount"] for item in first["items"]] == list(range(1, 5_001))
    repeated = await send(api, items, "most")
    assert repeated.headers["idempotent-replayed"] == "true"
    again = repeated.json()
    assert (again["created"], again["replayed"], again["refused"]) == (0, 5_000, 0)
    assert [item["payment"] for item in again["items"]] == [
        item["payment"] for item in first["items"]
    ]
    assert await api.database["payments"].count_documents({"customerId": "most"}) == 5_000


@pytest.mark.parametrize("items", [[], [GOOD] * 5_001], ids=["none", "5001"])
async def test_batches_of_other_sizes_are_refused_whole(api: Any, items: list[Any]) -> None:
    before = await api.database["payments"].count_documents({})
    refused = await send(api, items)
    assert refused.status_code == 422
    assert [fault["field"] for fault in refused.json()["errors"]] == ["items"]
    assert await api.database["payments"].count_documents({}) == before


async def test_every_item_has_its_own_outcome(api: Any) -> None:
    items = [
        GOOD,
        GOOD | {"amount": -1, "method": "barter"},
        "no payment",
        GOOD | {"status": "failed", "failureCode": "card_declined"},
        GOOD | {"tenantId": "other", "currency": "eur"},
        None,
        GOOD | {"currency": "XBT"},
    ]
    outcome = (await send(api, items)).json()
    assert (outcome["created"], outcome["replayed"], outcome["refused"]) == (2, 0, 5)
    assert [item["index"] for item in outcome["items"]] == list(range(7))
    assert [item["status"] for item in outcome["items"]] == [201, 422, 422, 201, 422, 422, 422]
    named = [{fault["field"] for fault in item["errors"]} for item in outcome["items"]]
    assert named == [
        set(),
        {"amount", "method"},
        {"body"},
        set(),
        {"tenantId", "currency"},
        {"body"},
        {"currency"},
    ]
    assert [item["payment"] is None for item in outcome["items"]] == [
        item["status"] == 422 for item in outcome["items"]
    ]


async def test_a_repeated_batch_records_what_is_missing(api: Any) -> None:
    items = [GOOD, GOOD | {"method": "voucher"}, GOOD]
    first = (await send(api, items, "half")).json()
    assert [item["status"] for item in first["items"]] == [201, 422, 201]
    await api.http.post("/api/payment-methods", json={"code": "voucher", "name": "Voucher"})
    await api.step(first["items"][0]["payment"]["id"], "complete")
    repeated = await send(api, items, "half")
    assert "idempotent-replayed" not in repeated.headers
    again = repeated.json()
    assert [item["status"] for item in again["items"]] == [200, 201, 200]
    assert (again["created"], again["replayed"], again["refused"]) == (1, 2, 0)
    for place in (0, 2):
        assert again["items"][place]["payment"] == first["items"][place]["payment"]


async def test_the_key_of_another_batch_is_refused(api: Any) -> None:
    before = await api.database["payments"].count_documents({})
    assert (await send(api, [GOOD, GOOD], "own")).status_code == 200
    for items in ([GOOD], [GOOD, GOOD, GOOD], [GOOD, GOOD | {"amount": 13}]):
        refused = await send(api, items, "own")
        assert refused.status_code == 422
        assert refused.json()["code"] == "idempotency_key_reused"
    assert await api.database["payments"].count_documents({}) == before + 2


async def test_a_key_that_begins_another_is_its_own(api: Any) -> None:
    for key in ("run", "run#1", "run#", "ru", "run#1#0"):
        outcome = await send(api, [GOOD], key)
        assert outcome.status_code == 200, outcome.text
        assert outcome.json()["created"] == 1


async def test_parallel_batches_of_one_key_record_each_item_once(api: Any) -> None:
    items = [GOOD | {"customerId": "rush", "amount": 1 + index} for index in range(50)]
    outcomes = [
        answer.json()
        for answer in await asyncio.gather(*(send(api, items, "rush") for _ in range(10)))
    ]
    assert sum(outcome["created"] for outcome in outcomes) == 50
    assert sum(outcome["replayed"] for outcome in outcomes) == 450
    payments = [[item["payment"] for item in outcome["items"]] for outcome in outcomes]
    assert all(told == payments[0] for told in payments)
    assert await api.database["payments"].count_documents({"customerId": "rush"}) == 50


async def test_a_batch_is_known_by_its_payments_whatever_happened_to_them(api: Any) -> None:
    items = [
        GOOD
        | {"status": status, "customerId": "stepped"}
        | ({"failureCode": "x"} if status == "failed" else {})
        for status in ("pending", "completed", "completed", "failed", "pending")
    ]
    first = (await send(api, items, "stepped")).json()
    ids = [item["payment"]["id"] for item in first["items"]]
    steps: list[tuple[int, str, str | None, dict[str, Any]]] = [
        (0, "complete", None, {}),
        (1, "refund", "stepped-a", {"amount": 2}),
        (1, "refund", "stepped-b", {}),
        (2, "refund", "a", {}),
        (3, "retry", "z", {}),
        (3, "fail", None, {"failureCode": "y"}),
        (4, "fail", "stepped~", {"failureCode": "y"}),
    ]
    for place, verb, key, fields in steps:
        assert (await api.step(ids[place], verb, key=key, **fields)).status_code == 200
    assert (await send(api, [GOOD], "z")).json()["code"] == "idempotency_key_reused"

    stored = await api.database["payments"].find({"customerId": "stepped"}).sort("_id").to_list()
    again = (await send(api, items, "stepped")).json()
    assert (again["created"], again["replayed"], again["refused"]) == (0, 5, 0)
    assert [item["payment"] for item in again["items"]] == [
        item["payment"] for item in first["items"]
    ]
    refused = await send(api, [*items[:4], GOOD], "stepped")
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    after = await api.database["payments"].find({"customerId": "stepped"}).sort("_id").to_list()
    assert after == stored


async def test_of_two_batches_of_one_key_at_the_same_moment_one_wins_whole(api: Any) -> None:
    for turn in range(12):
        batches = [
            [GOOD | {"amount": 1 + index, "customerId": f"{side}-{turn}"} for index in range(size)]
            for side, size in (("short", 60), ("long", 300))
        ]
        answers = await asyncio.gather(*(send(api, items, f"duel-{turn}") for items in batches))
        assert sorted(answer.status_code for answer in answers) == [200, 422]
        for side, items, answer in zip(("short", "long"), batches, answers, strict=True):
            written = await api.database["payments"].count_documents(
                {"customerId": f"{side}-{turn}"}
            )
            if answer.status_code == 200:
                assert answer.json()["created"] == written == len(items)
            else:
                assert answer.json()["code"] == "idempotency_key_reused"
                assert written == 0


class Neck(PaymentRepository):
    """Holds two batches where neither can see the other: each looked, none has written."""

    def __init__(self, database: Any, *, held: bool) -> None:
        super().__init__(database)
        self._both = asyncio.Barrier(2)
        self._looks = 0
        self._held = held

    async def get_by_key(self, tenant_id: str, key: str) -> Any:
        found = await super().get_by_key(tenant_id, key)
        self._looks += 1
        if self._looks <= 2:
            await self._both.wait()
        return found

    async def insert(self, tenant_id: str, stored: Any) -> None:
        if not self._held:
            stored["events"][0]["key"] += stored["_id"]
        await super().insert(tenant_id, stored)


@pytest.mark.parametrize("held", [True, False])
async def test_the_key_on_its_first_payment_keeps_the_other_batch_from_writing(
    api: Any, held: bool
) -> None:
    """The control: were the key not unique, each of the two would write its own."""
    payments = Neck(api.database, held=held)
    service = PaymentBatchService(payments, PaymentMethods(api.database), lambda: NOW)
    key = f"neck-{held}"
    good, bad = GOOD | {"customerId": key}, GOOD | {"amount": -1}
    outcomes = await asyncio.gather(
        *(
            service.create("demo", PaymentBatch(items=items), key)
            for items in ([good, bad, good], [bad, good, bad])
        ),
        return_exceptions=True,
    )
    names = sorted(type(outcome).__name__ for outcome in outcomes)
    written = await api.database["payments"].count_documents({"customerId": key})
    if held:
        assert names == ["IdempotencyKeyReused", "tuple"]
        assert written in {1, 2}
    else:
        assert (names, written) == (["tuple", "tuple"], 3)


async def test_a_batch_cut_off_behind_its_first_payment_is_completed_by_its_repetition(
    api: Any,
) -> None:
    items = [GOOD | {"amount": -1}, *[GOOD | {"customerId": "cut"} for _ in range(4)]]
    first = (await send(api, items, "cut")).json()
    begun = await api.database["payments"].find_one({"events.key": stored_key("cut")})
    assert begun["_id"] == first["items"][1]["payment"]["id"]
    await api.database["payments"].delete_many({"customerId": "cut", "_id": {"$ne": begun["_id"]}})
    again = (await send(api, items, "cut")).json()
    assert [item["status"] for item in again["items"]] == [422, 200, 201, 201, 201]
    assert again["items"][1] == first["items"][1] | {"status": 200}
    assert await api.database["payments"].count_documents({"customerId": "cut"}) == 4


async def test_a_batch_that_recorded_nothing_leaves_its_key_free(api: Any) -> None:
    outcome = (await send(api, [GOOD | {"amount": -1}], "second-try")).json()
    assert (outcome["created"], outcome["refused"]) == (0, 1)
    assert (await send(api, [GOOD], "second-try")).json()["created"] == 1
