"""Engine.IO packets looked at before the library parses them, so that nonsense costs nothing.

python-engineio raises out of its handler at an unknown packet type (leaving the connection behind),
and parses any JSON that follows a type, however deep.
"""

import re
from typing import Any

from starlette.types import Message, Receive

from cashbeat.realtime.engine import MAX_MESSAGE_BYTES

_PACKET = re.compile(r"^(?:[0-356].{0,16}|4[0-6].*)$", re.ASCII | re.DOTALL)

_SEPARATOR = "\x1e"


def is_packet(text: str) -> bool:
    """Whether a text can be a packet of ours: `4` with a Socket.IO type, or a short control one."""
    return len(text) <= MAX_MESSAGE_BYTES and _PACKET.match(text) is not None


class WebSocketGuard:
    """ASGI's `receive` that ends a connection at the first thing that is no packet."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive

    async def __call__(self) -> Message:
        """The next message."""
        message = await self._receive()
        if message["type"] == "websocket.receive":
            text = message.get("text")
            if text is None or not is_packet(text):
                return {"type": "websocket.disconnect", "code": 1008, "reason": "no packet"}
        return message


async def read_packets(receive: Receive) -> bytes | None:
    """The whole body of a poll's POST; None when it is too large or holds what is no packet."""
    body = b""
    more = True
    while more:
        message: dict[str, Any] = dict(await receive())
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MAX_MESSAGE_BYTES:
            return None
    try:
        packets = body.decode().split(_SEPARATOR)
    except UnicodeDecodeError:
        return None
    return body if all(map(is_packet, packets)) else None


def replayed(body: bytes) -> Receive:
    """ASGI's `receive` of a body that was read already."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
