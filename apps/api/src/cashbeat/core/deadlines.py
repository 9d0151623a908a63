"""uvicorn's HTTP protocol with time limits for what a client sends.

uvicorn alone waits for ever: a head or a body that trickled one byte at a time held its connection
for more than 150 s. Run with `--http cashbeat.core.deadlines:DeadlineProtocol`. Only what a client
still owes is timed: answers may take any time, and an upgraded socket has left this protocol.
"""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from cashbeat.contracts.base import encode_json
from cashbeat.core.errors import CashbeatError, problem_of
from cashbeat.core.logging import get_logger
from cashbeat.kit.ids import new_id

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long a client may take, in seconds and bytes.

    The slowest body that passes, 4 KiB a second, brings 25 MiB (the largest upload) in 107 minutes.
    A body that nobody waits for any more, its request being answered, is read for `linger` seconds
    so that the client gets to see the answer. uvicorn's own limit is 5 s between two requests.
    """

    head: float = 15.0
    head_bytes: int = 65_536
    body_pause: float = 10.0
    body_start: float = 20.0
    body_rate: float = 4_096.0
    linger: float = 30.0
    tick: float = 1.0


class RequestTimeout(CashbeatError):
    """The client did not send its request in time."""

    status = 408
    code = "request_timeout"
    title = "Request timeout"


class HeadTooLarge(CashbeatError):
    """The head of the request does not end."""

    status = 431
    code = "head_too_large"
    title = "Request head too large"


class _Body:
    """A body on its way: time counts only while we are ready to read."""

    __slots__ = ("answered", "pause", "received", "spent")

    def __init__(self) -> None:
        self.received = 0
        self.spent = self.pause = self.answered = 0.0

    def pass_time(self, seconds: float, *, answered: bool) -> None:
        self.spent += seconds
        self.pause += seconds
        self.answered += seconds if answered else 0

    def is_late(self, deadlines: Deadlines) -> bool:
        owed = (self.spent - deadlines.body_start) * deadlines.body_rate
        return (
            self.pause >= deadlines.body_pause
            or self.received < owed
            or self.answered >= deadlines.linger
        )


class DeadlineProtocol(HttpToolsProtocol):
    """Ends connections whose request does not arrive: 408 where it can still be said."""

    deadlines = Deadlines()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._timer: asyncio.TimerHandle | None = None
        self._awaits_head = True
        self._head_received = 0
        self._body: _Body | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A new connection owes a head."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(self.deadlines.head, self._head_is_late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is owed any more."""
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Feed the parser, then time what the client still owes."""
        awaited_head, body = self._awaits_head, self._body
        self._awaits_head = body is None
        self._head_received += len(data)
        super().data_received(data)
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            self._stop_timer()
            return
        if body is not None:
            body.pause = 0.0
        if self._body is not body or self._awaits_head is not awaited_head:
            self._stop_timer()
        if self._timer is None and self._body is not None:
            self._timer = self.loop.call_later(self.deadlines.tick, self._look_at_body)
        elif self._awaits_head:
            self._watch_head()

    def on_message_begin(self) -> None:
        """The parser found the first byte of a head."""
        super().on_message_begin()
        self._awaits_head = True

    def on_headers_complete(self) -> None:
        """The head is there; a body may follow."""
        self._awaits_head = False
        self._body = _Body()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of the body."""
        if self._body is not None:
            self._body.received += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The whole request is there."""
        self._body = None
        self._head_received = 0
        super().on_message_complete()

    def _watch_head(self) -> None:
        if self._head_received > self.deadlines.head_bytes:
            limit = f"{self.deadlines.head_bytes:,}"
            self._refuse(HeadTooLarge(f"The head of the request is larger than {limit} bytes."))
        elif self._timer is None:
            self._timer = self.loop.call_later(self.deadlines.head, self._head_is_late)

    def _head_is_late(self) -> None:
        self._timer = None
        if not self._may_answer():  # the next request of a client that still reads the last answer
            self._timer = self.loop.call_later(self.deadlines.head, self._head_is_late)
        elif self._head_received == 0:
            self.transport.close()
        else:
            limit = f"{self.deadlines.head:g}"
            self._refuse(RequestTimeout(f"The head of the request took over {limit} seconds."))

    def _look_at_body(self) -> None:
        self._timer = None
        body = self._body
        if body is None or self.transport.is_closing():
            return
        # Not the client's: a pause that we ask for, one before our "100 Continue", and the time
        # that a request waits for the answer to the one before it.
        ours = self.flow.read_paused or self.cycle.waiting_for_100_continue or self.pipeline
        if not ours:
            body.pass_time(self.deadlines.tick, answered=self.cycle.response_complete)
        if body.is_late(self.deadlines):
            self._refuse(RequestTimeout("The body of the request arrived too slowly."))
        else:
            self._timer = self.loop.call_later(self.deadlines.tick, self._look_at_body)

    def _may_answer(self) -> bool:
        if self._body is not None:
            return not self.cycle.response_started
        return self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]

    def _refuse(self, error: CashbeatError) -> None:
        """End the connection, with an answer unless one was begun."""
        request_id = new_id("req")
        log.info("http.request.cut", code=error.code, request_id=request_id, peer=self.client)
        if self._may_answer():
            self.transport.write(_answer(error, request_id))
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _answer(error: CashbeatError, request_id: str) -> bytes:
    body = encode_json(problem_of(error, request_id))
    head = (
        f"HTTP/1.1 {error.status} {HTTPStatus(error.status).phrase}\r\n"
        "content-type: application/problem+json\r\n"
        f"content-length: {len(body)}\r\n"
        f"x-request-id: {request_id}\r\n"
        "connection: close\r\n\r\n"
    )
    return head.encode() + body
