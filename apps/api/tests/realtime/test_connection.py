"""Who may connect, what nonsense does, who is cut, and how it ends."""

import asyncio
import json
import socket
from typing import Any

import httpx
import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs
from websockets.exceptions import InvalidStatus

from cashbeat.contracts.base import encode_json

SMALL = {"socket_queue_bytes": 65_536, "socket_queue_messages": 1_000}


async def test_hello_names_tenant_and_newest_seq(cluster: Any) -> None:
    await cluster.commit("south", 4)
    client = await cluster.connect(tenant="south")
    assert client.named("hello") == [{"tenantId": "south", "latestSeq": 4}]
    plain = await cluster.connect_plain(tenant="south")
    assert plain.named("hello") == [{"type": "hello", "tenantId": "south", "latestSeq": 4}]


async def test_unknown_tenant_is_refused_on_both_sockets(cluster: Any) -> None:
    client = await cluster.dial()
    await client.socket.send('40/ws/payments,{"token":"nora","tenantId":"east"}')
    refusal = json.loads((await client.until_named("44")).partition(",")[2])
    assert refusal["data"]["code"] == "tenant_not_found"
    with pytest.raises(InvalidStatus) as refused:
        await cluster.connect_plain(tenant="east")
    assert refused.value.response.status_code == 404
    assert json.loads(refused.value.response.body or b"")["code"] == "tenant_not_found"


async def test_database_away_refuses_with_a_reason(cluster: Any) -> None:
    cluster.history.broken = True
    with pytest.raises(InvalidStatus) as refused:
        await cluster.connect_plain()
    assert refused.value.response.status_code == 503


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost.evil.example"])
async def test_foreign_origin_is_refused(cluster: Any, origin: str) -> None:
    for connect in (cluster.dial, cluster.connect_plain):
        with pytest.raises(InvalidStatus) as refused:
            await connect(origin=origin)
        assert refused.value.response.status_code == 403
        assert json.loads(refused.value.response.body or b"")["code"] == "origin_not_allowed"
    url = f"http://127.0.0.1:{cluster.processes[0].port}/socket.io/?EIO=4&transport=polling"
    async with httpx.AsyncClient() as http:
        answer = await http.get(url, headers={"origin": origin})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("plain", [False, True])
async def test_a_refusal_is_one_line_in_the_log_under_the_id_that_is_told(
    cluster: Any, plain: bool, caplog: pytest.LogCaptureFixture
) -> None:
    connect = cluster.connect_plain if plain else cluster.dial
    with capture_logs([merge_contextvars]) as lines, pytest.raises(InvalidStatus) as refused:
        await connect(origin="http://evil.example")
    answer = refused.value.response
    told = json.loads(answer.body or b"")["requestId"]
    assert told.startswith("req_")
    assert answer.headers["x-request-id"] == told
    assert [(line["event"], line["code"], line["request_id"]) for line in lines] == [
        ("realtime.connection.refused", "origin_not_allowed", told)
    ]
    assert "http://evil.example" in lines[0]["detail"]
    assert not [record for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}]


async def test_the_callers_request_id_is_used(cluster: Any) -> None:
    base = f"http://127.0.0.1:{cluster.processes[0].port}/socket.io/?EIO=4&transport=polling"
    async with httpx.AsyncClient(headers={"x-request-id": "mine-12345"}) as http:
        refused = await http.get(base, headers={"origin": "null"})
        assert refused.headers["x-request-id"] == "mine-12345"
        opened = json.loads((await http.get(base)).text[1:])
        session = f"{base}&sid={opened['sid']}"
        await http.post(session, content='40/ws/payments,{"token":"nora","tenantId":"east"}')
        told = (await http.get(session)).text
    assert '"code":"tenant_not_found"' in told
    assert '"requestId":"mine-12345"' in told


async def test_every_error_of_one_connection_has_its_id(cluster: Any) -> None:
    client, plain = await cluster.connect(), await cluster.connect_plain()
    first = (await client.emit("join", "x"))["error"]["requestId"]
    assert first.startswith("req_")
    assert (await client.resume(-1))["error"]["requestId"] == first
    await plain.socket.send("nonsense")
    told = (await plain.until_named("error"))["error"]["requestId"]
    assert told.startswith("req_")
    assert told != first


