"""Every fault of a request in one answer, whichever part of it is wrong."""

from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

LATER, EARLIER = "2026-02-02T00:00:00Z", "2026-01-01T00:00:00Z"


def told(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] == "invalid_request"
    return sorted((fault["field"], fault["code"]) for fault in answer.json()["errors"])


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        (
            "payments",
            {"from": LATER, "to": EARLIER, "limit": "999"},
            {"from": "empty_range", "limit": "too_large"},
        ),
        (
            "payments",
            {"currency": "ZZZ", "minAmount": "5", "maxAmount": "1", "status": "bad"},
            {"currency": "unknown_currency", "status": "not_one_of"},
        ),
        (
            "payments",
            {"minAmount": "5", "maxAmount": "1", "sort": "x", "q": "x" * 101, "cursor": "x" * 501},
            {
                "minAmount": "empty_range",
                "sort": "not_one_of",
                "q": "too_long",
                "cursor": "too_long",
            },
        ),
        (
            "payments",
            {"limit": "0", "cursor": "zzz", "stat": "failed"},
            {"limit": "too_small", "cursor": "invalid_cursor", "stat": "unknown_parameter"},
        ),
        ("payments", {"minAmount": "9" * 31}, {"minAmount": "amount_too_large"}),
        ("payments", {"minAmount": "9" * 5_000}, {"minAmount": "amount_too_large"}),
        ("payments", {"minAmount": "0." + "1" * 31}, {"minAmount": "amount_too_precise"}),
        ("payments", {"limit": "0", "cursor": "WzFd"}, {"limit": "too_small"}),
        (
            "payments.csv",
            {"tz": "Mars", "status": "bad", "currency": "ZZZ", "limit": "5"},
            {
                "tz": "unknown_time_zone",
                "status": "not_one_of",
                "currency": "unknown_currency",
                "limit": "unknown_parameter",
            },
        ),
        (
            "payments/events",
            {"afterSeq": "x", "beforeSeq": "y", "limit": "0"},
            {
                "afterSeq": "wrong_type",
                "beforeSeq": ["not_allowed", "wrong_type"],
                "limit": "too_small",
            },
        ),
        (
            "analytics/breakdown",
            {"from": LATER, "to": EARLIER, "compare": "decade", "currency": "XBT"},
            {
                "from": "empty_range",
                "compare": "not_one_of",
                "currency": "unknown_currency",
            },
        ),
        (
            "analytics/explain",
            {"from": LATER, "to": EARLIER, "baseFrom": EARLIER, "measure": "profit", "base": "x"},
            {
                "from": "empty_range",
                "baseTo": "required",
                "measure": "not_one_of",
                "base": "unknown_parameter",
            },
        ),
        (
            "analytics/trends",
            {"period": "year", "from": LATER, "to": EARLIER, "tz": "Mars", "perid": "day"},
            {
                "period": "not_one_of",
                "from": "empty_range",
                "tz": "unknown_time_zone",
                "perid": "unknown_parameter",
            },
        ),
        (
            f"payments/{'x' * 65}",
            {"verbose": "1"},
            {"path.paymentId": "too_long", "verbose": "unknown_parameter"},
        ),
    ],
)
async def test_every_fault_of_a_query_is_named_at_once(
    api: Any, path: str, query: dict[str, str], expected: dict[str, str | list[str]]
) -> None:
    refused = await api.http.get(f"/api/{path}", params=query)
    assert told(refused) == sorted(
        (name if "." in name else f"query.{name}", code)
        for name, codes in expected.items()
        for code in ([codes] if isinstance(codes, str) else codes)
    )


async def test_faults_of_path_query_and_body_are_named_together(api: Any) -> None:
    body = {"amount": -1, "occurredAt": "2099-01-01T00:00:00Z", "zz": 1}
    faults = [
        ("amount", "amount_not_positive"),
        ("occurredAt", "in_the_future"),
        ("zz", "unknown_field"),
    ]
    refused = await api.http.post("/api/payments/pay_none/refund", json=body)
    assert told(refused) == faults
    elsewhere = await api.http.post(f"/api/payments/{'x' * 65}/refund?notify=1", json=body)
    assert told(elsewhere) == sorted(
        [*faults, ("path.paymentId", "too_long"), ("query.notify", "unknown_parameter")]
    )
    right = await api.http.post("/api/payments/pay_none/refund", json={"amount": 1})
    assert (right.status_code, right.json()["code"]) == (404, "payment_not_found")


async def test_a_request_with_an_unknown_parameter_does_nothing(api: Any) -> None:
    body = {"amount": 1, "currency": "EUR", "method": "card"}
    payment_id = (await api.pay(status="completed")).json()["id"]
    before = await api.database["payments"].find().to_list()
    sent: list[tuple[str, str, Any]] = [
        ("POST", "/api/payments", body),
        ("POST", "/api/payments/batch", {"items": [body]}),
        ("POST", f"/api/payments/{payment_id}/refund", {"amount": 1}),
        ("POST", f"/api/payments/{payment_id}/refund", None),
        ("POST", "/api/payment-methods", {"code": "barter", "name": "Barter"}),
        ("PATCH", "/api/payment-methods/card", {"active": False}),
    ]
    for method, path, json in sent:
        refused = await api.http.request(method, f"{path}?dryRun=true", json=json)
        assert told(refused) == [("query.dryRun", "unknown_parameter")]
    assert await api.database["payments"].find().to_list() == before
    methods = (await api.http.get("/api/payment-methods")).json()
    assert all(method["active"] and method["code"] != "barter" for method in methods)


def operations(api: Any) -> Iterator[tuple[str, str]]:
    for path, methods in api.app.openapi()["paths"].items():
        for method in methods:
            yield method.upper(), path


async def test_no_operation_takes_a_parameter_that_it_has_not(api: Any) -> None:
    for method, path in operations(api):
        upload = {"file": ("sales.csv", b"amount\n1\n")} if path.endswith("/import") else None
        refused = await api.http.request(method, f"{path}?surprise=1", files=upload)
        assert ("query.surprise", "unknown_parameter") in told(refused), (method, path)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("minamount", "minAmount"),
        ("min_amount", "minAmount"),
        ("stauts", "status"),
        ("customer", "customerId"),
        ("surprise", None),
        ("x" * 5_000, None),
    ],
)
async def test_a_known_parameter_is_suggested_when_near(
    api: Any, name: str, near: str | None
) -> None:
    refused = await api.http.get("/api/payments", params={name: "1"})
    (fault,) = refused.json()["errors"]
    assert fault["code"] == "unknown_parameter"
    assert len(fault["field"]) < 90
    if near is None:
        assert "did you mean" not in fault["message"]
    else:
        assert f"did you mean `{near}`?" in fault["message"]


async def test_a_single_parameter_is_given_once(api: Any) -> None:
    refused = await api.http.get("/api/payments?limit=5&limit=6&status=failed&status=pending")
    assert told(refused) == [("query.limit", "repeated")]
    refused = await api.http.get("/api/analytics/metrics?tz=UTC&tz=UTC&method=card&method=upi")
    assert told(refused) == [("query.tz", "repeated")]
    many = "&".join(f"method=m{number}" for number in range(21))
    assert told(await api.http.get(f"/api/payments?{many}")) == [("query.method", "too_many")]


async def test_a_query_that_is_not_utf_8_is_refused(api: Any) -> None:
    refused = await api.http.get("/api/payments?q=%FF%FE&status=failed&limit=0")
    assert told(refused) == [("query.limit", "too_small"), ("query.q", "invalid_format")]
    assert (await api.http.get("/api/payments?q=%C3%A9+x")).status_code == 200
