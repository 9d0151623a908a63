"""An answer to a faulty request is bounded, however many and however long the faults are."""

import asyncio
import json
import time
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG = "k" * 100_000
WORD = "k" * 20_000
PAYMENT = {"amount": 1, "currency": "EUR", "method": "card"}


async def test_many_faults_are_counted_and_some_listed(api: Any) -> None:
    body = {f"unknown{number}": 1 for number in range(900)}
    for path, faults in (
        ("payments", 903),
        ("payment-methods", 902),
        ("payments/pay_none/refund", 900),
    ):
        refused = await api.http.post(f"/api/{path}", json=body)
        assert refused.status_code == 422
        problem = refused.json()
        assert (len(problem["errors"]), problem["omitted"]) == (100, faults - 100)
        assert f"and {faults - 5} more" in problem["detail"]
        assert len(refused.content) < 20_000
        assert len({fault["field"] for fault in problem["errors"]}) == 100


async def test_what_somebody_wrote_is_repeated_in_part(api: Any) -> None:
    twice = f'{{"{LONG}":1,"{LONG}":2}}'
    answers = [
        await api.http.post("/api/payments", json=PAYMENT | {LONG: 1}),
        await api.http.post("/api/payments", json=PAYMENT | {"currency": LONG, "method": LONG}),
        await api.http.post("/api/payments", content=twice),
        await api.http.post("/api/payments/batch", json={"items": [1], LONG: 1}),
        await api.http.get("/api/payments", params={"status": WORD, "currency": WORD, WORD: "1"}),
        await api.http.get("/api/payments.csv", params={"tz": WORD, "method": WORD, "from": WORD}),
        await api.http.get("/api/analytics/trends", params={"tz": WORD, "period": WORD}),
        await api.http.get(f"/api/payments/{WORD}"),
        await api.http.get(f"/api/{WORD}"),
    ]
    for answer in answers:
        assert 400 <= answer.status_code < 500, answer.text
        assert len(answer.content) < 1_500
        assert "k" * 81 not in answer.text


async def test_a_batch_lists_faults_of_each_item_within_bounds(api: Any) -> None:
    wrong = {f"u{number}": 1 for number in range(30)}
    refused = await api.http.post("/api/payments/batch", json={"items": [wrong, PAYMENT, {}]})
    first, good, last = refused.json()["items"]
    assert (len(first["errors"]), first["omitted"]) == (20, 13)
    assert (good["status"], good["errors"], good["omitted"]) == (201, [], 0)
    assert (len(last["errors"]), last["omitted"]) == (3, 0)


async def test_the_faults_of_a_batch_are_bounded_in_whole(api: Any) -> None:
    wrong = json.dumps({f"u{number}": 1 for number in range(17)}).replace(" ", "")
    body = f'{{"items":[{",".join([wrong] * 5_000)}]}}'
    answer = await api.http.post("/api/payments/batch", content=body)
    assert answer.status_code == 200
    assert len(answer.content) < 4 << 20
    items = answer.json()["items"]
    assert answer.json()["refused"] == 5_000
    assert all(len(item["errors"]) + item["omitted"] == 20 for item in items)
    assert all(item["errors"] for item in items)
    assert len(items[0]["errors"]) == 20
    assert len(items[-1]["errors"]) == 1


NESTED = ",".join(["[[[[[]]]]]"] * 380_000)
KEYS = ",".join(f'"k{number}":1' for number in range(300_000))
WRONG = json.dumps({f"u{number}": 1 for number in range(900)})


@pytest.mark.parametrize(
    ("items", "status"),
    [(NESTED, 413), (f"{{{KEYS}}}", 413), (",".join([WRONG] * 110), 200)],
    ids=["many values", "many keys", "many faults"],
)
async def test_no_body_keeps_other_requests_waiting(api: Any, items: str, status: int) -> None:
    body = f'{{"items":[{items}]}}'.encode()
    gaps = [0.0]

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            gaps.append(time.perf_counter() - before)

    beating = asyncio.create_task(beat())
    answer = await api.http.post("/api/payments/batch", content=body)
    beating.cancel()
    assert answer.status_code == status, answer.text[:300]
    if status == 413:
        assert answer.json()["code"] == "body_too_large"
        assert "more than" in answer.json()["detail"]
    assert max(gaps) < 0.4
