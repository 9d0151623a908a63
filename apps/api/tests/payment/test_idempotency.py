"""Retries that are safe: one key, one payment, one answer."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from cashbeat.contracts.payment import NewPayment
from cashbeat.core.idempotency import hash_of
from cashbeat.core.mongo import Database
from cashbeat.payment.errors import IdempotencyKeyReused
from cashbeat.payment.idempotency import request_of
from cashbeat.payment.methods import PaymentMethods
from cashbeat.payment.repository import PaymentRepository
from cashbeat.payment.service import PaymentService

pytestmark = pytest.mark.asyncio(loop_scope="module")

REPLAYED = "idempotent-replayed"


async def test_a_repeated_request_gets_the_stored_answer_byte_for_byte(api: Any) -> None:
    first = await api.pay(key="made-1", customerId="c-1", description="«вода»")
    assert REPLAYED not in first.headers
    payment_id = first.json()["id"]
    await api.step(payment_id, "fail", failureCode="card_declined")
    await api.step(payment_id, "retry")
    await api.step(payment_id, "complete")
    again = await api.pay(key="made-1", customerId="c-1", description="«вода»")
    assert again.status_code == 201
    assert again.content == first.content
    assert again.headers[REPLAYED] == "true"
    assert again.headers["location"] == first.headers["location"]


async def test_every_step_is_replayed_as_it_was_answered(api: Any) -> None:
    payment_id = (await api.pay(amount=10)).json()["id"]
    steps: list[tuple[str, dict[str, Any]]] = [
        ("fail", {"failureCode": "card_declined"}),
        ("retry", {}),
        ("complete", {}),
        ("refund", {"amount": 4}),
        ("refund", {}),
    ]
    answers = []
    for place, (verb, fields) in enumerate(steps):
        answers.append(await api.step(payment_id, verb, key=f"step-{place}", **fields))
        assert answers[-1].status_code == 200
        assert REPLAYED not in answers[-1].headers
    for place, (verb, fields) in enumerate(steps):
        again = await api.step(payment_id, verb, key=f"step-{place}", **fields)
        assert again.status_code == 200
        assert again.content == answers[place].content
        assert again.headers[REPLAYED] == "true"
    stored = await api.database["payments"].find_one({"_id": payment_id})
    assert len(stored["events"]) == 6


async def test_a_request_without_a_charge_is_hashed_as_before_there_were_charges() -> None:
    """Keys that were used before an update stay good after it."""
    fields = {"amount": 12.5, "currency": "EUR", "method": "card"}
    asked = request_of("k", "create", NewPayment.model_validate(fields))
    before = {
        "amount": "12.5",
        "currency": "EUR",
        "method": "card",
        "status": "pending",
        "created_at": None,
        "customer_id": None,
        "external_id": None,
        "failure_code": None,
        "description": None,
    }
    assert asked is not None
    assert asked.hash == hash_of("create", before)
    assert asked.hash == "46fc9fa43550e74098eb454ab779e98067145f0e987052bb6b9dde017953eb5c"
    other = request_of("k", "create", NewPayment.model_validate(fields | {"chargeId": "chg_1"}))
    assert other is not None
    assert other.hash == hash_of("create", before | {"charge_id": "chg_1"})


async def test_a_payment_may_name_a_charge(api: Any) -> None:
    made = (await api.pay(key="charged", customerId="c-1", chargeId="chg_1")).json()
    assert made["chargeId"] == "chg_1"
    assert (await api.pay(key="charged", customerId="c-1")).status_code == 422
    await api.step(made["id"], "complete")
    stored = await api.database["payments"].find_one({"_id": made["id"]})
    assert [event.get("of", {}).get("chargeId") for event in stored["events"]] == [None, "chg_1"]
    assert (await api.http.get(f"/api/payments/{made['id']}")).json()["chargeId"] == "chg_1"
    rows = (await api.http.get("/api/payments.csv", params={"customerId": "c-1"})).text.split()
    assert rows[0].endswith(",updatedAt,chargeId")
    assert sum(row.endswith(",chg_1") for row in rows) == 1
    refused = await api.pay(chargeId="x" * 65)
    assert refused.json()["errors"][0]["field"] == "chargeId"


async def test_a_key_is_of_one_request_alone(api: Any) -> None:
    payment_id = (await api.pay(key="mine")).json()["id"]
    other_id = (await api.pay()).json()["id"]
    await api.step(payment_id, "complete", key="step")
    refusals = [
        await api.pay(key="mine", amount=13),
        await api.step(payment_id, "refund", key="mine"),
        await api.step(payment_id, "refund", key="step"),
        await api.step(payment_id, "complete", key="step", occurredAt="2026-03-01T00:00:00Z"),
        await api.step(other_id, "complete", key="step"),
        await api.step(other_id, "complete", key="mine"),
        await api.pay(key="step"),
    ]
    for refused in refusals:
        assert refused.status_code == 422, refused.text
        assert refused.json()["code"] == "idempotency_key_reused"
    assert (await api.http.get(f"/api/payments/{other_id}")).json()["status"] == "pending"
    assert (await api.http.get(f"/api/payments/{payment_id}")).json()["version"] == 2


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "naïve", "tab\there", "\x7f"])
async def test_malformed_keys_are_refused(api: Any, key: str) -> None:
    before = await api.database["payments"].count_documents({})
    body = {"amount": 12.5, "currency": "EUR", "method": "card"}
    headers = {"Idempotency-Key": key.encode("latin-1")}
    for path, sent in [
        ("/api/payments", body),
        ("/api/payments/batch", {"items": [body]}),
        ("/api/payments/pay_none/complete", {}),
        ("/api/payment-methods", {"code": "malformed", "name": "Malformed"}),
    ]:
        refused = await api.http.post(path, json=sent, headers=headers)
        assert refused.status_code == 400
        assert refused.json()["code"] == "idempotency_key_invalid"
    assert await api.database["payments"].count_documents({}) == before


async def test_a_key_may_have_255_characters(api: Any) -> None:
    assert (await api.pay(key="~" * 255)).status_code == 201


async def test_parallel_requests_of_one_key_make_one_payment(api: Any) -> None:
    answers = await asyncio.gather(*(api.pay(key="rush", customerId="rush") for _ in range(20)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum(REPLAYED in answer.headers for answer in answers) == 19
    assert await api.database["payments"].count_documents({"customerId": "rush"}) == 1


async def test_parallel_refunds_of_one_key_give_back_once(api: Any) -> None:
    payment_id = (await api.pay(amount=10, status="completed")).json()["id"]
    answers = await asyncio.gather(
        *(api.step(payment_id, "refund", key="back", amount=1) for _ in range(20))
    )
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert (await api.http.get(f"/api/payments/{payment_id}")).json()["refundedAmount"] == 1


async def test_a_replay_does_not_ask_whether_the_method_is_still_taken(api: Any) -> None:
    await api.http.post("/api/payment-methods", json={"code": "cheque", "name": "Cheque"})
    first = await api.pay(key="paper", method="cheque")
    batch = {"items": [{"amount": 1, "currency": "EUR", "method": "cheque"}]}
    key = {"Idempotency-Key": "papers"}
    made = (await api.http.post("/api/payments/batch", json=batch, headers=key)).json()
    await api.http.patch("/api/payment-methods/cheque", json={"active": False})
    again = await api.pay(key="paper", method="cheque")
    assert (again.status_code, again.content) == (201, first.content)
    repeated = (await api.http.post("/api/payments/batch", json=batch, headers=key)).json()
    assert repeated["items"][0]["status"] == 200
    assert repeated["items"][0]["payment"] == made["items"][0]["payment"]
    assert (await api.pay(method="cheque")).status_code == 422
    reused = await api.pay(key="paper", method="cheque", amount=99)
    assert reused.json()["code"] == "idempotency_key_reused"


ITEM = {"amount": 12.5, "currency": "EUR", "method": "card"}


async def send(api: Any, key: str, *items: dict[str, Any]) -> Any:
    headers = {"Idempotency-Key": key}
    return await api.http.post("/api/payments/batch", json={"items": list(items)}, headers=headers)


async def test_a_key_is_of_a_payment_or_of_a_batch(api: Any) -> None:
    for key in ("k", "k#0", "k:", "b:k"):
        assert (await api.pay(key=key)).status_code == 201
        refused = await send(api, key, ITEM)
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    for key in ("l", "l#0", "l:", "b:l"):
        made = await send(api, key, ITEM, ITEM)
        payment_id = made.json()["items"][0]["payment"]["id"]
        before = await api.database["payments"].count_documents({})
        for refused in (await api.pay(key=key), await api.step(payment_id, "complete", key=key)):
            assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
        assert await api.database["payments"].count_documents({}) == before


async def test_of_a_payment_and_a_batch_of_one_key_at_the_same_moment_one_wins(api: Any) -> None:
    for turn in range(12):
        customer = f"either-{turn}"
        item = ITEM | {"customerId": customer}
        answers = await asyncio.gather(
            api.pay(key=customer, customerId=customer), send(api, customer, item, item, item)
        )
        written = await api.database["payments"].count_documents({"customerId": customer})
        single, batch = (answer.status_code for answer in answers)
        assert (single, batch, written) in {(201, 422, 1), (422, 200, 3)}


NUMBERS = [("12.34", "12.340"), ("12", "12.0"), ("1000", "1e3"), ("12.5", "1250e-2")]


@pytest.mark.parametrize(("once", "again"), NUMBERS)
async def test_a_number_written_in_another_way_is_the_same_body(
    api: Any, once: str, again: str
) -> None:
    answers: dict[str, list[Any]] = {"": [], "/batch": []}
    for amount in (once, again):
        payment = f'{{"amount":{amount},"currency":"EUR","method":"card"}}'
        for path, body in [("", payment), ("/batch", f'{{"items":[{payment}]}}')]:
            headers = {"Idempotency-Key": f"number-{once}-{path}"}
            sent = await api.http.post(f"/api/payments{path}", content=body, headers=headers)
            answers[path].append(sent)
    for path, (first, second) in answers.items():
        assert second.status_code == (200 if path else 201), second.text
        assert second.headers[REPLAYED] == "true"
        assert first.json().get("id") == second.json().get("id")


async def test_a_method_is_added_once(api: Any) -> None:
    async def add(key: str, **fields: Any) -> Any:
        body = {"code": "token", "name": "Token"} | fields
        headers = {"Idempotency-Key": key}
        return await api.http.post("/api/payment-methods", json=body, headers=headers)

    first = await add("method")
    assert (first.status_code, REPLAYED in first.headers) == (201, False)
    await api.http.patch("/api/payment-methods/token", json={"name": "Coin", "active": False})
    again = await add("method")
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers[REPLAYED] == "true"
    for fields in ({"name": "Other"}, {"code": "other"}):
        refused = await add("method", **fields)
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    for other_key in ("other", ""):
        refused = await add(other_key)
        assert refused.status_code == (409 if other_key else 400)
    plain = await api.http.post("/api/payment-methods", json={"code": "token", "name": "Token"})
    assert (plain.status_code, plain.json()["code"]) == (409, "payment_method_exists")
    answers = await asyncio.gather(*(add("rush", code="rush") for _ in range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert sum(REPLAYED in answer.headers for answer in answers) == 9


async def test_two_keys_are_none(api: Any) -> None:
    headers = [("Idempotency-Key", "one"), ("Idempotency-Key", "two")]
    for path, body in [
        ("/api/payments", ITEM),
        ("/api/payments/batch", {"items": [ITEM]}),
        ("/api/payments/pay_none/complete", {}),
        ("/api/payment-methods", {"code": "two_keys", "name": "Two"}),
    ]:
        for sent in (headers, [headers[0], headers[0]]):
            refused = await api.http.post(path, json=body, headers=sent)
            assert refused.status_code == 400
            assert refused.json()["code"] == "idempotency_key_invalid"


async def test_payments_with_and_without_keys_live_side_by_side(api: Any) -> None:
    """In an index of `events.key` an event without a key would be null, and null be taken."""
    for keys in ((None, "s-1"), ("s-2", None), (None, "s-3"), ("s-4", None), (None, None)):
        made = await api.pay(key=keys[0])
        done = await api.step(made.json()["id"], "complete", key=keys[1])
        assert (made.status_code, done.status_code) == (201, 200), done.text


async def test_the_key_of_another_organisation_is_another_key(api: Any) -> None:
    database: Database = api.database
    now = datetime.now(UTC)
    service = PaymentService(PaymentRepository(database), PaymentMethods(database), lambda: now)
    for tenant in ("north", "south"):
        await PaymentMethods(database).create_defaults(tenant, now)
    body = NewPayment.model_validate({"amount": 5, "currency": "EUR", "method": "card"})
    other = NewPayment.model_validate({"amount": 6, "currency": "EUR", "method": "card"})
    north, _ = await service.create("north", body, "shared")
    south, replayed = await service.create("south", other, "shared")
    assert not replayed
    assert north.id != south.id
    again, replayed = await service.create("north", body, "shared")
    assert replayed
    assert again == north
    with pytest.raises(IdempotencyKeyReused):
        await service.create("north", other, "shared")


async def test_a_method_has_keys_of_its_own_and_the_description_says_so(api: Any) -> None:
    key = {"Idempotency-Key": "of-two-kinds"}
    paid = await api.http.post(
        "/api/payments", json={"amount": 1, "currency": "EUR", "method": "card"}, headers=key
    )
    method = {"code": "voucher_of_two", "name": "Voucher"}
    added = await api.http.post("/api/payment-methods", json=method, headers=key)
    assert (paid.status_code, added.status_code) == (201, 201)
    taken = api.app.openapi()["paths"]["/api/payments"]["post"]["parameters"]
    [described] = [each for each in taken if each["name"] == "Idempotency-Key"]
    assert "Payments, batches and steps share their keys" in described["description"]
