"""Who connects: proof at the handshake, in both dialects and over both transports."""

import asyncio
import json
import logging
from io import StringIO
from typing import Any

import httpx
import pytest
import structlog
from websockets.exceptions import InvalidStatus

from cashbeat.core.logging import configure_logging
from cashbeat.realtime import plain as plain_module
from cashbeat.realtime import strangers as strangers_module
from cashbeat.realtime import wire as wire_module
from cashbeat.realtime.admission import check_address
from cashbeat.realtime.errors import TokenInUrl, TooManySockets
from cashbeat.realtime.strangers import ATTEMPTS

REFUSED = [
    (None, "north", 401, "unauthenticated"),
    ("nobody", "north", 401, "unauthenticated"),
    ("late", "north", 401, "token_expired"),
    ("revoked", "north", 401, "session_ended"),
    ("sam", "north", 404, "tenant_not_found"),
    ("nora", "east", 404, "tenant_not_found"),
    ("blind", "north", 403, "permission_denied"),
]


@pytest.fixture
async def guarded(cluster: Any) -> Any:
    """A cluster with tokens of every kind that is refused."""
    cluster.identities.grant("late", seconds=-1)
    cluster.identities.grant("revoked", session="ses_revoked")
    cluster.identities.refuse("ses_revoked", 401, "session_ended")
    cluster.identities.grant("blind", holder="usr_blind", session="ses_blind")
    cluster.identities.refuse("north|usr_blind", 403, "permission_denied")
    return cluster


@pytest.mark.parametrize(("token", "tenant", "status", "code"), REFUSED)
async def test_socket_io_is_refused_with_the_problem_and_hears_nothing(
    guarded: Any, token: str | None, tenant: str, status: int, code: str
) -> None:
    client = await guarded.dial()
    auth = {"tenantId": tenant} | ({} if token is None else {"token": token})
    await client.socket.send("40/ws/payments," + json.dumps(auth))
    problem = json.loads((await client.until_named("44")).partition(",")[2])["data"]
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["requestId"].startswith("req_")
    await guarded.commit("north", 3)
    await client.socket.send('42/ws/payments,1["resume",{"afterSeq":0}]')
    await client.socket.send('42/ws/payments,2["authenticate",{"token":"nora"}]')
    witness = await guarded.connect()
    assert (await witness.resume(0))["latestSeq"] == 3
    assert [name for name, _ in client.messages] == ["0{", "44"]


@pytest.mark.parametrize(("token", "tenant", "status", "code"), REFUSED)
async def test_polling_is_refused_alike(
    guarded: Any, token: str | None, tenant: str, status: int, code: str
) -> None:
    async with _polling(guarded) as (http, session):
        auth = {"tenantId": tenant} | ({} if token is None else {"token": token})
        await http.post(session, content="40/ws/payments," + json.dumps(auth))
        told = (await http.get(session)).text
        assert told.startswith("44/ws/payments,")
        problem = json.loads(told.partition(",")[2])["data"]
        assert (problem["status"], problem["code"]) == (status, code)
        await guarded.commit("north", 1)
        await http.post(session, content='42/ws/payments,1["resume",{"afterSeq":0}]')
        with pytest.raises(httpx.ReadTimeout):
            await http.get(session, timeout=0.3)


@pytest.mark.parametrize(("token", "tenant", "status", "code"), REFUSED[1:])
async def test_plain_with_a_wrong_header_is_refused_before_it_is_accepted(
    guarded: Any, token: str, tenant: str, status: int, code: str
) -> None:
    headers = {"authorization": f"Bearer {token}", "x-tenant-id": tenant}
    with pytest.raises(InvalidStatus) as refused:
        await guarded.dial_plain(headers=headers)
    answer = refused.value.response
    assert answer.status_code == status
    assert json.loads(answer.body or b"")["code"] == code


async def test_a_header_that_is_no_bearer_is_401_with_the_way_to_do_it(cluster: Any) -> None:
    for header in ("Basic bm9yYTo=", "Bearer", "nora", "Bearer nora sam"):
        with pytest.raises(InvalidStatus) as refused:
            await cluster.dial_plain(headers={"authorization": header})
        assert refused.value.response.status_code == 401
        assert refused.value.response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("token", "tenant", "status", "code"), REFUSED)
async def test_plain_with_a_wrong_first_message_is_closed_with_4401(
    guarded: Any, token: str | None, tenant: str, status: int, code: str
) -> None:
    client = await guarded.dial_plain()
    assert await client.until_named("authentication_required") == {
        "type": "authentication_required",
        "withinSeconds": 10,
    }
    await guarded.commit("north", 1)
    first = {"type": "authenticate" if token else "resume", "token": token, "tenantId": tenant}
    await client.socket.send(json.dumps(first))
    await client.until(lambda: client.closed is not None)
    assert client.closed[0] == 4401
    (problem,) = client.named("error")
    assert (problem["error"]["status"], problem["error"]["code"]) == (status, code)
    assert [name for name, _ in client.messages] == ["authentication_required", "error"]


