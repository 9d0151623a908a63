"""The order of one tenant's events in one API process: each once, ascending, gaps filled."""

import asyncio
import time

from pymongo.errors import PyMongoError

from cashbeat.contracts.base import encode_json
from cashbeat.core.feed import FeedMessage
from cashbeat.core.logging import get_logger
from cashbeat.realtime.emitter import Listener, Room
from cashbeat.realtime.history import EventHistory

log = get_logger(__name__)

LARGEST_GAP = 1_000
"""A gap of more events is announced (`resync`), not filled: clients load their newest page."""

_PAGE = 500


class TenantFeed:
    """Takes messages in any order, twice or never; gives the room what is next.

    What is missing is read from MongoDB in a task of its own, so that one tenant's gap holds no
    other tenant up; messages that come meanwhile only say how far to read.
    """

    def __init__(self, tenant_id: str, history: EventHistory, last_seq: int) -> None:
        self.room = Room(tenant_id, last_seq)
        self.empty_since = time.monotonic()
        self._tenant_id = tenant_id
        self._history = history
        self._target = last_seq
        self._repair: asyncio.Task[None] | None = None

    def join(
        self, listener: Listener, *, batch: bool, held: bool = False, alerts: bool = True
    ) -> None:
        """Admit a client to the tenant's room; held, it hears nothing before its release."""
        self.room.join(listener, batch=batch, held=held, alerts=alerts)

    def leave(self, listener: Listener) -> None:
        """Forget a client."""
        self.room.leave(listener)
        if not self.room:
            self.empty_since = time.monotonic()

    def take(self, message: FeedMessage) -> None:
        """Committed events from Redis."""
        room = self.room
        if message.lastSeq <= room.last_seq:
            return
        if not room and self._repair is None:
            room.last_seq = message.lastSeq
        elif self._repair is not None or message.firstSeq > room.last_seq + 1:
            self.reach(message.lastSeq)
        elif message.events is None:
            room.emit_resync("burst", message.lastSeq)
        else:
            known = room.last_seq + 1 - message.firstSeq
            room.emit_events(message.events[known:], message.lastSeq)

    def reach(self, seq: int) -> None:
        """See to it that events up to `seq` get to the room, from MongoDB."""
        self._target = max(self._target, seq)
        if self._repair is None and self._target > self.room.last_seq:
            self._repair = asyncio.create_task(self._fill())

    async def close(self) -> None:
        """Stop reading and sending."""
        if self._repair is not None:
            self._repair.cancel()
            await asyncio.gather(self._repair, return_exceptions=True)
        self.room.close()

    async def _fill(self) -> None:
        room = self.room
        try:
            if self._target - room.last_seq > LARGEST_GAP:
                room.emit_resync("burst", self._target)
            while room.last_seq < self._target:
                events = await self._history.list_after(self._tenant_id, room.last_seq, _PAGE)
                if not events:
                    log.error("realtime.history.hole", tenant=self._tenant_id, seq=self._target)
                    room.emit_resync("history_gone", self._target)
                    return
                room.emit_events([encode_json(event) for event in events], events[-1].seq)
        except (PyMongoError, OSError, TimeoutError) as error:
            # The relay's next look finds the same gap.
            log.warning("realtime.gap.kept", tenant=self._tenant_id, error=repr(error)[:200])
        finally:
            self._repair = None
