"""The life of a payment over HTTP: only legal steps, each said by its status, no cent too much."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashbeat.kit import json_strict

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEXT = {
    ("pending", "complete"): "completed",
    ("pending", "fail"): "failed",
    ("failed", "retry"): "pending",
    ("completed", "refund"): "refunded",
    ("completed", "part"): "completed",
}
"""What a step leads to; any other pair is refused."""

verbs = st.sampled_from(["complete", "fail", "retry", "refund", "part"])


async def take(api: Any, payment_id: str, verb: str, part: int) -> Any:
    if verb == "fail":
        return await api.step(payment_id, "fail", failureCode="card_declined")
    if verb == "part":
        return await api.step(payment_id, "refund", amount=part / 100)
    return await api.step(payment_id, verb)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["pending", "completed", "failed"]),
    st.lists(st.tuples(verbs, st.integers(1, 400)), max_size=8),
)
async def test_only_legal_steps_are_taken(
    api: Any, status: str, steps: list[tuple[str, int]]
) -> None:
    code = {"failureCode": "card_declined"} if status == "failed" else {}
    stood = (await api.pay(amount=10, status=status, **code)).json()
    for verb, part in steps:
        answer = await take(api, stood["id"], verb, part)
        left = 1000 - round(stood["refundedAmount"] * 100)
        expected = NEXT.get((stood["status"], verb))
        if expected == "completed" and verb == "part" and part >= left:
            expected = "refunded" if part == left else None
        if expected is None:
            assert answer.status_code == 409
            problem = answer.json()
            assert problem["code"] == "illegal_transition"
            named = stood["status"] if stood["status"] != "completed" or verb != "part" else "left"
            assert named in problem["detail"]
            continue
        assert answer.status_code == 200, answer.text
        after = answer.json()
        assert after["status"] == expected
        assert after["version"] == stood["version"] + 1
        given_back = {"part": part, "refund": left}.get(verb, 0)
        assert round(after["refundedAmount"] * 100) == 1000 - left + given_back
        assert (after["failureCode"] is not None) == (expected == "failed")
        stood = after
    told = (await api.http.get(f"/api/payments/{stood['id']}")).json()
    timeline = told.pop("timeline")
    assert told == stood
    assert len(timeline) == stood["version"]
    assert timeline[-1]["toStatus"] == stood["status"]
    assert [entry["fromStatus"] for entry in timeline[1:]] == [
        entry["toStatus"] for entry in timeline[:-1]
    ]


@pytest.mark.parametrize("verb", ["complete", "fail"])
async def test_of_two_clients_that_move_a_payment_one_wins(api: Any, verb: str) -> None:
    payment_id = (await api.pay()).json()["id"]
    answers = await asyncio.gather(*(take(api, payment_id, verb, 0) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 19
    stored = await api.database["payments"].find_one({"_id": payment_id})
    assert len(stored["events"]) == stored["version"] == 2


async def test_complete_and_fail_at_once_leave_one_of_them(api: Any) -> None:
    payment_id = (await api.pay()).json()["id"]
    verbs = ["complete", "fail"] * 10
    answers = await asyncio.gather(*(take(api, payment_id, verb, 0) for verb in verbs))
    (won,) = [answer.json() for answer in answers if answer.status_code == 200]
    told = (await api.http.get(f"/api/payments/{payment_id}")).json()
    assert told["status"] == won["status"]
    assert len(told["timeline"]) == 2


async def test_parallel_refunds_never_give_back_more_than_was_paid(api: Any) -> None:
    payment_id = (await api.pay(amount=10, status="completed")).json()["id"]
    for _ in range(3):
        answers = await asyncio.gather(*(take(api, payment_id, "part", 300) for _ in range(20)))
        assert {answer.status_code for answer in answers} <= {200, 409}
    told = json_strict.loads((await api.http.get(f"/api/payments/{payment_id}")).content)
    assert told["refundedAmount"] == Decimal("9.00")
    assert told["status"] == "completed"
    refunds = [entry for entry in told["timeline"] if entry["type"] == "payment_refunded"]
    assert [entry["amount"] for entry in refunds] == [Decimal("3.00")] * 3


async def test_a_payment_takes_a_bounded_number_of_steps(api: Any) -> None:
    payment_id = (await api.pay(amount=100_000, status="completed")).json()["id"]
    full = {"n": 1, "refund": 1, "to": "completed", "key": "e:"}
    await api.database["payments"].update_one(
        {"_id": payment_id}, {"$push": {"events": {"$each": [full] * 198}}}
    )
    stored = await api.database["payments"].find_one({"_id": payment_id})
    await api.database["payments"].update_one(
        {"_id": payment_id}, {"$push": {"events": stored["events"][0]}}
    )
    refused = await take(api, payment_id, "part", 1)
    assert refused.status_code == 409
    assert "200 steps" in refused.json()["detail"]


async def test_steps_happen_after_the_last_one_and_not_in_the_future(api: Any) -> None:
    made = "2026-03-01T08:00:00Z"
    payment_id = (await api.pay(createdAt=made)).json()["id"]
    for at, code in [
        ("2026-03-01T07:59:59.999Z", "too_early"),
        ("2999-01-01T00:00:00Z", "in_the_future"),
    ]:
        refused = await api.step(payment_id, "complete", occurredAt=at)
        assert refused.status_code == 422
        assert [fault["code"] for fault in refused.json()["errors"]] == [code]
    done = await api.step(payment_id, "complete", occurredAt="2026-03-01T10:00:00+02:00")
    assert done.json()["updatedAt"] == "2026-03-01T08:00:00.000Z"


async def test_steps_need_no_body_and_no_key(api: Any) -> None:
    for key in ("made-first", "made-second"):
        payment_id = (await api.pay(key=key)).json()["id"]
        answer = await api.http.post(f"/api/payments/{payment_id}/complete")
        assert answer.status_code == 200, answer.text
        answer = await api.http.post(f"/api/payments/{payment_id}/refund", content=b"")
        assert answer.json()["status"] == "refunded"