@pytest.mark.parametrize("good", [True, False])
async def test_other_servers_hear_the_goodbye_too(
    cluster: Any, good: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire_module, "transport_of", lambda _: None)
    client = await cluster.dial_plain()
    token = "nora" if good else "nobody"
    await client.socket.send(json.dumps({"type": "authenticate", "token": token}))
    if good:
        await client.until_named("hello")
        cluster.identities.refuse("ses_nora", 401, "session_ended")
    await client.until(lambda: client.closed is not None)
    assert client.closed[0] == 4401
    assert client.messages[-1][0] == ("session_ended" if good else "error")


async def test_plain_first_message_admits_a_browser(cluster: Any) -> None:
    client = await cluster.dial_plain(origin="http://localhost:3000")
    await cluster.commit("south", 2)
    await client.socket.send('{"type":"authenticate","token":"sam"}')
    assert await client.until_named("hello") == {
        "type": "hello",
        "tenantId": "south",
        "latestSeq": 2,
    }
    assert client.named("authenticated") == [{"type": "authenticated", "expiresAt": None}]
    await cluster.commit("south", 1)
    await client.until(lambda: client.seqs == [3])
    assert len(cluster.processes[0].realtime._plain._doors.strangers) == 0


async def test_whoever_says_nothing_is_closed(
    cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_module, "HANDSHAKE_SECONDS", 0.2)
    client = await cluster.dial_plain()
    await client.until(lambda: client.closed is not None)
    assert client.closed[0] == 4401
    assert client.named("error")[0]["error"]["detail"] == "No token came in time."


async def test_programs_may_send_the_header_to_socket_io(cluster: Any) -> None:
    port = cluster.processes[0].port
    headers = {"authorization": "bearer sam"}
    url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
    client = await cluster._client(url, plain=False, origin=None, headers=headers)
    await client.socket.send("40/ws/payments,")
    assert (await client.until_named("hello"))["tenantId"] == "south"
    async with _polling(cluster, headers=headers) as (http, session):
        await http.post(session, content="40/ws/payments,")
        heard = ""
        while "hello" not in heard:
            heard += (await http.get(session)).text
        assert '"tenantId":"south"' in heard


async def test_a_second_handshake_on_one_connection_changes_nothing(cluster: Any) -> None:
    client = await cluster.connect(tenant="north")
    await client.socket.send('40/ws/payments,{"token":"sam","tenantId":"south"}')
    await client.until_named("44")
    await cluster.commit("south", 1)
    await cluster.commit("north", 1)
    await client.until(lambda: client.seqs)
    assert {event["payment"]["description"] for event in client.events} == {"north"}
    await client.close()
    feed = await cluster.processes[0].realtime.relay.open("north")
    async with asyncio.timeout(5):
        while len(feed.room):
            await asyncio.sleep(0.01)
    assert len(cluster.processes[0].realtime.presence) == 0


async def test_only_so_many_false_tokens_on_one_connection(cluster: Any) -> None:
    client = await cluster.dial()
    for _ in range(ATTEMPTS + 2):
        await client.socket.send('40/ws/payments,{"token":"guess"}')
    await client.socket.send('40/ws/payments,{"token":"nora"}')
    await client.until(lambda: client.closed is not None)
    assert client.named("hello") == []


