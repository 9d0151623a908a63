"""Writing to a WebSocket at once and without end: the one place that knows uvicorn's inside.

ASGI's `send` costs a coroutine, a lock and a new frame for each client, and waits without limit
for slow ones. A frame that is built already goes to the connection's transport instead, whose
write buffer tells how far the client is behind. `transport_of` is all that depends on uvicorn; its
test fails when a version hides the transport, and `QueuedWire` serves any other server.
"""

import asyncio
import os
from collections import deque
from dataclasses import dataclass
from typing import Any, Protocol, cast

from starlette.types import Message, Send

from cashbeat.realtime.frame import close_frame, text_frame

SLOW_CONSUMER = 1013  # try again later (IANA WebSocket close codes)
SERVICE_RESTART = 1012
NOT_ADMITTED = 4401  # of the codes for applications (RFC 6455, 7.4.2), after HTTP's 401

LAST_WORDS_SECONDS = 5.0
"""How long a client that is cut may take to read why."""


@dataclass(frozen=True, slots=True)
class WireLimits:
    """What may wait for one client before it is cut."""

    messages: int = 1_000
    bytes: int = 1_048_576


class Wire(Protocol):
    """One client's end of the connection."""

    @property
    def closed(self) -> bool:
        """Whether nothing more can be written."""

    def write(self, frames: bytes, messages: int) -> bool:
        """Write whole frames; False when the client is too far behind to take them."""

    def close(self, code: int, reason: str, last_words: bytes = b"") -> None:
        """Say goodbye, and be rid of the connection in seconds whether it is heard or not."""

    async def finish(self) -> None:
        """Let a goodbye go out before the connection is given up."""


def transport_of(send: Send) -> asyncio.Transport | None:
    """The transport behind uvicorn's `send`; None when another server gave it.

    Middleware that goes around `send` keeps it as `inner`: without, every client would be served
    the slow way.
    """
    while (inner := getattr(send, "inner", None)) is not None:
        send = inner
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    needed = ("write", "get_write_buffer_size", "is_closing", "close", "abort")
    if transport is None or not all(hasattr(transport, name) for name in needed):
        return None
    return cast("asyncio.Transport", transport)


def descriptor_of(transport: asyncio.Transport) -> int | None:
    """The socket to write to while the transport's buffer is empty; None under TLS.

    It is never closed behind our back: a transport says `is_closing` before it closes its socket.
    Measured with uvloop, 1,000 sockets and frames of 560 bytes: 0.7 us of user time for a write to
    the socket, 1.3 us for one to the transport, 5.5 us of system time for both.
    """
    if transport.get_extra_info("sslcontext") is not None:
        return None
    socket = transport.get_extra_info("socket")
    return None if socket is None else int(socket.fileno())


def wire_of(send: Send, limits: WireLimits) -> Wire:
    """The wire of an ASGI WebSocket; to be made after the connection is accepted."""
    transport = transport_of(send)
    return QueuedWire(send, limits) if transport is None else TransportWire(transport, limits)


class TransportWire:
    """Frames straight to the transport."""

    __slots__ = ("_descriptor", "_max_bytes", "_max_messages", "_transport", "_waiting")

    def __init__(self, transport: asyncio.Transport, limits: WireLimits) -> None:
        self._transport = transport
        self._descriptor = descriptor_of(transport)
        self._max_messages = limits.messages
        self._max_bytes = limits.bytes
        self._waiting = 0

    @property
    def closed(self) -> bool:
        """Whether the connection is gone or going."""
        return self._transport.is_closing()

    def write(self, frames: bytes, messages: int) -> bool:
        """Write, unless what waits exceeds the limits."""
        transport = self._transport
        if transport.is_closing():
            return True
        behind = transport.get_write_buffer_size()
        if behind:
            self._waiting += messages
            if behind > self._max_bytes or self._waiting > self._max_messages:
                return False
            transport.write(frames)
            return True
        self._waiting = messages
        if self._descriptor is None:
            transport.write(frames)
            return True
        try:
            taken = os.write(self._descriptor, frames)
        except OSError:  # full, or gone: the transport finds out which
            taken = 0
        if taken < len(frames):
            transport.write(frames[taken:])
        return True

    def close(self, code: int, reason: str, last_words: bytes = b"") -> None:
        """Queue the last words and the close frame behind what waits; then abort."""
        transport = self._transport
        if transport.is_closing():
            return
        transport.write(last_words + close_frame(code, reason))
        transport.close()
        asyncio.get_running_loop().call_later(LAST_WORDS_SECONDS, transport.abort)

    async def finish(self) -> None:
        """The transport sends what it holds by itself."""


