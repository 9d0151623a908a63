"""The Python servers that fanout.py measures: `ours` (the product's feed) and `stock`.

Each prints its port. `stock` emits each line of standard input to one room of everybody; ours hears
of events as in the product, by Redis.
"""

import asyncio
import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import socketio
import uvicorn
import uvloop

from cashbeat.core.settings import load_settings
from cashbeat.realtime.admission import Admission, Changed, Handshake
from cashbeat.realtime.errors import Unauthenticated
from cashbeat.realtime.realtime import Realtime


class NoHistory:
    """Nothing happened before the measurement, and nothing gets lost in it."""

    async def latest_seq(self, tenant_id: str) -> int:  # noqa: ARG002
        return 0

    async def list_after(self, *_: object) -> list[Any]:
        raise AssertionError("an event was lost")


class People:
    """Twenty sessions for all sockets, each with a token that ends in ten minutes.

    What is measured is the feed: finding out who connects is identity's, see authentication.py.
    """

    async def admit(self, handshake: Handshake) -> Admission:
        token = handshake.token
        if token is None or not token.startswith("ses_"):
            raise Unauthenticated("Send a token.")
        end = datetime.now(UTC) + timedelta(minutes=10)
        return Admission("demo", f"usr_{token}", frozenset({token, "demo"}), end, self._still)

    async def _still(self) -> None:
        await asyncio.sleep(0)

    def subscribe(self, changed: Changed) -> None:
        """Every second something changes, about somebody else."""
        self._task = asyncio.get_running_loop().create_task(self._tell(changed))

    async def _tell(self, changed: Changed) -> None:
        while True:
            await asyncio.sleep(1)
            changed(["ses_of_nobody"])


async def ours(redis_url: str) -> None:
    settings = load_settings(_env_file=None)
    realtime = Realtime(settings, NoHistory(), People(), redis_url)
    await realtime.start()

    async def not_found(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body"})

    await serve(realtime.asgi(not_found), None)


async def stock() -> None:
    server = socketio.AsyncServer(async_mode="asgi")

    @server.on("connect", namespace="/ws/payments")
    async def connected(sid: str, *_: object) -> None:
        await server.enter_room(sid, "tenant:demo", namespace="/ws/payments")

    emitting: set[asyncio.Task[None]] = set()

    def emit(line: bytes) -> None:
        task = asyncio.create_task(
            server.emit(
                "payment_event", json.loads(line), room="tenant:demo", namespace="/ws/payments"
            )
        )
        emitting.add(task)
        task.add_done_callback(emitting.discard)

    await serve(socketio.ASGIApp(server), emit)


async def serve(app: Any, emit: Any) -> None:
    config = uvicorn.Config(
        app, port=0, lifespan="off", log_level="warning", ws_per_message_deflate=False
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
    )
    while line := await lines.readline():
        if emit is not None:
            emit(line.strip())
    server.should_exit = True
    server.force_exit = True
    await serving


if __name__ == "__main__":
    uvloop.run(ours(sys.argv[2]) if sys.argv[1] == "ours" else stock())
