"""No secret that anybody sends or is given is in any line of the logs, at the most talkative level.

A new route that takes or gives a secret adds a `Sent` to `REQUESTS`, or marks what it answers.
"""

import io
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
import jwt
import pytest
from pymongo.errors import AutoReconnect

from cashbeat.bootstrap import Application
from cashbeat.core.logging import configure_logging
from cashbeat.core.settings import Settings
from cashbeat.embedded import DatabaseAddresses

PASSWORD = "Correct-Horse-Battery-9"
WRONG = "Wrong-Horse-Battery-8"
CODE = "731946"
API_KEY = "cbk_Ab12Cd34_" + "Zq9xW7vU5tS3rQ1pO8nM6lK4jI2hG0fE-dCbA_zYxWvU"
TOKEN = "Tq9xW7vU5tS3rQ1pO8nM6lK4jI2hG0fE-dCbA_zYxWv"
FORGED = jwt.encode({"sub": "usr_x", "sid": "ses_x"}, "k" * 32, headers={"kid": "k1"})
COOKIE = f"ses_01.{TOKEN}.{TOKEN[::-1]}"
ANN = "ann@example.com"


@dataclass(frozen=True)
class Sent:
    """A request, and what of it must not be written down."""

    method: str
    path: str
    secrets: tuple[str, ...]
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


LOGIN = {"email": ANN, "password": WRONG, "code": CODE}
REGISTRATION = {"name": "Ann", "email": ANN, "password": PASSWORD, "organisation": "Acme"}
REQUESTS = [
    Sent("POST", "/api/auth/register", (PASSWORD,), REGISTRATION),
    Sent("POST", "/api/auth/register", (PASSWORD,), REGISTRATION | {"timeZone": "Mars/Olympus"}),
    Sent("POST", "/api/auth/register", (WRONG,), {"password": WRONG, "odd": WRONG}),
    Sent("POST", "/api/auth/login", (WRONG, CODE), LOGIN),
    Sent("POST", "/api/auth/login", (WRONG, CODE), LOGIN | {"email": "nobody@example.com"}),
    Sent("POST", "/api/auth/login", (WRONG,), LOGIN | {"password": [WRONG]}),
    Sent("POST", f"/api/auth/login?token={TOKEN}&password={WRONG}", (TOKEN, WRONG), LOGIN),
    Sent(
        "POST",
        "/api/auth/refresh",
        (COOKIE,),
        headers={"Cookie": f"cashbeat_refresh_3000={COOKIE}"},
    ),
    Sent(
        "POST", "/api/auth/logout", (COOKIE,), headers={"Cookie": f"cashbeat_refresh_3000={COOKIE}"}
    ),
    Sent("POST", "/api/auth/password/forgot", (), {"email": ANN}),
    Sent(
        "POST",
        "/api/auth/password/reset",
        (TOKEN, PASSWORD),
        {"token": TOKEN, "password": PASSWORD},
    ),
    Sent("GET", "/api/auth/invitation", (TOKEN,), headers={"X-Invitation-Token": TOKEN}),
    Sent(
        "POST",
        "/api/auth/invitation/accept",
        (TOKEN, PASSWORD),
        {"token": TOKEN, "password": PASSWORD},
    ),
    Sent(
        "POST",
        "/api/auth/password",
        (WRONG, PASSWORD),
        {"currentPassword": WRONG, "newPassword": PASSWORD},
        bearer(FORGED),
    ),
    Sent("POST", "/api/auth/two-factor/confirm", (CODE,), {"code": CODE}, bearer(FORGED)),
    Sent("GET", "/api/auth/session", (FORGED,), headers=bearer(FORGED)),
    Sent("GET", "/api/payments", (API_KEY,), headers=bearer(API_KEY)),
    Sent("GET", f"/api/payments?token={FORGED}", (FORGED,), headers=bearer(FORGED)),
    Sent("POST", "/api/payments", (API_KEY,), {"apiKey": API_KEY}, bearer(API_KEY)),
    Sent("GET", f"/socket.io/?EIO=4&transport=polling&token={TOKEN}", (TOKEN,)),
    Sent("POST", "/api/payments", (TOKEN,), {}, {"Origin": f"http://evil.example/?token={TOKEN}"}),
    Sent("GET", "/api/payments", (TOKEN,), headers={"Host": f"evil.example?token={TOKEN}"}),
]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root, loud = logging.getLogger(), ("pymongo", "httpx", "socketio", "engineio", "asyncio")
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in loud}
    stream = io.StringIO()
    configure_logging(level="debug", log_format="json", process="api", stream=stream)
    for name in loud:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture
async def http(
    written: io.StringIO,  # noqa: ARG001
    settings: Settings,
    mongo_uri: str,
    redis_url: str,
) -> AsyncIterator[httpx.AsyncClient]:
    application = Application(settings, DatabaseAddresses(mongo_uri, redis_url))
    transport = httpx.ASGITransport(application.asgi, raise_app_exceptions=False)
    async with (
        application.app.router.lifespan_context(application.app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        yield client


async def send(http: httpx.AsyncClient, sent: Sent) -> httpx.Response:
    body = {} if sent.body is None else {"json": sent.body}
    return await http.request(sent.method, sent.path, headers=sent.headers, **body)


def given_by(answer: httpx.Response) -> list[str]:
    """The secrets of an answer."""
    found = [each.partition(";")[0] for each in answer.headers.get_list("set-cookie")]
    found = [each.partition("=")[2].strip('"') for each in found]
    with suppress(ValueError):
        body = answer.json()
        found += [body[name] for name in ("accessToken", "secret", "key") if name in body]
    return [each for each in found if each]


async def test_nothing_that_is_sent_or_given_is_logged(
    http: httpx.AsyncClient, written: io.StringIO
) -> None:
    secrets = {PASSWORD, WRONG, CODE, API_KEY, TOKEN, FORGED, COOKIE}
    for sent in REQUESTS:
        secrets |= {*sent.secrets, *given_by(await send(http, sent))}
    assert len(secrets) >= 9, "an account was made, and gave a token and a cookie"
    text = written.getvalue()
    assert text.count("\n") > 100, "the libraries talk"
    for secret in secrets:
        for part in (secret, *secret.split(".")):
            public = len(part) < 20 or part.startswith("ses_")  # the id of a session is no secret
            assert (public and part != secret) or part not in text


async def test_a_broken_route_does_not_tell_what_it_was_given(
    http: httpx.AsyncClient, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trace of a failure is logged; frames with their values are not."""
    from cashbeat.identity.session.accounts import Accounts

    async def broken(_self: Any, body: Any, *_: Any) -> None:
        raise RuntimeError(f"no luck with {body!r} and token={TOKEN}")

    monkeypatch.setattr(Accounts, "log_in", broken)
    answer = await send(http, Sent("POST", "/api/auth/login", (), LOGIN))
    assert answer.status_code == 500
    assert "http.request.failed" in written.getvalue()
    for secret in (WRONG, TOKEN, CODE):
        assert secret not in written.getvalue()
        assert secret not in answer.text


def test_the_check_itself_sees_what_is_written(written: io.StringIO) -> None:
    logging.getLogger("pymongo").debug("sent %s", "plain words")
    assert "plain words" in written.getvalue()
    logging.getLogger("x").warning("lost %s", AutoReconnect(f"mongodb://me:{WRONG}@host"))
    assert WRONG not in written.getvalue()
