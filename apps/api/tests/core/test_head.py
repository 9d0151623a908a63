"""HEAD answers what GET does, without the content."""

from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="module")

VARYING = {"x-request-id", "date", "ratelimit-remaining", "ratelimit-reset"}


@pytest.mark.parametrize(
    "path",
    [
        *("/api/payments", "/api/payments.csv", "/api/payments/events", "/api/payment-methods"),
        *("/api/payments/none", "/api/payments?limit=0", "/api/analytics/metrics", "/health/live"),
        *("/api/organisation", "/api/openapi.json", "/api/nothing", "/api/payments/none/refund"),
    ],
)
async def test_head_is_the_head_of_get(api: Any, path: str) -> None:
    for _ in range(2):  # the first figures are computed, the second are known
        got = await api.http.get(path)
    head = await api.http.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    of_get, of_head = (
        {name: value for name, value in answer.headers.items() if name not in VARYING}
        for answer in (got, head)
    )
    assert of_head == of_get


async def test_head_ends_a_download_before_it_begins(api: Any) -> None:
    for _ in range(3):
        await api.pay(customerId="head")
    head = await api.http.head("/api/payments.csv", params={"customerId": "head"})
    assert (head.headers["x-total-count"], head.content) == ("3", b"")


async def test_a_cached_answer_is_told_by_head(api: Any) -> None:
    etag = (await api.http.get("/api/analytics/metrics")).headers["etag"]
    head = await api.http.head("/api/analytics/metrics", headers={"If-None-Match": etag})
    assert head.status_code == 304


async def test_what_may_be_asked_is_told(api: Any) -> None:
    refused = await api.http.delete("/api/organisation")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")
