"""The private parts of other people's packages that the feed stands on; red when one moves."""

import asyncio
from typing import Any

import uvicorn
import uvloop

from cashbeat.realtime.engine import PaymentsServer, SocketIoListener
from cashbeat.realtime.frame import message_chunk, text_frame
from cashbeat.realtime.wire import (
    QueuedWire,
    TransportWire,
    WireLimits,
    descriptor_of,
    texts_of,
    transport_of,
    wire_of,
)


def test_uvicorn_on_uvloop_and_asyncio_gives_its_transport_and_socket() -> None:
    for run in (asyncio.run, uvloop.run):
        seen: dict[str, Any] = {}
        run(_look_at_send(seen))
        assert seen["transport"] is not None
        assert isinstance(seen["descriptor"], int)
        assert seen["texts"] == ["direct", "x" * 70_000]


async def _look_at_send(seen: dict[str, Any]) -> None:
    from websockets.asyncio.client import connect

    async def app(_scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        wire = wire_of(send, WireLimits())
        assert isinstance(wire, TransportWire)
        seen["transport"] = transport = transport_of(send)
        assert transport is not None
        seen["descriptor"] = descriptor_of(transport)
        assert wire.write(text_frame(b"direct") + text_frame(b"x" * 70_000), 2)
        await receive()

    server = uvicorn.Server(
        uvicorn.Config(app, port=0, lifespan="off", log_level="warning", loop="none")
    )
    serving = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with connect(f"ws://127.0.0.1:{port}/", proxy=None) as client:
        seen["texts"] = [await client.recv(), await client.recv()]
    server.should_exit = True
    await serving


async def test_socketio_and_engineio_keep_the_names_that_we_build_on(cluster: Any) -> None:
    client = await cluster.connect()
    server: PaymentsServer = cluster.processes[0].realtime._socketio._server
    (listener,) = server._listeners.values()
    assert isinstance(listener, SocketIoListener)
    assert isinstance(listener._socket.queue, asyncio.Queue)
    assert listener._socket.queue._unfinished_tasks == 0  # type: ignore[attr-defined]
    assert listener._socket.upgraded is True
    assert isinstance(listener._find_wire(), TransportWire)
    # Overridden methods that no longer exist would silently not be called.
    import socketio

    for name in (
        "_handle_connect",
        "_handle_disconnect",
        "_handle_event",
        "_handle_eio_connect",
        "_handle_eio_message",
    ):
        assert name in vars(socketio.AsyncServer), name
    await cluster.commit("north", 1)
    await client.until(lambda: client.seqs == [1])
    assert listener._wire is not None


async def test_a_later_message_never_overtakes_one_in_the_queue(cluster: Any) -> None:
    client = await cluster.connect()
    server: PaymentsServer = cluster.processes[0].realtime._socketio._server
    ((eio_sid, listener),) = server._listeners.items()
    for number in range(50):
        await server.eio.send(eio_sid, f'2/ws/payments,["queued",{number}]')
        listener.deliver(message_chunk("direct", str(number).encode().join((b'{"n":', b"}"))))
        if number % 7 == 0:
            await asyncio.sleep(0)
    await client.until(lambda: len(client.named("direct")) == 50)
    names = [name for name, _ in client.messages if name in {"queued", "direct"}]
    assert names == ["queued", "direct"] * 50


async def test_other_servers_are_served_through_a_bounded_queue() -> None:
    sent: list[dict[str, Any]] = []
    gate = asyncio.Event()

    async def send(message: Any) -> None:
        await gate.wait()
        sent.append(message)

    wire = wire_of(send, WireLimits(messages=3, bytes=1_000))
    assert isinstance(wire, QueuedWire)
    taken = [wire.write(text_frame(str(n).encode()), 1) for n in range(6)]
    assert taken == [True, True, True, False, False, False]
    wire.close(1013, "slow consumer", text_frame(b"last"))
    gate.set()
    async with asyncio.timeout(5):
        while not sent or sent[-1]["type"] != "websocket.close":
            await asyncio.sleep(0.01)
    assert [message.get("text") for message in sent] == ["0", "1", "2", "last", None]
    assert wire.closed


def test_frames_of_every_length_are_read_back() -> None:
    texts = ["", "a" * 125, "b" * 126, "ü" * 32_768, "c" * 65_536]
    assert texts_of(b"".join(text_frame(text.encode()) for text in texts)) == texts
