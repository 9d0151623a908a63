"""The live feed as one part of an API process."""

from starlette.types import ASGIApp, Receive, Scope, Send

from cashbeat.core.errors import CashbeatError
from cashbeat.core.logging import bound_contextvars
from cashbeat.core.refusal import refuse
from cashbeat.core.request_id import request_id_of
from cashbeat.core.settings import Settings
from cashbeat.core.site import Site
from cashbeat.realtime.admission import Authenticator, Doorkeeper, check_address
from cashbeat.realtime.conversation import Conversation
from cashbeat.realtime.doors import Doors
from cashbeat.realtime.frame import NAMESPACE
from cashbeat.realtime.history import EventHistory
from cashbeat.realtime.plain import PlainServer
from cashbeat.realtime.presence import Presence
from cashbeat.realtime.refusal import refusal
from cashbeat.realtime.relay import Relay
from cashbeat.realtime.resume import Resumer
from cashbeat.realtime.server import SocketIoServer
from cashbeat.realtime.strangers import Strangers
from cashbeat.realtime.wire import WireLimits

SOCKET_IO_PATH = "/socket.io"


class Realtime:
    """Starts the relay and answers on `/socket.io` (Socket.IO) and `/ws/payments` (plain).

    Shape: `app = realtime.asgi(app)`, around the application; `start()` and `stop()` belong to its
           lifespan. On SIGTERM uvicorn itself closes WebSockets with 1012 at once; run it with
           `timeout_graceful_shutdown` so that clients that poll do not hold it up.
    """

    def __init__(
        self,
        settings: Settings,
        history: EventHistory,
        authenticator: Authenticator,
        redis_url: str,
    ) -> None:
        limits = WireLimits(settings.socket_queue_messages, settings.socket_queue_bytes)
        self.relay = Relay(redis_url, history)
        keeper = Doorkeeper(
            self.relay, authenticator, Site(settings), settings.socket_max_per_tenant
        )
        self.presence = Presence()
        conversation = Conversation(keeper, self.presence, Resumer(history))
        doors = Doors(keeper, Strangers(), self.presence, conversation)
        self._socketio = SocketIoServer(doors, limits)
        self._plain = PlainServer(doors, limits)
        authenticator.subscribe(self.presence.change)

    @property
    def healthy(self) -> bool:
        """Whether Redis carries the feed to this process; else it is read from MongoDB."""
        return self.relay.healthy

    async def start(self) -> None:
        """Begin to hear of events."""
        self.presence.start()
        await self.relay.start()

    async def stop(self) -> None:
        """Close every connection and end every task."""
        self._plain.stop()
        await self._socketio.stop()
        await self.presence.stop()
        await self.relay.stop()

    def asgi(self, app: ASGIApp) -> ASGIApp:
        """The application with the feed's two paths in front of it."""

        async def routed(scope: Scope, receive: Receive, send: Send) -> None:
            server = self._server_of(scope)
            if server is None:
                await app(scope, receive, send)
                return
            with bound_contextvars(request_id=request_id_of(scope)):
                try:
                    check_address(scope)
                except CashbeatError as error:
                    await refuse(scope, receive, send, refusal(error))
                    return
                await server(scope, receive, send)

        return routed

    def _server_of(self, scope: Scope) -> ASGIApp | None:
        path = scope.get("path", "")
        if scope["type"] == "lifespan":
            return None
        if path == SOCKET_IO_PATH or path.startswith(SOCKET_IO_PATH + "/"):
            return self._socketio
        if scope["type"] == "websocket" and path.rstrip("/") == NAMESPACE:
            return self._plain
        return None