async def test_own_origins_are_welcome(make_cluster: Any) -> None:
    cluster = await make_cluster(1, allowed_origins="https://pay.example.com")
    own = f"http://127.0.0.1:{cluster.processes[0].port}"
    for origin in ("http://localhost:3000", "https://pay.example.com", own):
        await cluster.connect(origin=origin)
        await cluster.connect_plain(origin=origin)


async def test_sockets_of_a_tenant_are_limited_and_free_again(make_cluster: Any) -> None:
    cluster = await make_cluster(1, socket_max_per_tenant=2)
    first, _ = await cluster.connect(), await cluster.connect_plain()
    with pytest.raises(InvalidStatus) as refused:
        await cluster.connect_plain()
    assert refused.value.response.status_code == 503
    await cluster.connect(tenant="south")
    await first.close()
    await asyncio.sleep(0.1)
    await cluster.connect_plain()


NONSENSE = [
    "",
    "9",
    "x",
    "4",
    "4x",
    "4" + "[" * 60_000,
    "42/ws/payments," + "[" * 60_000,
    "42/ws/payments,[]",
    "42/ws/payments,5",
    '42/ws/payments,{"a":1}',
    '42/ws/payments,[{"a":1},2]',
    '42/ws/payments,["disconnect","x"]',
    '42/ws/payments,["connect",{},{"tenantId":"south"}]',
    '42/ws/payments,["join","tenant:south"]',
    '42/ws/payments,77["resume",{"afterSeq":' + "9" * 5_000 + "}]",
    "42/ws/payments,7[",
    '451-/ws/payments,["resume",{"_placeholder":true,"num":0}]',
    "4599999999-[]",
    "40/other,",
    "40/ws/payments,[1,2]",
    "41/other,",
    "2probe",
    "5",
    "6",
    "\u0663",
    b"\x00\x01\x02",
    "x" * 70_000,
]


@pytest.mark.parametrize("joined", [True, False])
async def test_nonsense_harms_nobody_else(
    cluster: Any, joined: bool, caplog: pytest.LogCaptureFixture
) -> None:
    witness, plain = await cluster.connect(), await cluster.connect_plain()
    for nonsense in NONSENSE:
        client = await (cluster.connect() if joined else cluster.dial())
        await client.socket.send(nonsense)
        teller = await cluster.connect_plain()
        await teller.socket.send(nonsense)
        await teller.close()
    await cluster.commit("north", 2)
    await witness.until(lambda: witness.seqs == [1, 2])
    await plain.until(lambda: plain.seqs == [1, 2])
    assert not [record for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}]


async def test_unknown_messages_are_answered(cluster: Any) -> None:
    client, plain = await cluster.connect(), await cluster.connect_plain()
    assert (await client.emit("join", "tenant:south"))["error"]["code"] == "unknown_message"
    assert (await client.emit("disconnect", "x"))["error"]["code"] == "unknown_message"
    await plain.socket.send("nonsense")
    assert (await plain.until_named("error"))["error"]["code"] == "unknown_message"
    await plain.socket.send('{"type":"resume","afterSeq":-1}')
    await plain.until(lambda: len(plain.named("error")) == 2)
    assert plain.named("error")[1]["error"]["code"] == "invalid_request"
    await plain.socket.send('{"type":"ping"}')
    assert await plain.until_named("pong") == {"type": "pong"}
    await cluster.commit("north", 1)
    await client.until(lambda: client.seqs == [1])


@pytest.mark.parametrize("plain", [False, True])
async def test_slow_consumer_is_cut_and_others_are_not(make_cluster: Any, plain: bool) -> None:
    cluster = await make_cluster(1, **SMALL)
    process = cluster.processes[0]
    healthy = [await cluster.connect(), await cluster.connect(batch=True)]
    slow = await _stalled(process.port, plain=plain)
    feed = await process.realtime.relay.open("north")
    seq = 0
    async with asyncio.timeout(30):
        while len(feed.room) < 3:
            await asyncio.sleep(0.01)
        while len(feed.room) == 3:
            for _ in range(20):
                cluster.history.append("north", "x" * 500)
            events = cluster.history.events["north"][seq:]
            feed.room.emit_events([encode_json(event) for event in events], seq + 20)
            seq += 20
            await asyncio.sleep(0.005)
    for client in healthy:
        await client.until(lambda c=client: c.seqs[-1:] == [seq])
        assert client.seqs == list(range(1, seq + 1))
    received = await asyncio.to_thread(_drain, slow)
    assert b'"slow_consumer"' in received[-400:]
    assert len(received) < 8_000_000
    back = await cluster.connect()
    assert (await back.resume(seq - 1))["events"][0]["seq"] == seq


