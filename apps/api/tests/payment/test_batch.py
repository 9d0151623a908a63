"""Batches: each item taken or refused by itself, all of it safe to repeat."""

import asyncio
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

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
    again = (await send(api, items, "most")).json()
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
    again = (await send(api, items, "half")).json()
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
