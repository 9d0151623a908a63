"""Who is connected to this process and on what grounds; and what happens when those change.

Connections that stand on the same documents (the tabs of one session, the clients of one key) are
looked at together. From the moment that a change is heard until it is known what it means, they are
held: nothing of the room reaches them.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress

from pymongo.errors import PyMongoError

from cashbeat.contracts.base import encode_json
from cashbeat.contracts.realtime import (
    EndCode,
    SessionChanged,
    SessionEnded,
    SessionExpiring,
)
from cashbeat.core.errors import CashbeatError
from cashbeat.core.logging import get_logger
from cashbeat.core.tasks import end_tasks
from cashbeat.realtime.admission import Admission
from cashbeat.realtime.alarm import Alarm
from cashbeat.realtime.emitter import Listener
from cashbeat.realtime.feed import TenantFeed
from cashbeat.realtime.frame import Chunk, message_chunk
from cashbeat.realtime.resume import Allowance

log = get_logger(__name__)

EXPIRING_SECONDS = 60.0
"""How long before its end a connection is told to send a new token."""

PATROL_SECONDS = 30.0
"""Every connection is looked at in this time without any change, should one ever be unheard."""

HOLD_SECONDS = 10.0
"""How long a connection is held while the database cannot tell; then it is cut, to come back."""

_RECHECK_SECONDS = 5.0
_RETRY_SECONDS = 0.2
_WORKERS = 8
_ENDED_AT_ONCE = 100

_CODES: dict[str, EndCode] = {
    "token_expired": "token_expired",
    "unauthenticated": "unauthenticated",
    "permission_denied": "permission_denied",
    "tenant_not_found": "tenant_not_found",
}


class Unclear(Exception):
    """Nobody can tell now whether a connection may go on."""


class Connection:
    """One client from its admission to its end."""

    __slots__ = (
        "admission",
        "authentications",
        "ended",
        "feed",
        "listener",
        "resumes",
        "standing",
        "wakes_at",
        "warned",
    )

    def __init__(self, admission: Admission, feed: TenantFeed, listener: Listener) -> None:
        self.admission = admission
        self.feed = feed
        self.listener = listener
        self.standing: Standing | None = None
        self.resumes = Allowance(burst=20, per_second=5.0)
        self.authentications = Allowance(burst=5, per_second=0.1)
        self.warned = False
        self.ended = False
        self.wakes_at: float | None = None


class Standing:
    """Connections with the same grounds."""

    __slots__ = ("admission", "changes", "held_since", "members", "queued", "settled", "unsaid")

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self.members: set[Connection] = set()
        self.changes = 0
        self.unsaid = False
        """Whether its clients are to be told that something about them changed."""

        self.held_since: float | None = None
        self.queued = False
        self.settled = asyncio.Event()
        self.settled.set()

    @property
    def held(self) -> bool:
        """Whether it is being looked at."""
        return self.held_since is not None


class Presence:
    """The connections of one process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._standings: dict[object, Standing] = {}
        self._by_subject: dict[str, set[Standing]] = {}
        self._doubtful: deque[Standing] = deque()
        self._workers: set[asyncio.Task[None]] = set()
        self._patrol: asyncio.Task[None] | None = None
        self._alarm: Alarm[Connection] = Alarm(self._wake, clock)
        self.changes = 0

    def __len__(self) -> int:
        return sum(len(standing.members) for standing in self._standings.values())

    def start(self) -> None:
        """Begin to look after the connections."""
        self._patrol = asyncio.create_task(self._patrol_all())

    async def stop(self) -> None:
        """Look after nobody any more."""
        self._alarm.stop()
        tasks = list(self._workers) if self._patrol is None else [self._patrol, *self._workers]
        await end_tasks(tasks)
        self._workers.clear()

    def enter(
        self, admission: Admission, feed: TenantFeed, listener: Listener, *, batch: bool, since: int
    ) -> Connection:
        """Put an admitted client into its room.

        `since` is what `changes` was before the admission was asked for: what changed meanwhile may
        be a ground of it.
        """
        connection = Connection(admission, feed, listener)
        standing = self._stand(connection, since)
        feed.join(listener, batch=batch, held=standing.held, alerts=admission.alerts)
        self._watch(connection)
        return connection

    def leave(self, connection: Connection) -> None:
        """Forget a client that is gone."""
        connection.ended = True
        connection.feed.leave(connection.listener)
        self._unstand(connection)

    def renew(self, connection: Connection, admission: Admission, since: int) -> None:
        """Go on with a new proof of the same holder."""
        self._unstand(connection)
        connection.admission = admission
        connection.warned = False
        room = connection.feed.room
        if self._stand(connection, since).held:
            room.hold(connection.listener)
        else:
            room.release(connection.listener)
        self._watch(connection)

    def change(self, subjects: Collection[str] | None) -> None:
        """Look at whoever stands on one of these documents; None: at everybody."""
        self.changes += 1
        if subjects is None:
            found: Iterable[Standing] = list(self._standings.values())
        else:
            found = {s for subject in subjects for s in self._by_subject.get(subject, ())}
        for standing in found:
            standing.unsaid |= subjects is not None and not _only_sessions(subjects)
            self._doubt(standing)

    async def settled(self, connection: Connection) -> bool:
        """Whether the client may be answered, once that is known."""
        while not connection.ended and (standing := connection.standing) and standing.held:
            await standing.settled.wait()
        return not connection.ended

    def end(self, connection: Connection, code: EndCode, last_words: Chunk | None = None) -> None:
        """Tell a client that it is no longer admitted, and close."""
        if connection.ended:
            return
        self.leave(connection)
        connection.listener.expel(last_words or _ended_chunk(code))

    def _stand(self, connection: Connection, since: int) -> Standing:
        admission = connection.admission
        key = (admission.tenant_id, admission.holder, admission.subjects)
        standing = self._standings.get(key)
        if standing is None:
            standing = self._standings[key] = Standing(admission)
            for subject in admission.subjects:
                self._by_subject.setdefault(subject, set()).add(standing)
        standing.admission = admission
        if since != self.changes:
            self._doubt(standing)
        standing.members.add(connection)
        connection.standing = standing
        return standing

    def _unstand(self, connection: Connection) -> None:
        standing, connection.standing = connection.standing, None
        if standing is None:
            return
        standing.members.discard(connection)
        if standing.members:
            return
        admission = standing.admission
        self._standings.pop((admission.tenant_id, admission.holder, admission.subjects), None)
        for subject in admission.subjects:
            standings = self._by_subject.get(subject, set())
            standings.discard(standing)
            if not standings:
                self._by_subject.pop(subject, None)
        standing.settled.set()

    def _watch(self, connection: Connection) -> None:
        if connection.admission.expires_at is not None:
            self._wake(connection, self._clock())

    def _wake(self, connection: Connection, now: float) -> None:
        expires_at = connection.admission.expires_at
        if connection.ended or expires_at is None:
            return
        end = expires_at.timestamp()
        if now >= end:
            self.end(connection, "token_expired")
            return
        if not connection.warned and now >= end - EXPIRING_SECONDS:
            connection.warned = True
            expiring = SessionExpiring(expires_at=expires_at)
            connection.listener.deliver(message_chunk("session_expiring", encode_json(expiring)))
        self._alarm.set(connection, end if connection.warned else end - EXPIRING_SECONDS)

    def _doubt(self, standing: Standing) -> None:
        standing.changes += 1
        if standing.held_since is None:
            standing.held_since = time.monotonic()
            standing.settled.clear()
            for connection in standing.members:
                connection.feed.room.hold(connection.listener)
        self._queue(standing)
        if len(self._workers) < _WORKERS:
            worker = asyncio.create_task(self._work())
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    def _queue(self, standing: Standing) -> None:
        if not standing.queued:
            standing.queued = True
            self._doubtful.append(standing)

    async def _work(self) -> None:
        while self._doubtful:
            standing = self._doubtful.popleft()
            standing.queued = False
            if not standing.members:
                continue
            changes = standing.changes
            try:
                code = await _verdict(standing)
            except Unclear:
                await self._wait_on(standing)
                continue
            if code is not None:
                await self._end_all(standing, code)
            elif changes == standing.changes:
                self._release(standing)

    async def _wait_on(self, standing: Standing) -> None:
        """Hold on a little, or let the clients come back when the database answers again."""
        since = standing.held_since
        if since is not None and time.monotonic() - since > HOLD_SECONDS:
            log.warning("realtime.recheck.given_up", connections=len(standing.members))
            for connection in list(standing.members):
                self.leave(connection)
                connection.listener.cut(Chunk([], []))
            return
        await asyncio.sleep(_RETRY_SECONDS)
        self._queue(standing)

    def _release(self, standing: Standing) -> None:
        standing.held_since = None
        told, standing.unsaid = standing.unsaid, False
        changed = SessionChanged(tenant_id=standing.admission.tenant_id)
        chunk = message_chunk("session_changed", encode_json(changed))
        for connection in list(standing.members):
            connection.feed.room.release(connection.listener)
            if told:
                connection.listener.deliver(chunk)
        standing.settled.set()

    async def _end_all(self, standing: Standing, code: EndCode) -> None:
        last_words = _ended_chunk(code)
        log.info(
            "realtime.session.ended",
            code=code,
            tenant=standing.admission.tenant_id,
            connections=len(standing.members),
        )
        for number, connection in enumerate(list(standing.members), 1):
            if connection.standing is standing:
                self.end(connection, code, last_words)
            if number % _ENDED_AT_ONCE == 0:
                await asyncio.sleep(0)
        if standing.members:  # who came meanwhile
            self._doubt(standing)

    async def _patrol_all(self) -> None:
        while True:
            standings = list(self._standings.values())
            pause = PATROL_SECONDS / max(1, len(standings))
            for standing in standings:
                await asyncio.sleep(pause)
                if standing.members and not standing.held:
                    with suppress(Unclear):
                        if await _verdict(standing) is not None:
                            self._doubt(standing)
            if not standings:
                await asyncio.sleep(pause)


def _only_sessions(subjects: Collection[str]) -> bool:
    """Whether nothing but sessions went on: they do at each refresh, and mean no other rights."""
    return all(subject.startswith("ses_") for subject in subjects)


async def _verdict(standing: Standing) -> EndCode | None:
    """Why its connections must end; None when they may go on. Raises: Unclear."""
    try:
        async with asyncio.timeout(_RECHECK_SECONDS):
            await standing.admission.recheck()
    except CashbeatError as error:
        if error.status >= 500:
            raise Unclear from error
        return _CODES.get(error.code, "session_ended")
    except (PyMongoError, OSError, TimeoutError) as error:
        log.warning("realtime.recheck.unclear", error=repr(error)[:200])
        raise Unclear from error
    except Exception as error:
        log.exception("realtime.recheck.failed")
        raise Unclear from error
    return None


def _ended_chunk(code: EndCode) -> Chunk:
    return message_chunk("session_ended", encode_json(SessionEnded(code=code)))