class QueuedWire:
    """The same through ASGI alone: a bounded queue and a task per connection."""

    def __init__(self, send: Send, limits: WireLimits) -> None:
        self._send = send
        self._limits = limits
        self._queue: deque[bytes] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()
        self._goodbye: tuple[int, str] | None = None
        self._task = asyncio.create_task(self._run())
        self._task.add_done_callback(_forget_failure)

    @property
    def closed(self) -> bool:
        """Whether the connection is gone or going."""
        return self._goodbye is not None or self._task.done()

    def write(self, frames: bytes, messages: int) -> bool:  # noqa: ARG002 - frames are counted
        """Queue, unless what waits exceeds the limits."""
        if self.closed:
            return True
        if len(self._queue) >= self._limits.messages or self._bytes > self._limits.bytes:
            return False
        self._queue.append(frames)
        self._bytes += len(frames)
        self._wake.set()
        return True

    def close(self, code: int, reason: str, last_words: bytes = b"") -> None:
        """Send what waits, the last words and the close; then give up."""
        if self.closed:
            return
        if last_words:
            self._queue.append(last_words)
        self._goodbye = (code, reason)
        self._wake.set()
        asyncio.get_running_loop().call_later(LAST_WORDS_SECONDS, self._task.cancel)

    async def finish(self) -> None:
        """Wait for the goodbye, or end the task of a client that left."""
        if self._goodbye is None:
            self._task.cancel()
        else:
            await asyncio.wait({self._task}, timeout=LAST_WORDS_SECONDS)

    async def _run(self) -> None:
        while self._queue or self._goodbye is None:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                frames = self._queue.popleft()
                self._bytes -= len(frames)
                for text in texts_of(frames):
                    await self._send({"type": "websocket.send", "text": text})
        code, reason = self._goodbye
        await self._send({"type": "websocket.close", "code": code, "reason": reason})


def _forget_failure(task: asyncio.Task[None]) -> None:
    """A client that left makes `send` fail; its handler hears of that by itself."""
    if not task.cancelled():
        task.exception()


def texts_of(frames: bytes) -> list[str]:
    """The texts inside frames of ours, for servers that frame by themselves."""
    texts = []
    position = 0
    while position < len(frames):
        length = frames[position + 1]
        position += 2
        wide = {126: 2, 127: 8}.get(length, 0)
        if wide:
            length = int.from_bytes(frames[position : position + wide])
            position += wide
        texts.append(frames[position : position + length].decode())
        position += length
    return texts


class WireSend:
    """ASGI's `send` with every text going through the wire, so that order and limits are one.

    `wire` is there once the connection is accepted.
    """

    def __init__(self, send: Send, limits: WireLimits) -> None:
        self._send = send
        self._limits = limits
        self.wire: Wire | None = None

    async def __call__(self, message: Message) -> None:
        """Write texts at once; hand everything else on."""
        text: Any = message.get("text") if message["type"] == "websocket.send" else None
        if text is None or self.wire is None:
            await self._send(message)
            if message["type"] == "websocket.accept":
                self.wire = wire_of(self._send, self._limits)
        elif not self.wire.write(text_frame(text.encode()), 1):
            self.wire.close(SLOW_CONSUMER, "slow consumer")
