"""HEAD as RFC 9110 (9.3.2) means it: the answer of GET without its content, for every route."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadMiddleware:
    """Asks the application for GET and keeps the head of the answer.

    What would stream on is stopped as if the caller had gone, which nobody waits for.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        answered = asyncio.Event()

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body", "body": b"", "more_body": False})
                answered.set()

        async def receive_end() -> Message:
            await answered.wait()
            return {"type": "http.disconnect"}

        await self.app(_as_get(scope), receive_end, send_head)


def _as_get(scope: Scope) -> MutableMapping[str, Any]:
    """The request as GET. Of ASGI 2.3 a stream listens for its end; later it asks `send`."""
    return {**scope, "method": "GET", "asgi": {**scope["asgi"], "spec_version": "2.3"}}
