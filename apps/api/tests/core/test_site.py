"""Pages of other sites change nothing here, whatever they call us; programs and our own may."""

from typing import Any

import httpx
import pytest
from starlette.responses import PlainTextResponse
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from cashbeat.core.settings import load_settings
from cashbeat.core.site import Site, SiteGuard

OWN = {"host": "localhost:3000"}
DIRECT = {"host": "127.0.0.1:8000"}


def site(**changes: Any) -> Site:
    return Site(load_settings(_env_file=None, **changes))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:3000",
        "LOCALHOST:8000",
        "localhost.:80",
        "app.localhost:3000",
        "127.0.0.1:8000",
        "127.8.8.8",
        "[::1]:8000",
    ],
)
def test_loopback_is_ours(host: str) -> None:
    assert site().is_own_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8000",
        "localhost@evil.example",
        "evil.example@localhost",
        "notlocalhost",
        "[::1",
        "",
        "192.168.1.7:8000",
    ],
)
def test_other_names_are_not(host: str) -> None:
    assert not site().is_own_host(host)


def test_settings_name_more_hosts() -> None:
    listed = site(allowed_origins="https://pay.example.com:8443", allowed_hosts="API, b.example")
    for host in ("pay.example.com:8443", "pay.example.com", "api:8000", "B.example"):
        assert listed.is_own_host(host)
    assert not listed.is_own_host("c.example")
    assert site(host="box.lan").is_own_host("box.lan:8000")
    on_the_network = site(host="0.0.0.0")  # noqa: S104
    assert on_the_network.is_own_host("192.168.1.7:8000")
    assert on_the_network.is_own_host("[fe80::1]:8000")
    assert not on_the_network.is_own_host("evil.example:8000")


PUBLIC = "https://pay.example.com:8443"


@pytest.mark.parametrize(
    "host", ["pay.example.com", "acme.pay.example.com:8443", "A-1.pay.example.com"]
)
def test_the_public_address_and_its_organisations_are_ours(host: str) -> None:
    assert site(public_url=PUBLIC).is_own_host(host)
    assert not site().is_own_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "example.com",
        "xpay.example.com",
        "a.b.pay.example.com",
        ".pay.example.com",
        "-.pay.example.com",
        "a_b.pay.example.com",
        "pay.example.com.evil.example",
        "acme.payxexample.com",
    ],
)
def test_names_like_the_public_one_are_not(host: str) -> None:
    assert not site(public_url=PUBLIC).is_own_host(host)
    assert not site(public_url=PUBLIC).is_own_origin({"host": host, "origin": f"https://{host}"})


def test_pages_of_the_public_address_and_its_organisations_pass() -> None:
    ours = site(public_url=PUBLIC)
    for origin in (PUBLIC, "https://acme.pay.example.com:8443"):
        assert ours.is_own_origin(DIRECT | {"origin": origin})
    for origin in (
        "http://pay.example.com:8443",
        "http://acme.pay.example.com:8443",
        "https://acme.pay.example.com",
        "https://acme.pay.example.com:8443.evil.example",
        "https://acme.pay.example.com:8443/",
        "null",
    ):
        assert not ours.is_own_origin(DIRECT | {"origin": origin})


def test_a_public_address_that_is_no_name() -> None:
    ours = site(public_url="http://192.168.1.7:3000")
    assert ours.is_own_host("192.168.1.7:3000")
    assert not ours.is_own_host("192.168.1.8:3000")
    assert not ours.is_own_host("acme.192.168.1.7:3000")
    assert ours.is_own_origin(DIRECT | {"origin": "http://192.168.1.7:3000"})


@pytest.mark.parametrize(
    "headers",
    [
        DIRECT,
        OWN | {"origin": "http://localhost:3000"},
        OWN | {"origin": "http://localhost:3000", "sec-fetch-site": "same-origin"},
        OWN | {"sec-fetch-site": "none"},
        OWN | {"sec-fetch-site": "same-origin"},
        {"host": "localhost:3911", "origin": "http://localhost:3911"},
        DIRECT | {"origin": "http://localhost:3911", "x-forwarded-host": "localhost:3911"},
        DIRECT | {"origin": "https://pay.example.com", "sec-fetch-site": "cross-site"},
    ],
)
def test_programs_and_own_pages_pass(headers: dict[str, str]) -> None:
    assert site(allowed_origins="https://pay.example.com").is_own_origin(headers)


FOREIGN = [
    DIRECT | {"origin": "http://evil.example"},
    DIRECT | {"origin": "null"},
    DIRECT | {"origin": "http://["},
    DIRECT | {"origin": ""},
    DIRECT | {"origin": "http://localhost:5173"},
    DIRECT | {"origin": "http://evil.example", "x-forwarded-host": "evil.example"},
    DIRECT | {"origin": "http://evil.example", "sec-fetch-site": "same-origin"},
    DIRECT | {"sec-fetch-site": "cross-site"},
    DIRECT | {"sec-fetch-site": "same-site"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_pages_of_others_do_not(headers: dict[str, str]) -> None:
    assert not site().is_own_origin(headers)


async def ask(method: str, headers: dict[str, str]) -> httpx.Response:
    guarded = SiteGuard(PlainTextResponse("done"), site())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(guarded)) as http:
        return await http.request(method, "http://127.0.0.1:8000/api/payments", headers=headers)


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
async def test_what_changes_something_is_refused_to_them(
    method: str, headers: dict[str, str]
) -> None:
    with capture_logs([merge_contextvars]) as lines:
        answer = await ask(method, headers | {"x-request-id": "mine-12345"})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "origin_not_allowed"
    assert answer.json()["requestId"] == answer.headers["x-request-id"] == "mine-12345"
    assert [(line["event"], line["request_id"]) for line in lines] == [
        ("http.request.refused", "mine-12345")
    ]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
async def test_what_only_reads_is_left_to_the_browser(method: str) -> None:
    assert (await ask(method, {"origin": "http://evil.example"})).status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_foreign_name_is_refused_whatever_is_asked(method: str) -> None:
    rebound = {"host": "evil.example:8000", "origin": "http://evil.example:8000"}
    answer = await ask(method, rebound | {"sec-fetch-site": "same-origin"})
    assert answer.status_code == 421
    assert answer.json()["code"] == "host_not_allowed"
    assert answer.headers["x-request-id"] == answer.json()["requestId"]


async def test_the_whole_application_is_guarded() -> None:
    from cashbeat.bootstrap import Application
    from cashbeat.embedded import DatabaseAddresses

    nowhere = DatabaseAddresses("mongodb://127.0.0.1:1", "redis://127.0.0.1:1")
    served = Application(load_settings(_env_file=None, environment="test"), nowhere).asgi
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(served), base_url="http://127.0.0.1:8000"
    ) as http:
        foreign = {"origin": "http://evil.example"}
        assert (await http.post("/api/payments", headers=foreign)).status_code == 403
        assert (await http.post("/socket.io/", headers=foreign)).status_code == 403
        for path in ("/api/payments", "/socket.io/", "/health/live"):
            assert (await http.get(path, headers={"host": "evil.example"})).status_code == 421
        assert (await http.get("/health/live")).status_code == 200
