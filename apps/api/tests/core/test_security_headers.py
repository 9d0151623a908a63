"""Security headers: on every answer, of whatever part of the API."""

from typing import Any

import httpx
import pytest
from starlette.responses import PlainTextResponse

from cashbeat.core.security_headers import HEADERS, HSTS, SecurityHeaders
from cashbeat.core.settings import load_settings

STRICT = HSTS[0].decode()


async def ask(
    headers: dict[str, str] | None = None, url: str = "http://localhost/", **changes: Any
) -> httpx.Response:
    app = SecurityHeaders(
        PlainTextResponse("done", headers=headers), load_settings(_env_file=None, **changes)
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as http:
        return await http.get(url)


async def test_an_answer_is_data_for_the_caller_alone() -> None:
    answer = await ask()
    told = {name: answer.headers[name] for name in HEADERS}
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "no-referrer"
    assert told["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert told["cross-origin-resource-policy"] == "same-origin"
    assert told["cache-control"] == "no-store"
    assert "camera=()" in told["permissions-policy"]
    assert STRICT not in answer.headers


async def test_what_an_endpoint_says_of_caching_stays() -> None:
    answer = await ask({"Cache-Control": "private, no-cache"})
    assert answer.headers.get_list("cache-control") == ["private, no-cache"]


@pytest.mark.parametrize(
    ("environment", "public", "url", "strict"),
    [
        ("production", "https://pay.example.com", "http://pay.example.com/", True),
        ("production", "http://localhost:3000", "https://localhost/", True),
        ("production", "http://localhost:3000", "http://localhost/", False),
        ("development", "https://pay.example.com", "https://pay.example.com/", False),
    ],
)
async def test_https_is_demanded_in_production(
    environment: str, public: str, url: str, strict: bool
) -> None:
    answer = await ask(url=url, environment=environment, public_url=public)
    assert (STRICT in answer.headers) is strict


async def test_a_refused_handshake_has_them_too() -> None:
    sent: list[Any] = []

    async def refuse(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "websocket.http.response.start", "status": 403, "headers": []})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any: ...

    app = SecurityHeaders(refuse, load_settings(_env_file=None))
    await app({"type": "websocket", "scheme": "ws"}, receive, send)
    assert dict(sent[0]["headers"])[b"x-content-type-options"] == b"nosniff"


async def test_the_application_is_not_kept_from_starting() -> None:
    seen: list[str] = []

    async def inner(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["type"])

    async def nothing(*_: Any) -> Any: ...

    await SecurityHeaders(inner, load_settings(_env_file=None))(
        {"type": "lifespan"}, nothing, nothing
    )
    assert seen == ["lifespan"]
