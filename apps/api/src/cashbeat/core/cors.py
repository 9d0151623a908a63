"""Which pages of other origins may read our answers: those of CASHBEAT_ALLOWED_ORIGINS, no other.

Our own pages ask the address they came from and need none of this. Starlette's middleware tells
every origin which headers are exposed, and nothing of `Vary` to those that it refuses.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = "GET, HEAD, POST, PATCH, PUT, DELETE"
ASKED = (
    "Authorization, Content-Type, Idempotency-Key, X-Tenant-Id, X-Change-Reason, If-None-Match, "
    "X-Invitation-Token"
)
EXPOSED = (
    "X-Request-Id, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, RateLimit-Policy, "
    "Retry-After, X-Total-Count, ETag, Idempotent-Replayed"
)
_PREFLIGHT_SECONDS = "600"


class Cors:
    """Answers preflights, and marks answers as readable. Cookies are never part of it."""

    def __init__(self, app: ASGIApp, origins: frozenset[str]) -> None:
        self._app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] != "http" or not self._origins:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        given = headers.getlist("origin")
        origin = given[0] if len(given) == 1 and given[0] in self._origins else None
        if origin and scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await _answer_preflight(origin, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                marked = MutableHeaders(scope=message)
                marked.add_vary_header("Origin")
                if origin:
                    marked["Access-Control-Allow-Origin"] = origin
                    marked["Access-Control-Expose-Headers"] = EXPOSED
            await send(message)

        await self._app(scope, receive, send_marked)


async def _answer_preflight(origin: str, send: Send) -> None:
    headers = {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": ASKED,
        "Access-Control-Max-Age": _PREFLIGHT_SECONDS,
        "Vary": "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    }
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 204, "headers": raw})
    await send({"type": "http.response.body", "body": b""})
