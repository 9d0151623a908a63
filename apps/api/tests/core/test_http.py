"""Bad input: read as what it is, refused with a problem, and never a 500."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.asyncio(loop_scope="module")

JSON = {"Content-Type": "application/json"}
PAYMENT = '"amount":1,"currency":"EUR","method":"card"'
BODIES = [
    "/api/payments",
    "/api/payments/batch",
    "/api/payments/pay_none/complete",
    "/api/payments/pay_none/fail",
    "/api/payments/pay_none/refund",
    "/api/payments/pay_none/retry",
    "/api/payment-methods",
]


def check_problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    fields = {"type", "title", "status", "code", "detail", "requestId", "errors", "omitted"}
    assert set(problem) == fields
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["type"] == f"/problems/{code}"
    assert problem["requestId"] == answer.headers["x-request-id"]
    assert problem["title"]
    assert problem["detail"]
    return problem


MALFORMED = {
    "nothing": b" ",
    "cut off": b'{"amount":1,',
    "no JSON": b"amount=1",
    "two values": b"{}{}",
    "a comment": b"{/* */}",
    "a trailing comma": b'{"a":1,}',
    "not UTF-8": b'{"description":"\xff"}',
    "UTF-16": '{"amount":1}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"amount":1}',
    "a key twice": f'{{{PAYMENT},"amount":2}}'.encode(),
    "a deep key twice": b'{"items":[{"a":1,"a":1}]}',
    "NaN": b'{"amount":NaN}',
    "Infinity": b'{"amount":-Infinity}',
    "half a surrogate pair": f'{{{PAYMENT},"description":"\\ud800"}}'.encode(),
    "half a pair in a key": f'{{{PAYMENT},"\\udfff":1}}'.encode(),
    "NUL": f'{{{PAYMENT},"customerId":"a\\u0000b"}}'.encode(),
    "NUL in a key": f'{{{PAYMENT},"\\u0000":1}}'.encode(),
    "33 levels": b"[" * 33 + b"]" * 33,
    "endless levels": b"[" * 90_000,
}


@pytest.mark.parametrize("name", MALFORMED)
async def test_malformed_json_is_refused_everywhere(api: Any, name: str) -> None:
    for path in BODIES:
        answer = await api.http.post(path, content=MALFORMED[name], headers=JSON)
        check_problem(answer, 400, "malformed_request")


@pytest.mark.parametrize(
    "body",
    [
        *("null", "[]", '"text"', "1", "true", "[" * 32 + "]" * 32),
        '{"$where":"sleep(1000)"}',
        f'{{{PAYMENT},"$where":"1"}}',
        f'{{{PAYMENT},"a.b":1}}',
        f'{{{PAYMENT},"":1}}',
        f'{{{PAYMENT},"tenantId":"other"}}',
        f'{{{PAYMENT},"_id":"pay_1"}}',
        f'{{{PAYMENT},"created_at":"2026-03-01T00:00:00Z"}}',
        f'{{{PAYMENT},"customerId":{{"$gt":""}}}}',
        f'{{{PAYMENT},"description":["x"]}}',
        f'{{{PAYMENT},"customerId":5}}',
        '{"amount":1,"currency":{"$ne":null},"method":"card"}',
        '{"amount":1,"currency":"EUR","method":{"$regex":"."}}',
        '{"amount":1,"currency":"EUR\\n","method":"card"}',
        '{"amount":1,"currency":"EUR","method":"card."}',
        '{"amount":1,"currency":"EUR","method":"$card"}',
    ],
)
async def test_json_of_another_shape_is_refused_field_by_field(api: Any, body: str) -> None:
    before = await api.database["payments"].count_documents({})
    answer = await api.http.post("/api/payments", content=body, headers=JSON)
    problem = check_problem(answer, 422, "invalid_request")
    assert problem["errors"]
    assert all(fault["field"] and fault["code"] and fault["message"] for fault in problem["errors"])
    assert await api.database["payments"].count_documents({}) == before


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "text/plain",
        "text/plain;application/json",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/jsonp",
        "nonsense",
    ],
)
async def test_another_content_type_is_told_what_to_send(api: Any, content_type: str) -> None:
    for path in BODIES:
        answer = await api.http.post(
            path, content=f"{{{PAYMENT}}}", headers={"Content-Type": content_type}
        )
        problem = check_problem(answer, 415, "unsupported_media_type")
        assert "Content-Type: application/json" in problem["detail"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        JSON,
        {"Content-Type": "Application/JSON; charset=utf-8"},
        {"Content-Type": "application/vnd.cashbeat+json"},
    ],
    ids=str,
)
async def test_json_is_taken_under_its_names_or_none(api: Any, headers: dict[str, str]) -> None:
    answer = await api.http.post("/api/payments", content=f"{{{PAYMENT}}}", headers=headers)
    assert answer.status_code == 201


async def trickle(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 65_536):
        yield body[start : start + 65_536]


def padded(size: int) -> bytes:
    body = f"{{{PAYMENT}}}".encode()
    return body + b" " * (size - len(body))


@pytest.mark.parametrize("chunked", [False, True], ids=["declared", "chunked"])
async def test_bodies_are_bounded_to_the_byte(api: Any, chunked: bool) -> None:
    for path, limit, taken in [
        ("/api/payments", 1_048_576, 201),
        ("/api/payment-methods", 1_048_576, 422),
        ("/api/payments/batch", 4_194_304, 422),
    ]:
        for size, status in [(limit, taken), (limit + 1, 413)]:
            body = padded(size)
            content = trickle(body) if chunked else body
            answer = await api.http.post(path, content=content, headers=JSON)
            assert answer.status_code == status, (path, size, answer.text)
        problem = check_problem(answer, 413, "body_too_large")
        assert f"{limit:,}" in problem["detail"]


async def test_a_lie_about_the_length_changes_nothing(api: Any) -> None:
    for length in ("0", "1", "x", "9" * 5000):
        headers = JSON | {"Content-Length": length}
        answer = await api.http.post("/api/payments", content=padded(1_048_577), headers=headers)
        check_problem(answer, 413, "body_too_large")


@pytest.mark.parametrize(
    "segment",
    [
        *("x", "pay_", "%00", "%ED%A0%80", "%FF", "$where", "a.b", "%20", "*", "'", '"', "{}"),
        *("..%2Fbatch", "%2e%2e", "events%00", "пей", "😀", "%0d%0aX-Evil:%201", "[$ne]=1"),
    ],
)
async def test_odd_ids_are_ids_of_nothing(api: Any, segment: str) -> None:
    for answer in (
        await api.http.get(f"/api/payments/{segment}"),
        await api.http.post(f"/api/payments/{segment}/complete", json={}),
        await api.http.post(f"/api/payments/{segment}/refund", json={"amount": 1}),
        await api.http.patch(f"/api/payment-methods/{segment}", json={"active": True}),
    ):
        assert answer.status_code in {404, 405}, answer.text
        check_problem(answer, answer.status_code, answer.json()["code"])
        assert "x-evil" not in answer.headers


async def test_ids_are_bounded(api: Any) -> None:
    answer = await api.http.get(f"/api/payments/{'x' * 65}")
    (fault,) = check_problem(answer, 422, "invalid_request")["errors"]
    assert (fault["field"], fault["code"]) == ("path.paymentId", "too_long")


async def test_unknown_places_and_methods_are_problems_too(api: Any) -> None:
    check_problem(await api.http.get("/api/nothing"), 404, "not_found")
    check_problem(await api.http.get("/"), 404, "not_found")
    refused = await api.http.delete("/api/payments")
    check_problem(refused, 405, "method_not_allowed")
    assert refused.headers["allow"]


@pytest.mark.parametrize("given_id", ["caller-1234", "A.b_c-9" * 9])
async def test_a_callers_request_id_is_kept(api: Any, given_id: str) -> None:
    for path in ("/api/payments", "/api/payments/none"):
        answer = await api.http.get(path, headers={"X-Request-Id": given_id})
        assert answer.headers["x-request-id"] == given_id


@pytest.mark.parametrize(
    "given_id", ["short", "x" * 65, "has space", "<script>", "a\tbcdefgh", "é" * 8]
)
async def test_another_request_id_is_replaced(api: Any, given_id: str) -> None:
    headers = {"X-Request-Id": given_id.encode("latin-1")}
    answer = await api.http.get("/api/payments/none", headers=headers)
    assert re.fullmatch(r"req_[0-9a-z]{26}", answer.headers["x-request-id"])
    check_problem(answer, 404, "payment_not_found")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
fields = st.sampled_from(
    [
        *("amount", "currency", "method", "status", "createdAt", "customerId", "externalId"),
        *("failureCode", "description", "items", "occurredAt", "code", "name", "active"),
    ]
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(BODIES), values | st.dictionaries(fields, values, max_size=4))
async def test_no_json_breaks_anything(api: Any, path: str, body: Any) -> None:
    answer = await api.http.post(path, content=json.dumps(body), headers=JSON)
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        check_problem(answer, answer.status_code, answer.json()["code"])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BODIES), st.binary(max_size=60))
async def test_no_bytes_break_anything(api: Any, path: str, body: bytes) -> None:
    answer = await api.http.post(path, content=body, headers=JSON)
    assert answer.status_code < 500, answer.text
