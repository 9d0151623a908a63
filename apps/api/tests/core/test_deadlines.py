"""A client that does not send its request is not waited for; one that is slow or reads on is."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import connect as open_websocket

from cashbeat.core.deadlines import DeadlineProtocol, Deadlines
from cashbeat.launch.processes import api_command

SHORT = Deadlines(
    head=0.4,
    head_bytes=2_000,
    body_pause=0.4,
    body_start=0.6,
    body_rate=1_000,
    linger=0.5,
    tick=0.05,
)
LONGER_THAN_ANY = 1.5
GET = b"GET /echo HTTP/1.1\r\nHost: x\r\n\r\n"


class ShortProtocol(DeadlineProtocol):
    deadlines = SHORT


async def echo(request: Request) -> PlainTextResponse:
    try:
        return PlainTextResponse(f"{len(await request.body())} bytes")
    except ClientDisconnect:
        return PlainTextResponse("goes nowhere")


async def refuse(_: Request) -> PlainTextResponse:
    return PlainTextResponse("no", status_code=413)


async def think(request: Request) -> PlainTextResponse:
    await asyncio.sleep(LONGER_THAN_ANY)
    return PlainTextResponse(f"{len(await request.body())} bytes")


async def download(_: Request) -> StreamingResponse:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(15):
            await asyncio.sleep(0.1)
            yield b"part"

    return StreamingResponse(parts())


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    with suppress(WebSocketDisconnect):
        while True:
            await socket.send_text(await socket.receive_text())


ROUTES = [
    Route("/echo", echo, methods=["GET", "POST"]),
    Route("/refuse", refuse, methods=["POST"]),
    Route("/think", think, methods=["POST"]),
    Route("/download", download),
    WebSocketRoute("/talk", talk),
]


@pytest.fixture
async def port() -> AsyncIterator[int]:
    config = uvicorn.Config(
        Starlette(routes=ROUTES),
        port=0,
        http=ShortProtocol,
        lifespan="off",
        log_level="warning",
        loop="none",
        timeout_keep_alive=1,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = server.force_exit = True
    await serving


Piece = Callable[[int], bytes]


async def trickled(port: int, first: bytes, piece: Piece, pause: float = 0.05) -> tuple[str, float]:
    """Send the beginning, then piece after piece; the answer, and the seconds to the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    loop = asyncio.get_running_loop()
    began = loop.time()

    async def send() -> None:
        writer.write(first)
        number = 0
        while True:
            await asyncio.sleep(pause)
            number += 1
            writer.write(piece(number))

    sending = asyncio.create_task(send())
    answered = b""
    try:
        async with asyncio.timeout(5):
            with suppress(ConnectionError):
                while chunk := await reader.read(65_536):
                    answered += chunk
    finally:
        sending.cancel()
        writer.close()
    return answered.decode(), loop.time() - began


def problem_in(answer: str) -> Any:
    head, _, body = answer.partition("\r\n\r\n")
    assert "content-type: application/problem+json" in head
    assert "connection: close" in head
    problem = json.loads(body)
    assert f"x-request-id: {problem['requestId']}" in head
    assert problem["requestId"].startswith("req_")
    return problem


def byte_of(text: bytes) -> Piece:
    return lambda number: text[number - 1 : number]


def nothing(_: int) -> bytes:
    return b""


def always(piece: bytes) -> Piece:
    return lambda _: piece


POST = b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
CHUNKED = b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize("first", [b"", GET], ids=["first", "after another"])
@pytest.mark.parametrize(
    "piece",
    [byte_of(b"GET /echo HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 1_000), always(b"\r\n")],
    ids=["letters", "empty lines"],
)
async def test_a_head_that_trickles_is_cut(port: int, first: bytes, piece: Piece) -> None:
    answer, seconds = await trickled(port, first, piece)
    assert problem_in(answer[answer.index("HTTP/1.1 408") :])["code"] == "request_timeout"
    assert answer.startswith("HTTP/1.1 200") is bool(first)
    assert seconds < 1.2


async def test_a_connection_that_says_nothing_is_closed(port: int) -> None:
    answer, seconds = await trickled(port, b"", nothing)
    assert answer == ""
    assert seconds < 1.2
    answer, seconds = await trickled(port, GET, nothing)
    assert answer.startswith("HTTP/1.1 200")
    assert seconds < 2


async def test_a_head_without_end_is_cut_for_its_size(port: int) -> None:
    first = b"GET /echo HTTP/1.1\r\nX-Long: "
    answer, seconds = await trickled(port, first, always(b"a" * 900), pause=0.01)
    assert answer.startswith("HTTP/1.1 431 ")
    assert problem_in(answer)["code"] == "head_too_large"
    assert seconds < SHORT.head


@pytest.mark.parametrize(
    ("first", "piece"),
    [
        (POST % b"/echo", always(b"a")),
        (POST % b"/echo" + b"a" * 20_000, nothing),
        (CHUNKED, always(b"1\r\na\r\n")),
        (CHUNKED + b"1;", always(b"e")),
        (CHUNKED + b"0\r\nTrailer: ", always(b"a")),
    ],
    ids=["bytes", "a stop", "chunks", "chunk extension", "trailer"],
)
async def test_a_body_that_trickles_is_cut(
    port: int, first: bytes, piece: Piece, caplog: pytest.LogCaptureFixture
) -> None:
    answer, seconds = await trickled(port, first, piece)
    assert answer.startswith("HTTP/1.1 408 Request Timeout\r\n")
    assert problem_in(answer)["code"] == "request_timeout"
    assert seconds < 1.5
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_slow_body_that_keeps_its_pace_arrives(port: int) -> None:
    size = 60 * 100
    head = b"POST /echo HTTP/1.1\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % size
    answer, seconds = await trickled(port, head, always(b"a" * 100))
    assert answer.endswith("6000 bytes")
    assert seconds > 2


async def test_the_rest_of_a_refused_body_is_read_for_a_while_only(port: int) -> None:
    answer, seconds = await trickled(port, POST % b"/refuse", always(b"a" * 200))
    assert answer.startswith("HTTP/1.1 413")
    assert answer.endswith("no")
    assert SHORT.linger <= seconds < 1.5


@pytest.mark.parametrize("expects", [b"", b"Expect: 100-continue\r\n"], ids=["", "100-continue"])
async def test_time_that_we_take_is_not_the_clients(port: int, expects: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = b"POST /think HTTP/1.1\r\n%sConnection: close\r\nContent-Length: 500000\r\n\r\n"
    writer.write(head % expects)
    if expects:
        assert (await reader.readline()).startswith(b"HTTP/1.1 100")
    writer.write(b"a" * 500_000)
    assert (await reader.read()).endswith(b"500000 bytes")
    writer.close()


@pytest.mark.parametrize("early", [b"", b"GET /ec"], ids=["alone", "next one begun"])
async def test_a_long_download_is_not_cut(port: int, early: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /download HTTP/1.1\r\nHost: x\r\n\r\n" + early)
    answer = await reader.readuntil(b"\r\n0\r\n\r\n")
    assert answer.count(b"part") == 15
    writer.close()


async def test_an_upgraded_socket_may_be_silent(port: int) -> None:
    async with open_websocket(f"ws://127.0.0.1:{port}/talk", proxy=None) as socket:
        await asyncio.sleep(LONGER_THAN_ANY)
        await socket.send("still here")
        assert await socket.recv() == "still here"


def test_the_api_is_run_with_it(settings: Any) -> None:
    command = api_command(settings, dev=False)
    assert command[command.index("--http") + 1] == "cashbeat.core.deadlines:DeadlineProtocol"
