"""Headers that every answer of the API has: it is data, for the caller alone, and never a page."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cashbeat.core.settings import Settings

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "cache-control": "no-store",
}
"""An answer that has one of them already keeps its own."""

_STARTS = frozenset({"http.response.start", "websocket.http.response.start"})

HSTS = (b"strict-transport-security", b"max-age=31536000")
"""In production, over https: browsers heed it nowhere else."""


class SecurityHeaders:
    """Goes around everything, refusals and handshakes included."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
        self._production = settings.environment == "production"
        self._https = settings.public_url.startswith("https://")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        https = self._https or scope.get("scheme") in {"https", "wss"}
        wanted = [*self._headers, HSTS] if self._production and https else self._headers

        await self._app(scope, receive, _SecuredSend(send, wanted))


class _SecuredSend:
    """`send` with the headers; `inner` is what it goes around, see `realtime.wire.transport_of`."""

    __slots__ = ("_wanted", "inner")

    def __init__(self, inner: Send, wanted: list[tuple[bytes, bytes]]) -> None:
        self.inner = inner
        self._wanted = wanted

    async def __call__(self, message: Message) -> None:
        if message["type"] in _STARTS:
            given = list(message.get("headers", ()))
            names = {name.lower() for name, _ in given}
            message["headers"] = given + [each for each in self._wanted if each[0] not in names]
        await self.inner(message)
