"""The same feed for clients that speak no Socket.IO: JSON texts on the WebSocket `/ws/payments`.

Server to client: payment events as they are (their `type` tells), and `hello`, `analytics_changed`,
`resync`, `resumed`, `session_expiring`, `session_changed`, `session_ended`,
`authentication_required`, `authenticated`, `pong`, `error`. Client to server:
`{"type":"resume","afterSeq":n}`, `{"type":"authenticate","token":…}` and `{"type":"ping"}`.
"""

import asyncio
import json
from typing import Any

import msgspec
from starlette.types import Receive, Scope, Send

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.realtime import Authenticated, AuthenticationRequired
from cashbeat.core.errors import CashbeatError
from cashbeat.core.refusal import refuse
from cashbeat.realtime.admission import Admission, Handshake, handshake_of
from cashbeat.realtime.conversation import parsed_authenticate
from cashbeat.realtime.doors import Doors
from cashbeat.realtime.engine import HANDSHAKE_SECONDS, MAX_MESSAGE_BYTES
from cashbeat.realtime.errors import Unauthenticated, UnknownMessage
from cashbeat.realtime.feed import TenantFeed
from cashbeat.realtime.frame import Chunk, message_chunk
from cashbeat.realtime.presence import Connection
from cashbeat.realtime.refusal import error_body, refusal
from cashbeat.realtime.wire import (
    NOT_ADMITTED,
    SERVICE_RESTART,
    SLOW_CONSUMER,
    Wire,
    WireLimits,
    WireSend,
)

_TOO_BIG = 1009
_ERROR = b'{"error"'


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

    def expel(self, last_words: Chunk) -> None:
        """End the connection of a client that is no longer admitted."""
        self.wire.close(NOT_ADMITTED, "session ended", last_words.plain)


