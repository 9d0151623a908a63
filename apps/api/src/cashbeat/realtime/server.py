"""The Socket.IO side of the feed: an ASGI application for the path `/socket.io`."""

from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from cashbeat.core.errors import CashbeatError, MalformedRequest
from cashbeat.core.refusal import refuse
from cashbeat.realtime.admission import Doorkeeper, handshake_of
from cashbeat.realtime.engine import PaymentsServer, SocketIoListener
from cashbeat.realtime.errors import TooManySockets
from cashbeat.realtime.feed import TenantFeed
from cashbeat.realtime.frame import message_chunk
from cashbeat.realtime.guard import WebSocketGuard, read_packets, replayed
from cashbeat.realtime.refusal import refusal
from cashbeat.realtime.resume import Allowance, Resumer
from cashbeat.realtime.wire import WireLimits, WireSend


class Client:
    """A connection from its admission on."""

    __slots__ = ("allowance", "batch", "feed", "listener")

    def __init__(self, feed: TenantFeed, *, batch: bool) -> None:
        self.feed = feed
        self.batch = batch
        self.allowance = Allowance()
        self.listener: SocketIoListener | None = None


class SocketIoServer:
    """Admits Socket.IO clients, puts them into their tenant's room and answers `resume`."""

    def __init__(self, doorkeeper: Doorkeeper, resumer: Resumer, limits: WireLimits) -> None:
        self._doorkeeper = doorkeeper
        self._resumer = resumer
        self._limits = limits
        self._clients: dict[str, Client] = {}
        self._stopped = False
        self._server = PaymentsServer(
            admit=self._admit,
            joined=self._joined,
            left=self._left,
            ask=self._ask,
            is_own_origin=doorkeeper.site.is_own_origin,
            limits=limits,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        eio_sid = query.get("sid", [""])[0]
        try:
            self._check(scope, eio_sid)
            if scope["type"] == "websocket":
                await self._websocket(eio_sid, scope, receive, send)
            elif scope["method"] == "POST":
                await self._post(scope, receive, send)
            else:
                await self._server.eio.handle_request(scope, receive, send)
        except CashbeatError as error:
            await refuse(scope, receive, send, refusal(error))

    async def stop(self) -> None:
        """Send every client to another process, or to this one after its restart."""
        self._server.close_all()
        if not self._stopped:
            self._stopped = True
            await self._server.shutdown()

    def _check(self, scope: Scope, eio_sid: str) -> None:
        self._doorkeeper.site.check_origin(Headers(scope=scope))
        if not eio_sid and self._server.connections >= 2 * self._doorkeeper.max_per_tenant:
            raise TooManySockets("This server has as many connections as it takes.")

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

    async def _admit(self, eio_sid: str, environ: dict[str, Any], auth: object) -> None:
        handshake = handshake_of(environ["asgi.scope"], auth)
        try:
            feed = await self._doorkeeper.admit(handshake)
        except Exception as error:
            raise refusal(error) from error
        self._clients[eio_sid] = Client(feed, batch=handshake.batch)

    def _joined(self, eio_sid: str, listener: SocketIoListener) -> None:
        client = self._clients[eio_sid]
        client.listener = listener
        client.feed.join(listener, batch=client.batch)

    def _left(self, eio_sid: str) -> None:
        client = self._clients.pop(eio_sid, None)
        if client is not None and client.listener is not None:
            client.feed.leave(client.listener)

    async def _ask(self, eio_sid: str, _question: str, data: object) -> bytes | None:
        client = self._clients.get(eio_sid)
        if client is None or client.listener is None:
            return None
        tenant_id = client.feed.room.tenant_id
        answer = await self._resumer.answer(tenant_id, data, client.allowance)
        if answer.resync is not None:
            client.listener.deliver(message_chunk("resync", answer.resync))
        return answer.body