@pytest.mark.parametrize("name", ["token", "access_token", "auth", "Authorization", "api-key"])
@pytest.mark.parametrize("kind", ["polling", "websocket", "plain"])
async def test_a_token_in_the_address_is_refused_and_never_logged(
    cluster: Any,
    name: str,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stream = StringIO()
    monkeypatch.setattr(structlog, "configure", lambda **_: None)  # cannot be undone
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    configure_logging(level="info", stream=stream)
    logging.getLogger("uvicorn.error").setLevel("INFO")  # as in production
    try:
        answer = await _ask_with(cluster, kind, f"{name}=s3cret-nora")
        accepted = await cluster.connect_plain()
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    assert accepted.named("hello")
    assert answer.status_code == 400
    body = json.loads(answer.content if isinstance(answer, httpx.Response) else answer.body)
    assert body["code"] == "token_in_url"
    assert "authenticate" in body["detail"]
    assert "s3cret" not in body["detail"]
    printed = stream.getvalue() + "".join(capsys.readouterr())
    assert "token_in_url" in printed
    assert "s3cret" not in printed


async def _ask_with(cluster: Any, kind: str, query: str) -> Any:
    port = cluster.processes[0].port
    if kind == "polling":
        async with httpx.AsyncClient() as http:
            url = f"http://127.0.0.1:{port}/socket.io/?EIO=4&transport=polling&{query}"
            return await http.get(url)
    base = f"ws://127.0.0.1:{port}/"
    path = "ws/payments?" if kind == "plain" else "socket.io/?EIO=4&transport=websocket&"
    headers = {"authorization": "Bearer nora"}
    with pytest.raises(InvalidStatus) as refused:
        await cluster._client(base + path + query, plain=True, origin=None, headers=headers)
    return refused.value.response


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        (b"EIO=4&transport=polling&sid=abc&t=x1", False),
        (b"EIO=4&transport=websocket", False),
        (b"", False),
        (b"x=eyJhbGciOiJIUzI1NiJ9.e30.c2ln", True),
        (b"x=Bearer%20eyJhbGciOiJIUzI1NiJ9.e30.c2ln", True),
        (b"x=cbk_abcdefgh_secret", True),
        (b"auth%5Btoken%5D=x", True),
        (b"Access%5FToken=", True),
    ],
)
def test_what_counts_as_a_token_in_the_address(query: bytes, refused: bool) -> None:
    scope = {"type": "http", "query_string": query}
    if refused:
        with pytest.raises(TokenInUrl):
            check_address(scope)
    else:
        check_address(scope)


async def test_a_page_without_origin_is_refused_and_a_program_is_not(cluster: Any) -> None:
    polling = f"http://127.0.0.1:{cluster.processes[0].port}/socket.io/?EIO=4&transport=polling"
    async with httpx.AsyncClient() as http:
        for site, status in (("cross-site", 403), ("same-site", 403), ("none", 200)):
            answer = await http.get(polling, headers={"sec-fetch-site": site})
            assert answer.status_code == status
    with pytest.raises(InvalidStatus) as refused:
        await cluster.dial_plain(headers={"sec-fetch-site": "cross-site"})
    assert refused.value.response.status_code == 403


async def test_a_foreign_page_cannot_take_over_a_polling_session(cluster: Any) -> None:
    async with _polling(cluster) as (http, session):
        await http.post(session, content='40/ws/payments,{"token":"nora"}')
        foreign = {"origin": "http://evil.example"}
        assert (await http.get(session, headers=foreign)).status_code == 403
        assert (await http.post(session, content="1", headers=foreign)).status_code == 403
        url = session.replace("http:", "ws:").replace("=polling", "=websocket")
        with pytest.raises(InvalidStatus):
            await cluster._client(url, plain=False, origin="http://evil.example")
        assert '"hello"' in (await http.get(session)).text


async def test_strangers_of_one_address_are_few(
    make_cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strangers_module, "PER_ADDRESS", 3)
    cluster = await make_cluster(1)
    strangers = cluster.processes[0].realtime._plain._doors.strangers
    known = [await cluster.connect() for _ in range(5)]
    waiting = [await cluster.dial(), await cluster.dial_plain(), await cluster.dial()]
    for connect in (cluster.dial, cluster.dial_plain):
        with pytest.raises(InvalidStatus) as refused:
            await connect()
        assert refused.value.response.status_code == 429
    polling = f"http://127.0.0.1:{cluster.processes[0].port}/socket.io/?EIO=4&transport=polling"
    async with httpx.AsyncClient() as http:
        assert (await http.get(polling)).status_code == 429
    for client in waiting:
        await client.close()
    async with asyncio.timeout(5):
        while len(strangers):
            await asyncio.sleep(0.01)
    await cluster.connect_plain()
    await cluster.commit("north", 1)
    for client in known:
        await client.until(lambda c=client: c.seqs == [1])


def test_strangers_in_all_are_bounded_and_forgotten_once() -> None:
    strangers = strangers_module.Strangers(per_address=2, in_all=3)
    places = [strangers.place("a"), strangers.place("a"), strangers.place("b")]
    with pytest.raises(TooManySockets):
        strangers.place("c")
    places[0].leave()
    places[0].leave()
    assert len(strangers) == 2
    strangers.place("c")


class _polling:  # noqa: N801 - reads as a function
    """An Engine.IO session over polling that joined nothing yet."""

    def __init__(self, cluster: Any, headers: dict[str, str] | None = None) -> None:
        self._port = cluster.processes[0].port
        self._http = httpx.AsyncClient(headers=headers)

    async def __aenter__(self) -> tuple[httpx.AsyncClient, str]:
        base = f"http://127.0.0.1:{self._port}/socket.io/?EIO=4&transport=polling"
        opened = json.loads((await self._http.get(base)).text[1:])
        return self._http, f"{base}&sid={opened['sid']}"

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()