class PlainServer:
    """Admits plain WebSockets and answers what they ask."""

    def __init__(self, doors: Doors, limits: WireLimits) -> None:
        self._doors = doors
        self._limits = limits
        self._listeners: set[PlainListener] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry for a WebSocket connection."""
        await receive()  # websocket.connect
        handshake = handshake_of(scope)
        try:
            self._doors.keeper.site.check_origin(handshake.headers)
            place = self._doors.strangers.place(handshake.address)
        except CashbeatError as error:
            await refuse(scope, receive, send, refusal(error))
            return
        with place:
            greeted = "authorization" in handshake.headers
            enter = self._enter_by_header if greeted else self._enter_by_message
            entered = await enter(handshake, scope, receive, send)
            if entered is None:
                return
            listener, connection = entered
            place.leave()
        try:
            await self._converse(connection, listener, handshake, receive)
        finally:
            self._doors.presence.leave(connection)
            await self._dismiss(listener)

    def stop(self) -> None:
        """Ask every client to come back: this process ends."""
        for listener in self._listeners:
            listener.wire.close(SERVICE_RESTART, "service restart")

    async def _enter_by_header(
        self, handshake: Handshake, scope: Scope, receive: Receive, send: Send
    ) -> tuple[PlainListener, Connection] | None:
        """Admit before the connection is accepted, so that a refusal is an HTTP answer."""
        since = self._doors.presence.changes
        try:
            admission, feed = await self._doors.keeper.admit(handshake)
        except Exception as error:  # noqa: BLE001 - the edge: told to the client, logged once
            await refuse(scope, receive, send, refusal(error))
            return None
        listener = await self._accept(send)
        return None if listener is None else self._enter(listener, admission, feed, since)

    async def _enter_by_message(
        self, handshake: Handshake, _scope: Scope, receive: Receive, send: Send
    ) -> tuple[PlainListener, Connection] | None:
        """Browsers cannot send the header: the first message proves who connects."""
        listener = await self._accept(send)
        if listener is None:
            return None
        required = AuthenticationRequired(within_seconds=int(HANDSHAKE_SECONDS))
        listener.deliver(message_chunk("authentication_required", encode_json(required)))
        try:
            async with asyncio.timeout(HANDSHAKE_SECONDS):
                message = await receive()
            if message["type"] != "websocket.receive":
                await self._dismiss(listener)
                return None
            since = self._doors.presence.changes
            proof = _first_message(message.get("text"), handshake)
            admission, feed = await self._doors.keeper.admit(proof)
        except Exception as error:  # noqa: BLE001 - the edge: told to the client, logged once
            late = isinstance(error, TimeoutError)
            told = refusal(Unauthenticated("No token came in time.") if late else error)
            words = message_chunk("error", error_body(told))
            code = NOT_ADMITTED if told.status < 500 else SLOW_CONSUMER
            listener.wire.close(code, told.title.lower(), words.plain)
            await self._dismiss(listener)
            return None
        authenticated = Authenticated(expires_at=admission.expires_at)
        listener.deliver(message_chunk("authenticated", encode_json(authenticated)))
        return self._enter(listener, admission, feed, since)

    async def _accept(self, send: Send) -> PlainListener | None:
        wired = WireSend(send, self._limits)
        await wired({"type": "websocket.accept"})
        if wired.wire is None:
            return None
        listener = PlainListener(wired.wire)
        self._listeners.add(listener)
        return listener

    async def _dismiss(self, listener: PlainListener) -> None:
        self._listeners.discard(listener)
        await listener.wire.finish()

    def _enter(
        self, listener: PlainListener, admission: Admission, feed: TenantFeed, since: int
    ) -> tuple[PlainListener, Connection]:
        presence = self._doors.presence
        return listener, presence.enter(admission, feed, listener, batch=False, since=since)

    async def _converse(
        self,
        connection: Connection,
        listener: PlainListener,
        handshake: Handshake,
        receive: Receive,
    ) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            text = message.get("text")
            if text is None or len(text) > MAX_MESSAGE_BYTES:
                listener.wire.close(_TOO_BIG, "texts of up to 64 KiB only")
                return
            for chunk in await self._answers(connection, handshake, text):
                if not listener.deliver(chunk):
                    listener.wire.close(SLOW_CONSUMER, "slow consumer")
                    return

    async def _answers(
        self, connection: Connection, handshake: Handshake, text: str
    ) -> list[Chunk]:
        request = _parsed(text)
        kind = request.pop("type", None)
        if connection.ended:
            return []
        if kind == "ping":
            return [message_chunk("pong", b"{}")]
        if kind == "authenticate":
            body = await self._doors.conversation.authenticate(connection, request, handshake)
            return [] if body is None else [_named("authenticated", body)]
        if kind == "resume":
            return await self._resumed(connection, request)
        unknown = UnknownMessage("Send a JSON object with the type resume, authenticate or ping.")
        return [message_chunk("error", error_body(unknown))]

    async def _resumed(self, connection: Connection, request: dict[str, Any]) -> list[Chunk]:
        answer = await self._doors.conversation.resume(connection, request)
        if answer is None:
            return []
        if answer.body.startswith(_ERROR):
            return [message_chunk("error", answer.body)]
        body = msgspec.json.decode(answer.body, type=dict[str, msgspec.Raw])
        events = msgspec.json.decode(body.pop("events"), type=list[msgspec.Raw])
        chunks = [] if answer.resync is None else [message_chunk("resync", answer.resync)]
        if events:
            chunks.append(Chunk([], [bytes(event) for event in events]))
        return [*chunks, message_chunk("resumed", msgspec.json.encode(body))]


def _named(name: str, body: bytes) -> Chunk:
    """An answer under its name, or the error that it is."""
    return message_chunk("error" if body.startswith(_ERROR) else name, body)


def _first_message(text: object, handshake: Handshake) -> Handshake:
    """The handshake that a first message makes. Raises: CashbeatError."""
    request = _parsed(text) if isinstance(text, str) and len(text) <= MAX_MESSAGE_BYTES else {}
    if request.pop("type", None) != "authenticate":
        raise Unauthenticated('The first message must be {"type":"authenticate","token":"…"}.')
    given = parsed_authenticate(request)
    auth = {"token": given.token, "tenantId": given.tenant_id}
    return Handshake(handshake.headers, auth, handshake.address)


def _parsed(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
