"""The organisation, its methods, and whether the product works."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_organisation_tells_its_zone_currencies_and_methods(api: Any) -> None:
    told = (await api.http.get("/api/organisation")).json()
    assert (told["id"], told["timeZone"], told["defaultCurrency"]) == (
        "demo",
        "Europe/Berlin",
        "EUR",
    )
    assert told["currencies"] == ["EUR"]
    codes = [method["code"] for method in told["methods"]]
    assert codes == sorted(["card", "bank_transfer", "direct_debit", "upi", "wallet", "cash"])
    assert told["methods"] == (await api.http.get("/api/payment-methods")).json()


async def test_an_organisation_adds_renames_and_closes_its_own_methods(api: Any) -> None:
    body = {"code": "meal_voucher", "name": "Meal voucher"}
    made = await api.http.post("/api/payment-methods", json=body)
    assert (made.status_code, made.json()) == (201, body | {"active": True})
    again = await api.http.post("/api/payment-methods", json=body)
    assert (again.status_code, again.json()["code"]) == (409, "payment_method_exists")
    assert (await api.pay(method="meal_voucher")).status_code == 201
    path = "/api/payment-methods/meal_voucher"
    changed = await api.http.patch(path, json={"name": "Lunch", "active": False})
    assert changed.json() == {"code": "meal_voucher", "name": "Lunch", "active": False}
    refused = await api.pay(method="meal_voucher")
    assert refused.json()["errors"][0]["code"] == "unknown_method"
    for faulty in ({}, {"name": None}, {"active": "yes"}, {"active": 1}, {"code": "x"}):
        assert (await api.http.patch(path, json=faulty)).status_code == 422
    absent = await api.http.patch("/api/payment-methods/none", json={"active": True})
    assert (absent.status_code, absent.json()["code"]) == (404, "payment_method_not_found")


async def test_of_parallel_requests_one_adds_a_method(api: Any) -> None:
    body = {"code": "token", "name": "Token"}
    answers = await asyncio.gather(
        *(api.http.post("/api/payment-methods", json=body) for _ in range(10))
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9


async def holding(api: Any, state: str, lag: int, ends: timedelta) -> dict[str, Any]:
    lease = {"holder": "w", "state": state, "lagMs": lag, "expiresAt": datetime.now(UTC) + ends}
    await api.database["leases"].replace_one({"_id": "projector"}, lease, upsert=True)
    answer = await api.http.get("/api/status")
    assert answer.status_code == 200
    ready = await api.http.get("/health/ready")
    assert (ready.status_code, ready.json()) == (200, answer.json())
    body: dict[str, Any] = answer.json()
    return body


@pytest.mark.parametrize(
    ("state", "lag", "ends", "status", "projector"),
    [
        ("running", 0, 10, "ok", "running"),
        ("running", 30_000, 10, "ok", "running"),
        ("running", 30_001, 10, "degraded", "running"),
        ("rebuilding", 0, 10, "degraded", "rebuilding"),
        ("running", 0, -1, "degraded", "absent"),
    ],
)
async def test_the_status_follows_the_projector(
    api: Any, state: str, lag: int, ends: int, status: str, projector: str
) -> None:
    told = await holding(api, state, lag, timedelta(seconds=ends))
    assert (told["status"], told["mongo"], told["redis"]) == (status, "ok", "ok")
    assert told["projector"]["state"] == projector
    assert told["projector"]["lagMs"] == (None if projector == "absent" else lag)


async def test_records_set_aside_are_counted(api: Any) -> None:
    await api.database["quarantine"].insert_many([{"_id": "a"}, {"_id": "b"}])
    told = (await api.http.get("/api/status")).json()
    assert told["projector"]["quarantined"] == 2


async def test_a_live_process_says_so(api: Any) -> None:
    answer = await api.http.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
