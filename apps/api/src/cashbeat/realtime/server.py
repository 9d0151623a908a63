"""The Socket.IO side of the feed: an ASGI application for the path `/socket.io`."""

from typing import Any, NamedTuple
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from cashbeat.core.errors import CashbeatError, MalformedRequest
from cashbeat.core.refusal import refuse
from cashbeat.realtime.admission import Admission, Handshake, handshake_of
from cashbeat.realtime.doors import Doors
from cashbeat.realtime.engine import PaymentsServer, SocketIoListener
from cashbeat.realtime.errors import TooManySockets, Unauthenticated
from cashbeat.realtime.feed import TenantFeed
from cashbeat.realtime.frame import message_chunk
from cashbeat.realtime.guard import WebSocketGuard, read_packets, replayed
from cashbeat.realtime.presence import Connection
from cashbeat.realtime.refusal import refusal
from cashbeat.realtime.strangers import ATTEMPTS, Place
from cashbeat.realtime.wire import WireLimits, WireSend

_PLACE = "cashbeat.place"
"""Where the scope of a handshake keeps its place among the strangers."""


class Client:
    """An Engine.IO connection: a stranger first, then an admitted client of a feed."""

    __slots__ = ("arrival", "connection", "handshake", "place")

    def __init__(self, place: Place, handshake: Handshake) -> None:
        self.place = place
        self.handshake = handshake
        self.arrival: Arrival | None = None
        self.connection: Connection | None = None


class Arrival(NamedTuple):
    """A client that is admitted and not in its room yet."""

    admission: Admission
    feed: TenantFeed
    batch: bool
    since: int


class SocketIoServer:
    """Admits Socket.IO clients, puts them into their tenant's room and answers what they ask."""

    def __init__(self, doors: Doors, limits: WireLimits) -> None:
        self._doors = doors
        self._limits = limits
        self._clients: dict[str, Client] = {}
        self._stopped = False
        self._server = PaymentsServer(
            opened=self._opened,
            closed=self._closed,
            admit=self._admit,
            joined=self._joined,
            left=self._left,
            ask=self._ask,
            is_own_origin=doors.keeper.site.is_own_origin,
            limits=limits,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        eio_sid = query.get("sid", [""])[0]
        try:
            self._doors.keeper.site.check_origin(Headers(scope=scope))
            if eio_sid:
                await self._serve(eio_sid, scope, receive, send)
            else:
                await self._open(scope, receive, send)
        except CashbeatError as error:
            await refuse(scope, receive, send, refusal(error))

    async def stop(self) -> None:
        """Send every client to another process, or to this one after its restart."""
        self._server.close_all()
        if not self._stopped:
            self._stopped = True
            await self._server.shutdown()

    async def _open(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._server.connections >= 2 * self._doors.keeper.max_per_tenant:
            raise TooManySockets("This server has as many connections as it takes.")
        place = self._doors.strangers.place(handshake_of(scope).address)
        try:
            await self._serve("", {**scope, _PLACE: place}, receive, send)
        finally:
            if not place.adopted:
                place.leave()

    async def _serve(self, eio_sid: str, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._websocket(eio_sid, scope, receive, send)
        elif scope["method"] == "POST":
            await self._post(scope, receive, send)
        else:
            await self._server.eio.handle_request(scope, receive, send)

    async def _post(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_packets(receive)
        if body is None:
            nonsense = MalformedRequest("The body holds what is no packet.")
            await refuse(scope, receive, send, nonsense)
            return
        headers = [h for h in scope["headers"] if h[0] != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await self._server.eio.handle_request(
            {**scope, "headers": [*headers, length]}, replayed(body), send
        )

    async def _websocket(self, eio_sid: str, scope: Scope, receive: Receive, send: Send) -> None:
        wired = WireSend(send, self._limits)
        if eio_sid:
            self._server.note_upgrade(eio_sid, wired)
        try:
            await self._server.eio.handle_request(scope, WebSocketGuard(receive), wired)
        finally:
            if eio_sid:
                self._server.forget_upgrade(eio_sid)

    def _opened(self, eio_sid: str, environ: dict[str, Any]) -> None:
        scope = environ["asgi.scope"]
        place: Place = scope[_PLACE]
        place.adopted = True
        self._clients[eio_sid] = Client(place, handshake_of(scope))

    def _closed(self, eio_sid: str) -> None:
        client = self._clients.pop(eio_sid, None)
        if client is not None:
            client.place.leave()
            self._forget(client)

    async def _admit(self, eio_sid: str, environ: dict[str, Any], auth: object) -> None:
        client = self._clients.get(eio_sid)
        if client is None or client.place.attempts >= ATTEMPTS:
            raise Unauthenticated("The connection is gone, or made too many handshakes.")
        client.place.attempts += 1
        handshake = handshake_of(environ["asgi.scope"], auth)
        since = self._doors.presence.changes
        try:
            admission, feed = await self._doors.keeper.admit(handshake)
        except Exception as error:
            if client.place.attempts >= ATTEMPTS:
                self._server.drop(eio_sid)
            raise refusal(error) from error
        client.arrival = Arrival(admission, feed, handshake.batch, since)

    def _joined(self, eio_sid: str, listener: SocketIoListener) -> None:
        client = self._clients[eio_sid]
        if client.arrival is None:
            return
        admission, feed, batch, since = client.arrival
        client.place.leave()
        client.arrival = None
        client.connection = self._doors.presence.enter(
            admission, feed, listener, batch=batch, since=since
        )

    def _left(self, eio_sid: str) -> None:
        client = self._clients.get(eio_sid)
        if client is not None:
            self._forget(client)

    def _forget(self, client: Client) -> None:
        client.arrival = None
        if client.connection is not None:
            self._doors.presence.leave(client.connection)
            client.connection = None

    async def _ask(self, eio_sid: str, question: str, data: object) -> bytes | None:
        client = self._clients.get(eio_sid)
        connection = None if client is None else client.connection
        if client is None or connection is None:
            return None
        if question == "authenticate":
            return await self._doors.conversation.authenticate(connection, data, client.handshake)
        answer = await self._doors.conversation.resume(connection, data)
        if answer is None:
            return None
        if answer.resync is not None:
            connection.listener.deliver(message_chunk("resync", answer.resync))
        return answer.body
