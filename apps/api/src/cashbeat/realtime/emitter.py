"""Who listens to a tenant, and telling all of them at the cost of encoding once."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Literal, Protocol

import msgspec

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.realtime import Hello, Resync
from cashbeat.core.logging import get_logger
from cashbeat.realtime.frame import Chunk, batch_chunk, events_chunk, message_chunk

log = get_logger(__name__)

WINDOW_SECONDS = 0.1
WINDOW_EVENTS = 500
"""After events went out, the next ones wait for this time to pass, or for so many to gather: what
comes alone is told at once, and a thousand clients are written to ten times a second at most.
"""


HELD_CHUNKS = 256
"""What may wait for a client whose admission is being looked at, before it is cut."""


class Listener(Protocol):
    """One connected client."""

    def deliver(self, chunk: Chunk) -> bool:
        """Send at once without waiting; False when the client is too far behind."""

    def cut(self, last_words: Chunk) -> None:
        """End the connection so that the client comes back: it is too far behind."""

    def expel(self, last_words: Chunk) -> None:
        """End the connection of a client that is no longer admitted."""


class Held:
    """What a client gets once it is known that it may still hear it."""

    __slots__ = ("batch", "chunks")

    def __init__(self, chunks: list[Chunk], *, batch: bool) -> None:
        self.batch = batch
        self.chunks = chunks


class Room:
    """Clients of one tenant: those who take events one by one, and those who take batches.

    In documents and logs the two are `tenant:{id}` and `tenant:{id}:batch`. Only the server puts
    anybody into a room. `last_seq` is the newest event that was given to all of them. A client
    whose admission is being looked at is held: what it would be sent waits.
    """

    def __init__(self, tenant_id: str, last_seq: int) -> None:
        self.tenant_id = tenant_id
        self.last_seq = last_seq
        self._singles: set[Listener] = set()
        self._batched: set[Listener] = set()
        self._held: dict[Listener, Held] = {}
        self._without_alerts: set[Listener] = set()
        self._waiting: list[bytes] = []
        self._window: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._singles) + len(self._batched) + len(self._held)

    def join(
        self, listener: Listener, *, batch: bool, held: bool = False, alerts: bool = True
    ) -> None:
        """Admit a client and greet it: every event after `latestSeq` of the greeting follows.

        One without `alerts` may not see them, and hears nothing of them.
        """
        self._flush()
        if not alerts:
            self._without_alerts.add(listener)
        hello = Hello(tenant_id=self.tenant_id, latest_seq=self.last_seq)
        greeting = message_chunk("hello", encode_json(hello))
        if held:
            self._held[listener] = Held([greeting], batch=batch)
            return
        (self._batched if batch else self._singles).add(listener)
        listener.deliver(greeting)

    def hold(self, listener: Listener) -> None:
        """Let what a client would be sent wait; nothing when it is not here or held already."""
        for listeners in (self._singles, self._batched):
            if listener in listeners:
                listeners.discard(listener)
                self._held[listener] = Held([], batch=listeners is self._batched)

    def release(self, listener: Listener) -> None:
        """Give a held client what waited for it, and what follows."""
        held = self._held.pop(listener, None)
        if held is None:
            return
        (self._batched if held.batch else self._singles).add(listener)
        for chunk in held.chunks:
            if not listener.deliver(chunk):
                self._cut(listener)
                return

    def leave(self, listener: Listener) -> None:
        """Forget a client; nothing when it is not here."""
        self._singles.discard(listener)
        self._batched.discard(listener)
        self._held.pop(listener, None)
        self._without_alerts.discard(listener)

    def emit_events(self, events: Sequence[bytes | msgspec.Raw], last_seq: int) -> None:
        """Give everybody the next events, ascending and without a gap to `last_seq`."""
        self.last_seq = last_seq
        self._waiting.extend(bytes(event) for event in events)
        if self._window is None or len(self._waiting) >= WINDOW_EVENTS:
            self._flush()

    def emit_resync(self, reason: Literal["burst", "history_gone"], last_seq: int) -> None:
        """Tell everybody that events up to `last_seq` were left out."""
        self.last_seq = last_seq
        self.emit_message("resync", encode_json(Resync(reason=reason, latest_seq=last_seq)))

    def emit_message(self, name: str, data: bytes, *, alert: bool = False) -> None:
        """Tell everybody something that is no event, after the events that came before it.

        Of an `alert`, everybody who may see alerts.
        """
        self._flush()
        chunk = message_chunk(name, data)
        deaf = self._without_alerts if alert else set()
        self._send(self._singles - deaf, chunk)
        self._send(self._batched - deaf, chunk)
        self._keep(chunk, chunk, deaf)

    def close(self) -> None:
        """Nothing more will be sent."""
        self._shut_window()
        self._waiting = []

    def _flush(self) -> None:
        """Send what waits, and let the next events wait for a window's time."""
        if not self._waiting:
            return
        self._shut_window()
        events, self._waiting = self._waiting, []
        self._window = asyncio.get_running_loop().call_later(WINDOW_SECONDS, self._end_window)
        if self._singles:
            self._send(self._singles, events_chunk(events))
        if self._batched:
            self._send(self._batched, batch_chunk(events))
        if self._held:
            self._keep(events_chunk(events), batch_chunk(events))

    def _end_window(self) -> None:
        self._window = None
        self._flush()

    def _shut_window(self) -> None:
        if self._window is not None:
            self._window.cancel()
            self._window = None

    def _send(self, listeners: set[Listener], chunk: Chunk) -> None:
        slow = [listener for listener in listeners if not listener.deliver(chunk)]
        for listener in slow:
            self._cut(listener)

    def _keep(self, single: Chunk, batch: Chunk, deaf: Collection[Listener] = frozenset()) -> None:
        for listener, held in list(self._held.items()):
            if listener in deaf:
                continue
            held.chunks.append(batch if held.batch else single)
            if len(held.chunks) > HELD_CHUNKS:
                self._cut(listener)

    def _cut(self, listener: Listener) -> None:
        self.leave(listener)
        log.warning("realtime.consumer.cut", tenant=self.tenant_id, seq=self.last_seq)
        listener.cut(slow_consumer_chunk(self.last_seq))


def slow_consumer_chunk(latest_seq: int) -> Chunk:
    """Last words to a client that does not keep up."""
    resync = Resync(reason="slow_consumer", latest_seq=latest_seq)
    return message_chunk("resync", encode_json(resync))
