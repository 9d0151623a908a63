"""The client repeats what is safe to repeat, and only that."""

import asyncio
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.responses import JSONResponse, Response

from cashbeat.core.settings import load_settings
from cashbeat.seed import client as module
from cashbeat.seed.client import ApiClient, ApiRefused, ApiUnreachable, retry_after
from cashbeat.seed.credentials import KeySource, NoApiKey, key_source

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PAYMENT = {"amount": 5, "currency": "EUR", "method": "card", "status": "completed"}


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BASE_DELAY", 0.001)


@pytest.mark.parametrize(
    "outage",
    [
        httpx.ConnectError("refused"),
        httpx.ReadError("reset"),
        httpx.RemoteProtocolError("server disconnected"),
        Response(status_code=503),
        Response(status_code=502),
        Response(status_code=429),
        JSONResponse({"code": "concurrent_change"}, 409),
    ],
)
@pytest.mark.parametrize("after", [False, True])
async def test_an_unanswered_post_is_repeated_and_happens_once(
    api: Any, client: ApiClient, outage: Exception | Response, after: bool
) -> None:
    api.break_next(outage, after=after)
    api.break_next(outage, after=after)

    payment = await client.post("/api/payments", PAYMENT, "key-1")

    assert payment["id"] == "pay_0"
    assert len(api.payments) == 1
    assert api.requests["create"] == 3
    assert api.keys == ["key-1"]
    assert client.repeats == 2
    assert client.healthy


async def test_a_refusal_is_final_and_says_why(api: Any, client: ApiClient) -> None:
    with pytest.raises(ApiRefused) as refusal:
        await client.post("/api/payments", PAYMENT | {"status": "sold"}, "key-1")
    assert (refusal.value.status, refusal.value.code) == (422, "invalid_request")
    assert api.requests["create"] == 1


async def test_a_refusal_without_a_problem_body_is_still_a_refusal(
    api: Any, client: ApiClient
) -> None:
    api.break_next(Response("<html>", status_code=404))
    with pytest.raises(ApiRefused, match="404 unknown: Not Found"):
        await client.get("/api/organisation")


async def test_patience_ends(api: Any) -> None:
    api.break_next(Response(status_code=503))
    transport = httpx.ASGITransport(api.app)
    async with ApiClient("http://api.test", transport=transport, patience=0) as hasty:
        with pytest.raises(ApiUnreachable, match="stays unavailable"):
            await hasty.get("/api/organisation")


async def test_nobody_there_is_said_in_one_sentence() -> None:
    async with ApiClient("http://127.0.0.1:1", patience=0.0) as alone:
        with pytest.raises(ApiUnreachable, match=r"No API answers at http:.* --api-url wrong"):
            await alone.get("/api/organisation")
        assert not alone.healthy


async def test_retry_after_is_waited_for(
    api: Any, client: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    api.break_next(Response(status_code=503, headers={"retry-after": "7"}))
    await client.get("/api/organisation")
    assert len(slept) == 1
    assert 7 < slept[0] < 7.01


def test_pauses_grow_and_are_jittered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BASE_DELAY", 0.2)
    patient = ApiClient("http://api.test")
    pauses = {attempt: [patient._pause(attempt, None) for _ in range(200)] for attempt in range(9)}
    for attempt, drawn in pauses.items():
        ceiling = min(5.0, 0.2 * 2**attempt)
        assert ceiling / 2 <= min(drawn) < max(drawn) <= ceiling
    assert max(pauses[8]) - min(pauses[8]) > 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("5", 5),
        ("86400", 60),
        ("soon", 0),
        ("-3", 0),
        (format_datetime(datetime(2026, 11, 21, 12, 0, 9, tzinfo=UTC), usegmt=True), 9),
        (format_datetime(datetime(2026, 11, 21, 11, 0, tzinfo=UTC), usegmt=True), 0),
        ("Sat, 21 Nov 2026 12:00:09", 0),
    ],
)
def test_retry_after_header(value: str | None, seconds: float) -> None:
    assert retry_after(value, NOW) == seconds


def source(tmp_path: Path, url: str = "http://127.0.0.1:8000", **given: Any) -> KeySource:
    settings = load_settings(_env_file=None, data_dir=tmp_path, api_key=given.get("setting"))
    return key_source(settings, url, given.get("key"), given.get("path"))


async def sent_by(source: KeySource) -> str:
    request = httpx.Request("GET", "http://api.test")
    await anext(source.async_auth_flow(request))
    return request.headers["authorization"]


async def test_the_nearest_key_is_used(tmp_path: Path) -> None:
    demo, path = tmp_path / "secrets" / "demo-api-key", tmp_path / "key"
    demo.parent.mkdir()
    demo.write_text("cbk_demo\n")
    path.write_text("cbk_file\n")
    assert await sent_by(source(tmp_path)) == "Bearer cbk_demo"
    assert await sent_by(source(tmp_path, setting="cbk_env")) == "Bearer cbk_env"
    assert await sent_by(source(tmp_path, setting="cbk_env", path=path)) == "Bearer cbk_file"
    assert await sent_by(source(tmp_path, setting="cbk_env", key="cbk_told")) == "Bearer cbk_told"


async def test_a_key_that_is_made_later_is_found(tmp_path: Path) -> None:
    """Whoever starts before the API has made its key asks without one, which can be sent at all."""
    path = tmp_path / "key"
    later = KeySource(path=path)
    transport = httpx.MockTransport(
        lambda asked: httpx.Response(200 if "authorization" in asked.headers else 401)
    )
    async with httpx.AsyncClient(transport=transport, auth=later) as client:
        assert (await client.get("http://api.test")).status_code == 401
        path.write_text("cbk_late")
        assert (await client.get("http://api.test")).status_code == 200
    assert await sent_by(later) == "Bearer cbk_late"


def test_the_demos_key_is_sent_to_no_other_machine(tmp_path: Path) -> None:
    demo = tmp_path / "secrets" / "demo-api-key"
    demo.parent.mkdir()
    demo.write_text("cbk_demo")
    with pytest.raises(NoApiKey):
        source(tmp_path, "https://pay.example.com")


def test_a_file_without_a_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoApiKey, match="nothing-here"):
        source(tmp_path, path=tmp_path / "nothing-here")
