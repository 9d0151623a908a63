"""python-socketio behind our rules: the one place that knows its inside.

What the library leaves open is closed here: clients could trigger `connect` and `disconnect` as
events, send endless binary attachments, and fill a queue without limit. What is slow is passed by:
a room is written to directly, see `frame` and `wire`. Everything that depends on private parts of
python-socketio and python-engineio is in this file, pinned by `test_engine.py`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import socketio
from engineio.packet import MESSAGE, Packet

from cashbeat.contracts.realtime import CLIENT_MESSAGES
from cashbeat.core.errors import CashbeatError
from cashbeat.realtime.errors import UnknownMessage
from cashbeat.realtime.frame import DISCONNECT, NAMESPACE, Chunk, ack_packet, text_frame
from cashbeat.realtime.refusal import error_body, plain_problem
from cashbeat.realtime.wire import (
    LAST_WORDS_SECONDS,
    NOT_ADMITTED,
    SERVICE_RESTART,
    SLOW_CONSUMER,
    Wire,
    WireLimits,
    WireSend,
)

MAX_MESSAGE_BYTES = 64 * 1024
HANDSHAKE_SECONDS = 10.0
"""A connection that joined nothing after this time is closed."""

Opened = Callable[[str, dict[str, Any]], None]
Closed = Callable[[str], None]
Admit = Callable[[str, dict[str, Any], object], Awaitable[None]]
Joined = Callable[[str, "SocketIoListener"], None]
Left = Callable[[str], None]
Ask = Callable[[str, str, object], Awaitable[bytes | None]]


class SocketIoListener:
    """A Socket.IO client: over WebSocket it is written to directly, while it polls through
    Engine.IO's queue, and never so that a later message overtakes an earlier one.
    """

    __slots__ = ("_bytes", "_drop", "_find_wire", "_limits", "_queue", "_socket", "_wire")

    def __init__(
        self,
        socket: Any,
        find_wire: Callable[[], Wire | None],
        drop: Callable[[], None],
        limits: WireLimits,
    ) -> None:
        self._socket = socket
        self._queue = socket.queue
        self._find_wire = find_wire
        self._drop = drop
        self._limits = limits
        self._wire: Wire | None = None
        self._bytes = 0

    def deliver(self, chunk: Chunk) -> bool:
        """Send without waiting; False when the client is too far behind."""
        wire = self._wire
        if wire is None and self._socket.upgraded:
            wire = self._wire = self._find_wire()
        # A packet counts as unfinished until the writer has it, and the writer then sends it at
        # once (`WireSend`): with none unfinished, nothing can be overtaken.
        if wire is None or self._queue._unfinished_tasks:  # noqa: SLF001
            return self._enqueue(chunk)
        return wire.write(chunk.socketio, chunk.count)

    def cut(self, last_words: Chunk) -> None:
        """End the connection."""
        if self._wire is None:
            self._drop()
        else:
            self._wire.close(SLOW_CONSUMER, "slow consumer", last_words.socketio)

    def expel(self, last_words: Chunk) -> None:
        """End the namespace and then the connection; what a poll has not fetched yet is void."""
        wire = self._wire or self._find_wire()
        if wire is not None:
            wire.close(NOT_ADMITTED, "session ended", last_words.socketio + text_frame(DISCONNECT))
            return
        while not self._queue.empty():
            self._queue.get_nowait()
            self._queue.task_done()
        for text in (*last_words.texts, DISCONNECT[1:].decode()):
            self._queue.put_nowait(Packet(MESSAGE, text))
        asyncio.get_running_loop().call_later(LAST_WORDS_SECONDS, self._drop)

    def close(self) -> None:
        """End the connection because this process ends."""
        wire = self._wire or self._find_wire()
        if wire is None:
            self._queue.put_nowait(None)  # answers a poll that waits
        else:
            wire.close(SERVICE_RESTART, "service restart")

    def _enqueue(self, chunk: Chunk) -> bool:
        waiting = self._queue.qsize()
        if waiting == 0:
            self._bytes = 0
        if waiting + chunk.count > self._limits.messages or self._bytes > self._limits.bytes:
            return False
        for text in chunk.texts:
            self._queue.put_nowait(Packet(MESSAGE, text))
            self._bytes += len(text)
        return True


class PaymentsServer(socketio.AsyncServer):  # type: ignore[misc]  # no type hints in the library
    """One namespace, the client events of the contract, no rooms but ours."""

    def __init__(
        self,
        *,
        opened: Opened,
        closed: Closed,
        admit: Admit,
        joined: Joined,
        left: Left,
        ask: Ask,
        is_own_origin: Callable[[dict[str, str]], bool],
        limits: WireLimits,
    ) -> None:
        super().__init__(
            async_mode="asgi",
            namespaces=[NAMESPACE],
            async_handlers=False,
            max_http_buffer_size=MAX_MESSAGE_BYTES,
            cors_allowed_origins=lambda _origin, environ: is_own_origin(_headers(environ)),
        )
        self._opened = opened
        self._closed = closed
        self._admit = admit
        self._joined = joined
        self._left = left
        self._ask = ask
        self._limits = limits
        self._upgraded: dict[str, WireSend] = {}
        self._listeners: dict[str, SocketIoListener] = {}
        self._dropping: set[asyncio.Task[None]] = set()
        self.on("connect", self._on_connect, namespace=NAMESPACE)

    @property
    def connections(self) -> int:
        """Engine.IO connections, joined or not."""
        return len(self.eio.sockets)

    def note_upgrade(self, eio_sid: str, send: WireSend) -> None:
        """A client that polls opens a WebSocket to go on with."""
        self._upgraded[eio_sid] = send

    def forget_upgrade(self, eio_sid: str) -> None:
        """That WebSocket is gone."""
        self._upgraded.pop(eio_sid, None)

    def close_all(self) -> None:
        """Ask every client to come back: this process ends."""
        for listener in list(self._listeners.values()):
            listener.close()

    async def _on_connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        eio_sid = self.manager.eio_sid_from_sid(sid, NAMESPACE)
        try:
            await self._admit(eio_sid, environ, auth)
        except CashbeatError as error:
            raise socketio.exceptions.ConnectionRefusedError(
                error.detail, plain_problem(error)
            ) from error

    async def _handle_connect(self, eio_sid: str, namespace: str, data: object) -> None:
        await super()._handle_connect(eio_sid, namespace, data)
        if namespace != NAMESPACE or eio_sid in self._listeners:
            return
        sid = self.manager.sid_from_eio_sid(eio_sid, NAMESPACE)
        socket = self.eio.sockets.get(eio_sid)
        if socket is None or socket.closed:  # gone while it was admitted
            self._left(eio_sid)
            if sid is not None:
                await self.manager.disconnect(sid, NAMESPACE, ignore_queue=True)
        elif self.manager.is_connected(sid, NAMESPACE):
            listener = SocketIoListener(
                socket,
                lambda: self._wire(eio_sid),
                lambda: self._drop(eio_sid),
                self._limits,
            )
            self._listeners[eio_sid] = listener
            self._joined(eio_sid, listener)

    async def _handle_disconnect(
        self, eio_sid: str, namespace: str, reason: str | None = None
    ) -> None:
        if namespace == NAMESPACE:
            self._listeners.pop(eio_sid, None)
            self._left(eio_sid)
            if eio_sid in self.eio.sockets:
                self._expect(eio_sid)
        await super()._handle_disconnect(eio_sid, namespace, reason)

    async def _handle_event(self, eio_sid: str, namespace: str, id: Any, data: Any) -> None:  # noqa: A002
        if namespace != NAMESPACE or eio_sid not in self._listeners or not isinstance(id, int):
            return  # nobody waits for an answer
        name = data[0] if isinstance(data, list) and data else None
        if isinstance(name, str) and name in CLIENT_MESSAGES:
            body = await self._ask(eio_sid, name, data[1] if len(data) == 2 else None)
        else:
            known = " and ".join(CLIENT_MESSAGES)
            body = error_body(UnknownMessage(f"The only events that clients send are {known}."))
        if body is not None:
            await self.eio.send(eio_sid, ack_packet(id, body)[1:].decode())

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> None:
        await super()._handle_eio_connect(eio_sid, environ)
        self._opened(eio_sid, environ)
        self._expect(eio_sid)

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str | None = None) -> None:
        self._closed(eio_sid)
        await super()._handle_eio_disconnect(eio_sid, reason)

    async def _handle_eio_message(self, eio_sid: str, data: object) -> None:
        # Types 5 and 6 announce binary attachments, which the library would collect without end.
        if not isinstance(data, str) or data[:1] in {"5", "6"}:
            self._drop(eio_sid)
            return
        try:
            await super()._handle_eio_message(eio_sid, data)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            self._drop(eio_sid)

    def drop(self, eio_sid: str) -> None:
        """Be rid of a connection soon, when what is written to it now has gone out."""
        asyncio.get_running_loop().call_later(1.0, self._drop, eio_sid)

    def _expect(self, eio_sid: str) -> None:
        """Whoever joins nothing in time has to go."""
        asyncio.get_running_loop().call_later(HANDSHAKE_SECONDS, self._drop_stranger, eio_sid)

    def _drop_stranger(self, eio_sid: str) -> None:
        if eio_sid not in self._listeners and eio_sid in self.eio.sockets:
            self._drop(eio_sid)

    def _drop(self, eio_sid: str) -> None:
        """Be rid of a connection at once, whatever still waits for it."""
        task = asyncio.create_task(self._dropped(eio_sid))
        self._dropping.add(task)
        task.add_done_callback(self._dropping.discard)

    async def _dropped(self, eio_sid: str) -> None:
        socket = self.eio.sockets.get(eio_sid)
        if socket is None:
            return
        wire = self._wire(eio_sid)
        if wire is not None:
            wire.close(1008, "refused")
        await socket.close(wait=False, abort=True, reason=self.reason.SERVER_DISCONNECT)
        socket.queue.put_nowait(None)
        self.eio.sockets.pop(eio_sid, None)

    def _wire(self, eio_sid: str) -> Wire | None:
        """The WebSocket that the connection began with or was upgraded to."""
        socket = self.eio.sockets.get(eio_sid)
        if socket is None or not socket.upgraded:
            return None
        send = self._upgraded.get(eio_sid) or self.environ.get(eio_sid, {}).get("asgi.send")
        return send.wire if isinstance(send, WireSend) else None


def _headers(environ: dict[str, Any]) -> dict[str, str]:
    return {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
