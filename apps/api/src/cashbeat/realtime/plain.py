"""The same feed for clients that speak no Socket.IO: JSON texts on the WebSocket `/ws/payments`.

Server to client: payment events as they are (their `type` tells), and `hello`, `analytics_changed`,
`resync`, `resumed`, `pong`, `error`. Client to server: `{"type":"resume","afterSeq":n}` and
`{"type":"ping"}`.
"""

import json
from typing import Any

import msgspec
from starlette.types import Receive, Scope, Send

from cashbeat.core.refusal import refuse
from cashbeat.realtime.admission import Doorkeeper, handshake_of
from cashbeat.realtime.engine import MAX_MESSAGE_BYTES
from cashbeat.realtime.errors import UnknownMessage
from cashbeat.realtime.feed import TenantFeed
from cashbeat.realtime.frame import Chunk, message_chunk
from cashbeat.realtime.refusal import error_body, refusal
from cashbeat.realtime.resume import Allowance, Resumer
from cashbeat.realtime.wire import SERVICE_RESTART, SLOW_CONSUMER, Wire, WireLimits, WireSend

_TOO_BIG = 1009


class PlainListener:
    """A client on a plain WebSocket."""

    __slots__ = ("wire",)

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    def deliver(self, chunk: Chunk) -> bool:
        """Send without waiting; False when the client is too far behind."""
        return self.wire.write(chunk.plain, chunk.count)

    def cut(self, last_words: Chunk) -> None:
        """End the connection."""
        self.wire.close(SLOW_CONSUMER, "slow consumer", last_words.plain)


class PlainServer:
    """Admits plain WebSockets and answers what they ask."""

    def __init__(self, doorkeeper: Doorkeeper, resumer: Resumer, limits: WireLimits) -> None:
        self._doorkeeper = doorkeeper
        self._resumer = resumer
        self._limits = limits
        self._listeners: set[PlainListener] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry for a WebSocket connection."""
        await receive()  # websocket.connect
        try:
            feed = await self._doorkeeper.admit(handshake_of(scope))
        except Exception as error:  # noqa: BLE001 - the edge: told to the client, logged once
            await refuse(scope, receive, send, refusal(error))
            return
        wired = WireSend(send, self._limits)
        await wired({"type": "websocket.accept"})
        if wired.wire is None:
            return
        listener = PlainListener(wired.wire)
        self._listeners.add(listener)
        feed.join(listener, batch=False)
        try:
            await self._converse(feed, listener, receive)
        finally:
            feed.leave(listener)
            self._listeners.discard(listener)

    def stop(self) -> None:
        """Ask every client to come back: this process ends."""
        for listener in self._listeners:
            listener.wire.close(SERVICE_RESTART, "service restart")

    async def _converse(self, feed: TenantFeed, listener: PlainListener, receive: Receive) -> None:
        allowance = Allowance()
        while (message := await receive())["type"] == "websocket.receive":
            text = message.get("text")
            if text is None or len(text) > MAX_MESSAGE_BYTES:
                listener.wire.close(_TOO_BIG, "texts of up to 64 KiB only")
                return
            for chunk in await self._answers(feed.room.tenant_id, text, allowance):
                if not listener.deliver(chunk):
                    listener.wire.close(SLOW_CONSUMER, "slow consumer")
                    return

    async def _answers(self, tenant_id: str, text: str, allowance: Allowance) -> list[Chunk]:
        request = _parsed(text)
        kind = request.pop("type", None)
        if kind == "ping":
            return [message_chunk("pong", b"{}")]
        if kind != "resume":
            unknown = UnknownMessage("Send a JSON object with the type resume or ping.")
            return [message_chunk("error", error_body(unknown))]
        answer = await self._resumer.answer(tenant_id, request, allowance)
        if answer.body.startswith(b'{"error"'):
            return [message_chunk("error", answer.body)]
        body = msgspec.json.decode(answer.body, type=dict[str, msgspec.Raw])
        events = msgspec.json.decode(body.pop("events"), type=list[msgspec.Raw])
        chunks = [] if answer.resync is None else [message_chunk("resync", answer.resync)]
        if events:
            chunks.append(Chunk([], [bytes(event) for event in events]))
        return [*chunks, message_chunk("resumed", msgspec.json.encode(body))]


def _parsed(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