async def test_polling_client_gets_events_and_upgrades_without_loss(cluster: Any) -> None:
    base = f"http://127.0.0.1:{cluster.processes[0].port}/socket.io/?EIO=4&transport="
    async with httpx.AsyncClient() as http:
        opened = json.loads((await http.get(base + "polling")).text[1:])
        session = f"polling&sid={opened['sid']}"
        await http.post(base + session, content='40/ws/payments,{"token":"nora"}')
        await cluster.commit("north", 1)
        heard = ""
        while '"seq":1,' not in heard:
            heard += (await http.get(base + session)).text
        assert heard.index('"hello"') < heard.index('"seq":1,')
        assert (await http.post(base + session, content="9nonsense")).status_code == 400
        assert (await http.post(base + session, content=b"\xff")).status_code == 400
    url = base.replace("http", "ws", 1) + f"websocket&sid={opened['sid']}"
    client = await cluster._client(url, plain=False, origin=None)
    await client.socket.send("2probe")
    await client.until(lambda: client.messages)
    await cluster.commit("north", 3)
    await client.socket.send("5")
    for _ in range(10):
        await cluster.commit("north", 1)
        await asyncio.sleep(0.005)
    await client.until(lambda: client.seqs[-1:] == [14])
    assert client.seqs == list(range(2, 15))
    assert (await client.resume(12))["latestSeq"] == 14


async def test_polling_client_that_stops_polling_is_cut(make_cluster: Any) -> None:
    cluster = await make_cluster(1, **SMALL)
    base = f"http://127.0.0.1:{cluster.processes[0].port}/socket.io/?EIO=4&transport=polling"
    async with httpx.AsyncClient() as http:
        opened = json.loads((await http.get(base)).text[1:])
        session = f"{base}&sid={opened['sid']}"
        await http.post(session, content='40/ws/payments,{"token":"nora"}')
        feed = await cluster.processes[0].realtime.relay.open("north")
        assert len(feed.room) == 1
        for _ in range(6):
            await cluster.commit("north", 200)
            await asyncio.sleep(0.1)
        assert len(feed.room) == 0
        assert (await http.get(session)).status_code == 400


@pytest.mark.parametrize("plain", [False, True])
async def test_stop_says_service_restart_at_once(cluster: Any, plain: bool) -> None:
    client = await (cluster.connect_plain() if plain else cluster.connect())
    started = asyncio.get_running_loop().time()
    await cluster.processes[0].realtime.stop()
    await client.until(lambda: client.closed is not None)
    assert client.closed == (1012, "service restart")
    assert asyncio.get_running_loop().time() - started < 5


async def _stalled(port: int, *, plain: bool) -> socket.socket:
    """A client that joins and then reads nothing more."""
    path = "/ws/payments" if plain else "/socket.io/?EIO=4&transport=websocket"

    def join() -> socket.socket:
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        raw.connect(("127.0.0.1", port))
        raw.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer nora\r\n"
            "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n".encode()
        )
        raw.settimeout(10)
        _read_until(raw, b"\r\n\r\n")
        if not plain:
            text = b"40/ws/payments,"
            raw.sendall(b"\x81" + bytes([0x80 | len(text)]) + b"\0\0\0\0" + text)
        return raw

    return await asyncio.to_thread(join)


def _read_until(raw: socket.socket, text: bytes) -> None:
    heard = b""
    while text not in heard:
        chunk = raw.recv(4_096)
        assert chunk, heard
        heard += chunk


def _drain(raw: socket.socket) -> bytes:
    """Everything until the server closes, read as fast as possible."""
    raw.settimeout(10)
    received = b""
    with raw:
        while chunk := raw.recv(1_048_576):
            received += chunk
    return received
